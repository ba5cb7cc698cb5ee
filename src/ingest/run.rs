//! One run of `dateline index`.
#![expect(
    clippy::disallowed_methods,
    reason = "reading files is what ingest is for"
)]

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, SendTimeoutError, Sender, bounded, unbounded};
use jiff::Timestamp;
use jiff::civil::Date;

use super::hash::{Hashing, half, hash_file};
use super::metadata::{Metadata, hash};
use super::plan::Plan;
use super::stories::Source;
use super::worker::{Done, Seen, Work, each_piece};
use super::{Progress, Summary};
use crate::index::{Archive, ArchiveWriter, IndexError, LedgerRow, Outcome, Reject};
use crate::read::{Format, Found, Unreadable, pieces, sidecar, walk};

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

/// A file whose pieces are being read.
struct OpenFile {
    row: LedgerRow,
    before: Arc<Seen>,
    /// How many pieces are out, and whether there are more to come.
    pieces_out: u64,
    all_cut: bool,
    ids: Vec<String>,
}

struct Run<'r> {
    options: &'r Options,
    committed: &'r Archive,
    writer: &'r RwLock<ArchiveWriter>,
    to_workers: Sender<Work>,
    done: Receiver<Done>,
    plan: Plan,
    open: HashMap<u64, OpenFile>,
    next_file: u64,
    metadata: Metadata,
    summary: Summary,
    report: &'r mut dyn FnMut(Progress),
    progress: Progress,
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
        let metadata_hash = hash(said.as_ref());
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
        let recognised = opened.and_then(|file| Format::recognise(&found.name, file));
        match recognised {
            Err(error) => self.cannot_read(found, before.as_ref(), &error),
            Ok((None, _)) => {
                self.write(|writer| {
                    writer.remove(&row.file);
                    writer.record(&row)
                })?;
                self.summary.skipped += 1;
                self.count_removed(before.as_ref());
                Ok(())
            }
            Ok((Some(format), input)) => self.read(
                found,
                row,
                before.is_some(),
                Source {
                    name: found.name.clone(),
                    format,
                    said,
                },
                input,
            ),
        }
    }

    /// Cuts a file into pieces and sends them out.
    fn read(
        &mut self,
        found: &Found,
        mut row: LedgerRow,
        known: bool,
        source: Source,
        input: impl Read,
    ) -> Result<(), IngestError> {
        let mut before = HashMap::new();
        if known {
            for stored in self.committed.stories_of_file(&found.name)? {
                before.insert(stored.annotated.story.id, stored.seen);
            }
            self.write(|writer| {
                writer.remove(&found.name);
                Ok(())
            })?;
        }
        row.outcome = Outcome::Indexed {
            format: source.format.to_string(),
            stories: 0,
            undated: 0,
        };
        let before = Arc::new(Seen {
            today: self.options.today,
            before,
        });
        let file = self.next_file;
        self.next_file += 1;
        let open = OpenFile {
            row,
            before: Arc::clone(&before),
            pieces_out: 0,
            all_cut: false,
            ids: Vec::new(),
        };
        self.open.insert(file, open);
        let source = Arc::new(source);
        let mut input = Hashing::new(input);
        for piece in pieces(source.format, &mut input) {
            match piece {
                Ok(piece) => {
                    if let Some(open) = self.open.get_mut(&file) {
                        open.pieces_out += 1;
                    }
                    let work = Work {
                        file,
                        source: Arc::clone(&source),
                        seen: Arc::clone(&before),
                        piece,
                    };
                    self.send(work)?;
                }
                Err(error) => {
                    let reject = Reject {
                        place: None,
                        reason: format!("cannot read it to its end: {error}"),
                    };
                    if let Some(open) = self.open.get_mut(&file) {
                        open.row.rejects.push(reject);
                    }
                }
            }
        }
        if let Some(open) = self.open.get_mut(&file) {
            open.all_cut = true;
            open.row.hash = half(&input.hasher.finalize());
        }
        self.close_if_done(file)
    }

    fn send(&mut self, mut work: Work) -> Result<(), IngestError> {
        // What is done is taken in while we wait for a free place, so that memory and the progress bar stay true.
        // Once no worker is left, one of them has failed, which `take_done` tells.
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
    fn settle(&mut self) -> Result<(), IngestError> {
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
        let counted = done.result?;
        if let Some(open) = self.open.get_mut(&done.file) {
            open.pieces_out -= 1;
            if let Outcome::Indexed {
                stories, undated, ..
            } = &mut open.row.outcome
            {
                *stories += counted.ids.len() as u64;
                *undated += counted.undated;
            }
            self.progress.stories += counted.ids.len() as u64;
            self.summary.undated += counted.undated;
            open.ids.extend(counted.ids);
            open.row.rejects.extend(counted.rejects);
        }
        self.close_if_done(done.file)
    }

    /// Enters a file in the ledger when all its pieces are in.
    fn close_if_done(&mut self, file: u64) -> Result<(), IngestError> {
        if self
            .open
            .get(&file)
            .is_none_or(|open| !open.all_cut || open.pieces_out > 0)
        {
            return Ok(());
        }
        let Some(OpenFile {
            mut row,
            before,
            mut ids,
            ..
        }) = self.open.remove(&file)
        else {
            return Ok(());
        };
        ids.sort_unstable();
        let all = ids.len();
        let twice: Vec<&[String]> = ids
            .chunk_by(|a, b| a == b)
            .filter(|same| same.len() > 1)
            .collect();
        for same in twice {
            let reason = format!(
                "{} stories have the id `{}`",
                same.len(),
                same.first().map_or("", |id| id)
            );
            row.rejects.push(Reject {
                place: None,
                reason,
            });
        }
        ids.dedup();
        let replaced = ids
            .iter()
            .filter(|id| before.before.contains_key(*id))
            .count();
        self.summary.replaced += replaced as u64;
        self.summary.added += (all - replaced) as u64;
        self.summary.removed += (before.before.len() - replaced) as u64;
        row.rejects.sort_by_key(|reject| reject.place);
        if all == 0 {
            self.summary.rejected_files += 1;
            let reason = row.rejects.first().map_or_else(
                || "there are no stories in it".to_owned(),
                |reject| reject.reason.clone(),
            );
            if row.rejects.is_empty() {
                row.rejects.push(Reject {
                    place: None,
                    reason: reason.clone(),
                });
            }
            row.outcome = Outcome::Rejected { reason };
        }
        self.summary.rejects.extend(
            row.rejects
                .iter()
                .map(|reject| (row.file.clone(), reject.clone())),
        );
        self.write(|writer| writer.record(&row))
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
            for mut stored in stories {
                let story = &mut stored.annotated.story;
                // An id that is the file's name goes with the file.
                if let Some(rest) = story.id.strip_prefix(&row.file)
                    && (rest.is_empty() || rest.starts_with('#'))
                {
                    story.id = format!("{}{rest}", found.name);
                }
                story.file.clone_from(&found.name);
                writer.add(&stored)?;
            }
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

    fn count_removed(&mut self, row: Option<&LedgerRow>) {
        if let Some(Outcome::Indexed { stories, .. }) = row.map(|row| &row.outcome) {
            self.summary.removed += stories;
        }
    }

    fn write(
        &self,
        action: impl FnOnce(&mut ArchiveWriter) -> Result<(), IndexError>,
    ) -> Result<(), IngestError> {
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        Ok(action(&mut writer)?)
    }
}
