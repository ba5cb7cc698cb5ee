//! Reads a file: cuts it into pieces, sends them to the worker threads, and closes it when all are done.

use std::collections::HashMap;
use std::io::{Read, Seek};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::SendTimeoutError;

use super::hash::{Hashing, half};
use super::metadata::FileMetadata;
use super::moved::renamed;
use super::packed::Packed;
use super::run::{IngestError, Run};
use super::stories::Source;
use super::worker::{Before, Done, PieceToRead, PreviousStories, headline, identity};
use crate::index::{LedgerRow, Origin, Outcome, PassedOver, Reject, StoredStory};
use crate::read::{Content, Found, pieces, unpack};
use crate::story::MEMBER;

/// How many rejects of a file are listed one by one. In a file that is broken line after line, nobody reads more.
const MOST_REJECTS: usize = 1000;

/// How much of pieces may be out at once for each thread, by [their weight](PieceToRead::weight), unless one alone is
/// heavier: reading takes several times as much memory.
const MOST_OUT: usize = 16 << 20;

/// A file whose pieces are being read.
pub(super) struct OpenFile {
    pub(super) row: LedgerRow,
    /// The file as it was when it was opened.
    found: Found,
    pub(super) before: Arc<PreviousStories>,
    /// How many pieces are being processed, and whether more will come.
    pieces_out: u64,
    all_cut: bool,
    /// Whether all of it could be read.
    to_its_end: bool,
    /// How many rejects there are beyond those listed in the row; the same for doubts.
    pub(super) unlisted_rejects: u64,
    pub(super) unlisted_doubts: u64,
    pub(super) ids: Vec<String>,
}

