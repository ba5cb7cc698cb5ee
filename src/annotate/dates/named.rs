//! Finds the year, or the week, of what is named: `May 5`, `last Friday`, `the third quarter`, `8 p.m.`
//!
//! 1. A year that is told counts.
//! 2. In a history a day is the one nearest to the date told before.
//! 3. In news the tense tells whether it lies ahead of the publication or behind, and the distance where no tense does.

use jiff::civil::Date;

use super::arithmetic::{self, Which, shift};
use super::matching::Part as Mention;
use super::meaning::{decade_year, has_part, in_year, unknown_part};
use super::resolve::{HALF_QUARTER, Resolver};
use super::said::{Said, Slot};
use super::tense::{
    Look, comes_after, comes_before, comes_until, has_happened, is_event_now, is_so_now,
    is_told_of_now, look,
};
use super::value::{Cell, Part, Unit};
use crate::story::Interval;

/// So many days away a day without a year is the nearest one, whatever the tense.
const NEAR: i32 = 60;

/// So many days away it is the nearest one where no tense tells; beyond it lies behind.
const FAR: i32 = 150;

/// So many days after its publication a story may tell of as over: its text is dated by another clock.
const SLIP: i32 = 3;

/// So few tokens from a date its weekday is told.
const CLOSE: usize = 4;

/// So many days away there is hardly a month without its year.
const YEAR_LESS: i32 = 300;

/// The place of winter among the seasons.
const WINTER: i32 = 3;

/// So many days ahead there is hardly a month that names a thing: `the March removal`.
const NEAR_BY: i32 = 150;

/// So many days after its end a quarter is hardly told without its year.
const REPORTED: i32 = 250;

/// A day so much nearer before the one told than another one after it is meant: in a tale as much as three to two.
const BACK: i32 = 3;
const ON: i32 = 2;

