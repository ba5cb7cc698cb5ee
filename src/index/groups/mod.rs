//! Which stories of an archive are copies of one another: each story is in one group, most of them alone in theirs.
//!
//! 1. [`find`] makes the groups of all stories that are there. They depend on nothing else: not on the order in which
//!    stories came, nor on how the index is cut into segments.
//! 2. They are [kept](super::kept) beside the index with the segments they were made of. Who finds other segments than
//!    those makes the groups anew; what was judged of two texts before is not judged again.
//!
//! Within a group stories are in order of publication, the undated last, equals in order of id and file.

mod find;

use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tantivy::{DocAddress, DocId, SegmentOrdinal};

use super::kept::{Kept, Shelf};
use super::{Archive, IndexError};

const SHELF: Shelf = Shelf {
    name: ".dateline-copies",
    version: 2,
};

/// Of pairs of texts that were compared, whether they are copies.
type Judged = FxHashMap<(u64, u64), bool>;

/// The groups of more than one story.
pub struct Groups {
    /// For each segment of the searcher.
    segments: Vec<Arc<InSegment>>,
}

/// The stories of a segment that have copies, in order of document.
pub(crate) type InSegment = Vec<(DocId, Place)>;

/// Where a story stands among its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The group.
    pub(crate) group: u32,
    /// Its number in the order of the group, from 0.
    pub(crate) number: u32,
}

impl Groups {
    /// The groups of an archive: those kept beside it, where they were made of the very same stories.
    pub(super) fn of(archive: &Archive) -> Result<Self, IndexError> {
        let kept = Kept::<Judged, (DocId, Place)>::read(&archive.dir, &SHELF);
        let segments = kept
            .as_ref()
            .and_then(|kept| kept.segments(&archive.searcher));
        match (segments, kept) {
            (Some(segments), _) => Ok(Self { segments }),
            (None, kept) => {
                let judged = kept.map(|kept| kept.archive).unwrap_or_default();
                let threads = thread::available_parallelism().map_or(1, NonZero::get);
                Ok(find::groups(archive, &judged, threads)?.0)
            }
        }
    }

    /// Makes the groups of the index in `dir` and keeps them beside it, where those kept are not of its stories.
    pub(super) fn keep(dir: &Path, threads: usize) -> Result<(), IndexError> {
        let archive = Archive::open(dir)?;
        let kept = Kept::<Judged, (DocId, Place)>::read(dir, &SHELF);
        if let Some(kept) = &kept
            && kept.segments(&archive.searcher).is_some()
        {
            return Ok(());
        }
        let judged = kept.map(|kept| kept.archive).unwrap_or_default();
        let (Self { segments }, judged) = find::groups(&archive, &judged, threads)?;
        Kept::of(&archive.searcher, &SHELF, judged, &segments).write(dir, &SHELF)
    }

    /// The stories of a segment that have copies.
    pub(crate) fn in_segment(&self, segment: SegmentOrdinal) -> Arc<InSegment> {
        let place = usize::try_from(segment).unwrap_or(usize::MAX);
        let found = self.segments.get(place).cloned();
        found.unwrap_or_default()
    }

    /// The copies of a story and itself, in order; none where it has no copy.
    pub(crate) fn group_of(&self, story: DocAddress) -> Vec<DocAddress> {
        let (place, _) = find_in(&self.in_segment(story.segment_ord), story.doc_id, 0);
        let Some(Place { group, .. }) = place else {
            return Vec::new();
        };
        let mut members = Vec::new();
        for (segment, stories) in (0..).zip(&self.segments) {
            let inside = stories.iter().filter(|(_, place)| place.group == group);
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
            let inside = stories.iter();
            members.extend(inside.map(|(doc, place)| (*place, DocAddress::new(segment, *doc))));
        }
        members.sort_unstable();
        let groups = members.chunk_by(|(one, _), (other, _)| one.group == other.group);
        groups
            .map(|group| group.iter().map(|(_, address)| *address).collect())
            .collect()
    }
}

/// Where a document stands among its copies, where it has any, and how many of these stories are passed: from there one
/// that comes later is looked for.
pub(crate) fn find_in(
    stories: &[(DocId, Place)],
    document: DocId,
    passed: usize,
) -> (Option<Place>, usize) {
    // Mostly it is one of the next; else they are passed in bounds.
    const NEAR: usize = 4;
    let rest = stories.get(passed..).unwrap_or_default();
    let near = rest.iter().take(NEAR);
    let near = near.take_while(|(next, _)| *next < document).count();
    let skipped = if near < NEAR {
        near
    } else {
        rest.partition_point(|(next, _)| *next < document)
    };
    let found = rest.get(skipped).filter(|(next, _)| *next == document);
    (found.map(|(_, place)| *place), passed + skipped)
}
