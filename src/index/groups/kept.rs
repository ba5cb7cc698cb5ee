//! Keeps the groups of copies in a file beside the index.
//!
//! The file is written whole under another name and put in place at once, so that it is always of one state of the index.
//! It may be of another state than the index is, after a process has died, and it may be gone: then the groups are made
//! anew. It is never needed for an answer, only for its speed.
#![expect(
    clippy::disallowed_methods,
    reason = "what is kept beside an index is kept on the disk"
)]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tantivy::{DocId, Searcher};

use super::{Groups, InSegment, Place, state};
use crate::index::IndexError;

/// Beside the index.
const NAME: &str = ".dateline-copies";
/// While it is written.
const UNFINISHED: &str = ".dateline-copies.new";
/// Changes with the form of the file and with what a copy is.
const VERSION: u32 = 1;
/// How many bytes of its hash the file begins with.
const SEAL: usize = 16;

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
        let bytes = fs::read(dir.join(NAME)).unwrap_or_default();
        let whole = bytes.split_first_chunk::<SEAL>();
        let whole = whole.filter(|(seal, content)| **seal == seal_of(content));
        let kept = whole.and_then(|(_, content)| postcard::from_bytes::<Self>(content).ok());
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
        let content = postcard::to_stdvec(self)?;
        let failed = |source| IndexError::Io {
            dir: dir.to_owned(),
            source,
        };
        let unfinished = dir.join(UNFINISHED);
        let mut file = File::create(&unfinished).map_err(failed)?;
        file.write_all(&seal_of(&content)).map_err(failed)?;
        file.write_all(&content).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        fs::rename(&unfinished, dir.join(NAME)).map_err(failed)
    }
}

fn seal_of(content: &[u8]) -> [u8; SEAL] {
    let mut seal = [0; SEAL];
    let hash = blake3::hash(content);
    for (to, from) in seal.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    seal
}
