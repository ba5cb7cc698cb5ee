//! Decides what becomes of a file that the walk met: it is kept, renamed, read, skipped or rejected.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::hash::hash_file;
use super::metadata::{FileMetadata, written_at};
use super::run::{IngestError, Run};
use super::stories::Source;
use crate::index::{EventKind, FieldTokenizer, LedgerRow, Outcome, Reject, StoredStory};
use crate::read::{Found, Recognised, Unreadable, sidecar};

/// The reason for skipping a file of unknown format.
pub(super) const NO_NEWS: &str = "not a format that holds news";
/// The reason for skipping a file or a folder whose name begins with a dot.
const HIDDEN: &str = "hidden: its name begins with a dot";

impl Run<'_> {
    pub(super) fn file(&mut self, found: &Found) -> Result<(), IngestError> {
        if sidecar::is_sidecar(&found.name) {
            return self.sidecar(found);
        }
        let metadata_hash = self.metadata_of(found).hash();
        if let Some((row, untouched)) = self.unchanged_row(found, metadata_hash)? {
            return self.keep(&row, found, untouched);
        }
        if let Some(row) = self.moved_from(found, metadata_hash) {
            self.record_moved_to(&row, found)?;
            return self.move_stories(&row, found);
        }
        self.read_file(found)
    }

    /// The row of an unchanged file, and whether even its time is unchanged; `None` if the file has changed.
    pub(super) fn unchanged_row(
        &mut self,
        found: &Found,
        metadata_hash: [u8; 16],
    ) -> Result<Option<(LedgerRow, bool)>, IngestError> {
        let same = |row: &LedgerRow| {
            let is_there = row.outcome != Outcome::Gone && !row.is_unfinished();
            is_there && row.metadata_hash == metadata_hash && row.size == found.size
        };
        let row = self.known(&found.name)?.filter(same);
        Ok(row.and_then(|row| {
            let untouched = row.modified == found.modified;
            let is_same = untouched || self.hashes.of(found).is_ok_and(|hash| hash == row.hash);
            is_same.then_some((row, untouched))
        }))
    }

    /// Reads a file, regardless of its row in the ledger.
    pub(super) fn read_file(&mut self, found: &Found) -> Result<(), IngestError> {
        let hashed = self.hashes.take(found);
        let known = self.known(&found.name)?;
        let beside = Arc::new(self.metadata_of(found));
        let reason = NO_NEWS.to_owned();
        let row = LedgerRow {
            metadata_hash: beside.hash(),
            ..self.row(found, known.as_ref(), Outcome::Skipped { reason })
        };
        let opened = File::open(&found.path);
        let recognised = opened.and_then(|file| Recognised::of(&found.name, file));
        match recognised {
            Err(error) => self.cannot_read(found, known, &error),
            Ok((Recognised::NoNews, _)) => self.skip(row, known.as_ref(), NO_NEWS),
            Ok((Recognised::Listing, _)) => self.listing(row, found, known),
            Ok((Recognised::Stories(format), input)) => {
                let file = self.begin(row, known.as_ref(), found)?;
                let name = found.name.clone();
                let source = Source {
                    name,
                    format,
                    beside,
                };
                self.read(file, source, input)
            }
            Ok((Recognised::Packed, _)) => {
                let hash = hashed.map_or_else(|| hash_file(found), Ok);
                match hash.and_then(|hash| Ok((hash, File::open(&found.path)?))) {
                    Ok((hash, packed)) => {
                        let file = self.begin(LedgerRow { hash, ..row }, known.as_ref(), found)?;
                        self.unpack(file, &found.name, &beside, packed)
                    }
                    Err(error) => self.cannot_read(found, known, &error),
                }
            }
        }
    }

    /// What metadata beside a file says of it.
    pub(super) fn metadata_of(&mut self, found: &Found) -> FileMetadata {
        let default_date = self.options.date_from_mtime.then(|| written_at(found));
        self.metadata
            .of(&found.path)
            .with_default_date(default_date.flatten())
    }

    /// A row for a file with this outcome, which continues the history of the known one.
    pub(super) fn row(
        &self,
        found: &Found,
        known: Option<&LedgerRow>,
        outcome: Outcome,
    ) -> LedgerRow {
        let mut row = LedgerRow {
            file: found.name.clone(),
            size: found.size,
            modified: found.modified,
            hash: [0; 16],
            metadata_hash: [0; 16],
            read_at: self.options.now.as_second(),
            outcome,
            rejects: Vec::new(),
            doubts: Vec::new(),
            passed_over: Vec::new(),
            history: known.map(|row| row.history.clone()).unwrap_or_default(),
        };
        if let Some(from) = self.came_from.get(&row.file) {
            self.add_history(&mut row, from);
        }
        row
    }

    pub(super) fn record_event(&self, row: &mut LedgerRow, what: EventKind) {
        row.history.record(self.options.now.as_second(), what);
    }

    /// Replaces everything that the index has of a file by this row alone.
    pub(super) fn record_alone(&self, row: &LedgerRow) -> Result<(), IngestError> {
        self.write(|writer| {
            writer.remove(&row.file);
            writer.record(row)
        })
    }

    /// Records a file or a folder that is hidden, and not read.
    pub(super) fn hidden(&mut self, found: &Found) -> Result<(), IngestError> {
        let known = self.known(&found.name)?;
        let reason = HIDDEN.to_owned();
        let outcome = Outcome::Skipped { reason };
        if let Some(row) = known.as_ref().filter(|row| row.outcome == outcome) {
            self.count_kept(row);
            return Ok(());
        }
        let row = self.row(found, known.as_ref(), outcome);
        self.skip(row, known.as_ref(), HIDDEN)
    }

    /// Records a file as skipped.
    pub(super) fn skip(
        &mut self,
        mut row: LedgerRow,
        known: Option<&LedgerRow>,
        reason: &str,
    ) -> Result<(), IngestError> {
        self.summary.skipped += 1;
        self.count_removed(known);
        let from = self.came_from.get(&row.file).cloned();
        self.count_removed(from.as_ref());
        self.record_event(
            &mut row,
            EventKind::Skipped {
                reason: reason.to_owned(),
            },
        );
        self.record_alone(&row)
    }

    /// Keeps an unchanged file. If only its time has changed, the row is updated.
    fn keep(&mut self, row: &LedgerRow, found: &Found, untouched: bool) -> Result<(), IngestError> {
        self.hashes.take(found);
        self.count_kept(row);
        if untouched {
            return Ok(());
        }
        let new_row = LedgerRow {
            modified: found.modified,
            ..row.clone()
        };
        self.rewrite_stories(&new_row)
    }

    pub(super) fn count_kept(&mut self, row: &LedgerRow) {
        match &row.outcome {
            Outcome::Indexed { stories, .. } => {
                self.summary.kept += stories;
                self.summary.unchanged += 1;
            }
            Outcome::Skipped { .. } => self.summary.skipped += 1,
            Outcome::Rejected { .. } | Outcome::Gone => self.summary.rejected_files += 1,
        }
        let rejects = row.rejects.iter().cloned();
        let rejects = rejects.map(|reject| (row.file.clone(), reject));
        self.summary.rejected_before.extend(rejects);
    }

    /// Writes the stories of a file again, with a new row, without reading the file.
    fn rewrite_stories(&self, row: &LedgerRow) -> Result<(), IngestError> {
        let stories = self.committed.stories_of_file(&row.file)?;
        self.put_back(stories, row)
    }

    /// Replaces everything that the index has of a file by these stories and this row.
    pub(super) fn put_back(
        &self,
        stories: impl IntoIterator<Item = StoredStory>,
        row: &LedgerRow,
    ) -> Result<(), IngestError> {
        self.write(|writer| {
            writer.remove(&row.file);
            writer.add(stories, &mut FieldTokenizer::default())?;
            writer.record(row)
        })
    }

    /// Records a path that the walk could not read.
    pub(super) fn unreadable(&mut self, unreadable: &Unreadable) -> Result<(), IngestError> {
        if unreadable.is_gone() {
            // Removed while we looked.
            self.summary.files -= 1;
            return Ok(());
        }
        let found = Found {
            path: PathBuf::new(),
            name: unreadable.name().to_owned(),
            size: 0,
            modified: 0,
            hidden: false,
        };
        let known = self.known(&found.name)?;
        self.reject_whole(&found, known, unreadable.to_string())
    }

    pub(super) fn cannot_read(
        &mut self,
        found: &Found,
        known: Option<LedgerRow>,
        error: &io::Error,
    ) -> Result<(), IngestError> {
        if error.kind() == io::ErrorKind::NotFound {
            self.vanished(known);
            return Ok(());
        }
        self.reject_whole(found, known, format!("cannot read it: {error}"))
    }

    /// Records a file that was removed after the walk met it.
    pub(super) fn vanished(&mut self, known: Option<LedgerRow>) {
        self.summary.files -= 1;
        if let Some(row) = known.filter(|row| row.outcome != Outcome::Gone) {
            let gone = self.plan.gone.entry((row.size, row.modified));
            gone.or_default().push(row);
        }
    }

    /// Records a file that cannot be read. Its stories from earlier runs stay, since it may be readable again tomorrow.
    pub(super) fn reject_whole(
        &mut self,
        found: &Found,
        known: Option<LedgerRow>,
        reason: String,
    ) -> Result<(), IngestError> {
        let reject = Reject::without_place(reason.clone());
        self.summary
            .rejects
            .push((found.name.clone(), reject.clone()));
        self.summary.rejected_files += 1;
        let as_before = !self.deleted_files.contains(&found.name);
        if let Some(row) = &known
            && let Outcome::Indexed { stories, .. } = &row.outcome
        {
            self.summary.kept += stories;
            self.summary.unreadable += stories;
            let mut new_row = row.clone();
            self.record_event(&mut new_row, EventKind::Kept { reason });
            // What an earlier run recorded need not be written again.
            if new_row == *row && as_before {
                return Ok(());
            }
            return self.rewrite_stories(&new_row);
        }
        let outcome = Outcome::Rejected {
            reason: reason.clone(),
        };
        let mut row = LedgerRow {
            rejects: vec![reject],
            ..self.row(found, known.as_ref(), outcome)
        };
        self.record_event(&mut row, EventKind::Rejected { reason });
        let known = known.map(|known| LedgerRow {
            read_at: row.read_at,
            ..known
        });
        if as_before && known.as_ref() == Some(&row) {
            return Ok(());
        }
        self.record_alone(&row)
    }

    pub(super) fn remove_gone(&mut self) -> Result<(), IngestError> {
        let rows: Vec<LedgerRow> = std::mem::take(&mut self.plan.gone)
            .into_values()
            .flatten()
            .collect();
        for row in rows {
            self.count_removed(Some(&row));
            self.summary.gone += 1;
            self.mark_gone(row, EventKind::Removed)?;
        }
        Ok(())
    }

    pub(super) fn count_removed(&mut self, row: Option<&LedgerRow>) {
        if let Some(Outcome::Indexed { stories, .. }) = row.map(|row| &row.outcome) {
            self.summary.removed += stories;
        }
    }
}
