//! Detects the language of a text.
//!
//! 1. It counts the short common words ("the", "der", "que") among the first words of the text. News shows its language
//!    in a line or two, and counting costs far less than trigrams. Words with accents speak against English.
//! 2. If they do not decide, [`short`] looks more closely at a text of a line or two, [`english`] looks at all words in
//!    lower case, also where a few short words seem English, and `whatlang`'s trigrams decide about a text that is longer and not English, if it calls its result
//!    reliable. If short words only show a family, the trigrams tell its languages apart.
//!
//! The tag in a file counts only where the text leaves a doubt ([`of_tagged`]).

mod english;
mod short;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use whatlang::{Detector, Lang};

use crate::story::Language;

use self::Tells::{One, OneOf};
use self::english::Balance;
use super::tokens::Words;

/// How many words are looked at, and how many short words of one language decide.
const WORDS: usize = 80;
const ENOUGH: usize = 2;
/// Prose has more short words than one in so many; only English is also written in tables.
const SPARSE: usize = 10;
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
    let found = match sample.tells {
        Some(One(language)) => Some(language),
        Some(OneOf(family)) if worth_it => return among(family, body),
        _ => short::detect(title, body),
    };
    let is_sure = worth_it || sample.short_words >= DECISIVE;
    match found {
        // `to`, `have` and `for` are Danish, too.
        Some(Language::English) if !is_sure && Balance::of(title, body).is_foreign() => None,
        Some(language) => Some(language),
        None if Balance::of(title, body).is_english() => Some(Language::English),
        None => worth_it.then(|| by_trigrams(body))?,
    }
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
    let found = match sample.tells {
        Some(One(found)) if is_prose && found != tagged => Some(found),
        _ => None,
    };
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

/// What short words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tells {
    /// The language.
    One(Language),
    /// That it is one of a family, which share most of them. The trigrams tell which.
    OneOf(&'static [Lang]),
}

