//! Makes text of bytes in whatever encoding they are.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::RejectReason;

/// How much of a text decides its encoding.
const SAMPLE: usize = 1 << 20;

/// The text of a whole file, or why it is none.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, RejectReason> {
    if bytes.is_empty() {
        return Err(RejectReason::Empty);
    }
    let text = decode(bytes);
    if text.contains('\0') {
        Err(RejectReason::Binary)
    } else if text.trim().is_empty() {
        Err(RejectReason::NoText)
    } else {
        Ok(text)
    }
}

/// By the byte order mark, as UTF-8 where it is that, else in the encoding its letters speak for.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    unmistakable(bytes).unwrap_or_else(|| guess(bytes).decode_without_bom_handling(bytes).0)
}

fn unmistakable(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes.get(length..)?).0);
    }
    std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), bytes.len() <= SAMPLE);
    detector.guess(None, Utf8Detection::Deny)
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
        for bytes in [
            sentence.as_bytes().to_vec(),
            format!("\u{feff}{sentence}").into_bytes(),
            latin,
            utf16,
        ] {
            assert_eq!(text(&bytes).unwrap(), sentence);
        }
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(text(b""), Err(RejectReason::Empty));
        assert_eq!(text(b" \r\n\t"), Err(RejectReason::NoText));
        assert_eq!(text(b"\x89PNG\0\0"), Err(RejectReason::Binary));
    }

    #[test]
    fn line_ends() {
        assert_eq!(unix_lines("a\r\nb\rc\n".into()), "a\nb\nc\n");
    }
}
