//! Lists every story that a query finds, by its numbers and without reading it: for saved queries.

use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;

use super::{LocalSearch, SearchError};
use crate::index::Numbers;
use crate::query::Query;
use crate::story::AnnotatedStory;

/// A story that was found.
#[derive(Clone, Copy, Debug)]
pub struct FoundStory {
    /// The numbers that identify it, wherever it moves.
    pub numbers: Numbers,
    published: Option<i64>,
    address: DocAddress,
}

impl LocalSearch {
    /// Every story that a query finds, in no particular order.
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
            let numbers = numbers.values_for_doc(address.doc_id);
            if let Some(numbers) = Numbers::of_column(numbers) {
                found.push(FoundStory {
                    numbers,
                    published: published.first(address.doc_id),
                    address,
                });
            }
        }
        Ok(found)
    }

    /// Sorts found stories: earliest first, the undated last, ties by id and file.
    pub fn put_in_order(&self, found: &mut [FoundStory]) {
        found.sort_by_cached_key(|story| {
            let key = self.key_of(story.address);
            (story.published.is_none(), story.published, key)
        });
    }

    /// A story that was found.
    pub fn read(&self, found: &FoundStory) -> Result<Option<AnnotatedStory>, SearchError> {
        let stored = self.story(found.address)?;
        Ok(stored.map(|stored| stored.annotated))
    }
}
