//! Counts what a date filter left out: stories without a date, and stories dated too vaguely to tell.

use rustc_hash::FxHashSet;
use tantivy::collector::Count;

use super::{LocalSearch, SearchError};
use crate::query::{Axis, DateFilter, DateRange, Query, Relation};
use crate::story::{LeftOut, MissingDate};

impl LocalSearch {
    /// Counts the stories that match the rest of `query` but fail its date filters because they have no date, or none
    /// precise enough. Only filters that every hit must satisfy are considered; `None` if there is none.
    pub(super) fn left_out(&self, query: &Query) -> Result<Option<LeftOut>, SearchError> {
        let parts = match query {
            Query::And(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let (mut filters, mut seen) = (Vec::new(), FxHashSet::default());
        let mut rest = Vec::new();
        for part in parts {
            match part {
                Query::Date(filter) if filter.range != DateRange::None => {
                    if seen.insert(*filter) {
                        filters.push(*filter);
                    }
                }
                part => rest.push(part.clone()),
            }
        }
        if filters.is_empty() {
            return Ok(None);
        }
        let rest = Query::all_of(rest);
        let lacking = Query::any_of(filters.iter().map(|filter| undated(*filter)));
        // A story that another filter would refuse for its date was not left out for lack of one.
        let lacking = match filters.len() {
            1 => lacking,
            _ => lacking.and(Query::all_of(
                filters.iter().map(|filter| may_be_left_out(*filter)),
            )),
        };
        let within = Query::all_of(filters.iter().map(|filter| Query::Date(*filter)));
        let vague = Query::all_of(filters.iter().map(|filter| may_fit(*filter)));
        let vague = vague.and(within.negated());
        // When it was first read is known of every story.
        let lacks = filters.iter().filter_map(|filter| match filter.axis {
            Axis::Published => Some(MissingDate::Published),
            Axis::About => Some(MissingDate::Mentioned),
            Axis::Seen => None,
        });
        Ok(Some(LeftOut {
            undated: self.collect(&rest.clone().and(lacking), &Count)?,
            imprecise: self.collect(&rest.and(vague), &Count)?,
            lack: lacks.reduce(MissingDate::or).unwrap_or_default(),
        }))
    }
}

/// The filter for stories without a date on this axis.
fn undated(filter: DateFilter) -> Query {
    Query::Date(DateFilter {
        range: DateRange::None,
        relation: Relation::Within,
        ..filter
    })
}

/// The query for stories that `filter` does not refuse for their date.
fn may_be_left_out(filter: DateFilter) -> Query {
    Query::any_of([undated(filter), may_fit(filter)])
}

/// The filter that still accepts a date too vague for `filter`.
fn may_fit(filter: DateFilter) -> Query {
    Query::Date(match filter.range {
        DateRange::Days { .. } => DateFilter {
            relation: Relation::Overlaps,
            ..filter
        },
        DateRange::DayOfYear { .. } | DateRange::None => filter,
    })
}
