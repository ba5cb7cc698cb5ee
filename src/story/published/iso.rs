//! Parses dates as machines write them: ISO 8601 at any precision, and Unix time.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use super::{DateError, Moment, written};

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
        shape if is_unix(shape) => Some(unix(text).map_or_else(impossible, Ok)),
        shape if shape.starts_with("0000-00-00") || shape.starts_with("00000000") => day(text)
            .or_else(|| written_time(text))
            .map(Ok)
            .or_else(|| (is_bare_day(shape) && begins_impossible(text)).then(impossible)),
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

/// Whether a text of this shape is a number of seconds, before or after 1970, or of milliseconds after it.
fn is_unix(shape: &str) -> bool {
    let (whole, _) = shape.split_once(".0").unwrap_or((shape, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_number = shape.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
    let lengths = if digits.len() < whole.len() {
        6..=10
    } else {
        9..=13
    };
    is_number
        && digits.bytes().all(|byte| byte == b'0')
        && digits.len() != 11
        && lengths.contains(&digits.len())
}

/// A day in ISO 8601, and a time and zone as people write them: `2024-08-12 09:00:00 EST`, `2024-08-12T24:00:00Z`.
fn written_time(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let day: Date = day.parse().ok()?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (day, rest) = match rest.strip_prefix("24:00") {
        Some(rest) => (day.tomorrow().ok()?, Cow::Owned(format!("00:00{rest}"))),
        None => (day, Cow::Borrowed(rest)),
    };
    let (time, offset) = written::time(&rest)?;
    Some(at(day, time, offset))
}

/// Whether the day that a text begins with is not in the calendar.
fn begins_impossible(text: &str) -> bool {
    let length = if text.get(4..5) == Some("-") { 10 } else { 8 };
    text.get(..length)
        .is_none_or(|day| day.parse::<Date>().is_err())
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

/// Seconds since 1970, or milliseconds if there are too many digits for seconds; a fraction does not count.
fn unix(text: &str) -> Option<Moment> {
    let digits = text.split('.').next()?;
    let number: i64 = digits.parse().ok()?;
    let seconds = if digits.trim_start_matches('-').len() > 10 {
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
