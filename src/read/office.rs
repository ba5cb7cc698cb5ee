//! Reads the documents of word processors, DOCX and ODT: a zip of XML, one story per file.
//!
//! The day on which a document was created is used as the day of publication, since it is the best one it has; the day
//! on which it was last saved is not.

use std::io::{Cursor, Read};

use roxmltree::Node;
use zip::ZipArchive;

use super::fields::{Field, Filling};
use super::{Readout, RejectReason, xml};

/// No part of a document that people write is larger when it is unpacked, in bytes.
const LARGEST: u64 = 64 << 20;

/// The parts of a kind of document, and what to make of them.
struct Kind {
    text: &'static str,
    about: &'static str,
    /// The elements of `about` that tell who and when.
    author: &'static str,
    made: &'static str,
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
            filling.fill(Field::Published, kind.made, made);
            filling.fill(Field::Language, "language", language);
        }
    }
    filling.fill(Field::Body, "text", paragraphs.set.join("\n\n"));
    Ok(filling)
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
    for paragraph in xml::all(root, "p") {
        let mut text = String::new();
        for node in paragraph.descendants().skip(1).filter(Node::is_element) {
            match node.tag_name().name() {
                "t" if within(node, "p") == Some(paragraph) => {
                    text.push_str(node.text().unwrap_or_default());
                }
                "tab" => text.push(' '),
                "br" | "cr" => text.push('\n'),
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
        if !matches!(name, "p" | "h") || within(paragraph, "tracked-changes").is_some() {
            continue;
        }
        let mut text = String::new();
        for node in paragraph.descendants().skip(1) {
            match node.tag_name().name() {
                "s" | "tab" => text.push(' '),
                "line-break" => text.push('\n'),
                _ if node.is_text() && within(node, name) == Some(paragraph) => {
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
}
