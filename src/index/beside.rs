//! Files of ours beside an index: each is put in its place whole, and begins with a hash of what follows.
#![expect(
    clippy::disallowed_methods,
    reason = "what is kept beside an index is kept on the disk"
)]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::IndexError;

/// How many bytes of the hash.
const SEAL: usize = 16;

/// What a file beside the index in `dir` holds; `None` where there is none.
///
/// # Errors
/// [`IndexError::Kept`] where it is not as it was written.
pub(super) fn read(dir: &Path, name: &str) -> Result<Option<Vec<u8>>, IndexError> {
    let bytes = match fs::read(dir.join(name)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            let dir = dir.to_owned();
            return Err(IndexError::Io { dir, source });
        }
    };
    let whole = bytes.split_first_chunk::<SEAL>();
    let content = whole.filter(|(seal, content)| **seal == seal_of(content));
    let content = content.map(|(_, content)| content.to_vec());
    content.map(Some).ok_or_else(|| IndexError::Kept {
        file: dir.join(name),
    })
}

/// Puts a file in its place: at every instant there is the one before or this one.
pub(super) fn write(dir: &Path, name: &str, content: &[u8]) -> Result<(), IndexError> {
    let unfinished = dir.join(format!("{name}.new"));
    let put = || {
        let mut file = File::create(&unfinished)?;
        file.write_all(&seal_of(content))?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&unfinished, dir.join(name))
    };
    put().map_err(|source| IndexError::Io {
        dir: dir.to_owned(),
        source,
    })
}

fn seal_of(content: &[u8]) -> [u8; SEAL] {
    let mut seal = [0; SEAL];
    let hash = blake3::hash(content);
    for (to, from) in seal.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    seal
}
