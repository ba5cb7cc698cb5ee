//! Reads RTF: the text of a document, without its formatting, and what it says of itself.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::fields::{Field, Filling};
use super::{Readout, RejectReason, exports, plain};

/// Groups that hold no text of the document.
const ASIDE: [&str; 20] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "generator",
    "themedata",
    "datastore",
    "xmlnstbl",
];
/// No document is nested more deeply.
const DEEPEST: usize = 1000;

/// Reads a whole file: an export of a database of news, or a document that is a story.
pub(super) fn read(bytes: &[u8]) -> Readout {
    if bytes.is_empty() {
        return Readout::reject(None, RejectReason::Empty);
    }
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return plain::read(bytes);
    }
    let Some(Document {
        text,
        title,
        author,
    }) = document(bytes)
    else {
        let reason = format!("it is nested more than {DEEPEST} deep");
        return Readout::reject(None, RejectReason::Markup(reason));
    };
    if let Some(readout) = exports::read_if(&text) {
        return readout;
    }
    let mut filling = Filling::new("field");
    filling.fill(Field::Title, "title", title);
    filling.fill(Field::Byline, "author", author);
    filling.fill(Field::Body, "text", text);
    let mut readout = Readout::default();
    readout.take(1, filling);
    readout
}

#[derive(Default)]
struct Document {
    text: String,
    title: String,
    author: String,
}

/// Where the text of a group goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    Text,
    Title,
    Author,
    Nowhere,
}

/// What a group leaves as it was before.
type Group = (To, usize, i32);

struct Reading {
    document: Document,
    groups: Vec<Group>,
    to: To,
    /// How many characters replace one that old programs do not know.
    instead: usize,
    /// How many of those are still to be passed over.
    skip: usize,
    encoding: &'static Encoding,
    /// The number of the font of the text, and the encodings of fonts that have their own.
    font: i32,
    fonts: HashMap<i32, &'static Encoding>,
    /// Bytes that are not yet text.
    bytes: Vec<u8>,
    /// The first half of a character that UTF-16 writes in two.
    half: Option<u16>,
}

fn document(bytes: &[u8]) -> Option<Document> {
    let mut reading = Reading {
        document: Document::default(),
        groups: Vec::new(),
        to: To::Text,
        instead: 1,
        skip: 0,
        encoding: WINDOWS_1252,
        font: 0,
        fonts: HashMap::new(),
        bytes: Vec::new(),
        half: None,
    };
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'{' => {
                if reading.groups.len() > DEEPEST {
                    return None;
                }
                reading.flush();
                let group = (reading.to, reading.instead, reading.font);
                reading.groups.push(group);
            }
            b'}' => {
                reading.flush();
                if let Some(before) = reading.groups.pop() {
                    (reading.to, reading.instead, reading.font) = before;
                }
                reading.skip = 0;
            }
            b'\\' => rest = reading.control(rest),
            b'\r' | b'\n' | 0 => {}
            byte => reading.byte(byte),
        }
    }
    reading.flush();
    let mut document = reading.document;
    document.text = collapse_space(&document.text);
    document.title = collapse_space(&document.title);
    document.author = collapse_space(&document.author);
    Some(document)
}

