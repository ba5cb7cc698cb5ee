//! Writes an answer for people: rank and headline, date and file, and the fragments with the matching words
//! highlighted.
//!
//! ```text
//! 1  Ferry service resumes
//!    2024-07-15 · Harbour Wire · wire/ferry.txt
//!    … the first boat since Saturday left at dawn … (Saturday → 2024-07-13)
//! ```

mod totals;

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use super::paragraph::Paragraph;
use super::{Role, Styling};
use crate::story::{Highlight, Hit, Page, ScoreWhy, Snippet, Story, TextField};
pub use totals::{hints, totals};

/// The line before the stories that follow the hits.
const ALIKE: &str = "Not hits, but similar to the first hits:";

/// Writes the hits, with an empty line after each, and then, under a line of their own, the stories that are alike.
pub fn hits(page: &Page, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let last = page.hits.iter().chain(&page.alike).next_back();
    let indent = last.map_or(1, |hit| digits(hit.rank)) + 2;
    for hit in &page.hits {
        writeln!(out, "{}", hit_lines(hit, indent, styling))?;
    }
    if !page.alike.is_empty() {
        let mut line = Paragraph::new("", 0, styling.columns);
        line.push(styling.style(Role::Dim), ALIKE);
        writeln!(out, "{}", line.finish())?;
    }
    for hit in &page.alike {
        writeln!(out, "{}", hit_lines(hit, indent, styling))?;
    }
    Ok(())
}

/// A hit on lines of its own.
fn hit_lines(hit: &Hit, indent: usize, styling: Styling) -> String {
    let mut text = headline(hit, indent, styling);
    text += &facts_line(&hit.story.story, &copies(hit), indent, styling);
    // The headline shows its own highlights.
    let others = hit
        .snippets
        .iter()
        .filter(|snippet| snippet.field != TextField::Title);
    for snippet in others {
        text += &fragment(&hit.story.story, snippet, indent, styling);
    }
    text + &explanation(hit, indent, styling)
}

/// The headline with its matches highlighted; without a headline, the first words of the body.
fn headline(hit: &Hit, indent: usize, styling: Styling) -> String {
    let dim = styling.style(Role::Dim);
    let rank = hit.rank;
    let padding = " ".repeat(indent.saturating_sub(digits(rank)));
    let mut line = Paragraph::new(
        &format!("{dim}{rank}{dim:#}{padding}"),
        indent,
        styling.columns,
    );
    let story = &hit.story.story;
    let title = &story.title;
    if has_words(title) {
        let matched = hit
            .snippets
            .iter()
            .filter(|snippet| snippet.field == TextField::Title);
        let matched: Vec<&Highlight> = matched.flat_map(|snippet| &snippet.highlights).collect();
        push_highlighted(
            &mut line,
            title,
            0..title.len(),
            matched.iter().copied(),
            Role::Title,
            styling,
        );
        push_readings(&mut line, title, matched, styling);
    } else {
        line.push(styling.style(Role::Title), &headline_of(story));
    }
    line.finish()
}

/// The headline; without one, the first words of the body.
pub(super) fn headline_of(story: &Story) -> Cow<'_, str> {
    if has_words(&story.title) {
        Cow::Borrowed(&story.title)
    } else {
        Cow::Owned(format!("{}…", first_words(&story.body)))
    }
}

/// The line with date, source and id.
pub(super) fn date_source_id(story: &Story, indent: usize, styling: Styling) -> String {
    facts_line(story, "", indent, styling)
}

/// How many other hits it represents.
fn copies(hit: &Hit) -> String {
    match hit.copies.len() {
        0 => String::new(),
        1 => "+1 copy".to_owned(),
        many => format!("+{many} copies"),
    }
}

fn facts_line(story: &Story, copies: &str, indent: usize, styling: Styling) -> String {
    let published = story.published.as_ref();
    // The day is enough here; hour and zone are in the other formats.
    let day = published.and_then(|published| published.value().split('T').next());
    let mut facts = vec![day.unwrap_or("undated")];
    facts.extend(story.source.as_deref());
    if !story.id.starts_with(&story.file) {
        facts.push(&story.file);
    }
    facts.push(&story.id);
    facts.extend((!copies.is_empty()).then_some(copies));
    let mut line = indented(indent, styling);
    line.push(styling.style(Role::Dim), &facts.join(" · "));
    line.finish()
}

