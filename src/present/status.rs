//! Writes what an archive holds and what is missing from it, for people and for programs.

use std::io::{self, Write};

use anstyle::Style;
use jiff::Timestamp;
use serde::Serialize;

use super::paragraph::{self, Paragraph};
use super::{Role, Styling, clean, counted, json_line};
use crate::index::{self, RunCounts};

/// Goes up when a field changes its meaning.
const SCHEMA: u32 = 3;

/// The content of an archive. Every list is in order of count, highest first.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Stories indexed.
    pub stories: usize,
    /// Files in the ledger.
    pub files: usize,
    /// The result of the last run, if there was one.
    pub last_run: Option<LastRun>,
    /// How many files and stories there are of each format.
    pub formats: Vec<Format>,
    /// How many stories are in each language, by its code; `und` for no known one.
    pub languages: Vec<Count>,
    /// The publication dates of the earliest and the latest story, if any story has one.
    pub published: Option<Published>,
    /// Stories with a publication date.
    pub dated: u64,
    /// Stories without one.
    pub undated: u64,
    /// Stories with one that is later than the day on which they were first read.
    pub ahead: u64,
    /// How many names there are.
    pub names: Names,
    /// Why files were skipped.
    pub skipped: Vec<Count>,
    /// Why files, or records of files, could not be read.
    pub rejected: Vec<Count>,
    /// What was left out of stories that were kept.
    pub doubtful: Vec<Count>,
    /// What the records of web archives were that cannot be stories.
    pub passed_over: Vec<Count>,
    /// The entities in `names.toml` that no story names.
    pub unheard: Vec<String>,
}

/// The result of the last run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LastRun {
    /// When it began; `None` for a time beyond the calendar.
    pub began: Option<Timestamp>,
    /// Whether it ran to its end.
    pub finished: bool,
    /// How many files and stories.
    #[serde(flatten)]
    pub counts: RunCounts,
}

impl LastRun {
    /// From the form in which the index stores it.
    pub fn of(run: &index::LastRun) -> Self {
        Self {
            began: Timestamp::from_second(run.began).ok(),
            finished: run.finished,
            counts: run.counts.clone(),
        }
    }
}

/// How much there is of a format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Format {
    /// Its name.
    pub name: String,
    /// Files.
    pub files: u64,
    /// Stories in them.
    pub stories: u64,
}

/// How many different entities of each kind there are, and how many countries stories mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// People.
    pub person: u64,
    /// Organisations.
    pub org: u64,
    /// Places.
    pub place: u64,
    /// Countries mentioned.
    pub country: u64,
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Of what.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// The period of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Published {
    /// The publication date of the earliest story, with the precision of its source.
    pub first: String,
    /// The publication date of the latest story, with the precision of its source.
    pub last: String,
}

/// Writes it as one JSON object.
pub fn json(status: &Status, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct JsonStatus<'s> {
        schema: u32,
        #[serde(flatten)]
        status: &'s Status,
    }
    let schema = SCHEMA;
    json_line::write(&JsonStatus { schema, status }, out)
}

/// Writes it as a short table.
pub fn text(status: &Status, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let rows = [
        ("stories", status.stories.to_string()),
        ("files", status.files.to_string()),
        (
            "last run",
            status.last_run.as_ref().map(run).unwrap_or_default(),
        ),
        ("formats", formats(&status.formats)),
        ("languages", languages(&status.languages)),
        ("published", published(status)),
        ("names", names(status.names)),
    ];
    for (name, value) in rows {
        if !value.is_empty() {
            row(name, &value, styling, out)?;
        }
    }
    for (name, reasons) in [
        ("skipped", &status.skipped),
        ("left out", &status.passed_over),
        ("warnings", &status.doubtful),
        ("rejected", &status.rejected),
    ] {
        let total: u64 = reasons.iter().map(|reason| reason.count).sum();
        if total > 0 {
            row(name, &total.to_string(), styling, out)?;
        }
        for Count { name, count } in reasons {
            let mut reason =
                Paragraph::new(&format!("{count:>9}  "), paragraph::ROW, styling.columns);
            reason.push(Style::new(), &clean::on_one_line(name));
            out.write_all(reason.finish().as_bytes())?;
        }
    }
    if !status.unheard.is_empty() {
        let names: Vec<String> = status
            .unheard
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let unmatched = format!("in `names.toml`, but in no story: {}", names.join(", "));
        row("unmatched", &unmatched, styling, out)?;
    }
    Ok(())
}

/// Writes a row of that table.
pub fn row(name: &str, value: &str, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", paragraph::row(name, value, Role::Plain, styling))
}

fn run(run: &LastRun) -> String {
    let RunCounts {
        files,
        indexed,
        unchanged,
        skipped,
        rejected,
        ..
    } = &run.counts;
    let met = counted::of(*files, "file", "files");
    let stopped = if run.finished { "" } else { ", stopped early" };
    format!(
        "{met}: {indexed} indexed, {unchanged} unchanged, {skipped} skipped, {rejected} rejected{stopped}"
    )
}

