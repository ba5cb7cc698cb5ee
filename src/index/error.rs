//! What can go wrong with an index.

use std::io;
use std::path::PathBuf;

use tantivy::TantivyError;

use super::corrections::NamesError;
use super::open::FORMAT;
use super::verify::Damage;

/// What can be wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no index.
    #[error("there is no index at `{}`", dir.display())]
    Missing {
        /// Where.
        dir: PathBuf,
    },
    /// The folder holds something else.
    #[error("`{}` is not an index and holds other files", dir.display())]
    NotAnIndex {
        /// Where.
        dir: PathBuf,
    },
    /// It is of another format.
    #[error("the index at `{}` has format {found}, but this dateline reads format {}", dir.display(), FORMAT)]
    OtherFormat {
        /// Where.
        dir: PathBuf,
        /// Its format; 0 when it does not say.
        found: u32,
    },
    /// Files of the index are not as they were written.
    #[error("the index at `{}` is damaged: {}", dir.display(), summarized(files))]
    Damaged {
        /// Where.
        dir: PathBuf,
        /// Which.
        files: Vec<Damage>,
    },
    /// Another process is writing.
    #[error("the index at `{}` is being written to{}", dir.display(), holder.as_ref().map(|who| format!(" by {who}")).unwrap_or_default())]
    Locked {
        /// Where.
        dir: PathBuf,
        /// Who holds the lock, if known.
        holder: Option<String>,
    },
    /// The disk failed.
    #[error("cannot use the index at `{}`", dir.display())]
    Io {
        /// Where.
        dir: PathBuf,
        /// How.
        source: io::Error,
    },
    /// Code of ours or of a library panicked.
    #[error("internal error while indexing `{file}`; please report this bug, with that file")]
    Inside {
        /// The file that was being indexed.
        file: String,
    },
    /// tantivy failed.
    #[error("the index cannot be used")]
    Tantivy(#[from] TantivyError),
    /// `names.toml` cannot be read.
    #[error(transparent)]
    Names(#[from] NamesError),
    /// A sealed file of ours beside the index is damaged.
    #[error("cannot read the damaged file `{}`", file.display())]
    SideFile {
        /// Which.
        file: PathBuf,
    },
    /// A stored story or row cannot be decoded.
    #[error("the index holds a record that cannot be decoded")]
    Record(#[from] postcard::Error),
}

impl IndexError {
    /// Whether damaged files can be the cause.
    pub fn may_be_damage(&self) -> bool {
        matches!(self, Self::Tantivy(_) | Self::Record(_))
    }
}

/// The first of the files, and how many more there are.
fn summarized(files: &[Damage]) -> String {
    let first = files.first().map(Damage::to_string).unwrap_or_default();
    match files.len().saturating_sub(1) {
        0 => first,
        1 => format!("{first}, and 1 more file"),
        more => format!("{first}, and {more} more files"),
    }
}
