//! Reads text exports of newspaper databases: LexisNexis, Nexis Uni and ProQuest have a label before each field,
//! Factiva a code of two letters, or a fixed order of lines.
//!
//! Their layouts are publicly described and change over the years; this reads what these have in common.

use std::sync::LazyLock;

use regex::Regex;

use super::fields::{Field, Filling};
use super::typeset::{behind_dateline, one_line};
use super::{Readout, RejectReason, decode, factiva, factiva_articles};
use crate::story::Published;

/// Between the stories of LexisNexis and of ProQuest.
static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?mi)^[ \t]*(?:\d+ of \d+ documents|document \d+ of \d+)[ \t]*$").ok()
});
/// Behind a story of Nexis Uni.
const END: &str = "\nEnd of Document";
/// The line with the length of a story, which shows that it is from Nexis Uni.
static LENGTH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^Length: ?\d+ words?\s*$").ok());

/// What follows a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// A field of the story.
    Its(Field),
    /// The place and day before the text.
    Dateline,
    /// A summary, which counts if there is no text.
    Abstract,
    /// What it is filed under.
    Tag(&'static str),
    /// Something we do not keep; it ends the field before.
    Nothing,
}

/// The labels, in lower case.
const LABELS: [(&str, Says); 40] = [
    ("headline", Says::Its(Field::Title)),
    ("title", Says::Its(Field::Title)),
    ("byline", Says::Its(Field::Byline)),
    ("author", Says::Its(Field::Byline)),
    ("section", Says::Its(Field::Section)),
    ("publication title", Says::Its(Field::Source)),
    ("publication date", Says::Its(Field::Published)),
    ("document url", Says::Its(Field::Url)),
    ("body", Says::Its(Field::Body)),
    ("full text", Says::Its(Field::Body)),
    ("dateline", Says::Dateline),
    ("subject", Says::Tag("topic")),
    ("person", Says::Tag("person")),
    ("people", Says::Tag("person")),
    ("company", Says::Tag("org")),
    ("organization", Says::Tag("org")),
    ("company / organization", Says::Tag("org")),
    ("geographic", Says::Tag("place")),
    ("location", Says::Tag("place")),
    ("length", Says::Nothing),
    ("highlight", Says::Nothing),
    ("graphic", Says::Nothing),
    ("abstract", Says::Abstract),
    ("credit", Says::Nothing),
    ("links", Says::Nothing),
    ("load-date", Says::Nothing),
    ("language", Says::Nothing),
    ("language of publication", Says::Nothing),
    ("publication-type", Says::Nothing),
    ("publication info", Says::Nothing),
    ("publication year", Says::Nothing),
    ("publication subject", Says::Nothing),
    ("proquest document id", Says::Nothing),
    ("proquest document link", Says::Nothing),
    ("document type", Says::Nothing),
    ("source type", Says::Nothing),
    ("database", Says::Nothing),
    ("copyright", Says::Nothing),
    ("classification", Says::Nothing),
    ("journal code", Says::Nothing),
];

/// Whether a text begins as an export does.
pub(super) fn is_export(head: &str) -> bool {
    let matches =
        |regex: &LazyLock<Option<Regex>>| regex.as_ref().is_some_and(|regex| regex.is_match(head));
    matches(&COUNT)
        || (matches(&LENGTH) && head.contains("\nBody\n"))
        || factiva::is_export(head)
        || factiva_articles::is_export(head)
}

/// Reads a whole file that is an export. The place of a story is its number.
pub(super) fn read(bytes: &[u8]) -> Readout {
    match decode::text(bytes).map(decode::unix_lines) {
        Ok(text) => read_if(&text).unwrap_or_else(|| Readout::reject(None, RejectReason::NoStory)),
        Err(reason) => Readout::reject(None, reason),
    }
}

/// The stories of a text that is an export.
pub(super) fn read_if(text: &str) -> Option<Readout> {
    if factiva::is_export(text) {
        return Some(factiva::read(text));
    }
    if factiva_articles::is_export(text) {
        return Some(factiva_articles::read(text));
    }
    is_export(text).then_some(())?;
    let parts: Vec<&str> = match COUNT.as_ref()? {
        count if count.is_match(text) => count.split(text).skip(1).collect(),
        _ => text.split(END).collect(),
    };
    let mut readout = Readout::default();
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    for (place, part) in (1..).zip(parts) {
        readout.take(place, story(part));
    }
    Some(readout)
}

