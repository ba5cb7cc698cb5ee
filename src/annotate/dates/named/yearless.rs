//! Finds the year of a month, day, season, quarter or holiday that is written without one.

use jiff::civil::Date;

use super::candidates::{Candidate, Candidates};
use crate::annotate::dates::arithmetic::{self, shift};
use crate::annotate::dates::matching::Mention;
use crate::annotate::dates::meaning::{has_part, in_year, unknown_part};
use crate::annotate::dates::resolve::{HALF_QUARTER, Resolver};
use crate::annotate::dates::slots::{Slot, Slots};
use crate::annotate::dates::tense::{
    Tense, comes_until, has_happened, is_so_now, is_subject_in_present, tense,
};
use crate::annotate::dates::value::{Cell, Part, Unit};

/// Up to this distance, in days, a day without a year is the nearest one, whatever the tense.
const NEAR: i32 = 60;

/// Up to this distance, in days, it is the nearest one if no tense decides; beyond it, the last one.
const FAR: i32 = 150;

/// Up to so many days after the publication may be in the past tense, since the story may carry an earlier date.
const SLIP: i32 = 3;

/// Beyond this distance, in days, a month is usually given with its year.
const YEAR_LESS: i32 = 300;

/// Beyond this distance in the past, in days, `this` is not used.
const HALF_YEAR: i32 = 183;

/// Beyond this distance in the future, in days, a month is not an attribute: `the March removal`.
const NEAR_BY: i32 = 150;

/// Beyond this distance after its end, in days, a quarter is usually given with its year.
const REPORTED: i32 = 250;

/// Up to this distance after its end, in days, the results of a quarter may still be to come.
const TO_REPORT: i32 = 120;

/// The index of winter among the seasons.
const WINTER: i32 = 3;

/// In a history, distances back in time count three to two against distances forward.
const BACK: i32 = 3;
const ON: i32 = 2;

