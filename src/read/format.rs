//! Recognises the format of a file by the extension of its name, and by its first bytes if that is not enough.

use std::io::{self, Cursor, Read};

use super::pack::without_packing;
use super::{exports, is_packed, json, listing, mail, markup, ocr, wide};

/// The formats that can hold news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text, one story per file.
    Plain,
    /// Markdown, with or without front matter, one story per file.
    Markdown,
    /// A web page, one story per file.
    Html,
    /// A story, an array of stories, or an object that holds one.
    Json,
    /// One story per line.
    JsonLines,
    /// A table with a header, one story per record.
    Csv,
    /// The Reuters-21578 collection in SGML.
    Reuters,
    /// The SGML of TREC's news disks.
    Trec,
    /// RSS, Atom or JSON Feed, one story per entry.
    Feed,
    /// The IPTC's markup of one story.
    Nitf,
    /// The IPTC's envelope for items of all sorts.
    NewsMlG2,
    /// The predecessor of NewsML-G2.
    NewsMl,
    /// The IPTC's JSON.
    Ninjs,
    /// One message.
    Mail,
    /// Many messages.
    Mailbox,
    /// A web archive, one story per page.
    Warc,
    /// A document of Word.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// The text layer of pages.
    Pdf,
    /// The words of a scanned page.
    Alto,
    /// The plain text of a scanned page, one of an issue.
    Ocr,
    /// The text export of a newspaper database.
    Export,
}

/// Every format.
const ALL: [Format; 23] = [
    Format::Plain,
    Format::Markdown,
    Format::Html,
    Format::Json,
    Format::JsonLines,
    Format::Csv,
    Format::Reuters,
    Format::Trec,
    Format::Feed,
    Format::Nitf,
    Format::NewsMlG2,
    Format::NewsMl,
    Format::Ninjs,
    Format::Mail,
    Format::Mailbox,
    Format::Warc,
    Format::Docx,
    Format::Odt,
    Format::Rtf,
    Format::Pdf,
    Format::Alto,
    Format::Ocr,
    Format::Export,
];

/// How many first bytes are enough to recognise a format.
pub(super) const HEAD: u64 = 8 << 10;

impl Format {
    /// The format of a file called `name` that begins with `head`; `None` when it holds no news that we can read.
    ///
    /// ```
    /// use dateline::read::Format;
    /// assert_eq!(Format::of("stories.ndjson", b""), Some(Format::JsonLines));
    /// assert_eq!(Format::of("story.php", b"<!DOCTYPE html><title>Floods</title>"), Some(Format::Html));
    /// assert_eq!(Format::of("photo.jpg", b"\xff\xd8\xff\xe0"), None);
    /// ```
    pub fn of(name: &str, head: &[u8]) -> Option<Self> {
        if is_backup(name) {
            return None;
        }
        let name = without_packing(name);
        let ending = ending(name);
        let head = &*wide::utf8(head);
        let named = ALL
            .into_iter()
            .find(|format| format.reader().endings.contains(&ending.as_str()));
        match named {
            Some(Self::Json) => Some(json::format(head)),
            Some(Self::JsonLines) if json::is_spread(head) => Some(Self::Json),
            Some(Self::Plain) => {
                let page = ocr::is_page(name).then_some(Self::Ocr);
                sniff(head).or(page).or(named)
            }
            None if ending.bytes().all(|byte| byte.is_ascii_digit()) => {
                sniff(head).or_else(|| is_text(head).then_some(Self::Plain))
            }
            None => sniff(head),
            named => named,
        }
    }

    /// Whether a file of this format may hold several stories, which are distinguished by their place.
    pub fn holds_many(self) -> bool {
        self.reader().many
    }
}

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// Stories in a format.
    Stories(Format),
    /// Something to [`unpack`](super::unpack) first.
    Packed,
    /// A [`listing`], which may describe other files.
    Listing,
    /// Nothing that holds news.
    NoNews,
}

