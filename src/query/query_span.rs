//! Shows where in a query something is: by column, and by a mark under the text.

use std::fmt;
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A stretch of the text of a query; an empty one is a gap, where something is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySpan {
    /// The stretch in bytes, on character boundaries.
    pub range: Range<usize>,
    /// Where it begins, in characters, counted from 1.
    pub column: usize,
}

impl QuerySpan {
    pub(super) fn new(text: &str, range: Range<usize>) -> Self {
        let before = text.get(..range.start).unwrap_or(text);
        let column = before.chars().count() + 1;
        Self { range, column }
    }

    /// The text of the query around the place, and under it a line of `^`; both indented by two.
    ///
    /// Wide and combining characters are counted as a terminal shows them; a long text is cut on both sides, so that
    /// neither line is wider than `columns`.
    pub fn marked(&self, text: &str, columns: usize) -> String {
        let part = |range| text.get(range).map(on_one_line).unwrap_or_default();
        let room = columns.saturating_sub(INDENT.len() + CUTS);
        let place = cut_back(&part(self.range.clone()), COLUMNS.min(room));
        let room = room.saturating_sub(place.width());
        let before = cut_front(&part(0..self.range.start), COLUMNS_BEFORE.min(room));
        let room = room.saturating_sub(before.width());
        let after = part(self.range.end..text.len());
        let after = cut_back(&after, (COLUMNS - COLUMNS_BEFORE).min(room));
        let under = " ".repeat(before.width());
        let mark = "^".repeat(place.width().max(1));
        format!("{INDENT}{before}{place}{after}\n{INDENT}{under}{mark}")
    }
}

/// A piece of a query in a message: in backticks, on one line, and not too long.
pub(super) struct Shown<'a>(pub(super) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            f.write_str("nothing")
        } else {
            write!(f, "`{}`", cut_back(&on_one_line(self.0), COLUMNS_BEFORE))
        }
    }
}

/// How wide a text is shown: in all, and up to the place in question.
const COLUMNS: usize = 70;
const COLUMNS_BEFORE: usize = 40;
const INDENT: &str = "  ";
/// The columns of the `…` where a text is cut, one for each of its three parts.
const CUTS: usize = 3;

fn on_one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn cut_back(text: &str, columns: usize) -> String {
    let kept = fitting(text.chars(), columns);
    match text.get(..kept) {
        Some(front) if kept < text.len() => format!("{front}…"),
        _ => text.to_owned(),
    }
}

fn cut_front(text: &str, columns: usize) -> String {
    let kept = fitting(text.chars().rev(), columns);
    match text.get(text.len() - kept..) {
        Some(back) if kept < text.len() => format!("…{back}"),
        _ => text.to_owned(),
    }
}

/// How many bytes of the characters fit in so many columns.
fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut taken = 0;
    chars
        .take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken <= columns
        })
        .map(char::len_utf8)
        .sum()
}
