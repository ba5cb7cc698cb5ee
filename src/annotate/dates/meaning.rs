//! What an expression means by itself, regardless of context: a part of a known year, a time of day, a duration, a set.

use std::cmp::Ordering;

use jiff::civil::{Date, Weekday};

use super::arithmetic::shift;
use super::holiday;
use super::slots::{Slot, Slots};
use super::value::{Cell, Clock, Length, Part, Season, TimeOfDay, Unit, Vague, Value};
use crate::story::Interval;

/// The part of `year` that the slots name, or all of it; `None` for a day that it does not have.
pub(super) fn in_year(year: i16, slots: &Slots) -> Option<Cell> {
    let small = |slot| slots.small(slot);
    let part = if let Some(holiday) = slots.get(Slot::Holiday) {
        return holiday::day(holiday, year).map(Cell::day);
    } else if let (Some(month), Some(nth)) = (small(Slot::Month), small(Slot::Nth)) {
        let weekday = Weekday::from_monday_one_offset(small(Slot::Weekday)?).ok()?;
        let first = Date::new(year, month, 1).ok()?;
        return first.nth_weekday_of_month(nth, weekday).ok().map(Cell::day);
    } else if let Some(month) = small(Slot::Month) {
        match small(Slot::Day) {
            Some(day) => return Some(Cell::day(Date::new(year, month, day).ok()?)),
            None => Part::Month(month),
        }
    } else if let Some(season) = slots.get(Slot::Season) {
        Part::Season(*Season::ALL.get(usize::try_from(season).ok()?)?)
    } else if let Some(quarter) = small(Slot::Quarter) {
        Part::Quarter(quarter)
    } else if let Some(half) = small(Slot::Half) {
        Part::Half(half)
    } else if slots.has(Slot::Day) {
        return None;
    } else {
        Part::Year
    };
    Some(Cell::of(year, part))
}

/// Whether it names a part of a year.
pub(super) fn has_part(slots: &Slots) -> bool {
    [
        Slot::Month,
        Slot::Day,
        Slot::Season,
        Slot::Quarter,
        Slot::Half,
        Slot::Holiday,
    ]
    .iter()
    .any(|slot| slots.has(*slot))
}

pub(super) fn unknown_part(slots: &Slots) -> Cell {
    let month = slots.small(Slot::Month);
    let part = match (month, slots.small(Slot::Day)) {
        (Some(month), Some(day)) => Part::Day(month, day),
        (Some(month), None) if slots.has(Slot::Nth) => Part::SomeDay(Some(month), None),
        (None, Some(day)) => Part::SomeDay(None, Some(day)),
        _ if slots.has(Slot::Holiday) => {
            // A holiday that keeps its date has one in every year.
            let day = |year| holiday::day(slots.get(Slot::Holiday)?, year);
            match (day(2001), day(2002)) {
                (Some(a), Some(b)) if (a.month(), a.day()) == (b.month(), b.day()) => {
                    Part::Day(a.month(), a.day())
                }
                _ => Part::SomeDay(None, None),
            }
        }
        _ => in_year(2000, slots).map_or(Part::Year, |cell| cell.part),
    };
    Cell::unknown(part)
}

pub(super) fn clock(slots: &Slots) -> Option<Clock> {
    let utc = slots.get(Slot::Zone) == Some(1);
    let Some(mut hour) = slots.small(Slot::Hour) else {
        let part = usize::try_from(slots.get(Slot::DayPart)?).ok()?;
        return Some(Clock {
            at: TimeOfDay::DayPart(part),
            utc,
        });
    };
    let meridiem = slots
        .get(Slot::Meridiem)
        .or(match (slots.get(Slot::DayPart), hour) {
            (Some(0), _) | (Some(4), ..6) => Some(0),
            (Some(2..=4), _) => Some(12),
            _ => None,
        });
    match meridiem {
        Some(0) if hour == 12 => hour = 0,
        Some(12) if hour < 12 => hour += 12,
        _ => {}
    }
    let mut minute = slots.small(Slot::Minute).unwrap_or(0);
    // `a quarter to three`, German `halb drei`
    if minute < 0 {
        hour = (hour + 23) % 24;
        minute += 60;
    }
    let at = match slots.small(Slot::Second) {
        Some(second) => TimeOfDay::Second(hour, minute, second),
        None => TimeOfDay::Minute(hour, minute),
    };
    Some(Clock { at, utc })
}

pub(super) fn length(slots: &Slots) -> Option<Value> {
    let unit = slots.unit()?;
    let count = slots.get(Slot::Count).unwrap_or(100);
    let amount = count.saturating_add(slots.get(Slot::Plus).unwrap_or(0));
    let rest = slots.get(Slot::Count2).zip(slots.second_unit());
    Some(Value::Length(Length {
        amount: (amount != super::number::SOME).then_some(amount),
        unit,
        rest,
    }))
}

pub(super) fn recurring(slots: &Slots) -> Option<Value> {
    let clock = clock(slots);
    let cell = |part| Some(Value::Cell(Cell::unknown(part), clock));
    if let Some(weekday) = slots.small(Slot::Weekday) {
        return cell(Part::Weekday(weekday));
    }
    if has_part(slots) {
        return Some(Value::Cell(unknown_part(slots), clock));
    }
    match (slots.unit(), clock) {
        (Some(Unit::Weekend), _) => cell(Part::SomeWeekend),
        (None, Some(_)) => cell(Part::SomeDay(None, None)),
        (Some(unit), _) => Some(Value::Length(Length {
            amount: Some(slots.get(Slot::Count).unwrap_or(100))
                .filter(|amount| *amount != super::number::SOME),
            unit,
            rest: None,
        })),
        (None, None) => None,
    }
}

/// The days of a length that ends with `today`, `the past three days`, or begins with the day after: `the next three
/// days`.
pub(super) fn stretch(slots: &Slots, today: Date) -> Option<Interval> {
    let way = slots.get(Slot::Way)?;
    let (unit, amount) = whole(slots.unit()?, slots.get(Slot::Count).unwrap_or(100));
    let other = shift(today, unit, amount.checked_mul(way)?)?;
    let (first, last) = match other.cmp(&today) {
        Ordering::Less => (other.tomorrow().ok()?, today),
        Ordering::Equal => (today, today),
        Ordering::Greater => (today.tomorrow().ok()?, other),
    };
    (amount > 0).then(|| Interval::new(first, last))?
}

/// The amount in whole units: one and a half years are 18 months.
pub(super) fn whole(unit: Unit, hundredths: i32) -> (Unit, i32) {
    match unit {
        Unit::Year if hundredths % 100 != 0 => (Unit::Month, hundredths * 12 / 100),
        Unit::Decade => (Unit::Decade, hundredths / 100),
        unit => (unit, hundredths / 100),
    }
}

pub(super) fn decade_year(decade: i32) -> Option<i16> {
    let decade: i16 = decade.try_into().ok()?;
    Some(match decade {
        0..30 => 2000 + decade,
        30..100 => 1900 + decade,
        _ => decade,
    })
}

pub(super) fn vague_of(way: i32) -> Vague {
    match way {
        ..0 => Vague::Past,
        0 => Vague::Present,
        _ => Vague::Future,
    }
}
