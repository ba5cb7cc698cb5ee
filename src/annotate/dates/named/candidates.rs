//! The candidates for an expression without a year: the same part of three consecutive years.

use jiff::civil::Date;

use crate::annotate::dates::arithmetic::{distance, shift};
use crate::annotate::dates::meaning::in_year;
use crate::annotate::dates::slots::{Slot, Slots};
use crate::annotate::dates::value::{Cell, Unit};
use crate::story::Interval;

/// A month that ended fewer days ago than this is called `last month`; `last May` is another one.
const JUST_OVER: i32 = 6;

/// The value of an expression in one year.
pub(super) struct Candidate {
    pub(super) cell: Cell,
    pub(super) days: Interval,
}

/// Its values in the year before `base`, in that of `base` and in the next, in order; for a day without its month, in
/// such months.
pub(super) struct Candidates {
    base: Date,
    all: Vec<Candidate>,
}

impl Candidates {
    pub(super) fn around(base: Date, slots: &Slots) -> Self {
        let at = |step: i16| match (slots.small(Slot::Day), slots.has(Slot::Month)) {
            (Some(day), false) => {
                let month = shift(base.first_of_month(), Unit::Month, step.into())?;
                Some(Cell::day(Date::new(month.year(), month.month(), day).ok()?))
            }
            _ => in_year(base.year().checked_add(step)?, slots),
        };
        let candidate = |step| {
            let cell = at(step)?;
            let days = cell.interval()?;
            Some(Candidate { cell, days })
        };
        let mut all: Vec<Candidate> = [-1, 0, 1].into_iter().filter_map(candidate).collect();
        // `Fri 28` is in a month whose 28th is a Friday, if there is one nearby.
        let weekday = slots.small(Slot::Weekday);
        let fits =
            |one: &Candidate| Some(one.days.first().weekday().to_monday_one_offset()) == weekday;
        if weekday.is_some() && !slots.has(Slot::Month) && all.iter().any(fits) {
            all.retain(fits);
        }
        Self { base, all }
    }

    /// How many days away it is.
    pub(super) fn distance(&self, candidate: &Candidate) -> i32 {
        distance(candidate.days, self.base)
    }

    /// The last that has begun.
    pub(super) fn behind(&self) -> Option<&Candidate> {
        self.last(|days| days.first() <= self.base)
    }

    /// The last that has ended; a month, some days ago.
    pub(super) fn ended(&self) -> Option<&Candidate> {
        let ended = |one: &&Candidate| {
            let long_enough = one.cell.unit() != Unit::Month || self.distance(one) > JUST_OVER;
            one.days.last() < self.base && long_enough
        };
        self.all.iter().rev().find(ended)
    }

    /// The first that has not ended.
    pub(super) fn ahead(&self) -> Option<&Candidate> {
        self.all.iter().find(|one| one.days.last() >= self.base)
    }

    /// The first to begin: in March `next spring` is that of the year after.
    pub(super) fn next(&self) -> Option<&Candidate> {
        self.all.iter().find(|one| one.days.first() > self.base)
    }

    pub(super) fn same_year(&self) -> Option<&Candidate> {
        let year = Some(self.base.year());
        self.all.iter().find(|one| one.cell.year == year)
    }

    pub(super) fn nearest(&self) -> Option<&Candidate> {
        self.least(|one| self.distance(one))
    }

    /// The nearest, where it is at most so many days away.
    pub(super) fn within(&self, most: i32) -> Option<&Candidate> {
        self.nearest().filter(|one| self.distance(one) <= most)
    }

    /// The one for which `effort` is least, the first of several.
    pub(super) fn least(&self, effort: impl Fn(&Candidate) -> i32) -> Option<&Candidate> {
        self.all.iter().min_by_key(|one| effort(one))
    }

    /// The last that has begun and not ended; `end` gives the last day of what begins on a day.
    pub(super) fn containing(&self, end: impl Fn(Date) -> Option<Date>) -> Option<&Candidate> {
        let open = |days: &Interval| end(days.first()).is_some_and(|last| last >= self.base);
        self.last(|days| days.first() <= self.base && open(days))
    }

    fn last(&self, is: impl Fn(&Interval) -> bool) -> Option<&Candidate> {
        self.all.iter().rev().find(|one| is(&one.days))
    }
}
