//! Tells whether a text of few or no short words is English: by how often each of its other words occurs in English, and
//! how often in each language that it could be instead.
//!
//! Names say nothing about the language of a headline, so words with a capital do not count, but for the first. A text
//! is English if its words speak for English against every one of the other languages. A word that English does not have
//! speaks against it, and so does one with a letter beyond ASCII.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::WORDS;
use crate::annotate::tokens::Words;

/// The words of English, one a line: how often it occurs, and how often in those other languages where it is not much
/// rarer (`met 9 fr9 nl15`). The figures are doublings over three in ten million words.
const ENGLISH_WORDS: &str = include_str!("english-words.txt");

/// The languages that are written in the same letters.
const OTHERS: [&str; 22] = [
    "de", "es", "fr", "it", "pt", "nl", "da", "nb", "sv", "fi", "pl", "cs", "sk", "sl", "sh", "hu",
    "ro", "lv", "lt", "is", "tr", "id",
];

/// How much a word speaks for English against each of the others, in doublings; below zero, against it.
type Scores = [i32; OTHERS.len()];

/// The most that one word may say for English, and against it.
const MOST: i32 = 7;
const LEAST: i32 = -2;
/// What a word says that English does not have: it may be a rare one.
const UNKNOWN: Scores = [-3; OTHERS.len()];
/// What a word says that English cannot have.
const FOREIGN: Scores = [-4; OTHERS.len()];
/// The most that the first word may say for English: it may be a name.
const MOST_OF_FIRST: i32 = 2;
/// So much must speak for English at least, and more if there are more words.
const ENOUGH: i32 = 3;
/// So many words must have been looked at, and so much must they say if there are no more.
const FEWEST: i32 = 2;
const ENOUGH_OF_FEWEST: i32 = 4;
/// Of so few words one must say so much that it is English and nothing else.
const SHORT: i32 = 4;
const OWN: i32 = 2;

/// What the words of a text say.
pub(super) struct Balance {
    /// How much they speak for English against that other language that they speak for most.
    least: i32,
    /// How many words say something.
    counted: i32,
    /// The most that a word behind the first says for English against every other language.
    most: i32,
    /// How many words behind the first speak for it so, and how many do not.
    for_english: i32,
    against: i32,
    /// Whether there are figures among them: then it may be a table, whose abbreviations are no words of any language.
    has_figures: bool,
}

impl Balance {
    pub(super) fn of(title: &str, body: &str) -> Self {
        let mut total = [0; OTHERS.len()];
        let (mut read, mut counted, mut has_figures) = (0, 0, false);
        let (mut most, mut for_english, mut against) = (0, 0, 0);
        for text in [title, body] {
            let mut words = Words::new(text);
            while read < WORDS && words.advance() {
                read += 1;
                let word = text.get(words.range()).unwrap_or_default();
                has_figures |= word.starts_with(|c: char| c.is_ascii_digit());
                let Some(scores) = scores(word, words.folded(), read == 1) else {
                    continue;
                };
                counted += 1;
                let least = scores.into_iter().min().unwrap_or_default();
                if read > 1 {
                    most = most.max(least);
                    for_english += i32::from(least > 0);
                    against += i32::from(least < 0);
                }
                for (total, score) in total.iter_mut().zip(scores) {
                    *total += score;
                }
            }
        }
        Self {
            least: total.into_iter().min().unwrap_or_default(),
            counted,
            most,
            for_english,
            against,
            has_figures,
        }
    }

    /// Whether the text is English.
    pub(super) fn is_english(&self) -> bool {
        let enough = match self.counted {
            ..FEWEST => return false,
            FEWEST => ENOUGH_OF_FEWEST,
            _ => ENOUGH.max(self.counted),
        };
        let is_short = self.counted <= SHORT;
        let is_shared = is_short && (self.most < OWN || self.for_english < self.against);
        self.least >= enough && !is_shared
    }

    /// Whether it is not, whatever its short words say.
    pub(super) fn is_foreign(&self) -> bool {
        !self.has_figures && self.counted > FEWEST && 2 * self.least < -self.counted
    }
}

