//! A token as the rules see it, and sets of such tokens.

use super::lex::Kind;
use super::lexicon::WordId;

/// A set of tokens, as far as the rules can tell them apart: a bit for each [`TokenCode`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TokenSet(Vec<u64>);

/// The shapes of numbers that rules tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One or two digits.
    Short,
    /// More digits.
    Long,
    Ordinal,
    Decade,
    /// In groups, with decimals, or a fraction.
    Amount,
    Decimal,
    Clock,
    Date,
}

/// A token as the rules see it: a mark of ASCII, the shape of a number, a word by its place, or 0, what no rule knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TokenCode(u16);

impl TokenCode {
    const NOTHING: Self = Self(0);
    const FIRST_SHAPE: u16 = 128;
    const FIRST_WORD: u16 = 136;

    pub(super) fn word(word: WordId) -> Self {
        Self(Self::FIRST_WORD.saturating_add(word.0))
    }

    pub(super) fn shape(shape: Shape) -> Self {
        Self(Self::FIRST_SHAPE + shape as u16)
    }

    pub(super) fn mark(mark: u8) -> Self {
        Self(if mark < 128 { mark.into() } else { 0 })
    }

    /// Its place among all tokens that the rules distinguish.
    pub(super) fn index(self) -> usize {
        self.0.into()
    }

    /// The word that it is.
    pub(super) fn as_word(self) -> Option<WordId> {
        self.0.checked_sub(Self::FIRST_WORD).map(WordId)
    }
}

impl Kind {
    pub(super) fn code(self) -> TokenCode {
        match self {
            Self::Word(Some(word)) => TokenCode::word(word),
            Self::Number { digits: 1 | 2, .. } => TokenCode::shape(Shape::Short),
            Self::Number { .. } => TokenCode::shape(Shape::Long),
            Self::Ordinal(_) => TokenCode::shape(Shape::Ordinal),
            Self::Decade(_) => TokenCode::shape(Shape::Decade),
            Self::Grouped(_) | Self::Fraction(_) => TokenCode::shape(Shape::Amount),
            Self::Decimal { .. } => TokenCode::shape(Shape::Decimal),
            Self::Clock { .. } => TokenCode::shape(Shape::Clock),
            Self::Date { .. } => TokenCode::shape(Shape::Date),
            Self::Mark(mark) => TokenCode::mark(mark),
            Self::Word(None) | Self::Break => TokenCode::NOTHING,
        }
    }
}

impl TokenSet {
    pub(super) fn has(&self, code: TokenCode) -> bool {
        let at = usize::from(code.0);
        self.0
            .get(at / 64)
            .is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// Those in it, in order.
    pub(super) fn each(&self) -> impl Iterator<Item = TokenCode> {
        (0_u16..)
            .step_by(64)
            .zip(&self.0)
            .flat_map(|(first, bits)| {
                let each = (0..64).filter(move |at| bits >> at & 1 == 1);
                each.map(move |at| TokenCode(first + at))
            })
    }

    pub(super) fn add(&mut self, code: TokenCode) {
        if code == TokenCode::NOTHING {
            return;
        }
        let at = usize::from(code.0);
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (bits, more) in self.0.iter_mut().zip(&other.0) {
            *bits |= more;
        }
    }
}
