//! Finds stories by the entities that their short names are taken for ([`Aliases`](crate::index::Aliases)).

use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};
use tantivy::{DocId, SegmentReader};

use super::compile::terms;
use crate::index::{Alias, Archive, Pair, aliases_of};

/// A query for the stories that have one of the pairs for which `fits` holds; `None` if there is no such pair.
pub(super) fn stories_with_alias(
    archive: &Archive,
    fits: impl Fn(&Pair) -> bool,
) -> Option<Box<dyn TantivyQuery>> {
    let pairs = archive.aliases.pairs();
    let fitting: Vec<bool> = pairs.iter().map(fits).collect();
    let fit = pairs.iter().zip(&fitting).filter(|(_, fits)| **fits);
    let mut shorts: Vec<String> = fit.map(|(pair, _)| pair.short().to_string()).collect();
    shorts.dedup();
    if shorts.is_empty() {
        return None;
    }
    let exact: Box<dyn TantivyQuery> = Box::new(documents_with(archive, fitting));
    Some(Box::new(BooleanQuery::new(vec![
        (Occur::Must, terms(archive.fields.entity, &shorts)),
        (Occur::Must, exact),
    ])))
}

/// The documents that have one of the pairs marked.
fn documents_with(archive: &Archive, marked: Vec<bool>) -> DocPredicateQuery {
    let segments = aliases_by_segment(archive);
    let marked = Arc::new(marked);
    DocPredicateQuery::from(FunctionPredicate::from(move |reader: &SegmentReader| {
        let here = segments.iter().find(|(id, _)| *id == reader.segment_id());
        let aliases = here
            .map(|(_, aliases)| Arc::clone(aliases))
            .unwrap_or_default();
        let marked = Arc::clone(&marked);
        Ok(move |document: DocId| {
            let mut aliases = aliases_of(&aliases, document).iter();
            aliases.any(|alias| marked.get(alias.pair as usize) == Some(&true))
        })
    }))
}

/// The aliases of each segment, by what a reader can tell.
fn aliases_by_segment(archive: &Archive) -> Vec<(SegmentId, Arc<Vec<Alias>>)> {
    let readers = (0..).zip(archive.searcher.segment_readers());
    readers
        .map(|(ordinal, reader)| (reader.segment_id(), archive.aliases.in_segment(ordinal)))
        .collect()
}
