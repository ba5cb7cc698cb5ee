//! Reads ninjs, the IPTC's JSON for news, versions 1 to 3: an item, or a list of them.
//!
//! Versions 1 and 2 write names in lower case and version 3 in camel case; version 1 has one `headline` and
//! `body_text`, the others lists of `headlines` and `bodies` with a role each.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::fields::{Field, Filling};
use super::typeset::below_headline;
use super::{Readout, RejectReason, cut_short, decode, html, json};

/// The properties for dates, the nearest to publication first. The date of a version counts if there is no other.
const DATES: [&str; 4] = [
    "firstcreated",
    "contentcreated",
    "published",
    "versioncreated",
];
/// What an item may be filed under: the name of the list, that of version 1, and the kind.
const TAGS: [(&str, &str, &str); 6] = [
    ("subjects", "subject", "topic"),
    ("people", "person", "person"),
    ("organisations", "organisation", "org"),
    ("places", "place", "place"),
    ("events", "event", "event"),
    ("keywords", "keyword", "keyword"),
];
/// What only ninjs calls so.
const MARKS: [&str; 7] = [
    "\"versioncreated\"",
    "\"versionCreated\"",
    "\"representationtype\"",
    "\"representationType\"",
    "\"pubstatus\"",
    "\"pubStatus\"",
    "ninjs-schema",
];

/// Lists of texts, which others may have too.
const LISTS: [&str; 3] = ["\"headlines\"", "\"bodies\"", "\"descriptions\""];
/// What ninjs says of a text in such a list, or of the item that has it.
const BESIDE_TEXTS: [&str; 7] = [
    "\"contenttype\"",
    "\"contentType\"",
    "\"uri\"",
    "\"firstcreated\"",
    "\"firstCreated\"",
    "\"contentcreated\"",
    "\"contentCreated\"",
];

/// Whether the beginning of a file of JSON says that it is ninjs. An item need not say of which version it is.
pub(super) fn is_ninjs(head: &[u8]) -> bool {
    let has = |mark: &&str| memchr::memmem::find(head, mark.as_bytes()).is_some();
    let has_texts = || LISTS.iter().any(has) && BESIDE_TEXTS.iter().any(has);
    MARKS.iter().any(has) || has_texts() && has(&"\"role\"")
}

/// Reads a whole file. The place of a story is its number; the stories that items are associated with come behind the
/// items.
pub(super) fn read(bytes: &[u8]) -> Readout {
    let text = match decode::text(bytes) {
        Ok(text) => text,
        Err(reason) => return Readout::reject(None, reason),
    };
    match serde_json::from_str(&text) {
        Ok(Value::Array(items)) => stories(&items),
        Ok(item) => stories(&[item]),
        Err(error) => {
            let whole = cut_short::json(&text).filter(|whole| whole.starts_with('['));
            match whole.and_then(|whole| serde_json::from_str::<Vec<Value>>(&whole).ok()) {
                Some(items) => {
                    let mut readout = stories(&items);
                    let stories = readout.stories.len();
                    readout.refuse(None, RejectReason::BreaksOff { stories });
                    readout
                }
                None => Readout::reject(None, json::broken(&error, error.line() as u64)),
            }
        }
    }
}

fn stories(items: &[Value]) -> Readout {
    let mut readout = Readout::default();
    let mut associated = Associated::default();
    for item in items {
        associated.known.insert(uri(item));
    }
    for item in items {
        associated.add(item);
    }
    for (place, item) in (1..).zip(items.iter().chain(associated.stories)) {
        readout.take(place, story(item));
    }
    readout
}

fn uri(item: &Value) -> &str {
    item.as_object().map_or("", |item| Item(item).text("uri"))
}

/// The stories that items are associated with, however deep.
#[derive(Default)]
struct Associated<'v> {
    stories: Vec<&'v Value>,
    /// The addresses of all that are there already.
    known: HashSet<&'v str>,
}

impl<'v> Associated<'v> {
    /// Adds the texts that an item is associated with.
    // The parser allows 128 levels, so this cannot go deep.
    fn add(&mut self, item: &'v Value) {
        let associations = item.as_object().map(Item);
        let associations = associations.and_then(|item| item.value("associations"));
        let values: Vec<&Value> = match associations {
            Some(Value::Array(list)) => list.iter().collect(),
            Some(Value::Object(named)) => named.values().collect(),
            _ => Vec::new(),
        };
        for value in values {
            let is_story = value.as_object().map(Item).is_some_and(|inner| {
                matches!(inner.text("type"), "" | "text") && !inner.own_text("").is_empty()
            });
            let is_new = is_story && (uri(value).is_empty() || self.known.insert(uri(value)));
            if is_new {
                self.stories.push(value);
            }
            self.add(value);
        }
    }
}

