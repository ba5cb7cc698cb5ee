//! Reads feeds (RSS 0.9 to 2.0, Atom, JSON Feed) with the crate `feed-rs`: one story per entry.

use std::cell::RefCell;
use std::collections::HashMap;

use feed_rs::model::{Entry, Feed, Link, Text};
use feed_rs::parser::{Builder, ParseFeedError};
use jiff::Timestamp;

use super::fields::{Field, Filling};
use super::typeset::one_line;
use super::{Readout, RejectReason, cut_short, feed_forms, html, json, xml};
use crate::story::Published;

/// The dates of a feed as written, by the second that the crate parses them to. The crate drops the time zone, and with
/// it the local day of publication.
type Written = RefCell<HashMap<i64, String>>;

thread_local! {
    static WRITTEN: Written = RefCell::default();
}

/// Reads a whole file. The place of a story is its number.
pub(super) fn read(bytes: &[u8]) -> Readout {
    let text = match xml::text(bytes) {
        Ok(text) => text,
        Err(reason) => return Readout::reject(None, reason),
    };
    let text = feed_forms::markup(without_declaration(&text));
    let is_json = text.starts_with('{');
    match parsed(&text) {
        Ok(feed) => stories(&feed),
        Err(reason) => {
            let known = is_json.then(|| feed_forms::json_feed(&text)).flatten();
            if let Some(Ok(feed)) = known.map(|known| parsed(&known)) {
                return stories(&feed);
            }
            let whole = if is_json {
                cut_short::json(&text)
            } else {
                cut_short::markup(&text, &["item", "entry"])
            };
            let Some(Ok(feed)) = whole.map(|whole| parsed(&whole)) else {
                return Readout::reject(None, reason);
            };
            let mut readout = stories(&feed);
            let stories = readout.stories.len();
            readout.refuse(None, RejectReason::BreaksOff { stories });
            readout
        }
    }
}

fn stories(feed: &Feed) -> Readout {
    let mut readout = Readout::default();
    let names_itself = names_itself(feed);
    let mut links: HashMap<String, usize> = HashMap::new();
    for entry in &feed.entries {
        *links.entry(address(&entry.links)).or_default() += 1;
    }
    for (place, entry) in (1..).zip(&feed.entries) {
        let mut filling = story(feed, entry, names_itself);
        // An address that several entries have identifies none of them.
        let link = address(&entry.links);
        if links.get(&link) == Some(&1) {
            filling.fill(Field::Id, "link", link);
        }
        readout.take(place, filling);
    }
    if feed.entries.is_empty() {
        readout.refuse(None, RejectReason::NoStory);
    }
    readout
}

fn parsed(text: &str) -> Result<Feed, RejectReason> {
    WRITTEN.with_borrow_mut(HashMap::clear);
    let parser = Builder::new()
        .sanitize_content(false)
        // An entry without an id gets one in the same way as any story, not a random one.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| {
            let published = Published::parse(text, "").ok()?;
            let second = published.instant();
            WRITTEN.with_borrow_mut(|written| {
                written
                    .entry(second)
                    .or_insert_with(|| text.trim().to_owned());
            });
            Timestamp::from_second(second)
                .ok()?
                .to_string()
                .parse()
                .ok()
        })
        .build();
    parser.parse(text.as_bytes()).map_err(|error| match error {
        ParseFeedError::JsonSerde(error) => json::broken(&error, error.line() as u64),
        error => RejectReason::Markup(error.to_string()),
    })
}

/// The text without its XML declaration, whose encoding no longer applies.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    match text.split_once("?>") {
        Some((declaration, rest)) if declaration.starts_with("<?xml") => rest,
        _ => text,
    }
}

/// The name in RSS's `ann@ledger.example (Ann Example)`, of which the crate leaves the parentheses.
fn without_parentheses(name: &str) -> &str {
    let name = name.trim();
    let inside = name.strip_prefix('(');
    inside
        .and_then(|name| name.strip_suffix(')'))
        .unwrap_or(name)
}

/// Whether most headlines of a feed have its name, so that it is no part of them: a feed called `China` may have it in
/// some.
fn names_itself(feed: &Feed) -> bool {
    let source = feed.title.as_ref().map(line).unwrap_or_default();
    let titles = feed.entries.iter().filter_map(|entry| entry.title.as_ref());
    let titles: Vec<String> = titles.map(line).collect();
    let with_name = titles
        .iter()
        .filter(|title| html::without_site(title, &source) != **title);
    with_name.count() * 2 > titles.len()
}

