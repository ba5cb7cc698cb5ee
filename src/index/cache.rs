//! A cache, in a file beside the index, of what is computed over the archive as a whole.
//!
//! After a process has died it may belong to another state of the index, or be missing. Then it is computed again. No
//! answer depends on it, only the speed.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tantivy::Searcher;

use super::{IndexError, side_files};

/// The file of one cache.
pub(super) struct CacheFile {
    /// The file's name.
    pub(super) name: &'static str,
    /// Changes with the format of the file and with its meaning.
    pub(super) version: u32,
}

/// The content of the cache: some data of the archive, and a list for each segment.
#[derive(Serialize, Deserialize)]
pub(super) struct Cache<A, S> {
    version: u32,
    /// The state of the index that it belongs to.
    state: Vec<(String, u32)>,
    /// The data of the archive; useful even for another state of the index.
    pub(super) archive: A,
    segments: Vec<Vec<S>>,
}

impl<A, S> Cache<A, S>
where
    A: Serialize + DeserializeOwned,
    S: Clone + Serialize + DeserializeOwned,
{
    /// Reads the cache beside the index in `dir`; `None` if it is missing, damaged or of another version.
    pub(super) fn read(dir: &Path, place: &CacheFile) -> Option<Self> {
        let content = side_files::read(dir, place.name).ok().flatten()?;
        let kept: Self = postcard::from_bytes(&content).ok()?;
        (kept.version == place.version).then_some(kept)
    }

    /// The lists of the segments, in search order; `None` if the cache belongs to another state of the index.
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
        place: &CacheFile,
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

    /// Writes it atomically.
    pub(super) fn write(&self, dir: &Path, place: &CacheFile) -> Result<(), IndexError> {
        side_files::write(dir, place.name, &postcard::to_stdvec(self)?)
    }
}

/// What identifies a state of an index: its segments, and how many documents of each are deleted.
fn state(searcher: &Searcher) -> Vec<(String, u32)> {
    let segments = searcher.segment_readers().iter();
    let segments =
        segments.map(|reader| (reader.segment_id().uuid_string(), reader.num_deleted_docs()));
    segments.collect()
}
