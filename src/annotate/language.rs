//! Detects the language of a text.
//!
//! 1. It counts the short common words ("the", "der", "que") among the first words of the text. News shows its language
//!    in a line or two, and counting costs far less than trigrams.
//! 2. If they do not decide, [`short`] looks more closely at a text of a line or two, and `whatlang`'s trigrams decide
//!    about a longer one, if it calls its result reliable.
//!
//! The tag in a file counts only where the text leaves a doubt ([`of_tagged`]).

mod short;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::story::Language;

use super::tokens::Words;

/// How many words are looked at, and how many short words of one language decide.
const WORDS: usize = 80;
const ENOUGH: usize = 2;
/// How many decide before all words are looked at, and how many words are read between two such checks.
const DECISIVE: usize = 8;
const CHECK_EVERY: usize = 20;
/// The longest of the short words, in bytes.
const LONGEST_SHORT_WORD: usize = 5;

/// The language of a story; `None` if it is too short or too unusual to tell.
///
/// ```
/// use dateline::annotate::language::detect;
/// use dateline::story::Language;
/// assert_eq!(detect("", "The minister said that the talks in the capital were over."), Some(Language::English));
/// assert_eq!(detect("Talks", "Der Minister sagte, die Gespräche in der Hauptstadt seien vorbei."), Some(Language::German));
/// assert_eq!(detect("", "1,204 3,311 97"), None);
/// ```
pub fn detect(title: &str, body: &str) -> Option<Language> {
    let sample = by_short_words(title, body);
    // Trigrams of a table in Latin letters, or of a line or two, are slow and say nothing. Other scripts say much by
    // themselves.
    let worth_it = sample.spelt >= WORDS / 4 || sample.beyond_ascii >= WORDS / 20;
    let language = sample.language.or_else(|| short::detect(title, body));
    language.or_else(|| worth_it.then(|| by_trigrams(body))?)
}

/// The language of a story whose file says that it is in `tagged`. A site may tag all its pages alike, so the text
/// counts, if it is long enough without what it quotes, and its short words and its trigrams agree. A language that the
/// trigrams do not know can only be taken from the tag.
///
/// ```
/// use dateline::annotate::language::of_tagged;
/// use dateline::story::Language;
/// let text = "Der Minister sagte, die Gespräche in der Hauptstadt seien vorbei, und man werde sich nicht mit dem Rest \
///     begnügen. Das Haus ist auf dem Weg, den es im Mai nach der Wahl von der Partei bekommen hat.";
/// assert_eq!(of_tagged(Language::English, text), Language::German);
/// assert_eq!(of_tagged(Language::English, "Gespräche in Bonn"), Language::English);
/// ```
pub fn of_tagged(tagged: Language, body: &str) -> Language {
    let is_known = || {
        let mut known = whatlang::Lang::all().iter();
        known.any(|lang| Language::from_tag(lang.code()) == Some(tagged))
    };
    let own_words = without_quotations(body);
    let sample = by_short_words("", &own_words);
    let is_prose = sample.spelt >= WORDS_OF_PROSE && sample.short_words * 4 >= sample.spelt;
    let found = sample.language.filter(|found| is_prose && *found != tagged);
    let sure = found.filter(|found| is_known() && by_trigrams(&own_words) == Some(*found));
    sure.unwrap_or(tagged)
}

/// So many words are prose, if a quarter of them are short ones.
const WORDS_OF_PROSE: usize = 15;

/// A text without what is in quotes of any sort; a paragraph ends a quotation.
fn without_quotations(text: &str) -> String {
    let mut is_quoted = false;
    let outside = |c: &char| {
        match c {
            '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' => is_quoted = !is_quoted,
            '\n' => is_quoted = false,
            _ => {}
        }
        !is_quoted
    };
    text.chars().filter(outside).collect()
}

/// Short words that only one of these languages uses often; folded.
const SHORT_WORDS: &[(Language, &[&str])] = &[
    (
        Language::English,
        &[
            "the", "and", "that", "was", "said", "with", "for", "he", "his", "from", "by", "have",
            "had", "of", "which", "this", "to", "at", "its", "will", "be", "are", "has", "been",
            "it", "after", "as", "vs",
        ],
    ),
    (
        Language::German,
        &[
            "der", "und", "das", "nicht", "mit", "dem", "den", "ist", "auf", "fur", "sich", "ein",
            "eine", "im", "von", "zu", "nach",
        ],
    ),
    (
        Language::Spanish,
        &[
            "el", "los", "las", "y", "por", "con", "del", "una", "su", "para", "al", "lo", "fue",
            "mas", "como",
        ],
    ),
    (
        Language::French,
        &[
            "le", "les", "et", "des", "du", "dans", "est", "pour", "qui", "au", "sur", "une",
            "par", "il", "aux",
        ],
    ),
    (
        Language::Italian,
        &[
            "il", "che", "di", "della", "gli", "nel", "con", "sono", "dei", "alla", "per", "piu",
            "ha", "anche",
        ],
    ),
    (
        Language::Portuguese,
        &[
            "o", "os", "do", "da", "em", "um", "uma", "nao", "dos", "ao", "no", "na", "foi",
            "pelo", "com",
        ],
    ),
    (
        Language::Dutch,
        &[
            "het", "een", "van", "niet", "zijn", "voor", "met", "op", "ook", "dat", "aan", "naar",
            "bij",
        ],
    ),
];

