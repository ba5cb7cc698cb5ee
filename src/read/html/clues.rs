//! Collects what a page says about itself, in one walk over it.

use std::mem;
use std::sync::LazyLock;

use regex::Regex;
use trafilatura::dom::{Document, NodeId};

use super::aside;
use super::byline;
use super::dated::{Dated, LONGEST, MACHINES, TERSE, Trust, changes, introduces, trust};
use super::heading;
use super::json_ld::{self, Article, Described};
use super::lead::Leads;

/// Candidates for a page's title, author and date, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Clues {
    /// The `lang` of the page.
    pub(super) language: Option<String>,
    /// `<title>`.
    pub(super) title: String,
    /// `<h1>`, then `<h2>`.
    pub(super) headings: [Vec<String>; 2],
    /// Every `<meta>`: its name in lower case, and its content.
    pub(super) metas: Vec<(String, String)>,
    /// What scripts of JSON-LD say of the article.
    pub(super) article: Article,
    /// What they say of things that may be the article.
    described: Vec<Described>,
    /// `<link rel=canonical>`.
    canonical: Option<String>,
    /// Elements that may tell a date: `<time>`, and those whose class, id or `itemprop` says so.
    pub(super) dated: Vec<Dated>,
    /// Elements that may name an author, the marked ones first.
    pub(super) authors: Vec<String>,
    /// The first short text below the headline that begins as bylines do: `By Mark Twain`.
    pub(super) signed: Option<String>,
    /// The first day of publication in the data that scripts hold.
    pub(super) script: Option<String>,
    /// Where each `<h1>` begins, by the number of elements before, then each `<h2>`.
    pub(super) places: [Vec<usize>; 2],
    /// What may be the lead.
    pub(super) leads: Leads,
    /// What the text just before says of a date that follows.
    label: Option<Trust>,
    /// How many elements were read.
    elements: usize,
    /// What a heading links to the front page with: the name of the site.
    pub(super) home: Option<String>,
}

impl Clues {
    pub(super) fn of(page: &Document) -> Self {
        let mut clues = Self::default();
        for element in page.iter(page.root(), &[]) {
            clues.read(page, element);
        }
        let titles: Vec<String> = [clues.title.clone()]
            .into_iter()
            .chain(clues.meta("og:title"))
            .chain(clues.headings[0].clone())
            .collect();
        clues.article = json_ld::article(mem::take(&mut clues.described), &titles);
        clues
    }

    /// The content of the first `<meta>` of this name that has one.
    pub(super) fn meta(&self, name: &str) -> Option<String> {
        let content = |(known, content): &(String, String)| {
            (known == name && !content.is_empty()).then(|| content.clone())
        };
        self.metas.iter().find_map(content)
    }

    /// The address that the page gives as its own.
    pub(super) fn address(&self) -> Option<String> {
        self.canonical
            .clone()
            .or_else(|| self.meta("og:url"))
            .filter(|address| address.starts_with("http"))
    }

    /// Who publishes it.
    pub(super) fn site_name(&self) -> Option<String> {
        self.meta("og:site_name")
            .or_else(|| self.article.publisher.clone())
            .or_else(|| self.meta("application-name"))
    }

