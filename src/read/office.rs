//! Reads the documents of word processors, DOCX and ODT: a zip of XML, one story per file.
//!
//! The day on which a document was created is used as the day of publication if its text has no dateline with a full
//! date; the day on which it was last saved is not.

use std::io::{Cursor, Read};

use roxmltree::Node;
use zip::ZipArchive;

use super::fields::{Field, Filling};
use super::{Readout, RejectReason, dated, xml};

/// No part of a document that people write is larger when it is unpacked, in bytes.
const LARGEST: u64 = 64 << 20;

/// A dateline is in one of so many paragraphs.
const BEFORE_STORY: usize = 4;

/// The days that programs give to documents when they do not know when these were created, beside all before there were
/// word processors.
const MADE_UP: [&str; 2] = ["1980-01-01", "2013-12-23T23:15:00"];
const FIRST_YEAR: u16 = 1978;

/// The parts of a kind of document, and what to make of them.
struct Kind {
    text: &'static str,
    about: &'static str,
    /// The elements of `about` that tell who and when.
    author: &'static str,
    made: &'static str,
    /// The parts with notes, which the text refers to.
    notes: &'static [&'static str],
    paragraphs: fn(Node<'_, '_>) -> Paragraphs,
}

/// The paragraphs in order, and which of them is set as the title.
#[derive(Default)]
struct Paragraphs {
    set: Vec<String>,
    title: Option<usize>,
}

/// Reads a DOCX.
pub(super) fn read_docx(bytes: &[u8]) -> Readout {
    read(
        bytes,
        &Kind {
            text: "word/document.xml",
            about: "docProps/core.xml",
            author: "creator",
            made: "created",
            notes: &["word/footnotes.xml", "word/endnotes.xml"],
            paragraphs: docx,
        },
    )
}

/// Reads an ODT.
pub(super) fn read_odt(bytes: &[u8]) -> Readout {
    read(
        bytes,
        &Kind {
            text: "content.xml",
            about: "meta.xml",
            author: "initial-creator",
            made: "creation-date",
            notes: &[],
            paragraphs: odt,
        },
    )
}

fn read(bytes: &[u8], kind: &Kind) -> Readout {
    if bytes.is_empty() {
        return Readout::reject(None, RejectReason::Empty);
    }
    let mut readout = Readout::default();
    match document(bytes, kind) {
        Ok(filling) => readout.take(1, filling),
        Err(reason) => readout.refuse(None, reason),
    }
    for (_, draft) in &mut readout.stories {
        let mut first = draft.body.split("\n\n").take(BEFORE_STORY);
        if let Some(told) = first.find_map(dated::by_full_dateline) {
            draft.published = Some(told);
        }
    }
    readout
}

fn document(bytes: &[u8], kind: &Kind) -> Result<Filling, RejectReason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let text = part(&mut archive, kind.text)?;
    let mut paragraphs = xml::with_root(&text, kind.paragraphs)?;
    let mut filling = Filling::new("field");
    if let Some(title) = paragraphs.title.filter(|at| *at < paragraphs.set.len()) {
        filling.fill(Field::Title, "title", paragraphs.set.remove(title));
    }
    // A document that says nothing of itself is still a document.
    if let Ok(about) = part(&mut archive, kind.about) {
        let told = xml::with_root(&about, |root| {
            ["title", kind.author, kind.made, "language"].map(|name| xml::line_at(root, &[name]))
        });
        if let Ok([title, author, made, language]) = told {
            filling.fill(Field::Title, "title", title);
            filling.fill(Field::Byline, kind.author, author);
            if is_known_day(&made) {
                filling.fill(Field::Published, kind.made, made);
            }
            filling.fill(Field::Language, "language", language);
        }
    }
    for name in kind.notes {
        // Few documents have notes.
        let notes = part(&mut archive, name).and_then(|notes| xml::with_root(&notes, docx));
        if let Ok(notes) = notes {
            paragraphs.set.extend(notes.set);
        }
    }
    filling.fill(Field::Body, "text", paragraphs.set.join("\n\n"));
    Ok(filling)
}

