//! Decodes bytes in any encoding to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP};

use super::RejectReason;
use super::guess;
use super::wide::Wide;

/// How many of the first characters are checked for those that no text has, and how few of them text may have.
const CHECKED: usize = 1 << 16;
const FEW: usize = 8;

/// The text of a whole file, or why it is not text.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, RejectReason> {
    if bytes.is_empty() {
        return Err(RejectReason::Empty);
    }
    let text = decode(bytes);
    if text.contains('\0') || is_garbled(&text) {
        Err(RejectReason::Binary)
    } else if guess::has_escape(text.as_bytes()) {
        Err(RejectReason::Encoding)
    } else if text.trim().is_empty() {
        Err(RejectReason::NoText)
    } else {
        Ok(text)
    }
}

/// Decodes by the byte order mark, as UTF-8 if it is valid, else in the encoding that its letters suggest.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    unmistakable(bytes)
        .unwrap_or_else(|| guess::encoding(bytes).decode_without_bom_handling(bytes).0)
}

/// Whether so many of the characters are control characters that the bytes are something else than text.
pub(super) fn is_garbled(text: &str) -> bool {
    // Text whose UTF-8 was encoded twice is full of the controls beyond ASCII, and can still be read.
    let is_odd =
        |c: &char| c.is_ascii_control() && !c.is_whitespace() && !matches!(c, '\0' | '\u{1b}');
    let checked = || text.chars().take(CHECKED);
    let odd = checked().filter(is_odd).count();
    odd > FEW && odd > checked().count() / 32
}

fn unmistakable(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some(wide) = Wide::of(bytes) {
        return Some(Cow::Owned(wide.decode(bytes)));
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes.get(length..)?).0);
    }
    if guess::is_iso_2022_jp(bytes) {
        return Some(ISO_2022_JP.decode_without_bom_handling(bytes).0);
    }
    std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
}

/// The text with every line end as `\n`.
pub(super) fn unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_encoding() {
        let sentence = "Zürich hält den Schlüssel für die Brücke bereit";
        let latin: Vec<u8> = sentence
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let utf16: Vec<u8> = [0xFEFF]
            .into_iter()
            .chain(sentence.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let unmarked =
            |bytes: fn(u16) -> [u8; 2]| sentence.encode_utf16().flat_map(bytes).collect();
        let utf32 = sentence.chars().flat_map(|c| u32::from(c).to_be_bytes());
        for bytes in [
            utf32.collect(),
            unmarked(u16::to_le_bytes),
            unmarked(u16::to_be_bytes),
            sentence.as_bytes().to_vec(),
            format!("\u{feff}{sentence}").into_bytes(),
            latin,
            utf16,
        ] {
            assert_eq!(text(&bytes).unwrap(), sentence);
        }
    }

    #[test]
    fn japanese_in_seven_bits() {
        let sentence = "東京で首脳会談が開かれました。";
        let (bytes, ..) = ISO_2022_JP.encode(sentence);
        assert_eq!(text(&bytes).unwrap(), sentence);
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(text(b""), Err(RejectReason::Empty));
        assert_eq!(text(b" \r\n\t"), Err(RejectReason::NoText));
        assert_eq!(text(b"\x89PNG\0\0"), Err(RejectReason::Binary));
        let noise: Vec<u8> = (1..=255).cycle().take(2000).collect();
        assert_eq!(text(&noise), Err(RejectReason::Binary));
        let korean = b"\x1b$)C\x0e<-?o?!<-\x0f Rain\n";
        assert_eq!(text(korean), Err(RejectReason::Encoding));
    }

    #[test]
    fn line_ends() {
        assert_eq!(unix_lines("a\r\nb\rc\n".into()), "a\nb\nc\n");
    }
}