fn story(item: &Value) -> Filling {
    let mut filling = Filling::new("field");
    let nothing = Map::new();
    let item = Item(item.as_object().unwrap_or(&nothing));
    filling.fill(Field::Id, "uri", item.text("uri"));
    let title = [
        item.in_list("headlines", &["main"]),
        item.text("headline"),
        item.text("title"),
        item.text("name"),
        item.text("slugline"),
    ]
    .into_iter()
    .find(|title| !title.trim().is_empty())
    .unwrap_or_default();
    filling.fill(Field::Title, "headline", title.trim());
    for name in DATES {
        filling.fill(Field::Published, name, item.text(name));
    }
    let by = [item.text("by"), item.text("byline")].concat();
    filling.byline("by", &by);
    for name in ["infosources", "infosource"] {
        filling.fill(Field::Source, name, item.names(name).join(", "));
    }
    for name in ["provider", "source", "copyrightholder"] {
        filling.fill(Field::Source, name, item.text(name));
    }
    filling.fill(Field::Language, "language", item.text("language"));
    for (many, one, kind) in TAGS {
        for name in [many, one].into_iter().flat_map(|list| item.names(list)) {
            filling.tag(kind, &name);
        }
    }
    let is_second = |headline: &Item<'_>| headline.text("role").to_lowercase().contains("sub");
    let second = item.list("headlines").find(is_second);
    let second = second.map_or("", |headline| headline.text("value").trim());
    let body = below_headline(second, item.body(title.trim()), title.trim());
    filling.fill(Field::Body, "body", body);
    filling
}

/// An object whose names are looked up without case.
struct Item<'v>(&'v Map<String, Value>);

impl<'v> Item<'v> {
    fn value(&self, name: &str) -> Option<&'v Value> {
        self.0
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> &'v str {
        self.value(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The objects of a list, or a single object in its place.
    fn list(&self, name: &str) -> impl Iterator<Item = Item<'v>> {
        let values = match self.value(name) {
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        values.iter().filter_map(Value::as_object).map(Item)
    }

    /// What a list of words or of named things says.
    fn names(&self, name: &str) -> Vec<String> {
        let words = match self.value(name) {
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(word)) => vec![word.as_str()],
            _ => Vec::new(),
        };
        let named = self.list(name).map(|thing| {
            ["name", "literal", "code", "uri"]
                .into_iter()
                .map(|key| thing.text(key))
                .find(|text| !text.is_empty())
                .unwrap_or_default()
        });
        words.into_iter().chain(named).map(str::to_owned).collect()
    }

    /// The value in a list of the first of these roles, or of any.
    fn in_list(&self, name: &str, roles: &[&str]) -> &'v str {
        let of_role = |role: &str| self.list(name).find(|part| part.text("role") == role);
        roles
            .iter()
            .find_map(|role| of_role(role))
            .or_else(|| self.list(name).next())
            .map(|part| part.text("value"))
            .unwrap_or_default()
    }

    /// The text or, if there is none, the description of the item.
    fn body(&self, title: &str) -> String {
        let text = self.own_text(title);
        if !text.is_empty() {
            return text;
        }
        let told = [
            (self.in_list("descriptions", &["text"]), false),
            (self.text("description_text"), false),
            (self.text("description_xhtml"), true),
            (self.text("description_caption"), false),
        ];
        first_text(told, title)
    }

    /// The text: the main one, not an abstract, and plain text if there is any, else that of the markup.
    fn own_text(&self, title: &str) -> String {
        let is_marked = |part: &&Item<'_>| {
            let kind = format!("{} {}", part.text("contenttype"), part.text("role")).to_lowercase();
            kind.contains("html") || kind.contains("xml") || part.text("value").starts_with('<')
        };
        let bodies: Vec<Item<'_>> = self.list("bodies").collect();
        let is_main = |part: &&Item<'_>| part.text("role").eq_ignore_ascii_case("main");
        let main = || bodies.iter().filter(is_main);
        // Bodies of one kind are parts of one text.
        let whole = |part: Option<&Item<'v>>| {
            let kind = |part: &&Item<'v>| {
                let told = [part.text("role"), part.text("contenttype")];
                (told, is_marked(part))
            };
            let of_kind = |other: &&Item<'v>| part.as_ref().map(kind) == Some(kind(other));
            let parts = bodies.iter().filter(of_kind);
            let parts: Vec<&str> = parts.map(|part| part.text("value").trim()).collect();
            parts.join("\n\n")
        };
        let told = [
            (self.text("body_text").to_owned(), false),
            (whole(main().find(|part| !is_marked(part))), false),
            (whole(main().find(is_marked)), true),
            (whole(bodies.iter().find(|part| !is_marked(part))), false),
            (self.text("body_xhtml").to_owned(), true),
            (self.text("body_html").to_owned(), true),
            (whole(bodies.iter().find(is_marked)), true),
        ];
        let told = told
            .each_ref()
            .map(|(text, marked)| (text.as_str(), *marked));
        first_text(told, title)
    }
}