fn fragment(story: &Story, snippet: &Snippet, indent: usize, styling: Styling) -> String {
    let text = story.text(snippet.field);
    let (before, after) = (
        text.get(..snippet.span.start()),
        text.get(snippet.span.end()..),
    );
    let dim = styling.style(Role::Dim);
    let mut line = indented(indent, styling);
    if snippet.field == TextField::Byline {
        line.push(dim, "by ");
    }
    if before.is_some_and(has_words) {
        line.push(dim, "… ");
    }
    push_highlighted(
        &mut line,
        text,
        snippet.span.range(),
        &snippet.highlights,
        Role::Plain,
        styling,
    );
    if after.is_some_and(has_words) {
        line.push(dim, " …");
    }
    push_readings(&mut line, text, &snippet.highlights, styling);
    if let Some(page) = snippet.page_of(story) {
        line.push(dim, &format!(" (page {page})"));
    }
    line.finish()
}

/// What the score is made of; nothing unless it was asked for.
fn explanation(hit: &Hit, indent: usize, styling: Styling) -> String {
    if hit.score_parts.is_empty() {
        return String::new();
    }
    let parts = hit.score_parts.iter().map(|part| {
        let why = match part.why {
            ScoreWhy::In(field) => format!("in the {field}"),
            why => why.as_str().to_owned(),
        };
        format!("{:.3} `{}` {why}", part.score, part.words)
    });
    let parts: Vec<String> = parts.collect();
    let mut line = indented(indent, styling);
    let score = format!("score {:.3} = {}", hit.score, parts.join(" + "));
    line.push(styling.style(Role::Dim), &score);
    line.finish()
}

fn has_words(text: &str) -> bool {
    !text.trim_start().is_empty()
}

/// A span of `text` with its highlights.
fn push_highlighted<'h>(
    line: &mut Paragraph,
    text: &str,
    range: Range<usize>,
    highlights: impl IntoIterator<Item = &'h Highlight>,
    role: Role,
    styling: Styling,
) {
    let mut at = range.start;
    for highlight in highlights {
        let before = text.get(at..highlight.span.start());
        line.push(styling.style(role), before.unwrap_or_default());
        line.push(styling.style(Role::Match), highlight.span.of(text));
        at = highlight.span.end();
    }
    line.push(
        styling.style(role),
        text.get(at..range.end).unwrap_or_default(),
    );
}

/// What dates and names were read as, each once: ` (July 13 → 2024-07-13)`.
fn push_readings<'h>(
    line: &mut Paragraph,
    text: &str,
    highlights: impl IntoIterator<Item = &'h Highlight>,
    styling: Styling,
) {
    let mut readings: Vec<(&str, &str)> = Vec::new();
    for highlight in highlights {
        let read = highlight
            .reading
            .as_deref()
            .map(|reading| (highlight.span.of(text), reading));
        readings.extend(read.filter(|read| !readings.contains(read)));
    }
    if readings.is_empty() {
        return;
    }
    let readings: Vec<String> = readings
        .into_iter()
        .map(|(words, reading)| format!("{words} → {reading}"))
        .collect();
    line.push(
        styling.style(Role::Dim),
        &format!(" ({})", readings.join(", ")),
    );
}

