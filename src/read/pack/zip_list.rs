//! How many entries the list of a zip has: of two of one name the crate `zip` knows the last alone.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// How each begins.
const SIGNATURE: &[u8] = b"PK\x01\x02";
/// The length of the fixed part of each, and the offsets of the lengths of the others: name, extra field, comment.
const LENGTH: usize = 46;
const LENGTHS: [usize; 3] = [28, 30, 32];

/// The number of entries in the list that begins at a place.
pub(super) fn entries(input: &mut (impl Read + Seek), list: u64) -> io::Result<usize> {
    input.seek(SeekFrom::Start(list))?;
    let mut input = BufReader::new(input);
    let mut count = 0;
    loop {
        let mut entry = [0; LENGTH];
        match input.read_exact(&mut entry) {
            Ok(()) if entry.starts_with(SIGNATURE) => count += 1,
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error),
            _ => return Ok(count),
        }
        let lengths = LENGTHS.into_iter().filter_map(|at| entry.get(at..at + 2));
        let rest = lengths
            .flat_map(<[u8; 2]>::try_from)
            .map(u16::from_le_bytes);
        let rest = rest.map(u64::from).sum();
        io::copy(&mut input.by_ref().take(rest), &mut io::sink())?;
    }
}
