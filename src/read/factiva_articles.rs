//! Reads text exports of Factiva in the layout for articles, which has no codes: the lines with the length and the day
//! of a story show where they are, and its number ends it.
//!
//! ```text
//! section, if there is one
//! headline, on one line or two
//!
//! byline, if there is one
//! 512 words
//! 12 August 2024
//! time, if there is one
//! paper
//! code of the paper
//! edition and page, if there are any
//! language
//! copyright
//!
//! text
//!
//! Document NLEDG00020240812ek8c0001a
//! ```

use std::sync::LazyLock;

use regex::Regex;

use super::Readout;
use super::exports::is_notice;
use super::fields::{Field, Filling};
use super::sections::{FirstLines, is_section};
use crate::story::{Language, Published};

/// The length of a story, in the languages of the database.
static LENGTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t]*\d[\d.,]*[ \u{a0}](?:words|Wörter|mots|palabras|parole|слов|字)[ \t]*$")
        .ok()
});
/// The last line of a story: its number, with the day in the middle.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^[ \t]*\p{L}+[ \t]+([A-Za-z0-9]{6,10}(?:19|20)\d{6}[a-z0-9]{7,10})[ \t]*(?:\n|$)",
    )
    .ok()
});
/// How many lines there may be from the length of a story to whose it is.
const MOST_LINES: usize = 9;
/// What follows the last story.
const SUMMARY: &str = "Search Summary";

/// Whether a text begins as such an export does.
pub(super) fn is_export(text: &str) -> bool {
    let is_head = |(_, rest): (_, &str)| {
        let lines = rest.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.skip(1).take(MOST_LINES).any(is_notice)
    };
    length(text).is_some_and(is_head)
}

/// Reads the stories of a text. Their place is their number.
pub(super) fn read(text: &str) -> Readout {
    let stories = stories(text);
    let mut first_lines = FirstLines::new();
    for (story, _) in &stories {
        let (headline, _) = length(story)
            .map(|(head, _)| headed(head))
            .unwrap_or_default();
        if let [first, _, ..] = headline.as_slice() {
            *first_lines.entry(*first).or_default() += 1;
        }
    }
    let mut readout = Readout::default();
    for (place, (text, number)) in (1..).zip(&stories) {
        readout.take(place, story(text, number, &first_lines));
    }
    readout
}

/// The texts of the stories, each with its number, which ends it; the last may have none.
fn stories(text: &str) -> Vec<(&str, &str)> {
    let mut stories = Vec::new();
    let mut take = |part, number| {
        let part = without_page_marks(part);
        if !part.is_empty() && !part.starts_with(SUMMARY) {
            stories.push((part, number));
        }
    };
    let mut from = 0;
    for found in NUMBER.iter().flat_map(|regex| regex.captures_iter(text)) {
        if let Some((whole, number)) = found.get(0).zip(found.get(1)) {
            take(
                text.get(from..whole.start()).unwrap_or_default(),
                number.as_str(),
            );
            from = whole.end();
        }
    }
    take(text.get(from..).unwrap_or_default(), "");
    stories
}

/// A text without the lines at its beginning that belong to the page and not to a story: `Page 3 of 12`.
fn without_page_marks(text: &str) -> &str {
    let text = text.trim();
    match text.split_once('\n') {
        Some((line, rest)) if is_of_page(line.trim()) => without_page_marks(rest),
        None if is_of_page(text) => "",
        _ => text,
    }
}

fn is_of_page(line: &str) -> bool {
    let number = line
        .strip_prefix("Page ")
        .and_then(|rest| rest.split_once(" of "));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(line, "Factiva" | "Dow Jones")
        || is_notice(line)
        || number.is_some_and(|(page, _)| is_number(page))
}

/// What is before the length of a story, and what is behind it: first its day.
fn length(text: &str) -> Option<(&str, &str)> {
    LENGTH.as_ref()?.find_iter(text).find_map(|length| {
        let rest = text.get(length.end()..)?.trim_start();
        let day = rest.lines().next()?;
        Published::parse(day.trim(), "").ok()?;
        Some((text.get(..length.start())?, rest))
    })
}

