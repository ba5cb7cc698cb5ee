//! Breaks ties: by id, then by file.
//!
//! Both are in the column `key`. Within a segment its ordinals are in order. Across segments only the texts are
//! comparable, and looking one up unpacks a block of the column's dictionary, so it is done only for ties between
//! segments.

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use tantivy::collector::sort_key::NaturalComparator;
use tantivy::collector::{SegmentSortKeyComputer, SortKeyComputer};
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{DocId, Score, Searcher, SegmentReader};

/// The sort key of ties. The first in order is the greatest, as tantivy's collectors expect.
#[derive(Clone)]
pub(crate) struct ByKey {
    columns: Arc<FxHashMap<SegmentId, Option<StrColumn>>>,
}

impl ByKey {
    /// Opens the column of every segment, once for all queries.
    pub(crate) fn open(searcher: &Searcher) -> tantivy::Result<Self> {
        let columns = searcher.segment_readers().iter().map(|reader| {
            let column = reader.fast_fields().str("key")?;
            Ok((reader.segment_id(), column))
        });
        Ok(Self {
            columns: Arc::new(columns.collect::<tantivy::Result<_>>()?),
        })
    }

    /// A document's id and file.
    pub(crate) fn key_of(&self, segment: SegmentId, document: DocId) -> Option<(String, String)> {
        let column = self.columns.get(&segment)?.as_ref()?;
        let mut key = String::new();
        column
            .ord_to_str(column.ords().first(document)?, &mut key)
            .ok()?;
        let (id, file) = key.split_once('\0')?;
        Some((id.to_owned(), file.to_owned()))
    }
}

impl SortKeyComputer for ByKey {
    type SortKey = Key;
    type Child = SegmentKeys;
    type Comparator = NaturalComparator;

    fn segment_sort_key_computer(&self, reader: &SegmentReader) -> tantivy::Result<SegmentKeys> {
        let segment = reader.segment_id();
        let column = self.columns.get(&segment).cloned().flatten();
        Ok(SegmentKeys { segment, column })
    }
}

/// The keys of one segment.
pub(crate) struct SegmentKeys {
    segment: SegmentId,
    column: Option<StrColumn>,
}

impl SegmentSortKeyComputer for SegmentKeys {
    type SortKey = Key;
    type SegmentSortKey = Reverse<u64>;
    type SegmentComparator = NaturalComparator;

    fn segment_sort_key(&mut self, document: DocId, _: Score) -> Reverse<u64> {
        let column = self.column.as_ref();
        let ordinal = column.and_then(|column| column.ords().first(document));
        Reverse(ordinal.unwrap_or(u64::MAX))
    }

    fn convert_segment_sort_key(&self, Reverse(ordinal): Reverse<u64>) -> Key {
        Key {
            segment: self.segment,
            column: self.column.clone(),
            ordinal,
            text: OnceLock::new(),
        }
    }
}

/// A document's id and file, as an ordinal of its segment's column.
#[derive(Clone)]
pub(crate) struct Key {
    segment: SegmentId,
    column: Option<StrColumn>,
    ordinal: u64,
    /// The text; looked up once, since a key is compared with many others.
    text: OnceLock<Option<String>>,
}

impl Key {
    fn text(&self) -> Option<&str> {
        let text = self.text.get_or_init(|| {
            let mut text = String::new();
            let found = self.column.as_ref()?.ord_to_str(self.ordinal, &mut text);
            found.ok().filter(|found| *found).map(|_| text)
        });
        text.as_deref()
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.segment == other.segment {
            return other.ordinal.partial_cmp(&self.ordinal);
        }
        other.text().partial_cmp(&self.text())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text())
    }
}
