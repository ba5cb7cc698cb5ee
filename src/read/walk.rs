//! Walks the files of an archive on disk, in the same order each time.

use std::collections::HashSet;
use std::fs::Metadata;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::found::{Found, modified};

/// Something that the walk could not read. The message is the reason alone: whoever tells it names the file.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The file or folder itself.
    #[error("{}", io_reason(source))]
    Io {
        /// Its path, as in [`Found::name`].
        name: String,
        /// Where it is.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A link to a folder that it is in.
    #[error("a link to a folder that contains it")]
    Loop {
        /// The link.
        name: String,
    },
    /// A pipe, a socket, a device.
    #[error("neither a file nor a folder")]
    Special {
        /// Its path, as in [`Found::name`].
        name: String,
    },
}

impl Unreadable {
    /// The path, as in [`Found::name`].
    pub fn name(&self) -> &str {
        match self {
            Self::Io { name, .. } | Self::Loop { name } | Self::Special { name } => name,
        }
    }

    /// Whether it no longer exists. A dangling link exists.
    pub fn is_gone(&self) -> bool {
        match self {
            Self::Io { path, source, .. } => {
                source.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err()
            }
            Self::Loop { .. } | Self::Special { .. } => false,
        }
    }
}

/// The files in and under `roots`, root by root, sorted by name within each folder, each once.
///
/// Links are followed. Hidden files and folders (their names begin with a dot) are given as such, and the folders not
/// entered, unless they are roots. Those for which `left_out` holds are not given at all.
pub fn walk(
    roots: &[PathBuf],
    left_out: fn(&Path) -> bool,
) -> impl Iterator<Item = Result<Found, Unreadable>> {
    let mut seen = (roots.len() > 1).then(HashSet::new);
    roots
        .iter()
        .flat_map(move |root| under(root, root, left_out))
        .filter(move |found| match (found, &mut seen) {
            (Ok(found), Some(seen)) => seen.insert(found.name.clone()),
            _ => true,
        })
}

/// The files in and under `folder`, which is `top` or was met in it by a link. The crate would follow links too, but not
/// say which of them cannot be read.
fn under(top: &Path, folder: &Path, left_out: fn(&Path) -> bool) -> Walked {
    let (top, folder) = (top.to_owned(), folder.to_owned());
    let is_skipped = move |entry: &DirEntry| {
        (entry.file_type().is_file() || is_hidden(entry)) && left_out(entry.path())
    };
    let mut walk = WalkDir::new(&folder).sort_by_file_name().into_iter();
    let entries = iter::from_fn(move || {
        let entry = walk.next()?;
        let is_shut = |entry: &DirEntry| is_hidden(entry) && entry.file_type().is_dir();
        if entry.as_ref().is_ok_and(is_shut) {
            walk.skip_current_dir();
        }
        Some(entry)
    });
    let walk = entries
        .filter(move |entry| !entry.as_ref().is_ok_and(is_skipped))
        .flat_map(move |entry| match entry {
            Ok(entry) if is_hidden(&entry) => once(Ok(hidden(entry.path()))),
            Ok(entry) if entry.path_is_symlink() => at_link(&top, &entry, left_out),
            Ok(entry) if entry.file_type().is_dir() => nothing(),
            Ok(entry) => once(found(
                entry.path(),
                entry.metadata().map_err(io::Error::from),
            )),
            Err(error) => once(Err(unreadable(&folder, error))),
        });
    Box::new(walk)
}

/// What must be followed to notice all changes in what [`walk`] gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToFollow {
    /// A folder.
    Folder(PathBuf),
    /// A file that is named itself, or that a link leads to.
    File(PathBuf),
}

/// All that is to be followed in and under a path, down to some depth. A folder is given before its entries are listed.
pub fn to_follow(path: &Path, depth: usize) -> impl Iterator<Item = ToFollow> {
    WalkDir::new(path)
        .follow_links(true)
        .max_depth(depth)
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry))
        .flatten()
        .filter_map(|entry| {
            let path = entry.path().to_owned();
            if entry.file_type().is_dir() {
                Some(ToFollow::Folder(path))
            } else {
                let alone = entry.depth() == 0 || entry.path_is_symlink();
                alone.then_some(ToFollow::File(path))
            }
        })
}

type Walked = Box<dyn Iterator<Item = Result<Found, Unreadable>>>;

fn nothing() -> Walked {
    Box::new(iter::empty())
}

fn once(found: Result<Found, Unreadable>) -> Walked {
    Box::new(iter::once(found))
}

/// What a link leads to.
fn at_link(top: &Path, link: &DirEntry, left_out: fn(&Path) -> bool) -> Walked {
    let path = link.path();
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => {
            // The walk itself enters the folder that a root leads to.
            if link.depth() == 0 {
                nothing()
            } else if leads_back(top, path) {
                let name = Found::name_of(path);
                once(Err(Unreadable::Loop { name }))
            } else {
                under(top, path, left_out)
            }
        }
        Ok(metadata) if metadata.is_file() && left_out(path) => nothing(),
        metadata => once(found(path, metadata)),
    }
}

