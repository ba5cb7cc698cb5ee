//! Rewrites the forms of feeds that the crate `feed-rs` does not know, so that it reads them: RSS 0.90 and 0.93, items of
//! RSS 1.0 without a link, the source of an item of RSS or an entry of Atom, Atom 0.3, and JSON Feeds whose values have
//! other types than they should.

use std::borrow::Cow;
use std::sync::LazyLock;

use mail_parser::decoders::base64::base64_decode;
use regex::{Captures, Regex};
use serde_json::{Map, Value, json};

use super::cut_short::tag_length;
use super::decode;

/// The address that items of RSS 1.0 are given in addition if what they are about is none, since the crate drops those
/// without any.
pub(super) const NO_ADDRESS: &str = "about:blank";

/// What the source of an item or an entry is filed under, since the crate drops it.
pub(super) const SOURCE: &str = "about:source";

/// The namespaces of RSS 0.90 and of Atom 0.3, and those of their successors.
const RSS_090: [&str; 2] = [
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
];
const RSS_10: &str = "http://purl.org/rss/1.0/";
const ATOM_03: &str = "http://purl.org/atom/ns#";
const ATOM_10: &str = "http://www.w3.org/2005/Atom";
/// What has another name in Atom 0.3.
const ATOM_NAMES: [(&str, &str); 3] = [
    ("issued>", "published>"),
    ("modified>", "updated>"),
    ("tagline>", "subtitle>"),
];

/// In how much of the source of an entry its title is looked for, in bytes.
const LONGEST_SOURCE: usize = 1 << 13;

/// The types of content in Atom 0.3 that are called otherwise later.
const ATOM_TYPES: [(&str, &str); 2] = [
    ("type=\"application/xhtml+xml\"", "type=\"xhtml\""),
    ("type=\"text/plain\"", "type=\"text\""),
];

/// An element of Atom 0.3 whose text is in base64: what comes before that, its other attributes, and the text.
static BASE64: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(<[^<>]*?)\smode\s*=\s*["']base64["']([^<>]*>)([A-Za-z0-9+/=\s]+)"#).ok()
});

/// A feed in markup, in a form that the crate knows.
pub(super) fn markup(text: &str) -> Cow<'_, str> {
    let root = root_tag(text);
    if root.contains("feed") && root.contains(ATOM_03) {
        let mut known = with_issued(&text.replace(ATOM_03, ATOM_10));
        if let Some(base64) = BASE64.as_ref() {
            known = base64.replace_all(&known, decoded).into_owned();
        }
        for (old, new) in ATOM_TYPES {
            known = known.replace(old, new);
        }
        for (old, new) in ATOM_NAMES {
            known = renamed(&known, old, new);
        }
        return known.into();
    }
    let is_rdf = root.contains("RDF") && text.contains("</item>");
    if is_rdf && (text.contains(RSS_10) || RSS_090.iter().any(|name| text.contains(name))) {
        let mut known = with_addresses(text);
        for name in RSS_090 {
            known = known.replace(name, RSS_10);
        }
        return known.into();
    }
    let known = rss(text).map_or(Cow::Borrowed(text), Cow::Owned);
    if root.starts_with("rss") && known.contains("</source>") {
        return with_sources(&known).into();
    }
    if root.contains("feed") && root.contains(ATOM_10) && known.contains("source>") {
        return with_titles_of_sources(&known).into();
    }
    known
}

/// RSS 1.0 in which each item has a link, at its end: to what it is about, if that is an address.
fn with_addresses(text: &str) -> String {
    let mut about = NO_ADDRESS;
    with_tags(text, |tag, _| {
        if tag.starts_with("<item ") || tag == "<item>" {
            let address = attribute(tag, "rdf:about").filter(|it| it.starts_with("http"));
            about = address.unwrap_or(NO_ADDRESS);
        }
        (tag == "</item>").then(|| format!("<link>{about}</link></item>"))
    })
}

/// The value of an attribute of a tag, as written.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, behind) = tag.split_once(name)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// Atom in which the title of the feed that an entry was taken from is a category of the entry.
fn with_titles_of_sources(text: &str) -> String {
    with_tags(text, |tag, rest| {
        let name = tag.strip_prefix('<')?.strip_suffix('>')?;
        let prefix = name.strip_suffix("source")?;
        if !(prefix.is_empty() || prefix.ends_with(':')) || prefix.starts_with('/') {
            return None;
        }
        let (source, _) = beginning(rest).split_once(&format!("</{name}"))?;
        let (_, title) = source.split_once(&format!("<{prefix}title"))?;
        let (title, _) = title.split_once(&format!("</{prefix}title>"))?;
        let (_, title) = title.split_once('>')?;
        let title = in_attribute(title.trim());
        Some(format!(
            "<{prefix}category scheme=\"{SOURCE}\" term=\"{title}\"/>{tag}"
        ))
    })
}

/// As much of a text as is looked through for the title of a source.
fn beginning(text: &str) -> &str {
    let mut ends = (0..=LONGEST_SOURCE.min(text.len())).rev();
    ends.find_map(|end| text.get(..end)).unwrap_or_default()
}

