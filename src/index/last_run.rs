//! What the last run came to, as its commit tells.

use serde::{Deserialize, Serialize};

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// When it began, in seconds of 1970.
    pub began: i64,
    /// Whether it came to its end: one that was stopped leaves the counts of its last commit.
    pub finished: bool,
    /// How many files and stories.
    #[serde(flatten)]
    pub counts: RunCounts,
}

/// How many files and stories a run came to: every file it met is one of indexed, unchanged, skipped and rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCounts {
    /// Files met.
    pub files: u64,
    /// Files read, with the stories in them.
    pub indexed: u64,
    /// Files that were as before, moved ones among them.
    pub unchanged: u64,
    /// Files that are no news.
    pub skipped: u64,
    /// Files of which nothing could be read now.
    pub rejected: u64,
    /// Files that were there no more.
    pub gone: u64,
    /// Stories that were not there before.
    pub added: u64,
    /// Stories read again.
    pub replaced: u64,
    /// Stories left as they were.
    pub kept: u64,
    /// Stories that are there no more.
    pub removed: u64,
}