fn story(feed: &Feed, entry: &Entry, names_itself: bool) -> Filling {
    let mut filling = Filling::new("field");
    let source = feed.title.as_ref().map(line).unwrap_or_default();
    let title = entry.title.as_ref().map(line).unwrap_or_default();
    let title = if names_itself {
        html::without_site(&title, &source)
    } else {
        title
    };
    let media = entry.media.first();
    let media_title = media.and_then(|media| media.title.as_ref());
    filling.fill(Field::Id, "id", entry.id.as_str());
    filling.fill(Field::Title, "title", title.as_str());
    filling.fill(
        Field::Title,
        "media title",
        media_title.map(line).unwrap_or_default(),
    );
    // If a feed gives no day of publication, its day of the last update is used.
    for (name, time) in [("published", entry.published), ("updated", entry.updated)] {
        let second = time.map(|time| time.timestamp());
        let written =
            second.and_then(|second| WRITTEN.with_borrow(|written| written.get(&second).cloned()));
        filling.fill(Field::Published, name, written.unwrap_or_default());
    }
    let people = |authors: &[feed_rs::model::Person]| {
        let names: Vec<&str> = authors
            .iter()
            .filter_map(|person| person.name.as_deref())
            .map(without_parentheses)
            .filter(|name| !name.is_empty())
            .collect();
        names.join(", ")
    };
    filling.fill(Field::Byline, "author", people(&entry.authors));
    filling.fill(Field::Source, "feed title", source);
    filling.fill(Field::Url, "link", address(&entry.links));
    let language = entry.language.as_ref().or(feed.language.as_ref());
    filling.fill(
        Field::Language,
        "language",
        language.map(String::as_str).unwrap_or_default(),
    );
    for category in &entry.categories {
        let word = category.label.as_deref().unwrap_or(&category.term);
        filling.tag("keyword", word);
    }
    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|text| text.content.as_str());
    let described = media
        .and_then(|media| media.description.as_ref())
        .map(|text| text.content.as_str());
    let texts = [content, summary, described].into_iter().flatten();
    let set = texts.map(|text| set(text, &title));
    filling.fill(
        Field::Body,
        "content",
        set.max_by_key(String::len).unwrap_or_default(),
    );
    filling
}

/// The text of an entry. It is usually markup, whatever the feed declares it to be.
fn set(text: &str, title: &str) -> String {
    let marked =
        text.contains("</") || text.contains("/>") || text.contains("<p>") || text.contains("<br>");
    if marked || text.contains('&') {
        html::plain(text, title)
    } else {
        text.trim().to_owned()
    }
}

/// A title on one line, without its marks.
fn line(text: &Text) -> String {
    one_line(&set(&text.content, ""))
}

