//! Writes counts of the names in stories: a list for people, JSON and CSV for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::json::JsonHints;
use super::table::io_error;
use super::{Role, Styling, clean, counted, json_line};
use crate::query::Query;
use crate::story::{Kind, Page, Who};

/// The request, as the answer repeats it.
pub struct Parameters<'a> {
    /// The stories to count in.
    pub query: &'a Query,
    /// The names that others are counted beside, as typed.
    pub with: &'a [String],
    /// How near "beside" is: `story` or `sentence`.
    pub near: &'a str,
    /// The order: `count` or `typical`.
    pub sort: &'a str,
    /// How many names at most.
    pub limit: usize,
}

impl Parameters<'_> {
    /// Whether the counted stories are only a part of the archive, so that both counts are shown.
    fn is_part(&self) -> bool {
        *self.query != Query::All || !self.with.is_empty()
    }
}

/// Writes one name per line: in how many of the counted stories, in how many of the archive, its kind, the name.
pub fn text(
    who: &Who,
    asked: &Parameters<'_>,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    let dim = styling.style(Role::Dim);
    let widest = |count: fn(&crate::story::Named) -> u64| {
        let counts = who.names.iter().map(|named| count(named).to_string().len());
        counts.max().unwrap_or(0)
    };
    let (stories, archive) = (widest(|named| named.stories), widest(|named| named.archive));
    for named in &who.names {
        let kind = named.entity.kind;
        let name = clean::on_one_line(&named.entity.name);
        let style = styling.style(Role::Name(kind));
        write!(out, "{:>stories$}", named.stories)?;
        if asked.is_part() {
            write!(out, "{dim} of {:<archive$}{dim:#}", named.archive)?;
        }
        writeln!(
            out,
            "  {dim}{kind:6}{dim:#}  {style}{name}{style:#}",
            kind = kind.as_str()
        )?;
    }
    Ok(())
}

/// Writes how many stories were counted over.
pub fn totals(
    who: &Who,
    asked: &Parameters<'_>,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    let dim = styling.style(Role::Dim);
    let total = match who.total {
        0 => "no stories".to_owned(),
        total => counted::stories(total),
    };
    let with = if asked.with.is_empty() {
        String::new()
    } else {
        let names: Vec<String> = asked
            .with
            .iter()
            .map(|name| format!("`{}`", clean::line(name)))
            .collect();
        let that = if who.total == 1 {
            "that names"
        } else {
            "that name"
        };
        format!(" {that} {}", names.join(" and "))
    };
    let nobody = if who.names.is_empty() && who.total > 0 && asked.limit > 0 {
        ", no names to show"
    } else {
        ""
    };
    writeln!(out, "{dim}{total}{with}{nobody}{dim:#}")?;
    match who.left_out.and_then(counted::left_out) {
        Some(what) => writeln!(out, "{dim}left out: {what}{dim:#}"),
        None => Ok(()),
    }
}

#[derive(Serialize)]
struct JsonWho<'w> {
    schema: u32,
    query: String,
    with: &'w [String],
    near: &'w str,
    sort: &'w str,
    total: u64,
    undated: usize,
    imprecise: usize,
    #[serde(flatten)]
    hints: JsonHints<'w>,
    names: Vec<JsonNamed<'w>>,
}

#[derive(Serialize)]
struct JsonNamed<'w> {
    rank: usize,
    kind: Kind,
    name: &'w str,
    stories: u64,
    archive: u64,
    score: Option<f64>,
}

fn rows(who: &Who) -> impl Iterator<Item = JsonNamed<'_>> {
    (1..).zip(&who.names).map(|(rank, named)| JsonNamed {
        rank,
        kind: named.entity.kind,
        name: &named.entity.name,
        stories: named.stories,
        archive: named.archive,
        score: named.score,
    })
}

/// Writes one JSON object; `nothing` is the page of a search for the same, if there are no stories.
pub fn json(
    who: &Who,
    asked: &Parameters<'_>,
    nothing: Option<&Page>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let left_out = who.left_out.unwrap_or_default();
    let answer = JsonWho {
        schema: super::json::SCHEMA,
        query: asked.query.to_string(),
        with: asked.with,
        near: asked.near,
        sort: asked.sort,
        total: who.total,
        undated: left_out.undated,
        imprecise: left_out.imprecise,
        hints: JsonHints::of(nothing),
        names: rows(who).collect(),
    };
    json_line::write(&answer, out)
}

