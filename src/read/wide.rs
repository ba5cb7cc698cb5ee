//! Turns UTF-16 and UTF-32 into UTF-8 while a file is read, so that its lines and its format can be recognised by bytes.

use std::borrow::Cow;
use std::io::{self, Chain, Cursor, Read};

use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::format::{Failure, head};
use super::guess::is_iso_2022_jp;

/// How many first bytes tell that there is no byte order mark.
const HEAD: usize = 1 << 10;
/// How many tell that none is in seven bits.
const LONG_HEAD: usize = 1 << 16;
/// How many characters of UTF-32 without a byte order mark leave no doubt.
const ENOUGH: usize = 8;

/// An encoding with characters of more than one byte each.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wide {
    Utf16(&'static Encoding),
    Utf32(fn([u8; 4]) -> u32),
}

impl Wide {
    /// Recognises an encoding by its byte order mark, or by where the zeros are among the first bytes.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xFE, 0, 0, ..] => Some(Self::Utf32(u32::from_le_bytes)),
            [0, 0, 0xFE, 0xFF, ..] => Some(Self::Utf32(u32::from_be_bytes)),
            [0xFF, 0xFE, ..] => Some(Self::Utf16(UTF_16LE)),
            [0xFE, 0xFF, ..] => Some(Self::Utf16(UTF_16BE)),
            _ => Self::by_zeros(head.get(..HEAD).unwrap_or(head)),
        }
    }

    fn by_zeros(head: &[u8]) -> Option<Self> {
        let (fours, _) = head.as_chunks::<4>();
        for number in [u32::from_le_bytes, u32::from_be_bytes] {
            let is_text = |four: &[u8; 4]| {
                char::from_u32(number(*four)).is_some_and(|c| !c.is_control() || c.is_whitespace())
            };
            if fours.len() >= ENOUGH && fours.iter().all(is_text) {
                return Some(Self::Utf32(number));
            }
        }
        // In most pairs of bytes the same one is zero, and the other never.
        let (pairs, _) = head.as_chunks::<2>();
        let first = pairs.iter().filter(|[first, _]| *first == 0).count();
        let second = pairs.iter().filter(|[_, second]| *second == 0).count();
        match (first, second) {
            (0, second) if 2 * second > pairs.len() => Some(Self::Utf16(UTF_16LE)),
            (first, 0) if 2 * first > pairs.len() => Some(Self::Utf16(UTF_16BE)),
            _ => None,
        }
    }

    /// The text of these bytes, without a byte order mark.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let text = match self {
            Self::Utf16(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Utf32(number) => bytes.chunks(4).map(|four| letter(four, number)).collect(),
        };
        match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        }
    }
}

/// Bytes of UTF-16 or UTF-32 as UTF-8, without a byte order mark; any others as they are.
pub(super) fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Wide::of(bytes) {
        Some(wide) => Cow::Owned(wide.decode(bytes).into_bytes()),
        None => Cow::Borrowed(bytes),
    }
}

/// The bytes up to the last line end, if there is one: in seven bits, no character is cut there.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = memchr::memrchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    bytes.get(..end).unwrap_or(bytes)
}