impl Recognised {
    /// Looks at the beginning of a file called `name`, and returns what it is, with the whole input.
    pub fn of<R: Read>(name: &str, mut input: R) -> io::Result<(Self, impl Read + use<R>)> {
        let (head, mut failed) = head(&mut input, HEAD);
        if let Some(error) = failed.take_if(|_| head.is_empty()) {
            return Err(error);
        }
        let recognised = match Format::of(name, &head) {
            _ if listing::is_listing(&head) => Self::Listing,
            _ if is_packed(name, &head) => Self::Packed,
            Some(format) => Self::Stories(format),
            None => Self::NoNews,
        };
        Ok((
            recognised,
            Cursor::new(head).chain(Failure(failed)).chain(input),
        ))
    }
}

/// The first bytes of an input, and why there are no more if it fails so soon.
pub(super) fn head(input: &mut (impl Read + ?Sized), bytes: u64) -> (Vec<u8>, Option<io::Error>) {
    let mut head = Vec::new();
    let failed = input.take(bytes).read_to_end(&mut head).err();
    (head, failed)
}

/// Fails once, where an input failed when its first bytes were read, so that these are read nonetheless.
pub(super) struct Failure(pub(super) Option<io::Error>);

impl Read for Failure {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.reader().name)
    }
}

/// The extension of a name, in lower case; a dot at the beginning does not start one.
pub(super) fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => ending.to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// Whether a file is a backup or lock of an editor: `story.txt~`, `story.txt.bak`, `#story.txt#`, `~$story.docx`.
pub fn is_backup(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let marked = file.starts_with("~$") || file.starts_with('#') && file.ends_with('#');
    marked || file.ends_with('~') || matches!(ending(file).as_str(), "bak" | "orig")
}

/// The format, if the first bytes leave no doubt.
fn sniff(head: &[u8]) -> Option<Format> {
    let start = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let word: Vec<u8> = start.iter().take(14).map(u8::to_ascii_lowercase).collect();
    if word.starts_with(b"<!doctype html")
        || word.starts_with(b"<html")
        || word.starts_with(b"<head")
        || begins_late(start)
    {
        Some(Format::Html)
    } else if let Some(format) = start
        .first()
        .filter(|byte| **byte == b'<')
        .and_then(|_| markup::format(start))
    {
        Some(format)
    } else if mail::is_mailbox(start) {
        Some(Format::Mailbox)
    } else if mail::is_message(start) {
        Some(Format::Mail)
    } else if start.starts_with(b"WARC/1.") {
        Some(Format::Warc)
    } else if start.starts_with(b"{\\rtf") {
        Some(Format::Rtf)
    } else if start.starts_with(b"%PDF-") {
        Some(Format::Pdf)
    } else if exports::is_export(&String::from_utf8_lossy(start)) {
        Some(Format::Export)
    } else if start.starts_with(b"{\"") || start.starts_with(b"[{") || start.starts_with(b"{\n") {
        Some(json::format(head))
    } else {
        None
    }
}

/// Whether a web page begins behind messages of its server, or elements that belong into it.
fn begins_late(head: &[u8]) -> bool {
    const ELEMENTS: [&str; 12] = [
        "a", "b", "br", "center", "div", "font", "img", "link", "p", "script", "span", "style",
    ];
    const MESSAGES: [&str; 5] = [
        "Warning: ",
        "Notice: ",
        "Deprecated: ",
        "Strict Standards: ",
        "PHP ",
    ];
    let is_element = || {
        let first = markup::first_element(head).unwrap_or_default();
        ELEMENTS.iter().any(|name| first.eq_ignore_ascii_case(name))
    };
    let begins_so = match head.first() {
        Some(b'<') => is_element(),
        _ => MESSAGES
            .iter()
            .any(|message| head.starts_with(message.as_bytes())),
    };
    begins_so && {
        let head = head.to_ascii_lowercase();
        let has = |mark: &[u8]| memchr::memmem::find(&head, mark).is_some();
        has(b"<!doctype html") || has(b"<html")
    }
}

