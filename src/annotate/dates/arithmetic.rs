//! Counting on the calendar. `None` where it ends.

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

/// The weekday (Monday is 1) that `way` tells, seen from `base`: -2 the last one or `base` itself, -1 the last one before it,
/// 0 that of the same week, 1 the next one after it, 2 the next one or `base` itself, 3 the nearest, 4 the
/// last one or `base` itself, but tomorrow rather than six days ago.
pub(super) fn weekday(base: Date, weekday: i8, way: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let back = i32::from(base.weekday().since(weekday));
    let ahead = i32::from(base.weekday().until(weekday));
    let days = match way {
        -2 => -back,
        ..=-1 => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        0 => {
            let monday_offset = |day: Weekday| i32::from(day.to_monday_zero_offset());
            monday_offset(weekday) - monday_offset(base.weekday())
        }
        1 => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        3 if back <= ahead => -back,
        4 if ahead != 1 => -back,
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