/// Writes a header and one name per row.
pub fn csv(who: &Who, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let header = ["rank", "kind", "name", "stories", "archive", "score"];
    table.write_record(header).map_err(io_error)?;
    for row in rows(who) {
        let score = row.score.map(|score| score.to_string()).unwrap_or_default();
        let (rank, stories, archive) = (
            row.rank.to_string(),
            row.stories.to_string(),
            row.archive.to_string(),
        );
        let name = clean::cell(row.name);
        let cells = [&rank, row.kind.as_str(), &name, &stories, &archive, &score];
        table.write_record(cells).map_err(io_error)?;
    }
    table.flush()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::story::{Entity, LeftOut, MissingDate, Named};

    fn example() -> Who {
        let named = |kind, name: &str, stories, archive, score| Named {
            entity: Entity {
                kind,
                name: name.to_owned(),
            },
            stories,
            archive,
            score,
        };
        Who {
            total: 17,
            left_out: Some(LeftOut {
                undated: 2,
                imprecise: 0,
                lack: MissingDate::Published,
            }),
            names: vec![
                named(Kind::Person, "Elon Musk", 12, 30, Some(4.5)),
                named(Kind::Place, "Butler\u{1b}[2J", 3, 3, Some(0.25)),
            ],
        }
    }

    fn asked<'a>(query: &'a Query, with: &'a [String]) -> Parameters<'a> {
        Parameters {
            query,
            with,
            near: "story",
            sort: "typical",
            limit: 10,
        }
    }

    fn list(asked: &Parameters<'_>, styling: Styling) -> String {
        let mut out = Vec::new();
        text(&example(), asked, styling, &mut out).unwrap();
        totals(&example(), asked, styling, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn for_people() {
        assert_snapshot!(list(&asked(&Query::All, &[]), Styling::PLAIN), @r#"
        12  person  Elon Musk
         3  place   Butler�[2J
        17 stories
        left out: 2 undated
        "#);
        let with = ["trump".to_owned()];
        assert_snapshot!(list(&asked(&Query::All, &with), Styling::PLAIN), @r#"
        12 of 30  person  Elon Musk
         3 of 3   place   Butler�[2J
        17 stories that name `trump`
        left out: 2 undated
        "#);
        let colour = Styling {
            colour: true,
            ..Styling::PLAIN
        };
        assert_snapshot!(list(&asked(&Query::All, &with), colour).escape_debug().to_string().replace("\\n", "\n"), @r#"
        12\u{1b}[2m of 30\u{1b}[0m  \u{1b}[2mperson\u{1b}[0m  \u{1b}[32mElon Musk\u{1b}[0m
         3\u{1b}[2m of 3 \u{1b}[0m  \u{1b}[2mplace \u{1b}[0m  \u{1b}[34mButler�[2J\u{1b}[0m
        \u{1b}[2m17 stories that name `trump`\u{1b}[0m
        \u{1b}[2mleft out: 2 undated\u{1b}[0m
        "#);
    }

    #[test]
    fn for_programs() {
        let mut out = Vec::new();
        json(&example(), &asked(&Query::All, &[]), None, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"schema":1,"query":"*","with":[],"near":"story","sort":"typical","total":17,"undated":2,"imprecise":0,"unknown_words":[],"suggestions":[],"relaxations":[],"names":[{"rank":1,"kind":"person","name":"Elon Musk","stories":12,"archive":30,"score":4.5},{"rank":2,"kind":"place","name":"Butler\u001b[2J","stories":3,"archive":3,"score":0.25}]}"#);
        let mut out = Vec::new();
        csv(&example(), &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        rank,kind,name,stories,archive,score
        1,person,Elon Musk,12,30,4.5
        2,place,Butler�[2J,3,3,0.25
        "#);
    }

    #[test]
    fn nobody() {
        let mut out = Vec::new();
        let who = Who {
            total: 3,
            left_out: None,
            names: Vec::new(),
        };
        totals(&who, &asked(&Query::All, &[]), Styling::PLAIN, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "3 stories, no names to show\n"
        );
        // Where none was to be shown, that says nothing.
        let asked = Parameters {
            limit: 0,
            ..asked(&Query::All, &[])
        };
        let mut out = Vec::new();
        totals(&who, &asked, Styling::PLAIN, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "3 stories\n");
    }
}
