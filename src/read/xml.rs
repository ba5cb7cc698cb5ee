//! Parses XML within limits, and finds elements by their names without namespaces.
//!
//! The crate `roxmltree` expands entities, with limits on depth and number; external files are never read. A file that
//! is nearly XML, with a bare `&` or an entity of HTML, is repaired and parsed once more.

use std::borrow::Cow;

use encoding_rs::Encoding;
use roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::sgml::unescaped;
use super::typeset::{Gap, Text, gap, one_line};
use super::{RejectReason, decode};

/// The limit on elements, attributes and texts.
const MOST_NODES: u32 = 4_000_000;
/// The limit on nesting, which also bounds the time of searching for elements within elements.
const DEEPEST: usize = 200;
/// Where a file must name its encoding, in bytes.
const HEAD: usize = 200;

/// Calls a function with the root element of a file.
pub(super) fn with_root<T>(
    bytes: &[u8],
    read: impl FnOnce(Node<'_, '_>) -> T,
) -> Result<T, RejectReason> {
    let text = text(bytes)?;
    match parse(&text) {
        Ok(document) => shallow(document.root_element()).map(read),
        Err(error) => {
            let mended = mended(&text);
            let document = parse(&mended).map_err(|_| RejectReason::Markup(error.to_string()))?;
            shallow(document.root_element()).map(read)
        }
    }
}

/// The root, unless it is nested too deeply.
fn shallow<'a, 'i>(root: Node<'a, 'i>) -> Result<Node<'a, 'i>, RejectReason> {
    let mut open = vec![(root, 1)];
    while let Some((node, depth)) = open.pop() {
        if depth > DEEPEST {
            let reason = format!("it is nested more than {DEEPEST} deep");
            return Err(RejectReason::Markup(reason));
        }
        open.extend(node.children().map(|child| (child, depth + 1)));
    }
    Ok(root)
}

fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text.trim_start(), options)
}

/// The text of a file, decoded as it declares if that is possible.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, RejectReason> {
    let text = match named(bytes) {
        Some(encoding) if std::str::from_utf8(bytes).is_err() => {
            decode::declared(bytes, Some(encoding))
        }
        _ => decode::text(bytes)?,
    };
    match text.trim().is_empty() {
        _ if bytes.is_empty() => Err(RejectReason::Empty),
        true => Err(RejectReason::NoText),
        false => Ok(text),
    }
}

fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len()))?);
    let (_, rest) = head.split_once("encoding=")?;
    let label = rest
        .trim_start_matches(['"', '\''])
        .split(['"', '\'', '?'])
        .next()?;
    Encoding::for_label(label.as_bytes())
}

/// The text without control characters, and with every `&` that does not begin a reference of XML's own decoded as in
/// HTML. What is in CDATA is left as it is, since there an `&` is no more than that.
pub(super) fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, cdata)) = rest.split_once("<![CDATA[") {
        mend_references(before, &mut mended);
        let end = cdata.find("]]>").map_or(cdata.len(), |end| end + 3);
        let (cdata, after) = cdata.split_at(end);
        mended.extend(["<![CDATA[", cdata]);
        rest = after;
    }
    mend_references(rest, &mut mended);
    mended.retain(|c| !c.is_control() || c.is_whitespace());
    mended
}

fn mend_references(text: &str, mended: &mut String) {
    let mut parts = text.split('&');
    mended.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let name = part.split_once(';').map_or("", |(name, _)| name);
        if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
            mended.extend(["&", part]);
        } else if let Some(character) = numbered(name) {
            mended.extend([&character, part.get(name.len() + 1..).unwrap_or_default()]);
        } else {
            match unescaped(&format!("&{part}")) {
                meant if !name.is_empty() && name.len() < 12 && !meant.starts_with('&') => {
                    mended.push_str(&meant);
                }
                _ => mended.extend(["&amp;", part]),
            }
        }
    }
}

/// What the reference to a character by its number means, in XML; nothing for one that is no text: `&#0;`.
fn numbered(name: &str) -> Option<String> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    Some(match char::from_u32(code.ok()?) {
        Some('<') => "&lt;".to_owned(),
        Some('&') => "&amp;".to_owned(),
        Some(c) if !c.is_control() || c.is_whitespace() => c.to_string(),
        _ => String::new(),
    })
}

