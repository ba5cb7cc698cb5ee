//! Counts what a date filter left out: stories without a date, and stories dated too vaguely to tell.

use tantivy::collector::Count;

use super::{LocalSearch, SearchError};
use crate::query::{Axis, DateFilter, DateRange, Query, Relation};
use crate::story::{LeftOut, MissingDate};

impl LocalSearch {
    /// Counts the stories that `query` would find if they had a date, or a more precise one. `None` if the query has no
    /// date filter; those under a `NOT` refuse no story for lack of a date.
    pub(super) fn left_out(&self, query: &Query) -> Result<Option<LeftOut>, SearchError> {
        let filters = query.positive().filter_map(|leaf| match leaf {
            Query::Date(filter) if filter.range != DateRange::None => Some(filter),
            _ => None,
        });
        let mut filters = filters.peekable();
        if filters.peek().is_none() {
            return Ok(None);
        }
        // When it was first read is known of every story.
        let lacks = filters.filter_map(|filter| match filter.axis {
            Axis::Published => Some(MissingDate::Published),
            Axis::About => Some(MissingDate::Mentioned),
            Axis::Seen => None,
        });
        let lack = lacks.reduce(MissingDate::or).unwrap_or_default();
        let count = |accepted: fn(DateFilter) -> Query| {
            let query = query.with_positive(&|leaf| match leaf {
                Query::Date(filter) => accepted(*filter),
                other => other.clone(),
            });
            self.collect(&query, &Count)
        };
        // Each finds what the one before it finds, and more.
        let found = count(Query::Date)?;
        let with_vague = count(may_fit)?;
        let with_undated = count(may_be_left_out)?;
        Ok(Some(LeftOut {
            undated: with_undated - with_vague,
            imprecise: with_vague - found,
            lack,
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
