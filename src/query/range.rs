//! Reads the days a date filter asks for: `2024-07`, `2024-W29`, `1990s`, `2024-07..`, `07-13`, `none`, `yesterday`.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use thiserror::Error;

use super::DateRange;
use super::query_span::Shown;
use crate::annotate::dates::expression;
use crate::story::{Interval, Language};

/// Reads a range of days; words (`yesterday`, `last week`) are counted from `today`.
///
/// # Errors
/// Where the text names no days, days that no calendar has, or an end before its beginning.
///
/// ```
/// use dateline::query::{DateRange, range};
/// use jiff::civil::date;
///
/// let today = date(2024, 7, 17);
/// let days = |first, last| DateRange::Days { first, last };
/// assert_eq!(range("2024-02", today)?, days(Some(date(2024, 2, 1)), Some(date(2024, 2, 29))));
/// assert_eq!(range("2023..yesterday", today)?, days(Some(date(2023, 1, 1)), Some(date(2024, 7, 16))));
/// assert_eq!(range("2024-Q3..", today)?, days(Some(date(2024, 7, 1)), None));
/// assert_eq!(range("07-13", today)?, DateRange::DayOfYear { month: 7, day: 13 });
/// assert_eq!(range("2024-02-30", today).unwrap_err().to_string(), "impossible date `2024-02-30`");
/// # Ok::<(), dateline::query::RangeError>(())
/// ```
pub fn range(text: &str, today: Date) -> Result<DateRange, RangeError> {
    let text = text.trim();
    if text.is_empty() || text == ".." {
        let text = text.to_owned();
        Err(RangeError::NoDay { text })
    } else if text.eq_ignore_ascii_case("none") {
        Ok(DateRange::None)
    } else if let Some((first, last)) = text.split_once("..") {
        between(first.trim(), last.trim(), today)
    } else if let Some((month, day)) = day_of_year(text)? {
        Ok(DateRange::DayOfYear { month, day })
    } else {
        let days = interval(text, today)?;
        Ok(DateRange::Days {
            first: Some(days.first()),
            last: Some(days.last()),
        })
    }
}

/// Why a text is no range of days.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RangeError {
    /// It says nothing about days that we understand.
    #[error("cannot read {} as a date", Shown(text))]
    Unreadable {
        /// What was typed.
        text: String,
    },
    /// It is formed like a date, but the calendar does not have it.
    #[error("impossible date {}", Shown(text))]
    Impossible {
        /// What was typed.
        text: String,
        /// What the calendar has.
        limit: Limit,
    },
    /// It may be a day of two months.
    #[error("ambiguous date {}", Shown(text))]
    Ambiguous {
        /// What was typed.
        text: String,
        /// The two days.
        readings: [String; 2],
    },
    /// Its end is before its beginning.
    #[error("{} ends before it begins", Shown(&format!("{first}..{last}")))]
    Backwards {
        /// The beginning as typed.
        first: String,
        /// The end as typed.
        last: String,
    },
    /// One of its ends is a day of any year.
    #[error("expected a year before {}", Shown(text))]
    Yearless {
        /// The end as typed.
        text: String,
    },
    /// It has a time of day.
    #[error("expected a day without a time, found {}", Shown(text))]
    Hours {
        /// What was typed.
        text: String,
    },
    /// It is empty, or only `..`.
    #[error("expected a day, found {}", Shown(text))]
    NoDay {
        /// What was typed.
        text: String,
    },
}

