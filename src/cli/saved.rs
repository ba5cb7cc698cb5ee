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
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml_edit::DocumentMut;

use super::args::{Filters, Match, Wording};
use super::settings::Settings;
use crate::index::put;
use crate::present::clean;

/// The name of the file in the folder of the index.
const NAME: &str = "saved.toml";
/// A lock beside an index, held by one process at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    /// The saved queries and the record of what was reported, while they are changed.
    Saved,
    /// The reporting of news, while a report is printed.
    Reporting,
}

impl Lock {
    fn name(self) -> &'static str {
        match self {
            Self::Saved => ".dateline-saved.lock",
            Self::Reporting => ".dateline-telling.lock",
        }
    }

    /// Takes the lock until the file is dropped. If another process holds it, `wait` is called with a description of
    /// that and says whether to wait; `None` if not.
    pub(super) fn acquire(
        self,
        dir: &Path,
        wait: &mut dyn FnMut(&str) -> bool,
    ) -> Result<Option<File>, SavedError> {
        let file = dir.join(self.name());
        let mut acquire = || {
            let lock = File::create(&file)?;
            match lock.try_lock() {
                Ok(()) => return Ok(Some(lock)),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            let somebody = match self {
                Self::Saved => "is changing the saved queries",
                Self::Reporting => "is reporting what is new to the saved queries",
            };
            let somebody = format!(
                "another process {somebody} of the index at `{}`",
                dir.display()
            );
            if !wait(&somebody) {
                return Ok(None);
            }
            lock.lock().map(|()| Some(lock))
        };
        acquire().map_err(|source| SavedError::Io { file, source })
    }
}

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

    /// The query as TOML, which differs for different queries.
    pub(super) fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// The query and its flags as they were typed.
    pub(super) fn typed(&self) -> String {
        let mut typed = vec![self.query.clone()];
        if self.matching == Match::Any {
            typed.push("--match any".to_owned());
        }
        if self.plain {
            typed.push("--plain".to_owned());
        }
        for (flag, values) in self.only.typed() {
            typed.extend(
                values
                    .iter()
                    .map(|value| format!("{flag} {}", clean::word(value))),
            );
        }
        typed.retain(|part| !part.is_empty());
        typed.join(" ")
    }

    /// How its words are interpreted.
    pub(super) fn wording(&self) -> Wording {
        Wording {
            matching: self.matching,
            plain: self.plain,
        }
    }
}

/// Why the file of saved queries cannot be used.
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
    /// The text of the file.
    text: String,
    as_read: BTreeMap<String, SavedQuery>,
    pub(super) queries: BTreeMap<String, SavedQuery>,
    /// Released when this is dropped.
    _lock: Option<File>,
}

impl Saved {
    /// Reads the saved queries of the index in `dir`.
    pub(super) fn read(dir: &Path) -> Result<Self, SavedError> {
        let file = dir.join(NAME);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(SavedError::Io { file, source }),
        };
        let queries: BTreeMap<_, _> =
            toml::from_str(&text).map_err(|error| unreadable(&file, &error))?;
        Ok(Self {
            file,
            text,
            as_read: queries.clone(),
            queries,
            _lock: None,
        })
    }

    /// Reads the saved queries of the index in `dir` and locks them, to change them or the record of what was reported.
    /// If another process holds the lock, says so and waits.
    pub(super) fn lock(
        dir: &Path,
        settings: &Settings,
        stderr: &mut dyn Write,
    ) -> Result<Self, SavedError> {
        let lock = Lock::Saved.acquire(dir, &mut announce_wait(settings, stderr))?;
        Ok(Self {
            _lock: lock,
            ..Self::read(dir)?
        })
    }

    /// The file.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Whether the index in `dir` has a file of saved queries.
    pub(super) fn exist(dir: &Path) -> bool {
        dir.join(NAME).is_file()
    }

    /// Writes the file. Queries that have not changed stay as they were written, with people's comments; the others
    /// follow.
    pub(super) fn write(&self) -> Result<(), SavedError> {
        let kept = self.text.parse::<DocumentMut>();
        let mut kept = kept.map_err(|error| unreadable(&self.file, &error))?;
        let changed = |name: &&String| self.queries.get(*name) != self.as_read.get(*name);
        for name in self.as_read.keys().filter(changed) {
            kept.remove(name);
        }
        let new = self.queries.iter().filter(|(name, _)| changed(name));
        let new: BTreeMap<_, _> = new.collect();
        let new = toml::to_string(&new).map_err(|source| SavedError::Write {
            file: self.file.clone(),
            source,
        })?;
        let mut text = kept.to_string();
        if !text.is_empty() && !new.is_empty() {
            text.push('\n');
        }
        text += &new;
        let dir = self.file.parent().unwrap_or(Path::new("."));
        put(dir, NAME, &[text.as_bytes()]).map_err(|source| SavedError::Io {
            file: self.file.clone(),
            source,
        })
    }
}

fn unreadable(file: &Path, error: &dyn std::fmt::Display) -> SavedError {
    SavedError::Toml {
        file: file.to_owned(),
        problem: error.to_string().trim_end().to_owned(),
    }
}

/// Says what is waited for, and waits.
pub(super) fn announce_wait(
    settings: &Settings,
    stderr: &mut dyn Write,
) -> impl FnMut(&str) -> bool {
    |somebody| {
        if !settings.quiet {
            // It waits even if this cannot be written.
            let _ = writeln!(stderr, "waiting: {somebody}");
        }
        true
    }
}
