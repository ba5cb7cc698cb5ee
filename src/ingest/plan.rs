//! Looks before anything is done: how many files there are, and which of the ledger's are gone.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::run::IngestError;
use crate::index::{Archive, LedgerRow};
use crate::read::{Found, Unreadable, walk};

/// What the first walk tells.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) files: u64,
    pub(super) bytes: u64,
    /// The rows of files that were there and are gone, by size and time of change: where a new file has both, it may
    /// be one of them under another name.
    pub(super) gone: HashMap<(u64, i64), Vec<LedgerRow>>,
}

/// What is met under `paths`, but for the index itself.
pub(super) fn met(
    paths: &[PathBuf],
    index: &Path,
) -> impl Iterator<Item = Result<Found, Unreadable>> {
    let index = Found::name_of(index);
    walk(paths).filter(move |met| match met {
        Ok(found) => !is_under(&found.name, &index),
        Err(_) => true,
    })
}

impl Plan {
    pub(super) fn of(
        paths: &[PathBuf],
        index: &Path,
        archive: &Archive,
    ) -> Result<Self, IngestError> {
        let mut plan = Self::default();
        // A hash for a name: the names of ten million files would fill the memory.
        let mut met = FxHashSet::default();
        for found in self::met(paths, index) {
            plan.files += 1;
            let name = match &found {
                Ok(found) => {
                    plan.bytes += found.size;
                    found.name.as_str()
                }
                Err(unreadable) if unreadable.is_gone() => {
                    plan.files -= 1;
                    continue;
                }
                // What cannot be read now is not gone.
                Err(unreadable) => unreadable.name(),
            };
            met.insert(FxBuildHasher.hash_one(name));
        }
        let roots = apart(paths);
        let mut is_gone = |row: LedgerRow| {
            if !met.contains(&FxBuildHasher.hash_one(row.file.as_str())) {
                let same = plan.gone.entry((row.size, row.modified));
                same.or_default().push(row);
            }
            Ok::<_, IngestError>(())
        };
        if roots.iter().all(|root| is_plain(root)) {
            for root in &roots {
                archive.each_row_under(root, &mut is_gone)?;
            }
        } else {
            archive.each_row(|row| {
                let under = roots.iter().any(|root| is_under(&row.file, root));
                if under { is_gone(row) } else { Ok(()) }
            })?;
        }
        for rows in plan.gone.values_mut() {
            rows.sort_by(|a, b| b.file.cmp(&a.file));
        }
        Ok(plan)
    }
}

/// What the paths are called, without those that lie in others.
fn apart(paths: &[PathBuf]) -> Vec<String> {
    let mut names: Vec<String> = paths.iter().map(|path| Found::name_of(path)).collect();
    names.sort_unstable();
    names.dedup();
    let all = names.clone();
    names.retain(|name| {
        !all.iter()
            .any(|other| other != name && is_under(name, other))
    });
    names
}

/// Whether the files under a folder have names that begin with its own and a `/`.
fn is_plain(root: &str) -> bool {
    root != "." && !root.ends_with('/')
}

fn is_under(file: &str, root: &str) -> bool {
    let rest = if root == "." && !file.starts_with(['/', '.']) {
        Some("/")
    } else {
        file.strip_prefix(root)
    };
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || root.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_another_is_looked_at_once() {
        let paths = ["a/b.txt", "a", "./a/", "ab", "c/d"].map(PathBuf::from);
        assert_eq!(apart(&paths), ["a", "ab", "c/d"]);
    }

    #[test]
    fn a_file_is_under_the_folders_it_is_in() {
        for (file, root, under) in [
            ("a/b.txt", "a", true),
            ("a/b.txt", "a/b.txt", true),
            ("ab/c.txt", "a", false),
            ("a/b.txt", ".", true),
            ("/a/b.txt", ".", false),
            ("../a/b.txt", ".", false),
            ("/a/b.txt", "/", true),
        ] {
            assert_eq!(is_under(file, root), under, "{file} under {root}");
        }
    }
}