fn indented(indent: usize, styling: Styling) -> Paragraph {
    Paragraph::new(&" ".repeat(indent), indent, styling.columns)
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

/// The first words of a body, in place of a headline.
fn first_words(body: &str) -> &str {
    const ENOUGH: usize = 72;
    let body = body.trim_start();
    let ends = body
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(place, _)| place);
    let fitting = ends.take_while(|end| *end <= ENOUGH).last();
    match fitting {
        Some(end) if body.len() > ENOUGH => body.get(..end).unwrap_or(body),
        _ => body.get(..body.floor_char_boundary(ENOUGH)).unwrap_or(body),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::example;
    use super::*;
    use crate::story::ScorePart;

    fn written(page: &Page, styling: Styling) -> String {
        let mut out = Vec::new();
        hits(page, styling, &mut out).unwrap();
        totals(page, styling, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn without_colour() {
        assert_snapshot!(written(&example::page(), Styling::PLAIN), @r#"
        1  Musk’s interview delayed
           2024-07-14 · Harbour Wire · wire/2024.jsonl · hw-17
           … An interview with Elon Musk began late on July 13�[2J … (July 13 → 2024-07-13)

        2  The old mill by the river burnt down in the night and nobody has been…
           undated · clips/0417.txt
           … nobody has been able to say how the fire began.

        2 of 3 stories
        left out: 2 undated, 1 dated too vaguely to tell
        "#);
    }

    #[test]
    fn in_colour_and_narrow() {
        let styling = Styling {
            colour: true,
            columns: 60,
        };
        assert_snapshot!(written(&example::page(), styling).escape_debug().to_string().replace("\\n", "\n"), @r#"
        \u{1b}[2m1\u{1b}[0m  \u{1b}[1m\u{1b}[31mMusk\u{1b}[0m\u{1b}[1m’s interview delayed\u{1b}[0m
           \u{1b}[2m2024-07-14 · Harbour Wire · wire/2024.jsonl · hw-17\u{1b}[0m
           \u{1b}[2m…\u{1b}[0m An interview with \u{1b}[1m\u{1b}[31mElon Musk\u{1b}[0m began late on \u{1b}[1m\u{1b}[31mJuly 13\u{1b}[0m�[2J \u{1b}[2m…\u{1b}[0m
           \u{1b}[2m(July 13 → 2024-07-13)\u{1b}[0m

        \u{1b}[2m2\u{1b}[0m  \u{1b}[1mThe old mill by the river burnt down in the night and\u{1b}[0m
           \u{1b}[1mnobody has been…\u{1b}[0m
           \u{1b}[2mundated · clips/0417.txt\u{1b}[0m
           \u{1b}[2m…\u{1b}[0m nobody has been able to say how the \u{1b}[1m\u{1b}[31mfire\u{1b}[0m began.

        \u{1b}[2m2 of 3 stories\u{1b}[0m
        \u{1b}[2mleft out: 2 undated, 1 dated too vaguely to tell\u{1b}[0m
        "#);
    }

    #[test]
    fn copies_are_counted_beside_what_stands_for_them() {
        let mut page = example::page();
        let copy = |id: &str| crate::story::CopyOfHit {
            id: id.to_owned(),
            file: "wire.jsonl".to_owned(),
        };
        page.hits[0].copies = vec![copy("hw-18"), copy("hw-19")];
        page.hits[1].copies = vec![copy("late")];
        (page.total, page.groups, page.left_out) = (7, Some(4), None);
        let mut out = Vec::new();
        hits(&page, Styling::PLAIN, &mut out).unwrap();
        totals(&page, Styling::PLAIN, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let said = out.lines().filter(|line| line.contains("cop"));
        assert_eq!(
            said.collect::<Vec<_>>(),
            [
                "   2024-07-14 · Harbour Wire · wire/2024.jsonl · hw-17 · +2 copies",
                "   undated · clips/0417.txt · +1 copy",
                "2 of 4 stories and 3 copies",
            ]
        );
    }

    #[test]
    fn the_parts_of_a_score_are_shown() {
        let mut page = example::page();
        page.hits.truncate(1);
        let part = |words: &str, why, score| ScorePart {
            words: words.to_owned(),
            why,
            score,
        };
        page.hits[0].score_parts = vec![
            part("interview", ScoreWhy::In(TextField::Title), 2.25),
            part("interview", ScoreWhy::AsTyped, 0.2),
            part("musk interview", ScoreWhy::Pair, 0.05),
        ];
        let text = written(&page, Styling::PLAIN);
        let said = "   score 2.500 = 2.250 `interview` in the title + 0.200 `interview` as typed + 0.050 `musk interview` side by side\n";
        assert!(text.contains(said), "{text}");
    }

    #[test]
    fn a_body_without_spaces_has_a_headline_too() {
        assert_eq!(first_words("  short"), "short");
        assert_eq!(first_words(&"東".repeat(40)), "東".repeat(24));
        assert_eq!(first_words(&"ab ".repeat(40)).len(), 71);
    }
}
