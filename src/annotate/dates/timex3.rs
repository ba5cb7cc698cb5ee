//! Writes values as TIMEX3 (ISO 8601 with the additions of ISO-TimeML), and parses them.

use std::fmt;

use super::value::{
    Cell, Clock, Length, PARTS_OF_DAY, Part, Season, TimeOfDay, Unit, Vague, Value,
};

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(cell, None) => cell.fmt(f),
            Self::Cell(cell, Some(clock)) => write!(f, "{cell}{clock}"),
            Self::Length(length) => length.fmt(f),
            Self::Vague(Vague::Past) => f.write_str("PAST_REF"),
            Self::Vague(Vague::Present) => f.write_str("PRESENT_REF"),
            Self::Vague(Vague::Future) => f.write_str("FUTURE_REF"),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, years) = match self.part {
            Part::Century => (2, 100),
            Part::Decade => (3, 10),
            _ => (4, 1),
        };
        match self.year {
            None => write!(f, "{:X<width$}", "")?,
            Some(year) => {
                // The years of a decade or century share their first digits, also before Christ. Year 0 is 1 BC, but
                // it also begins the first decade and the first century.
                let (bc, first) = if width == 4 {
                    (1 - year, 1)
                } else {
                    (-year, 0)
                };
                let (era, year) = if year < first { ("BC", bc) } else { ("", year) };
                let shown = year / years;
                write!(f, "{era}{shown:0width$}")?;
            }
        }
        match self.part {
            Part::Century | Part::Decade | Part::Year => Ok(()),
            Part::Half(half) => write!(f, "-H{half}"),
            Part::Quarter(quarter) => write!(f, "-Q{quarter}"),
            Part::Season(season) => write!(f, "-{}", season.code()),
            Part::Month(month) => write!(f, "-{month:02}"),
            Part::SomeMonth => f.write_str("-XX"),
            Part::Week(week) => write!(f, "-W{week:02}"),
            Part::SomeWeek => f.write_str("-WXX"),
            Part::Weekend(week) => write!(f, "-W{week:02}-WE"),
            Part::SomeWeekend => f.write_str("-WXX-WE"),
            Part::Day(month, day) => write!(f, "-{month:02}-{day:02}"),
            Part::SomeDay(month, day) => write!(f, "-{}-{}", Digits(month), Digits(day)),
            Part::Weekday(day) => write!(f, "-WXX-{day}"),
        }
    }
}

/// Two digits, or `XX`.
struct Digits(Option<i8>);

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(number) => write!(f, "{number:02}"),
            None => f.write_str("XX"),
        }
    }
}

impl Season {
    fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            TimeOfDay::Minute(hour, minute) => write!(f, "T{hour:02}:{minute:02}")?,
            TimeOfDay::Second(hour, minute, second) => {
                write!(f, "T{hour:02}:{minute:02}:{second:02}")?;
            }
            TimeOfDay::DayPart(part) => write!(f, "T{}", PARTS_OF_DAY.get(part).unwrap_or(&"XX"))?,
            TimeOfDay::SomeTime => f.write_str("TXX")?,
        }
        f.write_str(if self.utc { "Z" } else { "" })
    }
}

impl fmt::Display for Length {
    /// Halves of a year, an hour and a minute are written in the next smaller unit: `P2Y6M`, `PT1H30M`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, scale) = self.unit.designator();
        f.write_str(if self.unit < Unit::Day { "PT" } else { "P" })?;
        let Some(amount) = self.amount else {
            let unit = if self.unit.designator().1 == 1 {
                unit
            } else {
                self.unit.own_letter()
            };
            return write!(f, "X{unit}");
        };
        let amount = i64::from(amount) * scale;
        let half = match self.unit {
            Unit::Year => "6M",
            Unit::Hour => "30M",
            Unit::Minute => "30S",
            _ => "",
        };
        match (amount / 100, amount % 100) {
            (whole, 0) => write!(f, "{whole}{unit}")?,
            (0, 50) if !half.is_empty() => f.write_str(half)?,
            (whole, 50) if !half.is_empty() => write!(f, "{whole}{unit}{half}")?,
            (whole, rest) if rest % 10 == 0 => write!(f, "{whole}.{}{unit}", rest / 10)?,
            (whole, rest) => write!(f, "{whole}.{rest:02}{unit}")?,
        }
        match self.rest {
            None => Ok(()),
            Some((amount, unit)) => {
                let time = if unit < Unit::Day && self.unit >= Unit::Day {
                    "T"
                } else {
                    ""
                };
                let (letter, scale) = unit.designator();
                write!(f, "{time}{}{letter}", i64::from(amount) * scale / 100)
            }
        }
    }
}

