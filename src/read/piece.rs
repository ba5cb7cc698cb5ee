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
    /// Whether another piece follows, which begins with a record.
    pub(super) is_followed: bool,
}

impl Piece {
    /// A whole file.
    pub fn whole(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            first: 1,
            header: Arc::default(),
            bytes: Ok(bytes.into()),
            is_followed: false,
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
            is_followed: !self.rest.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests;
