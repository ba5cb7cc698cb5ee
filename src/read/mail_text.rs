//! The texts of a message, each in the encoding that its bytes are in, whatever its headers say.

use std::borrow::Cow;

use encoding_rs::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, Message, MessagePart, MimeHeaders};

use super::{decode, html};

/// A version of plain text so many times shorter than the page beside it only says where to read the page.
const TELLING: usize = 4;

/// The text of a message; of one that also has its text as a page, that which says more.
pub(super) fn body(message: &Message<'_>, title: &str) -> String {
    let text = joined(message, message.text_bodies(), title);
    let page = joined(message, message.html_bodies(), title);
    let has_parts = message.parts.len() > 1;
    match (text.is_empty(), page.is_empty()) {
        (true, true) if !has_parts => undivided(message),
        _ if text.len() * TELLING < page.len() => page,
        _ => text,
    }
}

fn joined<'m>(
    message: &Message<'_>,
    parts: impl Iterator<Item = &'m MessagePart<'m>>,
    title: &str,
) -> String {
    let texts = parts.map(|part| plain(message, part, title));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

/// The text of a part; of a page, that which is read of it.
pub(super) fn plain(message: &Message<'_>, part: &MessagePart<'_>, title: &str) -> String {
    let text = decoded(message, part);
    if part.is_text_html() {
        html::plain(&text, title)
    } else {
        text.trim().replace("\r\n", "\n")
    }
}

/// The text of a message whose parts, which its header tells of, are not there.
fn undivided(message: &Message<'_>) -> String {
    let root = message.parts.first();
    let is_multipart = root
        .and_then(MimeHeaders::content_type)
        .is_some_and(|kind| kind.c_type.eq_ignore_ascii_case("multipart"));
    let bytes = root
        .filter(|_| is_multipart)
        .and_then(|root| message.raw_message.get(root.offset_body as usize..))
        .unwrap_or_default();
    decode::decode(bytes).trim().replace("\r\n", "\n")
}

/// The letters of a part. Those of ASCII are left to the library, which knows the encodings of seven bits.
fn decoded<'m>(message: &Message<'_>, part: &'m MessagePart<'m>) -> Cow<'m, str> {
    let told = part.text_contents().unwrap_or_default();
    let bytes = raw(message, part).filter(|bytes| !bytes.is_ascii());
    bytes.map_or(Cow::Borrowed(told), |bytes| {
        let named = charset(part).or_else(|| {
            let page = part.is_text_html().then_some(&bytes);
            page.and_then(|page| html::named_encoding(page))
        });
        Cow::Owned(decode::declared(&bytes, named).into_owned())
    })
}

/// The bytes of a part as they were before they were sent.
fn raw<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Option<Cow<'m, [u8]>> {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    let sent = message.raw_message.get(start..end)?;
    match part.encoding {
        Transfer::None => Some(Cow::Borrowed(sent)),
        Transfer::QuotedPrintable => quoted_printable_decode(sent).map(Cow::Owned),
        Transfer::Base64 => base64_decode(sent).map(Cow::Owned),
    }
}

/// The encoding that a header names, unless it is ASCII, in which the part is not.
fn charset(part: &MessagePart<'_>) -> Option<&'static Encoding> {
    let label = part.content_type()?.attribute("charset")?;
    let is_ascii = label.to_ascii_lowercase().contains("ascii");
    Encoding::for_label(label.as_bytes()).filter(|_| !is_ascii)
}

/// A message whose headers are in UTF-8, if they were in another encoding.
pub(super) fn with_readable_headers(message: &[u8]) -> Cow<'_, [u8]> {
    let ends = ["\n\n", "\r\n\r\n"].map(|end| memchr::memmem::find(message, end.as_bytes()));
    let end = ends.into_iter().flatten().min().unwrap_or(message.len());
    let Some((headers, rest)) = message.split_at_checked(end) else {
        return Cow::Borrowed(message);
    };
    if std::str::from_utf8(headers).is_ok() {
        return Cow::Borrowed(message);
    }
    let headers = decode::decode(headers);
    Cow::Owned([headers.as_bytes(), rest].concat())
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, WINDOWS_1251, WINDOWS_1252};

    use super::super::mail::read;

    fn check(headers: &str, text: &[u8], expected: &str) {
        let head = format!("From: a@b.example\nSubject: Rain\n{headers}\n\n");
        let readout = read(&[head.as_bytes(), text].concat());
        assert_eq!(readout.stories[0].1.body, expected, "{headers}");
    }

    #[test]
    fn whatever_the_header_says() {
        let utf8 = "Die Brücke in Zürich.";
        let latin = WINDOWS_1252.encode(utf8).0;
        for charset in ["us-ascii", "iso-8859-1", "utf-8", "unknown-8bit"] {
            let header = format!("Content-Type: text/plain; charset={charset}");
            check(&header, utf8.as_bytes(), utf8);
            check(&header, &latin, utf8);
        }
        let quoted = "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable";
        check(quoted, b"Die Br=FCcke in Z=FCrich.", utf8);
        let russian = "Вода поднялась на два метра, сообщили власти города во вторник.";
        check(
            "Content-Type: text/plain",
            &WINDOWS_1251.encode(russian).0,
            russian,
        );
        let header = "Content-Type: text/plain; charset=koi8-r";
        check(header, &KOI8_R.encode(russian).0, russian);
        let page = b"<meta charset=windows-1251><p>\xcc\xe8\xf0 \xec\xe8\xf0\xf3.</p>";
        check("Content-Type: text/html", page, "Мир миру.");
    }

    #[test]
    fn headers_in_any_encoding() {
        let readout = read(
            b"From: Ana M\xfcller <a@b.example>\nSubject: Caf\xe9 in M\xfcnchen\n\nIt fell.\n",
        );
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "Café in München");
        assert_eq!(draft.byline.as_deref(), Some("Ana Müller"));
    }

    #[test]
    fn a_page_and_a_text_are_both_kept() {
        let mixed = "Content-Type: multipart/mixed; boundary=x";
        let page = "--x\nContent-Type: text/html\n\n<p>The water rose by two metres.</p>\n";
        let text = "--x\nContent-Type: text/plain\n\nIt fell.\n";
        check(
            mixed,
            format!("{page}{text}--x--\n").as_bytes(),
            "The water rose by two metres.\n\nIt fell.",
        );
        check(
            mixed,
            format!("{text}{page}--x--\n").as_bytes(),
            "It fell.\n\nThe water rose by two metres.",
        );
    }

    #[test]
    fn parts_that_are_not_there() {
        check(
            "Content-Type: multipart/mixed; boundary=x",
            b"It fell.\n",
            "It fell.",
        );
    }
}
