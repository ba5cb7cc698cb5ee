//! Finds the year, or the week, of a named part of it: `May 5`, `last Friday`, `the third quarter`, `8 p.m.`
//!
//! 1. A year in the expression decides.
//! 2. In a history a day is the one nearest to the date mentioned before it.
//! 3. In news the tense decides whether it is after the publication or before it, and the distance if no tense does:
//!    [`weekday`], [`yearless`].

mod candidates;
mod weekday;
mod yearless;

use jiff::civil::Date;

use super::matching::Part as Mention;
use super::meaning::{decade_year, has_part, in_year};
use super::resolve::Resolver;
use super::said::{Base, Slot};
use super::value::{Cell, Part, Unit};

impl Resolver<'_> {
    /// A named day or part of the year: in the year given, or else in the one inferred.
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
            let year = if said.has(Slot::Era) {
                i16::try_from(-8 - decade).ok()?
            } else {
                decade_year(decade)?
            };
            return Some(Cell::of(year, Part::Decade));
        }
        if let Some(weekday) = said.small(Slot::Weekday)
            && !said.has(Slot::Day)
            && !said.has(Slot::Nth)
        {
            if said.counts_from() == Some(Base::None) {
                return Some(Cell::unknown(Part::Weekday(weekday)));
            }
            return Some(self.weekday(weekday, said, mention));
        }
        if has_part(said) {
            return Some(self.part(said, mention));
        }
        if said.counts_from() == Some(Base::None) {
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
        let told = self.day?;
        self.is_same_sentence(told, mention).then_some(told.cell)
    }

    /// The day that a date without a year is counted from. A history counts from the day told before; but who tells it counts `last May`
    /// from today, and a weekday as well: `she died on Thursday`.
    fn base(&self, mention: &Mention) -> Option<Date> {
        let said = &mention.said;
        let published = self.publication(Unit::Day);
        let Some(told) = self.told.filter(|_| self.history.is_some()) else {
            return published;
        };
        let pointed_at = said.has(Slot::Way) && !said.has(Slot::Told);
        let weekday = said.has(Slot::Weekday) && !said.has(Slot::Day) && !said.has(Slot::Nth);
        let from_today =
            pointed_at || weekday && !(told.dated && self.is_same_sentence(told, mention));
        let told = || Some(told.cell.interval()?.first());
        published.filter(|_| from_today).or_else(told)
    }

    /// The day that the expression began with, where it is a range and this its end.
    fn beginning(&self) -> Option<Date> {
        Some(self.begun?.interval()?.first())
    }
}