/// What a word says; `None` if nothing.
fn scores(word: &str, folded: &str, is_first: bool) -> Option<Scores> {
    if word.contains(|c: char| c.is_numeric()) {
        return None;
    }
    if word.starts_with(char::is_uppercase) {
        let known = SCORES.get(folded).filter(|_| is_first)?;
        return Some(known.map(|score| score.min(MOST_OF_FIRST)));
    }
    if !word.is_ascii() && !word.contains('’') {
        return Some(FOREIGN);
    }
    match folded.split_once(['\'', '’']) {
        // `don't`.
        Some((before, "t")) if before.ends_with('n') => None,
        Some((before, end)) if CONTRACTED.contains(&end) => Some(known(before)),
        Some(_) => Some(FOREIGN),
        None => Some(known(folded)),
    }
}

/// What may follow an apostrophe.
const CONTRACTED: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// What a word in lower case says: what the list says of it, or of the word that it is a form of.
fn known(word: &str) -> Scores {
    if let Some(scores) = SCORES.get(word) {
        return *scores;
    }
    let stems = INFLECTIONS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending));
    let mut stems = stems.filter(|stem| stem.len() >= SHORTEST_STEM);
    match stems.find_map(|stem| SCORES.get(stem)) {
        Some(scores) => scores.map(|score| score.min(MOST_OF_INFLECTED)),
        None if word.len() == 1 => FOREIGN,
        None => UNKNOWN,
    }
}

/// Endings of verbs and nouns.
const INFLECTIONS: [&str; 5] = ["s", "es", "d", "ed", "ing"];
const SHORTEST_STEM: usize = 4;
/// The most that an inflected word may say for English: others inflect likewise.
const MOST_OF_INFLECTED: i32 = 2;

/// What each word of the list says.
static SCORES: LazyLock<FxHashMap<&str, Scores>> =
    LazyLock::new(|| ENGLISH_WORDS.lines().filter_map(read_line).collect());

fn read_line(line: &'static str) -> Option<(&'static str, Scores)> {
    let mut fields = line.split(' ');
    let word = fields.next()?;
    let own: i32 = fields.next()?.parse().ok()?;
    let mut scores = [own.min(MOST); OTHERS.len()];
    for field in fields {
        let (code, times) = field.split_at_checked(2)?;
        let at = OTHERS.iter().position(|other| *other == code)?;
        *scores.get_mut(at)? = (own - times.parse::<i32>().ok()?).clamp(LEAST, MOST);
    }
    Some((word, scores))
}

#[cfg(test)]
mod tests {
    use super::super::detect;
    use super::*;
    use crate::story::Language;

    #[test]
    fn headlines_are_english_by_their_verbs_and_nouns() {
        for text in [
            "Elon Musk buys Twitter for $44bn",
            "Boris Johnson resigns as prime minister",
            "Police arrest Julian Assange in London",
            "Ukraine war: Zelensky visits Kherson",
            "Disney opens new park",
            "Mbappé's late goal sinks Lyon",
        ] {
            assert!(Balance::of("", text).is_english(), "{text}");
            assert!(Balance::of(text, "").is_english(), "{text}");
        }
    }

    #[test]
    fn a_word_or_two_that_other_languages_have_are_not_english() {
        for text in [
            "Was Trump fit?",
            "Trump will Grenze",
            "Kom bare an",
            "Milan, closing in vista",
        ] {
            assert!(!Balance::of("", text).is_english(), "{text}");
        }
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        assert_eq!(SCORES.len(), ENGLISH_WORDS.lines().count());
        let fr = OTHERS.iter().position(|other| *other == "fr").unwrap();
        assert!(SCORES["met"][fr] < SCORES["yesterday"][fr]);
    }

    #[test]
    fn a_headline_of_another_language_is_not() {
        let english = Language::from_tag("en");
        let wrong = HEADLINES.lines().filter(|text| detect("", text) == english);
        assert_eq!(wrong.collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn a_table_is_not_foreign() {
        let table = "Shr 16 cts vs 13 cts\nNet 5 mln vs 4 mln\nRevs 9 mln vs 8 mln";
        assert_eq!(detect("", table), Language::from_tag("en"));
    }

    #[test]
    fn a_text_keeps_its_language_when_it_grows() {
        let text = "Xi Jinping met Vladimir Putin. Mr. Xi said yes. Kim Jong Un and Yoon Suk Yeol did not; Kim fired a missile.";
        let more = "Lula da Silva called Nicolás Maduro. Maduro hung up. Aung San Suu Kyi remains in jail; Suu Kyi is 78.";
        let english = Language::from_tag("en");
        assert_eq!(detect("", text), english);
        assert_eq!(detect("", &format!("{text} {more}")), english);
    }

    const HEADLINES: &str = include_str!("foreign-headlines.txt");
}
