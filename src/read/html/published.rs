//! Chooses the publication date, and says where it was found.

use super::clues::{Clues, Trust};
use super::day;
use crate::story::Published;

/// The names of `<meta>` that give the day of publication, the surest first.
const METAS: [&str; 42] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publicationdate",
    "publication_date",
    "article.published",
    "article:published",
    "article:post_date",
    "article_date_original",
    "originalpublicationdate",
    "og:pubdate",
    "og:publish_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "shareaholic:article_published_time",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "bt:pubdate",
    "sb.pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc.date.publication",
    "dcterms.date",
    "dc.date",
    "displaydate",
    "article:created_time",
    "datecreated",
    "created",
    "date",
];

/// The names of `<meta>` that give the day of the last change: the best guess where nothing else is said.
const CHANGED: [&str; 6] = [
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
];

/// The day the page was published; `None` where it says nothing of it.
pub(super) fn of(clues: &Clues, body: &str) -> Option<Published> {
    let month_first = clues
        .language
        .as_deref()
        .is_some_and(|tag| tag.eq_ignore_ascii_case("en-us") || tag.eq_ignore_ascii_case("en"));
    let read = |text: &str, from: &str| day::in_text(text, month_first, from);
    let meta = |name: &&str| read(&clues.meta(name)?, &format!("meta {name}"));
    let dated = |trust: Trust| {
        clues
            .dated
            .iter()
            .filter(move |dated| dated.trust == trust)
            .find_map(|dated| {
                dated
                    .machine
                    .as_deref()
                    .and_then(|text| read(text, &dated.from))
                    .or_else(|| read(&dated.text, &dated.from))
            })
    };
    let article = &clues.article;
    let address = clues
        .address()
        .and_then(|address| day::in_address(&address));
    let told = article
        .published
        .as_deref()
        .and_then(|text| read(text, "json-ld datePublished"))
        .or_else(|| METAS.iter().find_map(meta));
    match (told, address) {
        (Some(told), Some(address)) if is_local_day(&address, &told) => Some(address),
        (told, address) => told.or(address),
    }
    .or_else(|| dated(Trust::Published))
    .or_else(|| dated(Trust::Introduced))
    .or_else(|| dated(Trust::Some))
    .or_else(|| dated(Trust::Below))
    .or_else(|| {
        apart(body.get(..body.floor_char_boundary(600))?).find_map(|line| read(line, "text"))
    })
    .or_else(|| {
        article
            .modified
            .as_deref()
            .and_then(|text| read(text, "json-ld dateModified"))
    })
    .or_else(|| CHANGED.iter().find_map(meta))
    .or_else(|| dated(Trust::Changed))
    .or_else(|| dated(Trust::Above))
    .or_else(|| apart(body).find_map(|line| read(line, "text")))
}

/// The lines too short to be prose: a date told in a sentence is what the story is about, not when it was written.
fn apart(body: &str) -> impl Iterator<Item = &str> {
    const LONGEST: usize = 60;
    body.lines().filter(|line| line.len() <= LONGEST)
}

/// Whether the day in the address is the one before or after an hour told in UTC: then it is the day where the page was published.
fn is_local_day(address: &Published, told: &Published) -> bool {
    let utc = told.value().ends_with('Z');
    utc && address.interval() != told.interval()
        && (address.instant() - told.instant()).abs() < 36 * 3600
}
