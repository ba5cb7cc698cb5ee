//! Tells whether two files are the same by the first half of the BLAKE3 hash of their bytes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};

use crate::read::Found;

/// The first half of a hash: 128 bits are enough to distinguish all files.
pub(super) fn half(hash: &blake3::Hash) -> [u8; 16] {
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A reader that hashes what is read through it.
pub(super) struct Hashing<R> {
    inner: R,
    pub(super) hasher: blake3::Hasher,
}

impl<R> Hashing<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: blake3::Hasher::new(),
        }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// A cache of the hashes of files that are being processed.
#[derive(Default)]
pub(super) struct Hashes(HashMap<String, [u8; 16]>);

impl Hashes {
    /// The hash of a file.
    pub(super) fn of(&mut self, found: &Found) -> io::Result<[u8; 16]> {
        if let Some(hash) = self.0.get(&found.name) {
            return Ok(*hash);
        }
        let hash = hash_file(found)?;
        self.0.insert(found.name.clone(), hash);
        Ok(hash)
    }

    /// Removes the hash of a file that is done or has changed.
    pub(super) fn take(&mut self, found: &Found) -> Option<[u8; 16]> {
        self.0.remove(&found.name)
    }
}

/// Reads a file only to hash it.
pub(super) fn hash_file(found: &Found) -> io::Result<[u8; 16]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(&found.path)?)?;
    Ok(half(&hasher.finalize()))
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests write the files that are hashed"
)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_hashed_once_until_it_is_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let found = Found {
            hidden: false,
            name: Found::name_of(&path),
            path: path.clone(),
            size: 1,
            modified: 0,
        };
        let mut hashes = Hashes::default();
        fs::write(&path, "a").unwrap();
        let hash = hashes.of(&found).unwrap();
        fs::write(&path, "b").unwrap();
        assert_eq!(hashes.of(&found).unwrap(), hash);
        assert_eq!(hashes.take(&found), Some(hash));
        assert_ne!(hashes.of(&found).unwrap(), hash);
    }
}
