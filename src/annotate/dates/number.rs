//! Numbers as a pattern asks for them: a day, a year, an hour, an amount; in digits or in words.

use super::first::Shape;
use super::grammar::Known;
use super::lex::{Kind, Token};
use super::lexicon::{Class, Lexicon, Word};
use super::said::{Said, Slot};

/// What sort of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// 1 to 31, `3rd`, `third`.
    Day,
    /// 1 to 12.
    Month,
    /// `1998`, `'98`, `nineteen ninety-eight`.
    Year,
    /// One to four digits: the year of a long time ago.
    OldYear,
    /// The last two digits of a year that a range ends in.
    YearEnd,
    /// `3rd`, in digits.
    Ordinal,
    /// `1990s`, `'90s`.
    Decade,
    /// An amount: `2 1/2`, `twenty-five`, `a few`.
    Count,
    /// `3rd`, `third`, `twenty-first`.
    Nth,
    /// 0 to 24.
    Hour,
    /// 00 to 59, in two digits.
    Minute,
    /// `0735`.
    FourDigits,
    /// `10:35`.
    Clock,
    /// `10.35`.
    PointClock,
    /// `2024-07-13`.
    Date,
    /// A second amount, of another unit or the end of a range.
    Count2,
    /// `third`, `3rd`, `3`: one of four.
    Quarter,
    /// `first`, `2nd`: one of two.
    Half,
    /// `20th`, `twentieth`.
    Century,
    /// `90`: a decade told by its first year, as in `los 90`.
    TenYears,
}

/// Where the words of a number are: the tokens, and what the words can be.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
    pub(super) known: &'a Known,
}

/// An amount that is not told: `several`.
pub(super) const SOME: i32 = 0;