/// Whether a link leads to a folder that the walk is in.
fn leads_back(top: &Path, link: &Path) -> bool {
    let Ok(target) = link.canonicalize() else {
        return false;
    };
    let folders = link.ancestors().skip(1);
    let mut folders = folders.take_while(|folder| folder.starts_with(top));
    folders.any(|folder| folder.canonicalize().is_ok_and(|folder| folder == target))
}

/// Whether a file or folder is hidden, and not a root.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Its size and time do not matter.
fn hidden(path: &Path) -> Found {
    Found {
        path: path.to_owned(),
        name: Found::name_of(path),
        size: 0,
        modified: 0,
        hidden: true,
    }
}

fn found(path: &Path, metadata: io::Result<Metadata>) -> Result<Found, Unreadable> {
    let name = Found::name_of(path);
    match metadata {
        Ok(metadata) if metadata.is_file() => Ok(Found {
            path: path.to_owned(),
            name,
            size: metadata.len(),
            modified: modified(&metadata),
            hidden: false,
        }),
        Ok(_) => Err(Unreadable::Special { name }),
        Err(source) => Err(Unreadable::Io {
            name,
            path: path.to_owned(),
            source,
        }),
    }
}

/// What is not found but was met is a link ([`Unreadable::is_gone`]).
fn io_reason(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "a link to nothing".to_owned(),
        kind => format!("it cannot be read: {kind}"),
    }
}

/// If the error does not say where it happened, it is about the whole folder.
fn unreadable(folder: &Path, error: walkdir::Error) -> Unreadable {
    let path = error.path().unwrap_or(folder).to_owned();
    Unreadable::Io {
        name: Found::name_of(&path),
        path,
        source: error.into(),
    }
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are found"
)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with these files in it, all of one byte.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn names(root: &Path, found: impl Iterator<Item = Result<Found, Unreadable>>) -> Vec<String> {
        let root = Found::name_of(root);
        found
            .map(|found| match found {
                Ok(found) if found.hidden => format!("{} (hidden)", found.name),
                Ok(found) => found.name,
                Err(error) => format!("{}: {error}", error.name()),
            })
            .map(|text| text.replace(&root, "ROOT"))
            .collect()
    }

    #[test]
    fn in_order_and_not_into_what_is_hidden() {
        let folder = folder(&[
            "b.txt",
            "a/2.txt",
            "a/10.txt",
            ".git/config",
            "a/.hidden",
            "c",
        ]);
        let roots = [folder.path().to_owned()];
        let found = names(folder.path(), walk(&roots, NOTHING));
        assert_eq!(
            found,
            [
                "ROOT/.git (hidden)",
                "ROOT/a/.hidden (hidden)",
                "ROOT/a/10.txt",
                "ROOT/a/2.txt",
                "ROOT/b.txt",
                "ROOT/c"
            ]
        );
    }

    const NOTHING: fn(&Path) -> bool = |_| false;

    #[test]
    fn without_files_that_are_left_out() {
        let folder = folder(&["a/b/1.txt", "b", "c/b.txt"]);
        for roots in [&["."][..], &["a", "b", "c"], &["a/b/1.txt", "b", "c/b.txt"]] {
            let roots: Vec<_> = roots.iter().map(|root| folder.path().join(root)).collect();
            let found = walk(&roots, |path| {
                path.ends_with("b") || path.ends_with("b.txt")
            });
            assert_eq!(names(folder.path(), found), ["ROOT/a/b/1.txt"]);
        }
    }

    #[test]
    fn each_file_once() {
        let folder = folder(&["a/1.txt", "b.txt"]);
        let roots = [
            folder.path().join("a"),
            folder.path().join("./"),
            folder.path().join("a/1.txt"),
        ];
        assert_eq!(
            names(folder.path(), walk(&roots, NOTHING)),
            ["ROOT/a/1.txt", "ROOT/b.txt"]
        );
    }

    #[test]
    fn size_and_time() {
        let folder = folder(&["a"]);
        let roots = [folder.path().to_owned()];
        let found = walk(&roots, NOTHING).next().unwrap().unwrap();
        assert_eq!(found.size, 1);
        assert!(found.modified > 1_600_000_000_000_000_000);
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_is_told() {
        let folder = folder(&["a/1.txt"]);
        let roots = [folder.path().to_owned()];
        fs::create_dir(folder.path().join("b")).unwrap();
        for (target, link) in [
            ("a", "a/loop"),
            ("b", "a/other"),
            ("a", "b/back"),
            ("gone", "dead.txt"),
            ("self", "self"),
        ] {
            let link = folder.path().join(link);
            std::os::unix::fs::symlink(folder.path().join(target), link).unwrap();
        }
        assert_eq!(
            names(folder.path(), walk(&roots, NOTHING)),
            [
                "ROOT/a/1.txt",
                "ROOT/a/loop: a link to a folder that contains it",
                "ROOT/a/other/back: a link to a folder that contains it",
                "ROOT/b/back/1.txt",
                "ROOT/b/back/loop: a link to a folder that contains it",
                "ROOT/b/back/other: a link to a folder that contains it",
                "ROOT/dead.txt: a link to nothing",
                "ROOT/self: it cannot be read: filesystem loop or indirection limit (e.g. symlink loop)",
            ]
        );
    }
}