/// The content of an element, as the value of an attribute.
fn in_attribute(content: &str) -> String {
    let verbatim = content.strip_prefix("<![CDATA[");
    let content = match verbatim.and_then(|content| content.strip_suffix("]]>")) {
        Some(verbatim) => Cow::Owned(verbatim.replace('&', "&amp;")),
        None => Cow::Borrowed(content),
    };
    content.replace('<', "&lt;").replace('"', "&quot;")
}

/// Atom 0.3 in which each entry says when it was issued, if it says when it was made.
fn with_issued(text: &str) -> String {
    let entries = text.split("entry>").map(|entry| {
        if entry.contains("issued>") {
            entry.to_owned()
        } else {
            renamed(entry, "created>", "issued>")
        }
    });
    entries.collect::<Vec<_>>().join("entry>")
}

/// An element whose text was in base64, as far as it is text.
fn decoded(element: &Captures<'_>) -> String {
    let part = |nth| element.get(nth).map_or("", |part| part.as_str());
    let coded: Vec<u8> = part(3).bytes().filter(u8::is_ascii_graphic).collect();
    let bytes = base64_decode(&coded).unwrap_or_default();
    match decode::text(&bytes) {
        Ok(text) => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("{}{}{escaped}", part(1), part(2))
        }
        Err(_) => part(0).to_owned(),
    }
}

/// A text in which an element has another name; both are given with the end of a tag.
fn renamed(text: &str, old: &str, new: &str) -> String {
    let mut text = text.to_owned();
    for before in ["<", "</", ":"] {
        text = text.replace(&format!("{before}{old}"), &format!("{before}{new}"));
    }
    text
}

/// RSS in which the source of an item is a category. The `source` of HTML has an address and no text.
fn with_sources(text: &str) -> String {
    let mut is_open = false;
    with_tags(text, |tag, _| {
        let begins = tag == "<source>" || tag.starts_with("<source ");
        if begins && !tag.contains(" src") && !tag.ends_with("/>") {
            is_open = true;
            Some(format!("<category domain=\"{SOURCE}\">"))
        } else if is_open && tag == "</source>" {
            is_open = false;
            Some("</category>".to_owned())
        } else {
            None
        }
    })
}

/// A text with some of its tags replaced, given each with what follows it; what looks like one in a comment or in CDATA
/// is none.
fn with_tags<'t>(
    text: &'t str,
    mut replaced: impl FnMut(&'t str, &'t str) -> Option<String>,
) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        let Some(length) = tag_length(from) else {
            break;
        };
        let (tag, after) = from.split_at(length);
        all.push_str(before);
        all.push_str(replaced(tag, after).as_deref().unwrap_or(tag));
        rest = after;
    }
    all + rest
}

/// The first tag that is no comment, declaration or instruction.
fn root_tag(text: &str) -> &str {
    let mut tags = text.split('<').skip(1);
    let root = tags.find(|tag| !tag.starts_with(['?', '!']));
    let root = root.and_then(|tag| tag.split('>').next());
    root.unwrap_or_default()
}

/// RSS of a version that the crate does not know, as 2.0.
fn rss(text: &str) -> Option<String> {
    let (before, after) = text.split_once("<rss")?;
    let (tag, rest) = after.split_once('>')?;
    let is_known = ["0.91", "0.92", "2.0"]
        .iter()
        .any(|version| tag.contains(&format!("version=\"{version}\"")));
    let others: Vec<&str> = tag
        .split_ascii_whitespace()
        .filter(|attribute| !attribute.starts_with("version"))
        .collect();
    let others = others.join(" ");
    (!is_known).then(|| format!("{before}<rss version=\"2.0\" {others}>{rest}"))
}

/// A JSON Feed with values of the types that it should have, as far as they can be read so; `None` if it is no JSON.
pub(super) fn json_feed(text: &str) -> Option<String> {
    const TEXTS: [&str; 8] = [
        "url",
        "external_url",
        "title",
        "content_html",
        "content_text",
        "summary",
        "date_published",
        "date_modified",
    ];
    let feed: Value = serde_json::from_str(text).ok()?;
    let item = |item: &Value| {
        let mut known = Map::new();
        for name in TEXTS.into_iter().chain(["id"]) {
            known.extend(
                item.get(name)
                    .and_then(written)
                    .map(|text| (name.to_owned(), text)),
            );
        }
        known.insert("authors".to_owned(), people(item));
        let tags = item.get("tags").and_then(Value::as_array);
        let tags: Vec<Value> = tags.into_iter().flatten().filter_map(written).collect();
        known.insert("tags".to_owned(), tags.into());
        Value::Object(known)
    };
    let items: Vec<Value> = feed.get("items")?.as_array()?.iter().map(item).collect();
    let of_feed = |name| feed.get(name).and_then(written);
    let known = json!({
        "version": "https://jsonfeed.org/version/1",
        "title": of_feed("title").unwrap_or_default(),
        "language": of_feed("language"),
        "authors": people(&feed),
        "items": items,
    });
    Some(known.to_string())
}

/// The authors of an item or a feed: objects with a name, or names.
fn people(of: &Value) -> Value {
    let listed = of.get("authors").and_then(Value::as_array);
    let people = of
        .get("author")
        .into_iter()
        .chain(listed.into_iter().flatten());
    let names = people.filter_map(|person| written(person.get("name").unwrap_or(person)));
    names.map(|name| json!({ "name": name })).collect()
}

/// A text, or a number as a text.
fn written(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}
