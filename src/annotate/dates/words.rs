//! Reads a number at its place in a text: `twenty-five`, `nineteen ninety-eight`, `2 1/2`.

use super::lex::{Kind, Token};
use super::lexicon::{Class, Lexicon};
use super::word_classes::WordClasses;

/// The tokens that a number is read from, and the classes of its words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
    pub(super) classes: &'a WordClasses,
}

impl Words<'_> {
    /// The value that the word at `at` has in `class`.
    pub(super) fn value(&self, at: usize, class: Option<Class>) -> Option<i32> {
        let word = self.lexicon.word(self.tokens.get(at)?.word()?)?;
        let class = class?;
        word.senses
            .iter()
            .find(|sense| sense.class == class)
            .map(|sense| sense.value)
    }

    fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    fn is_month(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| self.lexicon.is(token.word(), self.classes.month))
    }

    /// Whether the number at `at` is not part of something else: `$50`, `F16`, `#3`, `50%`, `3-2`. The full stop of
    /// `Dec.14` belongs to the month.
    pub(super) fn stands_free(&self, at: usize) -> bool {
        let glued = self.tokens.get(at).is_some_and(|token| token.glued);
        let bound_before = glued
            && at > 0
            && self
                .tokens
                .get(at - 1)
                .is_some_and(|before| match before.kind {
                    Kind::Mark(b'.') => !self.is_month(at.wrapping_sub(2)),
                    Kind::Mark(mark) => {
                        matches!(mark, b'$' | b'#' | b'+' | b'%' | b':' | b'_' | b'=' | b'@')
                    }
                    Kind::Word(_) => true,
                    _ => false,
                });
        let digits_at = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.glued && matches!(token.kind, Kind::Number { .. }))
        };
        let bound_after = self.tokens.get(at + 1).is_some_and(|after| {
            after.glued
                && match after.kind {
                    Kind::Mark(b'%' | b'$' | b'_' | b'=') => true,
                    Kind::Mark(b':') => digits_at(at + 2),
                    _ => false,
                }
        });
        !bound_before && !bound_after
    }

    /// `third`, `3rd`, `3`, up to `most`.
    pub(super) fn one_of(&self, most: i32, at: usize) -> Option<i32> {
        let number = match self.tokens.get(at)?.kind {
            Kind::Number { value, digits: 1 } | Kind::Ordinal(value) => value.try_into().ok()?,
            _ => self.value(at, self.classes.nth)?,
        };
        (1..=most).contains(&number).then_some(number)
    }

    /// `first`, `twenty-first`.
    pub(super) fn nth(&self, at: usize) -> Option<(usize, i32)> {
        if let Some(nth) = self.value(at, self.classes.nth) {
            return Some((at + 1, nth));
        }
        let tens = self.value(at, self.classes.tens)?;
        let next = if self.is_mark(at + 1, b'-') {
            at + 2
        } else {
            at + 1
        };
        let ones = self.value(next, self.classes.nth)?;
        (1..10).contains(&ones).then_some((next + 1, tens + ones))
    }

    /// `1998`, `'98`, `nineteen ninety-eight`, `two thousand and one`.
    pub(super) fn year(&self, at: usize) -> Option<(usize, i32)> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Number { value, digits: 4 } => {
                let year = i32::try_from(value).ok()?;
                ((1000..2200).contains(&year) && self.stands_free(at)).then_some((at + 1, year))
            }
            Kind::Mark(b'\'') => {
                let next = self.tokens.get(at + 1)?;
                let Kind::Number { value, digits: 2 } = next.kind else {
                    return None;
                };
                let year = i32::try_from(value).ok()?;
                next.glued
                    .then_some((at + 2, year + if year < 50 { 2000 } else { 1900 }))
            }
            Kind::Word(_) => {
                let hundreds = self.value(at, self.classes.ones)?;
                if hundreds == 2 && self.value(at + 1, self.classes.times) == Some(1000) {
                    let mut next = at + 2;
                    if self.value(next, self.classes.and).is_some() {
                        next += 1;
                    }
                    return Some(match self.below_hundred(next) {
                        Some((end, rest)) => (end, 2000 + rest),
                        None => (at + 2, 2000),
                    });
                }
                let next = if self.is_mark(at + 1, b'-') {
                    at + 2
                } else {
                    at + 1
                };
                let (end, rest) = self.below_hundred(next)?;
                ((13..=19).contains(&hundreds) && rest >= 10)
                    .then_some((end, hundreds * 100 + rest))
            }
            _ => None,
        }
    }

    /// `seven`, `thirty`, `twenty-five`, `treinta y cinco`.
    fn below_hundred(&self, at: usize) -> Option<(usize, i32)> {
        if let Some(ones) = self.value(at, self.classes.ones) {
            return Some((at + 1, ones));
        }
        let tens = self.value(at, self.classes.tens)?;
        let next = if self.is_mark(at + 1, b'-') || self.value(at + 1, self.classes.and).is_some() {
            at + 2
        } else {
            at + 1
        };
        match self.value(next, self.classes.ones) {
            Some(ones) if ones < 10 => Some((next + 1, tens + ones)),
            _ => Some((at + 1, tens)),
        }
    }

    /// An amount in hundredths, [`super::number::SOME`] if it is vague.
    pub(super) fn count(&self, at: usize) -> Option<(usize, i32)> {
        let token = self.tokens.get(at)?;
        let (end, count) = match token.kind {
            Kind::Number { value, .. } | Kind::Grouped(value) => {
                if !self.stands_free(at) {
                    return None;
                }
                if matches!(
                    token.kind,
                    Kind::Number {
                        value: 1900..2100,
                        digits: 4
                    }
                ) {
                    // `2024 years` is rarer than the year.
                    return None;
                }
                if matches!(token.kind, Kind::Grouped(_)) && self.is_one_unit(at + 1) {
                    // `5,000 week ago 4,000` leaves out the article.
                    return None;
                }
                self.with_fraction(at + 1, i32::try_from(value).ok()?.checked_mul(100)?)
            }
            Kind::Decimal {
                whole,
                decimals,
                digits,
                ..
            } => {
                let hundredths = if digits == 1 { 10 } else { 1 } * i32::from(decimals);
                (at + 1, i32::from(whole) * 100 + hundredths)
            }
            Kind::Fraction(hundredths) => (at + 1, i32::from(hundredths)),
            Kind::Word(Some(_)) => self.in_words(at)?,
            _ => return None,
        };
        let (end, count) = self.multiplied(end, count)?;
        Some(self.and_a_half(end, count))
    }

    /// Whether the word at `at` is a unit, and not in the plural.
    fn is_one_unit(&self, at: usize) -> bool {
        let word = self.tokens.get(at).and_then(|token| token.word());
        self.lexicon.is(word, self.classes.unit) && !self.lexicon.is(word, self.classes.units)
    }

    /// `2 1/2`, `2-1/2`.
    fn with_fraction(&self, at: usize, count: i32) -> (usize, i32) {
        let next = if self.is_mark(at, b'-') { at + 1 } else { at };
        match self.tokens.get(next).map(|token| token.kind) {
            Some(Kind::Fraction(hundredths)) => (next + 1, count.saturating_add(hundredths.into())),
            _ => (at, count),
        }
    }

    fn in_words(&self, at: usize) -> Option<(usize, i32)> {
        let article = self.value(at, self.classes.article).is_some();
        let next = if article { at + 1 } else { at };
        if let Some(some) = self.value(next, self.classes.some) {
            let of = self.value(next + 1, self.classes.of).is_some();
            return Some((if of { next + 2 } else { next + 1 }, some * 100));
        }
        if article {
            return Some((next, 100));
        }
        if self.value(at, self.classes.times).is_some() {
            return Some((at, 100));
        }
        let (end, number) = self.below_hundred(at)?;
        Some((end, number * 100))
    }

    /// `hundred`, `thousand` after a number, and the smaller number after those.
    fn multiplied(&self, mut at: usize, mut count: i32) -> Option<(usize, i32)> {
        // Three factors are enough for what fits the number, and keep the time linear.
        for _ in 0..3 {
            let Some(times) = self.value(at, self.classes.times) else {
                break;
            };
            count = count.checked_mul(times)?;
            let next = if self.value(at + 1, self.classes.and).is_some() {
                at + 2
            } else {
                at + 1
            };
            if let Some((end, rest)) = self.below_hundred(next) {
                count = count.checked_add(rest * 100)?;
                at = end;
            } else {
                at += 1;
            }
        }
        Some((at, count))
    }

    /// `two and a half`.
    fn and_a_half(&self, at: usize, count: i32) -> (usize, i32) {
        let half = self.value(at, self.classes.and).is_some()
            && self.value(at + 1, self.classes.article).is_some()
            && self.value(at + 2, self.classes.half).is_some();
        if half {
            (at + 3, count.saturating_add(50))
        } else {
            (at, count)
        }
    }
}
