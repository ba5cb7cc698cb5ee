//! Judges how likely the date in an element is the publication date, by its markup and its words.

/// An element that may hold a date.
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

/// How reliable an element is for the publication date, the most reliable first.
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

/// The text of an element with a date is short; a longer one is a list of teasers or the story.
pub(super) const LONGEST: usize = 100;

/// Text with a date but no word that says which date it is, is shorter still; a longer one is a sentence of the story.
pub(super) const TERSE: usize = 60;

/// The attributes that tell a date to machines.
pub(super) const MACHINES: [&str; 5] = [
    "datetime",
    "content",
    "data-date",
    "data-datetime",
    "data-utime",
];

/// What introduces the day of publication, in the languages we have seen it in.
const INTRODUCTIONS: [&str; 13] = [
    "published",
    "posted",
    "publish date",
    "veröffentlicht",
    "erschienen",
    "erscheinungsdatum",
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

/// The part of a text that tells the day of publication, if another day is told before it: `Updated: 20 August 2024.
/// First published: 13 August 2024`.
pub(super) fn behind_changes(text: &str) -> Option<&str> {
    let is_change = |part: &str| {
        let lower = part.to_lowercase();
        CHANGES.iter().any(|word| lower.contains(word))
    };
    let has_day = |part: &str| part.contains(|c: char| c.is_ascii_digit());
    let starts = text.char_indices().map(|(at, _)| text.split_at(at));
    let begins = |(_, rest): &(&str, &str)| {
        INTRODUCTIONS
            .iter()
            .any(|word| starts_with_lower(rest, word))
    };
    let (before, part) = starts.into_iter().find(begins)?;
    (has_day(before) && is_change(before) && has_day(part)).then_some(part)
}

/// Whether a text begins with a word that is given in lower case.
fn starts_with_lower(text: &str, word: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    word.chars().all(|letter| letters.next() == Some(letter))
}

/// What introduces another day than that: of a change, or today.
const CHANGES: [&str; 14] = [
    "updated",
    "modified",
    "last edited",
    "last changed",
    "aktualisiert",
    "zuletzt geändert",
    "zuletzt am",
    "letzte änderung",
    "mis à jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "bijgewerkt",
    "aktuelle zeit",
];

/// Whether a text says before its first number that the date in it is that of a change.
pub(super) fn changes(text: &str) -> bool {
    let end = text
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(text.len());
    let lower = text.get(..end).unwrap_or_default().to_lowercase();
    !introduces(&lower) && CHANGES.iter().any(|word| lower.contains(word))
}

/// What an element's marks say of a date in it; `None` when they speak of none.
pub(super) fn trust(marks: &str, tag: &str, pubdate: bool) -> Option<Trust> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_publication_behind_that_of_a_change() {
        for (text, part) in [
            (
                "Updated: 20 August 2024. First published: 13 August 2024",
                Some("published: 13 August 2024"),
            ),
            (
                "Mis à jour le 20/08/2024, publié le 13/08/2024",
                Some("publié le 13/08/2024"),
            ),
            ("Published 13 August 2024, updated 20 August 2024", None),
            ("Updated 20 August 2024, published in Luzern", None),
            ("İ updated: published 13 August 2024", None),
        ] {
            assert_eq!(behind_changes(text), part, "{text}");
        }
    }
}
