//! Splits a text into words: the one definition for what is indexed, searched and highlighted.
//!
//! 1. A word is a run of letters, digits and combining marks; soft hyphens and joiners in it do not count. A character
//!    of a script written without spaces (Han, kana, Thai, …) is a word by itself, with the marks on it, and so is a
//!    Korean syllable, since particles follow a word without a space. A possessive `'s` belongs to no word and takes no
//!    position.
//! 2. A word is folded: lower case, compatibility forms and accents undone, so `Zürich`, `ZURICH` and `zurich` are one.
//!    Marks that are letters, as in Thai and Hindi, stay.
//! 3. [`Stems`] gives the stem of a folded word in a language (Snowball). Folding comes first, so that a word typed
//!    without accents matches the one written with them.
//!
//! How these become a field of the index is left to the index.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use super::stems::Stems;

/// A folded word longer than this many bytes is left out of the index, but keeps its position.
pub const LONGEST_WORD: usize = 128;

/// Iterates over the words of a text without allocating for each.
///
/// ```
/// use dateline::annotate::tokens::Words;
/// let mut words = Words::new("Zürich's \u{201c}denial-of-service\u{201d}");
/// let mut seen = Vec::new();
/// while words.advance() {
///     seen.push((words.position(), words.folded().to_owned(), words.range()));
/// }
/// assert_eq!(seen[0], (0, "zurich".to_owned(), 0..7));
/// assert_eq!(seen[1], (1, "denial".to_owned(), 13..19));
/// assert_eq!(seen.len(), 4);
/// ```
#[derive(Debug, Default)]
pub struct Words<'t> {
    text: &'t str,
    next: usize,
    range: Range<usize>,
    position: usize,
    folded: String,
}

impl<'t> Words<'t> {
    /// Starts before the first word of `text`.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            position: usize::MAX,
            ..Self::default()
        }
    }

    /// Advances to the next word; `false` if there is none.
    pub fn advance(&mut self) -> bool {
        self.advance_to(&Initials::ALL)
    }

    /// Advances to the next word that begins with one of `initials`, or with a letter beyond ASCII; `false` if there is
    /// none.
    ///
    /// The words in between keep their positions and cost next to nothing, since they are not even folded.
    pub fn advance_to(&mut self, initials: &Initials) -> bool {
        loop {
            let Some(range) = self.find() else {
                return false;
            };
            self.next = after_possessive(self.text, range.end);
            self.position = self.position.wrapping_add(1);
            let first = self.text.as_bytes().get(range.start);
            if !first.is_some_and(|first| initials.has(*first)) {
                continue;
            }
            fold_into(
                self.text.get(range.clone()).unwrap_or_default(),
                &mut self.folded,
            );
            self.range = range;
            if !self.folded.is_empty() && self.folded.len() <= LONGEST_WORD {
                return true;
            }
        }
    }

    /// The word as it is compared: folded, not stemmed.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Its range in the text, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Its position: the number of words before it.
    pub fn position(&self) -> usize {
        self.position
    }

    fn find(&self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut at = self.next;
        // Most news is ASCII: look up each byte in a table, and decode a character only for other bytes.
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                break;
            }
            if byte.is_ascii() {
                at += 1;
                continue;
            }
            let c = self.text.get(at..)?.chars().next()?;
            if stands_alone(c) {
                let rest = self.text.get(at..)?.chars().skip(1);
                let marks = rest.take_while(|c| is_combining_mark(*c));
                let marks: usize = marks.map(char::len_utf8).sum();
                return Some(at..at + c.len_utf8() + marks);
            }
            if c.is_alphanumeric() {
                break;
            }
            at += c.len_utf8();
        }
        let start = at;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                at += 1;
            } else if byte.is_ascii() {
                break;
            } else {
                let c = self.text.get(at..)?.chars().next()?;
                let goes_on = c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c);
                if stands_alone(c) || !goes_on {
                    break;
                }
                at += c.len_utf8();
            }
        }
        (start < at).then_some(start..at)
    }
}

/// A set of first letters of folded words, for skipping all other words. Folding keeps ASCII letters, and a word that
/// begins with any other letter is never skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Initials(u128);

impl Initials {
    /// Every word.
    pub const ALL: Self = Self(u128::MAX);

    /// Adds the first letter of a folded word.
    pub fn add(&mut self, folded: &str) {
        match folded.as_bytes().first() {
            Some(first) if first.is_ascii() => self.0 |= 1 << first,
            Some(_) => {}
            None => *self = Self::ALL,
        }
    }

    /// Whether a word with this first byte may be in the set.
    fn has(self, first: u8) -> bool {
        !first.is_ascii() || self.0 & 1 << first.to_ascii_lowercase() != 0
    }
}

/// Whether a character is a word by itself: its script puts no spaces between words, or none before particles.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'     // Thai, Lao
        | '\u{1000}'..='\u{109F}'   // Myanmar
        | '\u{1780}'..='\u{17FF}'   // Khmer
        | '\u{3040}'..='\u{30FF}'   // Hiragana, Katakana
        | '\u{AC00}'..='\u{D7A3}'   // Hangul syllables
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}') // Han
        && c.is_alphanumeric()
}

