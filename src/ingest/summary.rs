//! The result of a run, and its progress.

use crate::index::{LastRun, Reject, RunCounts};

/// The progress of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files done.
    pub files: u64,
    /// Files met.
    pub files_met: u64,
    /// Bytes done.
    pub bytes: u64,
    /// Bytes of the files met.
    pub bytes_met: u64,
    /// Stories indexed.
    pub stories: u64,
}

/// The result of a run. A story is identified by its file and its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New stories.
    pub added: u64,
    /// Stories of files that had changed, read again.
    pub replaced: u64,
    /// Stories of unchanged files, including moved ones.
    pub kept: u64,
    /// Of those kept, stories of files that cannot be read any more.
    pub unreadable: u64,
    /// Stories that no longer exist.
    pub removed: u64,
    /// Of the stories read in this run, those without a publication date.
    pub undated: u64,
    /// Of those, those dated later than the day we first read them.
    pub ahead: u64,
    /// Files met: each was indexed, unchanged, skipped or rejected.
    pub files: u64,
    /// Files that were read and have stories.
    pub indexed_files: u64,
    /// Files whose stories are unchanged.
    pub unchanged: u64,
    /// Of the unchanged, files that had moved.
    pub moved: u64,
    /// Files that are not news.
    pub skipped: u64,
    /// Files of which nothing could be read.
    pub rejected_files: u64,
    /// Files that no longer exist.
    pub gone: u64,
    /// Whether the run was stopped before it had met all files.
    pub stopped: bool,
    /// What was rejected in this run: each file, with the whole or a part of it. In order of file.
    pub rejects: Vec<(String, Reject)>,
    /// What an earlier run had rejected of files that have not changed since, in the same form.
    pub rejected_before: Vec<(String, Reject)>,
    /// What was left out of stories that were kept, in the same form.
    pub doubts: Vec<(String, Reject)>,
}

impl Summary {
    /// Whether anything in the files met was rejected, in this run or an earlier one.
    pub fn has_rejects(&self) -> bool {
        !self.rejects.is_empty() || !self.rejected_before.is_empty()
    }

    /// What a commit stores of the run that began at `began`.
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
