//! Cuts a file into pieces that can be read one by one, on any thread, in little memory.
//!
//! The table of readers says which formats are cut, and where; a file in any other format is one piece.

use std::io::{self, Read};
use std::sync::Arc;

use super::cut::{Cut, newlines};
use super::pack::is_junk_behind;
use super::reader::How;
use super::wide::Utf8;
use super::{Format, RejectReason, csv, mail};

/// A part of a file that holds whole stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The line of the file that it begins on, from 1.
    pub(super) first: u64,
    /// The header of its table; empty in formats without one.
    pub(super) header: Arc<[u8]>,
    /// The stories, or why they were left out.
    pub(super) bytes: Result<Vec<u8>, RejectReason>,
}

impl Piece {
    /// A whole file.
    pub fn whole(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            first: 1,
            header: Arc::default(),
            bytes: Ok(bytes.into()),
        }
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.bytes.as_ref().map_or(0, Vec::len)
    }
}

/// How much is read at a time, and how much is too much. In bytes.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// A piece of lines or records.
    block: usize,
    /// A line or a record.
    line: usize,
    /// A file that is one piece.
    file: usize,
}

const LIMITS: Limits = Limits {
    block: 1 << 18,
    line: 64 << 20,
    file: 256 << 20,
};

/// The pieces of a file, in order. An error is the last item, after what was read before it.
///
/// ```
/// use dateline::read::{self, Format};
/// let file = b"{\"title\":\"Rain\"}\n{\"title\":\"More rain\"}\n";
/// let stories: Vec<_> = read::pieces(Format::JsonLines, file.as_slice())
///     .flat_map(|piece| read::read(Format::JsonLines, "rain.jsonl", &piece.unwrap()).stories)
///     .map(|(line, draft)| (line, draft.title))
///     .collect();
/// assert_eq!(stories, [(1, "Rain".to_owned()), (2, "More rain".to_owned())]);
/// ```
pub fn pieces<R: Read>(format: Format, input: R) -> Pieces<R> {
    with_limits(format, input, LIMITS)
}

fn with_limits<R: Read>(format: Format, input: R, limits: Limits) -> Pieces<R> {
    let cut = match format.reader().how {
        How::Cut(cut, _) => Some(cut),
        How::Whole(_) => None,
    };
    Pieces {
        input: Utf8::new(input, matches!(cut, Some(Cut::Records))),
        cut,
        limits,
        header: Arc::default(),
        line: 1,
        rest: Vec::new(),
        ended: false,
        failed: None,
        many: format.holds_many(),
    }
}

/// The iterator of [`pieces`].
pub struct Pieces<R> {
    /// As UTF-8, so that lines can be found.
    input: Utf8<R>,
    cut: Option<Cut>,
    limits: Limits,
    header: Arc<[u8]>,
    /// The line that `rest` begins on.
    line: u64,
    /// What was read and not yet given out.
    rest: Vec<u8>,
    ended: bool,
    /// Why it ended before its end.
    failed: Option<io::Error>,
    /// Whether a file holds several stories, so that a part of it holds some.
    many: bool,
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<Self::Item> {
        let piece = match self.cut {
            _ if self.ended && self.rest.is_empty() => return self.failed.take().map(Err),
            Some(cut) => self.next_cut(cut).transpose()?,
            None => self.whole(),
        };
        if piece.is_err() {
            self.ended = true;
            self.rest.clear();
        }
        Some(piece)
    }
}

impl<R: Read> Pieces<R> {
    fn whole(&mut self) -> io::Result<Piece> {
        let limit = self.limits.file;
        self.fill(limit.saturating_add(1));
        self.ended = true;
        if let Some(error) = self
            .failed
            .take_if(|error| !self.many && !is_junk_behind(error))
        {
            return Err(error);
        }
        let bytes = std::mem::take(&mut self.rest);
        let bytes = if bytes.len() > limit {
            Err(RejectReason::TooLarge { limit })
        } else {
            Ok(bytes)
        };
        Ok(self.piece(1, bytes))
    }

