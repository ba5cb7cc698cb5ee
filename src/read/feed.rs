//! Reads feeds (RSS 0.9 to 2.0, Atom, JSON Feed) with the crate `feed-rs`: one story per entry.

use std::cell::RefCell;
use std::collections::HashMap;

use feed_rs::model::{Category, Content, Entry, Feed, Link, Text};
use feed_rs::parser::{Builder, ParseFeedError};
use jiff::Timestamp;

use self::repaired::{Parts, with_escaped_texts};
use super::fields::{Field, Filling};
use super::typeset::one_line;
use super::{Readout, RejectReason, cut_short, feed_forms, html, json, xml};
use crate::story::Published;

mod repaired;

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
    match parsed(&text) {
        Ok(feed) => stories(&feed, 1..),
        Err(reason) if text.starts_with('{') => json_feed(&text, reason),
        Err(reason) => markup(&xml::mended(&text), reason),
    }
}

/// Reads a JSON Feed that is not as it should be. `reason` says what is wrong with it.
fn json_feed(text: &str, reason: RejectReason) -> Readout {
    if let Some(Ok(feed)) = feed_forms::json_feed(text).map(|known| parsed(&known)) {
        return stories(&feed, 1..);
    }
    let Some(Ok(feed)) = cut_short::json(text).map(|whole| parsed(&whole)) else {
        return Readout::reject(None, reason);
    };
    breaking_off(stories(&feed, 1..))
}

/// Reads a feed that was no valid XML before it was mended. `reason` says what is wrong with it. An item that still is
/// not valid is rejected, and the others are kept.
fn markup(text: &str, reason: RejectReason) -> Readout {
    if let Ok(feed) = parsed(text) {
        return stories(&feed, 1..);
    }
    let Some(parts) = Parts::of(text) else {
        return Readout::reject(None, reason);
    };
    let (mut whole, mut places, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    for (place, item) in (1..).zip(&parts.items) {
        let escaped = || with_escaped_texts(item);
        let alone = |item: &str| parsed(&parts.with([item])).map(|feed| feed.entries.len());
        match alone(item) {
            Ok(1) => whole.push((*item).to_owned()),
            _ if matches!(alone(&escaped()), Ok(1)) => whole.push(escaped()),
            Ok(_) => continue,
            Err(reason) => {
                broken.push((place, reason));
                continue;
            }
        }
        places.push(place);
    }
    let Ok(feed) = parsed(&parts.with(whole.iter().map(String::as_str))) else {
        return Readout::reject(None, reason);
    };
    let mut readout = Readout::default();
    if !places.is_empty() {
        readout = stories(&feed, places);
    }
    for (place, reason) in broken {
        readout.refuse(Some(place), reason);
    }
    if parts.breaks_off {
        return breaking_off(readout);
    }
    readout
}

fn breaking_off(mut readout: Readout) -> Readout {
    let stories = readout.stories.len();
    readout.refuse(None, RejectReason::BreaksOff { stories });
    readout
}

/// The stories of the entries of a feed, which have these places.
fn stories(feed: &Feed, places: impl IntoIterator<Item = u64>) -> Readout {
    let mut readout = Readout::default();
    let names_itself = names_itself(feed);
    let mut links: HashMap<String, usize> = HashMap::new();
    for entry in &feed.entries {
        *links.entry(address(&entry.links)).or_default() += 1;
    }
    for (place, entry) in places.into_iter().zip(&feed.entries) {
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
    let is_source = |category: &&Category| category.scheme.as_deref() == Some(feed_forms::SOURCE);
    let own_source = entry.categories.iter().find(is_source);
    let own_source = own_source.map(|category| one_line(&set(&category.term, "")));
    let source = feed.title.as_ref().map(line).unwrap_or_default();
    let mut title = entry.title.as_ref().map(line).unwrap_or_default();
    if names_itself {
        title = html::without_site(&title, &source);
    }
    if let Some(own) = &own_source {
        title = html::without_site(&title, own);
    }
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
    filling.fill(Field::Source, "source", own_source.unwrap_or_default());
    filling.fill(Field::Source, "feed title", source);
    filling.fill(Field::Url, "link", address(&entry.links));
    let language = entry.language.as_ref().or(feed.language.as_ref());
    filling.fill(
        Field::Language,
        "language",
        language.map(String::as_str).unwrap_or_default(),
    );
    for category in entry.categories.iter().filter(|it| !is_source(it)) {
        let word = category.label.as_deref().unwrap_or(&category.term);
        filling.tag("keyword", word);
    }
    let is_text = |content: &&Content| {
        let kind = content.content_type.to_string();
        kind.starts_with("text/") || kind.contains("ml")
    };
    let content = entry
        .content
        .as_ref()
        .filter(is_text)
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
mod tests;
