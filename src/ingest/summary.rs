//! What a run came to, and how far it has come.

use crate::index::{LastRun, Reject, RunCounts};

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
    /// Of those, those dated later than the day we first read them.
    pub ahead: u64,
    /// Files met: each was indexed, unchanged, skipped or rejected.
    pub files: u64,
    /// Files that were read and have stories.
    pub indexed_files: u64,
    /// Files whose stories are as they were.
    pub unchanged: u64,
    /// Of the unchanged, files that had moved.
    pub moved: u64,
    /// Files that are no news.
    pub skipped: u64,
    /// Files of which nothing could be read.
    pub rejected_files: u64,
    /// Files that had not changed and of which an earlier run had rejected something.
    pub rejected_before: u64,
    /// Files that were there no more.
    pub gone: u64,
    /// Whether the run was told to stop before it had met all files.
    pub stopped: bool,
    /// What was rejected in this run: the file, and the part of it or the whole. In order of file.
    pub rejects: Vec<(String, Reject)>,
    /// What was left out of stories that were kept, likewise.
    pub doubts: Vec<(String, Reject)>,
}

impl Summary {
    /// Whether anything of the files met is in no story, now or since an earlier run.
    pub fn has_rejects(&self) -> bool {
        !self.rejects.is_empty() || self.rejected_before > 0
    }

    /// What a commit says of the run that began at `began`.
    pub(super) fn last_run(&self, began: i64, finished: bool) -> LastRun {
        LastRun {
            began,
            finished,
            counts: RunCounts {
                files: self.files,
                indexed: self.indexed_files,
                unchanged: self.unchanged,
                skipped: self.skipped,
                rejected: self.rejected_files,
                gone: self.gone,
                added: self.added,
                replaced: self.replaced,
                kept: self.kept,
                removed: self.removed,
            },
        }
    }
}