/// What is not a character, or not all of one, is the sign for that.
fn letter(four: &[u8], number: fn([u8; 4]) -> u32) -> char {
    let number = four.first_chunk().copied().map(number);
    number
        .and_then(char::from_u32)
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A file as UTF-8 if it is in UTF-16, UTF-32 or, where asked, ISO-2022-JP, else as it is. A byte order mark is left out in any case.
pub(super) enum Utf8<R> {
    /// Whether it may also be in ISO-2022-JP: its characters have bytes that are quotes and commas in ASCII.
    Unread(Option<R>, bool),
    Utf16(Box<DecodeReaderBytes<Whole<R>, Vec<u8>>>),
    Utf32(Utf32<R>),
}

/// A file whose first bytes were looked at.
type Whole<R> = Chain<Chain<Cursor<Vec<u8>>, Failure>, R>;

impl<R: Read> Utf8<R> {
    pub(super) fn new(input: R, or_seven_bits: bool) -> Self {
        Self::Unread(Some(input), or_seven_bits)
    }

    /// Looks at the first bytes.
    fn begun(mut input: R, or_seven_bits: bool) -> Self {
        let looked_at = if or_seven_bits { LONG_HEAD } else { HEAD };
        let (head, failed) = head(&mut input, looked_at as u64);
        let wide = Wide::of(&head);
        let seven_bits = or_seven_bits && wide.is_none() && is_iso_2022_jp(whole_lines(&head));
        let input = Cursor::new(head).chain(Failure(failed)).chain(input);
        let encoding = match wide {
            Some(Wide::Utf32(number)) => {
                return Self::Utf32(Utf32 {
                    input,
                    number,
                    at_start: true,
                    rest: Cursor::default(),
                });
            }
            Some(Wide::Utf16(encoding)) => Some(encoding),
            None => seven_bits.then_some(ISO_2022_JP),
        };
        let input = DecodeReaderBytesBuilder::new()
            .encoding(encoding)
            .bom_override(true)
            .utf8_passthru(true)
            .strip_bom(true)
            .build(input);
        Self::Utf16(Box::new(input))
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Unread(input, or_seven_bits) => match input.take() {
                Some(input) => {
                    *self = Self::begun(input, *or_seven_bits);
                    self.read(buffer)
                }
                None => Ok(0),
            },
            Self::Utf16(input) => input.read(buffer),
            Self::Utf32(input) => input.read(buffer),
        }
    }
}

/// A file in UTF-32.
pub(super) struct Utf32<R> {
    input: Whole<R>,
    number: fn([u8; 4]) -> u32,
    at_start: bool,
    /// What is decoded and was not yet given out.
    rest: Cursor<Vec<u8>>,
}

impl<R: Read> Read for Utf32<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let given = self.rest.read(buffer)?;
        if given > 0 || buffer.is_empty() {
            return Ok(given);
        }
        // A multiple of four, so that only the last piece can end within a character.
        let mut bytes = Vec::new();
        self.input.by_ref().take(1 << 16).read_to_end(&mut bytes)?;
        let letters = bytes.chunks(4).map(|four| letter(four, self.number));
        let mark = std::mem::take(&mut self.at_start);
        let text: String = letters
            .enumerate()
            .filter(|(nth, c)| !(mark && *nth == 0 && *c == '\u{feff}'))
            .map(|(_, c)| c)
            .collect();
        self.rest = Cursor::new(text.into_bytes());
        self.rest.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Zürich 👍\nRain fell, and fell.\n";

    fn utf16(bytes: fn(u16) -> [u8; 2], text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn utf32(bytes: fn(u32) -> [u8; 4], text: &str) -> Vec<u8> {
        text.chars().flat_map(|c| bytes(u32::from(c))).collect()
    }

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        Utf8::new(bytes, true).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn with_and_without_a_byte_order_mark() {
        let long = STORY.repeat(5000);
        for text in [STORY, &long] {
            for mark in ["", "\u{feff}"] {
                let marked = format!("{mark}{text}");
                for bytes in [
                    utf16(u16::to_le_bytes, &marked),
                    utf16(u16::to_be_bytes, &marked),
                    utf32(u32::to_le_bytes, &marked),
                    utf32(u32::to_be_bytes, &marked),
                ] {
                    assert_eq!(utf8(&bytes), text.as_bytes());
                    assert_eq!(read(&bytes), text);
                }
                assert_eq!(read(marked.as_bytes()), text);
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_enough() {
        for bytes in [
            utf16(u16::to_le_bytes, "\u{feff}東"),
            utf16(u16::to_be_bytes, "\u{feff}東"),
            utf32(u32::to_le_bytes, "\u{feff}東"),
            utf32(u32::to_be_bytes, "\u{feff}東"),
        ] {
            assert_eq!(
                (read(&bytes).as_str(), utf8(&bytes).as_ref()),
                ("東", "東".as_bytes())
            );
        }
    }

    #[test]
    fn what_is_no_character() {
        let mut bytes = utf32(u32::to_le_bytes, "\u{feff}Rain");
        bytes.extend([0, 0, 0x11, 0, b'f', 0]);
        assert_eq!(read(&bytes), "Rain\u{fffd}\u{fffd}");
        let narrow = b"Rain fell, and fell, and fell, and fell.";
        for bytes in [&[0; 64], narrow.as_slice(), b""] {
            assert!(Wide::of(bytes).is_none());
        }
    }
}
