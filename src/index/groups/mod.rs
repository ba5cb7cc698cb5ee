//! Groups the stories of an archive that are copies of one another. Each story is in one group, most of them alone.
//!
//! 1. [`find`] computes the groups of all stories that are there. They depend neither on the order in which stories
//!    came nor on how the index is split into segments.
//! 2. They are [cached](super::cache) beside the index with the segments they were computed from. For other segments
//!    they are computed again, but pairs of texts that were compared before ([`Verdicts`]) are not compared again.
//!
//! Within a group stories are in order of publication, the undated last, ties by id and file.

mod compare;
mod find;
mod links;
mod segment;
mod texts;

use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use serde::{Deserialize, Serialize};
use tantivy::{DocAddress, DocId, SegmentOrdinal};

use self::compare::Verdicts;
use super::cache::{Cache, CacheFile};
use super::{Archive, IndexError};

const CACHE: CacheFile = CacheFile {
    name: ".dateline-copies",
    version: 3,
};

/// The groups of more than one story.
pub struct Groups {
    /// For each segment of the searcher.
    segments: Vec<Arc<InSegment>>,
}

/// The stories of a segment that have copies, in order of document.
pub(crate) type InSegment = Vec<(DocId, CopyPosition)>;

/// The position of a story among its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct CopyPosition {
    /// The group.
    pub(crate) group: u32,
    /// Its index in the order of the group, from 0.
    pub(crate) number: u32,
}

impl Groups {
    /// The groups of an archive, from the cache if that belongs to the very same stories.
    pub(super) fn of(archive: &Archive) -> Result<Self, IndexError> {
        if let Some(cached) = Self::cached(archive) {
            return Ok(cached);
        }
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        Ok(find::groups(archive, &Verdicts::read(&archive.dir), threads)?.0)
    }

    /// Computes the groups of the index in `dir` on so many `threads` and caches them, unless the cache already belongs
    /// to its stories.
    pub(super) fn update_cache(dir: &Path, threads: usize) -> Result<(), IndexError> {
        let archive = Archive::open(dir)?;
        if Self::cached(&archive).is_some() {
            return Ok(());
        }
        let (Self { segments }, verdicts) = find::groups(&archive, &Verdicts::read(dir), threads)?;
        verdicts.write(dir)?;
        Cache::of(&archive.searcher, &CACHE, (), &segments).write(dir, &CACHE)
    }

    fn cached(archive: &Archive) -> Option<Self> {
        let cached = Cache::<(), (DocId, CopyPosition)>::read(&archive.dir, &CACHE)?;
        let segments = cached.segments(&archive.searcher)?;
        Some(Self { segments })
    }

    /// The stories of a segment that have copies.
    pub(crate) fn in_segment(&self, segment: SegmentOrdinal) -> Arc<InSegment> {
        let place = usize::try_from(segment).unwrap_or(usize::MAX);
        let found = self.segments.get(place).cloned();
        found.unwrap_or_default()
    }

    /// A story and its copies, in order; empty if it has no copy.
    pub(crate) fn group_of(&self, story: DocAddress) -> Vec<DocAddress> {
        let (place, _) = find_in(&self.in_segment(story.segment_ord), story.doc_id, 0);
        let Some(CopyPosition { group, .. }) = place else {
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
        let mut members: Vec<(CopyPosition, DocAddress)> = Vec::new();
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

/// The position of a document among its copies, if it has any, and how many stories have been passed, from where to
/// look for the next document.
pub(crate) fn find_in(
    stories: &[(DocId, CopyPosition)],
    document: DocId,
    passed: usize,
) -> (Option<CopyPosition>, usize) {
    // Usually it is one of the next few; otherwise, search by bisection.
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
