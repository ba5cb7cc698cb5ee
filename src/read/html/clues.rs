//! What a page says of itself, gathered in one walk.

use std::sync::LazyLock;

use regex::Regex;
use trafilatura::dom::{Document, NodeId};

use super::heading;
use super::json_ld::Article;

/// What may be a page's title, author or date, in the order of the page.
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
    /// What scripts of JSON-LD say of articles.
    pub(super) article: Article,
    /// `<link rel=canonical>`.
    canonical: Option<String>,
    /// Elements that may tell a date: `<time>`, and those whose class, id or `itemprop` says so.
    pub(super) dated: Vec<Dated>,
    /// Elements that may name an author, the marked ones first.
    pub(super) authors: Vec<String>,
    /// The first day of publication in the data that scripts hold.
    pub(super) script: Option<String>,
    /// Where each `<h1>` begins, by the number of elements before.
    pub(super) places: Vec<usize>,
    /// How many elements were read.
    elements: usize,
    /// What a heading links to the front page with: the name of the site.
    pub(super) home: Option<String>,
}

/// An element that may tell a date.
#[derive(Debug)]
pub(super) struct Dated {
    /// What it is: `time element`, `class entry-date`.
    pub(super) from: String,
    /// How sure it is to be the publication date.
    pub(super) trust: Trust,
    /// The date for machines.
    pub(super) machine: Option<String>,
    /// The text for people.
    pub(super) text: String,
    /// How many elements begin before it does.
    pub(super) at: usize,
}

/// How sure an element is to tell the publication date, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// It says that it does.
    Published,
    /// It is an element for times, below the headline.
    Marked,
    /// Its text says so.
    Introduced,
    /// It is some date.
    Some,
    /// It is text below the headline.
    Below,
    /// It is text above any headline.
    Above,
    /// It says when the page was changed.
    Changed,
}

/// Text of an element that tells a date is short; a longer one is a teaser list or the story.
const LONGEST: usize = 100;

impl Clues {
    pub(super) fn of(page: &Document) -> Self {
        let mut clues = Self::default();
        for element in page.iter(page.root(), &[]) {
            clues.read(page, element);
        }
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
                    .map(|content| tidy(&content))
                    .unwrap_or_default();
                let names = ["property", "name", "itemprop", "http-equiv"];
                self.metas.extend(
                    names
                        .into_iter()
                        .filter_map(attribute)
                        .map(|name| (name.trim().to_lowercase(), content.clone())),
                );
            }
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = attribute("href");
            }
            "script"
                if attribute("type").is_some_and(|kind| {
                    kind.trim().eq_ignore_ascii_case("application/ld+json")
                }) =>
            {
                self.article.read(&page.text_content(element));
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
        } else if let Some(headings) = self.headings.get_mut(level) {
            headings.push(heading);
            self.places.extend((level == 0).then_some(self.elements));
        }
    }

    /// Looks for a date in the text that stands in an element itself.
    fn read_own_text(&mut self, page: &Document, element: NodeId) {
        let nodes = page
            .child_nodes(element)
            .into_iter()
            .filter(|node| page.is_text(*node));
        for text in nodes.map(|node| page.text_content(node)) {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            if !(3..=24).contains(&digits) || text.len() > 2 * LONGEST {
                continue;
            }
            let text = tidy(&text);
            let introduced = introduces(&text);
            let trust = match self.headings[0].is_empty() {
                _ if text.len() > LONGEST => continue,
                _ if introduced => Trust::Introduced,
                false => Trust::Below,
                true => Trust::Above,
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
        let is_below = !self.headings[0].is_empty();
        let trust = if trust == Trust::Some && tag == "time" && is_below {
            Trust::Marked
        } else {
            trust
        };
        let text = text(page, element);
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

/// The attributes that tell a date to machines.
const MACHINES: [&str; 5] = [
    "datetime",
    "content",
    "data-date",
    "data-datetime",
    "data-utime",
];

/// Data in a script that tells when the page was published.
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

/// What introduces the day of publication, in the languages we have seen it in.
const INTRODUCTIONS: [&str; 12] = [
    "published",
    "posted",
    "publish date",
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "datum:",
    "publié",
    "mis en ligne",
    "publicado",
    "pubblicato",
    "gepubliceerd",
];

/// Whether a text says that the date in it is the day of publication.
pub(super) fn introduces(text: &str) -> bool {
    let lower = text.to_lowercase();
    INTRODUCTIONS.iter().any(|word| lower.contains(word))
}

/// What an element's marks say of a date in it; `None` when they speak of none.
fn trust(marks: &str, tag: &str, pubdate: bool) -> Option<Trust> {
    let says = |words: &[&str]| words.iter().any(|word| marks.contains(word));
    if says(&["lastmod", "last-mod"]) {
        Some(Trust::Changed)
    } else if says(&[
        "comment",
        "related",
        "teaser",
        "sidebar",
        "widget",
        "footer",
        "copyright",
        "event",
        "birth",
        "weather",
        "current-",
    ]) {
        None
    } else if says(&["modified", "updated"]) && !says(&["publish", "entry-date"]) {
        Some(Trust::Changed)
    } else if pubdate
        || says(&[
            "datepublished",
            "published",
            "publish",
            "pubdate",
            "pub-date",
            "pub_date",
            "entry-date",
            "post-date",
            "postdate",
            "article-date",
            "articledate",
            "article__date",
            "datecreated",
        ])
    {
        Some(Trust::Published)
    } else if tag == "time"
        || says(&[
            "date",
            "datum",
            "fecha",
            "time",
            "posted",
            "meta",
            "timestamp",
            "dateline",
            "byline",
            "info",
            "created",
            "day",
        ])
    {
        Some(Trust::Some)
    } else {
        None
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
    let mut text = String::new();
    let mut open = vec![element];
    while let Some(node) = open.pop() {
        if page.is_text(node) {
            text.push_str(&page.text_content(node));
        } else if !matches!(page.tag_name(node), "script" | "style") && !passed(node) {
            text.push(' ');
            open.extend(page.child_nodes(node).into_iter().rev());
        }
        if text.len() > 4 * LONGEST {
            break;
        }
    }
    tidy(&text)
}

/// One line, without spaces around and soft hyphens.
fn tidy(text: &str) -> String {
    text.replace('\u{ad}', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
