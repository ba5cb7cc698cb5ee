//! The columns and stories of one segment that groups are computed from.

use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::annotate::shingles::Compared;
use crate::index::handed::Room;
use crate::index::{Fields, IndexError, StoredDocument};

/// How many unpacked blocks of stored stories to keep. None, because a block is as large as the longest story in it, and
/// each is hardly needed twice.
const KEPT_BLOCKS: usize = 0;
/// How many bytes a word of a story takes, more or less, with the space after it.
const WORD: usize = 6;

/// A segment and those of its columns.
pub(super) struct Segment<'r> {
    pub(super) reader: &'r SegmentReader,
    pub(super) bands: Column<u64>,
    pub(super) text: Column<u64>,
    pub(super) published: Column<i64>,
    pub(super) key: Option<StrColumn>,
    store: StoreReader,
    /// How many words the texts have, more or less.
    lengths: FieldNormReader,
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
            store: reader
                .get_store_reader(KEPT_BLOCKS)
                .map_err(TantivyError::from)?,
            lengths: reader.get_fieldnorms_reader(Fields::schema().1.body)?,
        })
    }

    /// The text of a document, prepared for comparisons. While it is unpacked it takes a place in a `room`.
    pub(super) fn compared(&self, doc: DocId, room: &Arc<Room>) -> Result<Compared, IndexError> {
        let words = usize::try_from(self.lengths.fieldnorm(doc)).unwrap_or(usize::MAX);
        let _place = room.place(words.saturating_mul(WORD));
        let stored: StoredDocument = self.store.get(doc)?;
        Ok(stored.compared()?)
    }
}
