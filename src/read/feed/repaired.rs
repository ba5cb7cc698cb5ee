//! Repairs a feed that is no valid XML, as far as its items can be told apart: what is wrong with one of them costs
//! none of the others.

use std::borrow::Cow;

use crate::read::cut_short::{self, tag_length};

/// The elements that are a story of their own.
pub(super) const ITEMS: [&str; 2] = ["item", "entry"];

/// The elements whose text is often markup that should have been escaped.
const TEXTS: [&str; 6] = [
    "title",
    "description",
    "content:encoded",
    "summary",
    "content",
    "media:description",
];

/// How much may be parsed to find the broken items, in bytes: each is parsed behind the head of its feed.
const MOST_PARSED: usize = 256 << 20;

/// A feed that is taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'t> {
    /// What is before the first item.
    head: &'t str,
    /// The whole items, each from its first tag to its last.
    pub(super) items: Vec<&'t str>,
    /// What closes the elements that are open at the end of `head`.
    tail: String,
    /// Whether the feed breaks off, within an item or behind one.
    pub(super) breaks_off: bool,
}

impl<'t> Parts<'t> {
    /// Takes a feed apart; `None` if it has no whole item, is not even valid before the first, or has
    /// too much there.
    pub(super) fn of(feed: &'t str) -> Option<Self> {
        let mut items = Vec::new();
        let (mut begun, mut first, mut end) = (None, None, 0);
        for (start, tag) in tags(feed) {
            let name = tag.trim_start_matches(['<', '/']);
            if !is_item(name) {
                continue;
            }
            if !tag.starts_with("</") {
                // An item that is never closed ends where the next one begins.
                first.get_or_insert(start);
                begun = Some(start);
            } else if let Some(begin) = begun.take() {
                end = start + tag.len();
                items.push(feed.get(begin..end)?);
            }
        }
        let head = feed.get(..first?)?;
        let last = feed.get(end..)?.trim_end();
        let opened = format!("{head}<item/>");
        let closed = cut_short::markup(&opened, &ITEMS)?;
        let tail = closed.get(opened.len()..)?.to_owned();
        let is_closed = tail
            .rsplit_once("</")
            .is_some_and(|(_, root)| last.ends_with(&format!("</{root}")));
        let parsed = head.len().saturating_mul(items.len());
        (!items.is_empty() && parsed <= MOST_PARSED).then_some(Self {
            head,
            items,
            tail,
            breaks_off: begun.is_some() || !is_closed,
        })
    }

    /// The feed with these items only.
    pub(super) fn with<'i>(&self, items: impl IntoIterator<Item = &'i str>) -> String {
        let mut feed = self.head.to_owned();
        feed.extend(items);
        feed + &self.tail
    }
}

/// An item in which what should have been escaped is: the markup in its texts.
pub(super) fn with_escaped_texts(item: &str) -> String {
    let mut item = Cow::Borrowed(item);
    for name in TEXTS {
        let within = || {
            let (before, after) = item.split_once(&format!("<{name}"))?;
            let (rest, text) = after.split_once('>')?;
            let (text, behind) = text.split_once(&format!("</{name}>"))?;
            let is_raw = text.contains('<') && !text.contains("<![CDATA[") && !text.contains("]]>");
            // In CDATA references are not decoded twice.
            let text = text.replace("&amp;", "&");
            is_raw.then(|| format!("{before}<{name}{rest}><![CDATA[{text}]]></{name}>{behind}"))
        };
        if let Some(escaped) = within() {
            item = escaped.into();
        }
    }
    item.into_owned()
}

/// The tags of a text, each with its place; not those in comments and CDATA. A tag whose quotes are not closed ends at
/// the next `>`.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find('<')?;
        let rest = text.get(start..)?;
        let is_special = rest.starts_with("<!") || rest.starts_with("<?");
        let length = match tag_length(rest) {
            Some(length) if is_special => length,
            _ => rest.find('>')? + 1,
        };
        at = start + length;
        Some((start, rest.get(..length)?))
    })
}

/// Whether a tag, from its name on, is that of an item.
fn is_item(name: &str) -> bool {
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    ITEMS.contains(&name.rsplit(':').next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_taken_apart() {
        let feed =
            "<rss><c><!-- <item> --><item>1</b></item><item>2<item>3 alt=\"</item></c></rss>\n";
        let parts = Parts::of(feed).unwrap();
        assert_eq!(parts.items, ["<item>1</b></item>", "<item>3 alt=\"</item>"]);
        assert!(!parts.breaks_off);
        assert_eq!(
            parts.with(["<item/>"]),
            "<rss><c><!-- <item> --><item/></c></rss>"
        );
        assert!(
            Parts::of("<rss><c><item>1</item><item>2")
                .unwrap()
                .breaks_off
        );
        assert!(Parts::of("<rss><c><item>1</item>").unwrap().breaks_off);
        assert_eq!(Parts::of("<rss><c><item>1"), None);
    }

    #[test]
    fn markup_in_texts() {
        assert_eq!(
            with_escaped_texts(
                "<item><title>A</title><description x='1'>It<br>fell</description></item>"
            ),
            "<item><title>A</title><description x='1'><![CDATA[It<br>fell]]></description></item>"
        );
    }
}
