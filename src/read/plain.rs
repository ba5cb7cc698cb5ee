//! Reads plain text: each file is one story, and its first line is the title if it reads like one.

use super::{Draft, LONGEST_TEXT, Readout, RejectReason, decode};
use crate::story::{Precision, Published};

/// Headlines are shorter, in characters; paragraphs rarely are.
const LONGEST_TITLE: usize = 120;

/// What stands before the day of a story, longer ones first.
const LABELS: [&str; 6] = [
    "first published",
    "published on",
    "published",
    "posted on",
    "posted",
    "date",
];

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
    let (mut found, mut sure) = (Draft::default(), Draft::default());
    let (mut rest, mut body) = (text, text);
    // What a blank line follows is surely no text; what text follows must look like nothing else.
    let mut is_sure = true;
    while let Some((line, after)) = rest.split_once('\n') {
        let line = line.trim();
        let stands_apart = after.trim_start_matches([' ', '\t']).starts_with('\n');
        match (by_whom(line), day(line)) {
            _ if line.is_empty() => {}
            (Some(name), _) if found.byline.is_none() => {
                is_sure &= is_name(name);
                found.byline = Some(name.to_owned());
            }
            (None, Some(day)) if found.published.is_none() => {
                is_sure &= day.interval().precision() == Precision::Day;
                found.published = Some(day);
            }
            _ => break,
        }
        rest = after;
        if is_sure || stands_apart {
            (sure, body, is_sure) = (found.clone(), rest, true);
        }
    }
    let body = body.trim_start_matches('\n');
    if body.trim().is_empty() {
        return text;
    }
    draft.overlay(&sure);
    body
}

/// The headline and what comes after it; `None` when the text begins without one.
fn headline(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.trim_start_matches('\n').split_once('\n')?;
    let title = first.trim();
    let body = rest.trim_start_matches('\n');
    let next = body.lines().next()?;
    // Text wrapped at a fixed width has lines that look like a title; but none that is longer than they may be.
    let mut below = body.lines().skip(1);
    let stands_apart = rest.trim_start_matches([' ', '\t']).starts_with('\n')
        || next.chars().count() > LONGEST_TITLE
        || names_author(next) && below.clone().next().is_some_and(ends_credits)
        || day(next.trim()).is_some() && below.next().is_some_and(names_author);
    (reads_as_title(title) && stands_apart && !next.trim().is_empty()).then_some((title, body))
}

/// The author that a line names; a sentence that begins with "By" does not name one.
fn by_whom(line: &str) -> Option<&str> {
    let name = line.strip_prefix("By ")?;
    (name.chars().count() < LONGEST_TITLE / 2 && !name.ends_with('.')).then_some(name)
}

/// Whether a line is a byline, whatever stands around it.
fn names_author(line: &str) -> bool {
    by_whom(line.trim()).is_some_and(is_name)
}

/// Whether a line below a byline shows that it is one: it is blank, or tells a day.
fn ends_credits(line: &str) -> bool {
    line.trim().is_empty() || day(line.trim()).is_some()
}

/// The day that a line tells, perhaps behind a word for what it is.
fn day(line: &str) -> Option<Published> {
    let labelled = LABELS.iter().find_map(|label| {
        let (first, rest) = line.split_at_checked(label.len())?;
        let rest = rest.strip_prefix([':', ' '])?;
        first.eq_ignore_ascii_case(label).then_some(rest)
    });
    Published::parse(labelled.unwrap_or(line), "line below the headline").ok()
}

/// Whether all words begin as those of names do.
fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.all(|word| {
        let is_small = ["and", "of", "de", "der", "van", "von", "the", "in", "for"].contains(&word);
        is_small || !word.starts_with(char::is_lowercase)
    })
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

    #[test]
    fn credits_without_blank_lines_and_with_more() {
        for file in [
            "Mill burns down\nBy Ana Kivu\n3 March 1911\nThe mill burned.\n",
            "Mill burns down\nBy Ana Kivu\n3 March 1911\n\nThe mill burned.\n",
            "Mill burns down\n3 March 1911\nBy Ana Kivu\n\nThe mill burned.\n",
            "Mill burns down\n\nBy Ana Kivu\n\nPublished: 3 March 1911\n\nThe mill burned.\n",
            "Mill burns down\nBy Ana Kivu\nPublished on 3 March 1911\nThe mill burned.\n",
        ] {
            let draft = read(file.as_bytes()).stories.remove(0).1;
            assert_eq!(draft.title, "Mill burns down", "{file}");
            assert_eq!(draft.byline.as_deref(), Some("Ana Kivu"), "{file}");
            assert_eq!(draft.body, "The mill burned.\n", "{file}");
            assert_eq!(draft.published.unwrap().value(), "1911-03-03", "{file}");
        }
        let file = "Mill burns down\n\n3 March 1911\nBy Monday the mill\nwas gone.\n";
        let draft = read(file.as_bytes()).stories.remove(0).1;
        assert_eq!(
            (draft.byline, draft.body.as_str()),
            (None, "By Monday the mill\nwas gone.\n")
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
    fn characters_that_cannot_be_read_are_reported() {
        use crate::read::{Format, Piece, read};
        let told = |bytes: &[u8]| {
            let readout = read(Format::Plain, "a.txt", &Piece::whole(bytes));
            let doubts = readout.warnings.iter();
            doubts
                .map(|warning| warning.doubt.to_string())
                .collect::<Vec<_>>()
        };
        let damaged = b"Z\xc3\xbcrich, Br\xc3\xbccke: \xe9 fell.";
        assert_eq!(told(damaged), ["1 character cannot be read"]);
        assert_eq!(told("Its own: \u{fffd}".as_bytes()), [""; 0]);
    }

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
            "The council met on\nMay 3, 2024\nand rose.",
            "The Queen came to town\nBy Royal Appointment\nand then she left.\n",
            "Title alone\n\n",
        ] {
            check(file, "", file);
        }
        let file = format!("{PARAGRAPH}\n\n{PARAGRAPH}");
        check(&file, "", &file);
    }
}
