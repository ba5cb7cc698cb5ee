//! Plans a run: counts the files, and finds which files of the ledger are gone or may have moved.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;
use std::path::PathBuf;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::run::IngestError;
use crate::index::{Archive, LedgerRow, Outcome, is_index, is_index_file};
use crate::read::{Found, Unreadable, walk};

/// The result of the first walk.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) files: u64,
    pub(super) bytes: u64,
    /// The rows of files that are gone, by size and modification time: a new file with both may be one of them under
    /// another name.
    pub(super) gone: HashMap<(u64, i64), Vec<LedgerRow>>,
    /// The same for files that exist but have changed, while a file of another name has their old size and time.
    pub(super) displaced: HashMap<(u64, i64), Vec<LedgerRow>>,
    /// The names of those.
    left: HashSet<String>,
    /// How many stories are in folders that cannot be read now. They are not gone.
    pub(super) out_of_sight: u64,
}

/// The stamp of a file that cannot be read.
const UNKNOWN: u64 = 0;

/// What the walk meets under `paths`, without the files of this index and of others.
pub(super) fn walk_without_index(
    paths: &[PathBuf],
) -> impl Iterator<Item = Result<Found, Unreadable>> {
    walk(paths, |path| is_index_file(path) || is_index(path))
}

impl Plan {
    /// Plans a run over the files under `roots`. What the ledger has under the paths as `typed` and is not met is gone too:
    /// it has another name now.
    pub(super) fn of(
        roots: &[PathBuf],
        typed: &[PathBuf],
        archive: &Archive,
    ) -> Result<Self, IngestError> {
        let mut plan = Self::default();
        // One hash for the name and one for size and time, since the names of ten million files would fill the memory.
        let mut met = FxHashMap::default();
        let mut unread = Vec::new();
        for found in self::walk_without_index(roots) {
            plan.files += 1;
            let (name, stamp) = match &found {
                Ok(found) => {
                    plan.bytes += found.size;
                    (found.name.as_str(), stamp(found.size, found.modified))
                }
                Err(unreadable) if unreadable.is_gone() => {
                    plan.files -= 1;
                    continue;
                }
                // A file or folder that cannot be read now is not gone.
                Err(unreadable) => {
                    unread.push(Found::folder_name(unreadable.name()).into_owned());
                    (unreadable.name(), UNKNOWN)
                }
            };
            met.insert(FxBuildHasher.hash_one(name), stamp);
        }
        let roots = outermost(roots.iter().chain(typed));
        let mut stamps: Option<FxHashSet<u64>> = None;
        let mut look_for = |row: LedgerRow| {
            let its = stamp(row.size, row.modified);
            let rows = match met.get(&FxBuildHasher.hash_one(row.file.as_str())) {
                Some(now) if *now == its || *now == UNKNOWN => return Ok(()),
                Some(_) => {
                    let stamps = stamps.get_or_insert_with(|| met.values().copied().collect());
                    if !stamps.contains(&its) {
                        return Ok(());
                    }
                    plan.left.insert(row.file.clone());
                    &mut plan.displaced
                }
                None if unread.iter().any(|folder| is_under(&row.file, folder)) => {
                    if let Outcome::Indexed { stories, .. } = row.outcome {
                        plan.out_of_sight += stories;
                    }
                    return Ok(());
                }
                None => &mut plan.gone,
            };
            let same = rows.entry((row.size, row.modified));
            same.or_default().push(row);
            Ok::<_, IngestError>(())
        };
        if roots.iter().all(|root| is_plain(root)) {
            for root in &roots {
                archive.each_row_under(root, &mut look_for)?;
            }
        } else {
            archive.each_row(|row| {
                let under = roots.iter().any(|root| is_under(&row.file, root));
                if under { look_for(row) } else { Ok(()) }
            })?;
        }
        for rows in plan.gone.values_mut().chain(plan.displaced.values_mut()) {
            rows.sort_by(|a, b| b.file.cmp(&a.file));
        }
        Ok(plan)
    }

    /// Whether a file may be the old content of one that has changed, or is one that has changed so.
    pub(super) fn may_be_moved(&self, found: &Found) -> bool {
        let stamp = (found.size, found.modified);
        self.displaced.contains_key(&stamp) || self.left.contains(&found.name)
    }

    /// Withdraws the assumption that a file may have moved.
    pub(super) fn keep_in_place(&mut self, row: &LedgerRow) {
        if let Some(rows) = self.displaced.get_mut(&(row.size, row.modified)) {
            rows.retain(|other| other.file != row.file);
        }
    }
}

fn stamp(size: u64, modified: i64) -> u64 {
    FxBuildHasher.hash_one((size, modified)).max(UNKNOWN + 1)
}

/// The names of the paths, as files and as folders, without those that are inside others.
fn outermost<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Vec<String> {
    let mut names = BTreeSet::new();
    for name in paths.into_iter().map(|path| Found::name_of(path)) {
        names.insert(Found::folder_name(&name).into_owned());
        names.insert(name);
    }
    let is_apart = |name: &&String| !above(name).any(|folder| names.contains(folder));
    names.iter().filter(is_apart).cloned().collect()
}

/// The folders that a file is [under](is_under).
fn above(file: &str) -> impl Iterator<Item = &str> {
    let root = (file.starts_with('/') && file != "/").then_some("/");
    let here = (!file.starts_with(['/', '.'])).then_some(".");
    let folders = file.match_indices('/').map(|(at, _)| file.split_at(at).0);
    root.into_iter().chain(here).chain(folders)
}

/// Whether the names of the files under a folder begin with the folder's name and a `/`.
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
        assert_eq!(outermost(&paths), ["a", "ab", "c/d"]);
        let paths = ["hurrah!", "hurrah!/b.txt"].map(PathBuf::from);
        assert_eq!(outermost(&paths), ["hurrah!", "hurrah\\x21"]);
        let paths = [".", "a/b", "../c", "../c/d", "/", "/e", "./"].map(PathBuf::from);
        assert_eq!(outermost(&paths), [".", "../c", "/"]);
        // So many that each cannot be compared with each.
        let many = (0..200_000).map(|number| PathBuf::from(format!("a/{number}.txt")));
        assert_eq!(outermost(&many.collect::<Vec<_>>()).len(), 200_000);
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