impl Number {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "day" => Self::Day,
            "month-number" => Self::Month,
            "year" => Self::Year,
            "oldyear" => Self::OldYear,
            "yearend" => Self::YearEnd,
            "ordinal" => Self::Ordinal,
            "number-decade" => Self::Decade,
            "count" => Self::Count,
            "nth" => Self::Nth,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "hhmm" => Self::FourDigits,
            "clock" => Self::Clock,
            "pointclock" => Self::PointClock,
            "date" => Self::Date,
            "count2" => Self::Count2,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "nth-century" => Self::Century,
            "tenyears" => Self::TenYears,
            _ => return None,
        })
    }

    /// Whether such a number can begin with `word`.
    pub(super) fn can_begin(self, lexicon: &Lexicon, word: &Word) -> bool {
        let classes: &[&str] = match self {
            Self::Day | Self::Nth | Self::Century => &["nth", "tens"],
            Self::Quarter | Self::Half => &["nth"],
            Self::Year | Self::Hour => &["ones"],
            Self::Count | Self::Count2 => &["ones", "tens", "times", "some", "article", "halfword"],
            _ => &[],
        };
        word.senses.iter().any(|sense| {
            classes
                .iter()
                .any(|class| lexicon.class(class) == Some(sense.class))
        })
    }

    /// The shapes in digits that it can begin with.
    pub(super) fn shapes(self) -> &'static [Shape] {
        match self {
            Self::Month | Self::Hour | Self::Minute | Self::YearEnd => &[Shape::Short],
            Self::Year | Self::FourDigits => &[Shape::Long],
            Self::OldYear => &[Shape::Short, Shape::Long, Shape::Amount],
            Self::Ordinal | Self::Nth => &[Shape::Ordinal],
            Self::Decade => &[Shape::Decade],
            Self::TenYears => &[Shape::Short, Shape::Long],
            Self::Count | Self::Count2 => {
                &[Shape::Short, Shape::Long, Shape::Amount, Shape::Decimal]
            }
            Self::Day | Self::Quarter | Self::Half | Self::Century => {
                &[Shape::Short, Shape::Ordinal]
            }
            Self::Clock => &[Shape::Clock],
            Self::PointClock => &[Shape::Decimal],
            Self::Date => &[Shape::Date],
        }
    }

    /// Reads such a number at `at`: where it ends, and what it says.
    #[expect(clippy::too_many_lines, reason = "a table of numbers and tokens")]
    pub(super) fn read(self, words: Words<'_>, at: usize, said: &Said) -> Option<(usize, Said)> {
        let token = *words.tokens.get(at)?;
        let one = |slot, value: u32| Some((at + 1, said.with(slot, value.try_into().ok()?)));
        match (self, token.kind) {
            (Self::Day, Kind::Number { value, digits }) => {
                let day = digits <= 2 && (1..=31).contains(&value) && words.stands_free(at);
                if day { one(Slot::Day, value) } else { None }
            }
            (Self::Day | Self::Ordinal, Kind::Ordinal(value)) => {
                one(Slot::Day, value).filter(|_| (1..=31).contains(&value))
            }
            (Self::Day, _) => {
                let (end, nth) = words.nth(at)?;
                (1..=31)
                    .contains(&nth)
                    .then(|| (end, said.with(Slot::Day, nth)))
            }
            (
                Self::Month,
                Kind::Number {
                    value: value @ 1..=12,
                    digits: 1 | 2,
                },
            ) => one(Slot::Month, value),
            (
                Self::Century,
                Kind::Number {
                    value: value @ 1..=30,
                    digits: 1 | 2,
                },
            ) => one(Slot::Century, value),
            (Self::Year, _) => {
                let (end, year) = words.year(at)?;
                Some((end, said.with(Slot::Year, year)))
            }
            (Self::OldYear, Kind::Number { value, digits }) => {
                one(Slot::Year, value).filter(|_| digits <= 4 && value > 0 && words.stands_free(at))
            }
            (Self::OldYear, Kind::Grouped(value)) => {
                one(Slot::Year, value).filter(|_| value < 9999)
            }
            (Self::YearEnd, Kind::Number { value, digits: 2 }) => {
                let from = said.get(Slot::Year)?;
                let year = from - from.rem_euclid(100) + i32::try_from(value).ok()?;
                (year > from && year - from < 50).then(|| (at + 1, said.with(Slot::Year, year)))
            }
            // `the 1800s` are a century.
            (Self::Decade, Kind::Decade(hundred @ 1000..=1900)) if hundred % 100 == 0 => {
                one(Slot::Century, u32::from(hundred / 100 + 1))
            }
            (Self::Decade, Kind::Decade(decade)) => one(Slot::Decade, u32::from(decade)),
            (Self::Count, _) => {
                let (end, count) = words.count(at)?;
                Some((end, said.with(Slot::Count, count)))
            }
            (Self::Count2, _) => {
                let (end, count) = words.count(at)?;
                Some((end, said.with(Slot::Count2, count)))
            }
            (Self::Century, Kind::Ordinal(value)) => {
                one(Slot::Century, value).filter(|_| value < 90)
            }
            (Self::Century, _) => {
                let (end, nth) = words.nth(at)?;
                Some((end, said.with(Slot::Century, nth)))
            }
            (
                Self::TenYears,
                Kind::Number {
                    value,
                    digits: 2 | 4,
                },
            ) => one(Slot::Decade, value).filter(|_| value % 10 == 0 && words.stands_free(at)),
            (Self::Nth, Kind::Ordinal(value)) => one(Slot::Nth, value),
            (Self::Nth, _) => {
                let (end, nth) = words.nth(at)?;
                Some((end, said.with(Slot::Nth, nth)))
            }
            (Self::Hour, Kind::Number { value, digits }) => one(Slot::Hour, value)
                .filter(|_| digits <= 2 && value <= 24 && words.stands_free(at)),
            (Self::Hour, Kind::Word(_)) => {
                let value = words.value(at, words.known.ones)?;
                (1..=12)
                    .contains(&value)
                    .then(|| (at + 1, said.with(Slot::Hour, value)))
            }
            (Self::Minute, Kind::Number { value, digits: 2 }) => {
                one(Slot::Minute, value).filter(|_| value < 60)
            }
            (
                Self::FourDigits,
                Kind::Number {
                    value: value @ 0..2400,
                    digits: 4,
                },
            ) => {
                let (hour, minute) = (value / 100, value % 100);
                let said = said
                    .with(Slot::Hour, hour.try_into().ok()?)
                    .with(Slot::Minute, minute.try_into().ok()?);
                (minute < 60).then_some((at + 1, said))
            }
            (
                Self::Clock,
                Kind::Clock {
                    hour,
                    minute,
                    second,
                },
            ) => {
                let said = said
                    .with(Slot::Hour, hour.into())
                    .with(Slot::Minute, minute.into());
                Some((
                    at + 1,
                    second.map_or(said, |second| said.with(Slot::Second, second.into())),
                ))
            }
            (
                Self::PointClock,
                Kind::Decimal {
                    whole,
                    decimals,
                    digits: 2,
                    point: true,
                },
            ) => {
                let clock = whole <= 24 && decimals < 60 && words.stands_free(at);
                clock.then(|| {
                    (
                        at + 1,
                        said.with(Slot::Hour, whole.into())
                            .with(Slot::Minute, decimals.into()),
                    )
                })
            }
            (Self::Date, Kind::Date { year, month, day }) => Some((
                at + 1,
                said.with(Slot::Year, year.into())
                    .with(Slot::Month, month.into())
                    .with(Slot::Day, day.into()),
            )),
            (Self::Quarter, _) => words
                .one_of(4, at)
                .map(|nth| (at + 1, said.with(Slot::Quarter, nth))),
            (Self::Half, _) => words
                .one_of(2, at)
                .map(|nth| (at + 1, said.with(Slot::Half, nth))),
            _ => None,
        }
    }
}