impl Unit {
    /// The letter of an ISO duration, and how many of it make one of these.
    fn designator(self) -> (&'static str, i64) {
        match self {
            Self::Second => ("S", 1),
            Self::Minute | Self::Month => ("M", 1),
            Self::Hour => ("H", 1),
            Self::Day => ("D", 1),
            Self::Weekend => ("D", 2),
            Self::Week => ("W", 1),
            Self::Fortnight => ("W", 2),
            Self::Quarter => ("Q", 1),
            Self::Season => ("M", 3),
            Self::Half => ("M", 6),
            Self::Year => ("Y", 1),
            Self::Decade => ("Y", 10),
            Self::Century => ("Y", 100),
            Self::Millennium => ("Y", 1000),
        }
    }

    /// The letters that ISO-TimeML adds, for amounts that cannot be multiplied.
    fn own_letter(self) -> &'static str {
        match self {
            Self::Weekend => "WE",
            Self::Fortnight => "W",
            Self::Decade => "DE",
            Self::Century => "CE",
            Self::Millennium => "ML",
            _ => self.designator().0,
        }
    }
}

/// Reads the value of a date or a time; `None` for a length and a vague time, which fix no days.
pub(super) fn read(value: &str) -> Option<Cell> {
    let date = value.trim().split('T').next()?;
    let (bc, date) = match date.strip_prefix("BC") {
        Some(rest) => (true, rest),
        None => (false, date.strip_prefix("FY").unwrap_or(date)),
    };
    let (year, rest) = date.split_at_checked(date.find('-').unwrap_or(date.len()))?;
    let (year, rest) = match year.len() {
        8 if rest.is_empty() && !year.contains('W') => return compact(year),
        // The year -9999 is 10000 BC.
        5.. if !bc => year.split_at_checked(4)?,
        _ => (year, rest.strip_prefix('-').unwrap_or(rest)),
    };
    let cell = cell(year, rest)?;
    if !bc {
        return Some(cell);
    }
    // Year 0 is 1 BC. A decade or century before Christ begins with the highest of the years that share its digits:
    // `BC004` with 49 BC, the year -48.
    let zero = match cell.part {
        Part::Century => -98,
        Part::Decade => -8,
        _ => 1_i16,
    };
    Some(Cell {
        year: Some(zero.checked_sub(cell.year?)?),
        ..cell
    })
}

/// `20240713`.
fn compact(date: &str) -> Option<Cell> {
    let (year, rest) = date.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Some(Cell::of(
        number(year)?,
        Part::Day(month_number(month)?, day_number(day)?),
    ))
}

fn cell(year: &str, rest: &str) -> Option<Cell> {
    let year = year.trim_end_matches('X');
    let number: i16 = number(year)?;
    let at = |part| Some(Cell::of(number, part));
    match (year.len(), rest) {
        (2, "") => return Some(Cell::of(number.checked_mul(100)?, Part::Century)),
        (3, "") => return Some(Cell::of(number.checked_mul(10)?, Part::Decade)),
        (4 | 5, _) => {}
        _ => return None,
    }
    if let Some(season) = Season::ALL.into_iter().find(|season| season.code() == rest) {
        return at(Part::Season(season));
    }
    match rest {
        "" | "XX" | "XX-XX" | "WXX" => return at(Part::Year),
        "AU" => return at(Part::Season(Season::Autumn)),
        "H1" | "H2" => return at(Part::Half(rest.strip_prefix('H')?.parse().ok()?)),
        "Q1" | "Q2" | "Q3" | "Q4" => {
            return at(Part::Quarter(rest.strip_prefix('Q')?.parse().ok()?));
        }
        _ => {}
    }
    let (first, second) = rest.split_once('-').unwrap_or((rest, ""));
    if let Some(week) = first.strip_prefix('W') {
        let week = two_digits(week).filter(|week| (1..=53).contains(week))?;
        return match second {
            "" => at(Part::Week(week)),
            "WE" => at(Part::Weekend(week)),
            day => weekday(number, week, day),
        };
    }
    let month = month_number(first)?;
    match second {
        "" | "XX" => at(Part::Month(month)),
        day => at(Part::Day(month, day_number(day.split('-').next()?)?)),
    }
}

/// `2024-W29-3`: a day given by its week.
fn weekday(year: i16, week: i8, day: &str) -> Option<Cell> {
    let day = jiff::civil::Weekday::from_monday_one_offset(day.parse().ok()?).ok()?;
    let date = jiff::civil::ISOWeekDate::new(year, week, day).ok()?.date();
    Some(Cell::day(date))
}

fn number(digits: &str) -> Option<i16> {
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

fn two_digits(digits: &str) -> Option<i8> {
    (digits.len() == 2).then(|| number(digits)?.try_into().ok())?
}

fn month_number(digits: &str) -> Option<i8> {
    two_digits(digits).filter(|month| (1..=12).contains(month))
}

fn day_number(digits: &str) -> Option<i8> {
    two_digits(digits).filter(|day| (1..=31).contains(day))
}
