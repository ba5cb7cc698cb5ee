//! Follows folders and files, and knows what the walk calls each of them.
//!
//! On Linux the system watches single folders, and `notify` gives up a whole tree if it may not read one folder in it,
//! or if two paths lead to one. So here each folder is watched on its own, by its real path, for all paths that lead to
//! it. What cannot be watched is left for later: only [`run`](super::run()) says of a folder that it cannot be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use crate::read::{ToFollow, to_follow};

/// Paths as the walk writes them.
type Names = BTreeSet<PathBuf>;

/// The folders and files that are followed.
pub(super) struct Followed {
    watcher: RecommendedWatcher,
    /// The folders that are watched, by their real path.
    folders: BTreeMap<PathBuf, Names>,
    /// Files that are followed wherever they are, by their real path: those that were named, what links lead to, and links
    /// themselves, by where they lie.
    files: BTreeMap<PathBuf, Names>,
    /// What is gone or cannot be watched, and of whose return no other folder would tell.
    lost: Names,
    /// The folder of the index, whose changes are our own.
    index: PathBuf,
    /// Whether the system allows no more.
    limited: bool,
}

impl Followed {
    pub(super) fn nothing(watcher: RecommendedWatcher, index: &Path) -> Self {
        Self {
            watcher,
            folders: BTreeMap::new(),
            files: BTreeMap::new(),
            lost: Names::new(),
            index: real(index),
            limited: false,
        }
    }

    /// Follows a file, or a folder and all that the walk visits in it, instead of what a link of that name led to before.
    pub(super) fn follow(&mut self, name: &Path) {
        if name.is_symlink() {
            for names in self.folders.values_mut().chain(self.files.values_mut()) {
                names.retain(|other| !other.starts_with(name));
            }
            self.follow_link(name);
        }
        let depth = if one_by_one() { usize::MAX } else { 0 };
        let mut is_there = false;
        // A folder is watched before its entries are listed, so that none can come unnoticed.
        for one in to_follow(name, depth) {
            is_there = true;
            match one {
                ToFollow::Folder(name) => self.watch(&real(&name), Some(&name)),
                ToFollow::File(name) => self.follow_file(&name),
            }
        }
        if !is_there {
            self.lost.insert(name.to_owned());
        }
    }

    /// Follows a link itself: where it lies is watched, since it may be turned to lead elsewhere.
    fn follow_link(&mut self, name: &Path) {
        let folder = name.parent().filter(|folder| *folder != Path::new(""));
        let folder = real(folder.unwrap_or(Path::new(".")));
        if let Some(link) = name.file_name() {
            self.watch(&folder, None);
            let names = self.files.entry(folder.join(link)).or_default();
            names.insert(name.to_owned());
        }
    }

    /// Careful programs replace a file instead of writing to it. The new one is another file, so its folder is watched.
    fn follow_file(&mut self, name: &Path) {
        let file = real(name);
        if let Some(folder) = file.parent() {
            self.watch(folder, None);
        }
        self.lost.remove(name);
        self.files.entry(file).or_default().insert(name.to_owned());
    }

    /// Watches a folder, or the files in it that are followed if it has no name.
    fn watch(&mut self, folder: &Path, name: Option<&Path>) {
        if folder == self.index || !one_by_one() && self.is_in_watched(folder) {
            return;
        }
        let mode = match name {
            Some(_) if !one_by_one() => RecursiveMode::Recursive,
            _ => RecursiveMode::NonRecursive,
        };
        match self.watcher.watch(folder, mode) {
            Ok(()) => {
                let names = self.folders.entry(folder.to_owned()).or_default();
                if let Some(name) = name {
                    self.lost.remove(name);
                    names.insert(name.to_owned());
                }
            }
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => self.limited = true,
            Err(error) => {
                tracing::debug!(%error, "cannot watch {}", folder.display());
                if !self.is_in_watched(folder) {
                    self.lost.extend(name.map(Path::to_owned));
                }
            }
        }
    }

    /// Forgets a folder that is gone or may be another one now, and those in it.
    pub(super) fn forget(&mut self, folder: &Path) {
        for name in self.names_of(folder) {
            self.lost.remove(&name);
        }
        if !self.folders.contains_key(folder) {
            return;
        }
        let inside = |path: &Path| path.starts_with(folder);
        if !self.is_in_watched(folder) {
            let names = self.folders.get(folder).into_iter().flatten();
            let alone = self.files.range(folder.to_owned()..);
            let alone = alone.take_while(|(file, _)| inside(file));
            let names = names.chain(alone.flat_map(|(_, names)| names)).cloned();
            self.lost.extend(names);
        }
        let from_here = self.folders.range(folder.to_owned()..);
        let gone: Vec<PathBuf> = from_here
            .map(|(path, _)| path.clone())
            .take_while(|path| inside(path))
            .collect();
        for path in gone {
            self.folders.remove(&path);
        }
    }

    /// Whether there are events of what happens to a path.
    fn is_in_watched(&self, path: &Path) -> bool {
        let folder = path.parent();
        folder.is_some_and(|folder| !self.names_of(folder).is_empty())
    }

    /// Follows again what was lost and is back; `true` if there is anything.
    pub(super) fn find_lost(&mut self) -> bool {
        let lost = self.lost.clone();
        for name in &lost {
            self.follow(name);
        }
        lost.iter().any(|name| !self.lost.contains(name))
    }

    /// What the walk calls a path; nothing if it would not visit it.
    pub(super) fn names_of(&self, path: &Path) -> Names {
        let mut all = self.files.get(path).cloned().unwrap_or_default();
        for folder in path.ancestors() {
            let (Some(names), Ok(rest)) = (self.folders.get(folder), path.strip_prefix(folder))
            else {
                continue;
            };
            let is_hidden = |part: Component<'_>| is_hidden(part.as_os_str());
            if rest.as_os_str().is_empty() {
                all.extend(names.iter().cloned());
            } else if !rest.components().any(is_hidden) {
                all.extend(names.iter().map(|name| name.join(rest)));
            }
        }
        all
    }

    pub(super) fn is_limited(&self) -> bool {
        self.limited
    }

    pub(super) fn is_index(&self, path: &Path) -> bool {
        *path == self.index
    }
}

/// Whether the system watches folders and not trees.
fn one_by_one() -> bool {
    RecommendedWatcher::kind() == WatcherKind::Inotify
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// The real path of a path, with links resolved as far as possible.
fn real(path: &Path) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}
