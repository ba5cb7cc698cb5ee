//! Which stories of an archive are copies of one another: each story is in one group, most of them alone in theirs.
//!
//! 1. [`find`] makes the groups of all stories that are there. They depend on nothing else: not on the order in which
//!    stories came, nor on how the index is cut into segments.
//! 2. [`kept`] keeps them in a file beside the index, with the segments they were made of. Who finds other segments than
//!    those makes the groups anew; what was judged of two texts before is not judged again.
//!
//! Within a group stories are in order of publication, the undated last, equals in order of id and file.

mod find;
mod kept;

use std::path::Path;
use std::sync::Arc;

use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal};

use super::{Archive, IndexError};
use kept::Kept;

/// The groups of more than one story.
pub struct Groups {
    /// For each segment of the searcher.
    segments: Vec<Arc<InSegment>>,
}

/// The stories of a segment that have copies, in order of document.
pub(crate) struct InSegment(Vec<(DocId, Place)>);

/// Where a story stands among its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The group.
    pub(crate) group: u32,
    /// Its number in the order of the group, from 0.
    pub(crate) number: u32,
}

impl Groups {
    /// The groups of an archive: those kept beside it, where they were made of the very same stories.
    pub(super) fn of(archive: &Archive) -> Result<Self, IndexError> {
        let kept = Kept::read(&archive.dir);
        match kept.groups(&archive.searcher) {
            Some(groups) => Ok(groups),
            None => Ok(find::groups(archive, &kept.judged)?.0),
        }
    }

    /// Makes the groups of the index in `dir` and keeps them beside it, where those kept are not of its stories.
    pub(super) fn keep(dir: &Path) -> Result<(), IndexError> {
        let archive = Archive::open(dir)?;
        let kept = Kept::read(dir);
        if kept.groups(&archive.searcher).is_some() {
            return Ok(());
        }
        let (groups, judged) = find::groups(&archive, &kept.judged)?;
        let kept = Kept::of(&archive.searcher, &groups, judged);
        kept.write(dir)
    }

    /// The stories of a segment that have copies.
    pub(crate) fn in_segment(&self, segment: SegmentOrdinal) -> Arc<InSegment> {
        let place = usize::try_from(segment).unwrap_or(usize::MAX);
        let found = self.segments.get(place).cloned();
        found.unwrap_or_else(|| Arc::new(InSegment(Vec::new())))
    }

    /// The copies of a story and itself, in order; none where it has no copy.
    pub(crate) fn group_of(&self, story: DocAddress) -> Vec<DocAddress> {
        let (place, _) = self.in_segment(story.segment_ord).find(story.doc_id, 0);
        let Some(Place { group, .. }) = place else {
            return Vec::new();
        };
        let mut members = Vec::new();
        for (segment, stories) in (0..).zip(&self.segments) {
            let inside = stories.0.iter().filter(|(_, place)| place.group == group);
            members
                .extend(inside.map(|(doc, place)| (place.number, DocAddress::new(segment, *doc))));
        }
        members.sort_unstable();
        members.into_iter().map(|(_, address)| address).collect()
    }

    /// Every group, its stories in order.
    pub fn all(&self) -> Vec<Vec<DocAddress>> {
        let mut members: Vec<(Place, DocAddress)> = Vec::new();
        for (segment, stories) in (0..).zip(&self.segments) {
            let inside = stories.0.iter();
            members.extend(inside.map(|(doc, place)| (*place, DocAddress::new(segment, *doc))));
        }
        members.sort_unstable();
        let groups = members.chunk_by(|(one, _), (other, _)| one.group == other.group);
        groups
            .map(|group| group.iter().map(|(_, address)| *address).collect())
            .collect()
    }
}

impl InSegment {
    /// Where a document stands among its copies, where it has any, and how many of these stories are passed: from there
    /// one that comes later is looked for.
    pub(crate) fn find(&self, document: DocId, passed: usize) -> (Option<Place>, usize) {
        let rest = self.0.get(passed..).unwrap_or_default();
        let nearest = rest.first();
        let skipped = if nearest.is_some_and(|(next, _)| *next < document) {
            rest.partition_point(|(next, _)| *next < document)
        } else {
            0
        };
        let found = rest.get(skipped).filter(|(next, _)| *next == document);
        (found.map(|(_, place)| *place), passed + skipped)
    }
}

/// What tells one state of an index from another: its segments, and how many documents of each are gone.
fn state(searcher: &Searcher) -> Vec<(String, u32)> {
    let segments = searcher.segment_readers().iter();
    let segments =
        segments.map(|reader| (reader.segment_id().uuid_string(), reader.num_deleted_docs()));
    segments.collect()
}
