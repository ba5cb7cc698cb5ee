//! Removes an index's own files, and no others.
#![expect(
    clippy::disallowed_methods,
    reason = "removing an index is reading and writing the disk"
)]

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use crate::index::IndexError;

/// What tantivy keeps beside the files it lists, and we beside tantivy. `meta.json` makes a folder an index and goes
/// last, so that a removal that was cut short can be finished.
const OTHERS: [&str; 7] = [
    ".managed.json",
    ".tantivy-meta.lock",
    ".tantivy-writer.lock",
    ".dateline-writer",
    ".dateline-copies",
    ".dateline-copies.new",
    "meta.json",
];

/// Removes the index in `dir`; does nothing where there is none.
///
/// # Errors
/// [`IndexError::Locked`] while somebody writes to it.
pub(super) fn clear(dir: &Path) -> Result<(), IndexError> {
    if !dir.join("meta.json").is_file() {
        return Ok(());
    }
    let failed = |source| IndexError::Io {
        dir: dir.to_owned(),
        source,
    };
    let lock = File::create(dir.join(".tantivy-writer.lock")).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(IndexError::Locked {
                dir: dir.to_owned(),
                holder: fs::read_to_string(dir.join(".dateline-writer")).ok(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    let listed = match fs::read(dir.join(".managed.json")) {
        Ok(json) => serde_json::from_slice(&json).map_err(|error| failed(error.into()))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(error)),
    };
    // A name with a folder in it is none of tantivy's.
    let listed = listed
        .iter()
        .map(String::as_str)
        .filter(|name| !name.contains(['/', '\\']));
    for name in listed.filter(|name| *name != "meta.json").chain(OTHERS) {
        match fs::remove_file(dir.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_of_the_index_go() {
        let dir = std::env::temp_dir().join(format!("dateline-clear-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("../dateline-outside"), "").unwrap();
        for name in ["meta.json", "a.term", "notes.txt", ".gitkeep"] {
            fs::write(dir.join(name), "").unwrap();
        }
        fs::write(
            dir.join(".managed.json"),
            r#"["meta.json","a.term","b.idx","../dateline-outside"]"#,
        )
        .unwrap();
        clear(&dir).unwrap();
        let mut left: Vec<_> = dir
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, [".gitkeep", "notes.txt"]);
        assert!(dir.join("../dateline-outside").exists());
        fs::remove_dir_all(&dir).unwrap();
    }
}
