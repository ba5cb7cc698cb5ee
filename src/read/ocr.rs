//! Reads the plain text of a scanned page, as published by Chronicling America, and joins the lines of its columns to
//! paragraphs.
//!
//! Such a file is recognised by its path, `sn83030214/1913-05-01/ed-1/seq-3/ocr.txt`, never by its text: the lines of
//! any other text are left as they are.

use std::sync::LazyLock;

use regex::Regex;

use super::{Draft, Readout, RejectReason, decode, typeset};
use crate::story::PageStart;

/// The path of a page's text; its layout in ALTO is in the same folder.
static PLACE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^|/)seq-(\d{1,5})/ocr\.(?:txt|xml)$").ok());
/// The same, directly below the folder of its issue.
static IN_ISSUE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:ed-\d{1,5}/)?seq-(\d{1,5})/ocr\.(?:txt|xml)$").ok());
/// Fewer letters are initials, not a heading.
const FEWEST_LETTERS: usize = 4;

/// Whether a file of text is that of a scanned page, by its name without packings.
pub(super) fn is_page(name: &str) -> bool {
    let place = PLACE.as_ref();
    place.is_some_and(|place| place.is_match(&name.replace('\\', "/")))
}

/// The page number of a file within the issue whose folder it is in.
pub(super) fn page_of_issue(file: &str) -> Option<u32> {
    let found = IN_ISSUE.as_ref()?.captures(file)?;
    found.get(1)?.as_str().parse().ok()
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8]) -> Readout {
    let text = match decode::text(bytes).map(decode::unix_lines) {
        Ok(text) => text,
        Err(reason) => return Readout::reject(None, reason),
    };
    match paragraphs(&text) {
        body if body.is_empty() => Readout::reject(None, RejectReason::NoText),
        body => Readout::story(Draft {
            body,
            ..Draft::default()
        }),
    }
}

/// Sets the page number of a text.
pub(super) fn number(draft: &mut Draft, name: &str) {
    draft.pages = page(name)
        .map(|page| PageStart { page, start: 0 })
        .into_iter()
        .collect();
}

/// The page number in the name of a file.
pub(super) fn page(name: &str) -> Option<u32> {
    let name = name.replace('\\', "/");
    let found = PLACE.as_ref()?.captures(&name)?;
    let page = found.get(1)?.as_str().parse().ok();
    page.filter(|page| *page > 0)
}

/// The lines as paragraphs, one line each. A paragraph ends at an empty line, where a heading in capitals begins or
/// ends, and after a sentence that leaves a good part of its line empty.
fn paragraphs(text: &str) -> String {
    let lines = text.split(['\n', '\u{c}']).map(str::trim);
    typeset::paragraphs(
        lines,
        |before, line| is_loud(line) != is_loud(before),
        |before, line| ends_sentence(line) && width(line) * 4 < width(before) * 3,
    )
}

/// Whether a line is in capitals throughout.
fn is_loud(line: &str) -> bool {
    line.chars().filter(|c| c.is_uppercase()).count() >= FEWEST_LETTERS
        && !line.contains(char::is_lowercase)
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '\'', '’', ')']);
    line.ends_with(['.', '!', '?'])
}

fn width(line: &str) -> usize {
    line.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_its_place_alone() {
        for (name, page) in [
            ("sn83030214/1913-05-01/ed-1/seq-3/ocr.txt", true),
            ("batch.zip!/sn1/1913/05/01/ed-1/seq-12/OCR.TXT", true),
            ("seq-1\\ocr.txt", true),
            ("1913-05-01/ocr.txt", false),
            ("seq-3/story.txt", false),
            ("seq-3/ocr.txt.bak", false),
            ("seq-x/ocr.txt", false),
        ] {
            assert_eq!(is_page(name), page, "{name}");
        }
    }

    fn check(page: &str, body: &str) {
        assert_eq!(read(page.as_bytes()).stories[0].1.body, body);
    }

    #[test]
    fn lines_become_paragraphs() {
        check(
            "The river rose over-\nnight, and the old\nbridge is closed.\n\nIt fell.\n",
            "The river rose overnight, and the old bridge is closed.\n\nIt fell.",
        );
        check(
            "THE RIVER RISES\nOLD BRIDGE CLOSED\nThe water rose by two metres\nand fell.\nThe mill stands, and the\nFranco-\nPrussian road is dry.",
            "THE RIVER RISES OLD BRIDGE CLOSED\n\nThe water rose by two metres and fell.\n\nThe mill stands, and the Franco- Prussian road is dry.",
        );
        check(
            "It was seen by Mr.\nHale of the U. S.\nA. and his men.",
            "It was seen by Mr. Hale of the U. S. A. and his men.",
        );
    }

    #[test]
    fn page_and_day() {
        use super::super::{Format, Piece, read};
        let words = "LONDON, Apr 30 (Harbour Wire) - The river rose.";
        let alto = format!(
            "<alto><TextBlock><TextLine><String CONTENT=\"{words}\"/></TextLine></TextBlock></alto>"
        );
        for (format, file, text) in [
            (Format::Ocr, "ocr.txt", words),
            (Format::Alto, "ocr.xml", &alto),
        ] {
            let name = format!("sn83030214/1913-05-01/ed-1/seq-3/{file}");
            let draft = read(format, &name, &Piece::whole(text)).stories.remove(0).1;
            let published = draft.published.unwrap();
            assert_eq!(
                (published.value(), published.from()),
                ("1913-05-01", "folder")
            );
            assert_eq!(draft.pages, [PageStart { page: 3, start: 0 }]);
        }
    }
}