fn story(text: &str, number: &str, first_lines: &FirstLines<'_>) -> Filling {
    let mut filling = Filling::new("line");
    filling.fill(Field::Id, "document", number);
    let Some((before, behind)) = length(text) else {
        filling.fill(Field::Body, "text", text);
        return filling;
    };
    let (mut headline, byline) = headed(before);
    filling.byline("byline", byline);
    if let [section, _, ..] = headline.as_slice()
        && is_section(section, first_lines)
    {
        filling.fill(Field::Section, "section", *section);
        headline.remove(0);
    }
    filling.fill(Field::Title, "headline", headline.join(" "));
    let (facts, text) = facts(behind);
    let mut facts = facts.into_iter();
    filling.fill(Field::Published, "date", facts.next().unwrap_or_default());
    let is_time = |line: &str| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(':');
    let mut facts = facts.skip_while(|line| is_time(line));
    filling.fill(Field::Source, "source", facts.next().unwrap_or_default());
    if let Some(language) = facts.filter_map(Language::from_english_name).last() {
        filling.fill(Field::Language, "language", language.to_string());
    }
    filling.fill(Field::Body, "text", text);
    filling
}

/// The lines from the day of a story to whose it is, and the text behind them.
fn facts(text: &str) -> (Vec<&str>, &str) {
    let mut facts = Vec::new();
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n')
        && facts.len() <= MOST_LINES
    {
        rest = below;
        match line.trim() {
            "" => {}
            line if is_notice(line) => return (facts, rest.trim()),
            line => facts.push(line),
        }
    }
    // If nothing says whose it is, an empty line ends the facts.
    let (facts, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    (facts.lines().map(str::trim).collect(), rest.trim())
}

/// The lines above the length: those of section and headline, and the byline.
fn headed(text: &str) -> (Vec<&str>, &str) {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    // The byline is not set apart from the length, as the headline is.
    let below = lines
        .iter()
        .rev()
        .take_while(|line| !line.is_empty())
        .count();
    let mut headline: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let begins_with_by = |line: &&str| line.to_lowercase().starts_with("by ");
    let first_credit = if (1..headline.len()).contains(&below) {
        headline.len() - below
    } else if let Some(at) = headline.iter().skip(1).position(begins_with_by) {
        at + 1
    } else {
        headline.len() - usize::from(is_signed(&headline))
    };
    let credits = headline.split_off(first_credit);
    (headline, credits.first().copied().unwrap_or_default())
}

/// Whether the last of some lines is a name, below a headline that is longer.
fn is_signed(lines: &[&str]) -> bool {
    let [.., headline, name] = lines else {
        return false;
    };
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let words = name.split_whitespace().count();
    (2..=3).contains(&words)
        && name.split_whitespace().all(is_capital)
        && headline.split_whitespace().count() > words
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "\nFactiva\n\nDow Jones\n\nLocal News\nRiver floods old town\n\nBy Ann Example\nHarbour Wire\n1,204 words\n12 August 2024\n10:33\n\
        The Northern Ledger\nNLEDG\nFinal\nA3\nEnglish\n(c) 2024 The Northern Ledger. All rights reserved.\n\n\
        The water rose.\n\n40 words\n\nIt fell.\n\nDocument NLEDG00020240812ek8c0001a\n\n\u{c}\
        Ferry sails\n\n9 words\n13 August 2024\nHarbour Wire\nHWIRE\nEnglish\nCopyright 2024 Harbour Wire\n\n\
        The ferry sails.\n\nDocument HWIRE00020240813ek8d00002\n\nPage 2 of 2 © 2024 Factiva, Inc. All rights reserved.\n\n";

    fn told(text: &str) -> Vec<[String; 7]> {
        let stories = read(text).stories.into_iter();
        let told = stories.map(|(_, draft)| {
            let published = draft.published.map(|told| told.value().to_owned());
            [
                draft.title,
                draft.byline.unwrap_or_default(),
                draft.section.unwrap_or_default(),
                published.unwrap_or_default(),
                draft.source.unwrap_or_default(),
                draft.id.unwrap_or_default(),
                draft.body,
            ]
        });
        told.collect()
    }

    #[test]
    fn stories_end_with_their_number() {
        let summary = format!("{EXPORT}Search Summary\nText\tflood\nDate\tAll Dates\n");
        for text in [EXPORT, &summary] {
            assert!(is_export(text));
            let stories = told(text);
            let first = [
                "River floods old town",
                "Ann Example",
                "Local News",
                "2024-08-12",
                "The Northern Ledger",
                "NLEDG00020240812ek8c0001a",
                "The water rose.\n\n40 words\n\nIt fell.",
            ];
            let second = [
                "Ferry sails",
                "",
                "",
                "2024-08-13",
                "Harbour Wire",
                "HWIRE00020240813ek8d00002",
                "The ferry sails.",
            ];
            assert_eq!(stories, [first, second]);
        }
    }

    #[test]
    fn a_word_processor_sets_every_line_apart() {
        for by in ["By Ann Example\nHarbour Wire", "Ann Example"] {
            let text = EXPORT.replace("By Ann Example\nHarbour Wire", by);
            let [first, second] = told(&text.replace('\n', "\n\n")).try_into().unwrap();
            let [title, byline, _, _, source, ..] = first;
            assert_eq!(
                [title, byline, source],
                [
                    "River floods old town",
                    "Ann Example",
                    "The Northern Ledger"
                ]
            );
            assert_eq!(second[0], "Ferry sails");
        }
    }

    #[test]
    fn in_other_languages_and_cut_short() {
        let text = "Der Fluss steigt\n\n40 Wörter\n12 August 2024\nNordblatt\nNORDB\nDeutsch\n© 2024 Nordblatt\n\nDas Wasser stieg.\n\n\
            Dokument NORDB00020240812ek8c0001b\n\nDie Fähre fährt\n\n9 Wörter\n13 August 2024\nNordblatt\nNORDB\nDeutsch\n© 2024 Nordblatt\n\nSie legt";
        assert!(is_export(text));
        let bodies: Vec<_> = told(text).into_iter().map(|[.., body]| body).collect();
        assert_eq!(bodies, ["Das Wasser stieg.", "Sie legt"]);
    }

    #[test]
    fn a_headline_of_two_lines_is_no_section_and_headline() {
        let head = |lines: &str| {
            let text = EXPORT.replace("Local News\nRiver floods old town", lines);
            let [title, _, section, ..] = told(&text).remove(0);
            [title, section]
        };
        let whole = "River floods town: Ferries stop at noon";
        assert_eq!(
            head("River floods town:\nFerries stop at noon"),
            [whole, ""]
        );
        assert_eq!(
            head("Business\nFerries stop at noon"),
            ["Ferries stop at noon", "Business"]
        );
        // A name that stands above several headlines is that of a section.
        let column = EXPORT.replace("Local News", "Harbour Talk");
        let column = column.replace("Ferry sails", "Harbour Talk\nFerry sails");
        let told: Vec<_> = told(&column)
            .into_iter()
            .map(|[title, _, section, ..]| [title, section])
            .collect();
        assert_eq!(
            told,
            [
                ["River floods old town", "Harbour Talk"],
                ["Ferry sails", "Harbour Talk"]
            ]
        );
    }

    #[test]
    fn other_texts_are_no_export() {
        for text in [
            "Essay\n\n512 words\n12 August 2024\n\nThe water rose.\n",
            "512 words\n\nThe water rose.\n\nCopyright 2024 Northern Ledger\n",
        ] {
            assert!(!is_export(text), "{text}");
        }
    }
}
