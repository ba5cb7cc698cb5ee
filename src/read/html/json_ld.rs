//! What a page says of its article in JSON-LD, in the words of schema.org.

use serde_json::Value;

/// What is said of the article, each by the first that says it.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
}

/// What may be said of something that is not the article: a teaser, a comment, the site.
const ELSEWHERE: [&str; 8] = [
    "itemListElement",
    "comment",
    "review",
    "breadcrumb",
    "isPartOf",
    "video",
    "potentialAction",
    "about",
];

impl Article {
    /// Takes in one script. One that is no JSON says nothing.
    pub(super) fn read(&mut self, script: &str) {
        let script = script
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->")
            .trim()
            .trim_end_matches(';');
        if let Ok(value) =
            serde_json::from_str(script).or_else(|_| serde_json::from_str(&one_line(script)))
        {
            self.visit(&value);
        }
    }

    // The parser allows 128 levels, so this cannot go deep.
    fn visit(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.visit(value)),
            Value::Object(object) => {
                if kinds(value).any(|kind| is_article(&kind)) {
                    self.read_article(value);
                }
                object
                    .iter()
                    .filter(|(key, _)| !ELSEWHERE.contains(&key.as_str()))
                    .for_each(|(_, value)| self.visit(value));
            }
            _ => {}
        }
    }

    fn read_article(&mut self, article: &Value) {
        let text = |key: &str| name(article.get(key)?);
        self.headline = self.headline.take().or_else(|| text("headline"));
        self.published = self
            .published
            .take()
            .or_else(|| text("datePublished"))
            .or_else(|| text("dateCreated"));
        self.modified = self.modified.take().or_else(|| text("dateModified"));
        self.publisher = self.publisher.take().or_else(|| text("publisher"));
        if self.authors.is_empty() {
            self.authors = article.get("author").map(names).unwrap_or_default();
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

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting")
        || matches!(
            kind,
            "Report" | "WebPage" | "Recipe" | "CreativeWork" | "Review" | "VideoObject" | "HowTo"
        )
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

/// Many sites put line ends into strings, where JSON has none.
fn one_line(script: &str) -> String {
    script.replace(['\n', '\r', '\t'], " ")
}
