//! Reads mail with the crate `mail-parser`: a file with one message, or a mailbox of messages, such as newsletters.

use mail_parser::{Addr, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::cut::newlines;
use super::fields::{Field, Filling};
use super::mail_text::{body, plain, with_readable_headers};
use super::typeset::one_line;
use super::{Piece, Readout, RejectReason, saved_page};

/// What every message begins with in a mailbox.
const FROM: &[u8] = b"From ";
/// The same, on a new line.
pub(super) const MARK: &[u8] = b"\nFrom ";
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
        let length = memchr::memmem::find_iter(rest, MARK)
            .map(|at| at + 1)
            .find(|at| rest.get(*at..).is_some_and(is_postmark))
            .unwrap_or(rest.len());
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

/// Where the last message of a part of a mailbox begins; 0 if it is the only one.
pub(super) fn last_message(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    while let Some(at) = bytes
        .get(..end)
        .and_then(|rest| memchr::memmem::rfind(rest, MARK))
    {
        if bytes.get(at + 1..).is_some_and(is_postmark) {
            return at + 1;
        }
        end = at + MARK.len() - 1;
    }
    0
}

/// Whether the line that begins with `From ` is the first of a message, not of a sentence: it names a sender or a time,
/// and a header follows, or a header that messages begin with does, or it ends with time and year.
fn is_postmark(message: &[u8]) -> bool {
    let mut lines = message.split(|byte| *byte == b'\n');
    let line = lines.next().unwrap_or_default().trim_ascii_end();
    let next = lines.next().unwrap_or_default();
    let words = || line.split(|byte| *byte == b' ');
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| {
        word.len() >= 4 && word.contains(&b':') && word.first().is_some_and(u8::is_ascii_digit)
    };
    let has_time = words().any(is_time);
    let name = next.split(|byte| *byte == b':').next().unwrap_or_default();
    let is_header = name.len() < next.len()
        && !name.is_empty()
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let is_first = HEADERS.iter().any(|header| {
        let start = next.get(..header.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(header.as_bytes()))
    });
    (has_time || line.contains(&b'@')) && is_header || is_first || has_time && words().any(is_year)
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
    let bytes = with_readable_headers(bytes);
    let Some(message) = MessageParser::default().parse(&*bytes) else {
        return readout.take(place, Filling::new("header"));
    };
    if let Some(page) = saved_page::of(&message) {
        readout.stories.push((place, page));
        return;
    }
    let mut inside = Vec::new();
    for attached in message.attachments() {
        match attached_text(&message, attached) {
            Some(text) => inside.push(text),
            None => readout.pass_over("attachments of messages"),
        }
    }
    readout.take(place, story(&message, inside));
}

/// The headline and text of a message that is attached, as when it is forwarded, or the text of a file.
fn attached_text(whole: &Message<'_>, attached: &MessagePart<'_>) -> Option<String> {
    match &attached.body {
        PartType::Message(message) => {
            let title = one_line(message.subject().unwrap_or_default());
            let text = body(message, &title);
            let within = message.attachments();
            let within = within.filter_map(|attached| attached_text(message, attached));
            let parts = [title, text].into_iter().chain(within);
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            Some(parts.join("\n\n"))
        }
        PartType::Text(_) if is_prose(attached) => Some(plain(whole, attached, "")),
        PartType::Html(_) => Some(plain(whole, attached, "")),
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
    fn a_sentence_that_begins_with_from_begins_no_message() {
        let file = "From a@b Mon Aug 12 08:30:00 2024\nFrom: a@b.example\nSubject: Rain\n\nIt fell.\n\n\
            From the harbour came word of a storm.\nNote: it sank.\n\n\
            From 08:00 to 10:00 nothing moved.\n\n\
            From c@d Tue Aug 13 08:30:00 2024\nSubject: Fog\n\nIt rose.\n";
        let readout = read_box(&Piece::whole(file), file.as_bytes());
        assert_eq!(readout.stories.len(), 2);
        let signed = file.replace("From c@d Tue Aug 13 08:30:00 2024", "From john");
        let readout = read_box(&Piece::whole(&*signed), signed.as_bytes());
        assert_eq!(readout.stories.len(), 2);
        assert!(readout.stories[0].1.body.contains("word of a storm"));
        assert_eq!(
            last_message(file.as_bytes()),
            file.rfind("From c@d").unwrap()
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
