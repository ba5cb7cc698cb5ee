//! Splits a text into the terms of its fields, in one pass.

use rustc_hash::FxHashMap;

use super::term_list::List;
use crate::annotate::name_markers::MentionPositions;
use crate::annotate::places::key::abbreviation;
use crate::annotate::shingles::{Sketch, Sketcher};
use crate::annotate::tokens::{Stems, Words};
use crate::story::{Kind, Language};

/// How many recent words of a text are remembered: a power of two.
const RECENT: usize = 1 << 11;
/// Knuth's multiplicative hashing: 2⁶⁴ divided by the golden ratio spreads the bits of a number over the upper ones.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Splits texts into words. It caches stems, so each thread keeps one.
#[derive(Default)]
pub struct FieldTokenizer {
    stems: FxHashMap<Option<Language>, Stems>,
    distinct: Distinct,
}

/// The words of a text, for its two fields.
pub(crate) struct FieldTerms {
    /// The stem of each word at its position, and a marker term where a mention begins.
    pub(crate) stems: List,
    /// The words themselves, folded but not stemmed, most of them once.
    pub(crate) words: List,
    /// The sketch of the text.
    pub(crate) sketch: Sketch,
}

impl FieldTokenizer {
    /// Splits a text with its mentions. Words are stemmed in the language; if that is unknown, a word is its own stem.
    pub(crate) fn tokenize(
        &mut self,
        text: &str,
        language: Option<Language>,
        mut mentions: MentionPositions<'_>,
    ) -> FieldTerms {
        let Self { stems, distinct } = self;
        let known = stems.entry(language);
        let stems = known.or_insert_with(|| Stems::new(language));
        let mut all = List::with_capacity(text.len() + 16);
        let mut once = List::with_capacity(text.len() / 2 + 16);
        let mut sketcher = Sketcher::default();
        distinct.next_text();
        let mut words = Words::new(text);
        let mut place = 0;
        while words.advance() {
            mentions.word(&words.range(), words.position(), |mention| {
                all.push_mention(&mention);
            });
            while place < words.position() {
                all.gap();
                place += 1;
            }
            let word = words.folded();
            let hash = sketcher.add(word);
            all.push(stems.stem_hashed(word, hash));
            place += 1;
            if distinct.is_new(hash) {
                once.push(word);
            }
        }
        mentions.finish(|mention| all.push_mention(&mention));
        FieldTerms {
            stems: all,
            words: once,
            sketch: sketcher.sketch(),
        }
    }
}

/// At most so many middle names may be left out of a name that is searched for.
pub(crate) const MIDDLE_NAMES: usize = 2;

/// Adds the words of a byline.
pub(crate) fn push_words(text: &str, list: &mut List) {
    let mut words = Words::new(text);
    while words.advance() {
        list.push(words.folded());
    }
}

/// Adds the words of a name, and a gap after them: no phrase matches across two names, even with words left out between.
pub(crate) fn push_name(name: &str, kind: Kind, list: &mut List) {
    each_name_word(name, kind, |word| list.push(word));
    for _ in 0..=MIDDLE_NAMES {
        list.gap();
    }
}

/// The words of a name as [`push_name`] adds them.
pub(crate) fn name_words(name: &str, kind: Kind) -> Vec<String> {
    let mut all = Vec::new();
    each_name_word(name, kind, |word| all.push(word.to_owned()));
    all
}

/// Passes the words of a name on, folded. Initials side by side are one word, so `U.N.` is `UN`; those of a person, who
/// may be asked for by one of them, are not.
fn each_name_word(name: &str, kind: Kind, mut pass: impl FnMut(&str)) {
    let mut words = Words::new(name);
    let mut initials = String::new();
    let mut end = 0;
    while words.advance() {
        let (word, range) = (words.folded(), words.range());
        let is_initial = word.chars().count() == 1 && word.starts_with(char::is_alphabetic);
        let between = name.get(end..range.start);
        let is_joined = kind != Kind::Person && matches!(between, Some("." | ". " | " "));
        let goes_on = is_initial && is_joined;
        if !goes_on && !initials.is_empty() {
            pass(&initials);
            initials.clear();
        }
        if is_initial {
            initials.push_str(word);
        } else {
            pass(abbreviation(word).unwrap_or(word));
        }
        end = range.end;
    }
    if !initials.is_empty() {
        pass(&initials);
    }
}

/// Filters out words that came up recently in the same text. A lookup here costs a tenth of one in tantivy's own term
/// table, which is too large for the CPU caches.
struct Distinct {
    /// Hashes of words of this text, indexed by some of their bits; a new one overwrites the old one.
    recent: Box<[u64]>,
    texts: u64,
}

impl Default for Distinct {
    fn default() -> Self {
        Self {
            recent: vec![0; RECENT].into(),
            texts: 0,
        }
    }
}

impl Distinct {
    fn next_text(&mut self) {
        self.texts += 1;
    }

    /// Whether the word with this hash has not come up recently.
    fn is_new(&mut self, word: u64) -> bool {
        let hash = (word ^ self.texts).wrapping_mul(SPREAD);
        let place = usize::try_from(hash >> 48).unwrap_or_default() % RECENT;
        let Some(slot) = self.recent.get_mut(place) else {
            return true;
        };
        let new = *slot != hash;
        *slot = hash;
        new
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::super::term_list::ListedTerms;
    use super::*;

    /// The terms, each at its position.
    fn shown(list: &List) -> String {
        let mut tokenizer = ListedTerms::default();
        let mut terms = tokenizer.token_stream(list.as_str());
        let mut shown = String::new();
        terms.process(&mut |token| {
            let before = shown.split(' ').count() - 1;
            shown.push_str(&" ".repeat(token.position - before));
            shown.push_str(&token.text);
            shown.push(' ');
        });
        shown
    }

    fn check(text: &str, language: Option<Language>, stems: &str, words: &str) {
        let cut = FieldTokenizer::default().tokenize(text, language, MentionPositions::default());
        assert_eq!(
            (shown(&cut.stems).as_str(), shown(&cut.words).as_str()),
            (stems, words)
        );
    }

    #[test]
    fn initials_in_names_are_one_word() {
        for (name, words) in [
            ("U.N.", &["un"][..]),
            ("U. S. Steel", &["us", "steel"]),
            ("J.P. Morgan", &["jp", "morgan"]),
            ("AT&T", &["at", "t"]),
            ("B & Q", &["b", "q"]),
            ("St. Louis", &["st", "louis"]),
            ("東京", &["東", "京"]),
        ] {
            assert_eq!(name_words(name, Kind::Org), words, "{name}");
        }
        assert_eq!(
            name_words("J.K. Rowling", Kind::Person),
            ["j", "k", "rowling"]
        );
    }

    #[test]
    fn a_text_is_cut_into_stems_in_their_places_and_words_once() {
        check(
            "Regulations, and more regulations",
            Some(Language::English),
            "regul and more regul ",
            "regulations and more ",
        );
        check("Zürich Zürich", None, "zurich zurich ", "zurich ");
        check("", None, "", "");
        let endless = "x".repeat(200);
        check(&format!("a {endless} b"), None, "a  b ", "a b ");
    }
}
