//! What a date filter left out: the stories with no date, and those dated too vaguely to tell.

use tantivy::collector::Count;

use super::SearchError;
use super::compile::Compiler;
use crate::query::{DateFilter, DateRange, Query, Relation};
use crate::story::LeftOut;

/// Counts what fits the rest of `query` but not its date filters for want of a date, or of an exact one. Only filters
/// that all hits must satisfy are looked at; `None` when there is none.
pub(crate) fn left_out(
    compiler: &mut Compiler<'_>,
    query: &Query,
) -> Result<Option<LeftOut>, SearchError> {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut filters = Vec::new();
    let mut rest = Query::All;
    for part in parts {
        match part {
            Query::Date(filter) if filter.range != DateRange::None => filters.push(*filter),
            part => rest = rest.and(part.clone()),
        }
    }
    if filters.is_empty() {
        return Ok(None);
    }
    let undated = Query::any_of(filters.iter().map(|filter| {
        Query::Date(DateFilter {
            range: DateRange::None,
            relation: Relation::Within,
            ..*filter
        })
    }));
    let overlapping = Query::all_of(filters.iter().map(|filter| Query::Date(loosened(*filter))));
    let within = Query::all_of(filters.iter().map(|filter| Query::Date(*filter)));
    let mut count = |query: Query| -> Result<usize, SearchError> {
        let runnable = compiler.compile(&query)?;
        Ok(compiler.archive.searcher.search(&*runnable, &Count)?)
    };
    Ok(Some(LeftOut {
        undated: count(rest.clone().and(undated))?,
        imprecise: count(rest.and(overlapping).and(within.negated()))?,
    }))
}

/// The filter that a date too vague for `filter` still passes.
fn loosened(filter: DateFilter) -> DateFilter {
    match filter.range {
        DateRange::Days { .. } => DateFilter {
            relation: Relation::Overlaps,
            ..filter
        },
        DateRange::DayOfYear { .. } | DateRange::None => filter,
    }
}