/// Whether it contains no bytes that text never has.
pub(super) fn is_text(head: &[u8]) -> bool {
    !head
        .iter()
        .any(|&byte| byte < 0x20 && !byte.is_ascii_whitespace() && byte != 0x1b)
        && !head.starts_with(b"<?xml")
        && !head.starts_with(b"%PDF")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name() {
        for (name, format) in [
            ("a.txt", Some(Format::Plain)),
            ("A.TXT", Some(Format::Plain)),
            ("archive.d/a.md", Some(Format::Markdown)),
            ("a.htm", Some(Format::Html)),
            ("a.tsv", Some(Format::Csv)),
            ("a.json", Some(Format::Json)),
            ("1913-05-01/ed-1/seq-3/ocr.txt", Some(Format::Ocr)),
            ("1913-05-01/ed-1/seq-3/ocr.txt.gz", Some(Format::Ocr)),
            ("a.exe", None),
            ("archive.json/notes.bin", None),
            ("archive.json/notes.pdf", Some(Format::Pdf)),
            ("wire/~$a.docx", None),
            ("wire/a.txt~", None),
        ] {
            assert_eq!(Format::of(name, b"Floods."), format, "{name}");
        }
    }

    #[test]
    fn by_content() {
        for (name, head, format) in [
            ("story", "Rain fell.", Some(Format::Plain)),
            ("0412", "Rain fell.", Some(Format::Plain)),
            ("wire.0412", "Rain fell.", Some(Format::Plain)),
            ("story", "GIF89a\0", None),
            (".profile", "export X=1", Some(Format::Plain)),
            ("story.aspx", "\u{feff}\n<HTML lang=en>", Some(Format::Html)),
            (
                "saved.txt",
                "<!doctype html><p>Rain fell.",
                Some(Format::Html),
            ),
            (
                "story.php",
                "<br />\n<b>Warning</b>: no file in <b>a</b> on line <b>1</b><br />\n<!DOCTYPE html><p>Rain fell.",
                Some(Format::Html),
            ),
            (
                "story",
                "\nWarning: no file in a on line 1\n<!DOCTYPE html><p>Rain fell.",
                Some(Format::Html),
            ),
            (
                "story",
                "<img src=a><html><p>Rain fell.",
                Some(Format::Html),
            ),
            ("story", "Warning: rain on line 1", Some(Format::Plain)),
            ("story.tpl", "<p>Rain fell.", None),
            (
                "stories.json",
                "{\"title\":\"a\"}\n{\"title\":\"b\"}\n",
                Some(Format::JsonLines),
            ),
            ("story.json", "{\"title\":\n{\"a\":1}}", Some(Format::Json)),
            (
                "dump",
                "{\"title\":\"a\"}\n{\"title\":\"b\"}\n",
                Some(Format::JsonLines),
            ),
            ("main.c", "int main() {}", None),
            ("story.html.BAK", "<!doctype html><p>Rain fell.", None),
            ("story.html.orig", "<!doctype html><p>Rain fell.", None),
        ] {
            assert_eq!(Format::of(name, head.as_bytes()), format, "{name} {head}");
        }
    }

    #[test]
    fn in_wide_characters() {
        let feed = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<rss version=\"2.0\"><channel/></rss>";
        let utf16: Vec<u8> = feed.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let letters = feed.chars().map(u32::from);
        let utf32: Vec<u8> = letters.flat_map(u32::to_le_bytes).collect();
        for head in [utf16, utf32] {
            assert_eq!(Format::of("wire.xml", &head), Some(Format::Feed));
        }
    }

    #[test]
    fn recognising_loses_no_byte() {
        let bytes = b"Rain fell. ".repeat(2000);
        let (recognised, mut input) = Recognised::of("a.txt", bytes.as_slice()).unwrap();
        let mut read = Vec::new();
        input.read_to_end(&mut read).unwrap();
        assert_eq!(
            (recognised, read.as_slice()),
            (Recognised::Stories(Format::Plain), bytes.as_slice())
        );
    }
}
