//! The result of the last run, as stored in its commit.

use serde::{Deserialize, Serialize};

/// The result of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// When it began, in seconds of 1970.
    pub began: i64,
    /// Whether it ran to its end; if it was stopped, these are the counts of its last commit.
    pub finished: bool,
    /// How many files and stories.
    #[serde(flatten)]
    pub counts: RunCounts,
}

/// The counts of a run: every file it met is either indexed, unchanged, skipped or rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCounts {
    /// Files met.
    pub files: u64,
    /// Files read, with the stories in them.
    pub indexed: u64,
    /// Unchanged files, including moved ones.
    pub unchanged: u64,
    /// Files that are not news.
    pub skipped: u64,
    /// Files of which nothing could be read this time.
    pub rejected: u64,
    /// Files that no longer exist.
    pub gone: u64,
    /// New stories.
    pub added: u64,
    /// Stories read again.
    pub replaced: u64,
    /// Unchanged stories.
    pub kept: u64,
    /// Stories that no longer exist.
    pub removed: u64,
}
