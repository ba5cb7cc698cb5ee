//! Stems words, with a cache: stemming a word costs more than everything else in indexing it.

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::shingles;
use crate::story::Language;

/// A stemmer of one language, with its cache.
///
/// ```
/// use dateline::annotate::tokens::Stems;
/// use dateline::story::Language;
/// assert_eq!(Stems::new(Some(Language::English)).stem("regulations"), "regul");
/// assert_eq!(Stems::new(None).stem("regulations"), "regulations");
/// ```
pub struct Stems {
    language: Option<Language>,
    stemmer: Option<Stemmer>,
    known: FxHashMap<Box<str>, u32>,
    found: Vec<Box<str>>,
    /// The words asked for recently, by some bits of their hash: a hit touches one cache line, where one in `known`
    /// touches five. Empty until there is much to stem.
    recent: Box<[RecentStem]>,
}

/// A word asked for recently, and its stem.
#[derive(Clone, Copy, Default)]
struct RecentStem {
    word: [u8; LONGEST_RECENT],
    length: u8,
    /// How many bytes of the word are its stem; 0 if the stem is not a prefix of the word.
    kept: u8,
    /// The index of the stem in `found`.
    stem: u32,
}

const LONGEST_RECENT: usize = 26;
const RECENT_SLOTS: usize = 1 << 14;
/// A word is in one of two neighbouring slots, with the one asked for last in the first.
const PAIR: usize = 2;

impl Stems {
    // News uses some ten thousand words over and over; beyond this number come names and misprints.
    const REMEMBERED: usize = 1 << 16;
    // A query has only a few words to stem; the table of recent words pays off for a whole archive.
    const MUCH: usize = 1 << 9;

    /// The stemmer of `language`; if it has none, a word is its own stem.
    pub fn new(language: Option<Language>) -> Self {
        Self {
            language,
            stemmer: language.and_then(algorithm).map(Stemmer::new),
            known: FxHashMap::default(),
            found: Vec::new(),
            recent: Box::default(),
        }
    }

    /// Whether there is a stemmer for a language.
    pub fn has_stemmer(language: Language) -> bool {
        algorithm(language).is_some()
    }

    /// Whether a word and its stem always begin with the same letter. They do if the stemmer only removes endings; some
    /// also remove prefixes.
    pub fn keep_initials(&self) -> bool {
        self.stemmer.is_none() || self.language == Some(Language::English)
    }

    /// The stem of a folded word.
    pub fn stem<'s>(&'s mut self, folded: &'s str) -> &'s str {
        self.stem_hashed(folded, shingles::word_hash(folded))
    }

    /// The same, given the word's [hash](shingles::word_hash).
    pub(crate) fn stem_hashed<'s>(&'s mut self, folded: &'s str, hash: u64) -> &'s str {
        let Some(stemmer) = &self.stemmer else {
            return folded;
        };
        let place = place(hash, self.recent.len());
        let pair = self.recent.get(place..place + PAIR).unwrap_or_default();
        if let Some(recent) = pair.iter().find(|recent| recent.is(folded)) {
            return match recent.kept {
                0 => self
                    .found
                    .get(recent.stem as usize)
                    .map_or(folded, |stem| stem),
                kept => folded.get(..kept.into()).unwrap_or(folded),
            };
        }
        let stem = self.known.get(folded).copied().unwrap_or_else(|| {
            if self.found.len() >= Self::REMEMBERED {
                self.known.clear();
                self.found.clear();
                self.recent = Box::default();
            }
            if self.found.len() == Self::MUCH {
                self.recent = vec![RecentStem::default(); RECENT_SLOTS].into();
            }
            let stem = u32::try_from(self.found.len()).unwrap_or_default();
            self.found.push(stemmer.stem(folded).as_ref().into());
            self.known.insert(folded.into(), stem);
            stem
        });
        let text = self.found.get(stem as usize).map_or(folded, |stem| stem);
        if let Some([first, second]) = self.recent.get_mut(place..place + PAIR) {
            *second = std::mem::replace(first, RecentStem::of(folded, text, stem));
        }
        text
    }
}

impl RecentStem {
    fn of(folded: &str, text: &str, stem: u32) -> Self {
        let mut recent = Self {
            stem,
            ..Self::default()
        };
        if let Some(word) = recent.word.get_mut(..folded.len()) {
            word.copy_from_slice(folded.as_bytes());
            recent.length = u8::try_from(folded.len()).unwrap_or_default();
            if folded.starts_with(text) {
                recent.kept = u8::try_from(text.len()).unwrap_or_default();
            }
        }
        recent
    }

    fn is(&self, folded: &str) -> bool {
        self.length > 0 && self.word.get(..self.length.into()) == Some(folded.as_bytes())
    }
}

/// The index of the first of a word's two slots, by its hash; `places`, the number of slots, is a power of two or 0.
fn place(hash: u64, places: usize) -> usize {
    let hash = usize::try_from(hash >> 32).unwrap_or_default();
    hash & places.saturating_sub(PAIR)
}

fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language {
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::Dutch => Algorithm::Dutch,
        Language::English => Algorithm::English,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Italian => Algorithm::Italian,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
        Language::Other(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn stems_follow_the_language() {
        assert_eq!(
            Stems::new(Some(Language::English)).stem("regulations"),
            "regul"
        );
        assert_eq!(
            Stems::new(Some(Language::German)).stem("regierungen"),
            "regier"
        );
        assert_eq!(Stems::new(None).stem("regulations"), "regulations");
    }

    #[test]
    fn a_stem_is_the_same_however_long_ago_the_word_was_asked_for() {
        let words = || {
            // As long as one another, and some lose their last letter.
            let numbered = (0..3000).map(|number| {
                let last = if number % 2 == 0 { 's' } else { 'x' };
                format!("company{number}{last}")
            });
            let common = ["companies", "company", "running", "flies", "gases", "a"];
            numbered.chain(common.map(str::to_owned))
        };
        let mut remembered = Stems::new(Some(Language::English));
        for word in words().chain(words()) {
            let mut fresh = Stems::new(Some(Language::English));
            assert_eq!(remembered.stem(&word), fresh.stem(&word), "{word}");
        }
        assert!(!remembered.recent.is_empty());
    }

    proptest! {
        #[test]
        fn english_stems_begin_as_their_words(word in "[a-z]{1,4}(ying|ies|ly|ed|s|ing|ation|[a-z]{0,6})") {
            let mut stems = Stems::new(Some(Language::English));
            prop_assert!(stems.keep_initials());
            prop_assert_eq!(stems.stem(&word).chars().next(), word.chars().next());
        }
    }
}
