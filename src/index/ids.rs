//! Looks ids up by how they begin.

use super::error::IndexError;
use super::open::Archive;
use tantivy::Term;

impl Archive {
    /// The first ids of stories that begin so, in order, `most` of them.
    pub fn ids_beginning(&self, beginning: &str, most: usize) -> Result<Vec<String>, IndexError> {
        let mut ids: Vec<String> = Vec::new();
        for reader in self.searcher.segment_readers() {
            let of_ids = reader.inverted_index(self.fields.id)?;
            let from_there = of_ids.terms().range().ge(beginning.as_bytes());
            let mut from_there = from_there
                .into_stream()
                .map_err(tantivy::TantivyError::from)?;
            let mut found = 0;
            while found < most && from_there.advance() {
                let Some(id) = std::str::from_utf8(from_there.key()).ok() else {
                    continue;
                };
                if !id.starts_with(beginning) {
                    break;
                }
                // Of one that was replaced or is gone the word may be there still.
                if !self
                    .documents_with(&Term::from_field_text(self.fields.id, id))?
                    .is_empty()
                {
                    ids.push(id.to_owned());
                    found += 1;
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(most);
        Ok(ids)
    }
}
