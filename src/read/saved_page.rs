//! Tells a web page that a browser saved as a message (MHTML) from mail, and reads the page in it. The date of such a
//! message is the day on which the page was saved, and its sender is the browser.

use mail_parser::{Message, MessagePart, MimeHeaders};

use super::{Draft, html};

/// The header in which browsers give the address of the page.
const ADDRESS: &str = "Snapshot-Content-Location";

/// The page in a message; `None` if it is mail.
pub(super) fn of(message: &Message<'_>) -> Option<Draft> {
    let told = message.header_raw(ADDRESS).map(str::trim);
    let page = message.parts.iter().find(|part| part.is_text_html())?;
    let located = page.content_location();
    if told.is_none() && !(is_sent_to_nobody(message) && located.is_some()) {
        return None;
    }
    // The text is decoded already, whatever encoding the page says it is in.
    let text = format!("\u{feff}{}", page.text_contents()?);
    let (_, mut draft) = html::read(text.as_bytes()).stories.pop()?;
    let address = told
        .or(located)
        .filter(|address| address.starts_with("http"));
    draft.url = draft.url.or_else(|| address.map(str::to_owned));
    Some(draft)
}

/// Whether a message has a page with what belongs to it, and no address to send it to.
fn is_sent_to_nobody(message: &Message<'_>) -> bool {
    let is_related = |part: &MessagePart<'_>| {
        let subtype = part.content_type().and_then(|kind| kind.subtype());
        subtype.is_some_and(|subtype| subtype.eq_ignore_ascii_case("related"))
    };
    message.to().is_none() && message.parts.first().is_some_and(is_related)
}

#[cfg(test)]
mod tests {
    use crate::read::mail;

    #[test]
    fn a_saved_page() {
        let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/7\r\nSubject: Rain - Ledger\r\n\
            Date: Tue, 20 Aug 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=x\r\n\r\n\
            --x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://ledger.example/7\r\n\r\n\
            <html><head><meta charset=windows-1251><meta property=\"article:published_time\" content=\"2024-08-13\"><title>Rain</title></head>\
            <body><h1>Rain</h1><p>The water rose by two metres at the café, and the old bridge is closed.</p></body></html>\r\n\
            --x\r\nContent-Type: text/css\r\n\r\np { color: red }\r\n--x--\r\n";
        let unnamed = page.replace(
            "Snapshot-Content-Location: https://ledger.example/7\r\n",
            "",
        );
        for page in [page, &unnamed] {
            let draft = &mail::read(page.as_bytes()).stories[0].1;
            assert_eq!(draft.published.as_ref().unwrap().value(), "2024-08-13");
            assert_eq!(draft.url.as_deref(), Some("https://ledger.example/7"));
            assert_eq!(draft.byline, None);
            assert!(draft.body.contains("at the café"), "{draft:?}");
        }
        let letter = unnamed.replace("Subject:", "To: a@b.example\r\nSubject:");
        let draft = &mail::read(letter.as_bytes()).stories[0].1;
        assert_eq!(draft.title, "Rain - Ledger");
    }
}