/// Short words that only one of these languages or families uses often; folded. The families are here because Polish
/// and Norwegian, too, have words such as `to` and `by`.
const SHORT_WORDS: &[(Tells, &[&str])] = &[
    (
        One(Language::English),
        &[
            "the", "and", "that", "was", "said", "with", "for", "he", "his", "from", "by", "have",
            "had", "of", "which", "this", "to", "at", "its", "will", "be", "are", "has", "been",
            "it", "after", "as", "vs",
        ],
    ),
    (
        One(Language::German),
        &[
            "der", "und", "das", "nicht", "mit", "dem", "den", "ist", "auf", "fur", "sich", "ein",
            "eine", "im", "von", "zu", "nach",
        ],
    ),
    (
        One(Language::Spanish),
        &[
            "el", "los", "las", "y", "por", "con", "del", "una", "su", "para", "al", "lo", "fue",
            "mas", "como",
        ],
    ),
    (
        One(Language::French),
        &[
            "le", "les", "et", "des", "du", "dans", "est", "pour", "qui", "au", "sur", "une",
            "par", "il", "aux",
        ],
    ),
    (
        One(Language::Italian),
        &[
            "il", "che", "di", "della", "gli", "nel", "con", "sono", "dei", "alla", "per", "piu",
            "ha", "anche",
        ],
    ),
    (
        One(Language::Portuguese),
        &[
            "o", "os", "do", "da", "em", "um", "uma", "nao", "dos", "ao", "no", "na", "foi",
            "pelo", "com",
        ],
    ),
    (
        One(Language::Dutch),
        &[
            "het", "een", "van", "niet", "zijn", "voor", "met", "op", "ook", "dat", "aan", "naar",
            "bij",
        ],
    ),
    (
        One(Language::Hungarian),
        &["hogy", "egy", "nem", "volt", "meg", "csak"],
    ),
    (
        One(Language::Romanian),
        &["din", "fost", "prin", "dupa", "cele", "sunt"],
    ),
    (
        OneOf(&[Lang::Dan, Lang::Nob, Lang::Swe]),
        &[
            "og", "det", "som", "ikke", "pa", "av", "til", "och", "inte", "har", "med", "fra",
            "ble", "blir", "ved", "vil", "skal", "efter", "etter", "seg", "sig", "hun", "hon",
            "eller",
        ],
    ),
    (
        OneOf(&[Lang::Pol, Lang::Ces, Lang::Slk, Lang::Slv, Lang::Hrv]),
        &[
            "na", "za", "od", "nie", "jest", "przez", "dla", "oraz", "ale", "tym", "jak", "ako",
            "jako", "podle", "podla", "byl", "bude", "aby", "jeho", "ktery", "ktore", "ktory",
            "vsak", "koji", "koje", "kako", "nije", "iz", "ili", "pri", "bil", "uz",
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
    let (mut spelt, mut beyond_ascii, mut accented) = (0, 0, 0);
    let mut in_title = Words::new(title);
    let mut in_body = Words::new(body);
    for read in 1..=WORDS {
        let (words, text) = if in_title.advance() {
            (&in_title, title)
        } else if in_body.advance() {
            (&in_body, body)
        } else {
            break;
        };
        let word = words.folded();
        accented += usize::from(is_accented(words, text));
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
    let short_words = counts.into_iter().max().unwrap_or_default();
    let is_likely = |tells: &Tells| match tells {
        One(Language::English) => short_words > accented,
        _ => short_words * SPARSE >= spelt,
    };
    Sample {
        tells: most(&counts, ENOUGH).filter(is_likely),
        short_words,
        spelt,
        beyond_ascii,
    }
}

/// Whether a word has letters that English words do not have.
fn is_accented(words: &Words<'_>, text: &str) -> bool {
    let word = text.get(words.range()).unwrap_or_default();
    !word.is_ascii() && word.contains(|c: char| !c.is_ascii() && c.is_alphabetic())
}

/// What the most short words tell, if there are enough and more than twice as many as for any other.
fn most(counts: &[usize; SHORT_WORDS.len()], enough: usize) -> Option<Tells> {
    let (most, (tells, _)) = counts
        .iter()
        .zip(SHORT_WORDS)
        .max_by_key(|(count, _)| **count)?;
    let others = counts
        .iter()
        .zip(SHORT_WORDS)
        .filter(|(_, (other, _))| other != tells);
    let second = others.map(|(count, _)| *count).max().unwrap_or(0);
    (*most >= enough && *most > 2 * second).then_some(*tells)
}

/// What the first words of a text say about its language.
struct Sample {
    /// What its short words tell, if they decide.
    tells: Option<Tells>,
    /// How many of them are short words of one language.
    short_words: usize,
    /// How many of them are words, not figures.
    spelt: usize,
    /// How many have letters beyond ASCII.
    beyond_ascii: usize,
}

fn by_trigrams(text: &str) -> Option<Language> {
    let info = whatlang::detect(&start(text)).filter(whatlang::Info::is_reliable)?;
    Language::from_tag(info.lang().code())
}

/// Which of some languages it is.
fn among(family: &[Lang], text: &str) -> Option<Language> {
    let found = Detector::with_allowlist(family.to_vec()).detect_lang(&start(text))?;
    Language::from_tag(found.code())
}

/// So much of a text as its trigrams are counted in.
fn start(text: &str) -> String {
    text.chars()
        .take(300)
        .flat_map(char::to_lowercase)
        .collect()
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
        // Each has two short words of English.
        check(
            "Bystyret vedtok mandag å stenge den gamle broen etter at det ble funnet sprekker i to av pilarene. Bilistene må \
             ta veien langs elven fram til våren, og butikkeierne i sentrum frykter for omsetningen i tiden som kommer.",
            "no",
        );
        check(
            "Gdyby to od niego zależało, powiedział burmistrz, to most by już stał. Rząd chciałby jednak, by to miasto \
             samo zapłaciło za remont.",
            "pl",
        );
        check(
            "Městská rada v pondělí rozhodla uzavřít starý most poté, co se ve dvou pilířích našly praskliny. Řidiči budou \
             muset až do jara jezdit po silnici podél řeky a obchodníci v centru se obávají o své tržby.",
            "cs",
        );
        check(
            "Keby to záležalo na ňom, povedal primátor, most by už stál. Vláda by však chcela, aby to mesto zaplatilo samo, \
             a to znamená, že práce by sa nezačali skôr ako v lete budúceho roka.",
            "sk",
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
