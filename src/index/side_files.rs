//! Reads and writes files beside the index. Each is replaced atomically, and our own begin with a hash of the rest, the
//! checksum.
#![expect(
    clippy::disallowed_methods,
    reason = "what is kept beside an index is kept on the disk"
)]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::IndexError;

/// The length of the checksum, in bytes.
const CHECKSUM_LENGTH: usize = 16;

/// The content of a sealed file beside the index in `dir`; `None` if there is no such file.
///
/// # Errors
/// [`IndexError::SideFile`] if it is not as it was written.
pub(super) fn read(dir: &Path, name: &str) -> Result<Option<Vec<u8>>, IndexError> {
    let bytes = match fs::read(dir.join(name)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            let dir = dir.to_owned();
            return Err(IndexError::Io { dir, source });
        }
    };
    let whole = bytes.split_first_chunk::<CHECKSUM_LENGTH>();
    let content = whole.filter(|(checksum, content)| **checksum == checksum_of(content));
    let content = content.map(|(_, content)| content.to_vec());
    content.map(Some).ok_or_else(|| IndexError::SideFile {
        file: dir.join(name),
    })
}

/// Writes a file atomically, with its checksum.
pub(super) fn write(dir: &Path, name: &str, content: &[u8]) -> Result<(), IndexError> {
    put(dir, name, &[&checksum_of(content), content]).map_err(|source| IndexError::Io {
        dir: dir.join(name),
        source,
    })
}

/// Replaces a file by another, if that exists.
pub(super) fn rename(dir: &Path, from: &str, to: &str) -> Result<(), IndexError> {
    if_there(
        fs::rename(dir.join(from), dir.join(to)).and_then(|()| sync_folder(dir)),
        dir,
    )
}

/// Removes a file, if it exists.
pub(super) fn remove(dir: &Path, name: &str) -> Result<(), IndexError> {
    if_there(fs::remove_file(dir.join(name)), dir)
}

fn if_there(done: io::Result<()>, dir: &Path) -> Result<(), IndexError> {
    match done {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            let dir = dir.to_owned();
            Err(IndexError::Io { dir, source })
        }
        _ => Ok(()),
    }
}

/// Replaces a file atomically: at every instant either the old or the new file is there, whole. Once this returns, the
/// new one survives a power cut.
pub(crate) fn put(dir: &Path, name: &str, parts: &[&[u8]]) -> io::Result<()> {
    // Hidden, so that a left-over one is not taken for a file of the user's.
    let unfinished = dir.join(format!(".{}.new", name.trim_start_matches('.')));
    let mut file = File::create(&unfinished)?;
    for part in parts {
        file.write_all(part)?;
    }
    file.sync_all()?;
    drop(file);
    fs::rename(&unfinished, dir.join(name))?;
    sync_folder(dir)
}

/// Makes the names in a folder durable, on systems that would otherwise write them at some later time.
fn sync_folder(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}

fn checksum_of(content: &[u8]) -> [u8; CHECKSUM_LENGTH] {
    let mut checksum = [0; CHECKSUM_LENGTH];
    let hash = blake3::hash(content);
    for (to, from) in checksum.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    checksum
}
