//! Reads the text layer of a PDF: a file a story, its pages one after the other. [`extract`] gets at the text.
//!
//! When a PDF was made is when it was printed or scanned, which for a paper of 1911 is a hundred years late; it dates
//! nothing.

mod extract;

use super::fields::{Field, Filling};
use super::{Readout, RejectReason, typeset};
use crate::story::PageStart;

/// What a line that is shorter than this part of the longest ends is a paragraph.
const SHORT: f64 = 0.75;

/// Reads a whole file.
pub(super) fn read(bytes: &[u8]) -> Readout {
    if bytes.is_empty() {
        return Readout::reject(None, RejectReason::Empty);
    }
    let pages = match extract::pages(bytes) {
        Ok(pages) => pages,
        Err(reason) => return Readout::reject(None, reason),
    };
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (page, set) in pages.texts {
        let set = paragraphs(&set);
        if set.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        // A file of 256 MiB has no text of four thousand million bytes.
        let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
        starts.push(PageStart { page, start });
        text.push_str(&set);
    }
    let mut readout = Readout::default();
    for page in pages.failed {
        readout.refuse(None, RejectReason::PdfPage { page });
    }
    if text.is_empty() && readout.rejected.is_empty() {
        return Readout::reject(None, RejectReason::NoTextLayer);
    }
    if text.is_empty() {
        return readout;
    }
    let mut filling = Filling::new("field");
    filling.fill(Field::Body, "text", text);
    readout.take(1, filling);
    for (_, draft) in &mut readout.stories {
        draft.pages.clone_from(&starts);
    }
    readout
}

/// The lines of a page as paragraphs.
fn paragraphs(page: &str) -> String {
    let lines: Vec<&str> = page
        .lines()
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || c.is_control()))
        .collect();
    let widest = lines.iter().map(|line| line.chars().count()).max();
    #[expect(clippy::cast_precision_loss, reason = "lines are not that long")]
    let is_short = |line: &str| {
        (line.chars().count() as f64) < widest.unwrap_or_default() as f64 * SHORT
            && line.ends_with(['.', '!', '?', '”', '"', ':'])
    };
    typeset::paragraphs(lines.into_iter(), |_, _| false, |_, line| is_short(line))
}

#[cfg(test)]
pub(super) mod tests {
    use std::fmt::Write;

    use super::*;

    /// A file of one page with these lines.
    pub(in crate::read) fn a_pdf(lines: &[&str]) -> Vec<u8> {
        a_pdf_of_pages(1, lines)
    }

    /// A file of so many pages, all with these lines.
    fn a_pdf_of_pages(pages: usize, lines: &[&str]) -> Vec<u8> {
        let kids = ["3 0 R"].repeat(pages).join(" ");
        let mut content = "BT /F1 12 Tf 72 720 Td ".to_owned();
        for line in lines {
            write!(content, "({line}) Tj 0 -14 Td ").unwrap();
        }
        content.push_str("ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut file = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
        }
        let table = file.len();
        file.push_str("xref\n0 6\n0000000000 65535 f \n");
        for place in places {
            writeln!(file, "{place:010} 00000 n ").unwrap();
        }
        writeln!(
            file,
            "trailer << /Size 6 /Root 1 0 R >>
startxref
{table}
%%EOF"
        )
        .unwrap();
        file.into_bytes()
    }

    #[test]
    fn pages_are_told() {
        let twice = a_pdf_of_pages(2, &["The water rose."]);
        let draft = &read(&twice).stories[0].1;
        assert_eq!(draft.body, "The water rose.\n\nThe water rose.");
        let starts: Vec<_> = draft
            .pages
            .iter()
            .map(|page| (page.page, page.start))
            .collect();
        assert_eq!(starts, [(1, 0), (2, 17)]);
    }

    #[test]
    fn a_page() {
        let file = a_pdf(&["The water rose by two me-", "tres in the old town."]);
        let readout = read(&file);
        assert_eq!(
            readout.stories[0].1.body,
            "The water rose by two metres in the old town."
        );
    }

    #[test]
    fn what_takes_too_long_is_a_reject() {
        let file = a_pdf(&vec!["The water rose."; 20_000]);
        let reason = extract::pages_within(&file, std::time::Duration::ZERO).unwrap_err();
        assert_eq!(reason, RejectReason::TooLong { seconds: 0 });
    }

    #[test]
    fn what_refers_to_itself_is_a_reject() {
        let file = String::from_utf8(a_pdf(&["The water rose."])).unwrap();
        // Of the same length, so that every object stays where the table says.
        let parents = file.replace("/Kids [3 0 R] /Count 1 >>", "/Kids[3 0 R]/Parent 3 0 R>>");
        assert_eq!(parents.len(), file.len() + 2);
        let parents = parents.replace("/Type /Pages ", "/Type/Pages");
        let readout = read(parents.as_bytes());
        assert_eq!(readout.stories, []);
        assert_eq!(
            readout.rejected[0].reason,
            RejectReason::PdfPage { page: 1 }
        );
    }

    #[test]
    fn pictures_and_rubbish() {
        let readout = read(&a_pdf(&[]));
        assert_eq!(readout.rejected[0].reason, RejectReason::NoTextLayer);
        let readout = read(b"%PDF-1.4\nrubbish");
        assert!(matches!(readout.rejected[0].reason, RejectReason::Pdf(_)));
    }
}