/// Whether somebody may have created a document on this day.
fn is_known_day(day: &str) -> bool {
    let year = day.get(..4).and_then(|year| year.parse::<u16>().ok());
    year.is_none_or(|year| year >= FIRST_YEAR)
        && !MADE_UP.iter().any(|made_up| day.starts_with(made_up))
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, RejectReason> {
    let mut bytes = Vec::new();
    let entry = archive.by_name(name).map_err(broken)?;
    entry
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(broken)?;
    if bytes.len() as u64 > LARGEST {
        let limit = usize::try_from(LARGEST).unwrap_or(usize::MAX);
        return Err(RejectReason::TooLarge { limit });
    }
    Ok(bytes)
}

fn broken(error: impl std::fmt::Display) -> RejectReason {
    RejectReason::Markup(error.to_string())
}

fn docx(root: Node<'_, '_>) -> Paragraphs {
    let mut paragraphs = Paragraphs::default();
    // What is moved stands where it was, too, and a text box is given twice: for old programs also.
    let stands_elsewhere = |node| {
        ["Fallback", "moveFrom"]
            .iter()
            .any(|name| within(node, name).is_some())
    };
    for paragraph in xml::all(root, "p").filter(|node| !stands_elsewhere(*node)) {
        let mut text = String::new();
        let of_paragraph = paragraph.descendants().skip(1).filter(|node| {
            node.is_element() && within(*node, "p") == Some(paragraph) && !stands_elsewhere(*node)
        });
        for node in of_paragraph {
            match node.tag_name().name() {
                "t" => text.push_str(node.text().unwrap_or_default()),
                "tab" => text.push(' '),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                _ => {}
            }
        }
        let style = xml::at(paragraph, &["pStyle"]).and_then(|style| {
            style
                .attributes()
                .find(|attribute| attribute.name() == "val")
                .map(|attribute| attribute.value())
        });
        paragraphs.add(&text, matches!(style, Some("Title" | "Heading1" | "Titel")));
    }
    paragraphs
}

fn odt(root: Node<'_, '_>) -> Paragraphs {
    let mut paragraphs = Paragraphs::default();
    let Some(body) = xml::at(root, &["body", "text"]) else {
        return paragraphs;
    };
    for paragraph in body.descendants() {
        let name = paragraph.tag_name().name();
        if !matches!(name, "p" | "h") || is_beside_text(paragraph) {
            continue;
        }
        let mut text = String::new();
        for node in paragraph.descendants().skip(1) {
            match node.tag_name().name() {
                "s" | "tab" => text.push(' '),
                "line-break" => text.push('\n'),
                _ if node.is_text()
                    && within(node, name) == Some(paragraph)
                    && !is_beside_text(node) =>
                {
                    text.push_str(node.text().unwrap_or_default());
                }
                _ => {}
            }
        }
        let level = paragraph
            .attributes()
            .find(|attribute| attribute.name() == "outline-level")
            .map(|attribute| attribute.value());
        paragraphs.add(&text, name == "h" && level == Some("1"));
    }
    paragraphs
}

/// Whether a node of an ODT is what was deleted, what an editor noted, or the number of a footnote.
fn is_beside_text(node: Node<'_, '_>) -> bool {
    ["tracked-changes", "annotation", "note-citation"]
        .iter()
        .any(|name| within(node, name).is_some())
}

/// The nearest element of this name that a node is in.
fn within<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.ancestors()
        .skip(1)
        .find(|outer| outer.tag_name().name() == name)
}

impl Paragraphs {
    fn add(&mut self, text: &str, heading: bool) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        // A heading further down is one of a section.
        if heading && self.title.is_none() && self.set.len() < 3 {
            self.title = Some(self.set.len());
        }
        self.set.push(text.to_owned());
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    pub(in crate::read) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    pub(in crate::read) fn a_docx() -> Vec<u8> {
        packed(&[
            (
                "docProps/core.xml",
                "<c xmlns:dc=\"d\"><dc:creator>Ann Example</dc:creator><created>2024-08-12T08:30:00Z</created><modified>2025-01-01</modified></c>",
            ),
            (
                "word/document.xml",
                "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>River floods old town</w:t></w:r></w:p>\
                 <w:p><w:r><w:t xml:space=\"preserve\">The water </w:t></w:r><w:r><w:t>rose by two metres.</w:t></w:r></w:p><w:p/>\
                 <w:p><w:r><w:t>It fell.</w:t></w:r></w:p></w:body></w:document>",
            ),
        ])
    }

