//! Cuts a table into records and cells, even where its quotes are not as they should be.
//!
//! A quote opens a cell only if another one closes it before a delimiter or a line end. A quote that stands where a
//! cell begins, within a quoted cell, shows that the first was never meant to be closed.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

/// How far away a quote may be closed in a table whose cells are separated by tabs, which seldom has quoted cells.
const LONGEST_QUOTE: usize = 1 << 16;

/// How many times the length of a table is looked through at most for quotes that close others.
const MOST_LOOKS: usize = 16;

/// A part of a table, and how its cells are written.
#[derive(Clone, Copy)]
pub(super) struct Rows<'t> {
    pub(super) text: &'t [u8],
    delimiter: u8,
    /// Whether the table goes on behind the text.
    goes_on: bool,
    /// Whether it goes on there with another record.
    is_followed: bool,
}

/// One record.
pub(super) struct Row<'t> {
    /// Where it begins, behind blank lines.
    pub(super) start: usize,
    /// Where the next one begins.
    pub(super) end: usize,
    pub(super) cells: Vec<Cow<'t, [u8]>>,
    /// Whether a quote is never closed, so that it may have swallowed the rest of the table.
    pub(super) is_open: bool,
}

/// Where a quoted cell ends.
enum Close {
    /// With the quote here, and whether `\"` is a quote in it.
    At(usize, bool),
    /// Not at all: the quote is a letter.
    Never,
    /// Not before the end of the text.
    Open,
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t [u8], delimiter: u8) -> Self {
        Self {
            text,
            delimiter,
            goes_on: false,
            is_followed: false,
        }
    }

    /// The same, as the beginning of a table.
    pub(super) fn going_on(self) -> Self {
        Self {
            goes_on: true,
            ..self
        }
    }

    /// The same, as whole records that others follow.
    pub(super) fn followed(self) -> Self {
        Self {
            is_followed: true,
            ..self
        }
    }

    /// The records, in order.
    pub(super) fn iter(self) -> impl Iterator<Item = Row<'t>> {
        let mut at = 0;
        // Only a table made for it needs more.
        let mut looks = self.text.len().saturating_mul(MOST_LOOKS);
        std::iter::from_fn(move || {
            let row = self.row(at, &mut looks)?;
            at = row.end;
            Some(row)
        })
    }

    /// The record that begins at `at` or behind the blank lines there.
    fn row(self, mut at: usize, looks: &mut usize) -> Option<Row<'t>> {
        let blank = self.text.get(at..)?.iter();
        at += blank.take_while(|byte| is_line_end(**byte)).count();
        let start = at;
        self.text.get(at)?;
        let (mut cells, mut is_open) = (Vec::new(), false);
        loop {
            let (cell, end, open) = self.cell(at, looks);
            cells.push(cell);
            is_open |= open;
            at = end + 1;
            if self.text.get(end) == Some(&self.delimiter) {
                continue;
            }
            let end = match self.text.get(end..) {
                Some([b'\r', b'\n', ..]) => end + 2,
                Some([_, ..]) => end + 1,
                _ => self.text.len(),
            };
            return Some(Row {
                start,
                end,
                cells,
                is_open,
            });
        }
    }

    /// The cell at `at`, where it ends, and whether it is open.
    fn cell(self, at: usize, looks: &mut usize) -> (Cow<'t, [u8]>, usize, bool) {
        let part = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default();
        if self.text.get(at) == Some(&b'"') {
            match self.close(at + 1, looks) {
                Close::At(quote, escapes) => {
                    let end = self.end_behind(quote).unwrap_or(quote + 1);
                    return (unquoted(part(at + 1, quote), escapes), end, false);
                }
                Close::Open => {
                    let end = self.text.len();
                    return (Cow::Borrowed(part(at + 1, end)), end, true);
                }
                Close::Never => {}
            }
        }
        let rest = part(at, self.text.len());
        let end =
            memchr3(self.delimiter, b'\n', b'\r', rest).map_or(self.text.len(), |end| at + end);
        (Cow::Borrowed(part(at, end)), end, false)
    }

    /// Where the quoted cell whose text begins at `start` ends. `looks` is how far may still be looked in vain.
    fn close(self, start: usize, looks: &mut usize) -> Close {
        let is_tab = self.delimiter == b'\t';
        let farthest = if is_tab {
            LONGEST_QUOTE.min(*looks)
        } else {
            *looks
        };
        // The first `\"` in a cell tells whether it is a quote: it is unless the cell could end there.
        let (mut at, mut escapes) = (start, false);
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let next = if escapes {
                memchr2(b'"', b'\\', rest)
            } else {
                memchr(b'"', rest)
            };
            let quote = at + next.unwrap_or(rest.len());
            if quote - start > farthest {
                *looks -= farthest;
                return Close::Never;
            }
            let (mark, after) = (self.text.get(quote), self.text.get(quote + 1).copied());
            let before = (quote > start).then(|| self.text.get(quote - 1)).flatten();
            let opens = before.is_some_and(|b| self.ends_cell(*b));
            match after {
                _ if mark.is_none() && is_tab && !self.goes_on => return Close::Never,
                _ if mark.is_none() && self.is_followed => {
                    *looks -= quote - start;
                    return Close::Never;
                }
                _ if mark.is_none() => return Close::Open,
                _ if mark == Some(&b'\\') => at = quote + 2,
                Some(b'"') => at = quote + 2,
                _ if self.end_behind(quote).is_some() => return Close::At(quote, escapes),
                _ if before == Some(&b'\\') => (at, escapes) = (quote + 1, true),
                _ if opens || quote == start => {
                    *looks -= quote - start;
                    return Close::Never;
                }
                _ => at = quote + 1,
            }
        }
    }

    /// Where a cell ends whose last quote is at `quote`: behind nothing but blanks. `None` if text follows.
    fn end_behind(self, quote: usize) -> Option<usize> {
        let rest = self.text.get(quote + 1..)?;
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t') && **byte != self.delimiter;
        let blanks = rest.iter().take_while(is_blank).count();
        let next = rest.get(blanks);
        next.is_none_or(|next| self.ends_cell(*next))
            .then_some(quote + 1 + blanks)
    }

    fn ends_cell(self, byte: u8) -> bool {
        byte == self.delimiter || is_line_end(byte)
    }
}