impl Resolver<'_> {
    /// A named day or part of the year: in the year that is told, or the one that fits.
    pub(super) fn named(&self, mention: &Mention) -> Option<Cell> {
        let said = &mention.said;
        if let Some(year) = said.get(Slot::Year) {
            let year = year.try_into().ok()?;
            let year = if said.has(Slot::Era) {
                1_i16.checked_sub(year)?
            } else {
                year
            };
            let compared = self
                .compared(mention)
                .filter(|_| said.has(Slot::Told) && !said.has(Slot::Era));
            return match compared {
                Some(quarter) => Some(Cell::of(year, quarter.part)),
                None => in_year(year, said),
            };
        }
        if let Some(century) = said.small(Slot::Century) {
            let year = (i16::from(century) - 1) * 100;
            return Some(Cell::of(
                if said.has(Slot::Era) {
                    -98 - year
                } else {
                    year
                },
                Part::Century,
            ));
        }
        if let Some(decade) = said.get(Slot::Decade) {
            return Some(Cell::of(decade_year(decade)?, Part::Decade));
        }
        if let Some(weekday) = said.small(Slot::Weekday)
            && !said.has(Slot::Day)
            && !said.has(Slot::Nth)
        {
            return Some(self.weekday(weekday, said, mention));
        }
        if has_part(said) {
            return Some(self.part(said, mention));
        }
        if said.get(Slot::Told) == Some(5) {
            return Some(Cell::unknown(Part::SomeDay(None, None)));
        }
        // A time of day: of the day told in the same sentence, else of the day of publication.
        let told = self
            .told
            .map(|told| told.cell)
            .filter(|cell| cell.unit() == Unit::Day);
        let published = self.publication(Unit::Day).map(Cell::day);
        let day = if said.has(Slot::Told) || self.history.is_some() {
            told.or(published)
        } else {
            self.told_here(mention).or(published)
        };
        Some(day.unwrap_or(Cell::unknown(Part::SomeDay(None, None))))
    }

    /// The day told earlier in the sentence of `mention`.
    fn told_here(&self, mention: &Mention) -> Option<Cell> {
        let told = self.told.filter(|told| told.cell.unit() == Unit::Day)?;
        self.is_same_sentence(told, mention).then_some(told.cell)
    }

    /// The day that dates without a year are counted from.
    fn base(&self) -> Option<Date> {
        if self.history.is_some() {
            return Some(self.told?.cell.interval()?.first());
        }
        self.publication(Unit::Day)
    }

    /// The day that the expression began with, where it is a range and this its end.
    fn beginning(&self) -> Option<Date> {
        Some(self.begun?.interval()?.first())
    }

    /// The day told just before, where it is such a weekday: `May 5 (Tuesday)`.
    fn just_told(&self, weekday: i8, mention: &Mention) -> Option<Cell> {
        let told = self.told.filter(|told| told.cell.unit() == Unit::Day)?;
        let day = told.cell.interval()?.first();
        let grammar = self.reading.grammar;
        let between = self.reading.tokens.get(told.end..mention.start);
        let between = between.filter(|between| between.len() < CLOSE)?;
        // `from June 3 to Monday` tells two days, and so do two sentences.
        let joined = between
            .iter()
            .any(|token| grammar.lexicon.is(token.word(), grammar.known.joins));
        let parted = (told.end..mention.start).any(|at| self.reading.ends_sentence(at));
        (!joined && !parted && day.weekday().to_monday_one_offset() == weekday).then_some(told.cell)
    }

    fn weekday(&self, weekday: i8, said: &Said, mention: &Mention) -> Cell {
        if let Some(from) = self.beginning()
            && let Some(day) = arithmetic::weekday(from, weekday, Which::NextOrToday)
        {
            return Cell::day(day);
        }
        if let Some(day) = self
            .just_told(weekday, mention)
            .filter(|_| !said.has(Slot::Way))
        {
            return day;
        }
        let told = self
            .told
            .filter(|_| said.has(Slot::Told))
            .and_then(|told| told.cell.interval());
        let base = told.map(Interval::first).or_else(|| self.base());
        let Some(base) = base else {
            return Cell::unknown(Part::Weekday(weekday));
        };
        if let Some(day) = self.range_over(weekday, base, mention) {
            return Cell::day(day);
        }
        let which = self.which(said, mention);
        arithmetic::weekday(base, weekday, which)
            .map_or(Cell::unknown(Part::Weekday(weekday)), Cell::day)
    }

    /// Which of the days of its weekday a mention means, by what it says, the verb and the preposition.
    fn which(&self, said: &Said, mention: &Mention) -> Which {
        let reading = &self.reading;
        let look = || look(reading, mention);
        match said.get(Slot::Way) {
            Some(..=-1) => Which::Last,
            Some(0) if look() == Some(Look::Behind) => Which::LastOrToday,
            Some(1) => Which::Next,
            Some(_) => Which::NextOrToday,
            None if is_event_now(reading, mention) => Which::NextUnlessJustOver,
            None if look() == Some(Look::Ahead) => {
                if comes_after(reading, mention) {
                    Which::Nearest
                } else {
                    Which::NextOrToday
                }
            }
            None if comes_before(reading, mention) => Which::Nearest,
            None if comes_until(reading, mention) || self.eastern => Which::LastOrTomorrow,
            None => Which::LastOrToday,
        }
    }

    /// The day that a range of weekdays began on which is over: `from Monday to Friday they met`.
    fn range_over(&self, weekday: i8, base: Date, mention: &Mention) -> Option<Date> {
        let end = self.range_end.filter(|end| !end.has(Slot::Way))?;
        let end = end
            .small(Slot::Weekday)
            .filter(|_| !mention.said.has(Slot::Way))?;
        if look(&self.reading, mention) != Some(Look::Behind) {
            return None;
        }
        let last = arithmetic::weekday(base, end, Which::LastOrToday)?;
        arithmetic::weekday(last, weekday, Which::LastOrToday)
    }

    /// How far a history would leap from the date told last to this one. It stays in a year that it has just named.
    fn leap(&self, cell: Cell, days: Interval, base: Date) -> i32 {
        let told = self.told.map(|told| told.cell);
        if told.is_some_and(|told| told.part == Part::Year && told.year == cell.year) {
            return 0;
        }
        let distance = arithmetic::distance(days, base);
        // A tale goes on rather than back.
        if days.last() < base {
            distance.saturating_mul(BACK) / ON
        } else {
            distance
        }
    }

    /// A month, day, season, quarter or holiday without a year.
    fn part(&self, said: &Said, mention: &Mention) -> Cell {
        let unknown = || unknown_part(said);
        if said.has(Slot::Quarter)
            && let Some(end) = self.end_told(mention)
        {
            return fiscal_quarter(end, said).unwrap_or_else(unknown);
        }
        if self.begun.is_none()
            && let Some(part) = self.tale(said, mention)
        {
            return part;
        }
        let told = || self.told.filter(|_| said.has(Slot::Told))?.cell.interval();
        let base = self.beginning().or_else(|| Some(told()?.first()));
        if let Some(base) = base.or_else(|| self.base()) {
            return self.part_from(base, said, mention);
        }
        if let Some(part) = self.part_of_month(said, mention) {
            return part;
        }
        // A year is enough for what a year is said of: `this September`, published in 2024.
        let year = self
            .publication(Unit::Year)
            .filter(|_| said.get(Slot::Way) == Some(0));
        year.and_then(|day| in_year(day.year(), said))
            .unwrap_or_else(unknown)
    }

    /// Where only the month of the publication is known: what is the same seen from its first day and from its last.
    fn part_of_month(&self, said: &Said, mention: &Mention) -> Option<Cell> {
        let month = self.published.filter(|_| self.history.is_none())?;
        self.publication(Unit::Month)?;
        let part = self.part_from(month.first(), said, mention);
        (part == self.part_from(month.last(), said, mention)).then_some(part)
    }

    /// Whether a noun follows that the mention is of, with no preposition before: `the March removal`.
    fn is_attribute(&self, mention: &Mention) -> bool {
        let (reading, known) = (&self.reading, &self.reading.grammar.known);
        let noun = reading.is_other(mention.end) && reading.is_lower(mention.end);
        let before = mention.start.checked_sub(1);
        let introduced = before.is_some_and(|at| {
            reading.is(at, known.before_date) && !reading.is(at, known.determiner)
        });
        noun && !introduced
    }

    /// The beginning of a range that holds `base`, where the sentence tells what is so now: `runs from May 1 to Oct. 31`.
    fn under_way<'c>(
        &self,
        beginnings: &'c [(Cell, Interval)],
        base: Date,
        mention: &Mention,
    ) -> Option<&'c (Cell, Interval)> {
        let end = self
            .range_end
            .filter(|end| has_part(end) && !end.has(Slot::Year) && self.history.is_none())?;
        let ends_after = |first: Date| {
            let ends = [0, 1].into_iter().filter_map(|step| {
                let end = in_year(first.year().checked_add(step)?, &end)?;
                Some(end.interval()?.last())
            });
            ends.into_iter().find(|last| *last >= first)
        };
        let holds = |days: &Interval| {
            days.first() <= base && ends_after(days.first()).is_some_and(|last| last >= base)
        };
        let beginning = beginnings.iter().rev().find(|(_, days)| holds(days))?;
        is_so_now(&self.reading, mention).then_some(beginning)
    }

    /// A part of the year in which it fits, seen from `base`.
    fn part_from(&self, base: Date, said: &Said, mention: &Mention) -> Cell {
        let unknown = || unknown_part(said);
        let year = base.year();
        let at = |step: i16| match (said.small(Slot::Day), said.has(Slot::Month)) {
            (Some(day), false) => {
                let month = shift(base.first_of_month(), Unit::Month, step.into())?;
                Some(Cell::day(Date::new(month.year(), month.month(), day).ok()?))
            }
            _ => in_year(year.checked_add(step)?, said),
        };
        let candidates: Vec<(Cell, Interval)> = [-1, 0, 1]
            .into_iter()
            .filter_map(at)
            .filter_map(|cell| Some((cell, cell.interval()?)))
            .collect();
        let behind = || {
            candidates
                .iter()
                .rev()
                .find(|(_, days)| days.first() <= base)
        };
        // A month that has just ended is `last month`, not `last May`.
        let before = || {
            let mut ended = candidates
                .iter()
                .rev()
                .filter(|(_, days)| days.last() < base);
            ended.find(|(cell, days)| {
                cell.unit() != Unit::Month || arithmetic::distance(*days, base) > 6
            })
        };
        let ahead = || candidates.iter().find(|(_, days)| days.last() >= base);
        // In March `next spring` is that of the year after.
        let next = || candidates.iter().find(|(_, days)| days.first() > base);
        // A month that is so far ahead is named with its year; else the one meant is just over.
        let most = if self.is_attribute(mention) {
            NEAR_BY
        } else {
            YEAR_LESS
        };
        let soon = || ahead().filter(|(_, days)| arithmetic::distance(*days, base) <= most);
        let nearest = || {
            candidates
                .iter()
                .min_by_key(|(_, days)| arithmetic::distance(*days, base))
        };
        // `That fall` is that of the year told; a winter lies in two.
        let same_year = || candidates.iter().find(|(cell, _)| cell.year == Some(year));
        let within =
            |most: i32| nearest().filter(|(_, days)| arithmetic::distance(*days, base) <= most);
        let tense = || match look(&self.reading, mention) {
            Some(Look::Ahead) => soon().or_else(behind),
            Some(Look::Behind) => behind()
                .filter(|(_, days)| arithmetic::distance(*days, base) <= YEAR_LESS)
                .or_else(nearest),
            None => within(NEAR).or_else(behind),
        };
        let until = comes_until(&self.reading, mention);
        let is_day = [Slot::Day, Slot::Holiday, Slot::Nth]
            .iter()
            .any(|slot| said.has(*slot));
        let under_way = self.under_way(&candidates, base, mention);
        let chosen = match said.get(Slot::Way) {
            _ if self.begun.is_some() => ahead(),
            Some(..=-1) => before(),
            Some(0) if said.has(Slot::Told) && said.get(Slot::Season) != Some(WINTER) => {
                same_year()
            }
            Some(0) => nearest(),
            Some(1) => next(),
            Some(_) => ahead(),
            None if under_way.is_some() => under_way,
            None if self.history.is_some() => candidates
                .iter()
                .min_by_key(|(cell, days)| self.leap(*cell, *days, base)),
            None if is_day => match look(&self.reading, mention) {
                Some(Look::Behind) | None if until => within(FAR).or_else(behind),
                // The days of the telling and of the publication may differ a little.
                Some(Look::Behind) if has_happened(&self.reading, mention) => {
                    within(SLIP).or_else(behind)
                }
                Some(_) => within(NEAR).or_else(tense),
                None => within(FAR).or_else(behind),
            },
            None if said.has(Slot::Quarter) => match look(&self.reading, mention) {
                _ if is_told_of_now(&self.reading, mention) => nearest(),
                Some(Look::Ahead) => nearest(),
                _ => behind()
                    .filter(|(_, days)| arithmetic::distance(*days, base) <= REPORTED)
                    .or_else(nearest),
            },
            None => tense(),
        };
        chosen.map_or_else(unknown, |(cell, _)| *cell)
    }
}

/// The quarter of this number that ended on `end`, as companies count theirs, from any month: in the year that holds its middle, but a
/// first quarter in the year that it leads into.
fn fiscal_quarter(end: Date, said: &Said) -> Option<Cell> {
    let middle = shift(end, Unit::Day, -HALF_QUARTER)?;
    let leads = said.get(Slot::Quarter) == Some(1) && middle.month() >= 10;
    in_year(middle.year().checked_add(leads.into())?, said)
}
