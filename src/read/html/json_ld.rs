//! What a page says of its article in JSON-LD, in the words of schema.org.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Deserializer, Value, json};

use super::title::letters;

/// What is said of the article, each by the first thing that says it.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
}

/// Something that may be the article, as a page describes it: an article, the page itself, a video on it.
#[derive(Debug)]
pub(super) struct Described {
    kind: Kind,
    said: Article,
}

/// What is described, the likeliest to be the article first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Article,
    Page,
    Video,
}

/// What may be said of something that is not the article: a teaser, a comment, the site.
const ELSEWHERE: [&str; 11] = [
    "itemListElement",
    "comment",
    "review",
    "breadcrumb",
    "isPartOf",
    "video",
    "potentialAction",
    "about",
    "relatedLink",
    "mentions",
    "citation",
];

/// Takes what one script says of things that may be the article.
pub(super) fn read(script: &str, described: &mut Vec<Described>) {
    for value in values(script) {
        visit(&value, described);
    }
}

/// What is said of the article of a page with these titles: of an article with such a headline if there is one, or
/// else of the first, then of the page.
pub(super) fn article(mut described: Vec<Described>, titles: &[String]) -> Article {
    let titles: Vec<String> = titles.iter().map(|title| letters(title)).collect();
    let is_title = |headline: &str| {
        let headline = letters(headline);
        let mut titles = titles.iter().filter(|title| !title.is_empty());
        !headline.is_empty()
            && titles.any(|title| {
                let short = title.len().min(headline.len());
                let long = title.len().max(headline.len());
                // A title may have the name of the site behind it, but one word of it is no title.
                short * 3 >= long && (title.contains(&headline) || headline.contains(title))
            })
    };
    let is_told = |one: &Described| {
        one.kind == Kind::Article && one.said.headline.as_deref().is_some_and(is_title)
    };
    if described.iter().any(is_told) {
        // The other articles are teasers.
        described
            .retain(|one| one.kind != Kind::Article || one.said.headline.is_none() || is_told(one));
    }
    described.sort_by_key(|one| (one.kind, !is_told(one)));
    let mut article = Article::default();
    for one in described {
        article.fill(one.said);
    }
    article
}

// The parser allows 128 levels, so this cannot go deep.
fn visit(value: &Value, described: &mut Vec<Described>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| visit(value, described)),
        Value::Object(object) => {
            if let Some(kind) = kinds(value).filter_map(|kind| kind_of(&kind)).min() {
                let said = Article::of(value);
                described.push(Described { kind, said });
            }
            object
                .iter()
                .filter(|(key, _)| !ELSEWHERE.contains(&key.as_str()))
                .for_each(|(_, value)| visit(value, described));
        }
        _ => {}
    }
}

impl Article {
    fn of(described: &Value) -> Self {
        let text = |key: &str| name(described.get(key)?);
        Self {
            headline: text("headline"),
            published: text("datePublished").or_else(|| text("dateCreated")),
            modified: text("dateModified"),
            publisher: text("publisher"),
            authors: described.get("author").map(names).unwrap_or_default(),
        }
    }

    /// Takes over what is not said here.
    fn fill(&mut self, other: Self) {
        self.headline = self.headline.take().or(other.headline);
        self.published = self.published.take().or(other.published);
        self.modified = self.modified.take().or(other.modified);
        self.publisher = self.publisher.take().or(other.publisher);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
    }
}

fn kinds(value: &Value) -> impl Iterator<Item = String> {
    value
        .get("@type")
        .map(names)
        .unwrap_or_default()
        .into_iter()
}

fn kind_of(name: &str) -> Option<Kind> {
    match name {
        _ if name.ends_with("Article") || name.ends_with("Posting") => Some(Kind::Article),
        "Report" | "Recipe" | "Review" | "HowTo" => Some(Kind::Article),
        "WebPage" | "CreativeWork" => Some(Kind::Page),
        "VideoObject" => Some(Kind::Video),
        _ => None,
    }
}

/// The values in a script, as far as it is JSON or nearly so; none of one that is neither.
fn values(script: &str) -> Vec<Value> {
    let script = script.replace("<![CDATA[", "");
    let start = script.find(['{', '[']).unwrap_or(script.len());
    let json = script.get(start..).unwrap_or_default();
    let mended = || mended(json);
    let mut values = leading_values(json);
    if values.is_empty() {
        values = leading_values(&mended());
    }
    if values.is_empty() {
        values.extend(dates(json));
    }
    values
}