fn published(status: &Status) -> String {
    let ends = status.published.as_ref();
    let ends = ends.map(|Published { first, last }| format!("{first} to {last}, "));
    let ahead = match status.ahead {
        0 => String::new(),
        ahead => format!(", {ahead} later than the day it was first read"),
    };
    format!(
        "{}{} dated, {} undated{ahead}",
        ends.unwrap_or_default(),
        status.dated,
        status.undated
    )
}

fn names(names: Names) -> String {
    [
        counted::of(names.person, "person", "people"),
        counted::of(names.org, "organisation", "organisations"),
        counted::of(names.place, "place", "places"),
        counted::of(names.country, "country", "countries"),
    ]
    .join(", ")
}

fn formats(formats: &[Format]) -> String {
    let formats: Vec<String> = formats
        .iter()
        .map(|Format { name, stories, .. }| format!("{name} {stories}"))
        .collect();
    formats.join(", ")
}

fn languages(counts: &[Count]) -> String {
    let counts = counts.iter().map(|Count { name, count }| {
        let explained = if name == "und" { " (unknown)" } else { "" };
        format!("{name}{explained} {count}")
    });
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn counts(counts: &[(&str, u64)]) -> Vec<Count> {
        let count = |&(name, count): &(&str, u64)| Count {
            name: name.to_owned(),
            count,
        };
        counts.iter().map(count).collect()
    }

    fn example() -> Status {
        Status {
            stories: 50,
            files: 35,
            last_run: Some(LastRun {
                began: Timestamp::from_second(1_723_500_000).ok(),
                finished: true,
                counts: RunCounts {
                    files: 36,
                    indexed: 4,
                    unchanged: 29,
                    skipped: 2,
                    rejected: 1,
                    added: 5,
                    kept: 45,
                    ..RunCounts::default()
                },
            }),
            formats: vec![Format {
                name: "jsonl".to_owned(),
                files: 3,
                stories: 50,
            }],
            languages: counts(&[("en", 44), ("de", 4), ("und", 2)]),
            published: Some(Published {
                first: "1969-07-21".to_owned(),
                last: "2024-08-13".to_owned(),
            }),
            dated: 46,
            undated: 4,
            ahead: 1,
            names: Names {
                person: 1,
                org: 2,
                place: 3,
                country: 1,
            },
            skipped: counts(&[("an image", 2)]),
            rejected: counts(&[("not JSON:\nexpected `,`", 1)]),
            doubtful: Vec::new(),
            passed_over: counts(&[("requests", 7)]),
            unheard: vec!["org/Nobody".to_owned()],
        }
    }

    #[test]
    fn for_people() {
        let mut out = Vec::new();
        text(&example(), Styling::PLAIN, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        stories    50
        files      35
        last run   36 files: 4 indexed, 29 unchanged, 2 skipped, 1 rejected
        formats    jsonl 50
        languages  en 44, de 4, und (unknown) 2
        published  1969-07-21 to 2024-08-13, 46 dated, 4 undated, 1 later than the day it was first read
        names      1 person, 2 organisations, 3 places, 1 country
        skipped    2
                2  an image
        left out   7
                7  requests
        rejected   1
                1  not JSON: expected `,`
        unmatched  in `names.toml`, but in no story: `org/Nobody`
        "#);
    }

    #[test]
    fn on_a_narrow_terminal() {
        let mut out = Vec::new();
        let styling = Styling {
            columns: 40,
            ..Styling::PLAIN
        };
        text(&example(), styling, &mut out).unwrap();
        let told = String::from_utf8(out).unwrap();
        let row = "names      1 person, 2 organisations, 3\n           places, 1 country\n";
        assert!(told.contains(row), "{told}");
        let unheard = "unmatched  in `names.toml`, but in no\n           story: `org/Nobody`\n";
        assert!(told.ends_with(unheard), "{told}");
    }

    #[test]
    fn for_programs() {
        let mut out = Vec::new();
        json(&example(), &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"schema":3,"stories":50,"files":35,"last_run":{"began":"2024-08-12T22:00:00Z","finished":true,"files":36,"indexed":4,"unchanged":29,"skipped":2,"rejected":1,"gone":0,"added":5,"replaced":0,"kept":45,"removed":0},"formats":[{"name":"jsonl","files":3,"stories":50}],"languages":[{"name":"en","count":44},{"name":"de","count":4},{"name":"und","count":2}],"published":{"first":"1969-07-21","last":"2024-08-13"},"dated":46,"undated":4,"ahead":1,"names":{"person":1,"org":2,"place":3,"country":1},"skipped":[{"name":"an image","count":2}],"rejected":[{"name":"not JSON:\nexpected `,`","count":1}],"doubtful":[],"passed_over":[{"name":"requests","count":7}],"unheard":["org/Nobody"]}"#);
    }
}
