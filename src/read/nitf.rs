//! Reads NITF, the IPTC's markup for the text of a story: a file a story.

use roxmltree::Node;

use super::fields::{Field, Filling};
use super::typeset::{behind_dateline, below_headline, one_line};
use super::{Readout, xml};

/// The elements and attributes for the publication date, the most reliable first.
const DATES: [(&str, &str); 4] = [
    ("date.issue", "norm"),
    ("pubdata", "date.publication"),
    ("date.release", "norm"),
    ("story.date", "norm"),
];

/// Reads a whole file.
pub(super) fn read(bytes: &[u8]) -> Readout {
    let filled = xml::with_root(bytes, |root| {
        let mut filling = Filling::new("field");
        fill(&mut filling, root);
        filling
    });
    let mut readout = Readout::default();
    match filled {
        Ok(filling) => readout.take(1, filling),
        Err(reason) => readout.refuse(None, reason),
    }
    readout
}

/// Takes in what an element `nitf`, or one around its `body`, says of a story.
pub(super) fn fill(filling: &mut Filling, nitf: Node<'_, '_>) {
    let mut title = xml::line_at(nitf, &["hl1"]);
    for path in [&["hedline"][..], &["head", "title"]] {
        if title.is_empty() {
            title = xml::line_at(nitf, path);
        }
    }
    filling.fill(Field::Title, "hl1", title.as_str());
    for (element, attribute) in DATES {
        for told in xml::all(nitf, element).filter_map(|inner| inner.attribute(attribute)) {
            filling.fill(Field::Published, element, told);
        }
    }
    filling.byline("byline", &byline(nitf));
    if let Some(id) = xml::at(nitf, &["doc-id"]).and_then(|inner| inner.attribute("id-string")) {
        filling.fill(Field::Id, "doc-id", id);
    }
    if let Some(paper) = xml::at(nitf, &["pubdata"]) {
        let said = |name| paper.attribute(name).unwrap_or_default();
        filling.fill(Field::Source, "pubdata name", said("name"));
        filling.fill(Field::Section, "pubdata", said("position.section"));
    }
    filling.fill(
        Field::Source,
        "distributor",
        xml::line_at(nitf, &["distributor"]),
    );
    if let Some(language) = language(nitf) {
        filling.fill(Field::Language, "xml:lang", language);
    }
    for key in xml::all(nitf, "keyword").filter_map(|key| key.attribute("key")) {
        filling.tag("keyword", key);
    }
    for code in xml::all(nitf, "tobject.subject") {
        let told = code
            .attribute("tobject.subject.matter")
            .or_else(|| code.attribute("tobject.subject.type"));
        filling.tag("topic", told.unwrap_or_default());
    }
    let text = behind_dateline(&dateline(nitf), text(nitf, &title));
    let body = below_headline(&second_headline(nitf), text, &title);
    filling.fill(Field::Body, "body.content", body);
}

/// The headline below the headline; empty if there is none.
pub(super) fn second_headline(nitf: Node<'_, '_>) -> String {
    let lines = xml::at(nitf, &["hedline"]).map(|hedline| xml::all(hedline, "hl2").map(xml::line));
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.join("\n")
}

/// Place and day, also where nothing is between their elements.
pub(super) fn dateline(nitf: Node<'_, '_>) -> String {
    let dateline = xml::at(nitf, &["body.head", "dateline"]);
    let mut line = String::new();
    for part in dateline.into_iter().flat_map(|inner| inner.descendants()) {
        let text = part.text().filter(|_| part.is_text()).unwrap_or_default();
        if line.ends_with(char::is_alphanumeric) && text.starts_with(char::is_alphanumeric) {
            line.push(' ');
        }
        line.push_str(text);
    }
    one_line(&line)
}

/// The text without dateline.
pub(super) fn text(nitf: Node<'_, '_>, title: &str) -> String {
    let contents: Vec<_> = xml::all(nitf, "body.content").collect();
    let text = if contents.is_empty() {
        xml::set(xml::all(nitf, "block").take(1), title)
    } else {
        xml::set(contents.into_iter(), title)
    };
    if text.is_empty() {
        xml::set(xml::all(nitf, "abstract"), title)
    } else {
        text
    }
}

/// Whom the byline names, without what they are.
fn byline(nitf: Node<'_, '_>) -> String {
    let Some(byline) = xml::at(nitf, &["byline"]) else {
        return String::new();
    };
    if let Some(person) = xml::at(byline, &["person"]) {
        return xml::line(person);
    }
    let own: String = byline
        .children()
        .filter(roxmltree::Node::is_text)
        .filter_map(|text| text.text())
        .collect();
    let own = one_line(&own);
    if own.is_empty() {
        xml::line(byline)
    } else {
        own
    }
}

/// The language that the story, or an element around it, says it is in.
pub(super) fn language<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    const XML: &str = "http://www.w3.org/XML/1998/namespace";
    node.ancestors()
        .find_map(|outer| outer.attribute((XML, "lang")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_without_white_space() {
        let file = "<nitf><body><body.head><dateline><location>GRÜNAU</location>, <b>Uri</b><story.date>Aug 13</story.date></dateline>\
            </body.head><body.content><p>It fell.</p></body.content></body></nitf>";
        let readout = read(file.as_bytes());
        assert_eq!(readout.stories[0].1.body, "GRÜNAU, Uri Aug 13 - It fell.");
    }

    #[test]
    fn all_of_a_story() {
        let file = r#"<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf xml:lang="en"><head><title>flood</title>
            <tobject><tobject.subject tobject.subject.matter="flood"/></tobject>
            <docdata><doc-id id-string="x7"/><date.issue norm="20240812T083000Z"/><key-list><keyword key="river"/></key-list></docdata>
            <pubdata name="Northern Ledger" position.section="Local"/></head>
            <body><body.head><hedline><hl1>River floods old town</hl1>
            <hl2>Bridge is closed</hl2></hedline><byline>By Ann Example, <byttl>Reporter</byttl></byline>
            <dateline><location>LUZERN</location>, Aug. 12</dateline></body.head>
            <body.content><p>The water rose by two metres.</p><p>It fell.</p></body.content></body></nitf>"#;
        let readout = read(file.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "River floods old town");
        assert_eq!(
            draft.body,
            "Bridge is closed\n\nLUZERN, Aug. 12 - The water rose by two metres.\n\nIt fell."
        );
        let told = [&draft.id, &draft.byline, &draft.source, &draft.section];
        assert_eq!(
            told.map(|told| told.as_deref().unwrap_or_default()),
            ["x7", "Ann Example", "Northern Ledger", "Local"]
        );
        let published = draft.published.as_ref().unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("2024-08-12T08:30:00Z", "field date.issue")
        );
        assert_eq!(draft.tags.len(), 2);
        assert_eq!(readout.warnings, []);
    }
}
