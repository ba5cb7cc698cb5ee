//! Writes which parts of a query a story satisfies, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::{Role, Styling, clean, json_line, wrap};
use crate::index::StoredStory;
use crate::query::{Axis, DateFilter, Fact, FactField, Query, Verdict};
use crate::story::{Country, DateMention, Published};

/// Goes up when a field changes its meaning.
const SCHEMA: u32 = 1;
/// The indent of a clause's text, after `yes` or `no`.
const CLAUSE: usize = 5;
/// How many of a story's days are listed.
const DAYS: usize = 5;

/// Writes for each story one line per part of the query and, if the part does not hold, what the story has instead.
/// Stories with the same id are distinguished by their files.
pub fn text(
    query: &Query,
    judged: &[(StoredStory, Verdict)],
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (stored, verdict) in judged {
        let file = (judged.len() > 1).then_some(&stored.annotated.story.file);
        let file = file.map(|file| format!(", in {},", clean::line(file)));
        story(
            query,
            stored,
            verdict,
            &file.unwrap_or_default(),
            styling,
            out,
        )?;
    }
    Ok(())
}

fn story(
    query: &Query,
    stored: &StoredStory,
    verdict: &Verdict,
    file: &str,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = styling.style(Role::Title);
    let id = clean::line(&stored.annotated.story.id);
    let found = if verdict.holds {
        "is found"
    } else {
        "is not found"
    };
    let line = format!("{title}{id}{title:#}{file} {found} by `{query}`");
    writeln!(out, "{}", wrap(&line, 0, styling))?;
    // The whole query was written above.
    match &verdict.clause {
        Query::And(_) | Query::Or(_) => verdict
            .parts
            .iter()
            .try_for_each(|part| clause(stored, part, 1, styling, out)),
        _ => clause(stored, verdict, 1, styling, out),
    }
}

fn clause(
    stored: &StoredStory,
    verdict: &Verdict,
    depth: usize,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (role, word) = if verdict.holds {
        (Role::New, "yes")
    } else {
        (Role::Gone, "no ")
    };
    let (style, dim) = (styling.style(role), styling.style(Role::Dim));
    let indent = "  ".repeat(depth);
    let instead = actual_value(stored, verdict)
        .map(|instead| format!("  {dim}({}){dim:#}", clean::on_one_line(&instead)));
    let line = format!(
        "{indent}{style}{word}{style:#}  {}{}",
        verdict.clause,
        instead.unwrap_or_default()
    );
    writeln!(out, "{}", wrap(&line, CLAUSE, styling))?;
    for part in &verdict.parts {
        clause(stored, part, depth + 1, styling, out)?;
    }
    Ok(())
}

/// What a story has instead of what was asked for; `None` if that is obvious.
fn actual_value(stored: &StoredStory, verdict: &Verdict) -> Option<String> {
    let story = &stored.annotated.story;
    match &verdict.clause {
        _ if verdict.holds => None,
        Query::Date(DateFilter { axis, .. }) => Some(match axis {
            Axis::Published => story.published.as_ref().map(Published::value).map_or_else(
                || "it is undated".to_owned(),
                |published| format!("it was published {published}"),
            ),
            Axis::About => days(&stored.annotated.dates),
            Axis::Seen => format!("it was first read {}", stored.seen),
        }),
        Query::Fact(Fact { field, .. }) => {
            let (name, value) = match field {
                FactField::Country => return Some(mentioned_countries(&stored.countries)),
                FactField::Source => ("source", story.source.clone()),
                FactField::Section => ("section", story.section.clone()),
                FactField::Lang => (
                    "language",
                    story.language.map(|language| language.to_string()),
                ),
                FactField::Path => ("file", Some(story.file.clone())),
            };
            Some(value.map_or_else(
                || format!("it has no {name}"),
                |value| format!("its {name} is `{value}`"),
            ))
        }
        _ => None,
    }
}

fn mentioned_countries(countries: &[Country]) -> String {
    let codes: Vec<&str> = countries.iter().map(Country::code).collect();
    if codes.is_empty() {
        "it mentions no country".to_owned()
    } else {
        format!("it mentions {}", codes.join(", "))
    }
}

fn days(dates: &[DateMention]) -> String {
    let mut days: Vec<&str> = Vec::new();
    for date in dates {
        if date.timex.interval.is_some() && !days.contains(&date.timex.value.as_str()) {
            days.push(&date.timex.value);
        }
    }
    let more = match days.len().saturating_sub(DAYS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    days.truncate(DAYS);
    if days.is_empty() {
        "it mentions no days".to_owned()
    } else {
        format!("it mentions {}{more}", days.join(", "))
    }
}

/// Writes one object for all stories of an id.
pub fn json(
    query: &Query,
    judged: &[(StoredStory, Verdict)],
    out: &mut dyn Write,
) -> io::Result<()> {
    let stories = judged.iter().map(|(stored, verdict)| JsonStory {
        id: &stored.annotated.story.id,
        file: &stored.annotated.story.file,
        found: verdict.holds,
        clauses: JsonClause::of(stored, verdict),
    });
    json_line::write(
        &JsonWhyNot {
            schema: SCHEMA,
            query: query.to_string(),
            stories: stories.collect(),
        },
        out,
    )
}

#[derive(Serialize)]
struct JsonWhyNot<'j> {
    schema: u32,
    query: String,
    stories: Vec<JsonStory<'j>>,
}

#[derive(Serialize)]
struct JsonStory<'j> {
    id: &'j str,
    file: &'j str,
    found: bool,
    clauses: JsonClause,
}

#[derive(Serialize)]
struct JsonClause {
    clause: String,
    holds: bool,
    instead: Option<String>,
    parts: Vec<Self>,
}

impl JsonClause {
    fn of(stored: &StoredStory, verdict: &Verdict) -> Self {
        Self {
            clause: verdict.clause.to_string(),
            holds: verdict.holds,
            instead: actual_value(stored, verdict),
            parts: verdict
                .parts
                .iter()
                .map(|part| Self::of(stored, part))
                .collect(),
        }
    }
}
