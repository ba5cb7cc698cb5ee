//! Finds the day that a weekday means: `last Friday`, `on Friday the board will meet`.

use jiff::civil::Date;

use crate::annotate::dates::arithmetic::{self, Which};
use crate::annotate::dates::matching::Part as Mention;
use crate::annotate::dates::relative::told_shift;
use crate::annotate::dates::resolve::Resolver;
use crate::annotate::dates::said::{Said, Slot};
use crate::annotate::dates::tense::{
    Look, comes_after, comes_before, comes_until, is_event_now, is_event_over, look,
};
use crate::annotate::dates::value::{Cell, Part, Unit};
use crate::story::Interval;

/// How many tokens may stand between a date and its weekday.
const CLOSE: usize = 4;

impl Resolver<'_> {
    /// The day of this weekday that a mention means.
    pub(super) fn weekday(&self, weekday: i8, said: &Said, mention: &Mention) -> Cell {
        let day = |from: Date, which| arithmetic::weekday(from, weekday, which).map(Cell::day);
        let range_ends = || day(self.beginning()?, Which::NextOrToday);
        let just_told = || {
            let counts = said.has(Slot::Way);
            self.just_told(weekday, mention).filter(|_| !counts)
        };
        let told = self.told.filter(|_| said.has(Slot::Told));
        let vague = || {
            let long = told.filter(|told| told.cell.unit() > Unit::Week)?;
            told_shift(long.cell, Unit::Day, 0)
        };
        let counted = || {
            let told = told.and_then(|told| told.cell.interval());
            let base = told.map(Interval::first).or_else(|| self.base(mention))?;
            match self.range_over(weekday, base, mention) {
                Some(first) => Some(Cell::day(first)),
                None => day(base, self.which(said, mention)),
            }
        };
        let abroad = || day(self.told_before_bracket(mention)?, Which::Nearest);
        range_ends()
            .or_else(just_told)
            .or_else(abroad)
            .or_else(vague)
            .or_else(counted)
            .unwrap_or(Cell::unknown(Part::Weekday(weekday)))
    }

    /// The day mentioned just before, if it is such a weekday: `May 5 (Tuesday)`.
    fn just_told(&self, weekday: i8, mention: &Mention) -> Option<Cell> {
        let told = self.told.filter(|told| told.cell.unit() == Unit::Day)?;
        let day = told.cell.interval()?.first();
        let grammar = self.reading.grammar;
        let between = self.reading.tokens.get(told.end..mention.start);
        let between = between.filter(|between| between.len() < CLOSE)?;
        // `from June 3 to Monday` are two days, and so are those of two sentences.
        let joined = between
            .iter()
            .any(|token| grammar.lexicon.is(token.word(), grammar.known.joins));
        let parted = (told.end..mention.start).any(|at| self.reading.ends_sentence(at));
        (!joined && !parted && day.weekday().to_monday_one_offset() == weekday).then_some(told.cell)
    }

    /// The day mentioned just before the bracket around a mention: `at 6.30 a.m. on Saturday (2230 GMT Friday)`,
    /// `today (Tuesday)`.
    fn told_before_bracket(&self, mention: &Mention) -> Option<Date> {
        let told = self.told.filter(|told| told.cell.unit() == Unit::Day)?;
        let bracket = mention.start.checked_sub(1)?;
        let opens = self.reading.is_mark(bracket, b'(') && told.end == bracket;
        let (reading, known) = (&self.reading, &self.reading.grammar.known);
        let last = bracket.checked_sub(1)?;
        let is_day = [known.deictic, known.weekday, known.month]
            .iter()
            .any(|class| reading.is(last, *class));
        let first = Some(told.cell.interval()?.first());
        first.filter(|_| opens && (is_day || mention.said.has(Slot::Hour)))
    }

    /// Which of the days of its weekday a mention means, by its own words, the verb and the preposition.
    fn which(&self, said: &Said, mention: &Mention) -> Which {
        let reading = &self.reading;
        let look = || look(reading, mention);
        match said.get(Slot::Way) {
            Some(..=-1) => Which::Last,
            Some(0) if look() == Some(Look::Behind) => Which::LastOrToday,
            Some(1) => Which::Next,
            Some(3) => Which::NextButTomorrow,
            Some(_) => Which::NextOrToday,
            None if is_event_over(reading, mention) => Which::LastOrToday,
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

    /// The first day of a range of weekdays in the past: `from Monday to Friday they met`.
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
}
