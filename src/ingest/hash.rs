//! Tells whether two files are the same by the first half of the BLAKE3 hash of their bytes.

use std::fs::File;
use std::io::{self, Read};

use crate::read::Found;

/// The first half of a hash: 128 bits tell every file there will ever be from every other.
pub(super) fn half(hash: &blake3::Hash) -> [u8; 16] {
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// Hashes what is read through it.
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

/// The hash of a file that is not read for anything else.
pub(super) fn hash_file(found: &Found) -> io::Result<[u8; 16]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(&found.path)?)?;
    Ok(half(&hasher.finalize()))
}
