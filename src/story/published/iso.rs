//! Parses dates as machines write them: ISO 8601 at any precision, and Unix time.

use jiff::Timestamp;
use jiff::civil::{ISOWeekDate, Time, Weekday};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use super::{DateError, Moment};

/// Parses ISO 8601 or Unix time; `None` if `text` is neither.
pub(super) fn moment(text: &str) -> Option<Result<Moment, DateError>> {
    let impossible = || Err(DateError::NoSuchDay(text.to_owned()));
    match shape(text).as_str() {
        "0000" => Some(
            text.parse()
                .map_or_else(|_| impossible(), |year| Ok(Moment::Year(year))),
        ),
        "0000-00" => Some(month(text).map_or_else(impossible, Ok)),
        "0000-W00" => Some(week(text).map_or_else(impossible, Ok)),
        "000000000" | "0000000000" | "000000000000" | "0000000000000" => {
            Some(unix(text).map_or_else(impossible, Ok))
        }
        shape if shape.starts_with("0000-00-00") || shape.starts_with("00000000") => day(text)
            .map(Ok)
            .or_else(|| is_bare_day(shape).then(impossible)),
        _ => None,
    }
}

/// The shape of the text: every digit is replaced by `0`.
fn shape(text: &str) -> String {
    text.chars()
        .take(40)
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect()
}

/// Whether a text of this shape can only be a day, or a day and a time, in ISO 8601.
fn is_bare_day(shape: &str) -> bool {
    let rest = shape
        .strip_prefix("0000-00-00")
        .or_else(|| shape.strip_prefix("00000000"));
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(['T', 't']) || rest.starts_with(" 00")
    })
}

fn month(text: &str) -> Option<Moment> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12)
        .contains(&month)
        .then_some(Moment::Month(year, month))
}

fn week(text: &str) -> Option<Moment> {
    let (year, week) = text.split_once("-W")?;
    ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday)
        .ok()
        .map(Moment::Week)
}

/// Seconds since 1970, or milliseconds if there are too many digits for seconds.
fn unix(digits: &str) -> Option<Moment> {
    let number: i64 = digits.parse().ok()?;
    let seconds = if digits.len() > 10 {
        number / 1000
    } else {
        number
    };
    let time = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    Some(Moment::Time(time, Some(Offset::UTC)))
}

fn day(text: &str) -> Option<Moment> {
    let pieces = Pieces::parse(text).ok()?;
    let Some(time) = pieces.time() else {
        return Some(Moment::Day(pieces.date()));
    };
    Some(at(pieces.date(), time, pieces.to_numeric_offset()))
}

/// A time on a day, with its offset if known.
pub(super) fn at(day: jiff::civil::Date, time: Time, offset: Option<Offset>) -> Moment {
    Moment::Time(day.to_datetime(time), offset)
}
