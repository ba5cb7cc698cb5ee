//! Reads the stored part of a document: a story, with its text in a field of its own, or a ledger row.
//!
//! The text is stored as text because tantivy reads and writes text in one piece, but bytes one by one.

use tantivy::schema::OwnedValue;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};

use super::document::StoredStory;
use super::ledger::LedgerRow;
use crate::annotate::shingles::{Compared, compared, stands_alone};

/// The stored values of one document.
#[derive(Debug, Default)]
pub(crate) struct StoredDocument {
    /// The text of a story.
    body: String,
    /// The story without its text, or the ledger row, in postcard.
    record: Vec<u8>,
    is_story: bool,
}

impl DocumentDeserialize for StoredDocument {
    fn deserialize<'de, D>(mut document: D) -> Result<Self, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let mut stored = Self::default();
        while let Some((_, value)) = document.next_field::<OwnedValue>()? {
            match value {
                OwnedValue::Str(body) => {
                    stored.body = body;
                    stored.is_story = true;
                }
                OwnedValue::Bytes(record) => stored.record = record,
                _ => {}
            }
        }
        Ok(stored)
    }
}

impl StoredDocument {
    /// The story; `None` for a ledger row.
    pub(crate) fn into_story(self) -> Result<Option<StoredStory>, postcard::Error> {
        if !self.is_story {
            return Ok(None);
        }
        let mut stored: StoredStory = postcard::from_bytes(&self.record)?;
        stored.annotated.story.body = self.body;
        Ok(Some(stored))
    }

    /// The text of the story, prepared to be compared with others; that of a ledger row is empty.
    pub(crate) fn compared(self) -> Result<Compared, postcard::Error> {
        // The record may be large, with all the names and dates.
        if stands_alone(&self.body) {
            return Ok(Compared::of(&self.body));
        }
        let stored = self.into_story()?;
        Ok(stored.map_or_else(Compared::default, |stored| {
            let story = &stored.annotated.story;
            Compared::of(&compared(&story.title, &story.body))
        }))
    }

    /// The ledger row; `None` for a story.
    pub(crate) fn into_row(self) -> Result<Option<LedgerRow>, postcard::Error> {
        (!self.is_story)
            .then(|| postcard::from_bytes(&self.record))
            .transpose()
    }
}
