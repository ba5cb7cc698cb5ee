//! Removes the files of an index, and no others.
#![expect(
    clippy::disallowed_methods,
    reason = "removing an index is reading and writing the disk"
)]

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::Path;

use crate::index::{IndexError, REMOVED, is_segment_file};

/// The files beside the segments, tantivy's and ours. `meta.json` makes a folder an index and is removed last, so that
/// an interrupted removal can be finished. The writer's lock is held meanwhile and stays: whoever created it again
/// would hold another lock.
const OTHERS: [&str; 10] = [
    ".managed.json",
    ".tantivy-meta.lock",
    ".dateline-writer",
    ".dateline-copies",
    ".dateline-copies.new",
    ".dateline-compared",
    ".dateline-compared.new",
    ".dateline-aliases",
    ".dateline-aliases.new",
    "meta.json",
];

/// tantivy's lock file, which a writer holds.
const LOCK: &str = ".tantivy-writer.lock";

/// Removes the index in `dir`, if there is one, or what is left of one: any of the files that every index has, and not
/// just something called `meta.json`.
///
/// # Errors
/// [`IndexError::Locked`] while another process writes to it.
pub(super) fn clear(dir: &Path) -> Result<(), IndexError> {
    let holds = |name: &str| dir.join(name).is_file();
    if ![".managed.json", LOCK].into_iter().any(holds)
        || ![".managed.json", "meta.json"].into_iter().any(holds)
    {
        return Ok(());
    }
    let failed = |source| IndexError::Io {
        dir: dir.to_owned(),
        source,
    };
    let mut lock = File::create(dir.join(LOCK)).map_err(failed)?;
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
    // By their names, since tantivy's list of them may be damaged.
    let mut segments = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        segments.extend(name.into_string().ok().filter(|name| is_segment_file(name)));
    }
    for name in segments.iter().map(String::as_str).chain(OTHERS) {
        match fs::remove_file(dir.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    lock.write_all(REMOVED).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_of_the_index_go() {
        let dir = std::env::temp_dir().join(format!("dateline-clear-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let segment = "0123456789abcdef0123456789abcdef.term";
        for name in ["meta.json", segment, "notes.term", ".gitkeep", LOCK] {
            fs::write(dir.join(name), "").unwrap();
        }
        // A process that waits for the lock will hold that of the new index.
        let waiting = File::open(dir.join(LOCK)).unwrap();
        fs::write(dir.join(".managed.json"), "damaged").unwrap();
        clear(&dir).unwrap();
        let mut left: Vec<_> = dir
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, [".gitkeep", LOCK, "notes.term"]);
        waiting.lock().unwrap();
        let other = File::open(dir.join(LOCK)).unwrap();
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        fs::remove_dir_all(&dir).unwrap();
    }
}
