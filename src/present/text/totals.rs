//! Writes the totals of an answer.

use std::io::{self, Write};

use super::super::paragraph::Paragraph;
use super::super::{Role, Styling, counted};
use crate::story::{Dating, Page, Suggestion};

/// Writes the totals of an answer: how many stories there are, what the date filters left out, which words no story
/// has.
pub fn totals(page: &Page, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = vec![count(page)];
    if page.total > 0 && !page.unknown_words.is_empty() {
        lines.push(format!("no story has {}", quoted(&page.unknown_words)));
    }
    lines.extend(suggestions(page));
    lines.extend(relaxations(page));
    let left_out = page.left_out.and_then(counted::left_out);
    lines.extend(left_out.map(|what| format!("left out: {what}")));
    lines.extend(page.dating.and_then(dating));
    write(&lines, styling, out)
}

/// Writes why there may be nothing on a page: the words that no story has, and what may have been meant by them, or the parts of the query
/// that could be left out.
pub fn hints(page: &Page, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let words = &page.unknown_words;
    let unknown =
        (!words.is_empty()).then(|| format!("no story in the archive has {}", quoted(words)));
    let lines = unknown.into_iter().chain(suggestions(page));
    let lines: Vec<String> = lines.chain(relaxations(page)).collect();
    write(&lines, styling, out)
}

/// Where hits are that have no day: `2 undated, at the end; 1 dated more vaguely than by a day, at its first day`.
fn dating(Dating { undated, vague }: Dating) -> Option<String> {
    let parts = [
        (undated, "undated, at the end"),
        (
            vague,
            "dated more vaguely than by a day, at the first that it may be",
        ),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, how)| format!("{count} {how}")).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn suggestions(page: &Page) -> impl Iterator<Item = String> {
    page.suggestions.iter().map(|suggestion| {
        let Suggestion {
            word,
            instead,
            stories,
        } = suggestion;
        let stories = counted::stories(*stories);
        format!("did you mean `{instead}` ({stories}) instead of `{word}`?")
    })
}

/// What could be left out for there to be stories.
fn relaxations(page: &Page) -> Option<String> {
    let each = page.relaxations.iter().map(|relaxation| {
        let stories = counted::stories(relaxation.stories as u64);
        format!("`{}` for {stories}", relaxation.without)
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| format!("leave out {}", each.join(", or ")))
}

fn write(lines: &[String], styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let dim = styling.style(Role::Dim);
    for line in lines {
        let mut paragraph = Paragraph::new("", 0, styling.columns);
        paragraph.push(dim, line);
        out.write_all(paragraph.finish().as_bytes())?;
    }
    Ok(())
}

fn count(page: &Page) -> String {
    // A group of copies is one line of the answer.
    let lines = page.groups.unwrap_or(page.total);
    if lines == 0 {
        return nothing(page);
    }
    let total = counted::stories(lines as u64);
    let shown = match (page.hits.first(), page.hits.last()) {
        (Some(first), Some(last)) if first.rank > 1 => {
            format!("{} to {} of {total}", first.rank, last.rank)
        }
        (Some(_), Some(last)) if last.rank < lines => format!("{} of {total}", last.rank),
        _ => total,
    };
    match page.total.saturating_sub(lines) {
        0 => shown,
        1 => format!("{shown} and 1 copy"),
        copies => format!("{shown} and {copies} copies"),
    }
}

fn nothing(page: &Page) -> String {
    if page.unknown_words.is_empty() {
        "no stories".to_owned()
    } else {
        format!(
            "no stories; no story in the archive has {}",
            quoted(&page.unknown_words)
        )
    }
}

fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(" or ")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::super::example;
    use super::*;
    use crate::story::{Hit, LeftOut, Relaxation};

    fn written(page: &Page) -> String {
        let mut out = Vec::new();
        totals(page, Styling::PLAIN, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What the last lines of a page say.
    fn check_totals(total: usize, ranks: std::ops::Range<usize>, unknown: &[&str], said: &str) {
        let example = example::page();
        let hits = ranks.map(|rank| Hit {
            rank,
            ..example.hits[0].clone()
        });
        let page = Page {
            total,
            groups: None,
            hits: hits.collect(),
            alike: vec![],
            left_out: None,
            dating: None,
            unknown_words: unknown.iter().map(ToString::to_string).collect(),
            suggestions: vec![],
            relaxations: vec![],
        };
        assert_eq!(written(&page), format!("{said}\n"));
    }

    #[test]
    fn totals_say_which_part_of_the_answer_is_shown() {
        check_totals(1, 1..2, &[], "1 story");
        check_totals(17, 1..18, &[], "17 stories");
        check_totals(17, 1..4, &[], "3 of 17 stories");
        check_totals(17, 11..18, &[], "11 to 17 of 17 stories");
        check_totals(17, 0..0, &[], "17 stories");
        check_totals(0, 0..0, &[], "no stories");
        let said = "no stories; no story in the archive has `xyzzy` or `plugh`";
        check_totals(0, 0..0, &["xyzzy", "plugh"], said);
    }

    #[test]
    fn a_word_that_may_have_been_meant() {
        let mut page = example::page();
        page.unknown_words = vec!["brenton".to_owned()];
        let instead = |stories| Suggestion {
            word: "brenton".to_owned(),
            instead: "breton".to_owned(),
            stories,
        };
        page.suggestions = vec![instead(12)];
        assert_snapshot!(written(&page), @r#"
        2 of 3 stories
        no story has `brenton`
        did you mean `breton` (12 stories) instead of `brenton`?
        left out: 2 undated, 1 dated too vaguely to tell
        "#);
        page.total = 0;
        page.hits.clear();
        page.suggestions = vec![instead(1)];
        assert_snapshot!(written(&page), @r#"
        no stories; no story in the archive has `brenton`
        did you mean `breton` (1 story) instead of `brenton`?
        left out: 2 undated, 1 dated too vaguely to tell
        "#);
    }

    #[test]
    fn parts_that_could_be_left_out() {
        let mut page = example::page();
        page.total = 0;
        page.hits.clear();
        page.left_out = None;
        let without = |part: &str, stories| Relaxation {
            without: part.to_owned(),
            stories,
        };
        page.relaxations = vec![without("about:2023", 12), without("-\"storm surge\"", 1)];
        assert_snapshot!(written(&page), @r#"
        no stories
        leave out `about:2023` for 12 stories, or `-"storm surge"` for 1 story
        "#);
    }

    #[test]
    fn an_order_by_date_says_which_hits_have_no_day() {
        let mut page = example::page();
        page.left_out = None;
        page.dating = Some(Dating {
            undated: 2,
            vague: 1,
        });
        assert_eq!(
            written(&page),
            "2 of 3 stories\n2 undated, at the end; 1 dated more vaguely than by a day, at the first that it may be\n"
        );
        page.dating = Some(Dating::default());
        assert_eq!(written(&page), "2 of 3 stories\n");
    }

    #[test]
    fn nothing_is_said_of_what_was_not_left_out() {
        let mut page = example::page();
        page.left_out = Some(LeftOut::default());
        assert_eq!(written(&page), "2 of 3 stories\n");
    }
}
