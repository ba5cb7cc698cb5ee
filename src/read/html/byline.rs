//! Chooses who wrote the page.

use super::clues::Clues;

/// The names of `<meta>` that give authors.
const METAS: [&str; 10] = [
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article:author_name",
    "twitter:creator:name",
];

/// The words that introduce an author.
const INTRODUCTIONS: [&str; 12] = [
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "written by ",
    "posted by ",
    "author: ",
    "autor: ",
    "autorin: ",
    "text: ",
];

/// The authors, joined by commas.
pub(super) fn of(clues: &Clues) -> Option<String> {
    let told = (!clues.article.authors.is_empty()).then(|| clues.article.authors.join(", "));
    let metas = METAS.iter().filter_map(|name| clues.meta(name));
    told.into_iter()
        .chain(metas)
        .chain(clues.authors.iter().cloned())
        .find_map(|text| clean(&text))
}

/// The name in a byline; `None` where it holds none.
pub(super) fn clean(text: &str) -> Option<String> {
    let mut name = text.trim();
    for word in INTRODUCTIONS {
        if name
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
        {
            name = name.get(word.len()..).unwrap_or_default().trim_start();
        }
    }
    let name = name.trim_matches([',', '|', ':', '-', '–', ' ']);
    let is_name = name.chars().count() <= 100
        && name.contains(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains('@')
        && !["admin", "redaktion", "editor", "author", "autor"]
            .iter()
            .any(|word| name.eq_ignore_ascii_case(word));
    is_name.then(|| name.to_owned())
}
