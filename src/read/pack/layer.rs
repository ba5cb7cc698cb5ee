//! Tells what a file is packed with, by its first bytes, or by its name where those say nothing.

use std::io::{self, BufRead, Read};

use super::gzip::Members;
use super::zstd::Frames;
use crate::read::format::{ending, is_backup, is_text};

/// Memory that a decoder of xz may ask for, in KiB: what the strongest setting of `xz` asks for.
const XZ_MEMORY: u32 = 66 << 10;

/// One layer of packing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// Files packed together, with a list at the end.
    Zip,
    /// Files packed one after the other.
    Tar,
    /// One file compressed.
    Stream(Codec),
}

/// How one file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Gzip,
    Zstd,
    Xz,
    Bzip2,
}

/// What is a zip for its own program only.
const DOCUMENTS: [&str; 14] = [
    "docx", "odt", "xlsx", "pptx", "ods", "odp", "odg", "epub", "jar", "apk", "ipa", "xpi", "whl",
    "crx",
];

impl Layer {
    pub(super) fn of(name: &str, head: &[u8]) -> Option<Self> {
        if is_backup(name) {
            return None;
        }
        let begins = |magic: &[u8]| head.starts_with(magic);
        if begins(b"\x1f\x8b") {
            Some(Self::Stream(Codec::Gzip))
        } else if begins(b"\x28\xb5\x2f\xfd") {
            Some(Self::Stream(Codec::Zstd))
        } else if begins(b"\xfd7zXZ\0") {
            Some(Self::Stream(Codec::Xz))
        } else if begins(b"BZh") && head.get(4..10).is_some_and(|block| block == b"1AY&SY") {
            Some(Self::Stream(Codec::Bzip2))
        } else if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
            (!DOCUMENTS.contains(&ending(name).as_str())).then_some(Self::Zip)
        } else if head.get(257..262).is_some_and(|mark| mark == b"ustar") {
            Some(Self::Tar)
        } else {
            Self::named(name, head)
        }
    }

    /// The layer by its name, so that a broken archive is reported as such and not skipped. A text file with such a
    /// name was unpacked without being renamed.
    fn named(name: &str, head: &[u8]) -> Option<Self> {
        match ending(name).as_str() {
            "zip" => Some(Self::Zip),
            "tar" => Some(Self::Tar),
            _ if is_text(head) => None,
            _ => Codec::named(name).map(|(codec, _)| Self::Stream(codec)),
        }
    }
}

/// A decoder, and what is said when its input ends too early.
struct Told<R>(R, &'static str);

impl<R: Read> Read for Told<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer);
        read.map_err(|error| match error.kind() {
            kind @ io::ErrorKind::UnexpectedEof => io::Error::new(kind, self.1),
            _ => error,
        })
    }
}

impl Codec {
    /// What comes of `input`, all of its parts one after the other.
    pub(super) fn decoder<'r, R: BufRead + 'r>(self, input: R) -> Box<dyn Read + 'r> {
        const CUT: &str = "it is cut short";
        const CUT_BLOCK: &str =
            "it is cut short, and nothing of a block that is cut can be unpacked";
        match self {
            Self::Gzip => Box::new(Told(Members::new(input), CUT)),
            Self::Zstd => Box::new(Told(Frames::new(input), CUT)),
            Self::Xz => {
                let decoder = lzma_rust2::XzReader::new_mem_limit(input, true, XZ_MEMORY);
                Box::new(Told(decoder, CUT_BLOCK))
            }
            Self::Bzip2 => Box::new(Told(bzip2::bufread::MultiBzDecoder::new(input), CUT_BLOCK)),
        }
    }

    /// What a name says that its file is compressed with, and the name without that.
    pub(super) fn named(name: &str) -> Option<(Self, &str)> {
        let (stem, ending) = name.rsplit_once('.')?;
        let all = [Self::Gzip, Self::Zstd, Self::Xz, Self::Bzip2];
        let codec = all.into_iter().find(|codec| {
            let known = codec.endings().iter().map(|(known, _)| known);
            known
                .into_iter()
                .any(|known| known.trim_start_matches('.').eq_ignore_ascii_case(ending))
        })?;
        Some((codec, stem))
    }

    /// The endings of its files' names, and what replaces them in the name of the compressed file.
    fn endings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Gzip => &[(".tgz", ".tar"), (".gz", "")],
            Self::Zstd => &[(".tzst", ".tar"), (".zst", ""), (".zstd", "")],
            Self::Xz => &[(".txz", ".tar"), (".xz", "")],
            Self::Bzip2 => &[(".tbz2", ".tar"), (".tbz", ".tar"), (".bz2", "")],
        }
    }

    /// The name that a file had before it was compressed.
    pub(super) fn without_ending(self, name: &str) -> String {
        let endings = self.endings();
        let lower = name.to_ascii_lowercase();
        endings
            .iter()
            .filter(|(ending, _)| lower.ends_with(ending))
            .find_map(|(ending, instead)| {
                Some(format!(
                    "{}{instead}",
                    name.get(..name.len() - ending.len())?
                ))
            })
            .unwrap_or_else(|| name.to_owned())
    }
}
