//! Calendar arithmetic; `None` beyond the end of the calendar.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::value::Unit;
use crate::story::Interval;

/// The day `amount` units after `day`, before it where that is negative.
pub(super) fn shift(day: Date, unit: Unit, amount: i32) -> Option<Date> {
    let times = |factor: i32| amount.checked_mul(factor);
    let span = Span::new();
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => span,
        Unit::Day => span.try_days(amount).ok()?,
        Unit::Weekend | Unit::Week => span.try_weeks(amount).ok()?,
        Unit::Fortnight => span.try_weeks(times(2)?).ok()?,
        Unit::Month => span.try_months(amount).ok()?,
        Unit::Quarter | Unit::Season => span.try_months(times(3)?).ok()?,
        Unit::Half => span.try_months(times(6)?).ok()?,
        Unit::Year => span.try_years(amount).ok()?,
        Unit::Decade => span.try_years(times(10)?).ok()?,
        Unit::Century => span.try_years(times(100)?).ok()?,
        Unit::Millennium => span.try_years(times(1000)?).ok()?,
    };
    day.checked_add(span).ok()
}

/// Which of the days of a weekday is meant, relative to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The last one before it.
    Last,
    /// The last one, or the day itself.
    LastOrToday,
    /// As before, but tomorrow rather than six days ago.
    LastOrTomorrow,
    Nearest,
    /// The next one, unless it was within the last two days.
    NextUnlessJustOver,
    /// The next one, or the day itself.
    NextOrToday,
    /// The next one after it.
    Next,
    /// The next one after tomorrow.
    NextButTomorrow,
}

/// The day of this weekday (Monday is 1) that is meant, relative to `base`.
pub(super) fn weekday(base: Date, weekday: i8, which: Which) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let back = i32::from(base.weekday().since(weekday));
    let ahead = i32::from(base.weekday().until(weekday));
    let days = match which {
        Which::Last if back == 0 => -7,
        Which::Next if ahead == 0 => 7,
        Which::NextButTomorrow if ahead <= 1 => ahead + 7,
        Which::Last | Which::LastOrToday => -back,
        Which::LastOrTomorrow if ahead != 1 => -back,
        Which::Nearest if back <= ahead => -back,
        Which::NextUnlessJustOver if back <= 2 => -back,
        _ => ahead,
    };
    shift(base, Unit::Day, days)
}

/// How many days `base` lies from the nearest day of `days`.
pub(super) fn distance(days: Interval, base: Date) -> i32 {
    let days_between =
        |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    if base < days.first() {
        days_between(base, days.first())
    } else if base > days.last() {
        days_between(days.last(), base)
    } else {
        0
    }
}
