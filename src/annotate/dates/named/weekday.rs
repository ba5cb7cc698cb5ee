//! Finds the day that a weekday means: `last Friday`, `on Friday the board will meet`.

use jiff::civil::Date;

use crate::annotate::dates::arithmetic::{self, Which};
use crate::annotate::dates::matching::Mention;
use crate::annotate::dates::relative::shift_cell;
use crate::annotate::dates::resolve::Resolver;
use crate::annotate::dates::slots::{Slot, Slots};
use crate::annotate::dates::tense::{
    Tense, comes_after, comes_before, comes_until, is_event_now, is_event_over, tense,
};
use crate::annotate::dates::value::{Cell, Part, Unit};
use crate::story::Interval;

/// How many tokens may stand between a date and its weekday.
const CLOSE: usize = 4;

impl Resolver<'_> {
    /// The day of this weekday that a mention means.
    pub(super) fn weekday(&self, weekday: i8, slots: &Slots, mention: &Mention) -> Cell {
        let day = |from: Date, which| arithmetic::weekday(from, weekday, which).map(Cell::day);
        let range_ends = || day(self.beginning()?, Which::NextOrToday);
        let day_just_before = || {
            let counts = slots.has(Slot::Way);
            self.day_just_before(weekday, mention).filter(|_| !counts)
        };
        let anchor = self.anchor.filter(|_| slots.has(Slot::Base));
        let vague = || {
            let long = anchor.filter(|anchor| anchor.cell.unit() > Unit::Week)?;
            shift_cell(long.cell, Unit::Day, 0)
        };
        let counted = || {
            let anchor = anchor.and_then(|anchor| anchor.cell.interval());
            let base = anchor.map(Interval::first).or_else(|| self.base(mention))?;
            match self.range_over(weekday, base, mention) {
                Some(first) => Some(Cell::day(first)),
                None => day(base, self.which(slots, mention)),
            }
        };
        let in_week_told = || {
            let week = self.period_before(Unit::Week, mention)?.interval()?;
            day(week.first(), Which::NextOrToday)
        };
        let abroad = || day(self.day_before_bracket(mention)?, Which::Nearest);
        range_ends()
            .or_else(day_just_before)
            .or_else(in_week_told)
            .or_else(abroad)
            .or_else(vague)
            .or_else(counted)
            .unwrap_or(Cell::unknown(Part::Weekday(weekday)))
    }

    /// The day mentioned just before, if it is such a weekday: `May 5 (Tuesday)`.
    fn day_just_before(&self, weekday: i8, mention: &Mention) -> Option<Cell> {
        let anchor = self
            .anchor
            .filter(|anchor| anchor.cell.unit() == Unit::Day)?;
        let day = anchor.cell.interval()?.first();
        let grammar = self.reading.grammar;
        let between = self.reading.tokens.get(anchor.end..mention.start);
        let between = between.filter(|between| between.len() < CLOSE)?;
        // `from June 3 to Monday` are two days, and so are those of two sentences.
        let joined = between
            .iter()
            .any(|token| grammar.lexicon.is(token.word(), grammar.classes.joins));
        let parted = (anchor.end..mention.start).any(|at| self.reading.ends_sentence(at));
        (!joined && !parted && day.weekday().to_monday_one_offset() == weekday)
            .then_some(anchor.cell)
    }

    /// The day mentioned just before the bracket around a mention: `at 6.30 a.m. on Saturday (2230 GMT Friday)`,
    /// `today (Tuesday)`.
    fn day_before_bracket(&self, mention: &Mention) -> Option<Date> {
        let anchor = self
            .anchor
            .filter(|anchor| anchor.cell.unit() == Unit::Day)?;
        let bracket = mention.start.checked_sub(1)?;
        let opens = self.reading.is_mark(bracket, b'(') && anchor.end == bracket;
        let (reading, classes) = (&self.reading, &self.reading.grammar.classes);
        let last = bracket.checked_sub(1)?;
        let is_day = [classes.deictic, classes.weekday, classes.month]
            .iter()
            .any(|class| reading.is(last, *class));
        let first = Some(anchor.cell.interval()?.first());
        first.filter(|_| opens && (is_day || mention.slots.has(Slot::Hour)))
    }

    /// Which of the days of its weekday a mention means, by its own words, the verb and the preposition.
    fn which(&self, slots: &Slots, mention: &Mention) -> Which {
        let reading = &self.reading;
        let tense = || tense(reading, mention);
        match slots.get(Slot::Way) {
            Some(..=-1) => Which::Last,
            Some(0) if tense() == Some(Tense::Past) => Which::LastOrToday,
            Some(1) => Which::Next,
            Some(3) => Which::NextButTomorrow,
            Some(_) => Which::NextOrToday,
            None if is_event_over(reading, mention) => Which::LastOrToday,
            None if is_event_now(reading, mention) => Which::NextUnlessJustOver,
            None if tense() == Some(Tense::Future) => {
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

    /// The first day of a range of weekdays in the past: `from Monday to Friday they met`.
    fn range_over(&self, weekday: i8, base: Date, mention: &Mention) -> Option<Date> {
        let end = self.range_end.filter(|end| !end.has(Slot::Way))?;
        let end = end
            .small(Slot::Weekday)
            .filter(|_| !mention.slots.has(Slot::Way))?;
        if tense(&self.reading, mention) != Some(Tense::Past) {
            return None;
        }
        let last = arithmetic::weekday(base, end, Which::LastOrToday)?;
        arithmetic::weekday(last, weekday, Which::LastOrToday)
    }
}
