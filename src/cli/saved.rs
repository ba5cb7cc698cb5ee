//! The saved queries: a file of tables beside the index, which people may edit.
//!
//! ```toml
//! [harbour]
//! query = "storm harbour"
//!
//! [harbour.only]
//! published = ["2024.."]
//! ```
#![expect(
    clippy::disallowed_methods,
    reason = "saved queries are kept on the disk"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::args::{Filters, Match, Wording};

/// Beside the index.
const NAME: &str = "saved.toml";
/// Held by whoever changes the file, or what was told of its queries.
const LOCK: &str = ".dateline-saved.lock";

/// A query as it was typed, with its flags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedQuery {
    #[serde(default)]
    pub(super) query: String,
    #[serde(default, rename = "match")]
    matching: Match,
    #[serde(default)]
    plain: bool,
    #[serde(default)]
    pub(super) only: Filters,
}

impl SavedQuery {
    pub(super) fn new(query: String, wording: &Wording, only: Filters) -> Self {
        Self {
            query,
            matching: wording.matching,
            plain: wording.plain,
            only,
        }
    }

    /// How its words are read.
    pub(super) fn wording(&self) -> Wording {
        Wording {
            matching: self.matching,
            plain: self.plain,
        }
    }
}

/// What can be wrong with the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum SavedError {
    #[error("cannot use `{}`", file.display())]
    Io { file: PathBuf, source: io::Error },
    /// The problem says where, in several lines.
    #[error("cannot read `{}`: {problem}", file.display())]
    Toml { file: PathBuf, problem: String },
    #[error("cannot write `{}`", file.display())]
    Write {
        file: PathBuf,
        source: toml::ser::Error,
    },
}

/// The saved queries of an index, by name.
#[derive(Debug)]
pub(super) struct Saved {
    file: PathBuf,
    pub(super) queries: BTreeMap<String, SavedQuery>,
    /// Let go when this is dropped.
    _lock: Option<File>,
}

impl Saved {
    /// Those of the index in `dir`, to look at.
    pub(super) fn read(dir: &Path) -> Result<Self, SavedError> {
        let file = dir.join(NAME);
        let queries = match fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).map_err(|error| SavedError::Toml {
                file: file.clone(),
                problem: error.to_string().trim_end().to_owned(),
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(source) => return Err(SavedError::Io { file, source }),
        };
        Ok(Self {
            file,
            queries,
            _lock: None,
        })
    }

    /// Those of the index in `dir`, to change them or what was told of them: nobody else does meanwhile.
    pub(super) fn lock(dir: &Path) -> Result<Self, SavedError> {
        let file = dir.join(LOCK);
        let lock = || {
            fs::create_dir_all(dir)?;
            let lock = File::create(&file)?;
            lock.lock().map(|()| lock)
        };
        let lock = lock().map_err(|source| SavedError::Io {
            file: file.clone(),
            source,
        })?;
        Ok(Self {
            _lock: Some(lock),
            ..Self::read(dir)?
        })
    }

    /// Whether the index in `dir` has a file of them.
    pub(super) fn exist(dir: &Path) -> bool {
        dir.join(NAME).is_file()
    }

    /// Writes them down, whole.
    pub(super) fn write(&self) -> Result<(), SavedError> {
        let text = toml::to_string(&self.queries).map_err(|source| SavedError::Write {
            file: self.file.clone(),
            source,
        })?;
        let unfinished = self.file.with_extension("toml.new");
        let put = || {
            let mut file = File::create(&unfinished)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&unfinished, &self.file)
        };
        put().map_err(|source| SavedError::Io {
            file: self.file.clone(),
            source,
        })
    }
}
