//! One run of `dateline index`.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::index::{IndexError, Reject};
use crate::story::{AnnotatedStory, Published};

/// What to bring in, and where to.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and folders, as typed.
    pub paths: Vec<PathBuf>,
    /// The index.
    pub index: PathBuf,
    /// How many threads annotate, and how many index.
    pub threads: usize,
    /// Now.
    pub now: Timestamp,
    /// The day it is, where we are.
    pub today: Date,
    /// Who writes, for whoever finds the index locked.
    pub holder: String,
}

/// What can stop a run. A file that cannot be read does not: that is a reject.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A path that was named is not there.
    #[error("cannot read `{}`", path.display())]
    Missing {
        /// As typed.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A folder's metadata cannot be understood.
    #[error("cannot use the metadata of `{folder}`: {reason}")]
    Metadata {
        /// The folder.
        folder: String,
        /// Why.
        reason: String,
    },
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files dealt with.
    pub files: u64,
    /// Files met so far.
    pub files_met: u64,
    /// Bytes dealt with.
    pub bytes: u64,
    /// Bytes of the files met so far.
    pub bytes_met: u64,
    /// Stories indexed.
    pub stories: u64,
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Stories of files that were not there before.
    pub added: u64,
    /// Stories of files that had changed.
    pub replaced: u64,
    /// Stories of files that had not, moved ones among them.
    pub kept: u64,
    /// Stories of files that are gone, and those a changed file no longer holds.
    pub removed: u64,
    /// Stories of the run's files without a publication date.
    pub undated: u64,
    /// Files met.
    pub files: u64,
    /// Of those, files that had moved unchanged.
    pub moved: u64,
    /// Of those, files that are no news.
    pub skipped: u64,
    /// Of those, files that could not be read at all.
    pub rejected_files: u64,
    /// What was rejected in this run: the file, and the part of it or the whole.
    pub rejects: Vec<(String, Reject)>,
}

/// Brings the index up to date with the files. `progress` is called now and then, on the calling thread.
pub fn run(options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Summary, IngestError> {
    let _ = (options, progress);
    Ok(Summary::default())
}

/// Reads and annotates one file as `run` would, without an index: hands out its stories in order and returns its
/// rejects. `published` is lent to stories that have no date of their own.
pub fn read_file(
    path: &Path,
    published: Option<&Published>,
    story: &mut dyn FnMut(AnnotatedStory),
) -> Result<Vec<Reject>, IngestError> {
    let _ = (path, published, story);
    Ok(Vec::new())
}
