//! Reads mail with the crate `mail-parser`: a file with one message, or a mailbox of messages, such as newsletters.

use mail_parser::{Addr, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::cut::newlines;
use super::fields::{Field, Filling};
use super::typeset::one_line;
use super::{Piece, Readout, RejectReason, html, saved_page};

/// What every message begins with in a mailbox.
const FROM: &[u8] = b"From ";
/// A text part so many times shorter than the HTML part beside it only says where to read the page.
const TELLING: usize = 4;
/// The headers that a message may begin with, in lower case.
const HEADERS: [&str; 12] = [
    "received:",
    "return-path:",
    "delivered-to:",
    "from:",
    "date:",
    "subject:",
    "to:",
    "message-id:",
    "mime-version:",
    "x-",
    "dkim-signature:",
    "reply-to:",
];

/// Whether `head` is the beginning of a message: known headers, one of them the subject.
pub(super) fn is_message(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let headers = text.split("\n\n").next().unwrap_or_default();
    let headers = headers.split("\r\n\r\n").next().unwrap_or_default();
    let has = |name: &str| headers.starts_with(name) || headers.contains(&format!("\n{name}"));
    HEADERS.iter().any(|header| headers.starts_with(header)) && has("subject:") && has("from:")
}

/// Whether `head` is the beginning of a mailbox.
pub(super) fn is_mailbox(head: &[u8]) -> bool {
    head.starts_with(FROM)
        && head
            .iter()
            .position(|byte| *byte == b'\n')
            .and_then(|end| head.get(end + 1..))
            .is_some_and(is_message)
}

/// Reads a file that is one message.
pub(super) fn read(bytes: &[u8]) -> Readout {
    if bytes.is_empty() {
        return Readout::reject(None, RejectReason::Empty);
    }
    let mut readout = Readout::default();
    take(&mut readout, 1, bytes);
    readout
}

/// Reads the messages of a piece of a mailbox. Their place is the line they begin on.
pub(super) fn read_box(piece: &Piece, bytes: &[u8]) -> Readout {
    let mut readout = Readout::default();
    let (mut start, mut line) = (0, piece.first);
    while let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) {
        let length = memchr::memmem::find(rest, b"\nFrom ").map_or(rest.len(), |at| at + 1);
        let one = rest.get(..length).unwrap_or_default();
        let body = if one.starts_with(FROM) {
            let end = memchr::memchr(b'\n', one).map_or(one.len(), |at| at + 1);
            one.get(end..).unwrap_or_default()
        } else {
            one
        };
        if !body.trim_ascii().is_empty() {
            take(&mut readout, line, &unquoted(body));
        }
        line += newlines(one);
        start += length;
    }
    readout.or_nothing(piece, bytes)
}

/// The message as it was before it came into the mailbox, without the quoting of lines that begin with `From `.
fn unquoted(message: &[u8]) -> Vec<u8> {
    let mut set = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let quoted = line.iter().take_while(|byte| **byte == b'>').count();
        let is_from = quoted > 0
            && line
                .get(quoted..)
                .is_some_and(|rest| rest.starts_with(FROM));
        set.extend_from_slice(line.get(usize::from(is_from)..).unwrap_or_default());
    }
    set
}

fn take(readout: &mut Readout, place: u64, bytes: &[u8]) {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return readout.take(place, Filling::new("header"));
    };
    if let Some(page) = saved_page::of(&message) {
        readout.stories.push((place, page));
        return;
    }
    let mut inside = Vec::new();
    for attached in message.attachments() {
        match attached_text(attached) {
            Some(text) => inside.push(text),
            None => readout.pass_over("attachments of messages"),
        }
    }
    readout.take(place, story(&message, inside));
}

/// The headline and text of a message that is attached, as when it is forwarded, or the text of a file.
fn attached_text(attached: &MessagePart<'_>) -> Option<String> {
    match &attached.body {
        PartType::Message(message) => {
            let title = one_line(message.subject().unwrap_or_default());
            let text = body(message, &title);
            let within = message.attachments().filter_map(attached_text);
            let parts = [title, text].into_iter().chain(within);
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            Some(parts.join("\n\n"))
        }
        PartType::Text(text) if is_prose(attached) => Some(text.trim().replace("\r\n", "\n")),
        PartType::Html(page) => Some(html::plain(page, "")),
        _ => None,
    }
}

/// Whether an attached text is one, by its type and its name, not a calendar, a table or a signature.
fn is_prose(attached: &MessagePart<'_>) -> bool {
    let ending = attached
        .attachment_name()
        .and_then(|name| name.rsplit_once('.'));
    let is_named_so = ending.is_none_or(|(_, ending)| ending.eq_ignore_ascii_case("txt"));
    let kind = attached.content_type();
    let subtype = kind.map_or(Some("plain"), |kind| kind.subtype());
    let is_plain = subtype.is_some_and(|subtype| subtype.eq_ignore_ascii_case("plain"));
    is_plain && is_named_so
}