/// The address of the entry itself, rather than of its comments or its sound.
fn address(links: &[Link]) -> String {
    let itself = |link: &&Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let found = links.iter().find(itself).or(links.first());
    found
        .map(|link| link.href.clone())
        .filter(|address| address != feed_forms::NO_ADDRESS)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, published: &str, body: &str) {
        let readout = read(file.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "River & lake flood old town", "{file}");
        assert_eq!(draft.body, body, "{file}");
        assert_eq!(
            draft.published.as_ref().map(Published::value),
            Some(published),
            "{file}"
        );
        assert_eq!(draft.url.as_deref(), Some("https://ledger.example/7"));
    }

    #[test]
    fn every_kind_of_feed() {
        check(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Ledger</title><item><title>River &amp;amp; lake flood old town</title>\
             <link>https://ledger.example/7</link><pubDate>Mon, 12 Aug 2024 23:30:00 -0500</pubDate>\
             <description>&lt;p&gt;The water rose.&lt;/p&gt;&lt;p&gt;It fell.&lt;/p&gt;</description></item></channel></rss>",
            "2024-08-12T23:30:00-05:00",
            "The water rose.\n\nIt fell.",
        );
        check(
            "<rss version=\"0.94\"><channel><title>Ledger</title><item><title>River &amp;amp; lake flood old town</title>\
             <link>https://ledger.example/7</link><pubDate>12 Aug 2024</pubDate><description>It fell.</description></item></channel></rss>",
            "2024-08-12",
            "It fell.",
        );
        check(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Ledger</title><id>x</id><updated>2024-08-14T00:00:00Z</updated>\
             <entry><id>7</id><title>River &amp; lake flood old town</title><link href=\"https://ledger.example/7\"/>\
             <published>2024-08-12T08:30:00+02:00</published><updated>2024-08-14T08:30:00+02:00</updated>\
             <content type=\"html\">&lt;p>The water &lt;b>rose&lt;/b>.&lt;/p></content></entry></feed>",
            "2024-08-12T08:30:00+02:00",
            "The water rose.",
        );
        check(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://my.netscape.com/rdf/simple/0.9/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Ledger</title></channel><item><title>River &amp; lake flood old town</title>\
             <link>https://ledger.example/7</link><dc:date>2001-08-12</dc:date><description>It fell.</description></item></rdf:RDF>",
            "2001-08-12",
            "It fell.",
        );
        check(
            "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Ledger</title><modified>2004-08-14T00:00:00Z</modified>\
             <entry><id>7</id><title>River &amp; lake flood old town</title><link rel=\"alternate\" href=\"https://ledger.example/7\"/>\
             <issued>2004-08-12T08:30:00+02:00</issued><modified>2004-08-14T08:30:00+02:00</modified>\
             <content type=\"text/html\" mode=\"escaped\">&lt;p>The water &lt;b>rose&lt;/b>.&lt;/p></content></entry></feed>",
            "2004-08-12T08:30:00+02:00",
            "The water rose.",
        );
        // Values of other types than they should have.
        check(
            r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":7,"url":"https://ledger.example/7","authors":["Ann"],"tags":[1,null],
                "title":"River & lake flood old town - Ledger","content_html":"<p>The water rose.</p>","date_published":"2024-08-12"},7],"title":"Ledger"}"#,
            "2024-08-12",
            "The water rose.",
        );
        check(
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"Ledger","items":[{"id":"7","url":"https://ledger.example/7",
                "title":"River & lake flood old town","content_html":"<p>The water rose.</p>","date_published":"2024-08-12T08:30:00+02:00"}]}"#,
            "2024-08-12T08:30:00+02:00",
            "The water rose.",
        );
    }

    #[test]
    fn a_feed_that_breaks_off_keeps_its_whole_entries() {
        let rss = "<rss version=\"2.0\"><channel><item><title>One</title><description>Rain.</description></item>\
            <item><title>Two</title><description>Snow.</description></item><item><title>Thr";
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","content_text":"Rain."},
            {"id":"2","content_text":"Snow."},{"id":"3","cont"#;
        for file in [rss, json] {
            let readout = read(file.as_bytes());
            let bodies: Vec<&str> = readout
                .stories
                .iter()
                .map(|(_, draft)| draft.body.as_str())
                .collect();
            assert_eq!(bodies, ["Rain.", "Snow."], "{file}");
            assert_eq!(
                readout.rejected[0].reason,
                RejectReason::BreaksOff { stories: 2 }
            );
        }
    }

    #[test]
    fn an_item_without_an_address() {
        let file = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">\
            <channel><title>Ledger</title></channel><item><title>Rain | Ledger</title></item></rdf:RDF>";
        let readout = read(file.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!((draft.title.as_str(), &draft.url), ("Rain", &None));
    }

    #[test]
    fn a_feed_named_after_its_subject_and_other_namespaces() {
        let items: String = ["Russia - Ukraine", "RDF troops", "Grain"]
            .map(|title| {
                format!("<item><title>{title}</title><author>Ann Example (Agency)</author></item>")
            })
            .concat();
        for names in [
            "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"",
            "xmlns:atom=\"http://purl.org/atom/ns#\"",
        ] {
            let file = format!(
                "<rss version=\"0.93\" {names}><channel><title>Ukraine</title>{items}</channel></rss>"
            );
            let readout = read(file.as_bytes());
            let draft = &readout.stories[0].1;
            assert_eq!(draft.title, "Russia - Ukraine");
            assert_eq!(draft.byline.as_deref(), Some("Ann Example (Agency)"));
        }
    }

    #[test]
    fn markup_within_atom_0_3() {
        let file = "<?xml version=\"1.0\"?><feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Ledger</title><entry><title>Rain</title>\
            <content type=\"application/xhtml+xml\" mode=\"xml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>It rose.</p></div></content></entry></feed>";
        let readout = read(file.as_bytes());
        assert_eq!(readout.stories[0].1.body, "It rose.");
    }

    #[test]
    fn an_author_behind_an_address() {
        let file = "<rss version=\"2.0\"><channel><item><title>Rain</title><author>ann@ledger.example (Ann Example)</author></item></channel></rss>";
        let draft = &read(file.as_bytes()).stories[0].1;
        assert_eq!(draft.byline.as_deref(), Some("Ann Example"));
    }

    #[test]
    fn a_feed_without_entries() {
        let readout = read(b"<rss version=\"2.0\"><channel><title>Ledger</title></channel></rss>");
        assert_eq!(readout.rejected[0].reason, RejectReason::NoStory);
    }
}
