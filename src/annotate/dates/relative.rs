//! Computes cells of the calendar from others: so much before or after one, a part of one.

use jiff::civil::Date;

use super::arithmetic::shift;
use super::meaning::{has_part, in_year, unknown_part, whole};
use super::said::{Said, Slot};
use super::value::{Cell, Part, Unit};

/// The named part of a counted cell: the June of `June last year`, the Monday of `Monday next week`.
pub(super) fn refined(cell: Cell, said: &Said) -> Cell {
    match (cell.part, cell.year) {
        (Part::Year, Some(year)) if has_part(said) => in_year(year, said).unwrap_or(cell),
        (Part::Year, None) if has_part(said) => unknown_part(said),
        (Part::Month(month), Some(year)) => match said.small(Slot::Day) {
            Some(day) if Date::new(year, month, day).is_ok() => {
                Cell::of(year, Part::Day(month, day))
            }
            _ => cell,
        },
        (Part::Week(_), Some(_)) => {
            let day = || {
                let days = said.get(Slot::Weekday)? - 1;
                shift(cell.interval()?.first(), Unit::Day, days)
            };
            day().map_or(cell, Cell::day)
        }
        _ => cell,
    }
}

/// The cell at an offset from another: `two weeks before Christmas`.
pub(super) fn offset(cell: Cell, said: &Said) -> Option<Cell> {
    let Some(days) = cell.interval() else {
        return Some(Cell::unknown(Part::SomeDay(None, None)));
    };
    let (unit, amount) = whole(said.second_unit()?, said.get(Slot::Count2).unwrap_or(100));
    let amount = amount.saturating_mul(said.get(Slot::Offset)?);
    Some(Cell::day(shift(days.first(), unit, amount)?))
}

/// The cell `amount` units from one mentioned. Of a quarter or half, a year earlier is a quarter or half too.
pub(super) fn told_shift(told: Cell, unit: Unit, amount: i32) -> Option<Cell> {
    if told.unit() > unit.max(Unit::Day) {
        return vaguely(told, unit, amount);
    }
    let day = shift(told.interval()?.first(), unit, amount)?;
    let keeps =
        amount != 0 && unit == Unit::Year && matches!(told.unit(), Unit::Quarter | Unit::Half);
    Some(Cell::holding(day, if keeps { told.unit() } else { unit }))
}

/// The cell `amount` units from one mentioned, and of its unit: `the same month a year earlier`.
pub(super) fn told_alike(told: Cell, unit: Unit, amount: i32) -> Option<Cell> {
    let first = told.interval()?.first();
    let day = match (told.unit(), unit) {
        // A year has 52 weeks here: the same week has the same number.
        (Unit::Weekend | Unit::Week, Unit::Year) => {
            shift(first, Unit::Week, amount.saturating_mul(52))?
        }
        _ => shift(first, unit, amount)?,
    };
    Some(Cell::holding(day, told.unit()))
}

/// An unknown cell of this unit within a longer one: `three days later` after a year.
fn vaguely(told: Cell, unit: Unit, amount: i32) -> Option<Cell> {
    let part = match (unknown(unit), told.part) {
        (Part::SomeDay(..), Part::Month(month)) if amount == 0 => Part::SomeDay(Some(month), None),
        (part, _) => part,
    };
    (told.unit() <= Unit::Year).then_some(Cell { part, ..told })
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
