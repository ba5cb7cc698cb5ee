//! Decodes bytes in any encoding to text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::RejectReason;

/// How many bytes of a text decide its encoding.
const SAMPLE: usize = 1 << 20;
/// How many of them are checked for zeros.
const PAIRS: usize = 1 << 10;

/// The text of a whole file, or why it is not text.
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

/// Decodes by the byte order mark, as UTF-8 if it is valid, else in the encoding that its letters suggest.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    unmistakable(bytes).unwrap_or_else(|| guess(bytes).decode_without_bom_handling(bytes).0)
}

fn unmistakable(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes.get(length..)?).0);
    }
    if let Some(encoding) = utf16(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes).0);
    }
    std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
}

/// Recognises UTF-16 without a byte order mark: in most pairs of bytes the same one is zero, and the other never.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.get(..PAIRS).unwrap_or(bytes).as_chunks::<2>();
    let first = pairs.iter().filter(|[first, _]| *first == 0).count();
    let second = pairs.iter().filter(|[_, second]| *second == 0).count();
    match (first, second) {
        (0, second) if 2 * second > pairs.len() => Some(UTF_16LE),
        (first, 0) if 2 * first > pairs.len() => Some(UTF_16BE),
        _ => None,
    }
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
        let unmarked =
            |bytes: fn(u16) -> [u8; 2]| sentence.encode_utf16().flat_map(bytes).collect();
        for bytes in [
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
