//! One run of `dateline index`.
#![expect(
    clippy::disallowed_methods,
    reason = "reading files is what ingest is for"
)]

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use jiff::Timestamp;
use jiff::civil::Date;

use super::hash::{half, hash_file};
use super::metadata::{Metadata, hash};
use super::plan::Plan;
use super::reading::{About, OpenFile};
use super::stories::Source;
use super::worker::{Done, Work, each_piece};
use super::{Progress, Summary};
use crate::index::{Archive, ArchiveWriter, Cutter, IndexError, LedgerRow, Outcome, Reject};
use crate::read::{Found, Recognised, Unreadable, sidecar, walk};
use crate::story::{MEMBER, Published};

/// Why a file of no format we know is passed over.
pub(super) const NO_NEWS: &str = "not a format that holds news";
/// How long work may go on uncommitted: what a power cut costs at most.
const COMMIT_EVERY: Duration = Duration::from_mins(1);
/// How many pieces may wait for a thread: enough to keep all busy, few enough to keep memory flat.
const WAITING: usize = 4;

/// What to bring in, and where to.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and folders, as typed.
    pub paths: Vec<PathBuf>,
    /// The folder of the index.
    pub index: PathBuf,
    /// How many threads read and annotate, and how many index.
    pub threads: usize,
    /// Now.
    pub now: Timestamp,
    /// The day it is, where we are: the `seen` of new stories.
    pub today: Date,
    /// Whether stories that tell no date have the one of their file.
    pub date_from_mtime: bool,
    /// Who writes, for whoever finds the index locked.
    pub holder: String,
}

/// What can stop a run. A file that cannot be read does not: that is a reject.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A path that was named cannot be read.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// As typed.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Brings the index up to date with the files. `progress` is called now and then, on the calling thread.
///
/// # Errors
/// [`IngestError::Unreadable`] when one of the paths is not there; [`IngestError::Index`] when the index cannot be
/// written. What was committed before stays.
pub fn run(options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Summary, IngestError> {
    for path in &options.paths {
        path.metadata().map_err(|source| IngestError::Unreadable {
            path: path.clone(),
            source,
        })?;
    }
    let writer = ArchiveWriter::open(&options.index, options.threads, &options.holder)?;
    let committed = writer.committed()?;
    let plan = Plan::of(&options.paths, &committed)?;
    let writer = RwLock::new(writer);
    let (to_workers, work) = bounded(WAITING * options.threads.max(1));
    let (to_run, done) = unbounded();
    let summary = std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            let (work, to_run, writer) = (work.clone(), to_run.clone(), &writer);
            scope.spawn(move || each_piece(&work, &to_run, writer));
        }
        // The threads must see the channel close when the run is over, however it ends.
        drop((work, to_run));
        let progress_now = Progress {
            files_met: plan.files,
            bytes_met: plan.bytes,
            ..Progress::default()
        };
        let mut run = Run {
            options,
            committed: &committed,
            writer: &writer,
            to_workers,
            done,
            plan,
            open: HashMap::new(),
            next_file: 0,
            metadata: Metadata::default(),
            summary: Summary::default(),
            report: progress,
            progress: progress_now,
            last_commit: Instant::now(),
        };
        run.all_files()?;
        run.remove_gone()?;
        Ok::<_, IngestError>(run.summary)
    })?;
    drop(committed);
    writer
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .finish()?;
    Ok(summary)
}

/// When a file was last written, to the day, as the date of what is in it.
fn written_at(found: &Found) -> Option<Published> {
    let nanoseconds = i128::from(found.modified);
    let at = Timestamp::from_nanosecond(nanoseconds).ok()?;
    let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    (found.modified != 0).then(|| Published::parse(&day.to_string(), "file time").ok())?
}

pub(super) struct Run<'r> {
    pub(super) options: &'r Options,
    pub(super) committed: &'r Archive,
    pub(super) writer: &'r RwLock<ArchiveWriter>,
    pub(super) to_workers: Sender<Work>,
    pub(super) done: Receiver<Done>,
    plan: Plan,
    pub(super) open: HashMap<u64, OpenFile>,
    pub(super) next_file: u64,
    metadata: Metadata,
    pub(super) summary: Summary,
    pub(super) report: &'r mut dyn FnMut(Progress),
    pub(super) progress: Progress,
    last_commit: Instant,
}

