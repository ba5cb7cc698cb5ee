//! Turns days into terms, the calendar cells, so that a date filter is as fast as a word.
//!
//! A cell is a century, decade, year, month or day. An interval is covered by as few cells as possible. Each cell of
//! the cover becomes a term with a mark, and each larger cell around it a term with another mark:
//!
//! | mark | on | of an interval that is one cell | of an interval of several cells |
//! |---|---|---|---|
//! | | a cell of the cover | `=` | `~` |
//! | | a cell around one of the cover | `<` | `^` |
//!
//! Two cells share a day only if one lies in the other. So, if `Q` is the cover of the days asked for:
//!
//! - an interval *overlaps* them when a cell of its cover is in `Q`, lies in a cell of `Q`, or holds one;
//! - an interval of one cell is *within* them when that cell is in `Q` or lies in a cell of `Q`;
//! - an interval of several cells can be within them only if one of its cells is. These are candidates; the two ends of
//!   each, [`pack`]ed into one number, decide.

use std::fmt;

use jiff::Span;
use jiff::civil::{Date, date};

use crate::story::Interval;

/// The term of a story that has no date on an axis.
pub const NONE: &str = "none";

/// A cell of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// 1900 to 1999 is 19.
    Century(i16),
    /// 1990 to 1999 is 199.
    Decade(i16),
    /// A year.
    Year(i16),
    /// A year and a month.
    Month(i16, i8),
    /// A day.
    Day(Date),
}

impl Cell {
    /// The next larger cell, which it lies in.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Century(_) => None,
            Self::Decade(decade) => Some(Self::Century(decade.div_euclid(10))),
            Self::Year(year) => Some(Self::Decade(year.div_euclid(10))),
            Self::Month(year, _) => Some(Self::Year(year)),
            Self::Day(day) => Some(Self::Month(day.year(), day.month())),
        }
    }

    /// All the cells it lies in, smallest first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |cell| cell.parent())
    }

    /// Its days, clipped at the end of the calendar; `None` for a cell that begins outside the calendar.
    fn days(self) -> Option<Interval> {
        let years = |first: i32, count: i32| {
            let (first, last) = (
                i16::try_from(first).ok()?,
                i16::try_from(first + count - 1).ok()?,
            );
            Interval::new(
                Date::new(first, 1, 1).ok()?,
                Date::new(last.min(9999), 12, 31).ok()?,
            )
        };
        match self {
            Self::Century(century) => years(i32::from(century) * 100, 100),
            Self::Decade(decade) => years(i32::from(decade) * 10, 10),
            Self::Year(year) => Interval::year(year),
            Self::Month(year, month) => Interval::month(year, month),
            Self::Day(day) => Some(Interval::day(day)),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Century(century) => write!(f, "c{century}"),
            Self::Decade(decade) => write!(f, "t{decade}"),
            Self::Year(year) => write!(f, "y{year}"),
            Self::Month(year, month) => write!(f, "m{year}-{month}"),
            Self::Day(day) => write!(f, "d{day}"),
        }
    }
}

/// The fewest cells that together make up `interval`, in order.
pub fn cover(interval: Interval) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut day = interval.first();
    loop {
        let (cell, days) = largest_from(day, interval.last());
        cells.push(cell);
        match days.last().tomorrow() {
            Ok(next) if next <= interval.last() => day = next,
            _ => return cells,
        }
    }
}

/// The largest cell that begins at `day` and does not go beyond `last`.
fn largest_from(day: Date, last: Date) -> (Cell, Interval) {
    let mut largest = (Cell::Day(day), Interval::day(day));
    while let Some(parent) = largest.0.parent() {
        match parent.days() {
            Some(days) if days.first() == day && days.last() <= last => largest = (parent, days),
            _ => break,
        }
    }
    largest
}

/// A term that an interval is indexed under: a cell and a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndexTerm(char, Cell);

impl fmt::Display for IndexTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// Calls `term` with each term that an interval is indexed under.
pub fn index_terms(interval: Interval, mut term: impl FnMut(IndexTerm)) {
    let cells = cover(interval);
    let (own, around) = if cells.len() == 1 {
        ('=', '<')
    } else {
        ('~', '^')
    };
    for cell in cells {
        term(IndexTerm(own, cell));
        for ancestor in cell.ancestors() {
            term(IndexTerm(around, ancestor));
        }
    }
}

/// The terms of a query for intervals within some days.
#[derive(Debug, Default)]
pub struct WithinTerms {
    /// A story with one of these has an interval within the days.
    pub certain: Vec<String>,
    /// A story with one of these may have one: [`unpack`] its intervals to decide.
    pub candidates: Vec<String>,
}

/// The terms that find intervals within `days`.
pub fn within_terms(days: Interval) -> WithinTerms {
    let mut terms = WithinTerms::default();
    for cell in cover(days) {
        terms
            .certain
            .extend([format!("={cell}"), format!("<{cell}")]);
        terms
            .candidates
            .extend([format!("~{cell}"), format!("^{cell}")]);
    }
    terms
}

