//! What an expression means by itself, regardless of context: a part of a known year, a time of day, a duration, a set.

use jiff::civil::{Date, Weekday};

use super::arithmetic::shift;
use super::holiday;
use super::said::{Said, Slot};
use super::value::{At, Cell, Clock, Length, Part, Season, Unit, Vague, Value};
use crate::story::Interval;

/// The part of `year` that is said, or all of it; `None` for a day that it does not have.
pub(super) fn in_year(year: i16, said: &Said) -> Option<Cell> {
    let small = |slot| said.small(slot);
    let part = if let Some(holiday) = said.get(Slot::Holiday) {
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
    } else if let Some(season) = said.get(Slot::Season) {
        Part::Season(*Season::ALL.get(usize::try_from(season).ok()?)?)
    } else if let Some(quarter) = small(Slot::Quarter) {
        Part::Quarter(quarter)
    } else if let Some(half) = small(Slot::Half) {
        Part::Half(half)
    } else if said.has(Slot::Day) {
        return None;
    } else {
        Part::Year
    };
    Some(Cell::of(year, part))
}

/// Whether it names a part of a year.
pub(super) fn has_part(said: &Said) -> bool {
    [
        Slot::Month,
        Slot::Day,
        Slot::Season,
        Slot::Quarter,
        Slot::Half,
        Slot::Holiday,
    ]
    .iter()
    .any(|slot| said.has(*slot))
}

pub(super) fn unknown_part(said: &Said) -> Cell {
    let month = said.small(Slot::Month);
    let part = match (month, said.small(Slot::Day)) {
        (Some(month), Some(day)) => Part::Day(month, day),
        (Some(month), None) if said.has(Slot::Nth) => Part::SomeDay(Some(month), None),
        (None, Some(day)) => Part::SomeDay(None, Some(day)),
        _ if said.has(Slot::Holiday) => {
            // A holiday that keeps its date has one in every year.
            let day = |year| holiday::day(said.get(Slot::Holiday)?, year);
            match (day(2001), day(2002)) {
                (Some(a), Some(b)) if (a.month(), a.day()) == (b.month(), b.day()) => {
                    Part::Day(a.month(), a.day())
                }
                _ => Part::SomeDay(None, None),
            }
        }
        _ => in_year(2000, said).map_or(Part::Year, |cell| cell.part),
    };
    Cell::unknown(part)
}

pub(super) fn clock(said: &Said) -> Option<Clock> {
    let utc = said.get(Slot::Zone) == Some(1);
    let Some(mut hour) = said.small(Slot::Hour) else {
        let part = usize::try_from(said.get(Slot::DayPart)?).ok()?;
        return Some(Clock {
            at: At::DayPart(part),
            utc,
        });
    };
    let meridiem = said
        .get(Slot::Meridiem)
        .or(match (said.get(Slot::DayPart), hour) {
            (Some(0), _) | (Some(4), ..6) => Some(0),
            (Some(2..=4), _) => Some(12),
            _ => None,
        });
    match meridiem {
        Some(0) if hour == 12 => hour = 0,
        Some(12) if hour < 12 => hour += 12,
        _ => {}
    }
    let mut minute = said.small(Slot::Minute).unwrap_or(0);
    // `a quarter to three`, German `halb drei`
    if minute < 0 {
        hour = (hour + 23) % 24;
        minute += 60;
    }
    let at = match said.small(Slot::Second) {
        Some(second) => At::Second(hour, minute, second),
        None => At::Minute(hour, minute),
    };
    Some(Clock { at, utc })
}

pub(super) fn length(said: &Said) -> Option<Value> {
    let unit = said.unit()?;
    let count = said.get(Slot::Count).unwrap_or(100);
    let amount = count.saturating_add(said.get(Slot::Plus).unwrap_or(0));
    let rest = said.get(Slot::Count2).zip(said.second_unit());
    Some(Value::Length(Length {
        amount: (amount != super::number::SOME).then_some(amount),
        unit,
        rest,
    }))
}

pub(super) fn recurring(said: &Said) -> Option<Value> {
    let clock = clock(said);
    let cell = |part| Some(Value::Cell(Cell::unknown(part), clock));
    if let Some(weekday) = said.small(Slot::Weekday) {
        return cell(Part::Weekday(weekday));
    }
    if has_part(said) {
        return Some(Value::Cell(unknown_part(said), clock));
    }
    match (said.unit(), clock) {
        (Some(Unit::Weekend), _) => cell(Part::SomeWeekend),
        (None, Some(_)) => cell(Part::SomeDay(None, None)),
        (Some(unit), _) => Some(Value::Length(Length {
            amount: Some(said.get(Slot::Count).unwrap_or(100))
                .filter(|amount| *amount != super::number::SOME),
            unit,
            rest: None,
        })),
        (None, None) => None,
    }
}

/// The days of a length that ends or begins with `today`: `the past three days`.
pub(super) fn stretch(said: &Said, today: Date) -> Option<Interval> {
    let way = said.get(Slot::Way)?;
    let (unit, amount) = whole(said.unit()?, said.get(Slot::Count).unwrap_or(100));
    let other = shift(today, unit, amount.checked_mul(way)?)?;
    (amount > 0).then(|| Interval::new(today.min(other), today.max(other)))?
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