impl RangeError {
    /// What to type instead.
    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable { .. } | Self::NoDay { .. } => {
                "days are written `2024`, `2024-07`, `2024-07-13`, `2024-W29`, `2024-Q3`, `1990s`, `A..B`, `..B`, `A..`, \
                 `07-13`, `none` or in words, as `\"last week\"`"
                    .to_owned()
            }
            Self::Impossible { limit, .. } => match limit {
                Limit::Months => "months are 01 to 12".to_owned(),
                Limit::Days(days) => format!("that month has {days} days"),
                Limit::Weeks(weeks) => format!("that year has {weeks} weeks"),
                Limit::Quarters => "quarters are Q1 to Q4".to_owned(),
            },
            Self::Ambiguous { readings: [one, other], .. } => {
                format!("write `{one}` or `{other}`")
            }
            Self::Backwards { first, last } => format!("did you mean `{last}..{first}`?"),
            Self::Hours { .. } => "only whole days can be searched for: leave out the time".to_owned(),
            Self::Yearless { text } => format!("put the year before it, such as `2024-{text}`"),
        }
    }
}

/// The limit of the calendar that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Twelve months.
    Months,
    /// The number of days in the month.
    Days(i8),
    /// The number of weeks in the year.
    Weeks(i8),
    /// Four quarters.
    Quarters,
}

fn between(first: &str, last: &str, today: Date) -> Result<DateRange, RangeError> {
    let days = DateRange::Days {
        first: end(first, today)?.map(Interval::first),
        last: end(last, today)?.map(Interval::last),
    };
    match days {
        DateRange::Days {
            first: Some(from),
            last: Some(to),
        } if to < from => Err(RangeError::Backwards {
            first: first.to_owned(),
            last: last.to_owned(),
        }),
        _ => Ok(days),
    }
}

fn end(text: &str, today: Date) -> Result<Option<Interval>, RangeError> {
    if text.is_empty() {
        Ok(None)
    } else if day_of_year(text)?.is_some() {
        let text = text.to_owned();
        Err(RangeError::Yearless { text })
    } else {
        interval(text, today).map(Some)
    }
}

/// `07-13`, month first, as in a whole date.
fn day_of_year(text: &str) -> Result<Option<(i8, i8)>, RangeError> {
    const LEAP_YEAR: i16 = 2024;
    let parts = text.split_once('-');
    let Some((month, day)) = parts.and_then(|(month, day)| Some((small(month)?, small(day)?)))
    else {
        return Ok(None);
    };
    date(LEAP_YEAR, month, day).map_err(|limit| impossible(text, limit))?;
    Ok(Some((month, day)))
}

fn interval(text: &str, today: Date) -> Result<Interval, RangeError> {
    if has_hours(text) {
        let text = text.to_owned();
        return Err(RangeError::Hours { text });
    }
    let days = calendar(text).map_err(|limit| impossible(text, limit))?;
    let days = match days {
        None => year_last(text)?,
        days => days,
    };
    days.or_else(|| in_words(text, today))
        .ok_or_else(|| RangeError::Unreadable {
            text: text.to_owned(),
        })
}

/// `yesterday`, `last week`, `the past week`. In a text, the last one may be the last week of the calendar; a search
/// means the seven days up to now.
fn in_words(text: &str, today: Date) -> Option<Interval> {
    let days = |text: &str| expression(text, Language::English, today);
    let lower = text.to_ascii_lowercase();
    let past = lower.strip_prefix("the ").unwrap_or(&lower);
    let past = past.strip_prefix("past ");
    past.and_then(|unit| days(&format!("past 1 {unit}")))
        .or_else(|| days(text))
}

/// A day with its year last: `13.7.2024` has the day first, `7/13/2024` is clear, and `7/8/2024` might be either.
fn year_last(text: &str) -> Result<Option<Interval>, RangeError> {
    let of = |sign: char| {
        let mut parts = text.splitn(3, sign);
        let (one, two) = (small(parts.next()?)?, small(parts.next()?)?);
        let last = parts.next()?;
        let this_century = || digits(last, 2..=2).map(|year: i16| 2000 + year);
        Some((one, two, year(last).or_else(this_century)?))
    };
    let day = |year, month, day| {
        let day = date(year, month, day).map_err(|limit| impossible(text, limit))?;
        Ok(Some(Interval::day(day)))
    };
    let months = 1..=12;
    match (of('.'), of('/').or_else(|| of('-'))) {
        (Some((first, month, year)), _) => day(year, month, first),
        (None, None) => Ok(None),
        (None, Some((one, two, year))) if one == two || !months.contains(&two) => {
            day(year, one, two)
        }
        (None, Some((first, month, year))) if !months.contains(&first) => day(year, month, first),
        (None, Some((one, two, year))) => Err(RangeError::Ambiguous {
            text: text.to_owned(),
            readings: [(one, two), (two, one)]
                .map(|(month, day)| format!("{year}-{month:02}-{day:02}")),
        }),
    }
}