    fn read(&mut self, page: &Document, element: NodeId) {
        self.elements += 1;
        let attribute = |name: &str| page.get_attribute(element, name);
        let tag = page.tag_name(element);
        match tag {
            "html" => self.language = attribute("lang").or_else(|| attribute("xml:lang")),
            "title" if self.title.is_empty() => self.title = text(page, element),
            "h1" => self.read_heading(page, element, 0),
            "h2" => self.read_heading(page, element, 1),
            "meta" => {
                let content = attribute("content")
                    .map(|content| collapse_space(&content))
                    .unwrap_or_default();
                let names = ["property", "name", "itemprop", "http-equiv"];
                for name in names.into_iter().filter_map(attribute) {
                    let name = name.trim().to_lowercase();
                    if name.ends_with("description") {
                        self.leads.describe(&content);
                    }
                    self.metas.push((name, content.clone()));
                }
            }
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = attribute("href");
            }
            "script"
                if attribute("type").is_some_and(|kind| {
                    kind.trim().eq_ignore_ascii_case("application/ld+json")
                }) =>
            {
                json_ld::read(&page.text_content(element), &mut self.described);
            }
            "script" if self.script.is_none() => {
                self.script = published_in_script(&page.text_content(element));
            }
            "script" | "style" | "body" | "head" | "img" | "br" | "option" | "input" => {}
            _ => self.read_marks(page, element, tag),
        }
        if !matches!(tag, "script" | "style" | "title" | "a" | "option") {
            self.read_own_text(page, element);
        }
        let [first, _] = &self.places;
        if let Some(headline) = first.last() {
            self.leads
                .read(page, element, tag, self.elements - headline);
        }
    }

    /// Takes in a heading; one that leads to the front page is the name of the site.
    fn read_heading(&mut self, page: &Document, element: NodeId, level: usize) {
        let heading = heading::text(page, element);
        let children = page.child_nodes(element);
        let mut links = children
            .iter()
            .filter(|child| page.tag_name(**child) == "a");
        let link = links
            .next()
            .and_then(|link| page.get_attribute(*link, "href"));
        if link.is_some_and(|link| heading::is_front_page(&link)) {
            self.home.get_or_insert(heading);
        } else if let (Some(headings), Some(places)) =
            (self.headings.get_mut(level), self.places.get_mut(level))
        {
            headings.push(heading);
            places.push(self.elements);
        }
    }

    /// Looks for a date in the text directly in an element.
    fn read_own_text(&mut self, page: &Document, element: NodeId) {
        let nodes = page
            .child_nodes(element)
            .into_iter()
            .filter(|node| page.is_text(*node));
        for own in nodes.map(|node| page.text_content(node)) {
            let is_below = !self.headings[0].is_empty();
            if self.signed.is_none() && is_below && byline::is_introduced(&own) {
                let whole = text(page, element);
                self.signed = byline::signs(&whole).then_some(whole);
            }
            let digits = own.bytes().filter(u8::is_ascii_digit).count();
            if digits == 0 && !own.trim().is_empty() {
                self.label = label(&own);
            }
            if !(3..=24).contains(&digits) || own.len() > 2 * LONGEST {
                continue;
            }
            let text = collapse_space(&own);
            let label = self.label.take();
            if text.len() > LONGEST || aside::holds(page, element) {
                continue;
            }
            let trust = match self.headings[0].is_empty() {
                _ if introduces(&text) => Trust::Introduced,
                _ if changes(&text) => Trust::Changed,
                _ if text.len() > TERSE => continue,
                is_above => label.unwrap_or(if is_above { Trust::Above } else { Trust::Below }),
            };
            self.dated.push(Dated {
                from: "text".to_owned(),
                trust,
                machine: None,
                text,
                at: self.elements,
            });
        }
    }

    /// Looks at what an element's attributes say that it holds.
    fn read_marks(&mut self, page: &Document, element: NodeId, tag: &str) {
        let attribute = |name: &str| {
            page.get_attribute(element, name)
                .filter(|value| !value.is_empty())
        };
        let property = attribute("itemprop").unwrap_or_default();
        let class = attribute("class")
            .or_else(|| attribute("id"))
            .unwrap_or_default();
        let marks =
            format!("{property} {class} {}", attribute("id").unwrap_or_default()).to_lowercase();
        if marks.contains("comment") {
            return;
        }
        if attribute("rel").as_deref() == Some("author") || property.contains("author") {
            self.authors.insert(0, text(page, element));
        } else if ["author", "byline", "autor", "by-line"]
            .iter()
            .any(|mark| marks.contains(mark))
        {
            self.authors.push(text(page, element));
        }
        let trust = trust(&marks, tag, attribute("pubdate").is_some());
        let is_timed = attribute("data-utime").is_some();
        let Some(trust) = trust.or(is_timed.then_some(Trust::Some)) else {
            return;
        };
        if aside::holds(page, element) {
            return;
        }
        let is_below = !self.headings[0].is_empty();
        let trust = if trust == Trust::Some && tag == "time" && is_below {
            Trust::Marked
        } else {
            trust
        };
        let text = text(page, element);
        let trust = match self.label {
            _ if changes(&text) => Trust::Changed,
            Some(label) if text.starts_with(|c: char| c.is_ascii_digit()) => label,
            _ => trust,
        };
        let machine = MACHINES
            .into_iter()
            .find_map(attribute)
            .or_else(|| attribute("title").filter(|_| tag == "abbr"));
        if machine.is_some() || (!text.is_empty() && text.len() <= LONGEST) {
            let from = match (property.as_str(), tag) {
                ("", "time") => "time element".to_owned(),
                ("", _) => format!(
                    "class {}",
                    class.split_whitespace().next().unwrap_or_default()
                ),
                (property, _) => format!("itemprop {property}"),
            };
            self.dated.push(Dated {
                from,
                trust,
                machine,
                text,
                at: self.elements,
            });
        }
    }
}

/// The publication date in the data of a script.
static IN_SCRIPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"["'](?i:date_?published|published_?(?:at|date|time|on)?|publish_?(?:date|time|at)|publication_?date|pub_?date"#,
        r#"|first_?published(?:_?(?:at|date))?)\\?["']\s*:\s*\\?["'](\d{4}[-/]\d\d[-/]\d\d[^"'\\]{0,20})"#,
    ))
    .ok()
});

fn published_in_script(script: &str) -> Option<String> {
    let found = IN_SCRIPT.as_ref()?.captures(script)?;
    Some(found.get(1)?.as_str().to_owned())
}

/// What a text without digits says of a date that follows it: `Erschienen am:`.
fn label(text: &str) -> Option<Trust> {
    match text {
        _ if text.len() > LONGEST / 2 => None,
        _ if introduces(text) => Some(Trust::Introduced),
        _ => changes(text).then_some(Trust::Changed),
    }
}

/// The text in an element, up to [`LONGEST`] and a little more: enough to see that it is too long.
fn text(page: &Document, element: NodeId) -> String {
    text_without(page, element, &|_| false)
}

/// The same, without the elements that are to be passed over.
pub(super) fn text_without(
    page: &Document,
    element: NodeId,
    passed: &dyn Fn(NodeId) -> bool,
) -> String {
    text_within(page, element, 4 * LONGEST, passed)
}

/// The same, up to so many bytes and a little more.
pub(super) fn text_within(
    page: &Document,
    element: NodeId,
    longest: usize,
    passed: &dyn Fn(NodeId) -> bool,
) -> String {
    let mut text = String::new();
    let mut open = vec![element];
    while let Some(node) = open.pop() {
        if page.is_text(node) {
            text.push_str(&page.text_content(node));
        } else if !matches!(page.tag_name(node), "script" | "style") && !passed(node) {
            text.push(' ');
            open.extend(page.child_nodes(node).into_iter().rev());
        }
        if text.len() > longest {
            break;
        }
    }
    collapse_space(&text)
}

/// One line, without spaces around and soft hyphens.
fn collapse_space(text: &str) -> String {
    text.replace('\u{ad}', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
