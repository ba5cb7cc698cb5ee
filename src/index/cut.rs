//! Cuts a text into the words of its fields, in one pass.

use rustc_hash::FxHashMap;

use super::listed::List;
use crate::annotate::shingles::{Sketch, Sketcher};
use crate::annotate::slots::Places;
use crate::annotate::tokens::{Stems, Words};
use crate::story::Language;

/// How many words a cutter knows again within a text: a power of two.
const LATELY: usize = 1 << 11;
/// Spreads the bits of a number over the upper ones: 2⁶⁴ by the golden ratio, as Knuth multiplies.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Cuts texts into words. It remembers stems, and so each thread keeps one.
#[derive(Default)]
pub struct Cutter {
    stems: FxHashMap<Option<Language>, Stems>,
    distinct: Distinct,
}

/// The words of a text, for its two fields.
pub(crate) struct Cut {
    /// Every word's stem, in its place, and every mention where it begins.
    pub(crate) stems: List,
    /// Every word as it is, folded only, most of them once.
    pub(crate) words: List,
    /// The sketch of the text.
    pub(crate) sketch: Sketch,
}

impl Cutter {
    /// Cuts a text with its mentions. A stem is that of the language; where none is known, a word is its own.
    pub(crate) fn cut(
        &mut self,
        text: &str,
        language: Option<Language>,
        mut mentions: Places<'_>,
    ) -> Cut {
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
            all.push(stems.stem(word));
            place += 1;
            if distinct.is_new(sketcher.add(word)) {
                once.push(word);
            }
        }
        mentions.finish(|mention| all.push_mention(&mention));
        Cut {
            stems: all,
            words: once,
            sketch: sketcher.sketch(),
        }
    }
}

/// Adds the words of a name or byline, and a gap.
pub(crate) fn push_words(text: &str, list: &mut List) {
    let mut words = Words::new(text);
    while words.advance() {
        list.push(words.folded());
    }
    list.gap();
}

/// Knows the words again that lately came up in the same text: looking one up here costs a tenth of what tantivy's own
/// table of terms costs, which is too large for the caches.
struct Distinct {
    /// The hash of a word of this text, by some of its bits; whatever was there before is forgotten.
    lately: Box<[u64]>,
    texts: u64,
}

impl Default for Distinct {
    fn default() -> Self {
        Self {
            lately: vec![0; LATELY].into(),
            texts: 0,
        }
    }
}

impl Distinct {
    fn next_text(&mut self) {
        self.texts += 1;
    }

    /// Whether the word of a number has not come up lately.
    fn is_new(&mut self, word: u64) -> bool {
        let hash = (word ^ self.texts).wrapping_mul(SPREAD);
        let place = usize::try_from(hash >> 48).unwrap_or_default() % LATELY;
        let Some(slot) = self.lately.get_mut(place) else {
            return true;
        };
        let new = *slot != hash;
        *slot = hash;
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Option<Language>, stems: &str, words: &str) {
        let cut = Cutter::default().cut(text, language, Places::default());
        let shown = |list: &List| list.as_str().replace('\0', " ");
        assert_eq!(
            (shown(&cut.stems).as_str(), shown(&cut.words).as_str()),
            (stems, words)
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
