//! Writes the copies of a story: the differences for people, JSON and CSV for programs.
//!
//! ```text
//! Ferry service resumes
//!    2024-07-15 · Harbour Wire · wire/ferry.txt
//!    83 % alike
//!    … the first boat since [-Saturday-] {+the storm+} left at dawn …
//! ```

use std::io::{self, Write};

use serde::Serialize;

use super::json::JsonStory;
use super::offsets::CodePoints;
use super::paragraph::Paragraph;
use super::table::{io_error, write_row};
use super::text::{date_source_id, headline_of};
use super::{Role, Styling, json_line};
use crate::story::{Change, Copied, Published, Story};

/// How many words are shown on either side of a change.
const CONTEXT: usize = 4;
/// The indent of the lines below a headline.
const INDENT: usize = 3;

/// Writes the copies, with an empty line after each.
pub fn text(
    story: &Story,
    copies: &[Copied],
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    for copy in copies {
        let its = &copy.story.story;
        let mut title = Paragraph::new("", INDENT, styling.columns);
        title.push(styling.style(Role::Title), &headline_of(its));
        out.write_all(title.finish().as_bytes())?;
        out.write_all(date_source_id(its, INDENT, styling).as_bytes())?;
        let mut line = indented(styling);
        line.push(styling.style(Role::Dim), &likeness(copy));
        out.write_all(line.finish().as_bytes())?;
        if !copy.changes.is_empty() {
            out.write_all(differences(&story.body, copy, styling).as_bytes())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes how many there are.
pub fn totals(copies: &[Copied], styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let dim = styling.style(Role::Dim);
    let total = match copies.len() {
        0 => "no copies".to_owned(),
        1 => "1 copy".to_owned(),
        many => format!("{many} copies"),
    };
    writeln!(out, "{dim}{total}{dim:#}")
}

fn likeness(copy: &Copied) -> String {
    if copy.changes.is_empty() {
        "the same text".to_owned()
    } else {
        format!("{:.0} % alike", (copy.alike * 100.0).floor())
    }
}

/// All changes with some words around them, in one paragraph.
fn differences(old: &str, copy: &Copied, styling: Styling) -> String {
    let new = copy.story.story.body.as_str();
    let (plain, dim) = (styling.style(Role::Plain), styling.style(Role::Dim));
    let mut line = indented(styling);
    // How far the old text has been written, once it has begun.
    let mut written: Option<usize> = None;
    for Change { gone, new: added } in &copy.changes {
        let between = old
            .get(written.unwrap_or(0)..gone.start())
            .unwrap_or_default();
        let words: Vec<&str> = between.split_whitespace().collect();
        let (after, before) = match words.len() {
            few if written.is_some() && few <= 2 * CONTEXT => (&words[..], &[][..]),
            many => {
                let after = if written.is_some() { CONTEXT } else { 0 };
                let after = words.get(..after).unwrap_or_default();
                (
                    after,
                    words.get(many.saturating_sub(CONTEXT)..).unwrap_or(&words),
                )
            }
        };
        line.push(plain, &after.join(" "));
        if after.len() + before.len() < words.len() {
            line.push(dim, " … ");
        }
        line.push(plain, " ");
        line.push(plain, &before.join(" "));
        line.push(plain, " ");
        if gone.start() < gone.end() {
            line.push(styling.style(Role::Gone), &format!("[-{}-]", gone.of(old)));
            line.push(plain, " ");
        }
        if added.start() < added.end() {
            line.push(
                styling.style(Role::New),
                &format!("{{+{}+}}", added.of(new)),
            );
            line.push(plain, " ");
        }
        written = Some(gone.end());
    }
    let rest: Vec<&str> = old
        .get(written.unwrap_or(0)..)
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    line.push(plain, &rest.get(..CONTEXT).unwrap_or(&rest).join(" "));
    if rest.len() > CONTEXT {
        line.push(dim, " …");
    }
    line.finish()
}

fn indented(styling: Styling) -> Paragraph {
    Paragraph::new(&" ".repeat(INDENT), INDENT, styling.columns)
}

#[derive(Serialize)]
struct JsonCopies<'c> {
    schema: u32,
    id: &'c str,
    file: &'c str,
    copies: Vec<JsonCopy<'c>>,
}

#[derive(Serialize)]
struct JsonCopy<'c> {
    #[serde(flatten)]
    story: JsonStory<'c>,
    alike: f64,
    changes: Vec<JsonChange<'c>>,
}

#[derive(Serialize)]
struct JsonChange<'c> {
    start: usize,
    end: usize,
    gone: &'c str,
    new_start: usize,
    new_end: usize,
    new: &'c str,
}

