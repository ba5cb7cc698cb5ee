//! What a run came to, and how far it has come.

use crate::index::Reject;

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files dealt with.
    pub files: u64,
    /// Files met.
    pub files_met: u64,
    /// Bytes dealt with.
    pub bytes: u64,
    /// Bytes of the files met.
    pub bytes_met: u64,
    /// Stories indexed.
    pub stories: u64,
}

/// What a run came to. A story is told from another by its file and its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Stories that were not there before.
    pub added: u64,
    /// Stories of files that had changed, read again.
    pub replaced: u64,
    /// Stories of files that had not changed, moved ones among them.
    pub kept: u64,
    /// Stories that are there no more.
    pub removed: u64,
    /// Of the stories read in this run, those without a publication date.
    pub undated: u64,
    /// Files met.
    pub files: u64,
    /// Of those, files that had moved unchanged.
    pub moved: u64,
    /// Of those, files that are no news.
    pub skipped: u64,
    /// Of those, files of which nothing could be read.
    pub rejected_files: u64,
    /// What was rejected in this run: the file, and the part of it or the whole. In order of file.
    pub rejects: Vec<(String, Reject)>,
}
