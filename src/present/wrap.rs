//! Breaks the lines of a finished text that are wider than the terminal, between words.
//!
//! Lines that fit stay as they are, white space included, and so does everything if there is no right margin: what a
//! file or a pipe gets is the text itself. A text that is still in the making is a
//! [`Paragraph`](super::paragraph::Paragraph).

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::Styling;

/// What begins and ends a change of style in a text for a terminal.
const ESCAPE: (&str, char) = ("\u{1b}[", 'm');
const RESET: &str = "\u{1b}[0m";

/// The text with its wide lines broken; what goes on below begins `hang` columns further in than its line does.
///
/// ```
/// use dateline::present::{Styling, wrap};
/// let styling = Styling { columns: 20, ..Styling::PLAIN };
/// assert_eq!(wrap("  a boat left at dawn\n", 2, styling), "  a boat left at\n    dawn\n");
/// assert_eq!(wrap("  a boat left at dawn\n", 2, Styling::PLAIN), "  a boat left at dawn\n");
/// ```
pub fn wrap(text: &str, hang: usize, styling: Styling) -> Cow<'_, str> {
    if text.lines().all(|line| width(line) <= styling.columns) {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').map(|whole| {
        let line = whole.strip_suffix('\n').unwrap_or(whole);
        if width(line) <= styling.columns {
            whole.to_owned()
        } else {
            wrapped(line, hang, styling.columns) + whole.strip_prefix(line).unwrap_or_default()
        }
    });
    Cow::Owned(lines.collect())
}

fn wrapped(line: &str, hang: usize, columns: usize) -> String {
    let own = line.len() - line.trim_start_matches(' ').len();
    // Whatever the indent, half of the line is for words.
    let indent = (own + hang).min(columns / 2);
    let mut text = String::new();
    let (mut column, mut gap) = (0, 0);
    let mut style = String::new();
    for piece in line.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        if !word.is_empty() {
            let width = width(word);
            // A new line gains nothing if the word would not begin further left on it.
            if text.is_empty() || column + gap <= indent || column + gap + width <= columns {
                text.extend(std::iter::repeat_n(' ', gap));
                column += gap + width;
            } else {
                if !style.is_empty() {
                    text += RESET;
                }
                text.push('\n');
                text.extend(std::iter::repeat_n(' ', indent));
                text += &style;
                column = indent + width;
            }
            text += word;
            gap = 0;
            change(&mut style, word);
        }
        gap += piece.len() - word.len();
    }
    text
}

/// How many columns a text takes up, changes of style none.
fn width(text: &str) -> usize {
    let mut parts = text.split(ESCAPE.0);
    let first = parts.next().map_or(0, UnicodeWidthStr::width);
    let others = parts.map(|part| part.split_once(ESCAPE.1).map_or(part, |(_, text)| text));
    first + others.map(UnicodeWidthStr::width).sum::<usize>()
}

/// What a style has become at the end of a word.
fn change(style: &mut String, word: &str) {
    for part in word.split(ESCAPE.0).skip(1) {
        match part.split_once(ESCAPE.1) {
            Some(("0" | "", _)) => style.clear(),
            Some((codes, _)) => style.extend([ESCAPE.0, codes, "m"]),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, hang: usize, expected: &str) {
        let styling = Styling {
            colour: true,
            columns: 12,
        };
        assert_eq!(wrap(text, hang, styling), expected);
    }

    #[test]
    fn only_wide_lines_are_broken() {
        check(
            "the  water\nrose by two metres\n\n  at  dawn",
            0,
            "the  water\nrose by two\nmetres\n\n  at  dawn",
        );
        check("sub  merged town", 0, "sub  merged\ntown");
        check("", 0, "");
    }

    #[test]
    fn what_goes_on_hangs() {
        check("  no   biden harris", 2, "  no   biden\n    harris");
        check("hint: write a word", 6, "hint: write\n      a word");
        check(
            "          far in there",
            4,
            "          far\n      in\n      there",
        );
    }

    #[test]
    fn a_word_that_is_too_wide_stands_alone() {
        check(
            "in seeds/wire/ferry.txt today",
            0,
            "in\nseeds/wire/ferry.txt\ntoday",
        );
        check("東京 東京 東京", 0, "東京 東京\n東京");
        check("file  wire/1987/0412.sgm", 6, "file  wire/1987/0412.sgm");
    }

    #[test]
    fn a_style_ends_with_its_line_and_takes_no_room() {
        let (bold, dim) = ("\u{1b}[1m", "\u{1b}[2m");
        check(
            &format!("the {bold}{dim}old town by{RESET} the wide sea"),
            2,
            &format!("the {bold}{dim}old town{RESET}\n  {bold}{dim}by{RESET} the\n  wide sea"),
        );
        check(
            &format!("{bold}the old town{RESET}"),
            0,
            &format!("{bold}the old town{RESET}"),
        );
    }
}