impl Reading {
    /// Reads what follows a backslash, and gives what follows that.
    fn control<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let letters = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let Some((word, after)) = rest.split_at_checked(letters).filter(|_| letters > 0) else {
            return self.symbol(rest);
        };
        let digits = after
            .iter()
            .enumerate()
            .take_while(|(at, byte)| byte.is_ascii_digit() || (*at == 0 && **byte == b'-'))
            .count();
        let (number, after) = after.split_at_checked(digits).unwrap_or((&[], after));
        let number = std::str::from_utf8(number)
            .ok()
            .and_then(|text| text.parse().ok());
        let after = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length: usize = number
                .and_then(|n: i32| usize::try_from(n).ok())
                .unwrap_or(0);
            return after.get(length..).unwrap_or_default();
        }
        self.word(word, number);
        after
    }

    fn symbol<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let Some((&symbol, after)) = rest.split_first() else {
            return rest;
        };
        match symbol {
            b'\'' => {
                let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.byte(byte);
                    return after.get(2..).unwrap_or_default();
                }
            }
            b'~' => self.push_text("\u{a0}"),
            b'_' => self.push_text("-"),
            // What may be left out by those who do not know it.
            b'*' => self.to = To::Nowhere,
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'\r' | b'\n' => self.push_text("\n\n"),
            _ => {}
        }
        after
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "par" | "sect" | "page" | "row" => self.push_text("\n\n"),
            "line" => self.push_text("\n"),
            "tab" | "cell" => self.push_text(" "),
            "emdash" => self.push_text("—"),
            "endash" => self.push_text("–"),
            "lquote" => self.push_text("‘"),
            "rquote" => self.push_text("’"),
            "ldblquote" => self.push_text("“"),
            "rdblquote" => self.push_text("”"),
            "bullet" => self.push_text("•"),
            "uc" => self.instead = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or_default());
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "f" => {
                self.flush();
                self.font = number.unwrap_or_default();
            }
            "fcharset" => {
                if let Some(encoding) = of_charset(number.unwrap_or_default()) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "u" => self.unicode(number.unwrap_or_default()),
            "title" if self.to == To::Nowhere => self.to = To::Title,
            "author" if self.to == To::Nowhere => self.to = To::Author,
            word if ASIDE.contains(&word) => self.to = To::Nowhere,
            _ => {}
        }
    }

    /// A character by its number in UTF-16, and what replaces it.
    fn unicode(&mut self, number: i32) {
        self.flush();
        // Numbers above 32767 are written as negative ones.
        let unit = u16::try_from(number & 0xffff).unwrap_or_default();
        let pair = self.half.take().into_iter().chain([unit]);
        for read in char::decode_utf16(pair.collect::<Vec<_>>()) {
            match read {
                Ok(c) => self.push_text(c.encode_utf8(&mut [0; 4])),
                Err(error) => self.half = Some(error.unpaired_surrogate()),
            }
        }
        self.skip = self.instead;
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let encoding = self.fonts.get(&self.font).unwrap_or(&self.encoding);
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            self.push(&text);
        }
    }

    fn push_text(&mut self, text: &str) {
        self.flush();
        self.push(text);
    }

    fn push(&mut self, text: &str) {
        match self.to {
            To::Text => self.document.text.push_str(text),
            To::Title => self.document.title.push_str(text),
            To::Author => self.document.author.push_str(text),
            To::Nowhere => {}
        }
    }
}

/// The encoding of a font, by the number of its character set; `None` for that of the document.
fn of_charset(number: i32) -> Option<&'static Encoding> {
    let label: &[u8] = match number {
        128 => b"shift_jis",
        129 => b"euc-kr",
        134 => b"gbk",
        136 => b"big5",
        161 => b"windows-1253",
        162 => b"windows-1254",
        163 => b"windows-1258",
        177 => b"windows-1255",
        178 => b"windows-1256",
        186 => b"windows-1257",
        204 => b"windows-1251",
        222 => b"windows-874",
        238 => b"windows-1250",
        _ => return None,
    };
    Encoding::for_label(label)
}

/// The text without spaces at the ends of lines, and with no more than one empty line in a row.
fn collapse_space(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !set.is_empty() {
            set.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        set.push_str(line);
        empty = 0;
    }
    set.retain(|c| !c.is_control() || c == '\n');
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_nothing_else() {
        let file = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title River floods old town}{\author Ann Example}}
{\*\generator Word;}\pard The wa\'74er rose in Z\'fcrich\par {\b It} fell \u8212 - in \uc0\u-10179\u-8694 the rain.\line\{Ends\}\par}";
        let readout = read(file);
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "River floods old town");
        assert_eq!(draft.byline.as_deref(), Some("Ann Example"));
        assert_eq!(
            draft.body,
            "The water rose in Zürich\n\nIt fell — in 😊the rain.\n{Ends}"
        );
    }

    #[test]
    fn a_font_in_another_encoding() {
        let file = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}{\f1 \'c2\'ee\'e4\'e0} caf\'e9, \f1\'c2\'ee\f0\'e9\par}";
        assert_eq!(read(file).stories[0].1.body, "Вода café, Воé");
    }

    #[test]
    fn deep_groups() {
        let readout = read(format!("{{\\rtf1{}", "{".repeat(100_000)).as_bytes());
        assert_eq!(readout.stories, []);
        assert_eq!(readout.rejected.len(), 1);
    }
}
