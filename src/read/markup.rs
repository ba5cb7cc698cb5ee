//! Recognises the format of a markup file by its first element.

use super::Format;

/// The first elements of known formats, without namespace prefix.
const ROOTS: [(&str, Format); 21] = [
    ("REUTERS", Format::Reuters),
    ("DOC", Format::Trec),
    ("alto", Format::Alto),
    ("rss", Format::Feed),
    ("RDF", Format::Feed),
    ("feed", Format::Feed),
    ("entry", Format::Feed),
    ("nitf", Format::Nitf),
    ("NewsML", Format::NewsMl),
    ("NewsItem", Format::NewsMl),
    ("newsMessage", Format::NewsMlG2),
    ("newsItem", Format::NewsMlG2),
    ("packageItem", Format::NewsMlG2),
    ("conceptItem", Format::NewsMlG2),
    ("knowledgeItem", Format::NewsMlG2),
    ("planningItem", Format::NewsMlG2),
    ("catalogItem", Format::NewsMlG2),
    ("contentSet", Format::NewsMlG2),
    ("contentMeta", Format::NewsMlG2),
    ("itemSet", Format::NewsMlG2),
    ("groupSet", Format::NewsMlG2),
];

/// The format of a file that begins with `head`; `None` if its first element is unknown.
pub(super) fn format(head: &[u8]) -> Option<Format> {
    let root = first_element(head)?;
    ROOTS
        .iter()
        .find(|(name, _)| *name == root)
        .map(|(_, format)| *format)
}

/// The name of the first element, after declarations, comments and instructions. Works in any encoding that contains
/// ASCII.
pub(super) fn first_element(head: &[u8]) -> Option<String> {
    let text: String = head
        .iter()
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(*byte))
        .collect();
    let mut rest = text.as_str();
    loop {
        let (_, after) = rest.split_once('<')?;
        rest = if let Some(comment) = after.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if after.starts_with('?') {
            after.split_once("?>")?.1
        } else if let Some(declaration) = after.strip_prefix('!') {
            after_declaration(declaration)?
        } else {
            let end = after.find(|c: char| c == '>' || c == '/' || c.is_whitespace())?;
            let name = after.get(..end)?;
            let local = name.rsplit(':').next().unwrap_or(name);
            return Some(local.to_owned());
        };
    }
}

/// What follows a declaration, which may hold others in brackets.
fn after_declaration(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    match text.find('[').filter(|at| *at < end) {
        Some(at) => text.get(at..)?.split_once("]>").map(|(_, rest)| rest),
        None => text.get(end + 1..),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_what_comes_before() {
        for (head, root) in [
            ("<REUTERS NEWID=\"1\">", Some("REUTERS")),
            ("<!DOCTYPE lewis SYSTEM \"x\">\n<REUTERS>", Some("REUTERS")),
            (
                "<?xml version='1.0'?><!-- <a> --><rdf:RDF x='y'>",
                Some("RDF"),
            ),
            ("<!DOCTYPE nitf [<!ENTITY a \"<b>\">]><nitf>", Some("nitf")),
            ("<x", None),
            ("rain", None),
        ] {
            assert_eq!(first_element(head.as_bytes()).as_deref(), root, "{head}");
        }
    }
}