/// Whether each character of a text is a word by itself: then the text also finds what begins with it.
pub(crate) fn is_unspaced(text: &str) -> bool {
    text.chars()
        .all(|c| stands_alone(c) || is_combining_mark(c))
}

/// Where to continue after a word that ends at `end`: after its possessive `'s`, if it has one.
fn after_possessive(text: &str, end: usize) -> usize {
    // A cheap check for the first byte of either apostrophe: hardly any word is followed by one.
    if !matches!(text.as_bytes().get(end), Some(b'\'' | 0xe2)) {
        return end;
    }
    let rest = text.get(end..).unwrap_or_default();
    let Some(after) = rest
        .strip_prefix(['\'', '\u{2019}'])
        .and_then(|rest| rest.strip_prefix(['s', 'S']))
    else {
        return end;
    };
    if after
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c))
    {
        end
    } else {
        text.len() - after.len()
    }
}

/// Folds a text: lower case, compatibility forms and accents undone. Never longer than a few times the text.
///
/// ```
/// use dateline::annotate::tokens::fold;
/// assert_eq!(fold("Łódź"), "lodz");
/// assert_eq!(fold("STRASSE"), fold("Straße"));
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Whether a character inside a word only says how it may be broken or written: a soft hyphen or a joiner.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// Whether a combining mark may be left out when words are compared: an accent, or a vowel point of Hebrew or Arabic. In
/// other scripts marks are letters like others.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}' // any script, mostly Latin, Greek and Cyrillic
        | '\u{0483}'..='\u{0489}'                             // Cyrillic
        | '\u{0591}'..='\u{05C7}'                             // Hebrew
        | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}'
        | '\u{0670}' | '\u{06D6}'..='\u{06ED}') // Arabic
        && is_combining_mark(c)
}

fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return;
    }
    // Decompose before and after lower-casing: some characters only decompose as capitals, some only in lower case.
    for c in text
        .nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_accent(*c) && !is_invisible(*c))
    {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            c => folded.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Words::new(text);
        let mut all = Vec::new();
        while words.advance() {
            all.push(words.folded().to_owned());
        }
        all
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            words("U.S. troops, 1,000 of them"),
            ["u", "s", "troops", "1", "000", "of", "them"]
        );
        assert_eq!(words("東京 2020"), ["東", "京", "2020"]);
        assert_eq!(words("e\u{301}tat état"), ["etat", "etat"]);
        assert_eq!(words("서울에서").len(), 4);
        assert_eq!(words("서울에서").get(..2), Some(&*words("서울")));
        assert_eq!(words("Bun\u{ad}des\u{ad}bank \u{ad}"), ["bundesbank"]);
    }

    #[test]
    fn marks_that_are_letters_stay() {
        assert_eq!(words("ที่นี่"), ["ท\u{e35}\u{e48}", "น\u{e35}\u{e48}"]);
        assert_ne!(words("हिन्दी"), words("हनद"));
        assert_ne!(words("が"), words("か"));
        assert_eq!(words("й"), words("и"));
        assert_eq!(words("مُحَمَّد"), words("محمد"));
    }

    #[test]
    fn a_possessive_is_no_word() {
        assert_eq!(
            words("Musk\u{2019}s X's boss, it's 's Gravenhage"),
            ["musk", "x", "boss", "it", "s", "gravenhage"]
        );
        assert_eq!(words("O'Sullivan"), ["o", "sullivan"]);
    }

    #[test]
    fn an_endless_word_is_left_out_and_keeps_its_position() {
        let text = format!("a {} b", "x".repeat(LONGEST_WORD + 1));
        let mut all = Words::new(&text);
        assert!(all.advance() && all.advance());
        assert_eq!((all.folded(), all.position()), ("b", 2));
    }

    #[test]
    fn words_with_other_initials_are_passed_over_and_counted() {
        let mut initials = Initials::default();
        initials.add("paris");
        let mut words = Words::new("A plan for Paris, état and \u{1d5c9}lain");
        let mut all = Vec::new();
        while words.advance_to(&initials) {
            all.push((words.position(), words.folded().to_owned()));
        }
        let all: Vec<(usize, &str)> = all.iter().map(|(at, word)| (*at, word.as_str())).collect();
        assert_eq!(all, [(1, "plan"), (3, "paris"), (4, "etat"), (6, "plain")]);
    }

    proptest! {
        #[test]
        fn words_are_in_order_in_bounds_and_fold_to_themselves(text in "\\PC{0,80}") {
            let mut all = Words::new(&text);
            let mut end = 0;
            while all.advance() {
                prop_assert!(all.range().start >= end && text.get(all.range()).is_some());
                end = all.range().end;
                prop_assert_eq!(fold(all.folded()), all.folded());
            }
        }
    }
}