fn story(text: &str) -> Filling {
    let mut filling = Filling::new("label");
    let mut preamble = Vec::new();
    let mut unlabelled = String::new();
    let mut dateline = String::new();
    let mut abridged = String::new();
    let mut open: Option<(&str, Says, String)> = None;
    let mut any_label = false;
    let mut close = |open: &mut Option<(&str, Says, String)>, filling: &mut Filling| {
        if let Some((label, says, value)) = open.take()
            && !is_missing(&value)
        {
            match says {
                Says::Its(Field::Body) => filling.fill(Field::Body, label, body(&dateline, &value)),
                Says::Its(Field::Published) => {
                    filling.fill(Field::Published, label, one_line(&value));
                }
                Says::Its(Field::Byline) => filling.byline(label, &one_line(&value)),
                Says::Its(field) => filling.fill(field, label, one_line(&value)),
                Says::Dateline => dateline = one_line(&value),
                Says::Abstract => value.trim().clone_into(&mut abridged),
                Says::Tag(kind) => value
                    .split([';', '\n'])
                    .for_each(|tag| filling.tag(kind, without_share(tag))),
                Says::Nothing => {}
            }
        }
    };
    for line in text.lines() {
        let is_rule = line.len() > 10 && line.bytes().all(|byte| byte == b'_');
        if let Some((label, says, value)) = labelled(line) {
            close(&mut open, &mut filling);
            any_label = true;
            open = Some((label, says, value.to_owned()));
        } else if let Some((_, says, value)) = &mut open {
            let is_body = *says == Says::Its(Field::Body);
            // A field that is not the text ends at an empty line.
            if is_rule || (!is_body && line.trim().is_empty() && !value.trim().is_empty()) {
                close(&mut open, &mut filling);
            } else {
                value.push('\n');
                value.push_str(line);
            }
        } else if any_label && !is_notice(line) {
            unlabelled.push_str(line);
            unlabelled.push('\n');
        } else if !line.trim().is_empty() && !is_rule {
            preamble.push(line.trim());
        }
    }
    close(&mut open, &mut filling);
    read_preamble(&preamble, text, &mut filling);
    // In LexisNexis the text often has no label: it follows the length. In ProQuest there may be no more than a summary.
    if text.contains("LENGTH:") {
        filling.fill(
            Field::Body,
            "text below the labels",
            body(&dateline, &unlabelled),
        );
    }
    filling.fill(Field::Body, "Abstract", body(&dateline, &abridged));
    filling
}

/// Whether a field says that there is nothing in it.
fn is_missing(value: &str) -> bool {
    let value = value.trim().trim_end_matches('.');
    ["none available", "not available"]
        .iter()
        .any(|missing| value.eq_ignore_ascii_case(missing))
}

/// Whether a line says whose the text is.
pub(super) fn is_notice(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let has_year = lower
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4);
    let is_marked = ["copyright", "©", "(c)"]
        .iter()
        .any(|mark| lower.starts_with(mark));
    is_marked && has_year || lower.trim_end_matches('.').ends_with("all rights reserved")
}

/// The label that a line begins with, and what follows it.
fn labelled(line: &str) -> Option<(&str, Says, &str)> {
    let line = line.trim_start();
    match line.trim_end() {
        "Body" => return Some(("Body", Says::Its(Field::Body), "")),
        "Classification" => return Some(("Classification", Says::Nothing, "")),
        _ => {}
    }
    let (label, value) = line.split_once(':')?;
    let lower = label.trim().to_lowercase();
    let (_, says) = LABELS.iter().find(|(listed, _)| *listed == lower)?;
    Some((label.trim(), *says, value.trim()))
}

/// The lines before the labels: the paper and the day, and the headline first or last.
fn read_preamble(lines: &[&str], text: &str, filling: &mut Filling) {
    let lines: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| !is_notice(line))
        .collect();
    let at = lines.iter().position(|line| day(line).is_some());
    if let Some(day) = at.and_then(|at| day(lines.get(at)?)) {
        filling.fill(Field::Published, "date line", day);
    }
    let is_headed = text.contains("HEADLINE:") || labelled(text.trim_start()).is_some();
    // If labels are in capitals, the paper comes first; the headline, if it has no label, follows the day.
    if is_headed || text.contains("LENGTH:") {
        filling.fill(
            Field::Source,
            "first line",
            lines.first().copied().unwrap_or_default(),
        );
        let behind = at.and_then(|at| lines.get(at + 1..)).unwrap_or_default();
        let edition = |line: &&&str| !line.to_lowercase().contains("edition");
        filling.fill(
            Field::Title,
            "line below the date",
            behind.iter().find(edition).copied().unwrap_or_default(),
        );
    } else {
        filling.fill(
            Field::Title,
            "first line",
            lines.first().copied().unwrap_or_default(),
        );
        if at != Some(1) {
            filling.fill(
                Field::Source,
                "second line",
                lines.get(1).copied().unwrap_or_default(),
            );
        }
    }
}

/// The day that a line begins with, whatever weekday and edition follow it.
fn day(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().take(4).collect();
    (3..=words.len()).rev().find_map(|count| {
        let day = words.get(..count)?.join(" ");
        let day = day.trim_end_matches(',');
        Published::parse(day, "").ok().map(|_| day.to_owned())
    })
}

fn body(dateline: &str, text: &str) -> String {
    behind_dateline(dateline, text.trim().to_owned())
}