/// For each short word, the indexes in [`SHORT_WORDS`] of the languages that use it.
static LANGUAGES: LazyLock<FxHashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (place, (_, short_words)) in SHORT_WORDS.iter().enumerate() {
        for word in *short_words {
            languages.entry(word).or_default().push(place);
        }
    }
    languages
});

fn by_short_words(title: &str, body: &str) -> Sample {
    let mut counts = [0_usize; SHORT_WORDS.len()];
    let (mut spelt, mut beyond_ascii) = (0, 0);
    let mut title = Words::new(title);
    let mut body = Words::new(body);
    for read in 1..=WORDS {
        let words = if title.advance() {
            &title
        } else if body.advance() {
            &body
        } else {
            break;
        };
        let word = words.folded();
        spelt += usize::from(word.len() > 1 && !word.starts_with(|c: char| c.is_ascii_digit()));
        beyond_ascii += usize::from(!word.is_ascii());
        // A cheap check first: most words are longer.
        if word.len() <= LONGEST_SHORT_WORD
            && let Some(languages) = LANGUAGES.get(word)
        {
            for language in languages {
                if let Some(count) = counts.get_mut(*language) {
                    // `the` counts twice: no other language has it.
                    *count += 1 << usize::from(word == "the");
                }
            }
        }
        if read % CHECK_EVERY == 0 && most(&counts, DECISIVE).is_some() {
            break;
        }
    }
    Sample {
        language: most(&counts, ENOUGH),
        short_words: counts.into_iter().max().unwrap_or_default(),
        spelt,
        beyond_ascii,
    }
}

/// The language with the most short words, if there are enough and more than twice as many as for any other.
fn most(counts: &[usize; SHORT_WORDS.len()], enough: usize) -> Option<Language> {
    let (most, (language, _)) = counts
        .iter()
        .zip(SHORT_WORDS)
        .max_by_key(|(count, _)| **count)?;
    let others = counts
        .iter()
        .zip(SHORT_WORDS)
        .filter(|(_, (other, _))| other != language);
    let second = others.map(|(count, _)| *count).max().unwrap_or(0);
    (*most >= enough && *most > 2 * second).then_some(*language)
}

/// What the first words of a text say about its language.
struct Sample {
    /// The language of its short words, if they decide.
    language: Option<Language>,
    /// How many of them are short words of one language.
    short_words: usize,
    /// How many of them are words, not figures.
    spelt: usize,
    /// How many have letters beyond ASCII.
    beyond_ascii: usize,
}

fn by_trigrams(text: &str) -> Option<Language> {
    let start: String = text
        .chars()
        .take(300)
        .flat_map(char::to_lowercase)
        .collect();
    let info = whatlang::detect(&start).filter(whatlang::Info::is_reliable)?;
    Language::from_tag(info.lang().code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_known_by_its_short_words() {
        let check = |text: &str, code: &str| {
            assert_eq!(detect("", text), Language::from_tag(code), "{text}");
        };
        check(
            "THE GOVERNMENT OF FRANCE SAID ON MONDAY THAT IT HAD CLOSED THE BRIDGE",
            "en",
        );
        check(
            "El gobierno anunció el martes que los trabajos del puente comenzarán con el nuevo año.",
            "es",
        );
        check(
            "Le ministre a annoncé que les travaux du pont seront achevés dans deux ans.",
            "fr",
        );
        check(
            "Het kabinet heeft de brug niet gesloten, zei een woordvoerder van de minister.",
            "nl",
        );
        check(
            "Η κυβέρνηση ανακοίνωσε ότι η γέφυρα θα κλείσει μέχρι το τέλος του έτους.",
            "el",
        );
    }

    #[test]
    fn a_tag_counts_where_the_text_leaves_a_doubt() {
        let english = "The harbour board said on Tuesday that the old ferry would sail again, and that the crew was ready.";
        let quoting = "Der Trainer von Bonn sagte danach: \"We were not at the level that we have to be, and that is the truth. I \
            have to accept it, and so has the board of the club.\"";
        let galician = "O presidente dixo o martes que o goberno presentará un novo plan para o porto. É o maior investimento \
            dos últimos anos e as obras deben rematar en dous anos.";
        for (tag, text, code) in [
            ("de", english, "en"),
            ("en", english, "en"),
            ("de", "Bonn 3, Ulm 4", "de"),
            ("de", quoting, "de"),
            ("ja", "東京株式市場 日経平均株価 反発", "ja"),
            ("gl", galician, "gl"),
        ] {
            let tag = Language::from_tag(tag).unwrap();
            assert_eq!(of_tagged(tag, text).to_string(), code, "{text}");
        }
    }

    #[test]
    fn a_language_that_we_cannot_stem_has_its_usual_code() {
        let bulgarian = "Министър-председателят каза във вторник, че правителството ще представи нов план за пристанището.";
        assert_eq!(detect("", bulgarian).unwrap().to_string(), "bg");
        assert_eq!(Language::from_tag("bul"), Language::from_tag("bg"));
    }

    #[test]
    fn a_table_has_no_language() {
        assert_eq!(detect("", ""), None);
        assert_eq!(detect("QTR NET", "12 34 56"), None);
    }

    #[test]
    fn a_line_has_one() {
        let english = Language::from_tag("en");
        assert_eq!(
            detect("", "Elon Musk bought Twitter in October 2022."),
            english
        );
    }
}
