//! Writes what is new to saved queries: some lines for people, one object per line for programs.
//!
//! ```text
//! new to `harbour`: 2 stories (report 3)
//!   Ferry service resumes
//!     2024-07-15 · Harbour Wire · wire/ferry.txt
//! ```

use std::io::{self, Write};

use serde::Serialize;

use super::json::{JsonStory, SCHEMA};
use super::paragraph::Paragraph;
use super::text::{date_source_id, headline_of};
use super::{Role, Styling, clean, counted, json_line};
use crate::story::Story;

/// The indent of headlines.
const INDENT: usize = 2;

/// Writes how many stories are new to a query.
pub fn headline(query: &str, report: u64, stories: usize, out: &mut dyn Write) -> io::Result<()> {
    let (query, stories) = (clean::line(query), counted::stories(stories as u64));
    writeln!(out, "new to `{query}`: {stories} (report {report})")
}

/// Writes one of them.
pub fn story(story: &Story, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let mut title = Paragraph::new(&" ".repeat(INDENT), INDENT, styling.columns);
    title.push(styling.style(Role::Title), &headline_of(story));
    out.write_all(title.finish().as_bytes())?;
    out.write_all(date_source_id(story, 2 * INDENT, styling).as_bytes())
}

/// Writes how many more there are, and the command that shows them among `all` that the query finds; nothing if there
/// are none.
pub fn more(query: &str, stories: usize, all: usize, out: &mut dyn Write) -> io::Result<()> {
    match stories {
        0 => Ok(()),
        many => writeln!(
            out,
            "  … and {many} more; `dateline run {} --sort newest -n {all}` lists all",
            clean::word(query)
        ),
    }
}

#[derive(Serialize)]
struct JsonNews<'n> {
    schema: u32,
    saved: &'n str,
    report: u64,
    #[serde(flatten)]
    story: JsonStory<'n>,
}

/// Writes a story that is new to a query as one JSON object.
pub fn line(query: &str, report: u64, story: &Story, out: &mut dyn Write) -> io::Result<()> {
    let news = JsonNews {
        schema: SCHEMA,
        saved: query,
        report,
        story: JsonStory::of(story),
    };
    json_line::write(&news, out)
}

#[derive(Serialize)]
struct JsonUnreadable<'n> {
    schema: u32,
    saved: &'n str,
    error: &'n str,
}

/// Writes as one JSON object that a query cannot be read.
pub fn unreadable_line(query: &str, why: &str, out: &mut dyn Write) -> io::Result<()> {
    let unreadable = JsonUnreadable {
        schema: SCHEMA,
        saved: query,
        error: why,
    };
    json_line::write(&unreadable, out)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::example;
    use super::*;

    #[test]
    fn for_people() {
        let mut out = Vec::new();
        headline("musk", 2, 12, &mut out).unwrap();
        story(&example::interview().story, Styling::PLAIN, &mut out).unwrap();
        more("elon musk", 11, 40, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        new to `musk`: 12 stories (report 2)
          Musk’s interview delayed
            2024-07-14 · Harbour Wire · wire/2024.jsonl · hw-17
          … and 11 more; `dateline run 'elon musk' --sort newest -n 40` lists all
        ");
    }

    #[test]
    fn for_programs() {
        let mut out = Vec::new();
        line("musk", 2, &example::interview().story, &mut out).unwrap();
        unreadable_line("storm", "`(` is never closed", &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        {"schema":1,"saved":"musk","report":2,"id":"hw-17","title":"Musk’s interview delayed","published":{"value":"2024-07-14","from":"field date"},"source":"Harbour Wire","url":null,"file":"wire/2024.jsonl"}
        {"schema":1,"saved":"storm","error":"`(` is never closed"}
        "#);
    }
}
