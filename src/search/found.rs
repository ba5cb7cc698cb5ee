//! Every story that a query finds, without reading any: by its numbers.

use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;

use super::{LocalSearch, SearchError};
use crate::query::Query;
use crate::story::AnnotatedStory;

/// A story that was found.
#[derive(Clone, Copy, Debug)]
pub struct FoundStory {
    /// What it goes by, wherever it moves ([`crate::index::StoredStory::numbers`]).
    pub numbers: [u64; 2],
    published: Option<i64>,
    address: DocAddress,
}

impl LocalSearch {
    /// Every story that a query finds, the first published first, the undated last.
    pub fn found(&self, query: &Query) -> Result<Vec<FoundStory>, SearchError> {
        let addresses = self.collect(query, &DocSetCollector)?;
        let readers = self.archive().searcher.segment_readers();
        let mut columns = Vec::with_capacity(readers.len());
        for reader in readers {
            let fast = reader.fast_fields();
            columns.push((fast.u64("numbers")?, fast.i64("published_at")?));
        }
        let mut found = Vec::with_capacity(addresses.len());
        for address in addresses {
            let segment = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
            let Some((numbers, published)) = columns.get(segment) else {
                continue;
            };
            let mut numbers = numbers.values_for_doc(address.doc_id);
            if let (Some(born), Some(now)) = (numbers.next(), numbers.next()) {
                found.push(FoundStory {
                    numbers: [born, now],
                    published: published.first(address.doc_id),
                    address,
                });
            }
        }
        found.sort_unstable_by_key(|story| {
            (story.published.is_none(), story.published, story.numbers)
        });
        Ok(found)
    }

    /// A story that was found.
    pub fn read(&self, found: &FoundStory) -> Result<Option<AnnotatedStory>, SearchError> {
        let stored = self.story(found.address)?;
        Ok(stored.map(|stored| stored.annotated))
    }
}
