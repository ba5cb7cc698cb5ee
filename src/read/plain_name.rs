//! Compares names and addresses however their letters are encoded.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
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
    let decoded = percent_decode_str(name).decode_utf8();
    decoded.unwrap_or(Cow::Borrowed(name))
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
