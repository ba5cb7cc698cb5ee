//! Reads text exports of Factiva: fields after codes of two letters, always in the same order.

use std::sync::LazyLock;

use regex::Regex;

use super::Readout;
use super::fields::{Field, Filling};
use super::typeset::one_line;
use crate::story::Language;

/// A code at the beginning of a line.
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN)(?:[ \t]*$|[ \t]{2,}|[ \t](?:\S))").ok()
});
/// The codes by which a story of Factiva is recognised: headline, word count and day.
const MARKS: [&str; 3] = ["HD", "WC", "PD"];

pub(super) fn is_export(text: &str) -> bool {
    let begins = |code: &str| {
        text.starts_with(code)
            || text.match_indices(&format!("\n{code}")).any(|(at, mark)| {
                text.get(at + mark.len()..)
                    .is_some_and(|rest| rest.starts_with(char::is_whitespace))
            })
    };
    MARKS.into_iter().all(begins)
}

/// Reads the stories of a text. Their place is their number.
pub(super) fn read(text: &str) -> Readout {
    let mut readout = Readout::default();
    let mut open: Option<Filling> = None;
    let mut place = 0;
    let mut body = Vec::new();
    let mut close = |open: &mut Option<Filling>, body: &mut Vec<String>| {
        if let Some(mut filling) = open.take() {
            place += 1;
            filling.fill(Field::Body, "TD", std::mem::take(body).join("\n\n"));
            readout.take(place, filling);
        }
    };
    for (code, value) in coded(text) {
        if code == "HD" {
            close(&mut open, &mut body);
        }
        let filling = open.get_or_insert_with(|| Filling::new("code"));
        let line = one_line(value);
        match code {
            "HD" => filling.fill(Field::Title, code, line),
            "BY" => filling.byline(code, &line),
            "PD" => filling.fill(Field::Published, code, line),
            "SN" => filling.fill(Field::Source, code, line),
            "LA" => {
                if let Some(language) = Language::from_english_name(&line) {
                    filling.fill(Field::Language, code, language.to_string());
                }
            }
            "SE" => filling.fill(Field::Section, code, line),
            "LP" | "TD" if !line.is_empty() => body.push(value.trim().to_owned()),
            "CO" => tags(filling, "org", value),
            "NS" | "IN" => tags(filling, "topic", value),
            "RE" => tags(filling, "place", value),
            "AN" => {
                let number = line.strip_prefix("Document ").unwrap_or(&line);
                let number = number.split_whitespace().next().unwrap_or_default();
                filling.fill(Field::Id, code, number);
                close(&mut open, &mut body);
            }
            _ => {}
        }
    }
    close(&mut open, &mut body);
    readout
}

/// The codes and the text after each. A code that is out of order is a word of the text.
fn coded(text: &str) -> Vec<(&str, &str)> {
    const AFTER_TEXT: [&str; 10] = [
        "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
    ];
    let mut starts: Vec<(&str, usize, usize)> = Vec::new();
    let mut in_text = false;
    for found in CODE.iter().flat_map(|regex| regex.captures_iter(text)) {
        let Some((whole, code)) = found.get(0).zip(found.get(1)) else {
            continue;
        };
        // In the text, a line may begin with `IN` or `RE` by chance; the code stands by itself.
        let alone = whole.as_str().trim_end() == code.as_str() || whole.as_str().ends_with("  ");
        if in_text && !(alone && (AFTER_TEXT.contains(&code.as_str()) || code.as_str() == "TD")) {
            continue;
        }
        in_text = matches!(code.as_str(), "LP" | "TD");
        starts.push((code.as_str(), whole.start(), code.end()));
    }
    let ends = starts.iter().skip(1).map(|(_, start, _)| *start);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    starts
        .iter()
        .zip(ends)
        .map(|((code, _, from), end)| (*code, text.get(*from..end).unwrap_or_default()))
        .collect()
}

/// `gflood : Floods | gweath : Weather` as its words.
fn tags(filling: &mut Filling, kind: &str, value: &str) {
    for tag in value.split('|') {
        let word = tag.split_once(" : ").map_or(tag, |(_, word)| word);
        filling.tag(kind, &one_line(word));
    }
}
