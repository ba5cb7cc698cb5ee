//! The ledger: what became of each file.
//!
//! A row is a document of the index with the same `file` term as the stories of the file, so that one commit holds both
//! and one deletion removes both.

use serde::{Deserialize, Serialize};

use super::history::History;

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The file, with `/` between folders.
    pub file: String,
    /// Its size in bytes when it was read.
    pub size: u64,
    /// When it was last modified, in nanoseconds of 1970.
    pub modified: i64,
    /// The first half of the BLAKE3 hash of its bytes; zero for a file that was not read.
    pub hash: [u8; 16],
    /// The same for what metadata beside it said of it; zero if that said nothing.
    pub metadata_hash: [u8; 16],
    /// When it was read, in seconds of 1970.
    pub read_at: i64,
    /// The result.
    pub outcome: Outcome,
    /// The parts of it that could not be read as stories, and why.
    pub rejects: Vec<Reject>,
    /// What was left out of stories that were kept, and why.
    pub doubts: Vec<Reject>,
    /// How many of its records cannot be stories, by what they are.
    pub passed_over: Vec<PassedOver>,
    /// What became of it, run by run.
    pub history: History,
}

impl LedgerRow {
    /// Whether the file must be read again even if it looks unchanged, because it could not be read, or not to its end.
    pub fn is_unfinished(&self) -> bool {
        self.hash == [0; 16] && !matches!(self.outcome, Outcome::Skipped { .. })
    }
}

/// The result of reading a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It was read, by the reader of this name, and its stories indexed.
    Indexed {
        /// The format it was read as.
        format: String,
        /// How many stories it held.
        stories: u64,
        /// How many of them have no publication date.
        undated: u64,
        /// How many of them have one later than the day on which they were first read.
        ahead: u64,
    },
    /// It was not read, because it is not news.
    Skipped {
        /// Why.
        reason: String,
    },
    /// It could not be read at all.
    Rejected {
        /// Why.
        reason: String,
    },
    /// It no longer exists, or not under this name.
    Gone,
}

/// A part of a file that could not be read as a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The line or record, from 1, if there is one.
    pub place: Option<u64>,
    /// Why.
    pub reason: String,
}

impl Reject {
    /// A reject that has no line or record of its own: a whole file, for example.
    pub fn without_place(reason: impl Into<String>) -> Self {
        Self {
            place: None,
            reason: reason.into(),
        }
    }
}

/// A number of records of one sort that cannot be stories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// What they are.
    pub what: String,
    /// How many.
    pub count: u64,
}
