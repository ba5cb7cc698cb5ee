//! Undoes what was done to a page when it was sent: chunks, and compression.

use std::borrow::Cow;
use std::io::Read;

use crate::read::format::is_text;

/// The largest size of an unpacked page, in bytes.
const LARGEST: u64 = 32 << 20;
/// How much of a page tells whether it is packed, in bytes.
const HEAD: usize = 1024;
/// How much brotli is unpacked at a time, in bytes.
const BUFFER: usize = 4096;

/// The body of a response in one piece.
pub(super) fn whole(body: &[u8], chunked: bool) -> Cow<'_, [u8]> {
    if !chunked {
        return Cow::Borrowed(body);
    }
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let size = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .and_then(|end| Some((rest.get(..end)?, rest.get(end + 1..)?)))
            .and_then(|(size, after)| {
                let size = std::str::from_utf8(size).ok()?.split(';').next()?.trim();
                Some((usize::from_str_radix(size, 16).ok()?, after))
            });
        match size {
            // Archives often keep the header and not the chunks.
            None if joined.is_empty() => return Cow::Borrowed(body),
            Some((size, after)) if size > 0 => {
                joined.extend_from_slice(after.get(..size).unwrap_or(after));
                rest = after.get(size..).unwrap_or_default().trim_ascii_start();
            }
            _ => return Cow::Owned(joined),
        }
    }
}

/// The decompressed body; `None` if that fails. Archives often keep the header of a body that they have unpacked.
pub(super) fn unpacked<'b>(body: Cow<'b, [u8]>, encoding: &str) -> Option<Cow<'b, [u8]>> {
    if is_unpacked(&body) {
        return Some(body);
    }
    let packed: &[u8] = &body;
    match encoding {
        "gzip" | "x-gzip" if packed.starts_with(b"\x1f\x8b") => {
            read(flate2::read::MultiGzDecoder::new(packed))
        }
        "deflate" => read(flate2::read::ZlibDecoder::new(packed))
            .or_else(|| read(flate2::read::DeflateDecoder::new(packed))),
        "br" => read(brotli_decompressor::Decompressor::new(packed, BUFFER)),
        "zstd" => read(ruzstd::decoding::StreamingDecoder::new(packed).ok()?),
        _ => return Some(body),
    }
    .map(Cow::Owned)
}

/// Whether a body begins as text does, not as what is compressed.
fn is_unpacked(body: &[u8]) -> bool {
    let head = body.get(..HEAD).unwrap_or(body).trim_ascii_start();
    is_text(head) || head.starts_with(b"<?xml")
}

/// What comes out of a decoder. A truncated page is still most of a page.
fn read(decoder: impl Read) -> Option<Vec<u8>> {
    let mut page = Vec::new();
    let read = decoder.take(LARGEST).read_to_end(&mut page);
    (read.is_ok() || !page.is_empty()).then_some(page)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &[u8] = b"<p>The water rose, and rose, and rose.</p>";

    /// The page as the program `brotli` packs it.
    const BROTLI: &[u8] = b"\
        \x1b\x29\x00\xf8\x8d\x93\x5c\xfd\xea\x94\xdb\xd8\x3c\xe2\x58\xd2\xfa\x41\x41\xab\xa2\x0a\
        \x84\x2a\x15\x59\x45\x9f\x54\x60\x99\x8f\xd2\xda\x1a\x9f\x77\xf3\x09\xde\x01\x2b";

    fn check(encoding: &str, packed: &[u8]) {
        let page = unpacked(Cow::Borrowed(packed), encoding);
        assert_eq!(page.as_deref(), Some(PAGE), "{encoding}");
    }

    #[test]
    fn every_encoding() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(PAGE).unwrap();
        check("deflate", &zlib.finish().unwrap());
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(PAGE).unwrap();
        check("deflate", &raw.finish().unwrap());
        check("br", BROTLI);
        // One block that is not compressed.
        let length = u32::try_from(PAGE.len()).unwrap();
        let [size, ..] = length.to_le_bytes();
        let block = (length << 3 | 1).to_le_bytes();
        let zstd = [
            b"\x28\xb5\x2f\xfd\x20".as_slice(),
            &[size],
            &block[..3],
            PAGE,
        ]
        .concat();
        check("zstd", &zstd);
        for encoding in ["gzip", "deflate", "br", "zstd", ""] {
            check(encoding, PAGE);
        }
        assert_eq!(unpacked(Cow::Borrowed(b"\x01\x02\x03"), "br"), None);
    }
}
