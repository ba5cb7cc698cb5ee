//! Reads NewsML-G2 and NewsML 1: the envelopes in which agencies send stories, several to a file if they like.

use roxmltree::Node;

use super::fields::{Field, Filling};
use super::typeset::below_headline;
use super::{Readout, RejectReason, cut_short, html, newsml_1, nitf, xml};

/// The elements of NewsML-G2 that are an item of their own.
const ITEMS: [&str; 6] = [
    "newsItem",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
];

/// The elements for dates in NewsML-G2, the nearest to publication first. The date of a version counts if there is no
/// other: then it is the only version there was.
const DATES: [&str; 3] = ["firstCreated", "contentCreated", "versionCreated"];

/// Reads a file of NewsML-G2. The place of a story is its number.
pub(super) fn read_g2(bytes: &[u8]) -> Readout {
    read_items(bytes, &ITEMS, |item| vec![g2(item)])
}

/// Reads a file of NewsML 1. The place of a story is its number.
pub(super) fn read_1(bytes: &[u8]) -> Readout {
    read_items(bytes, &["NewsItem"], newsml_1::stories)
}

fn read_items(bytes: &[u8], names: &[&str], told: fn(Node<'_, '_>) -> Vec<Filling>) -> Readout {
    let items = |bytes: &[u8]| {
        xml::with_root(bytes, |root| {
            let is_item = |node: &Node<'_, '_>| names.contains(&node.tag_name().name());
            let items: Vec<_> = root.descendants().filter(is_item).flat_map(told).collect();
            // An item may be sent without the element around it.
            if items.is_empty() { told(root) } else { items }
        })
    };
    let mut readout = Readout::default();
    let mut take = |items: Vec<Filling>| {
        for (place, filling) in (1..).zip(items) {
            readout.take(place, filling);
        }
        readout.stories.len()
    };
    let whole = || cut_short::markup(&xml::text(bytes).ok()?, names);
    match items(bytes) {
        Ok(items) => {
            take(items);
        }
        Err(reason) => match whole().map(|whole| items(whole.as_bytes())) {
            Some(Ok(items)) => {
                let stories = take(items);
                readout.refuse(None, RejectReason::BreaksOff { stories });
            }
            _ => readout.refuse(None, reason),
        },
    }
    readout
}

fn g2(item: Node<'_, '_>) -> Filling {
    let mut filling = Filling::new("field");
    filling.fill(
        Field::Id,
        "guid",
        item.attribute("guid").unwrap_or_default(),
    );
    let meta = xml::at(item, &["contentMeta"]).unwrap_or(item);
    let mut title = String::new();
    for path in [
        &["contentMeta", "headline"][..],
        &["headline"],
        &["hl1"],
        &["itemMeta", "title"],
        &["concept", "name"],
        &["slugline"],
    ] {
        if title.is_empty() {
            title = xml::line_at(item, path);
        }
    }
    filling.fill(Field::Title, "headline", title.as_str());
    for name in DATES {
        filling.fill(Field::Published, name, xml::line_at(item, &[name]));
    }
    let by = xml::line_at(meta, &["by"]);
    filling.byline("by", &by);
    filling.fill(
        Field::Byline,
        "creator",
        xml::line_at(meta, &["creator", "name"]),
    );
    for path in [
        &["infoSource", "name"][..],
        &["provider", "name"],
        &["copyrightHolder", "name"],
    ] {
        filling.fill(Field::Source, "provider", xml::line_at(item, path));
    }
    let tag = xml::at(meta, &["language"]).and_then(|node| node.attribute("tag"));
    let tag = tag.or_else(|| nitf::language(item));
    filling.fill(Field::Language, "language", tag.unwrap_or_default());
    for subject in xml::all(item, "subject") {
        let kind = kind(subject.attribute("type").unwrap_or_default());
        let name = xml::line_at(subject, &["name"]);
        let code = ["qcode", "literal", "uri"]
            .into_iter()
            .find_map(|key| subject.attribute(key));
        filling.tag(
            kind,
            if name.is_empty() {
                code.unwrap_or_default()
            } else {
                &name
            },
        );
    }
    for keyword in xml::all(item, "keyword") {
        filling.tag("keyword", &xml::line(keyword));
    }
    // A marked-up story inside has metadata of its own too; that of the envelope has priority.
    if let Some(story) = xml::at(item, &["nitf"]) {
        nitf::fill(&mut filling, story);
    }
    let is_second = |headline: &Node<'_, '_>| {
        let role = headline.attribute("role").unwrap_or_default();
        role.to_lowercase().contains("sub")
    };
    let second = xml::all(meta, "headline").find(is_second).map(xml::line);
    let text = g2_text(item, &title);
    let body = below_headline(&second.unwrap_or_default(), text, &title);
    filling.fill(Field::Body, "contentSet", body);
    filling
}

/// The text of an item or, if it has none, its description.
fn g2_text(item: Node<'_, '_>, title: &str) -> String {
    let text = xml::set(xml::all(item, "inlineXML"), title);
    if !text.is_empty() {
        return text;
    }
    for data in xml::all(item, "inlineData") {
        let kind = data.attribute("contenttype").unwrap_or("text/plain");
        let text = data.text().unwrap_or_default().trim();
        if data.attribute("encoding").is_some() || text.is_empty() {
            continue;
        }
        return if kind.contains("html") {
            html::plain(text, title)
        } else {
            text.to_owned()
        };
    }
    xml::set(
        item.descendants()
            .filter(|node| matches!(node.tag_name().name(), "description" | "definition")),
        title,
    )
}

/// What sort of thing a subject of this type is: `cpnat:person`.
fn kind(type_code: &str) -> &'static str {
    match type_code.rsplit(':').next().unwrap_or_default() {
        "person" => "person",
        "organisation" => "org",
        "geoArea" | "poi" => "place",
        _ => "topic",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_items() {
        let file = r#"<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
            <newsItem guid="tag:a" xml:lang="en"><itemMeta><provider><name>Harbour Wire</name></provider>
              <versionCreated>2024-08-14T10:00:00+02:00</versionCreated><firstCreated>2024-08-12T08:30:00+02:00</firstCreated></itemMeta>
            <contentMeta><by>By Ann Example</by><headline>River floods old town</headline>
              <subject type="cpnat:geoArea" qcode="g:1"><name>Luzern</name></subject><subject qcode="medtop:2"/></contentMeta>
            <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>The water rose.</p><p>It fell.</p></body></html></inlineXML></contentSet></newsItem>
            <newsItem guid="tag:b"><contentMeta><headline>Ferry sails</headline>
              <headline role="hld:subHeadline">Crew is glad</headline><description>A ferry at the pier.</description></contentMeta></newsItem>
            </itemSet></newsMessage>"#;
        let readout = read_g2(file.as_bytes());
        let told: Vec<_> = readout
            .stories
            .iter()
            .map(|(place, draft)| (*place, draft.title.as_str(), draft.body.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (1, "River floods old town", "The water rose.\n\nIt fell."),
                (2, "Ferry sails", "Crew is glad\n\nA ferry at the pier.")
            ]
        );
        let draft = &readout.stories[0].1;
        let published = draft.published.as_ref().unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("2024-08-12T08:30:00+02:00", "field firstCreated")
        );
        assert_eq!(draft.byline.as_deref(), Some("Ann Example"));
        let tags: Vec<_> = draft
            .tags
            .iter()
            .map(|tag| (tag.kind.as_str(), tag.value.as_str()))
            .collect();
        assert_eq!(tags, [("place", "Luzern"), ("topic", "medtop:2")]);
    }
}
