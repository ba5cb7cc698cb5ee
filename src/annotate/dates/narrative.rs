//! Resolves dates of a narrative passage within a piece of news: `In June 2009 she joined. In November she resigned.`

use jiff::civil::Date;

use super::arithmetic::{distance, shift};
use super::matching::Mention;
use super::meaning::in_year;
use super::resolve::{Anchor, Resolver};
use super::slots::{Slot, Slots};
use super::tense::{Tense, opens, tense};
use super::value::{Cell, Unit};

/// Beyond this distance before the publication, in days, a date without its year continues a narrative rather than
/// counting from the publication.
const LONG_AGO: i32 = 300;

/// A day of the month after the one told is meant if it comes so soon, in days: `on November 28 … on the 3rd`.
const SOON: i32 = 10;

/// How many tokens may stand between the dates that begin two sentences.
const BETWEEN: usize = 80;

/// How many tokens may stand between the dates of two verbs: `in June 2009 and resigned in`.
const NEXT: usize = 5;

impl Resolver<'_> {
    /// The part of the year that follows the last date mentioned, if that was given with its year, long before the
    /// publication, and the narrative continues: the next sentence begins with this date, or the same sentence
    /// continues with another verb.
    pub(super) fn in_narrative(&self, slots: &Slots, mention: &Mention) -> Option<Cell> {
        let anchor = self
            .anchor
            .filter(|anchor| anchor.dated && self.history.is_none())?;
        let from = anchor.cell.interval()?.first();
        let month = anchor.cell.unit() <= Unit::Month && slots.has(Slot::Month);
        let long_ago = self
            .publication(Unit::Day)
            .is_some_and(|day| from.until(day).is_ok_and(|span| span.get_days() > LONG_AGO));
        let goes_on =
            month && long_ago && (self.opens_next(anchor, mention) || self.joins(anchor, mention));
        if !goes_on || tense(&self.reading, mention) != Some(Tense::Past) {
            return None;
        }
        let in_year = |year: i16| in_year(year, slots).filter(|cell| follows(*cell, from));
        in_year(from.year()).or_else(|| in_year(from.year().checked_add(1)?))
    }

    /// The day of the month that was last mentioned with its year: `She resigned in November 1990, and left on the 28th.`
    pub(super) fn in_month_told(&self, slots: &Slots, mention: &Mention) -> Option<Cell> {
        let near = |anchor: &Anchor| mention.start.saturating_sub(anchor.end) <= BETWEEN;
        let anchor = self.anchor.filter(|anchor| anchor.dated && near(anchor))?;
        let bare = !slots.has(Slot::Month) && !slots.has(Slot::Weekday) && !slots.has(Slot::Way);
        let unit = anchor.cell.unit();
        if !bare || !slots.has(Slot::Day) || unit > Unit::Month {
            return None;
        }
        let told = anchor.cell.interval()?.first();
        let in_month = |months| {
            let month = shift(told.first_of_month(), Unit::Month, months)?;
            in_year(month.year(), &slots.with(Slot::Month, month.month().into()))
        };
        let goes_on = |cell: &Cell| {
            let Some(next) = cell.interval() else {
                return false;
            };
            let over = self
                .published
                .is_none_or(|published| next.first() <= published.last());
            unit == Unit::Day && over && distance(next, told) <= SOON
        };
        in_month(1).filter(goes_on).or_else(|| in_month(0))
    }

    /// Whether two consecutive sentences both begin with their dates.
    fn opens_next(&self, anchor: Anchor, mention: &Mention) -> bool {
        let between = (anchor.end..mention.start).take(BETWEEN);
        let mut ends = between.filter(|at| self.reading.ends_sentence(*at));
        let near = mention.start.saturating_sub(anchor.end) <= BETWEEN;
        near && anchor.opens
            && opens(&self.reading, mention)
            && ends.next().is_some()
            && ends.next().is_none()
    }

    /// Whether a verb with the same subject follows the last date mentioned: `and resigned in November`.
    fn joins(&self, anchor: Anchor, mention: &Mention) -> bool {
        let (reading, classes) = (&self.reading, &self.reading.grammar.classes);
        let near = mention.start.saturating_sub(anchor.end) <= NEXT;
        let verb = super::verb::verb(reading, mention, anchor.end + 1);
        near && reading.is(anchor.end, classes.clauses) && verb == Some(Tense::Past)
    }
}

fn follows(cell: Cell, from: Date) -> bool {
    cell.interval().is_some_and(|days| days.first() > from)
}
