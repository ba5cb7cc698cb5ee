//! Tells a history from a piece of news: in a history each date counts from the one before, not from the day of publication.

use super::matching::Match;
use super::said::{Said, Slot};
use crate::story::Interval;

/// So many dates must be told with their year.
const ENOUGH: usize = 6;

/// How many years before its publication a history ends.
const GONE: i32 = 0;

/// Whether most of the dates that are told with their year lie years before the publication, and few words count from today.
pub(super) fn is_history(matches: &[Match], published: Option<Interval>) -> bool {
    let all = || {
        matches
            .iter()
            .flat_map(|one| &one.parts)
            .map(|part| &part.said)
    };
    let newest = published.map_or(i32::MAX, |published| {
        i32::from(published.last().year()) - GONE
    });
    let dated = all().filter(|said| said.has(Slot::Year)).count();
    let gone = all()
        .filter(|said| told_year(said).is_some_and(|year| year < newest))
        .count();
    let from_today = all().filter(|said| counts_from_today(said)).count();
    gone >= ENOUGH && gone * 10 >= dated * 8 && from_today * 5 <= gone
}

fn told_year(said: &Said) -> Option<i32> {
    let year = said.get(Slot::Year)?;
    Some(if said.has(Slot::Era) { -year } else { year })
}

fn counts_from_today(said: &Said) -> bool {
    let weekday = said.has(Slot::Weekday) && !said.has(Slot::Day);
    let counted = said.has(Slot::Way) && !said.has(Slot::Told);
    weekday || counted
}
