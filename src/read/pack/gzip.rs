//! Reads the members of a gzip file one after the other, up to what is no member: padding, or junk.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// What every member begins with.
const BEGIN: u8 = 0x1f;

pub(super) struct Members<R> {
    /// The member that is being read; `None` behind the last.
    member: Option<GzDecoder<R>>,
}

/// Something behind the last member, which is whole.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("behind its end there is something that cannot be unpacked")]
struct JunkBehind;

/// Whether what was unpacked before this error is whole.
pub(in crate::read) fn is_junk_behind(error: &io::Error) -> bool {
    let inner = error.get_ref();
    inner.is_some_and(<dyn std::error::Error + Send + Sync>::is::<JunkBehind>)
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            member: Some(GzDecoder::new(input)),
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(mut member) = self.member.take() {
            let read = member.read(buffer);
            if buffer.is_empty() || !matches!(read, Ok(0)) {
                self.member = Some(member);
                return read;
            }
            let mut input = member.into_inner();
            match first_behind_padding(&mut input)? {
                Some(BEGIN) => self.member = Some(GzDecoder::new(input)),
                Some(_) => return Err(io::Error::other(JunkBehind)),
                None => {}
            }
        }
        Ok(0)
    }
}

/// The next byte that is not 0, which is left in the input. Tapes and disks fill their last block with zeros.
fn first_behind_padding(input: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let some = input.fill_buf()?;
        let Some(zeros) = some.iter().position(|byte| *byte != 0) else {
            let all = some.len();
            if all == 0 {
                return Ok(None);
            }
            input.consume(all);
            continue;
        };
        let first = some.get(zeros).copied();
        input.consume(zeros);
        return Ok(first);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    fn unpacked(file: &[u8]) -> (String, Option<io::Error>) {
        let mut text = Vec::new();
        let failed = Members::new(file).read_to_end(&mut text).err();
        (String::from_utf8(text).unwrap(), failed)
    }

    #[test]
    fn members_and_what_is_behind_them() {
        let both = [packed("Rain."), packed(""), packed("Fog.")].concat();
        let padded = [both.as_slice(), &[0; 700]].concat();
        for file in [&both, &padded] {
            let (text, failed) = unpacked(file);
            assert_eq!(text, "Rain.Fog.");
            assert!(failed.is_none(), "{failed:?}");
        }
        for (behind, is_junk) in [(b"\0\0no gzip", true), (b"\x1f\x8bno gzip", false)] {
            let (text, failed) = unpacked(&[both.as_slice(), behind].concat());
            assert_eq!(text, "Rain.Fog.");
            assert_eq!(failed.as_ref().map(is_junk_behind), Some(is_junk));
        }
        let (_, failed) = unpacked(&both[..both.len() - 3]);
        assert_eq!(failed.unwrap().kind(), io::ErrorKind::UnexpectedEof);
        let (_, failed) = unpacked(b"no gzip");
        assert!(!is_junk_behind(&failed.unwrap()));
    }
}
