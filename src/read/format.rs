//! Which format a file is in: by the ending of its name, and by its first bytes where that says too little.

use std::io::{self, Cursor, Read};

use serde::de::IgnoredAny;

/// The formats that can hold news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text, one story a file.
    Plain,
    /// Markdown, with or without front matter, one story a file.
    Markdown,
    /// A web page, one story a file.
    Html,
    /// A story, an array of stories, or an object that holds one.
    Json,
    /// A story a line.
    JsonLines,
    /// A table with a header, a story a record.
    Csv,
}

/// How many bytes are enough to tell.
const HEAD: u64 = 8 << 10;

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
        match ending(name).as_str() {
            "md" | "markdown" | "mdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            "jsonl" | "ndjson" | "jsonlines" => Some(Self::JsonLines),
            "csv" | "tsv" | "psv" => Some(Self::Csv),
            "json" => Some(json(head)),
            "txt" | "text" => Some(sniff(head).unwrap_or(Self::Plain)),
            ending if ending.bytes().all(|byte| byte.is_ascii_digit()) => {
                sniff(head).or_else(|| is_text(head).then_some(Self::Plain))
            }
            _ => sniff(head),
        }
    }

    /// Looks at the beginning of a file called `name`, and gives the format with the whole input.
    pub fn recognise<R: Read>(
        name: &str,
        mut input: R,
    ) -> io::Result<(Option<Self>, impl Read + use<R>)> {
        let mut head = Vec::new();
        input.by_ref().take(HEAD).read_to_end(&mut head)?;
        Ok((Self::of(name, &head), Cursor::new(head).chain(input)))
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Plain => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        })
    }
}

/// What stands after the last dot of a name that does not begin with it, in lower case.
fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => ending.to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// What the first bytes can be nothing else than.
fn sniff(head: &[u8]) -> Option<Format> {
    let start = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let word: Vec<u8> = start.iter().take(14).map(u8::to_ascii_lowercase).collect();
    if word.starts_with(b"<!doctype html")
        || word.starts_with(b"<html")
        || word.starts_with(b"<head")
    {
        Some(Format::Html)
    } else if start.starts_with(b"{\"") || start.starts_with(b"[{") || start.starts_with(b"{\n") {
        Some(json(head))
    } else {
        None
    }
}

/// JSON Lines where the first line is a whole value and another one follows, else JSON.
fn json(head: &[u8]) -> Format {
    let mut lines = head
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second))
            if second.trim_ascii_start().starts_with(b"{")
                && serde_json::from_slice::<IgnoredAny>(first).is_ok() =>
        {
            Format::JsonLines
        }
        _ => Format::Json,
    }
}

/// Whether it has nothing in it that text never has.
fn is_text(head: &[u8]) -> bool {
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
            ("a.exe", None),
            ("archive.json/notes.pdf", None),
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
        ] {
            assert_eq!(Format::of(name, head.as_bytes()), format, "{name} {head}");
        }
    }

    #[test]
    fn recognising_loses_no_byte() {
        let bytes = b"Rain fell. ".repeat(2000);
        let (format, mut input) = Format::recognise("a.txt", bytes.as_slice()).unwrap();
        let mut read = Vec::new();
        input.read_to_end(&mut read).unwrap();
        assert_eq!(
            (format, read.as_slice()),
            (Some(Format::Plain), bytes.as_slice())
        );
    }
}