/// The first of some texts that is not empty, each said to be markup or not, without the headline.
fn first_text<const N: usize>(told: [(&str, bool); N], title: &str) -> String {
    told.into_iter()
        .filter(|(text, _)| !text.trim().is_empty())
        .map(|(text, marked)| {
            if marked {
                html::plain(text, title)
            } else {
                without_headline(text.trim(), title).to_owned()
            }
        })
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// The text without a first line that is the headline over again.
fn without_headline<'t>(text: &'t str, title: &str) -> &'t str {
    match text.split_once('\n') {
        Some((first, rest)) if !title.is_empty() && first.trim() == title => rest.trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_known_by_its_texts_too() {
        let item = r#"{"title":"Ferry sails","descriptions":[{"role":"text","contentType":"text/plain","value":"A ferry."}]}"#;
        assert!(is_ninjs(item.as_bytes()));
        let readout = read(item.as_bytes());
        assert_eq!(readout.stories[0].1.body, "A ferry.");
        assert!(!is_ninjs(
            br#"{"title":"A","body":"B","contentType":"news","role":"x"}"#
        ));
    }

    fn check(file: &str, published: (&str, &str), body: &str) {
        let readout = read(file.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "River floods old town", "{file}");
        assert_eq!(draft.body, body, "{file}");
        let told = draft.published.as_ref().unwrap();
        assert_eq!((told.value(), told.from()), published, "{file}");
        assert_eq!(draft.tags.len(), 2, "{file}");
    }

    #[test]
    fn every_version() {
        check(
            r#"{"uri":"x:1","versioncreated":"2024-08-12T08:30:00Z","headline":"River floods old town","byline":"By Ann Example",
                "body_text":"The water rose.","person":[{"name":"Ann Example"}],"place":[{"name":"Luzern"}]}"#,
            ("2024-08-12T08:30:00Z", "field versioncreated"),
            "The water rose.",
        );
        check(
            r#"{"uri":"x:2","firstcreated":"2024-08-12T08:30:00Z","versioncreated":"2024-08-14T08:30:00Z",
                "headlines":[{"role":"alt","value":"Rain"},{"role":"main","value":"River floods old town"},
                {"role":"subheadline","value":"Bridge is closed"}],
                "bodies":[{"contenttype":"text/html","value":"<p>x</p>"},{"contenttype":"text/plain","value":"River floods old town\nThe water rose."}],
                "subjects":[{"name":"flood"}],"places":[{"name":"Luzern"}]}"#,
            ("2024-08-12T08:30:00Z", "field firstcreated"),
            "Bridge is closed\n\nThe water rose.",
        );
        check(
            r#"[{"uri":"x:3","contentCreated":"2024-08-12","versionCreated":"2024-08-14","headlines":[{"value":"River floods old town"}],
                "bodies":[{"contentType":"text/html","value":"<h1>River floods old town</h1><p>The water <b>rose</b>.</p>"}],
                "people":[{"name":"Ann Example"}],"organisations":[{"literal":"Ferry Co"}]}]"#,
            ("2024-08-12", "field contentcreated"),
            "The water rose.",
        );
    }
    #[test]
    fn the_main_text_comes_before_an_abstract() {
        let item = r#"{"uri":"x:4","firstcreated":"2024-08-12","headlines":[{"role":"main","value":"Ferry sails"}],"bodies":[
            {"role":"abstract","value":"In short."},{"role":"main","value":"<p>A <b>ferry</b> sailed.</p>","contenttype":"application/xhtml+xml"}]}"#;
        assert_eq!(read(item.as_bytes()).stories[0].1.body, "A ferry sailed.");
        let unmarked = r#"{"uri":"x:5","headlines":[{"role":"main","value":"Ferry sails"}],"bodies":[
            {"role":"intro","value":"In short."},{"role":"main","value":"A ferry sailed."}]}"#;
        assert!(is_ninjs(unmarked.as_bytes()));
        assert_eq!(
            read(unmarked.as_bytes()).stories[0].1.body,
            "A ferry sailed."
        );
        let parts = r#"{"uri":"x:6","headline":"Ferry sails","bodies":[{"value":"A ferry sailed."},{"value":"It sank."}]}"#;
        assert_eq!(
            read(parts.as_bytes()).stories[0].1.body,
            "A ferry sailed.\n\nIt sank."
        );
    }

    #[test]
    fn associated_stories() {
        let text = r#"{"uri":"x:7","type":"text","headline":"Fog","body_text":"It rose.","associations":[
            {"uri":"x:8","headline":"Rain","body_text":"It fell."},{"uri":"x:6","body_text":"Again."}]}"#;
        let picture = r#"{"uri":"x:9","type":"picture","headline":"Fog","description_text":"Fog, yesterday."}"#;
        let item = format!(
            r#"[{{"uri":"x:6","headline":"Weather","associations":{{"main":{text},"photo":{picture}}}}},{{"uri":"x:1","headline":"Snow"}}]"#
        );
        let told = read(item.as_bytes()).stories.into_iter();
        let told: Vec<_> = told.map(|(place, draft)| (place, draft.title)).collect();
        let expected = [(1, "Weather"), (2, "Snow"), (3, "Fog"), (4, "Rain")];
        assert_eq!(
            told,
            expected.map(|(place, title)| (place, title.to_owned()))
        );
    }
}