/// Writes one JSON object.
pub fn json(story: &Story, copies: &[Copied], out: &mut dyn Write) -> io::Result<()> {
    let answer = JsonCopies {
        schema: super::json::SCHEMA,
        id: &story.id,
        file: &story.file,
        copies: copies.iter().map(|copy| json_copy(story, copy)).collect(),
    };
    json_line::write(&answer, out)
}

fn json_copy<'c>(story: &'c Story, copy: &'c Copied) -> JsonCopy<'c> {
    let its = &copy.story.story;
    let (mut old, mut new) = (CodePoints::of(&story.body), CodePoints::of(&its.body));
    let changes = copy.changes.iter().map(|change| JsonChange {
        start: old.before(change.gone.start()),
        end: old.before(change.gone.end()),
        gone: change.gone.of(&story.body),
        new_start: new.before(change.new.start()),
        new_end: new.before(change.new.end()),
        new: change.new.of(&its.body),
    });
    JsonCopy {
        story: JsonStory::of(its),
        alike: copy.alike,
        changes: changes.collect(),
    }
}

/// Writes a header and one copy per row.
pub fn csv(copies: &[Copied], out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    let header = [
        "id",
        "title",
        "published",
        "source",
        "url",
        "file",
        "alike",
        "changes",
    ];
    rows.write_record(header).map_err(io_error)?;
    for copy in copies {
        let its = &copy.story.story;
        let published = its.published.as_ref();
        let cells = [
            &its.id,
            &its.title,
            published.map(Published::value).unwrap_or_default(),
            its.source.as_deref().unwrap_or_default(),
            its.url.as_deref().unwrap_or_default(),
            &its.file,
            &copy.alike.to_string(),
            &copy.changes.len().to_string(),
        ];
        write_row(&mut rows, cells)?;
    }
    rows.flush()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::example;
    use super::*;
    use crate::story::Span;

    fn copied() -> (Story, Vec<Copied>) {
        let story = example::interview().story;
        let mut copy = example::interview();
        let span = |text: &str, words: &str| {
            let start = text.find(words).unwrap();
            Span::new(text, start..start + words.len()).unwrap()
        };
        copy.story.id = "ew-3".to_owned();
        copy.story.body = story
            .body
            .replace("two weeks", "some days")
            .replace("at length", "briefly");
        let changes = [("two weeks.", "some days."), ("at length.", "briefly.")];
        let changes = changes.map(|(gone, new)| Change {
            gone: span(&story.body, gone),
            new: span(&copy.story.body, new),
        });
        let same = Copied {
            story: example::interview(),
            alike: 1.0,
            changes: Vec::new(),
        };
        let edited = Copied {
            story: copy,
            alike: 0.666,
            changes: changes.into(),
        };
        (story, vec![same, edited])
    }

    #[test]
    fn for_people() {
        let (story, copies) = copied();
        let mut out = Vec::new();
        text(&story, &copies, Styling::PLAIN, &mut out).unwrap();
        totals(&copies, Styling::PLAIN, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        Musk’s interview delayed
           2024-07-14 · Harbour Wire · wire/2024.jsonl · hw-17
           the same text

        Musk’s interview delayed
           2024-07-14 · Harbour Wire · wire/2024.jsonl · ew-3
           66 % alike
           … after an outage of [-two weeks.-] {+some days.+} Musk spoke [-at length.-] {+briefly.+}

        2 copies
        "#);
    }

    #[test]
    fn for_programs() {
        let (story, copies) = copied();
        let mut out = Vec::new();
        json(&story, &copies, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"schema":1,"id":"hw-17","file":"wire/2024.jsonl","copies":[{"id":"hw-17","title":"Musk’s interview delayed","published":{"value":"2024-07-14","from":"field date"},"source":"Harbour Wire","url":null,"file":"wire/2024.jsonl","alike":1.0,"changes":[]},{"id":"ew-3","title":"Musk’s interview delayed","published":{"value":"2024-07-14","from":"field date"},"source":"Harbour Wire","url":null,"file":"wire/2024.jsonl","alike":0.666,"changes":[{"start":89,"end":99,"gone":"two weeks.","new_start":89,"new_end":99,"new":"some days."},{"start":111,"end":121,"gone":"at length.","new_start":111,"new_end":119,"new":"briefly."}]}]}"#);
        let mut out = Vec::new();
        csv(&copies, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        id,title,published,source,url,file,alike,changes
        hw-17,Musk’s interview delayed,2024-07-14,Harbour Wire,,wire/2024.jsonl,1,0
        ew-3,Musk’s interview delayed,2024-07-14,Harbour Wire,,wire/2024.jsonl,0.666,2
        "#);
    }
}
