//! Finds the parts of a query that keep it from having hits: without any one of them, there would be some.

use std::cmp::Reverse;

use tantivy::collector::Count;

use super::{LocalSearch, SearchError};
use crate::query::Query;
use crate::story::Relaxation;

/// Of a longer query, only so many parts are tried.
const MOST_TRIED: usize = 16;
/// How many parts are returned.
const MOST: usize = 3;

impl LocalSearch {
    /// The parts that could be left out of a query without hits, those first that leave the most. Without each, the
    /// query must still ask for something.
    pub(super) fn relaxations(&self, query: &Query) -> Result<Vec<Relaxation>, SearchError> {
        let Query::And(parts) = query else {
            return Ok(Vec::new());
        };
        let mut relaxations: Vec<Relaxation> = Vec::new();
        for without in parts.iter().take(MOST_TRIED) {
            let rest = parts.iter().filter(|part| *part != without);
            let rest = Query::all_of(rest.cloned());
            if rest.positive().next().is_none() {
                continue;
            }
            let (stories, without) = (self.collect(&rest, &Count)?, without.to_string());
            if stories > 0 && !relaxations.iter().any(|known| known.without == without) {
                relaxations.push(Relaxation { without, stories });
            }
        }
        relaxations.sort_by_key(|relaxation| Reverse(relaxation.stories));
        relaxations.truncate(MOST);
        Ok(relaxations)
    }
}
