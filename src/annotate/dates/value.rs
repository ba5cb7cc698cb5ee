//! The value of an expression: a cell of the calendar, a duration, or a vague time; and the days that it fixes.
//!
//! [`super::timex3`] writes and parses values.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::story::Interval;

/// What an expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A cell of the calendar, and perhaps a time of day in it.
    Cell(Cell, Option<Clock>),
    /// A duration; of a set, the interval at which it recurs.
    Length(Length),
    /// No time in particular.
    Vague(Vague),
}

impl Value {
    /// The days that it fixes.
    pub(super) fn interval(self) -> Option<Interval> {
        match self {
            Self::Cell(cell, _) => cell.interval(),
            Self::Length(_) | Self::Vague(_) => None,
        }
    }
}

/// The times that are no time in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Astronomical (0 is 1 BC); of a week, its ISO week year. `None` where it is not known.
    pub(super) year: Option<i16>,
    pub(super) part: Part,
}

/// Which part of its year a cell is, or what its year begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Century,
    Decade,
    Year,
    /// 1 or 2.
    Half(i8),
    /// 1 to 4.
    Quarter(i8),
    Season(Season),
    Month(i8),
    /// A month that is not known.
    SomeMonth,
    /// ISO week.
    Week(i8),
    /// A week that is not known.
    SomeWeek,
    Weekend(i8),
    /// A weekend that is not known.
    SomeWeekend,
    /// Month and day of the month.
    Day(i8, i8),
    /// A day of which only the month is known, or only the day of the month, or neither.
    SomeDay(Option<i8>, Option<i8>),
    /// A weekday, Monday is 1, of a week that is not known.
    Weekday(i8),
}

/// The seasons of the northern half; winter ends in the next year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(super) const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    /// The month in which it begins.
    pub(super) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

impl Cell {
    /// A whole year.
    pub(super) fn year(year: i16) -> Self {
        Self::of(year, Part::Year)
    }

    /// A part of a known year.
    pub(super) fn of(year: i16, part: Part) -> Self {
        Self {
            year: Some(year),
            part,
        }
    }

    /// A part of a year that is not known.
    pub(super) fn unknown(part: Part) -> Self {
        Self { year: None, part }
    }

    /// One day.
    pub(super) fn day(day: Date) -> Self {
        Self::of(day.year(), Part::Day(day.month(), day.day()))
    }

    /// The cell of `unit` that holds `day`.
    pub(super) fn containing(day: Date, unit: Unit) -> Self {
        let year = day.year();
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::day(day),
            Unit::Week | Unit::Fortnight => {
                let week = day.iso_week_date();
                Self::of(week.year(), Part::Week(week.week()))
            }
            Unit::Weekend => {
                let week = day.iso_week_date();
                Self::of(week.year(), Part::Weekend(week.week()))
            }
            Unit::Month => Self::of(year, Part::Month(day.month())),
            Unit::Quarter => Self::of(year, Part::Quarter((day.month() + 2) / 3)),
            Unit::Half => Self::of(year, Part::Half(if day.month() < 7 { 1 } else { 2 })),
            Unit::Season => match day.month() {
                1..=2 => Self::of(year.saturating_sub(1), Part::Season(Season::Winter)),
                3..=5 => Self::of(year, Part::Season(Season::Spring)),
                6..=8 => Self::of(year, Part::Season(Season::Summer)),
                9..=11 => Self::of(year, Part::Season(Season::Autumn)),
                _ => Self::of(year, Part::Season(Season::Winter)),
            },
            Unit::Year => Self::year(year),
            Unit::Decade => Self::of(first_of(10, year), Part::Decade),
            Unit::Century | Unit::Millennium => Self::of(first_of(100, year), Part::Century),
        }
    }

    /// Its days; `None` where they are not known or lie beyond the calendar.
    pub(super) fn interval(self) -> Option<Interval> {
        let year = self.year?;
        let months = |first: i8, count: i8| {
            let last = first + count - 1;
            let (end_year, last) = if last > 12 {
                (year.checked_add(1)?, last - 12)
            } else {
                (year, last)
            };
            Interval::new(
                Date::new(year, first, 1).ok()?,
                Date::new(end_year, last, 1).ok()?.last_of_month(),
            )
        };
        let years = |count: i16| {
            let last = year.checked_add(count - 1)?;
            // A decade or century is of one era: it neither reaches beyond 1 BC, the year 0, nor begins with it.
            let (first, last) = match (year, count) {
                (_, 1) => (year, last),
                (..0, _) => (year, last.min(0)),
                (_, _) => (year.max(1), last),
            };
            Interval::new(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)
        };
        let week = |number, from, to| {
            let day = |weekday| {
                ISOWeekDate::new(year, number, weekday)
                    .ok()
                    .map(ISOWeekDate::date)
            };
            Interval::new(day(from)?, day(to)?)
        };
        match self.part {
            Part::Century => years(100),
            Part::Decade => years(10),
            Part::Year | Part::SomeMonth | Part::SomeWeek | Part::SomeDay(None, _) => years(1),
            Part::Half(half) => months(half * 6 - 5, 6),
            Part::Quarter(quarter) => months(quarter * 3 - 2, 3),
            Part::Season(season) => months(season.first_month(), 3),
            Part::Month(month) | Part::SomeDay(Some(month), _) => months(month, 1),
            Part::Week(number) => week(number, Weekday::Monday, Weekday::Sunday),
            Part::Weekend(number) => week(number, Weekday::Saturday, Weekday::Sunday),
            Part::Day(month, day) => Date::new(year, month, day).ok().map(Interval::day),
            Part::SomeWeekend | Part::Weekday(_) => None,
        }
    }

    /// The unit that it is one of.
    pub(super) fn unit(self) -> Unit {
        match self.part {
            Part::Century => Unit::Century,
            Part::Decade => Unit::Decade,
            Part::Year => Unit::Year,
            Part::Half(_) => Unit::Half,
            Part::Quarter(_) => Unit::Quarter,
            Part::Season(_) => Unit::Season,
            Part::Month(_) | Part::SomeMonth => Unit::Month,
            Part::Week(_) | Part::SomeWeek => Unit::Week,
            Part::Weekend(_) | Part::SomeWeekend => Unit::Weekend,
            Part::Day(..) | Part::SomeDay(..) | Part::Weekday(_) => Unit::Day,
        }
    }
}

/// The year that the decade or century of a year begins with: its years share their first digits, before Christ too,
/// where 1 BC is the year 0.
fn first_of(years: i16, year: i16) -> i16 {
    if year > 0 {
        return year - year % years;
    }
    let bc = 1 - year;
    2 - years - (bc - bc % years)
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) at: TimeOfDay,
    /// Whether it is in universal time.
    pub(super) utc: bool,
}

/// How exact a time of day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    Minute(i8, i8),
    Second(i8, i8, i8),
    /// Morning, night, …: an index into [`PARTS_OF_DAY`].
    DayPart(usize),
    /// A time of the day that is not known.
    SomeTime,
}

/// The parts of the day as TIMEX3 writes them: morning, midday, afternoon, evening, night, daytime.
pub(super) const PARTS_OF_DAY: [&str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];

/// An amount of one unit, `None` for "some", and perhaps a further one of a smaller unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    /// In hundredths.
    pub(super) amount: Option<i32>,
    pub(super) unit: Unit,
    /// In hundredths.
    pub(super) rest: Option<(i32, Unit)>,
}

/// The units of time, the shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}