/// The values that a text begins with. What ends a comment or CDATA may follow.
fn leading_values(text: &str) -> Vec<Value> {
    let values = Deserializer::from_str(text).into_iter::<Value>();
    values.map_while(Result::ok).collect()
}

/// JSON without what many sites have in it and JSON has not: line ends in strings, references of HTML, an escaped
/// apostrophe, a comma behind the last.
fn mended(json: &str) -> String {
    static LAST_COMMA: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r",\s*([}\]])").ok());
    let mut mended: String = json
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    mended = mended.replace("\\'", "'");
    if !mended.contains('"') {
        mended = mended.replace("&quot;", "\"");
    }
    match LAST_COMMA.as_ref() {
        Some(comma) => comma.replace_all(&mended, "$1").into_owned(),
        None => mended,
    }
}

/// An article with the dates of a script that is broken beyond that, if it describes one article only.
fn dates(script: &str) -> Option<Value> {
    static DATE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#""(datePublished|dateModified)"\s*:\s*"([^"]{4,40})""#).ok());
    let is_article = script.contains("Article\"") || script.contains("Posting\"");
    let found = DATE.as_ref()?.captures_iter(script);
    let found: Vec<(String, Value)> = found
        .filter_map(|date| {
            Some((
                date.get(1)?.as_str().to_owned(),
                date.get(2)?.as_str().into(),
            ))
        })
        .collect();
    let published = found.iter().filter(|(key, _)| key == "datePublished");
    (is_article && published.count() == 1).then(|| {
        let mut article = json!({ "@type": "Article" });
        if let Some(object) = article.as_object_mut() {
            object.extend(found);
        }
        article
    })
}

fn name(value: &Value) -> Option<String> {
    names(value).into_iter().next()
}

/// A string, the name of an object, or those of a list.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Array(values) => values.iter().filter_map(name).collect(),
        Value::Object(object) => object.get("name").and_then(name).into_iter().collect(),
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|text| !text.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(scripts: &[&str]) -> Option<String> {
        let mut described = Vec::new();
        for script in scripts {
            read(script, &mut described);
        }
        article(described, &["Harbour closes | Ledger".to_owned()]).published
    }

    const ARTICLE: &str =
        r#"{"@type":"NewsArticle","headline":"Harbour closes","datePublished":"2024-08-13"}"#;

    #[test]
    fn the_article_of_the_page_among_others() {
        for other in [
            r#"{"@type":"WebPage","datePublished":"2012-01-01"}"#,
            r#"{"@type":"VideoObject","datePublished":"2012-01-01"}"#,
            r#"{"@type":"NewsArticle","headline":"Cats","datePublished":"2012-01-01"}"#,
            r#"{"@type":"WebPage","relatedLink":{"@type":"NewsArticle","datePublished":"2012-01-01"}}"#,
        ] {
            let told = published(&[other, ARTICLE]);
            assert_eq!(told.as_deref(), Some("2024-08-13"), "{other}");
        }
        let page = r#"{"@type":"WebPage","datePublished":"2024-08-13"}"#;
        let undated = r#"{"@type":"NewsArticle","headline":"Harbour closes"}"#;
        assert_eq!(published(&[undated, page]).as_deref(), Some("2024-08-13"));
    }

    #[test]
    fn what_is_nearly_json() {
        for script in [
            format!("//<![CDATA[\n{ARTICLE}\n//]]>"),
            format!("/*<![CDATA[*/{ARTICLE}/*]]>*/"),
            format!("<!-- {ARTICLE} -->"),
            format!("{ARTICLE}{{\"@type\":\"Org\"}};"),
            ARTICLE.replace("13\"}", "13\",}"),
            ARTICLE.replace("Harbour", "Harbour\n\u{1}"),
            ARTICLE.replace("Harbour", "Harbour\\'s"),
            ARTICLE.replace("Harbour", "\"Harbour\""),
            ARTICLE.replace('"', "&quot;"),
        ] {
            let told = published(&[&script]);
            assert_eq!(told.as_deref(), Some("2024-08-13"), "{script}");
        }
        assert_eq!(published(&["window.x = {a: 1}"]), None);
    }
}