/// The text of a quoted cell, with each of its quotes as one.
fn unquoted(cell: &[u8], escapes: bool) -> Cow<'_, [u8]> {
    let is_marked = memchr(b'"', cell).is_some() || escapes && memchr(b'\\', cell).is_some();
    if !is_marked {
        return Cow::Borrowed(cell);
    }
    let mut text = Vec::with_capacity(cell.len());
    let mut rest = cell;
    while let [first, after @ ..] = rest {
        let marks = matches!(rest, [b'"', b'"', ..])
            || escapes && matches!(rest, [b'\\', b'"' | b'\\', ..]);
        let (letter, after) = match after {
            [second, after @ ..] if marks => (second, after),
            after => (first, after),
        };
        text.push(*letter);
        rest = after;
    }
    Cow::Owned(text)
}

/// How many lines end in a part of a table, by whatever mark.
pub(super) fn lines(bytes: &[u8]) -> u64 {
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    let is_whole = |at: &usize| bytes.get(*at..*at + 2) != Some(b"\r\n");
    ends.filter(is_whole).count() as u64
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of a table, with `|` between them and `¶` for line ends in them.
    fn check(table: &str, delimiter: u8, expected: &[&str]) {
        let rows = Rows::new(table.as_bytes(), delimiter).iter();
        let told: Vec<String> = rows
            .map(|row| {
                let cells = row.cells.iter().map(|cell| String::from_utf8_lossy(cell));
                let cells = cells.collect::<Vec<_>>().join("|").replace('\n', "¶");
                format!("{cells}{}", if row.is_open { " …" } else { "" })
            })
            .collect();
        assert_eq!(told, expected, "{table}");
    }

    #[test]
    fn as_it_should_be() {
        check(
            "Rain,\"it fell, and \"\"how\"\"\non us\",\"\"\r\n\r\nSun,,x\rFog,\"y\"",
            b',',
            &["Rain|it fell, and \"how\"¶on us|", "Sun||x", "Fog|y"],
        );
        check("5\" pipe,burst", b',', &["5\" pipe|burst"]);
        check("C:\\,\"D:\\\"\nx,y", b',', &["C:\\|D:\\", "x|y"]);
    }

    #[test]
    fn quotes_escaped_by_a_backslash() {
        check(
            r#""Rain","He said \"it fell, and fell\", then left",2024"#,
            b',',
            &["Rain|He said \"it fell, and fell\", then left|2024"],
        );
        check(
            "\"\\\"three\\\" said\",1\n\"D:\\new\\\",2\n\"E:\\, x\\\" ,3",
            b',',
            &["\"three\" said|1", "D:\\new\\|2", "E:\\, x\\|3"],
        );
    }

    #[test]
    fn a_quote_that_is_closed_by_none_or_by_another_cell() {
        check(
            "Rain,\"open harbour\nSun,two\nFog,\"three\"\nWind,four",
            b',',
            &["Rain|\"open harbour", "Sun|two", "Fog|three", "Wind|four"],
        );
        check(
            "Rain,\"it \"fell\" hard\",7",
            b',',
            &["Rain|it \"fell\" hard|7"],
        );
        check("Rain,\"one\nSun,two\n", b',', &["Rain|one¶Sun,two¶ …"]);
    }

    #[test]
    fn blanks_behind_a_quote() {
        check(
            "Sun,\"trail, words\" ,7\nFog, \"x\",8\nIce,\"cold\"  \nDew,\"wet\" ",
            b',',
            &["Sun|trail, words|7", "Fog| \"x\"|8", "Ice|cold", "Dew|wet"],
        );
    }

    #[test]
    fn a_quote_that_nothing_closes_before_the_next_record() {
        let rows = Rows::new(b"Rain,\"one\nSun,two\n", b',').followed();
        assert!(rows.iter().all(|row| !row.is_open));
        assert_eq!(rows.iter().count(), 2);
    }

    #[test]
    fn a_quote_at_the_beginning_of_a_cell_between_tabs() {
        check(
            "Rain\t\"It fell,\" he said\t7\nSun\t\"It shone\t8\nFog\t\"on two\nlines\"\t9",
            b'\t',
            &[
                "Rain|\"It fell,\" he said|7",
                "Sun|\"It shone|8",
                "Fog|on two¶lines|9",
            ],
        );
        check(
            "\"Never again\tHe said so\nSun\ttwo\n",
            b'\t',
            &["\"Never again|He said so", "Sun|two"],
        );
    }

    #[test]
    fn a_table_made_to_take_long() {
        let table = format!("{}\"y", "\"\"\"a,".repeat(1 << 18));
        assert_eq!(Rows::new(table.as_bytes(), b',').iter().count(), 1);
        let table = format!("{}\"y", "\"a \"b\t".repeat(1 << 18));
        assert_eq!(Rows::new(table.as_bytes(), b'\t').iter().count(), 1);
    }
}
