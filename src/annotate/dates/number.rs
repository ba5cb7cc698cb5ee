//! Matches the numbers that a pattern asks for: a day, a year, an hour, an amount; in digits or in words.

use super::lex::Kind;
use super::lexicon::{Lexicon, Word};
use super::slots::{Slot, Slots};
use super::token_code::Shape;
use super::words::Words;

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
    /// The last two digits of a year, as a range ends in them, or the last one of the next year.
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
    /// `735`.
    ThreeDigits,
    /// `10:35`.
    Clock,
    /// `10.35`.
    PointClock,
    /// `13.07`, as a day and its month.
    PointDate,
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
    /// `90`: a decade given by its first year, as in `los 90`.
    TenYears,
}

/// A vague amount: `several`.
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
            "hmm" => Self::ThreeDigits,
            "clock" => Self::Clock,
            "pointclock" => Self::PointClock,
            "pointdate" => Self::PointDate,
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
            Self::Month | Self::Hour | Self::Minute => &[Shape::Short],
            Self::Year | Self::FourDigits | Self::ThreeDigits => &[Shape::Long],
            Self::OldYear => &[Shape::Short, Shape::Long, Shape::Amount],
            Self::Ordinal | Self::Nth => &[Shape::Ordinal],
            Self::Decade => &[Shape::Decade],
            Self::TenYears | Self::YearEnd => &[Shape::Short, Shape::Long],
            Self::Count | Self::Count2 => {
                &[Shape::Short, Shape::Long, Shape::Amount, Shape::Decimal]
            }
            Self::Day | Self::Quarter | Self::Half | Self::Century => {
                &[Shape::Short, Shape::Ordinal]
            }
            Self::Clock => &[Shape::Clock],
            Self::PointClock | Self::PointDate => &[Shape::Decimal],
            Self::Date => &[Shape::Date],
        }
    }

    /// Reads such a number at `at`: where it ends, and what it says.
    #[expect(clippy::too_many_lines, reason = "a table of numbers and tokens")]
    pub(super) fn read(self, words: Words<'_>, at: usize, slots: &Slots) -> Option<(usize, Slots)> {
        let token = *words.tokens.get(at)?;
        let one = |slot, value: u32| Some((at + 1, slots.with(slot, value.try_into().ok()?)));
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
                    .then(|| (end, slots.with(Slot::Day, nth)))
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
                Some((end, slots.with(Slot::Year, year)))
            }
            (Self::OldYear, Kind::Number { value, digits }) => {
                one(Slot::Year, value).filter(|_| digits <= 4 && value > 0 && words.stands_free(at))
            }
            (Self::OldYear, Kind::Grouped(value)) => {
                one(Slot::Year, value).filter(|_| value < 9999)
            }
            (Self::YearEnd, Kind::Number { value, digits }) => {
                let year = year_end(slots.get(Slot::Year), value, digits)?;
                Some((at + 1, slots.with(Slot::Year, year)))
            }
            // `the 1800s` are a century.
            (Self::Decade, Kind::Decade(hundred @ 1000..=1900)) if hundred % 100 == 0 => {
                one(Slot::Century, u32::from(hundred / 100 + 1))
            }
            (Self::Decade, Kind::Decade(decade @ ..2100)) => one(Slot::Decade, decade.into()),
            (Self::Count, _) => {
                let (end, count) = words.count(at)?;
                Some((end, slots.with(Slot::Count, count)))
            }
            (Self::Count2, _) => {
                let (end, count) = words.count(at)?;
                Some((end, slots.with(Slot::Count2, count)))
            }
            (Self::Century, Kind::Ordinal(value)) => {
                one(Slot::Century, value).filter(|_| value < 90)
            }
            (Self::Century, _) => {
                let (end, nth) = words.nth(at)?;
                Some((end, slots.with(Slot::Century, nth)))
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
                Some((end, slots.with(Slot::Nth, nth)))
            }
            (Self::Hour, Kind::Number { value, digits }) => one(Slot::Hour, value)
                .filter(|_| digits <= 2 && value <= 24 && words.stands_free(at)),
            (Self::Hour, Kind::Word(_)) => {
                let value = words.value(at, words.classes.ones)?;
                (1..=12)
                    .contains(&value)
                    .then(|| (at + 1, slots.with(Slot::Hour, value)))
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
            )
            | (Self::ThreeDigits, Kind::Number { value, digits: 3 }) => {
                let (hour, minute) = (value / 100, value % 100);
                let slots = slots
                    .with(Slot::Hour, hour.try_into().ok()?)
                    .with(Slot::Minute, minute.try_into().ok()?);
                (minute < 60).then_some((at + 1, slots))
            }
            (
                Self::Clock,
                Kind::Clock {
                    hour,
                    minute,
                    second,
                },
            ) => {
                let slots = slots
                    .with(Slot::Hour, hour.into())
                    .with(Slot::Minute, minute.into());
                Some((
                    at + 1,
                    second.map_or(slots, |second| slots.with(Slot::Second, second.into())),
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
                        slots
                            .with(Slot::Hour, whole.into())
                            .with(Slot::Minute, decimals.into()),
                    )
                })
            }
            (
                Self::PointDate,
                Kind::Decimal {
                    whole: day @ 1..=31,
                    decimals: month @ 1..=12,
                    point: true,
                    ..
                },
            ) => {
                let slots = slots.with(Slot::Day, day.into());
                let date = slots.with(Slot::Month, month.into());
                words.stands_free(at).then_some((at + 1, date))
            }
            (Self::Date, Kind::Date { year, month, day }) => Some((
                at + 1,
                slots
                    .with(Slot::Year, year.into())
                    .with(Slot::Month, month.into())
                    .with(Slot::Day, day.into()),
            )),
            (Self::Quarter, _) => words
                .one_of(4, at)
                .map(|nth| (at + 1, slots.with(Slot::Quarter, nth))),
            (Self::Half, _) => words
                .one_of(2, at)
                .map(|nth| (at + 1, slots.with(Slot::Half, nth))),
            _ => None,
        }
    }
}

/// The year that these digits end: after the one that a range began in, if any.
fn year_end(from: Option<i32>, value: u32, digits: u8) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    let Some(from) = from else {
        return match digits {
            2 => Some(value + if value < 50 { 2000 } else { 1900 }),
            4 => Some(value).filter(|year| (1900..2100).contains(year)),
            _ => None,
        };
    };
    match digits {
        1 => ((from + 1) % 10 == value).then_some(from + 1),
        2 => {
            let year = from - from.rem_euclid(100) + value;
            (year > from && year - from < 50).then_some(year)
        }
        _ => None,
    }
}