    fn next_cut(&mut self, cut: Cut) -> io::Result<Option<Piece>> {
        loop {
            // Twice as much each time, so that one long record is not looked through again and again.
            let left = self.limits.line.saturating_sub(self.rest.len());
            let more = self.rest.len().min(left).max(self.limits.block);
            self.fill(more);
            if self.header.is_empty() && matches!(cut, Cut::Records) {
                self.take_header();
            }
            let end = match cut.end(&self.rest, &self.header) {
                _ if self.ended && self.failed.is_none() => self.rest.len(),
                0 if self.ended => cut.end_of_last(&self.rest),
                end => end,
            };
            if end > 0 {
                let tail = self.rest.split_off(end);
                let bytes = std::mem::replace(&mut self.rest, tail);
                return Ok(Some(self.give(cut, bytes)));
            }
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
            if self.ended {
                let is_empty = self.line == 1 && self.header.is_empty();
                return Ok(is_empty.then(|| self.give(cut, Vec::new())));
            }
            if self.rest.len() > self.limits.line {
                return Ok(Some(self.skip_record(cut)));
            }
        }
    }

    /// Reads up to `more` bytes.
    fn fill(&mut self, more: usize) {
        let wanted = u64::try_from(more).unwrap_or(u64::MAX);
        if self.ended {
            return;
        }
        let before = self.rest.len();
        let mut input = self.input.by_ref().take(wanted);
        // What was read before an error is in it.
        self.failed = input.read_to_end(&mut self.rest).err();
        self.ended = self.failed.is_some() || self.rest.len() - before < more;
    }

    fn take_header(&mut self) {
        let end = csv::first_record_end(&self.rest);
        if end < self.rest.len() || self.ended {
            let tail = self.rest.split_off(end);
            self.line += csv::lines(&self.rest);
            self.header = std::mem::replace(&mut self.rest, tail).into();
        }
    }

    fn give(&mut self, cut: Cut, bytes: Vec<u8>) -> Piece {
        let first = self.line;
        self.line += cut.newlines(&bytes);
        self.piece(first, Ok(bytes))
    }

    /// Leaves out everything up to the end of the record; of a table, up to the end of the line.
    fn skip_record(&mut self, cut: Cut) -> Piece {
        let first = self.line;
        let (mark, end) = match cut {
            Cut::Mark { mark, end, .. } => (mark, end),
            Cut::Messages => (mail::MARK, 1),
            Cut::Records => (b"\n".as_slice(), 1),
        };
        loop {
            let found = memchr::memmem::find(&self.rest, mark);
            // A mark may be half in what is yet to come.
            let half = self.rest.len().saturating_sub(mark.len() - 1);
            let past = found.map_or(half, |at| at + end);
            self.line += newlines(self.rest.get(..past).unwrap_or_default());
            self.rest.drain(..past);
            if found.is_some() {
                break;
            }
            if self.ended {
                self.rest.clear();
                break;
            }
            self.fill(self.limits.block);
        }
        self.piece(
            first,
            Err(RejectReason::TooLarge {
                limit: self.limits.line,
            }),
        )
    }

