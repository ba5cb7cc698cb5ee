//! Reads plain text: each file is one story, and its first line is the title if it reads like one.

use super::{Draft, LONGEST_TEXT, Readout, RejectReason, decode};
use crate::story::Published;

/// Headlines are shorter, in characters; paragraphs rarely are.
const LONGEST_TITLE: usize = 120;

pub(super) fn read(bytes: &[u8]) -> Readout {
    if bytes.len() > LONGEST_TEXT {
        let limit = LONGEST_TEXT;
        return Readout::reject(None, RejectReason::TooLarge { limit });
    }
    match decode::text(bytes).map(decode::unix_lines) {
        Ok(text) => Readout::story(story(&text)),
        Err(reason) => Readout::reject(None, reason),
    }
}

fn story(text: &str) -> Draft {
    let (title, body) = headline(text).unwrap_or(("", text));
    let mut draft = Draft {
        title: title.to_owned(),
        ..Draft::default()
    };
    let body = if title.is_empty() {
        body
    } else {
        credits(body, &mut draft)
    };
    body.clone_into(&mut draft.body);
    draft
}

/// Takes in the lines between headline and text that say who wrote it and when, and gives the text behind them.
fn credits<'t>(text: &'t str, draft: &mut Draft) -> &'t str {
    let Some((block, body)) = text.split_once("\n\n") else {
        return text;
    };
    let mut credited = Draft::default();
    for line in block.lines().map(str::trim) {
        match (
            by_whom(line),
            Published::parse(line, "line below the headline"),
        ) {
            (Some(name), _) if credited.byline.is_none() => credited.byline = Some(name.to_owned()),
            (None, Ok(published)) if credited.published.is_none() => {
                credited.published = Some(published);
            }
            _ => return text,
        }
    }
    draft.overlay(&credited);
    body.trim_start_matches('\n')
}

/// The headline and what comes after it; `None` when the text begins without one.
fn headline(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.trim_start_matches('\n').split_once('\n')?;
    let title = first.trim();
    let body = rest.trim_start_matches('\n');
    let next = body.lines().next()?;
    // Text wrapped at a fixed width has lines that look like a title; but none that is longer than they may be.
    let stands_apart = rest.trim_start_matches([' ', '\t']).starts_with('\n')
        || next.chars().count() > LONGEST_TITLE;
    (reads_as_title(title) && stands_apart && !next.trim().is_empty()).then_some((title, body))
}

/// The author that a line names; a sentence that begins with "By" does not name one.
fn by_whom(line: &str) -> Option<&str> {
    let name = line.strip_prefix("By ")?;
    (name.chars().count() < LONGEST_TITLE / 2 && !name.ends_with('.')).then_some(name)
}

/// Whether a line is written as headlines are: short, without the stop that ends a sentence, and neither byline nor
/// date.
fn reads_as_title(line: &str) -> bool {
    let stops = !line.ends_with("...") && line.ends_with(['.', ',', ';', ':', '-', '–', '—']);
    !line.is_empty()
        && line.chars().count() <= LONGEST_TITLE
        && line.contains(char::is_alphabetic)
        && !stops
        && !line.starts_with("By ")
        && Published::parse(line, "").is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_credit_are_no_text() {
        let file = "Mill burns down\n\nBy Staff\nMarch 3, 1911\n\nThe mill burned.\n";
        let draft = read(file.as_bytes()).stories.remove(0).1;
        assert_eq!(
            (draft.byline.as_deref(), draft.body.as_str()),
            (Some("Staff"), "The mill burned.\n")
        );
        assert_eq!(
            draft
                .published
                .map(|told| told.value().to_owned())
                .as_deref(),
            Some("1911-03-03")
        );
        check(
            "Mill burns down\n\nBy dawn it was gone.\n\nNobody saw.\n",
            "Mill burns down",
            "By dawn it was gone.\n\nNobody saw.\n",
        );
    }

    fn check(file: &str, title: &str, body: &str) {
        let draft = read(file.as_bytes()).stories.remove(0).1;
        assert_eq!(
            (draft.title.as_str(), draft.body.as_str()),
            (title, body),
            "{file}"
        );
    }

    const PARAGRAPH: &str = "The river rose by two metres overnight, and the council opened the sports hall to everyone who had to leave \
        a house on the lower bank before dawn.";

    #[test]
    fn a_headline_is_the_title() {
        check(
            "River floods old town\n\nThe water rose.\n",
            "River floods old town",
            "The water rose.\n",
        );
        check(
            "\nWho pays?\r\n\r\nNobody knows.",
            "Who pays?",
            "Nobody knows.",
        );
        check("Rain, rain...\n\nIt fell.", "Rain, rain...", "It fell.");
        check(
            &format!("River floods old town\n{PARAGRAPH}"),
            "River floods old town",
            PARAGRAPH,
        );
    }

    #[test]
    fn anything_else_is_the_body() {
        for file in [
            "The water rose.\n\nThen it fell.",
            "The water rose",
            "The water rose over\nthe banks at noon.\n",
            "By Mark Twain\n\nThe water rose.",
            "12 August 2024\n\nThe water rose.",
            "LUZERN, Aug 12 -\n\nThe water rose.",
            "***\n\nThe water rose.",
            "Title alone\n\n",
        ] {
            check(file, "", file);
        }
        let file = format!("{PARAGRAPH}\n\n{PARAGRAPH}");
        check(&file, "", &file);
    }
}