/// Whether a text contains a time, `15:01` or `48 hours`: the filter would cover whole days.
fn has_hours(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if ["hour", "minute"].iter().any(|unit| lower.contains(unit)) {
        return true;
    }
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let colons = text.match_indices(':').map(|(at, _)| at);
    let mut colons = colons.filter(|at| at.checked_sub(1).is_some_and(|at| digit(bytes.get(at))));
    colons.any(|at| digit(bytes.get(at + 1)))
}

fn impossible(text: &str, limit: Limit) -> RangeError {
    let text = text.to_owned();
    RangeError::Impossible { text, limit }
}

/// A range in digits, from a decade down to a day; `None` if it is something else.
fn calendar(text: &str) -> Result<Option<Interval>, Limit> {
    let mut parts = text.splitn(3, '-');
    let (head, part, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    match (year(head), part, day) {
        (None, None, None) => Ok(decade(head)),
        (Some(year), None, None) => Ok(Interval::year(year)),
        (Some(year), Some(part), None) => part_of(year, part).transpose(),
        (Some(year), Some(month), Some(day)) => match (small(month), small(day)) {
            (Some(month), Some(day)) => Ok(Some(Interval::day(date(year, month, day)?))),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// `1990s`: as written, so `1900s` are ten years.
fn decade(text: &str) -> Option<Interval> {
    let first = year(text.strip_suffix(['s', 'S'])?).filter(|year| year % 10 == 0)?;
    Interval::new(
        Interval::year(first)?.first(),
        Interval::year(first + 9)?.last(),
    )
}

/// `07`, `W29` or `Q3`; the inner result is `None` if it is none of these.
fn part_of(year: i16, part: &str) -> Option<Result<Interval, Limit>> {
    if let Some(number) = part.strip_prefix(['W', 'w']) {
        Some(week(year, small(number)?))
    } else if let Some(number) = part.strip_prefix(['Q', 'q']) {
        Some(quarter(year, small(number)?).ok_or(Limit::Quarters))
    } else {
        Some(Interval::month(year, small(part)?).ok_or(Limit::Months))
    }
}

fn week(year: i16, week: i8) -> Result<Interval, Limit> {
    let monday = |week| ISOWeekDate::new(year, week, Weekday::Monday).map(ISOWeekDate::date);
    let has_week_53 = monday(53).is_ok();
    let limit = Limit::Weeks(if has_week_53 { 53 } else { 52 });
    let first = monday(week).map_err(|_| limit)?;
    Interval::new(first, first.saturating_add(6.days())).ok_or(limit)
}

fn quarter(year: i16, quarter: i8) -> Option<Interval> {
    if !(1..=4).contains(&quarter) {
        return None;
    }
    let last_month = quarter * 3;
    Interval::new(
        Interval::month(year, last_month - 2)?.first(),
        Interval::month(year, last_month)?.last(),
    )
}

fn date(year: i16, month: i8, day: i8) -> Result<Date, Limit> {
    let whole_month = Interval::month(year, month).ok_or(Limit::Months)?;
    Date::new(year, month, day).map_err(|_| Limit::Days(whole_month.last().day()))
}

/// Four digits.
fn year(text: &str) -> Option<i16> {
    digits(text, 4..=4)
}

/// One or two digits.
fn small(text: &str) -> Option<i8> {
    digits(text, 1..=2)
}

fn digits<N: std::str::FromStr>(text: &str, len: std::ops::RangeInclusive<usize>) -> Option<N> {
    let fits = len.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
