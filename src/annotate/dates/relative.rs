//! Computes cells of the calendar from others: so much before or after one, a part of one.

use jiff::civil::Date;

use super::arithmetic::{Which, shift, weekday};
use super::meaning::{has_part, in_year, unknown_part, whole};
use super::slots::{Slot, Slots};
use super::value::{Cell, Part, Unit};

/// The named part of a counted cell: the June of `June last year`, the Monday of `Monday next week`.
pub(super) fn refined(cell: Cell, slots: &Slots) -> Cell {
    match (cell.part, cell.year) {
        (Part::Year, Some(year)) if has_part(slots) => in_year(year, slots).unwrap_or(cell),
        (Part::Year, None) if has_part(slots) => unknown_part(slots),
        (Part::Month(month), Some(year)) => match slots.small(Slot::Day) {
            Some(day) if Date::new(year, month, day).is_ok() => {
                Cell::of(year, Part::Day(month, day))
            }
            _ => cell,
        },
        (Part::Week(_), Some(_)) => {
            let day = || {
                let days = slots.get(Slot::Weekday)? - 1;
                shift(cell.interval()?.first(), Unit::Day, days)
            };
            day().map_or(cell, Cell::day)
        }
        _ => cell,
    }
}

/// The cell at an offset from another: `two weeks before Christmas`, `the Tuesday after Labor Day`.
pub(super) fn offset(cell: Cell, slots: &Slots) -> Option<Cell> {
    let Some(days) = cell.interval() else {
        return Some(Cell::unknown(Part::SomeDay(None, None)));
    };
    let way = slots.get(Slot::Offset)?;
    if let Some(day) = slots.small(Slot::Weekday2) {
        return Some(Cell::day(match way {
            ..0 => weekday(days.first(), day, Which::Last)?,
            _ => weekday(days.last(), day, Which::Next)?,
        }));
    }
    let (unit, amount) = whole(slots.second_unit()?, slots.get(Slot::Count2).unwrap_or(100));
    let amount = amount.saturating_mul(way);
    Some(Cell::day(shift(days.first(), unit, amount)?))
}

/// The cell `amount` units from one mentioned. Of a quarter or half, a year earlier is a quarter or half too.
pub(super) fn shift_cell(anchor: Cell, unit: Unit, amount: i32) -> Option<Cell> {
    if anchor.unit() > unit.max(Unit::Day) {
        return unknown_cell(anchor, unit, amount);
    }
    let day = shift(anchor.interval()?.first(), unit, amount)?;
    let keeps =
        amount != 0 && unit == Unit::Year && matches!(anchor.unit(), Unit::Quarter | Unit::Half);
    Some(Cell::containing(
        day,
        if keeps { anchor.unit() } else { unit },
    ))
}

/// The cell `amount` units from one mentioned, and of its unit: `the same month a year earlier`.
pub(super) fn shift_same_unit(anchor: Cell, unit: Unit, amount: i32) -> Option<Cell> {
    let first = anchor.interval()?.first();
    let day = match (anchor.unit(), unit) {
        // A year has 52 weeks here: the same week has the same number.
        (Unit::Weekend | Unit::Week, Unit::Year) => {
            shift(first, Unit::Week, amount.saturating_mul(52))?
        }
        _ => shift(first, unit, amount)?,
    };
    Some(Cell::containing(day, anchor.unit()))
}

/// An unknown cell of this unit within a longer one: `three days later` after a year.
fn unknown_cell(anchor: Cell, unit: Unit, amount: i32) -> Option<Cell> {
    let part = match (unknown(unit), anchor.part) {
        (Part::SomeDay(..), Part::Month(month)) if amount == 0 => Part::SomeDay(Some(month), None),
        (part, _) => part,
    };
    (anchor.unit() <= Unit::Year).then_some(Cell { part, ..anchor })
}

/// An unknown cell of this unit.
pub(super) fn unknown(unit: Unit) -> Part {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Part::SomeDay(None, None),
        Unit::Weekend => Part::SomeWeekend,
        Unit::Week | Unit::Fortnight => Part::SomeWeek,
        Unit::Month | Unit::Quarter | Unit::Season | Unit::Half => Part::SomeMonth,
        Unit::Year => Part::Year,
        Unit::Decade => Part::Decade,
        Unit::Century | Unit::Millennium => Part::Century,
    }
}