impl Run<'_> {
    fn all_files(&mut self) -> Result<(), IngestError> {
        for found in walk(&self.options.paths) {
            self.summary.files += 1;
            match found {
                Ok(found) => {
                    self.file(&found)?;
                    self.progress.bytes += found.size;
                }
                Err(unreadable) => self.unreadable(&unreadable)?,
            }
            self.progress.files += 1;
            (self.report)(self.progress);
            if self.last_commit.elapsed() >= COMMIT_EVERY {
                self.settle()?;
                self.write(ArchiveWriter::commit)?;
                self.last_commit = Instant::now();
            }
        }
        self.settle()?;
        self.summary
            .rejects
            .sort_by(|a, b| (&a.0, a.1.place).cmp(&(&b.0, b.1.place)));
        Ok(())
    }

    fn file(&mut self, found: &Found) -> Result<(), IngestError> {
        if sidecar::is_sidecar(&found.name) {
            return self.sidecar(found);
        }
        let said = self.metadata.of(&found.name);
        let lent = self.options.date_from_mtime.then(|| written_at(found));
        let lent = lent.flatten();
        let metadata_hash = hash(said.as_ref(), lent.as_ref());
        let before = self.committed.row(&found.name)?;
        if let Some(row) = &before
            && row.metadata_hash == metadata_hash
        {
            let untouched = row.size == found.size && row.modified == found.modified;
            if untouched
                || (row.size == found.size && hash_file(found).is_ok_and(|hash| hash == row.hash))
            {
                return self.keep(row, found, untouched);
            }
        }
        if before.is_none()
            && let Some(row) = self.moved_from(found, metadata_hash)
        {
            return self.rename(&row, found);
        }
        let row = LedgerRow {
            file: found.name.clone(),
            size: found.size,
            modified: found.modified,
            hash: [0; 16],
            metadata_hash,
            read_at: self.options.now.as_second(),
            outcome: Outcome::Skipped {
                reason: NO_NEWS.to_owned(),
            },
            rejects: Vec::new(),
        };
        let opened = File::open(&found.path);
        let recognised = opened.and_then(|file| Recognised::of(&found.name, file));
        match recognised {
            Err(error) => self.cannot_read(found, before.as_ref(), &error),
            Ok((Recognised::NoNews, _)) => {
                self.write(|writer| {
                    writer.remove(&row.file);
                    writer.record(&row)
                })?;
                self.summary.skipped += 1;
                self.count_removed(before.as_ref());
                Ok(())
            }
            Ok((Recognised::Stories(format), input)) => {
                let file = self.begin(row, before.is_some())?;
                let name = found.name.clone();
                let source = Source {
                    name,
                    format,
                    said,
                    lent,
                };
                self.read(file, source, input)
            }
            Ok((Recognised::Packed, _)) => {
                // Hashed before it is read: should it change meanwhile, the next run reads it again.
                match hash_file(found).and_then(|hash| Ok((hash, File::open(&found.path)?))) {
                    Ok((hash, packed)) => {
                        let file = self.begin(LedgerRow { hash, ..row }, before.is_some())?;
                        let about = About {
                            said: said.as_ref(),
                            lent: lent.as_ref(),
                        };
                        self.unpack(file, &found.name, about, packed)
                    }
                    Err(error) => self.cannot_read(found, before.as_ref(), &error),
                }
            }
        }
    }

    /// A file as it was. When only its time has changed, the ledger learns the new one.
    fn keep(&mut self, row: &LedgerRow, found: &Found, untouched: bool) -> Result<(), IngestError> {
        match &row.outcome {
            Outcome::Indexed { stories, .. } => self.summary.kept += stories,
            Outcome::Skipped { .. } => self.summary.skipped += 1,
            Outcome::Rejected { .. } => self.summary.rejected_files += 1,
        }
        if untouched {
            Ok(())
        } else {
            self.carry(row, found)
        }
    }

    /// The row of the gone file that this one is, under its new name.
    fn moved_from(&mut self, found: &Found, metadata_hash: [u8; 16]) -> Option<LedgerRow> {
        let rows = self.plan.gone.get_mut(&(found.size, found.modified))?;
        let hash = hash_file(found).ok()?;
        let index = rows
            .iter()
            .rposition(|row| row.hash == hash && row.metadata_hash == metadata_hash)?;
        Some(rows.remove(index))
    }

    fn rename(&mut self, row: &LedgerRow, found: &Found) -> Result<(), IngestError> {
        self.summary.moved += 1;
        if let Outcome::Indexed { stories, .. } = &row.outcome {
            self.summary.kept += stories;
        }
        self.carry(row, found)
    }

    /// Writes the stories of `row` again as those of `found`, without reading the file.
    fn carry(&mut self, row: &LedgerRow, found: &Found) -> Result<(), IngestError> {
        let stories = self.committed.stories_of_file(&row.file)?;
        let new_row = LedgerRow {
            file: found.name.clone(),
            modified: found.modified,
            ..row.clone()
        };
        self.write(|writer| {
            writer.remove(&row.file);
            let renamed = stories.into_iter().map(|mut stored| {
                stored.born = Some(stored.born());
                let story = &mut stored.annotated.story;
                // An id that is the file's name goes with the file.
                if let Some(rest) = story.id.strip_prefix(&row.file)
                    && (rest.is_empty() || rest.starts_with('#') || rest.starts_with(MEMBER))
                {
                    story.id = format!("{}{rest}", found.name);
                }
                let member = story.file.strip_prefix(&row.file).unwrap_or_default();
                story.file = format!("{}{member}", found.name);
                stored
            });
            writer.add(renamed, &mut Cutter::default())?;
            writer.record(&new_row)
        })
    }

    fn sidecar(&mut self, found: &Found) -> Result<(), IngestError> {
        let before = self.committed.row(&found.name)?;
        let unchanged = |row: &LedgerRow| row.size == found.size && row.modified == found.modified;
        self.summary.skipped += 1;
        if before.as_ref().is_some_and(unchanged) {
            return Ok(());
        }
        let bytes = match std::fs::read(&found.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.summary.skipped -= 1;
                return self.cannot_read(found, before.as_ref(), &error);
            }
        };
        let errors = sidecar::read(&found.name, &bytes).errors;
        let rejects: Vec<Reject> = errors
            .into_iter()
            .map(|error| Reject {
                place: Some(error.line),
                reason: error.reason.to_string(),
            })
            .collect();
        self.summary.rejects.extend(
            rejects
                .iter()
                .map(|reject| (found.name.clone(), reject.clone())),
        );
        let row = LedgerRow {
            file: found.name.clone(),
            size: found.size,
            modified: found.modified,
            hash: half(&blake3::hash(&bytes)),
            metadata_hash: [0; 16],
            read_at: self.options.now.as_second(),
            outcome: Outcome::Skipped {
                reason: "what it says is laid over the files of its folder".to_owned(),
            },
            rejects,
        };
        self.write(|writer| {
            writer.remove(&row.file);
            writer.record(&row)
        })
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> Result<(), IngestError> {
        let found = Found {
            path: PathBuf::new(),
            name: unreadable.name().to_owned(),
            size: 0,
            modified: 0,
        };
        let before = self.committed.row(&found.name)?;
        self.reject_whole(&found, before.as_ref(), unreadable.to_string())
    }

    fn cannot_read(
        &mut self,
        found: &Found,
        before: Option<&LedgerRow>,
        error: &io::Error,
    ) -> Result<(), IngestError> {
        self.reject_whole(found, before, format!("cannot read it: {error}"))
    }

    /// A file that cannot be read: what was read of it before stays, since it may be readable again tomorrow.
    fn reject_whole(
        &mut self,
        found: &Found,
        before: Option<&LedgerRow>,
        reason: String,
    ) -> Result<(), IngestError> {
        let reject = Reject {
            place: None,
            reason: reason.clone(),
        };
        self.summary
            .rejects
            .push((found.name.clone(), reject.clone()));
        self.summary.rejected_files += 1;
        if let Some(Outcome::Indexed { stories, .. }) = before.map(|row| &row.outcome) {
            self.summary.kept += stories;
            return Ok(());
        }
        let row = LedgerRow {
            file: found.name.clone(),
            size: found.size,
            modified: found.modified,
            hash: [0; 16],
            metadata_hash: [0; 16],
            read_at: self.options.now.as_second(),
            outcome: Outcome::Rejected { reason },
            rejects: vec![reject],
        };
        self.write(|writer| {
            writer.remove(&row.file);
            writer.record(&row)
        })
    }

    fn remove_gone(&mut self) -> Result<(), IngestError> {
        let rows: Vec<LedgerRow> = std::mem::take(&mut self.plan.gone)
            .into_values()
            .flatten()
            .collect();
        for row in rows {
            self.count_removed(Some(&row));
            self.write(|writer| {
                writer.remove(&row.file);
                Ok(())
            })?;
        }
        Ok(())
    }

    pub(super) fn count_removed(&mut self, row: Option<&LedgerRow>) {
        if let Some(Outcome::Indexed { stories, .. }) = row.map(|row| &row.outcome) {
            self.summary.removed += stories;
        }
    }

    pub(super) fn write(
        &self,
        action: impl FnOnce(&mut ArchiveWriter) -> Result<(), IndexError>,
    ) -> Result<(), IngestError> {
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        Ok(action(&mut writer)?)
    }
}