impl Resolver<'_> {
    /// A month, day, season, quarter or holiday without a year.
    pub(super) fn part(&self, slots: &Slots, mention: &Mention) -> Cell {
        let unknown = || unknown_part(slots);
        if let Some(year) = self.period_before(Unit::Year, mention)
            && let Some(part) = year.year.and_then(|year| in_year(year, slots))
        {
            return part;
        }
        if slots.has(Slot::Quarter)
            && let Some(end) = self.quarter_end(mention)
        {
            return fiscal_quarter(end, slots).unwrap_or_else(unknown);
        }
        if self.begun.is_none()
            && let Some(part) = self
                .in_narrative(slots, mention)
                .or_else(|| self.in_month_told(slots, mention))
        {
            return part;
        }
        let anchor = || {
            self.anchor
                .filter(|_| slots.has(Slot::Base))?
                .cell
                .interval()
        };
        let base = self.beginning().or_else(|| Some(anchor()?.first()));
        if let Some(base) = base.or_else(|| self.base(mention)) {
            return self.part_from(base, slots, mention);
        }
        if let Some(part) = self.part_of_month(slots, mention) {
            return part;
        }
        // `This September` needs only the year of publication.
        let year = self
            .publication(Unit::Year)
            .filter(|_| slots.get(Slot::Way) == Some(0));
        year.and_then(|day| in_year(day.year(), slots))
            .unwrap_or_else(unknown)
    }

    /// If only the month of publication is known: the part, if it is the same from the first and from the last day of
    /// that month.
    fn part_of_month(&self, slots: &Slots, mention: &Mention) -> Option<Cell> {
        let month = self.published.filter(|_| self.history.is_none())?;
        self.publication(Unit::Month)?;
        let part = self.part_from(month.first(), slots, mention);
        (part == self.part_from(month.last(), slots, mention)).then_some(part)
    }

    /// The part of the year that is meant, as seen from `base`.
    fn part_from(&self, base: Date, slots: &Slots, mention: &Mention) -> Cell {
        let candidates = Candidates::around(base, slots);
        let chosen = if self.begun.is_some() {
            candidates.ahead()
        } else if let Some(way) = slots.get(Slot::Way) {
            self.pointed_at(&candidates, way, slots, mention)
        } else if let Some(under_way) = self.under_way(&candidates, mention) {
            Some(under_way)
        } else if self.history.is_some() {
            candidates.least(|candidate| self.history_distance(candidate, base))
        } else if [Slot::Day, Slot::Holiday, Slot::Nth]
            .iter()
            .any(|slot| slots.has(*slot))
        {
            self.nearest_day(&candidates, mention)
        } else if slots.has(Slot::Quarter) {
            self.begun_quarter(&candidates, mention)
        } else {
            self.by_tense(&candidates, mention)
        };
        chosen.map_or_else(|| unknown_part(slots), |candidate| candidate.cell)
    }

    /// `last May` (-1), `this May` (0), `next May` (1), `the coming May` (2).
    fn pointed_at<'c>(
        &self,
        candidates: &'c Candidates,
        way: i32,
        slots: &Slots,
        mention: &Mention,
    ) -> Option<&'c Candidate> {
        match way {
            ..0 => candidates.ended(),
            // `That fall` is in the year mentioned; a winter is in two.
            0 if slots.has(Slot::Base) && slots.get(Slot::Season) != Some(WINTER) => {
                candidates.same_year()
            }
            0 if self.history.is_none() => match tense(&self.reading, mention) {
                Some(Tense::Future) => candidates.ahead(),
                Some(Tense::Past) => candidates
                    .behind()
                    .filter(|behind| candidates.distance(behind) <= HALF_YEAR)
                    .or_else(|| candidates.nearest()),
                None => candidates.nearest(),
            },
            0 => candidates.nearest(),
            1 => candidates.next(),
            _ => candidates.ahead(),
        }
    }

    /// A day without its year is the nearest one, within some months.
    fn nearest_day<'c>(
        &self,
        candidates: &'c Candidates,
        mention: &Mention,
    ) -> Option<&'c Candidate> {
        let reading = &self.reading;
        let within = |most| candidates.within(most);
        let near_or_behind = |most| within(most).or_else(|| candidates.behind());
        let until = comes_until(reading, mention);
        match tense(reading, mention) {
            Some(Tense::Past) | None if until => near_or_behind(FAR),
            // The days of writing and of publication may differ a little.
            Some(Tense::Past) if has_happened(reading, mention) => near_or_behind(SLIP),
            Some(_) => within(NEAR).or_else(|| self.by_tense(candidates, mention)),
            None => near_or_behind(FAR),
        }
    }

    /// The last quarter that has begun, unless it ended long ago or the sentence is about the future.
    fn begun_quarter<'c>(
        &self,
        candidates: &'c Candidates,
        mention: &Mention,
    ) -> Option<&'c Candidate> {
        let ahead = tense(&self.reading, mention) == Some(Tense::Future);
        let begun = candidates
            .behind()
            .filter(|_| !ahead && !is_subject_in_present(&self.reading, mention));
        let to_report = |behind| candidates.distance(behind) <= TO_REPORT;
        begun
            .filter(|begun| candidates.distance(begun) <= REPORTED)
            .or_else(|| {
                candidates
                    .ahead()
                    .filter(|_| ahead && !candidates.behind().is_some_and(to_report))
            })
            .or_else(|| candidates.nearest())
    }

    /// The one in the direction of the verb. A month farther away would have been given with its year.
    fn by_tense<'c>(&self, candidates: &'c Candidates, mention: &Mention) -> Option<&'c Candidate> {
        match tense(&self.reading, mention) {
            Some(Tense::Future) => {
                let most = if self.is_attribute(mention) {
                    NEAR_BY
                } else {
                    YEAR_LESS
                };
                let soon = candidates
                    .ahead()
                    .filter(|ahead| candidates.distance(ahead) <= most);
                soon.or_else(|| candidates.behind())
            }
            Some(Tense::Past) => candidates
                .behind()
                .filter(|behind| candidates.distance(behind) <= YEAR_LESS)
                .or_else(|| candidates.nearest()),
            None => candidates.within(NEAR).or_else(|| candidates.behind()),
        }
    }

    /// The beginning of a range that includes the reference date, if the sentence is in the present tense: `runs from
    /// May 1 to Oct. 31`.
    fn under_way<'c>(
        &self,
        candidates: &'c Candidates,
        mention: &Mention,
    ) -> Option<&'c Candidate> {
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
        let beginning = candidates.containing(ends_after)?;
        is_so_now(&self.reading, mention).then_some(beginning)
    }

    /// Whether the mention is the attribute of a noun, without a preposition before it: `the March removal`.
    fn is_attribute(&self, mention: &Mention) -> bool {
        let (reading, classes) = (&self.reading, &self.reading.grammar.classes);
        let noun = reading.is_other(mention.end) && reading.is_lower(mention.end);
        let before = mention.start.checked_sub(1);
        let introduced = before.is_some_and(|at| {
            reading.is(at, classes.before_date) && !reading.is(at, classes.determiner)
        });
        noun && !introduced
    }

    /// How far, in a history, this candidate is from the last date mentioned. A year just mentioned is preferred.
    fn history_distance(&self, candidate: &Candidate, base: Date) -> i32 {
        let Candidate { cell, days } = *candidate;
        let anchor = self.anchor.map(|anchor| anchor.cell);
        if anchor.is_some_and(|anchor| anchor.part == Part::Year && anchor.year == cell.year) {
            return 0;
        }
        let distance = arithmetic::distance(days, base);
        // A history goes forward rather than back.
        if days.last() < base {
            distance.saturating_mul(BACK) / ON
        } else {
            distance
        }
    }
}

/// The fiscal quarter of this number that ended on `end`: in the year that contains its middle, but a first quarter in
/// the year that it leads into.
fn fiscal_quarter(end: Date, slots: &Slots) -> Option<Cell> {
    let middle = shift(end, Unit::Day, -HALF_QUARTER)?;
    let leads = slots.get(Slot::Quarter) == Some(1) && middle.month() >= 10;
    in_year(middle.year().checked_add(leads.into())?, slots)
}
