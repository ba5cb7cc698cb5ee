//! Reads ALTO, the layout of a scanned page with its words: a file a page, a page a story.

use roxmltree::Node;

use super::fields::{Field, Filling};
use super::typeset::Hyphens;
use super::{Readout, nitf, xml};

/// Reads a whole file.
pub(super) fn read(bytes: &[u8]) -> Readout {
    let mut readout = Readout::default();
    match xml::with_root(bytes, page) {
        Ok(filling) => readout.take(1, filling),
        Err(reason) => readout.refuse(None, reason),
    }
    readout
}

fn page(root: Node<'_, '_>) -> Filling {
    let mut filling = Filling::new("field");
    let language = xml::all(root, "TextBlock").find_map(|block| {
        block
            .attribute("LANG")
            .or_else(|| block.attribute("language"))
    });
    filling.fill(
        Field::Language,
        "LANG",
        language
            .or_else(|| nitf::language(root))
            .unwrap_or_default(),
    );
    let mut whole = None;
    let blocks: Vec<String> = xml::all(root, "TextBlock")
        .map(|inner| block(inner, &mut whole))
        .filter(|text| !text.is_empty())
        .collect();
    filling.fill(Field::Body, "TextBlock", blocks.join("\n\n"));
    filling
}

/// The text of a block on one line, with words that were hyphenated at a line end joined. `whole` is the last of those
/// that the file also gives whole: its second part, which may be in the next block, is left out.
fn block<'a>(block: Node<'a, '_>, whole: &mut Option<&'a str>) -> String {
    let mut text = Hyphens::default();
    for line in xml::all(block, "TextLine") {
        let mut words = Vec::new();
        let mut cut = false;
        for part in line.children().filter(Node::is_element) {
            let told = |name| part.attribute(name).filter(|told| !told.is_empty());
            match (
                part.tag_name().name(),
                told("SUBS_TYPE"),
                told("SUBS_CONTENT"),
            ) {
                ("String", Some("HypPart1"), Some(word)) => {
                    words.push(word);
                    *whole = Some(word);
                }
                ("String", Some("HypPart2"), Some(word)) if *whole == Some(word) => *whole = None,
                ("String", ..) => words.push(told("CONTENT").unwrap_or_default()),
                ("HYP", ..) => cut = whole.is_none(),
                _ => {}
            }
        }
        if let Some(last) = words.last_mut().filter(|_| cut) {
            *last = last.trim_end_matches(['-', '\u{ad}', '¬']);
        }
        text.line(&words.join(" "), cut);
    }
    text.set()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_hyphens() {
        let file = r#"<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace>
            <TextBlock><TextLine><String CONTENT="The"/><SP/><String CONTENT="wa"/><HYP CONTENT="-"/></TextLine>
            <TextLine><String CONTENT="ter"/><SP/><String CONTENT="rose"/></TextLine><TextLine><String CONTENT="by-"/></TextLine>
            <TextLine><String CONTENT="night."/></TextLine></TextBlock>
            <TextBlock><TextLine><String CONTENT="It"/><SP/><String CONTENT="fell."/></TextLine></TextBlock>
            </PrintSpace></Page></Layout></alto>"#;
        let readout = read(file.as_bytes());
        assert_eq!(
            readout.stories[0].1.body,
            "The water rose bynight.\n\nIt fell."
        );
    }

    #[test]
    fn words_that_are_also_given_whole() {
        let part = |content: &str, part: u8| {
            format!(
                "<String CONTENT=\"{content}\" SUBS_TYPE=\"HypPart{part}\" SUBS_CONTENT=\"harbour\"/>"
            )
        };
        let lines = |between: &str| {
            let (first, second) = (part("har-", 1), part("bour", 2));
            format!(
                "<alto><TextBlock><TextLine>{first}<HYP/></TextLine>{between}<TextLine>{second}<String CONTENT=\"closed\"/></TextLine></TextBlock></alto>"
            )
        };
        for (between, body) in [
            ("", "harbour closed"),
            ("</TextBlock><TextBlock>", "harbour\n\nclosed"),
        ] {
            assert_eq!(read(lines(between).as_bytes()).stories[0].1.body, body);
        }
        let hyphen = lines("").replace("SUBS_CONTENT=\"harbour\"", "");
        assert_eq!(read(hyphen.as_bytes()).stories[0].1.body, "harbour closed");
    }
}