    fn piece(&self, first: u64, bytes: Result<Vec<u8>, RejectReason>) -> Piece {
        Piece {
            first,
            header: Arc::clone(&self.header),
            bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::read::{Readout, read};

    const SMALL: Limits = Limits {
        block: 16,
        line: 64,
        file: 256,
    };

    fn read_all(format: Format, file: &[u8], limits: Limits) -> Readout {
        let mut all = Readout::default();
        for piece in with_limits(format, file, limits) {
            let one = read(format, "", &piece.unwrap());
            all.stories.extend(one.stories);
            all.rejected.extend(one.rejected);
            all.warnings.extend(one.warnings);
        }
        all
    }

    #[test]
    fn a_line_too_long_is_left_out_and_the_rest_goes_on() {
        let file = format!(
            "{{\"title\":\"a\"}}\n{{\"title\":\"{}\"}}\n{{\"title\":\"c\"}}\n",
            "b".repeat(200)
        );
        let readout = read_all(Format::JsonLines, file.as_bytes(), SMALL);
        let lines: Vec<_> = readout
            .stories
            .iter()
            .map(|(line, draft)| (*line, draft.title.as_str()))
            .collect();
        assert_eq!(lines, [(1, "a"), (3, "c")]);
        assert_eq!(readout.rejected.len(), 1);
        assert_eq!(readout.rejected[0].place, Some(2));
        assert_eq!(
            readout.rejected[0].reason,
            RejectReason::TooLarge { limit: 64 }
        );
    }

    #[test]
    fn a_text_too_long_is_no_story() {
        let long = "a".repeat(super::super::LONGEST_TEXT + 1);
        let list = format!(r#"[{{"title":"a"}},{{"title":"b","body":"{long}"}}]"#);
        let limit = RejectReason::TooLarge { limit: 64 << 20 };
        let readout = read_all(Format::Plain, long.as_bytes(), LIMITS);
        assert_eq!(
            (readout.stories.len(), &readout.rejected[0].reason),
            (0, &limit)
        );
        let readout = read_all(Format::Json, list.as_bytes(), LIMITS);
        let [(_, only)] = readout.stories.as_slice() else {
            panic!("{} stories", readout.stories.len());
        };
        assert_eq!(
            (only.title.as_str(), &readout.rejected[0].reason),
            ("a", &limit)
        );
    }

    #[test]
    fn a_file_too_large_is_left_out() {
        let readout = read_all(Format::Plain, &b"word ".repeat(100), SMALL);
        assert_eq!(
            readout.rejected[0].reason,
            RejectReason::TooLarge { limit: 256 }
        );
    }

    #[test]
    fn an_empty_file_is_one_piece() {
        for format in [
            Format::JsonLines,
            Format::Csv,
            Format::Mailbox,
            Format::Plain,
        ] {
            let readout = read_all(format, b"", LIMITS);
            assert_eq!(readout.rejected.len(), 1, "{format}");
            assert_eq!(readout.rejected[0].reason, RejectReason::Empty, "{format}");
        }
        for block in [1, 2, 8] {
            let limits = Limits { block, ..LIMITS };
            let readout = read_all(Format::JsonLines, b"{\"title\":\"a\"}", limits);
            assert_eq!((readout.stories.len(), readout.rejected.len()), (1, 0));
        }
    }

    #[test]
    fn utf16_lines_are_found() {
        let file: Vec<u8> = "\u{feff}{\"title\":\"Zürich\"}\n{\"title\":\"Örebro\"}\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read_all(Format::JsonLines, &file, SMALL).stories.len(), 2);
    }

    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("unplugged"))
        }
    }

    #[test]
    fn a_record_that_says_how_long_it_is_needs_no_other_behind_it() {
        let record = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nRain.\r\n\r\n";
        let told = |file: &str| {
            let pieces = pieces(Format::Warc, file.as_bytes().chain(Broken));
            let pieces: Vec<_> = pieces.collect();
            let stories = pieces.iter().flatten();
            let stories = stories.map(|piece| read(Format::Warc, "", piece).stories.len());
            (stories.sum::<usize>(), pieces.last().unwrap().is_err())
        };
        assert_eq!(told(&format!("{record}{record}")), (2, true));
        assert_eq!(told(&format!("{record}{record}junk")), (2, true));
        let cut = record.split("ain").next().unwrap();
        assert_eq!(told(&format!("{record}{cut}")), (1, true));
    }

    #[test]
    fn an_error_ends_the_pieces() {
        let results: Vec<_> = pieces(Format::JsonLines, Broken)
            .map(|piece| piece.is_ok())
            .collect();
        assert_eq!(results, [false]);
    }

    proptest! {
        /// However a table is cut, it has the same stories on the same lines.
        #[test]
        fn cutting_changes_nothing(
            rows in prop::collection::vec(("[a-z ,\"\n]{1,20}", "[a-z]{1,8}"), 0..12),
            block in 1_usize..100,
            end in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let mut file = format!("title,body{end}");
            for (title, body) in &rows {
                let quoted = title.replace('"', "\"\"");
                write!(file, "\"{quoted}\",{body}{end}").unwrap();
            }
            let cut = read_all(Format::Csv, file.as_bytes(), Limits { block, ..LIMITS });
            prop_assert_eq!(&cut, &read_all(Format::Csv, file.as_bytes(), LIMITS));
            prop_assert_eq!(cut.stories.len(), rows.len());
            let mut line = 2;
            for ((place, draft), (title, _)) in cut.stories.iter().zip(&rows) {
                prop_assert_eq!((*place, &draft.title), (line, title));
                line += 1 + newlines(title.as_bytes());
            }
        }
    }
}
