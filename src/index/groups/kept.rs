//! Keeps the groups of copies in a file beside the index.
//!
//! It may be of another state than the index is, after a process has died, and it may be gone: then the groups are made
//! anew. It is never needed for an answer, only for its speed.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tantivy::{DocId, Searcher};

use super::{Groups, InSegment, Place, state};
use crate::index::{IndexError, beside};

/// Beside the index.
const NAME: &str = ".dateline-copies";
/// Changes with the form of the file and with what a copy is.
const VERSION: u32 = 1;

/// What is kept.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Kept {
    version: u32,
    /// The state of the index that it is of.
    state: Vec<(String, u32)>,
    /// For each segment of it, the stories that have copies: document, group, number.
    segments: Vec<Vec<(DocId, u32, u32)>>,
    /// What was judged of two texts.
    pub(super) judged: Judged,
}

/// Of pairs of texts that were compared, whether they are copies.
pub(super) type Judged = FxHashMap<(u64, u64), bool>;

impl Kept {
    /// What is kept beside the index in `dir`; nothing where that is not there, torn, or of another version.
    pub(super) fn read(dir: &Path) -> Self {
        let content = beside::read(dir, NAME).ok().flatten();
        let kept = content.and_then(|content| postcard::from_bytes::<Self>(&content).ok());
        kept.filter(|kept| kept.version == VERSION)
            .unwrap_or_default()
    }

    pub(super) fn of(searcher: &Searcher, groups: &Groups, judged: Judged) -> Self {
        let segments = groups.segments.iter().map(|segment| {
            let stories = segment.0.iter();
            let stories = stories.map(|(doc, place)| (*doc, place.group, place.number));
            stories.collect()
        });
        Self {
            version: VERSION,
            state: state(searcher),
            segments: segments.collect(),
            judged,
        }
    }

    /// The groups, where they are of the state that is searched.
    pub(super) fn groups(&self, searcher: &Searcher) -> Option<Groups> {
        if self.version != VERSION {
            return None;
        }
        let known = self.state.iter().zip(&self.segments);
        let known: FxHashMap<_, _> = known.collect();
        let state = state(searcher);
        if state.len() != self.state.len() {
            return None;
        }
        let segments = state.iter().map(|segment| {
            let stories = known.get(segment)?.iter();
            let stories = stories.map(|&(doc, group, number)| (doc, Place { group, number }));
            Some(Arc::new(InSegment(stories.collect())))
        });
        Some(Groups {
            segments: segments.collect::<Option<_>>()?,
        })
    }

    /// Puts it in its place, whole.
    pub(super) fn write(&self, dir: &Path) -> Result<(), IndexError> {
        beside::write(dir, NAME, &postcard::to_stdvec(self)?)
    }
}