    pub(in crate::read) fn an_odt() -> Vec<u8> {
        packed(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "meta.xml",
                "<o:m xmlns:o=\"o\" xmlns:meta=\"m\"><meta:initial-creator>Ann Example</meta:initial-creator><meta:creation-date>2024-08-12T08:30:00Z</meta:creation-date></o:m>",
            ),
            (
                "content.xml",
                "<o:d xmlns:o=\"o\" xmlns:text=\"t\"><o:body><o:text><text:h text:outline-level=\"1\">River floods old town</text:h>\
                 <text:p>The water<text:s/>rose by <text:span>two metres</text:span>.</text:p><text:p>It fell.</text:p></o:text></o:body></o:d>",
            ),
        ])
    }

    #[test]
    fn both() {
        for readout in [read_docx(&a_docx()), read_odt(&an_odt())] {
            let draft = &readout.stories[0].1;
            assert_eq!(draft.title, "River floods old town");
            assert_eq!(draft.body, "The water rose by two metres.\n\nIt fell.");
            assert_eq!(draft.byline.as_deref(), Some("Ann Example"));
            assert_eq!(
                draft.published.as_ref().unwrap().value(),
                "2024-08-12T08:30:00Z"
            );
        }
    }
    fn docx_of(text: &str, created: &str) -> Vec<u8> {
        let document = format!("<w:document xmlns:w=\"w\"><w:body>{text}</w:body></w:document>");
        let core = format!("<c><created>{created}</created></c>");
        let notes = "<w:n xmlns:w=\"w\"><w:footnote><w:p><w:r><w:t>See below.</w:t></w:r></w:p></w:footnote></w:n>";
        packed(&[
            ("docProps/core.xml", &core),
            ("word/document.xml", &document),
            ("word/footnotes.xml", notes),
        ])
    }

    #[test]
    fn what_is_in_a_docx_twice_or_apart() {
        let boxed = "<w:txbx><w:p><w:r><w:t>Boxed</w:t><w:tab/></w:r></w:p></w:txbx>";
        let text = format!(
            "<w:p><w:r><w:t>The X</w:t><w:noBreakHyphen/><w:t>ray</w:t></w:r><w:moveFrom><w:r><w:t>Moved</w:t></w:r></w:moveFrom>\
             <w:r><a><w:Choice>{boxed}</w:Choice><w:Fallback>{boxed}</w:Fallback></a></w:r></w:p>"
        );
        let readout = read_docx(&docx_of(&text, ""));
        assert_eq!(
            readout.stories[0].1.body,
            "The X-ray\n\nBoxed\n\nSee below."
        );
    }

    #[test]
    fn days_that_nobody_created_a_document_on() {
        let day = |text: &str, created: &str| {
            let text = format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
            let readout = read_docx(&docx_of(&text, created));
            let published = readout.stories[0].1.published.clone();
            published.map(|day| (day.value().to_owned(), day.from().to_owned()))
        };
        assert_eq!(day("Rain.", "1601-01-01T00:00:00Z"), None);
        assert_eq!(day("Rain.", "2013-12-23T23:15:00Z"), None);
        let told = day("LUZERN, Aug 12, 2024 (Ledger) - Rain fell.", "2009-01-01");
        let expected = ("2024-08-12".to_owned(), "dateline".to_owned());
        assert_eq!(told, Some(expected));
    }

    #[test]
    fn what_is_beside_the_text_of_an_odt() {
        let odt = packed(&[(
            "content.xml",
            "<o:d xmlns:o=\"o\" xmlns:t=\"t\"><o:body><o:text><t:p>The water<t:note><t:note-citation>1</t:note-citation>\
             <t:note-body><t:p>In the lake.</t:p></t:note-body></t:note> rose.<o:annotation><o:creator>Ann</o:creator>\
             <t:p>Sure?</t:p></o:annotation></t:p></o:text></o:body></o:d>",
        )]);
        let readout = read_odt(&odt);
        assert_eq!(readout.stories[0].1.body, "The water rose.\n\nIn the lake.");
    }
}
