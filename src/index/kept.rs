//! What was found out about an archive as a whole, kept in a file beside its index.
//!
//! It may be of another state than the index is, after a process has died, and it may be gone: then it is found out
//! anew. It is never needed for an answer, only for its speed.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tantivy::Searcher;

use super::{IndexError, beside};

/// Where it is kept.
pub(super) struct Shelf {
    /// The file's name.
    pub(super) name: &'static str,
    /// Changes with the form of the file and with what it means.
    pub(super) version: u32,
}

/// What is kept: something of the archive, and some of each segment.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept<A, S> {
    version: u32,
    /// The state of the index that it is of.
    state: Vec<(String, u32)>,
    /// Of the archive, in whatever state it was.
    pub(super) archive: A,
    segments: Vec<Vec<S>>,
}

impl<A, S> Kept<A, S>
where
    A: Serialize + DeserializeOwned,
    S: Clone + Serialize + DeserializeOwned,
{
    /// What is kept beside the index in `dir`; nothing where that is not there, torn, or of another version.
    pub(super) fn read(dir: &Path, place: &Shelf) -> Option<Self> {
        let content = beside::read(dir, place.name).ok().flatten()?;
        let kept: Self = postcard::from_bytes(&content).ok()?;
        (kept.version == place.version).then_some(kept)
    }

    /// What is kept of each segment, in the order they are searched in; nothing where it is of another state.
    pub(super) fn segments(&self, searcher: &Searcher) -> Option<Vec<Arc<Vec<S>>>> {
        let now = state(searcher);
        if now.len() != self.state.len() {
            return None;
        }
        let known: FxHashMap<_, _> = self.state.iter().zip(&self.segments).collect();
        let segments = now.iter().map(|segment| known.get(segment).copied());
        segments
            .map(|segment| segment.cloned().map(Arc::new))
            .collect()
    }

    pub(super) fn of(
        searcher: &Searcher,
        place: &Shelf,
        archive: A,
        segments: &[Arc<Vec<S>>],
    ) -> Self {
        Self {
            version: place.version,
            state: state(searcher),
            archive,
            segments: segments.iter().map(|segment| segment.to_vec()).collect(),
        }
    }

    /// Puts it in its place, whole.
    pub(super) fn write(&self, dir: &Path, place: &Shelf) -> Result<(), IndexError> {
        beside::write(dir, place.name, &postcard::to_stdvec(self)?)
    }
}

/// What tells one state of an index from another: its segments, and how many documents of each are gone.
fn state(searcher: &Searcher) -> Vec<(String, u32)> {
    let segments = searcher.segment_readers().iter();
    let segments =
        segments.map(|reader| (reader.segment_id().uuid_string(), reader.num_deleted_docs()));
    segments.collect()
}