/// The elements called `name` in a node, in whatever namespace, in order.
pub(super) fn all<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants()
        .filter(move |inner| inner.is_element() && inner.tag_name().name() == name)
}

/// The first element that a path of names leads to, each somewhere within the one before.
pub(super) fn at<'a, 'i>(node: Node<'a, 'i>, path: &[&'static str]) -> Option<Node<'a, 'i>> {
    match path {
        [] => Some(node),
        [name, rest @ ..] => all(node, name).find_map(|inner| at(inner, rest)),
    }
}

/// The words of an element on one line.
pub(super) fn line(node: Node<'_, '_>) -> String {
    let texts: String = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|text| text.text())
        .collect();
    one_line(&texts)
}

/// The words on one line of the first element that a path leads to; empty if there is none.
pub(super) fn line_at(node: Node<'_, '_>, path: &[&'static str]) -> String {
    at(node, path).map(line).unwrap_or_default()
}

/// The text of some elements, set in paragraphs, without a first one that is the title over again.
pub(super) fn set<'a, 'i: 'a>(nodes: impl Iterator<Item = Node<'a, 'i>>, title: &str) -> String {
    let mut text = Text::default();
    for node in nodes {
        text.widen(Gap::Paragraph);
        set_one(node, &mut text);
        text.widen(Gap::Paragraph);
    }
    text.without_first(title)
}

/// Sets an element, without recursion.
fn set_one(node: Node<'_, '_>, text: &mut Text) {
    let mut open = vec![(node, false)];
    while let Some((node, entered)) = open.pop() {
        match node.node_type() {
            NodeType::Text => text.push(node.text().unwrap_or_default()),
            NodeType::Element => {
                let name = node.tag_name().name();
                text.widen(gap(name));
                if !entered && !matches!(name, "script" | "style" | "head" | "title") {
                    open.push((node, true));
                    let first = open.len();
                    open.extend(node.children().map(|child| (child, false)));
                    open.get_mut(first..).unwrap_or_default().reverse();
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn set_of(xml: &str) -> Result<String, RejectReason> {
        with_root(xml.as_bytes(), |root| set(std::iter::once(root), ""))
    }

    #[test]
    fn paragraphs() {
        let xml = "<body><p>It <em>fell</em>,\n and fell.</p><p>Then<br/>not.</p></body>";
        assert_eq!(set_of(xml).unwrap(), "It fell, and fell.\n\nThen\nnot.");
    }

    #[test]
    fn what_is_nearly_xml() {
        let xml = "<p>Rain &amp; fog&nbsp;&mdash; R&D at caf&eacute; \u{1}&nope;</p>";
        assert_eq!(set_of(xml).unwrap(), "Rain & fog — R&D at café &nope;");
        let xml = "<p>A&B&#0; &#60;b> &#x26;&#8212; <![CDATA[R&D &nbsp;]]> &#xD800;</p>";
        assert_eq!(set_of(xml).unwrap(), "A&B <b> &— R&D &nbsp;");
    }

    #[test]
    fn encodings() {
        let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><p>Z\xfcrich</p>";
        let read = with_root(latin, line).unwrap();
        assert_eq!(read, "Zürich");
    }

    #[test]
    fn bombs_and_depth() {
        let mut lol = "<!DOCTYPE l [<!ENTITY l0 \"lol\">".to_owned();
        for level in 1..30 {
            let below = format!("&l{};", level - 1).repeat(10);
            write!(lol, "<!ENTITY l{level} \"{below}\">").unwrap();
        }
        lol.push_str("]><p>&l29;</p>");
        assert!(set_of(&lol).is_err() || set_of(&lol).unwrap() == "&l29;");
        let file = "<!DOCTYPE p [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><p>&f;</p>";
        assert!(set_of(file).is_err() || set_of(file).unwrap() == "&f;");
        let deep = format!("{}rain{}", "<b>".repeat(200_000), "</b>".repeat(200_000));
        assert!(matches!(set_of(&deep), Err(RejectReason::Markup(_))));
    }
}
