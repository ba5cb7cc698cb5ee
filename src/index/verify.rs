//! Reads every byte of an index and says which files are damaged.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::Index;

use super::error::IndexError;
use super::open::{Archive, open_index};
use super::schema::{FILE_ROW, GONE_ROW, STORY_ROW};

/// A file of an index that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// Its name in the folder of the index.
    pub file: PathBuf,
    /// What is wrong with it.
    pub what: DamageKind,
}

/// What can be wrong with a file of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DamageKind {
    /// It is not there.
    Missing,
    /// Its footer is missing or malformed.
    CutShort,
    /// Its checksum does not match its bytes.
    Changed,
    /// It contradicts the other files.
    DoesNotFit,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            DamageKind::Missing => "is missing",
            DamageKind::CutShort => "is cut short",
            DamageKind::Changed => "has changed since it was written",
            DamageKind::DoesNotFit => "does not match the other files",
        };
        write!(f, "`{}` {what}", self.file.display())
    }
}

/// The damaged files of the index in `dir`, in order of name. Every file is read, and its checksum compared with the
/// one at its end.
///
/// # Errors
/// If the index cannot be opened at all; the error says why.
pub fn verify(dir: &Path) -> Result<Vec<Damage>, IndexError> {
    let index = open_index(dir)?;
    let mut damaged: Vec<Damage> = named_files(&index)?
        .into_iter()
        .filter_map(|file| {
            let what = damage(&index, dir, &file)?;
            Some(Damage { file, what })
        })
        .collect();
    if damaged.is_empty() && !rows_add_up(dir) {
        damaged.push(Damage {
            file: PathBuf::from("meta.json"),
            what: DamageKind::DoesNotFit,
        });
    }
    Ok(damaged)
}

/// The files of the segments of the last commit.
fn named_files(index: &Index) -> Result<BTreeSet<PathBuf>, IndexError> {
    let segments = index.searchable_segment_metas()?;
    let segments: Vec<String> = segments
        .iter()
        .map(|meta| meta.id().uuid_string())
        .collect();
    let is_named = |file: &PathBuf| {
        let name = file.to_string_lossy();
        let segment = name.split('.').next().unwrap_or_default();
        segments.iter().any(|named| named == segment)
    };
    let managed = index.directory().list_managed_files();
    Ok(managed.into_iter().filter(is_named).collect())
}

fn damage(index: &Index, dir: &Path, file: &Path) -> Option<DamageKind> {
    if !dir.join(file).exists() {
        // Replaced lists of deleted documents, and temporary files, may disappear at any time.
        let ending = file.extension().unwrap_or_default().to_string_lossy();
        return (ending != "del" && ending != "temp").then_some(DamageKind::Missing);
    }
    // In a truncated file, arbitrary bytes are taken for the length of the footer, and tantivy may panic.
    let checked = catch_unwind(AssertUnwindSafe(|| {
        index.directory().validate_checksum(file)
    }));
    match checked {
        Ok(Ok(true)) => None,
        Ok(Ok(false)) => Some(DamageKind::Changed),
        Ok(Err(_)) | Err(_) => Some(DamageKind::CutShort),
    }
}

/// Whether there are as many documents as the last commit says. Nothing else would reveal that the counts were changed.
fn rows_add_up(dir: &Path) -> bool {
    let counted = catch_unwind(AssertUnwindSafe(|| {
        let archive = Archive::open(dir)?;
        let mut rows = 0;
        for row in [STORY_ROW, FILE_ROW, GONE_ROW] {
            rows += archive.count_rows(row)? as u64;
        }
        Ok::<bool, IndexError>(rows == archive.searcher.num_docs())
    }));
    matches!(counted, Ok(Ok(true)))
}