/// A tag without how sure the database is of it: `FLOODS (93%)`.
fn without_share(tag: &str) -> &str {
    match tag.rsplit_once(" (") {
        Some((tag, share)) if share.trim_end().ends_with("%)") => tag,
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, sources: &[&str]) {
        let readout = read(file.as_bytes());
        assert_eq!(readout.rejected, [], "{file}");
        let told: Vec<_> = readout
            .stories
            .iter()
            .map(|(_, draft)| draft.source.as_deref().unwrap_or_default())
            .collect();
        assert_eq!(told, sources, "{file}");
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "River floods old town", "{file}");
        assert_eq!(draft.byline.as_deref(), Some("Ann Example"), "{file}");
        assert_eq!(
            draft.published.as_ref().map(Published::value),
            Some("2011-03-03"),
            "{file}"
        );
        assert!(
            draft.body.ends_with("The water rose.\n\nIt fell."),
            "{file} {draft:?}"
        );
        assert_eq!(draft.tags.len(), 2, "{file}");
    }

    #[test]
    fn a_text_without_a_label() {
        let lexis = "1 of 2 DOCUMENTS\n\nNorthern Ledger\n\nMarch 3, 2011 Thursday\n\nRiver floods\n\nBYLINE: Ann Example\n\nLENGTH: 9 words\n\n\
            DATELINE: LUZERN\n\nThe water rose.\n\nCopyright law did not help.\n\nIt fell.\n\nLOAD-DATE: March 4, 2011\n\nCopyright 2011 Northern Ledger\nAll Rights Reserved\n\n\
            2 of 2 DOCUMENTS\n\nHarbour Wire\n\nMarch 4, 2011 Friday\n\nFerry sails\n\nLENGTH: 3 words\n\nThe ferry sails.\n";
        let proquest = "Document 1 of 1\n\nFerry sails\n\nAuthor: Ann Example\n\nAbstract: The ferry sails.\n\nPublication title: Wire\n\n\
            ProQuest document link\n\nCopyright: Copyright Wire\n";
        let nothing = proquest.replace("The ferry sails.", "None available.");
        let bodies = |file: &str| -> Vec<String> {
            let stories = read(file.as_bytes()).stories;
            stories.into_iter().map(|(_, draft)| draft.body).collect()
        };
        assert_eq!(
            bodies(lexis),
            [
                "LUZERN - The water rose.\n\nCopyright law did not help.\n\nIt fell.",
                "The ferry sails."
            ]
        );
        assert_eq!(bodies(proquest), ["The ferry sails."]);
        assert_eq!(bodies(&nothing), [""]);
    }

    #[test]
    fn every_layout() {
        check(
            "\n\n                 1 of 2 DOCUMENTS\n\n\n      Northern Ledger\n\n      March 3, 2011 Thursday\n      Late Edition - Final\n\n\
             HEADLINE: River floods\n old town\n\nBYLINE: By Ann Example\n\nSECTION: Section A; Pg. 1\n\nLENGTH: 9 words\n\n\
             DATELINE: LUZERN\n\nBODY:\n\nThe water rose.\n\nIt fell.\n\nSUBJECT: FLOODS (93%); RAIN (51%)\n\nLOAD-DATE: March 3, 2011\n\n\
             Copyright 2011 Northern Ledger\n\n                 2 of 2 DOCUMENTS\n\n   Harbour Wire\n\n  March 4, 2011 Friday\n\n\
             Ferry sails\n\nLENGTH: 3 words\n\nThe ferry sails.\n",
            &["Northern Ledger", "Harbour Wire"],
        );
        check(
            "River floods old town\nNorthern Ledger\nMarch 3, 2011 Thursday\n\nCopyright 2011 Northern Ledger All Rights Reserved\n\n\
             Section: NEWS; Pg. 1\nLength: 9 words\nByline: Ann Example\nBody\n\nThe water rose.\n\nIt fell.\n\nClassification\n\nSubject: FLOODS; RAIN\n\n\
             Load-Date: March 3, 2011\n\nEnd of Document\n",
            &["Northern Ledger"],
        );
        check(
            "____________________________________________________________\n\nDocument 1 of 1\n\nRiver floods old town\n\nAuthor: Ann Example\n\n\
             Publication info: Northern Ledger ; Luzern [Luzern]03 Mar 2011: 5.\n\nFull text: The water rose.\n\nIt fell.\n\nSubject: Floods; Rain\n\n\
             Publication title: Northern Ledger\n\nPublication date: Mar 3, 2011\n\nLanguage of publication: English\n",
            &["Northern Ledger"],
        );
        check(
            "HD\nRiver floods old town\n\nBY   By Ann Example\n\nWC\n9 words\n\nPD\n3 March 2011\n\nSN\nNorthern Ledger\n\nLA\nEnglish\n\n\
             LP\nThe water rose.\n\nTD\nIt fell.\n\nNS\ngflood : Floods | gweath : Weather\n\nAN\nDocument NLDG000020110303e7330012v\n",
            &["Northern Ledger"],
        );
    }
}
