//! Counts what a date filter left out, and what an order by date cannot place: stories without a date, and stories
//! dated too vaguely to tell.

use tantivy::collector::Count;

use super::timeline::Intervals;
use super::{LocalSearch, Request, SearchError, Sort};
use crate::index::cells;
use crate::query::{Axis, DateFilter, DateRange, Query, Relation};
use crate::story::{Dating, LeftOut, MissingDate};

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

impl LocalSearch {
    /// How precisely the hits of a request are dated, of which there are `total`; `None` if it does not sort by date.
    pub(super) fn dating(
        &self,
        request: &Request,
        total: usize,
    ) -> Result<Option<Dating>, SearchError> {
        if request.sort == Sort::Relevance {
            return Ok(None);
        }
        let (mut dated, mut vague) = (0, 0);
        for (packed, count) in self.collect(&request.query, &Intervals("published_ends"))? {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            let days = cells::unpacked(packed);
            dated += count;
            if days.is_some_and(|days| days.first() != days.last()) {
                vague += count;
            }
        }
        Ok(Some(Dating {
            undated: total.saturating_sub(dated),
            vague,
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
