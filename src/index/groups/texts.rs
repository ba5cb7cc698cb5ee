//! The distinct texts of an index, and the stories that have each: stories with the same words have the same text.

use tantivy::DocAddress;

use super::segment::Segment;

/// The text and address of each story that has a word, sorted.
pub(super) struct Texts(Vec<(u64, DocAddress)>);

impl Texts {
    pub(super) fn of(segments: &[Segment<'_>]) -> Self {
        let mut stories = Vec::new();
        for (ordinal, segment) in (0..).zip(segments) {
            let alive = segment.reader.doc_ids_alive();
            // A text without words has no band.
            let worded = alive.filter(|doc| segment.bands.first(*doc).is_some());
            stories.extend(worded.filter_map(|doc| {
                let text = segment.text.first(doc)?;
                Some((text, DocAddress::new(ordinal, doc)))
            }));
        }
        stories.sort_unstable();
        Self(stories)
    }

    /// The stories of a text, in order of address.
    pub(super) fn stories(&self, text: u64) -> &[(u64, DocAddress)] {
        let from = self.0.partition_point(|(other, _)| *other < text);
        let rest = self.0.get(from..).unwrap_or_default();
        let length = rest.partition_point(|(other, _)| *other == text);
        rest.get(..length).unwrap_or_default()
    }

    /// The stories of each text.
    pub(super) fn each(&self) -> impl Iterator<Item = &[(u64, DocAddress)]> {
        self.0.chunk_by(|(one, _), (other, _)| one == other)
    }
}