impl Words<'_> {
    /// The value that the word at `at` has in `class`.
    fn value(&self, at: usize, class: Option<Class>) -> Option<i32> {
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

    /// Whether the number at `at` is not part of something else: `$50`, `F16`, `#3`, `50%`, `3-2`.
    pub(super) fn stands_free(&self, at: usize) -> bool {
        let glued = self.tokens.get(at).is_some_and(|token| token.glued);
        let bound_before = glued
            && at > 0
            && self
                .tokens
                .get(at - 1)
                .is_some_and(|before| match before.kind {
                    Kind::Mark(mark) => matches!(
                        mark,
                        b'$' | b'#' | b'+' | b'.' | b'%' | b':' | b'_' | b'=' | b'@'
                    ),
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
    fn one_of(&self, most: i32, at: usize) -> Option<i32> {
        let number = match self.tokens.get(at)?.kind {
            Kind::Number { value, digits: 1 } | Kind::Ordinal(value) => value.try_into().ok()?,
            _ => self.value(at, self.known.nth)?,
        };
        (1..=most).contains(&number).then_some(number)
    }

    /// `first`, `twenty-first`.
    fn nth(&self, at: usize) -> Option<(usize, i32)> {
        if let Some(nth) = self.value(at, self.known.nth) {
            return Some((at + 1, nth));
        }
        let tens = self.value(at, self.known.tens)?;
        let next = if self.is_mark(at + 1, b'-') {
            at + 2
        } else {
            at + 1
        };
        let ones = self.value(next, self.known.nth)?;
        (1..10).contains(&ones).then_some((next + 1, tens + ones))
    }

    /// `1998`, `'98`, `nineteen ninety-eight`, `two thousand and one`.
    fn year(&self, at: usize) -> Option<(usize, i32)> {
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
                let hundreds = self.value(at, self.known.ones)?;
                if hundreds == 2 && self.value(at + 1, self.known.times) == Some(1000) {
                    let mut next = at + 2;
                    if self.value(next, self.known.and).is_some() {
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
        if let Some(ones) = self.value(at, self.known.ones) {
            return Some((at + 1, ones));
        }
        let tens = self.value(at, self.known.tens)?;
        let next = if self.is_mark(at + 1, b'-') || self.value(at + 1, self.known.and).is_some() {
            at + 2
        } else {
            at + 1
        };
        match self.value(next, self.known.ones) {
            Some(ones) if ones < 10 => Some((next + 1, tens + ones)),
            _ => Some((at + 1, tens)),
        }
    }

    /// An amount in hundredths, [`SOME`] where it is not told.
    fn count(&self, at: usize) -> Option<(usize, i32)> {
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
                    // So many years are rarer than years.
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
        self.lexicon.is(word, self.known.unit) && !self.lexicon.is(word, self.known.units)
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
        let article = self.value(at, self.known.article).is_some();
        let next = if article { at + 1 } else { at };
        if let Some(some) = self.value(next, self.known.some) {
            let of = self.value(next + 1, self.known.of).is_some();
            return Some((if of { next + 2 } else { next + 1 }, some * 100));
        }
        if article {
            return Some((next, 100));
        }
        if self.value(at, self.known.times).is_some() {
            return Some((at, 100));
        }
        let (end, number) = self.below_hundred(at)?;
        Some((end, number * 100))
    }

    /// `hundred`, `thousand` after a number, and the smaller number after those.
    fn multiplied(&self, mut at: usize, mut count: i32) -> Option<(usize, i32)> {
        // Three factors are enough for what fits the number, and keep the time linear.
        for _ in 0..3 {
            let Some(times) = self.value(at, self.known.times) else {
                break;
            };
            count = count.checked_mul(times)?;
            let next = if self.value(at + 1, self.known.and).is_some() {
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
        let half = self.value(at, self.known.and).is_some()
            && self.value(at + 1, self.known.article).is_some()
            && self.value(at + 2, self.known.half).is_some();
        if half {
            (at + 3, count.saturating_add(50))
        } else {
            (at, count)
        }
    }
}
