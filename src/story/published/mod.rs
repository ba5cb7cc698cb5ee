//! When a story was published, with the precision that its file gives.
//!
//! 1. [`iso`] reads ISO 8601: `2024`, `2024-08`, `2024-W33`, `2024-08-12T20:00:00-04:00`, and Unix time.
//! 2. [`written`] reads what people and mail programs write: `12 August 2024`, `26-FEB-1987 15:01:01.79`.
//! 3. [`Published`] keeps the value, the day or days it means in its own time zone, and where it was found.

mod iso;
mod words;
mod written;

use std::fmt;

use jiff::civil::{Date, DateTime, ISOWeekDate};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::Interval;

/// A publication date that keeps its precision, its time and zone if given, and where it was found.
///
/// ```
/// use dateline::story::Published;
/// let mail = Published::parse("Mon, 12 Aug 2024 20:00:00 -0400", "field date").unwrap();
/// assert_eq!(mail.value(), "2024-08-12T20:00:00-04:00");
/// assert_eq!(mail.interval().to_string(), "2024-08-12", "the day in its own time zone");
/// assert_eq!(mail.instant(), 1_723_507_200);
///
/// let vague = Published::parse("August 2024", "field date").unwrap();
/// assert_eq!(vague.value(), "2024-08");
/// assert_eq!(vague.interval().to_string(), "2024-08-01..2024-08-31");
///
/// let error = Published::parse("2024-02-30", "field date").unwrap_err();
/// assert_eq!(error.to_string(), "there is no such day: `2024-02-30`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Published {
    // Invariant: `interval`, `instant` and `clock` follow from `value`.
    value: String,
    interval: Interval,
    instant: i64,
    clock: i64,
    from: String,
}

/// Why a text is not a publication date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It does not look like a date.
    #[error("expected a date, found `{0}`")]
    NotADate(String),
    /// It looks like a date but is not in the calendar, or is from before there were newspapers.
    #[error("there is no such day: `{0}`")]
    NoSuchDay(String),
    /// Day and month cannot be told apart.
    #[error("`{0}` may be day/month or month/day: write it as year-month-day")]
    Ambiguous(String),
}

/// A parsed date, before it is a [`Published`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Year(i16),
    Month(i16, i8),
    Week(ISOWeekDate),
    Day(Date),
    /// A day and a time, and the offset if a zone is given.
    Time(DateTime, Option<Offset>),
}

impl Published {
    /// Parses a date in any of the ways archives write it; `from` says where it was found, such as `field date`.
    ///
    /// Accepted: ISO 8601 from year to fraction of a second, RFC 2822, Unix seconds or milliseconds,
    /// year/month/day, and day, month name and year in any order that is not ambiguous.
    pub fn parse(text: &str, from: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let moment = iso::moment(text)
            .or_else(|| written::moment(text))
            .unwrap_or_else(|| Err(DateError::NotADate(text.chars().take(60).collect())))?;
        Self::at(moment, from).ok_or_else(|| DateError::NoSuchDay(text.to_owned()))
    }

    /// The date in ISO 8601, with its precision.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The day or days it means, in its own time zone.
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// Whether it begins after a day. A story cannot have been published after it was first read.
    ///
    /// ```
    /// use dateline::story::Published;
    /// use jiff::civil::date;
    /// let published = Published::parse("2024-08", "field date").unwrap();
    /// assert!(published.is_after(date(2024, 7, 31)) && !published.is_after(date(2024, 8, 1)));
    /// ```
    pub fn is_after(&self, day: Date) -> bool {
        self.interval.first() > day
    }

    /// Where it was found: `field date`, `json-ld datePublished`, `url`.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// When it begins, in seconds since 1970 (UTC), to sort by. Without a zone it is taken as UTC.
    pub fn instant(&self) -> i64 {
        self.instant
    }

    /// The time that a clock in its time zone shows, in seconds of 1970; without a time, the beginning of its first day.
    /// Stories are sorted by it, so that they are in order of the days that are shown.
    pub fn clock(&self) -> i64 {
        self.clock
    }

    /// The same date, with another source.
    #[must_use]
    pub fn from_source(self, from: &str) -> Self {
        Self {
            from: from.to_owned(),
            ..self
        }
    }

    fn at(moment: Moment, from: &str) -> Option<Self> {
        let interval = moment.interval()?;
        // The first news-sheets are of 1605; an earlier year is a slip or a "no date" such as 0001-01-01.
        (1600..=9998)
            .contains(&interval.first().year())
            .then_some(())?;
        Some(Self {
            value: moment.to_string(),
            interval,
            instant: moment.instant(interval)?,
            clock: moment.without_zone().instant(interval)?,
            from: from.to_owned(),
        })
    }
}

impl Moment {
    fn interval(self) -> Option<Interval> {
        match self {
            Self::Year(year) => Interval::year(year),
            Self::Month(year, month) => Interval::month(year, month),
            Self::Week(week) => Interval::new(
                week.first_of_week().ok()?.date(),
                week.last_of_week().ok()?.date(),
            ),
            Self::Day(day) => Some(Interval::day(day)),
            Self::Time(time, _) => Some(Interval::day(time.date())),
        }
    }

    /// As its own clock shows it.
    fn without_zone(self) -> Self {
        match self {
            Self::Time(time, _) => Self::Time(time, None),
            other => other,
        }
    }

    fn instant(self, interval: Interval) -> Option<i64> {
        let (time, offset) = match self {
            Self::Time(time, offset) => (time, offset.unwrap_or(Offset::UTC)),
            _ => (interval.first().at(0, 0, 0, 0), Offset::UTC),
        };
        Some(offset.to_timestamp(time).ok()?.as_second())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Week(week) => write!(f, "{:04}-W{:02}", week.year(), week.week()),
            Self::Day(day) => write!(f, "{day}"),
            Self::Time(time, None) => write!(f, "{time}"),
            Self::Time(time, Some(offset)) if *offset == Offset::UTC => write!(f, "{time}Z"),
            Self::Time(time, Some(offset)) => {
                write!(f, "{}", Pieces::from(*time).with_offset(*offset))
            }
        }
    }
}

/// The serialized form of a [`Published`]: the rest follows from these.
#[derive(Serialize, Deserialize)]
struct Stored {
    value: String,
    from: String,
}

impl From<Published> for Stored {
    fn from(published: Published) -> Self {
        Self {
            value: published.value,
            from: published.from,
        }
    }
}

impl TryFrom<Stored> for Published {
    type Error = DateError;

    fn try_from(told: Stored) -> Result<Self, DateError> {
        Self::parse(&told.value, &told.from)
    }
}

#[cfg(test)]
mod tests;
