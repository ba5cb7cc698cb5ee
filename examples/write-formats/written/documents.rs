//! Word, OpenDocument, rich text and PDF.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::{Told, escaped};

pub(crate) fn docx(story: &Told) -> Vec<u8> {
    let title = escaped(&story.title);
    let body = story.each("<w:p><w:r><w:t>", "</w:t></w:r></w:p>", escaped);
    packed(&[
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "docProps/core.xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>{}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{}T06:10:00Z</dcterms:created></cp:coreProperties>"#,
                escaped(&story.byline),
                story.day
            ),
        ),
        (
            "word/document.xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>{body}</w:body></w:document>"#
            ),
        ),
    ])
}

pub(crate) fn odt(story: &Told) -> Vec<u8> {
    let title = escaped(&story.title);
    let body = story.each("<text:p>", "</text:p>", escaped);
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        (
            "META-INF/manifest.xml",
            r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>"#.to_owned(),
        ),
        (
            "meta.xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><meta:initial-creator>{}</meta:initial-creator><meta:creation-date>{}T18:30:00Z</meta:creation-date></office:meta></office:document-meta>"#,
                escaped(&story.byline),
                story.day
            ),
        ),
        (
            "content.xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:h text:outline-level="1">{title}</text:h>{body}</office:text></office:body></office:document-content>"#
            ),
        ),
    ])
}

/// The parts of a document, packed without a time of day.
pub(crate) fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(crate) fn rtf(story: &Told) -> Vec<u8> {
    let plain = |text: &str| {
        let mut plain = String::new();
        for unit in text.encode_utf16() {
            match u8::try_from(unit) {
                Ok(byte @ (b'\\' | b'{' | b'}')) => plain.extend(['\\', char::from(byte)]),
                Ok(byte) if byte.is_ascii() => plain.push(char::from(byte)),
                _ => write!(plain, "\\u{}?", unit.cast_signed()).unwrap(),
            }
        }
        plain
    };
    format!(
        "{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times;}}}}{{\\info{{\\title {}}}{{\\author {}}}}}\n{}}}\n",
        plain(&story.title),
        plain(&story.byline),
        story.each("", "\\par\n", plain)
    )
    .into_bytes()
}

/// Pages of lines, set in Helvetica; what that has not is a question mark.
pub(crate) fn pdf(pages: &[Vec<String>]) -> Vec<u8> {
    let count = pages.len();
    let kids: Vec<String> = (0..count)
        .map(|page| format!("{} 0 R", 4 + 2 * page))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {count} >>",
            kids.join(" ")
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (page, lines) in pages.iter().enumerate() {
        let mut content = "BT /F1 12 Tf 72 720 Td ".to_owned();
        for line in lines {
            let line: String = line
                .chars()
                .map(|c| match c {
                    '(' | ')' | '\\' => format!("\\{c}"),
                    '’' | '‘' => "'".to_owned(),
                    '“' | '”' => "\"".to_owned(),
                    '–' | '—' => "-".to_owned(),
                    c if c.is_ascii() => c.to_string(),
                    c => match u8::try_from(u32::from(c)) {
                        Ok(byte) => format!("\\{byte:03o}"),
                        Err(_) => "?".to_owned(),
                    },
                })
                .collect();
            write!(content, "({line}) Tj 0 -14 Td ").unwrap();
        }
        content.push_str("ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * page
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = String::new();
    for (number, object) in (1..).zip(&objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    writeln!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    )
    .unwrap();
    file.into_bytes()
}
