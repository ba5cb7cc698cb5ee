//! Intervals of days.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// First and last day, both included: a date keeps its precision, so "2024" is a year and not 1 January.
///
/// ```
/// use dateline::story::{Interval, Precision};
/// use jiff::civil::date;
/// let july = Interval::new(date(2024, 7, 1), date(2024, 7, 31)).unwrap();
/// assert!(Interval::day(date(2024, 7, 13)).within(july));
/// assert_eq!(july.precision(), Precision::Month);
/// assert_eq!(july.to_string(), "2024-07-01..2024-07-31");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    // Invariant: first <= last.
    first: Date,
    last: Date,
}

/// How precise an interval is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// Up to seven days.
    Week,
    /// Up to 31 days.
    Month,
    /// Up to 92 days: a quarter or a season.
    Quarter,
    /// Up to 366 days.
    Year,
    /// Up to ten years.
    Decade,
    /// Anything longer.
    Century,
}

impl Interval {
    /// From `first` to `last`; `None` when they are the wrong way round.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// A single day.
    pub fn day(day: Date) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// A whole month; `None` outside the calendar (years -9999 to 9999).
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Self::new(first, first.last_of_month())
    }

    /// A whole year; `None` outside the calendar.
    pub fn year(year: i16) -> Option<Self> {
        Self::new(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
    }

    /// The first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day.
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether every day of it is a day of `other`.
    pub fn within(self, other: Self) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The finest unit that is as long as it.
    pub fn precision(self) -> Precision {
        let days = self
            .last
            .since(self.first)
            .map_or(i32::MAX, |span| span.get_days())
            .saturating_add(1);
        match days {
            ..=1 => Precision::Day,
            2..=7 => Precision::Week,
            8..=31 => Precision::Month,
            32..=92 => Precision::Quarter,
            93..=366 => Precision::Year,
            367..=3653 => Precision::Decade,
            _ => Precision::Century,
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}..{}", self.first, self.last)
        }
    }
}
