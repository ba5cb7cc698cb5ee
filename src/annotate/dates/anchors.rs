//! Resolves a mention by a date next to it: the quarter or month that results are compared with, the day on which a
//! quarter ended, the week of the last day mentioned.

use jiff::civil::Date;

use super::arithmetic::{distance, shift};
use super::grammar::Meaning;
use super::lex::Kind;
use super::matching::{Memo, Mention};
use super::relative::shift_cell;
use super::resolve::{HALF_QUARTER, Resolver};
use super::slots::Slot;
use super::value::{Cell, Unit};

/// The days of a week.
const WEEK: i32 = 7;

impl Resolver<'_> {
    /// The value of `the day before the vote`: the day just before it, as in `May 5, the day before the vote`. In a
    /// history the last day mentioned is that of the event.
    pub(super) fn adjacent_day(&self, mention: &Mention, amount: i32) -> Option<Cell> {
        let anchor = self
            .anchor
            .filter(|anchor| anchor.cell.unit() == Unit::Day)?;
        let mark = [b',', b'-']
            .iter()
            .any(|mark| self.reading.is_mark(anchor.end, *mark));
        if mark && anchor.end + 1 == mention.start {
            return Some(anchor.cell);
        }
        self.history.as_ref()?;
        shift_cell(anchor.cell, Unit::Day, amount)
    }

    /// The quarter whose results are compared. In a paragraph with results of nine months there is none.
    pub(super) fn compared(&self, mention: &Mention) -> Option<Cell> {
        let since = |months: usize| self.reading.tokens.get(months..mention.start);
        let of_months = self
            .months
            .and_then(since)
            .is_some_and(|between| !between.iter().any(|token| token.kind == Kind::Break));
        self.quarter.filter(|_| !of_months)
    }

    /// The first month in the sentence of `mention`, if it does not end a range: results of June, up from those of
    /// May, are compared with those of the June before.
    pub(super) fn month_in_sentence(&self, mention: &Mention) -> Option<Cell> {
        let anchor = self.month?;
        self.is_same_sentence(anchor, mention)
            .then_some(anchor.cell)
    }

    /// The quarter whose last day is given after it: `the quarter ended July 31`. It is the calendar quarter that
    /// contains its middle.
    pub(super) fn ended(&self, mention: &Mention) -> Option<Cell> {
        let middle = shift(self.quarter_end(mention)?, Unit::Day, -HALF_QUARTER)?;
        Some(Cell::containing(middle, Unit::Quarter))
    }

    /// The last day of a quarter, if it is given after it.
    pub(super) fn quarter_end(&self, mention: &Mention) -> Option<Date> {
        let reading = &self.reading;
        let classes = &reading.grammar.classes;
        // `the quarter that ended June 30`
        let at = mention.end + usize::from(reading.is(mention.end, classes.that));
        if !reading.is(at, classes.ended) {
            return None;
        }
        let end = reading.longest(at + 1, &mut Memo::default())?;
        let end = end.parts.first().filter(|_| end.meaning == Meaning::Date)?;
        if !end.slots.has(Slot::Month) {
            return None;
        }
        Some(self.named(end)?.interval()?.last())
    }

    /// The week of the last day mentioned, if that is within a week of the publication: on Monday `the week` of
    /// Friday's trading is past.
    pub(super) fn week_of_anchor(&self) -> Option<Cell> {
        let anchor = self.anchor?.cell;
        let days = anchor.interval().filter(|_| anchor.unit() <= Unit::Week)?;
        let recent = self
            .publication(Unit::Day)
            .is_none_or(|day| distance(days, day) <= WEEK);
        recent.then(|| Cell::containing(days.first(), Unit::Week))
    }

    /// The last day mentioned, if it is within a week of the publication or the story is a history: `it ended the day
    /// at 8,017`.
    pub(super) fn day_of_anchor(&self) -> Option<Cell> {
        let day = self.day?.cell;
        let published = self
            .publication(Unit::Day)
            .filter(|_| self.history.is_none());
        let is_recent = published
            .zip(day.interval())
            .is_none_or(|(published, days)| distance(days, published) < WEEK);
        is_recent.then_some(day)
    }

    /// The last quarter mentioned, unless it is the current one, for which there are no results.
    pub(super) fn reported(&self) -> Option<Cell> {
        let quarter = self.quarter?;
        let Some(day) = self.publication(Unit::Quarter) else {
            return Some(quarter);
        };
        let current = Cell::containing(day, Unit::Quarter);
        (quarter != current).then_some(quarter)
    }
}