/// The story of a message, with the texts that are attached to it at the end.
fn story(message: &Message<'_>, attached: Vec<String>) -> Filling {
    let mut filling = Filling::new("header");
    let id = message.message_id().unwrap_or_default();
    filling.fill(Field::Id, "Message-ID", id);
    let title = one_line(message.subject().unwrap_or_default());
    filling.fill(Field::Title, "Subject", title.as_str());
    let date = message.date().filter(|date| date.is_valid());
    filling.fill(
        Field::Published,
        "Date",
        date.map(mail_parser::DateTime::to_rfc3339)
            .or_else(|| message.header_raw(HeaderName::Date).map(str::to_owned))
            .unwrap_or_default()
            .trim(),
    );
    filling.fill(Field::Byline, "From", sender(message));
    let organization = message.header_raw("Organization").unwrap_or_default();
    filling.fill(Field::Source, "Organization", organization.trim());
    let list = message.header_raw(HeaderName::ListId).unwrap_or_default();
    let list = list.split('<').next().unwrap_or_default();
    filling.fill(Field::Source, "List-Id", list.trim().trim_matches('"'));
    let texts = [body(message, &title)].into_iter().chain(attached);
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    filling.fill(Field::Body, "body", texts.join("\n\n"));
    filling
}

fn sender(message: &Message<'_>) -> String {
    let first = message.from().and_then(|from| from.first());
    let name = first.and_then(Addr::name).unwrap_or_default().trim();
    let address = first.and_then(Addr::address).unwrap_or_default();
    if name.is_empty() { address } else { name }.to_owned()
}

/// The text of a message; for an HTML message, the text of the page.
fn body(message: &Message<'_>, title: &str) -> String {
    let part = |is_html: bool| {
        let parts = if is_html {
            message.html_bodies().collect::<Vec<_>>()
        } else {
            message.text_bodies().collect()
        };
        let texts: Vec<&str> = parts
            .into_iter()
            .filter(|part| part.is_text_html() == is_html)
            .filter_map(|part| part.text_contents())
            .collect();
        texts.join("\n")
    };
    let text = part(false).replace("\r\n", "\n");
    let page = part(true);
    let page = if page.is_empty() {
        page
    } else {
        html::plain(&page, title)
    };
    if text.trim().len() * TELLING < page.len() {
        page
    } else {
        text.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "From: =?utf-8?q?Z=C3=BCrich?= Letter <news@ledger.example>\r\nDate: Mon, 12 Aug 2024 23:30:00 -0500\r\n\
        Subject: River floods\r\n old town\r\nMessage-ID: <7@ledger.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSee web.\r\n--x\r\n\
        Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <p>The water rose by two metres, said =C3=84nn.</p><p>It fell.</p>\r\n--x--\r\n";

    #[test]
    fn a_letter() {
        assert!(is_message(LETTER.as_bytes()));
        let readout = read(LETTER.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "River floods old town");
        assert_eq!(
            draft.body,
            "The water rose by two metres, said Änn.\n\nIt fell."
        );
        assert_eq!(draft.byline.as_deref(), Some("Zürich Letter"));
        assert_eq!(draft.id.as_deref(), Some("7@ledger.example"));
        let published = draft.published.as_ref().unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("2024-08-12T23:30:00-05:00", "header Date")
        );
    }

    #[test]
    fn a_mailbox() {
        let file = "From a@b Mon Aug 12 08:30:00 2024\nFrom: a@b.example\nSubject: Rain\n\nIt fell.\n>From the sky.\n\n\
            From a@b Tue Aug 13 08:30:00 2024\nFrom: a@b.example\nSubject: Fog\n\nIt rose.\n";
        assert!(is_mailbox(file.as_bytes()));
        let readout = read_box(&Piece::whole(file), file.as_bytes());
        let told: Vec<_> = readout
            .stories
            .iter()
            .map(|(place, draft)| (*place, draft.title.as_str(), draft.body.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (1, "Rain", "It fell.\nFrom the sky."),
                (8, "Fog", "It rose.")
            ]
        );
    }

    #[test]
    fn a_message_within_a_message() {
        let file = "From: a@b.example\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n\
            From: c@d.example\nSubject: Fog\n\nIt rose.\n--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n\
            It fell.\n--x\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nx\n\
            --x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.vcf\n\nBEGIN:VCARD\n\
            --x\nContent-Disposition: attachment; filename=a.jpg\n\nx\n--x--\n";
        let readout = read(file.as_bytes());
        assert_eq!(readout.stories[0].1.body, "Fog\n\nIt rose.\n\nIt fell.");
        assert_eq!(readout.passed_over["attachments of messages"], 3);
    }

    #[test]
    fn text_is_no_message() {
        assert!(!is_message(b"From: the desk\n\nIt rained."));
        assert!(!is_mailbox(b"From the desk\n\nSubject: rain"));
    }
}
