//! Finds where a file may be cut without cutting through a record.

use super::{csv, mail};

/// Where a file may be cut.
#[derive(Clone, Copy)]
pub(super) enum Cut {
    /// At a mark that occurs between records and nowhere else.
    Mark {
        /// The mark.
        mark: &'static [u8],
        /// How much of it still belongs to the record before.
        end: usize,
        /// How long the record at the beginning of some bytes is, in formats whose records say so; 0 if that much is
        /// not there.
        whole: Option<fn(&[u8]) -> usize>,
    },
    /// Before the first line of a message in a mailbox.
    Messages,
    /// Between the records of a table.
    Records,
}

impl Cut {
    /// After a mark that ends a record.
    pub(super) const fn after(mark: &'static [u8]) -> Self {
        Self::Mark {
            mark,
            end: mark.len(),
            whole: None,
        }
    }

    /// Where the last complete record of `bytes` ends; 0 if there is none.
    pub(super) fn end(self, bytes: &[u8], header: &[u8]) -> usize {
        match self {
            Self::Mark { mark, end, .. } => {
                memchr::memmem::rfind(bytes, mark).map_or(0, |at| at + end)
            }
            Self::Messages => mail::last_message(bytes),
            Self::Records => csv::last_record_start(bytes, header),
        }
    }

    /// How many lines end in `bytes`.
    pub(super) fn newlines(self, bytes: &[u8]) -> u64 {
        match self {
            Self::Mark { .. } | Self::Messages => newlines(bytes),
            Self::Records => csv::lines(bytes),
        }
    }

    /// Where the record that `bytes` begin with ends although no other follows, if it says so; else 0.
    pub(super) fn end_of_last(self, bytes: &[u8]) -> usize {
        match self {
            Self::Mark {
                whole: Some(whole), ..
            } => whole(bytes),
            _ => 0,
        }
    }
}

/// How many line feeds are in `bytes`.
pub(super) fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes)
        .count()
        .try_into()
        .unwrap_or(u64::MAX)
}
