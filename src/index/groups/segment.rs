//! The columns of one segment that groups are computed from.

use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

use crate::index::IndexError;

/// A segment and those of its columns.
pub(super) struct Segment<'r> {
    pub(super) reader: &'r SegmentReader,
    pub(super) bands: Column<u64>,
    pub(super) text: Column<u64>,
    pub(super) published: Column<i64>,
    pub(super) key: Option<StrColumn>,
}

impl<'r> Segment<'r> {
    pub(super) fn open(reader: &'r SegmentReader) -> Result<Self, IndexError> {
        let columns = reader.fast_fields();
        Ok(Self {
            reader,
            bands: columns.u64("copies")?,
            text: columns.u64("text")?,
            published: columns.i64("published_at")?,
            key: columns.str("key")?,
        })
    }
}
