//! Compares names and addresses however their letters are encoded.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A name as it is compared: `Caf%C3%A9` and `Cafe\u{301}` are `Café`.
///
/// ```
/// use dateline::read::plain_name;
/// for name in ["Caf%C3%A9.html", "Cafe\u{301}.html", "Café.html"] {
///     assert_eq!(plain_name(name), "Café.html");
/// }
/// assert_eq!(plain_name("100%.txt"), "100%.txt");
/// ```
pub fn plain_name(name: &str) -> Cow<'_, str> {
    let decoded = decoded(name);
    if is_nfc(&decoded) {
        decoded
    } else {
        decoded.nfc().collect::<String>().into()
    }
}

/// A name without percent-encoding, if what is encoded is text.
fn decoded(name: &str) -> Cow<'_, str> {
    if !name.contains('%') {
        return Cow::Borrowed(name);
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after
            .get(..2)
            .filter(|code| code.bytes().all(|c| c.is_ascii_hexdigit()));
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = after.get(byte.map_or(0, |_| 2)..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).map_or(Cow::Borrowed(name), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_encoded_stays() {
        for name in ["100%", "%zz%", "a%FF.txt", "rain & fog.txt"] {
            assert_eq!(plain_name(name), name);
        }
        assert_eq!(plain_name("a%20b%"), "a b%");
    }
}
