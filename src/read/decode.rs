//! Decodes bytes in any encoding to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

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

/// Decodes by the byte order mark, as UTF-8 if it is that but for a few bytes, else in the encoding that its letters
/// suggest.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    declared(bytes, None)
}

/// Decodes bytes that name their encoding, unless they cannot be in it. Many that name another are in UTF-8, and many
/// that name UTF-8 are not.
pub(super) fn declared<'b>(bytes: &'b [u8], named: Option<&'static Encoding>) -> Cow<'b, str> {
    if let Some(text) = unmistakable(bytes) {
        return text;
    }
    let (other, least) = match named {
        Some(named) if named == UTF_8 => (None, 1),
        Some(other) => (Some(other), 4),
        None => (None, 2),
    };
    if is_damaged_utf8(bytes, least) {
        return String::from_utf8_lossy(bytes);
    }
    other
        .unwrap_or_else(|| guess::encoding(bytes))
        .decode_without_bom_handling(bytes)
        .0
}

/// Whether bytes that are not valid UTF-8 have so many letters of it, at least `least` for each byte that is not, that
/// they cannot be anything else. A letter that is cut off at the end is no wrong byte.
fn is_damaged_utf8(bytes: &[u8], least: usize) -> bool {
    let (mut letters, mut wrong) = (0, 0);
    let mut rest = bytes;
    while !rest.is_empty() {
        let (valid, bad) = match std::str::from_utf8(rest) {
            Ok(_) => (rest.len(), 0),
            Err(error) => {
                let valid = error.valid_up_to();
                let is_cut_off = error.error_len().is_none();
                let bad = error.error_len().unwrap_or(rest.len() - valid);
                wrong += if is_cut_off { 0 } else { bad };
                (valid, bad)
            }
        };
        let whole = rest.get(..valid).unwrap_or_default();
        // A letter beyond ASCII has one first byte, and this is never below 0xC0.
        letters += whole.iter().filter(|byte| **byte >= 0xC0).count();
        rest = rest.get(valid + bad..).unwrap_or_default();
    }
    letters > 0 && letters >= wrong * least
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
    use encoding_rs::{GBK, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

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
    fn a_bad_byte_in_utf8_does_not_hide_the_rest() {
        for (bytes, expected) in [
            (
                b"Flut in Z\xc3\xbcrich. Die Br\xc3\xbccke. Ein Byte: \xe9 hier.".as_slice(),
                "Flut in Zürich. Die Brücke. Ein Byte: \u{fffd} hier.",
            ),
            (b"\xe2\x80\xa6 in Z\xc3", "… in Z\u{fffd}"),
        ] {
            assert_eq!(text(bytes).unwrap(), expected);
        }
    }

    #[test]
    fn other_encodings_have_letters_that_look_like_utf8() {
        for (sentence, encoding) in [
            ("«LIBERTÉ» et «ÉGALITÉ», dit-on.", WINDOWS_1252),
            (
                "Газета «РФ» и агентство «ТАСС» сообщили о встрече в Москве.",
                WINDOWS_1251,
            ),
            (
                "東京で首脳会談が開かれ、政府は来週、新しい法案を国会に出すと述べた。",
                SHIFT_JIS,
            ),
            (
                "联通公司将于下周公布新的资费方案，移动和电信也会跟进。",
                GBK,
            ),
        ] {
            assert_eq!(decode(&encoding.encode(sentence).0), sentence);
        }
    }

    #[test]
    fn what_a_file_says_of_its_encoding_may_be_wrong() {
        let latin = b"Z\xfcrich, Gen\xe8ve";
        assert_eq!(declared(latin, Some(UTF_8)), "Zürich, Genève");
        assert_eq!(declared(b"\xcc\xe8\xf0", Some(WINDOWS_1251)), "Мир");
        let utf8 = "Zürich, Genève".as_bytes();
        assert_eq!(declared(utf8, Some(WINDOWS_1252)), "Zürich, Genève");
        let damaged = b"Z\xc3\xbcrich \xe9.";
        assert_eq!(declared(damaged, Some(UTF_8)), "Zürich \u{fffd}.");
        assert_eq!(declared(damaged, Some(WINDOWS_1252)), "ZÃ¼rich é.");
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
