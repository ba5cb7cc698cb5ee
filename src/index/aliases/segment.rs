//! Reads a segment's columns of names and days, for resolving short names.

use std::ops::Range;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentOrdinal, SegmentReader, TantivyError};

use crate::index::IndexError;
use crate::index::ordinals::beginning_with;
use crate::index::schema::INTRODUCED;
use crate::story::Kind;

/// The instant of documents without a publication date: before that of any other by more than the width of a window.
const UNDATED: i64 = i64::MIN;

pub(super) struct Segment<'r> {
    pub(super) ordinal: SegmentOrdinal,
    reader: &'r SegmentReader,
    published: Column<i64>,
    entity: Option<StrColumn>,
    /// The code of the language.
    pub(super) language: Option<StrColumn>,
    /// The short names that stories introduce.
    pub(super) introduced: Option<StrColumn>,
}

impl<'r> Segment<'r> {
    pub(super) fn open(
        ordinal: SegmentOrdinal,
        reader: &'r SegmentReader,
    ) -> Result<Self, IndexError> {
        let columns = reader.fast_fields();
        Ok(Self {
            ordinal,
            reader,
            published: columns.i64("published_at")?,
            entity: columns.str("entity")?,
            language: columns.str("lang")?,
            introduced: columns.str(INTRODUCED)?,
        })
    }

    /// The names of its entities of a kind.
    pub(super) fn listed(&self, kind: Kind) -> Result<Listed, IndexError> {
        let Some(column) = &self.entity else {
            return Ok(Listed::default());
        };
        let prefix = format!("{kind}/");
        let numbers = beginning_with(column, &prefix)?;
        Ok(Listed {
            first: numbers.start,
            names: texts(column, numbers, prefix.len())?,
        })
    }

    /// The live documents, each with its instant of publication. Those without one are near each other and no other.
    pub(super) fn published(&self) -> impl Iterator<Item = (DocId, i64)> {
        let alive = self.reader.doc_ids_alive();
        alive.map(|doc| (doc, self.published.first(doc).unwrap_or(UNDATED)))
    }

    /// The ordinals of the entities of a document.
    pub(super) fn entities(&self, doc: DocId) -> impl Iterator<Item = u64> {
        let column = self.entity.iter();
        column.flat_map(move |column| column.ords().values_for_doc(doc))
    }
}

/// All texts of a column.
pub(super) fn all_texts(column: &StrColumn) -> Result<Vec<String>, IndexError> {
    texts(column, 0..column.dictionary().num_terms() as u64, 0)
}

/// A range of texts of a column, each without its first bytes.
fn texts(
    column: &StrColumn,
    numbers: Range<u64>,
    without: usize,
) -> Result<Vec<String>, IndexError> {
    let numbers: Vec<u64> = numbers.collect();
    let mut texts = Vec::with_capacity(numbers.len());
    column
        .dictionary()
        .sorted_ords_to_term_cb(&numbers, |text| {
            let text = text.get(without..).unwrap_or_default();
            texts.push(String::from_utf8_lossy(text).into_owned());
        })
        .map_err(TantivyError::from)?;
    Ok(texts)
}

/// The names of a segment's entities of a kind, sorted, and the ordinal of the first.
#[derive(Default)]
pub(super) struct Listed {
    first: u64,
    pub(super) names: Vec<String>,
}

impl Listed {
    /// The index of an entity's name in the list, by its ordinal.
    pub(super) fn place(&self, number: u64) -> Option<usize> {
        let place = usize::try_from(number.checked_sub(self.first)?).ok()?;
        (place < self.names.len()).then_some(place)
    }

    /// The ordinal of a name.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let found = self
            .names
            .binary_search_by(|known| known.as_str().cmp(name));
        u32::try_from(self.first + found.ok()? as u64).ok()
    }
}