/// The terms that find intervals which share a day with `days`.
pub fn overlaps_terms(days: Interval) -> Vec<String> {
    let mut terms = Vec::new();
    for cell in cover(days) {
        terms.extend(['=', '<', '~', '^'].map(|mark| format!("{mark}{cell}")));
        for ancestor in cell.ancestors() {
            terms.extend(['=', '~'].map(|mark| format!("{mark}{ancestor}")));
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The term of a day in any year.
pub fn day_of_year_term(month: i8, day: i8) -> String {
    format!("a{month:02}-{day:02}")
}

/// How many bits the length of an interval takes up when it is packed: the calendar has 7.3 million days.
const LENGTH_BITS: u32 = 23;

/// Packs both ends into one number, so that they stay together if a story has many intervals: the first day, counted
/// from the beginning of the calendar, and the number of days after it. Small numbers, since a column takes as many
/// bits per value as its values differ in.
pub fn pack(interval: Interval) -> u64 {
    let before = |day| u64::try_from(day_number(day) - day_number(Date::MIN)).unwrap_or_default();
    let (first, last) = (before(interval.first()), before(interval.last()));
    first << LENGTH_BITS | (last - first)
}

/// Undoes [`pack`]: the day numbers of first and last day.
pub fn unpack(packed: u64) -> (i32, i32) {
    let number = |days: u64| i32::try_from(days).unwrap_or(i32::MAX);
    let first = number(packed >> LENGTH_BITS).saturating_add(day_number(Date::MIN));
    let length = number(packed & ((1 << LENGTH_BITS) - 1));
    (first, first.saturating_add(length))
}

/// Undoes [`pack`]; `None` for a number that is not a packed interval.
pub fn unpacked(packed: u64) -> Option<Interval> {
    let day = |number: i32| {
        let days = Span::new().try_days(number).ok()?;
        date(1970, 1, 1).checked_add(days).ok()
    };
    let (first, last) = unpack(packed);
    Interval::new(day(first)?, day(last)?)
}

/// The number of a day, counted from 1970-01-01.
pub fn day_number(day: Date) -> i32 {
    day.since(date(1970, 1, 1))
        .map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn check_cover(first: Date, last: Date, expected: &str) {
        let cells: Vec<String> = cover(Interval::new(first, last).unwrap())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(cells.join(" "), expected);
    }

    #[test]
    fn an_interval_is_covered_by_the_fewest_cells() {
        check_cover(date(2024, 7, 1), date(2024, 7, 31), "m2024-7");
        check_cover(date(1990, 1, 1), date(1999, 12, 31), "t199");
        check_cover(
            date(2024, 7, 30),
            date(2024, 10, 1),
            "d2024-07-30 d2024-07-31 m2024-8 m2024-9 d2024-10-01",
        );
        check_cover(date(-44, 3, 15), date(-44, 3, 15), "d-000044-03-15");
        check_cover(date(9999, 1, 1), date(9999, 12, 31), "y9999");
        check_cover(date(9900, 1, 1), date(9999, 12, 31), "c99");
        assert!(cover(Interval::new(Date::MIN, Date::MAX).unwrap()).len() < 230);
    }

    /// What the index does, over one interval: its terms, and its ends where they must be looked at.
    fn within_by_terms(interval: Interval, days: Interval) -> bool {
        let mut terms = HashSet::new();
        index_terms(interval, |term| {
            terms.insert(term.to_string());
        });
        let wanted = within_terms(days);
        let (first, last) = unpack(pack(interval));
        wanted.certain.iter().any(|term| terms.contains(term))
            || wanted.candidates.iter().any(|term| terms.contains(term))
                && day_number(days.first()) <= first
                && last <= day_number(days.last())
    }

    fn overlaps_by_terms(interval: Interval, days: Interval) -> bool {
        let mut terms = HashSet::new();
        index_terms(interval, |term| {
            terms.insert(term.to_string());
        });
        overlaps_terms(days).iter().any(|term| terms.contains(term))
    }

    fn intervals() -> impl Strategy<Value = Interval> {
        let days = (
            -800_000_i32..2_900_000,
            prop_oneof![0..40_i32, 0..800, 0..90_000],
        );
        let runs = days.prop_filter_map("calendar", |(first, length)| {
            let first = date(1970, 1, 1)
                .checked_add(jiff::Span::new().days(first))
                .ok()?;
            Interval::new(
                first,
                first.checked_add(jiff::Span::new().days(length)).ok()?,
            )
        });
        let units = (1890_i16..2040, 1_i8..=12).prop_filter_map("unit", |(year, month)| {
            if year % 3 == 0 {
                Interval::year(year)
            } else {
                Interval::month(year, month)
            }
        });
        prop_oneof![runs, units]
    }

    #[test]
    fn both_ends_come_back() {
        let ends = |first, last| Interval::new(first, last).unwrap();
        for interval in [
            ends(Date::MIN, Date::MAX),
            ends(date(-44, 3, 15), date(1969, 12, 31)),
            Interval::day(date(2024, 7, 13)),
            Interval::day(Date::MAX),
        ] {
            assert_eq!(unpacked(pack(interval)), Some(interval));
        }
        assert_eq!(unpacked(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn terms_tell_what_a_scan_would(a in intervals(), b in intervals(), shift in -40_i32..40) {
            // Two random intervals seldom meet: the second pair is made to.
            let near = b.first().checked_add(jiff::Span::new().days(shift)).ok()
                .and_then(|first| Interval::new(first, b.last()));
            for (interval, days) in [(Some(a), b), (near, b), (Some(b), a)] {
                let Some(interval) = interval else { continue };
                prop_assert_eq!(within_by_terms(interval, days), interval.within(days), "{} in {}", interval, days);
                prop_assert_eq!(overlaps_by_terms(interval, days), interval.overlaps(days), "{} and {}", interval, days);
            }
        }
    }
}
