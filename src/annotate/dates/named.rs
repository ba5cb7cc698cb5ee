//! Finds the year, or the week, of a named part of it: `May 5`, `last Friday`, `the third quarter`, `8 p.m.`
//!
//! 1. A year in the expression decides.
//! 2. In a history a day is the one nearest to the date mentioned before it.
//! 3. In news the tense decides whether it is after the publication or before it, and the distance if no tense does:
//!    [`weekday`], [`yearless`].
//! 4. Unless the period is told just before: `next year, on May 4` ([`period`]).

mod candidates;
mod period;
mod weekday;
mod yearless;

use jiff::civil::Date;

use super::matching::Mention;
use super::meaning::{decade_year, has_part, in_year};
use super::resolve::Resolver;
use super::slots::{Base, Slot};
use super::value::{Cell, Part, Unit};

impl Resolver<'_> {
    /// A named day or part of the year: in the year given, or else in the one inferred.
    pub(super) fn named(&self, mention: &Mention) -> Option<Cell> {
        let slots = &mention.slots;
        if let Some(year) = slots.get(Slot::Year) {
            let year = year.try_into().ok()?;
            let year = if slots.has(Slot::Era) {
                1_i16.checked_sub(year)?
            } else {
                year
            };
            let compared = self
                .compared(mention)
                .filter(|_| slots.has(Slot::Base) && !slots.has(Slot::Era));
            return match compared {
                Some(quarter) => Some(Cell::of(year, quarter.part)),
                None => in_year(year, slots),
            };
        }
        if let Some(century) = slots.small(Slot::Century) {
            let year = (i16::from(century) - 1) * 100;
            return Some(Cell::of(
                if slots.has(Slot::Era) {
                    -98 - year
                } else {
                    year
                },
                Part::Century,
            ));
        }
        if let Some(decade) = slots.get(Slot::Decade) {
            let year = if slots.has(Slot::Era) {
                i16::try_from(-8 - decade).ok()?
            } else {
                decade_year(decade)?
            };
            return Some(Cell::of(year, Part::Decade));
        }
        if let Some(weekday) = slots.small(Slot::Weekday)
            && !slots.has(Slot::Day)
            && !slots.has(Slot::Nth)
        {
            if slots.counts_from() == Some(Base::None) {
                return Some(Cell::unknown(Part::Weekday(weekday)));
            }
            return Some(self.weekday(weekday, slots, mention));
        }
        if has_part(slots) {
            return Some(self.part(slots, mention));
        }
        if slots.counts_from() == Some(Base::None) {
            return Some(Cell::unknown(Part::SomeDay(None, None)));
        }
        // A time of day: of the day mentioned in the same sentence, else of the day of publication.
        let anchor = self
            .anchor
            .map(|anchor| anchor.cell)
            .filter(|cell| cell.unit() == Unit::Day);
        let published = self.publication(Unit::Day).map(Cell::day);
        let day = if slots.has(Slot::Base) || self.history.is_some() {
            anchor.or(published)
        } else {
            self.day_in_sentence(mention).or(published)
        };
        Some(day.unwrap_or(Cell::unknown(Part::SomeDay(None, None))))
    }

    /// The last day mentioned earlier in the sentence of `mention`.
    fn day_in_sentence(&self, mention: &Mention) -> Option<Cell> {
        let day = self.day?;
        self.is_same_sentence(day, mention).then_some(day.cell)
    }

    /// The day that a date without a year is counted from: in news the publication, in a history the date mentioned
    /// before. But `last May` and a weekday by itself (`she died on Thursday`) count from the publication there too.
    fn base(&self, mention: &Mention) -> Option<Date> {
        let slots = &mention.slots;
        let published = self.publication(Unit::Day);
        let Some(anchor) = self.anchor.filter(|_| self.history.is_some()) else {
            return published;
        };
        let pointed_at = slots.has(Slot::Way) && !slots.has(Slot::Base);
        let weekday = slots.has(Slot::Weekday) && !slots.has(Slot::Day) && !slots.has(Slot::Nth);
        let from_today =
            pointed_at || weekday && !(anchor.dated && self.is_same_sentence(anchor, mention));
        let anchor = || Some(anchor.cell.interval()?.first());
        published.filter(|_| from_today).or_else(anchor)
    }

    /// The day that the expression began with, where it is a range and this its end.
    fn beginning(&self) -> Option<Date> {
        Some(self.begun?.interval()?.first())
    }
}
