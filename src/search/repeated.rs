//! Finds the parts of a query that are repeated, so that each is looked up once, with more weight.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use tantivy::Score;

use crate::query::Query;

/// The distinct parts of a query in order, and how often each occurs. Groups and negations are not compared, since they
/// may be nested deeply.
pub(super) fn distinct(parts: &[Query]) -> Vec<(&Query, Score)> {
    let mut places: FxHashMap<&Query, usize> = FxHashMap::default();
    let mut distinct: Vec<(&Query, Score)> = Vec::with_capacity(parts.len());
    for part in parts {
        if !matches!(part, Query::And(_) | Query::Or(_) | Query::Not(_)) {
            match places.entry(part) {
                Entry::Occupied(place) => {
                    if let Some((_, times)) = distinct.get_mut(*place.get()) {
                        *times += 1.0;
                    }
                    continue;
                }
                Entry::Vacant(place) => {
                    place.insert(distinct.len());
                }
            }
        }
        distinct.push((part, 1.0));
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Matching, Reading, parse};

    #[test]
    fn a_part_counts_as_often_as_it_is_repeated() {
        let reading = Reading {
            today: jiff::civil::date(2024, 8, 13),
            matching: Matching::Any,
        };
        let query = parse("storm -x the title:storm the -x storm the", &reading).unwrap();
        let Query::And(groups) = &query else {
            panic!("{query}");
        };
        let words = groups.iter().find_map(|group| match group {
            Query::Or(words) => Some(words),
            _ => None,
        });
        let found = distinct(words.unwrap())
            .into_iter()
            .map(|(part, times)| format!("{part} {times}"));
        let found: Vec<String> = found.collect();
        assert_eq!(found, ["storm 2", "the 3", "title:storm 1"]);
        assert_eq!(distinct(groups).len(), groups.len());
    }
}
