//! Which words of a query a document has.

/// A set of words of a query, by their places in it. Words beyond the first eight are not told apart: nobody needs
/// them, and no document is said to have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordSet(u8);

impl WordSet {
    /// How many words are told apart.
    pub(super) const PLACES: usize = u8::BITS as usize;

    /// How many different sets there are.
    pub(super) const SETS: usize = 1 << Self::PLACES;

    /// All words, which is what to assume of a document of which nothing is known.
    pub(super) const ALL: Self = Self(u8::MAX);

    /// The word at a place.
    pub(super) fn at(place: usize) -> Self {
        let bit = u32::try_from(place).ok();
        Self(bit.and_then(|bit| 1_u8.checked_shl(bit)).unwrap_or(0))
    }

    /// The number of the set, less than [`SETS`](Self::SETS).
    pub(super) fn number(self) -> usize {
        self.0.into()
    }

    /// The words of both sets.
    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all words of the other set are in this one.
    pub(super) fn has_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beyond_the_eighth_are_never_wanting() {
        let (first, last) = (WordSet::at(0), WordSet::at(WordSet::PLACES - 1));
        assert!(!first.has_all(last) && first.with(last).has_all(last));
        assert_eq!(WordSet::at(WordSet::PLACES), WordSet::default());
        assert!(first.has_all(WordSet::at(5000)) && WordSet::ALL.has_all(first));
    }
}