impl Run<'_> {
    /// Deletes what the index has of a file, and opens it under a number.
    pub(super) fn begin(
        &mut self,
        row: LedgerRow,
        known: Option<&LedgerRow>,
        found: &Found,
    ) -> Result<u64, IngestError> {
        let mut before = HashMap::new();
        let mut after_another = known.is_some_and(|known| known.history.is_after_another());
        let mut note = |stored: &StoredStory| {
            let story = &stored.annotated.story;
            let new = Before {
                seen: stored.seen,
                origin: stored.origin,
                original: stored.numbers().original,
                headline: headline(story),
                count: 0,
            };
            before
                .entry(identity(story, &row.file))
                .or_insert(new)
                .count += 1;
        };
        if let Some(from) = self.came_from.get(&row.file) {
            after_another = known.is_some();
            for stored in self.committed.stories_of_file(&from.file)? {
                note(&renamed(stored, &from.file, &row.file, after_another));
            }
        } else if known.is_some_and(|known| known.outcome != Outcome::Gone) {
            for stored in self.committed.stories_of_file(&row.file)? {
                after_another |= matches!(stored.origin, Origin::AfterAnother(_));
                note(&stored);
            }
        }
        if known.is_some() {
            self.write(|writer| {
                writer.remove(&row.file);
                Ok(())
            })?;
        }
        let before = Arc::new(PreviousStories {
            file: row.file.clone(),
            today: self.options.today,
            before,
            after_another: after_another.then_some(self.options.now),
            first_read: Arc::clone(&self.first_read),
        });
        let file = self.next_file;
        self.next_file += 1;
        let open = OpenFile {
            row,
            found: found.clone(),
            before,
            pieces_out: 0,
            all_cut: false,
            to_its_end: true,
            unlisted_rejects: 0,
            unlisted_doubts: 0,
            ids: Vec::new(),
        };
        self.open.insert(file, open);
        Ok(file)
    }

    /// Reads a file of stories.
    pub(super) fn read(
        &mut self,
        file: u64,
        source: Source,
        input: impl Read,
    ) -> Result<(), IngestError> {
        self.is_read_as(file, &source.format.to_string());
        let mut input = Hashing::new(input);
        self.cut(file, source, &mut input)?;
        if let Some(open) = self.open.get_mut(&file).filter(|open| open.to_its_end) {
            open.row.hash = half(&input.hasher.finalize());
        }
        self.all_cut(file)
    }

    /// Reads the files of stories in a packed file.
    pub(super) fn unpack(
        &mut self,
        file: u64,
        packed: &str,
        beside: &Arc<FileMetadata>,
        mut input: impl Read + Seek,
    ) -> Result<(), IngestError> {
        let mut inside = Packed::of(packed, &mut input);
        if let Err(error) = input.rewind() {
            let reason = format!("cannot read all of it: {error}");
            self.reject_part(file, packed, reason);
            return self.all_cut(file);
        }
        if let Some(open) = self.open.get_mut(&file) {
            let (rejects, doubts) = (&mut inside.rejects, &mut inside.doubts);
            open.unlisted_rejects += take_some(&mut open.row.rejects, std::mem::take(rejects));
            open.unlisted_doubts += take_some(&mut open.row.doubts, std::mem::take(doubts));
        }
        unpack(packed, input, &mut |name, content| match content {
            Content::Stories(format, input) => {
                // A file that is only compressed has the format of its content; otherwise it is an archive.
                let is_archive = name != packed;
                let read_as = if is_archive {
                    "archive".to_owned()
                } else {
                    format.to_string()
                };
                self.is_read_as(file, &read_as);
                let source = Source {
                    name: name.to_owned(),
                    format,
                    beside: inside.metadata_of(name, beside),
                };
                self.cut(file, source, input)
            }
            Content::Listing(_) | Content::Sidecar(_) => {
                self.pass_over(file, name, "files in archives that describe others");
                Ok(())
            }
            Content::NoNews => {
                self.pass_over(file, name, "files in archives in no format that holds news");
                Ok(())
            }
            Content::Unseen(what) => {
                self.pass_over(file, name, what);
                Ok(())
            }
            Content::Broken(reason) => {
                self.reject_part(file, name, reason);
                Ok(())
            }
        })?;
        self.all_cut(file)
    }

    fn is_read_as(&mut self, file: u64, format: &str) {
        if let Some(open) = self.open.get_mut(&file)
            && !matches!(open.row.outcome, Outcome::Indexed { .. })
        {
            open.row.outcome = Outcome::Indexed {
                format: format.to_owned(),
                stories: 0,
                undated: 0,
                ahead: 0,
            };
        }
    }

    /// Records that a file, or the one called `name` in it, could not be read.
    fn reject_part(&mut self, file: u64, name: &str, reason: String) {
        if let Some(open) = self.open.get_mut(&file) {
            let reason = in_member(&open.row.file, name, reason);
            open.row.rejects.push(Reject::without_place(reason));
        }
    }

    /// Counts a file in an archive that can have no stories.
    fn pass_over(&mut self, file: u64, name: &str, what: &str) {
        if let Some(open) = self
            .open
            .get_mut(&file)
            .filter(|open| open.row.file != name)
        {
            let what = what.to_owned();
            add(&mut open.row.passed_over, PassedOver { what, count: 1 });
        }
    }

    /// Cuts a file of stories into pieces and sends them out.
    fn cut(&mut self, file: u64, source: Source, input: impl Read) -> Result<(), IngestError> {
        let Some(previous) = self.open.get(&file).map(|open| Arc::clone(&open.before)) else {
            return Ok(());
        };
        let source = Arc::new(source);
        for piece in pieces(source.format, input) {
            match piece {
                Ok(piece) => {
                    if let Some(open) = self.open.get_mut(&file) {
                        open.pieces_out += 1;
                    }
                    let work = PieceToRead {
                        file,
                        source: Arc::clone(&source),
                        previous: Arc::clone(&previous),
                        piece,
                    };
                    self.send(work)?;
                }
                Err(error) => {
                    let reason = format!("cannot read all of it: {error}");
                    self.reject_part(file, &source.name, reason);
                    if let Some(open) = self.open.get_mut(&file) {
                        open.to_its_end = false;
                    }
                }
            }
        }
        Ok(())
    }

    fn all_cut(&mut self, file: u64) -> Result<(), IngestError> {
        if let Some(open) = self.open.get_mut(&file) {
            open.all_cut = true;
        }
        self.close_if_done(file)
    }

    fn send(&mut self, mut work: PieceToRead) -> Result<(), IngestError> {
        let weight = work.weight();
        let most = MOST_OUT.saturating_mul(self.options.threads);
        while self.weight_out > 0 && self.weight_out + weight > most {
            match self.done.recv() {
                Ok(done) => self.count(done)?,
                Err(_) => break,
            }
            (self.report)(self.progress);
        }
        self.weight_out += weight;
        // While waiting for a free slot, take in finished pieces, so that memory stays bounded and the progress bar
        // moves. If no worker is left, one of them has failed, which `take_done` reports.
        let wait = Duration::from_millis(20);
        while let Err(SendTimeoutError::Timeout(back)) = self.to_workers.send_timeout(work, wait) {
            work = back;
            self.take_done()?;
        }
        self.take_done()
    }

    fn take_done(&mut self) -> Result<(), IngestError> {
        while let Ok(done) = self.done.try_recv() {
            self.count(done)?;
        }
        (self.report)(self.progress);
        Ok(())
    }

    /// Waits until no file is open.
    pub(super) fn close_all(&mut self) -> Result<(), IngestError> {
        while !self.open.is_empty() {
            match self.done.recv() {
                Ok(done) => self.count(done)?,
                Err(_) => break,
            }
            (self.report)(self.progress);
        }
        Ok(())
    }

    fn count(&mut self, done: Done) -> Result<(), IngestError> {
        self.weight_out -= done.weight;
        let counted = done.result?;
        if let Some(open) = self.open.get_mut(&done.file) {
            open.pieces_out -= 1;
            if let Outcome::Indexed {
                stories,
                undated,
                ahead,
                ..
            } = &mut open.row.outcome
            {
                *stories += counted.ids.len() as u64;
                *undated += counted.undated;
                *ahead += counted.ahead;
            }
            self.progress.stories += counted.ids.len() as u64;
            open.ids.extend(counted.ids);
            open.unlisted_rejects += take_some(&mut open.row.rejects, counted.rejects);
            open.unlisted_doubts += take_some(&mut open.row.doubts, counted.doubts);
            for more in counted.passed_over {
                add(&mut open.row.passed_over, more);
            }
        }
        self.close_if_done(done.file)
    }

    /// Closes a file once all its pieces are done.
    fn close_if_done(&mut self, file: u64) -> Result<(), IngestError> {
        if self
            .open
            .get(&file)
            .is_none_or(|open| !open.all_cut || open.pieces_out > 0)
        {
            return Ok(());
        }
        match self.open.remove(&file) {
            Some(open) if self.is_unchanged(&open.found) => self.close(open),
            Some(open) => {
                self.progress.stories -= open.ids.len() as u64;
                let name = &open.found.name;
                self.write(|writer| {
                    writer.remove(name);
                    Ok(())
                })?;
                self.deleted_files.insert(open.found.name.clone());
                self.changed_while_read.push(open.found);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

fn add(sorts: &mut Vec<PassedOver>, more: PassedOver) {
    match sorts.iter_mut().find(|sort| sort.what == more.what) {
        Some(sort) => sort.count += more.count,
        None => sorts.push(more),
    }
}

/// Adds as many as there is room for, and returns how many are left over.
fn take_some(listed: &mut Vec<Reject>, more: Vec<Reject>) -> u64 {
    let room = MOST_REJECTS.saturating_sub(listed.len());
    let unlisted = more.len().saturating_sub(room) as u64;
    listed.extend(more.into_iter().take(room));
    unlisted
}

/// A reason, with the name of the file in the archive that it is about.
pub(super) fn in_member(file: &str, name: &str, reason: String) -> String {
    match name
        .strip_prefix(file)
        .and_then(|rest| rest.strip_prefix(MEMBER))
    {
        Some(member) => format!("`{member}`: {reason}"),
        None => reason,
    }
}
