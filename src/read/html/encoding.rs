//! Finds the encoding that a page says it is in.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use crate::read::{RejectReason, decode};

/// Where a page must name its encoding, in bytes: twice what browsers look at.
const HEAD: usize = 2048;

/// The text of a page. Browsers pass over NULs, which some sites have in their scripts.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, RejectReason> {
    let text = decode::declared(bytes, named(bytes));
    match text.trim() {
        _ if bytes.is_empty() => Err(RejectReason::Empty),
        "" => Err(RejectReason::NoText),
        page if decode::is_garbled(page) => Err(RejectReason::Binary),
        page if page.contains('<') => Ok(text),
        _ => decode::text(bytes),
    }
}

/// The encoding in the page's `<meta charset>`; `None` if there is none that can be right.
pub(in crate::read) fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes
        .iter()
        .take(HEAD)
        .map(|byte| byte.to_ascii_lowercase() as char)
        .collect();
    let (_, rest) = head.split_once("charset=")?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', '>', '/', ';'])?;
    Encoding::for_label(label.get(..end)?.as_bytes())
        .filter(|encoding| ![X_USER_DEFINED, UTF_16LE, UTF_16BE].contains(encoding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_says() {
        let page =
            b"<meta http-equiv=content-type content='text/html; charset=windows-1251'>\xcc\xe8\xf0";
        assert!(text(page).unwrap().ends_with("Мир"));
        let noise: Vec<u8> = (0..=255).cycle().take(2000).collect();
        assert_eq!(text(&noise), Err(RejectReason::Binary));
        let page = "<meta charset=\"iso-8859-1\">Zürich";
        assert_eq!(
            text(page.as_bytes()).unwrap(),
            page,
            "it is UTF-8 whatever it says"
        );
        let page = b"<meta charset=utf-8>Z\xc3\xbcrich \xe9";
        assert!(text(page).unwrap().ends_with("Zürich \u{fffd}"));
    }
}
