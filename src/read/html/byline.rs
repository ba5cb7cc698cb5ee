//! Chooses who wrote the page.

use super::clues::Clues;

/// The names of `<meta>` that give authors.
const METAS: [&str; 9] = [
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article:author_name",
];

/// The words that introduce an author, the longer before what they begin with.
const INTRODUCTIONS: [&str; 20] = [
    "written by",
    "posted by",
    "published by",
    "artikel von",
    "erstellt von",
    "geschrieben von",
    "ein beitrag von",
    "author:",
    "autor:",
    "autorin:",
    "text:",
    "by",
    "von",
    "vom",
    "par",
    "por",
    "di",
    "door",
    "posted",
    "name",
];

/// What comes after the author.
const CONCLUSIONS: [&str; 9] = [
    " — ",
    " – ",
    " | ",
    " · ",
    " • ",
    " am ",
    " on ",
    " veröffentlicht",
    " says",
];

/// What is called an author and names none.
const NOBODY: [&str; 8] = [
    "admin",
    "wordpressadmin",
    "administrator",
    "editor",
    "author",
    "autor",
    "name",
    "*",
];

/// The authors, joined by commas.
pub(super) fn of(clues: &Clues) -> Option<String> {
    let told = (!clues.article.authors.is_empty()).then(|| clues.article.authors.join(", "));
    let metas = METAS.iter().filter_map(|name| clues.meta(name));
    let all: Vec<String> = told
        .into_iter()
        .chain(metas)
        .chain(clues.authors.iter().cloned())
        .filter_map(|text| clean(&text))
        .collect();
    // Many sites sign as themselves where machines look, and name the author where people do.
    let site = clues.site_name().map(|site| site.to_lowercase());
    let person = all.iter().find(|name| Some(name.to_lowercase()) != site);
    person.or(all.first()).cloned()
}

/// The name in a byline; `None` where it holds none.
pub(super) fn clean(text: &str) -> Option<String> {
    let mut name = text.trim();
    for word in INTRODUCTIONS {
        let (start, rest) = name.split_at_checked(word.len()).unwrap_or(("", name));
        if start.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphanumeric) {
            name = rest.trim_start();
        }
    }
    let end = CONCLUSIONS
        .iter()
        .filter_map(|word| name.find(word))
        .chain(name.find(|c: char| c.is_ascii_digit()))
        .min();
    let name = name
        .get(..end.unwrap_or(name.len()))?
        .trim_matches([',', '|', ':', '-', '–', ' ', '*']);
    let is_name = (2..=100).contains(&name.chars().count())
        && !name.contains("://")
        && !name.contains('@')
        && !NOBODY.iter().any(|word| name.eq_ignore_ascii_case(word));
    is_name.then(|| name.to_owned())
}
