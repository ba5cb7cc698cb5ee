//! Distinguishes a history from a piece of news: in a history each date counts from the one before, not from the day of
//! publication.

use std::ops::RangeInclusive;

use super::matching::Match;
use super::slots::{Slot, Slots};
use crate::story::Interval;

/// How many dates must be given with their year.
const ENOUGH: usize = 6;

/// How many of them must have a month or day as well.
const EXACT: usize = 2;

/// The range of years of a history extends at least so many years beyond the middle half of the years mentioned.
const LEAST: i32 = 5;

/// Farther in the past than news goes, in years.
const LONG: i32 = 25;

/// The years that the story is about, if most dates given with their year are years before the publication and few
/// words count from today. A year far outside these is a remark, and nothing is counted from it.
pub(super) fn era(matches: &[Match], published: Option<Interval>) -> Option<RangeInclusive<i32>> {
    let all = || {
        matches
            .iter()
            .flat_map(|one| &one.parts)
            .map(|part| &part.slots)
    };
    let newest = published.map_or(i32::MAX, |published| published.last().year().into());
    let dated = all().filter(|slots| slots.has(Slot::Year)).count();
    let gone = all()
        .filter(|slots| year_of(slots).is_some_and(|year| year < newest))
        .count();
    let from_today = all().filter(|slots| counts_from_today(slots)).count();
    let mut years: Vec<i32> = all().filter_map(year_of).collect();
    years.sort_unstable();
    let median = *years.get(years.len() / 2)?;
    // In a story about the distant past, words that count from today are mostly quotations.
    let few = if newest.saturating_sub(median) > LONG {
        2
    } else {
        5
    };
    // Business reports mention bare years, histories months and days of them.
    let exact = all()
        .filter(|slots| slots.has(Slot::Year) && slots.has(Slot::Month))
        .count();
    if exact < EXACT || gone < ENOUGH || gone * 10 < dated * 8 || from_today * few > gone {
        return None;
    }
    let early = *years.get(years.len() / 4)?;
    let late = *years.get(years.len() * 3 / 4)?;
    let around = (late - early).max(LEAST);
    Some(early - around..=late + around)
}

fn year_of(slots: &Slots) -> Option<i32> {
    let year = slots.get(Slot::Year)?;
    Some(if slots.has(Slot::Era) { -year } else { year })
}

fn counts_from_today(slots: &Slots) -> bool {
    let weekday = slots.has(Slot::Weekday) && !slots.has(Slot::Day);
    let counted = slots.has(Slot::Way) && !slots.has(Slot::Base);
    weekday || counted
}
