//! One run of `dateline index`.
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use jiff::Timestamp;
use jiff::civil::Date;

use super::hash::Hashes;
use super::metadata::Metadata;
use super::plan::{Plan, walk_without_index};
use super::reading::OpenFile;
use super::worker::{Done, PieceToRead, each_piece};
use super::{Progress, Summary};
use crate::index::{Archive, ArchiveWriter, FirstRead, IndexError, LedgerRow};
use crate::read::{Found, spelled};

/// How often to commit: a power cut loses at most this much work.
const COMMIT_EVERY: Duration = Duration::from_mins(1);
/// How many pieces may wait for each thread: enough to keep all busy, few enough to bound memory.
const WAITING: usize = 4;

/// What to index, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and folders, as typed.
    pub paths: Vec<PathBuf>,
    /// The folder of the index.
    pub index: PathBuf,
    /// How many threads read and annotate, and how many index.
    pub threads: usize,
    /// When the run begins.
    pub now: Timestamp,
    /// The current time, to recognise a file that is just being written.
    pub clock: fn() -> Timestamp,
    /// Today in the local time zone: the `seen` of new stories.
    pub today: Date,
    /// Whether stories without a date get that of their file.
    pub date_from_mtime: bool,
    /// A description of this process, for whoever finds the index locked.
    pub holder: String,
    /// Whether a path that does not exist is an error, or means that its stories are to be removed.
    pub missing: Missing,
    /// Whether to purge deleted documents at the end, which makes the index smaller and faster, or to finish sooner.
    pub purge: bool,
    /// Once set, the run ends as soon as no file is half read.
    pub stop: Arc<AtomicBool>,
}

impl Options {
    /// The usual options: one thread, and deleted documents are purged at the end.
    pub fn new(paths: Vec<PathBuf>, index: PathBuf, clock: fn() -> Timestamp, today: Date) -> Self {
        Self {
            paths,
            index,
            threads: 1,
            now: clock(),
            clock,
            today,
            date_from_mtime: false,
            holder: String::new(),
            missing: Missing::IsAnError,
            purge: true,
            stop: Arc::default(),
        }
    }
}

/// What it means that a path does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It was mistyped.
    IsAnError,
    /// It was removed.
    IsGone,
}

/// What can stop a run. A file that cannot be read does not; it is a reject.
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
/// [`IngestError::Unreadable`] if one of the paths does not exist; [`IngestError::Index`] if the index cannot be
/// written. What was committed before stays.
pub fn run(options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Summary, IngestError> {
    let named = (options.missing == Missing::IsAnError).then_some(&options.paths);
    for path in named.into_iter().flatten() {
        path.metadata().map_err(|source| IngestError::Unreadable {
            path: path.clone(),
            source,
        })?;
    }
    let writer = ArchiveWriter::open(&options.index, options.threads, &options.holder)?;
    let committed = writer.committed()?;
    let first_read = Arc::new(FirstRead::read(&options.index)?);
    let roots = spelled(&options.paths);
    let plan = Plan::of(&roots, &options.paths, &committed)?;
    let writer = RwLock::new(writer);
    let (to_workers, work) = bounded(WAITING * options.threads.max(1));
    let (to_run, done) = unbounded();
    let summary = std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            let (work, to_run, writer) = (work.clone(), to_run.clone(), &writer);
            scope.spawn(move || each_piece(&work, &to_run, writer));
        }
        // However the run ends, the threads must see the channel close.
        drop((work, to_run));
        let progress_now = Progress {
            files_met: plan.files,
            bytes_met: plan.bytes,
            ..Progress::default()
        };
        let summary = Summary {
            kept: plan.out_of_sight,
            unreadable: plan.out_of_sight,
            ..Summary::default()
        };
        let mut run = Run {
            options,
            roots: &roots,
            committed: &committed,
            first_read: Arc::clone(&first_read),
            writer: &writer,
            to_workers,
            done,
            plan,
            open: HashMap::new(),
            weight_out: 0,
            changed_while_read: Vec::new(),
            deleted_files: HashSet::new(),
            moved_away: HashMap::new(),
            came_from: HashMap::new(),
            next_file: 0,
            metadata: Metadata::default(),
            hashes: Hashes::default(),
            summary,
            report: progress,
            progress: progress_now,
            last_commit: Instant::now(),
        };
        run.all_files()?;
        if !run.summary.stopped {
            run.remove_gone()?;
        }
        Ok::<_, IngestError>(run.summary)
    });
    drop(committed);
    let mut writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
    let summary = match summary {
        Err(IngestError::Index(error)) => return Err(writer.cause(error).into()),
        summary => summary?,
    };
    writer.set_last_run(summary.last_run(options.now.as_second(), !summary.stopped));
    if options.purge {
        writer.finish()?;
        if !summary.stopped {
            first_read.drop_indexed(&options.index)?;
        }
    } else {
        writer.finish_without_purge()?;
    }
    Ok(summary)
}

pub(super) struct Run<'r> {
    pub(super) options: &'r Options,
    /// The paths to walk.
    pub(super) roots: &'r [PathBuf],
    pub(super) committed: &'r Archive,
    /// When stories that are new to this index were first read into the one before it.
    pub(super) first_read: Arc<FirstRead>,
    pub(super) writer: &'r RwLock<ArchiveWriter>,
    pub(super) to_workers: Sender<PieceToRead>,
    pub(super) done: Receiver<Done>,
    pub(super) plan: Plan,
    pub(super) open: HashMap<u64, OpenFile>,
    /// The weight of the pieces that the workers have.
    pub(super) weight_out: usize,
    /// Files that changed while they were read.
    pub(super) changed_while_read: Vec<Found>,
    /// Files whose stories were deleted and not yet replaced.
    pub(super) deleted_files: HashSet<String>,
    /// The rows of files that moved to other names in this run.
    pub(super) moved_away: HashMap<String, LedgerRow>,
    /// The rows of files that moved and must be read again, by their new name.
    pub(super) came_from: HashMap<String, LedgerRow>,
    pub(super) next_file: u64,
    pub(super) metadata: Metadata,
    pub(super) hashes: Hashes,
    pub(super) summary: Summary,
    pub(super) report: &'r mut dyn FnMut(Progress),
    pub(super) progress: Progress,
    last_commit: Instant,
}

impl Run<'_> {
    fn all_files(&mut self) -> Result<(), IngestError> {
        let mut possibly_moved = Vec::new();
        for found in walk_without_index(self.roots) {
            if self.is_stopped() {
                self.summary.stopped = true;
                break;
            }
            match found {
                Ok(found) if found.hidden => {
                    self.count_met(0);
                    self.hidden(&found)?;
                }
                Ok(found) if self.plan.may_be_moved(&found) => {
                    possibly_moved.push(found);
                    continue;
                }
                Ok(found) => {
                    self.count_met(found.size);
                    self.file(&found)?;
                }
                Err(unreadable) => {
                    self.count_met(0);
                    self.unreadable(&unreadable)?;
                }
            }
            if self.last_commit.elapsed() >= COMMIT_EVERY {
                self.finish_open_files()?;
                let so_far = self.summary.last_run(self.options.now.as_second(), false);
                self.write(|writer| {
                    writer.set_last_run(so_far);
                    writer.commit()
                })?;
                self.last_commit = Instant::now();
            }
        }
        if !self.summary.stopped {
            self.files_that_may_have_moved(&possibly_moved)?;
        }
        self.finish_open_files()?;
        for list in [&mut self.summary.rejects, &mut self.summary.doubts] {
            list.sort_by(|a, b| (&a.0, a.1.place).cmp(&(&b.0, b.1.place)));
        }
        Ok(())
    }

    /// Counts a file that was met.
    pub(super) fn count_met(&mut self, size: u64) {
        self.summary.files += 1;
        self.progress.files += 1;
        self.progress.bytes += size;
        (self.report)(self.progress);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.options.stop.load(Ordering::Relaxed)
    }

    pub(super) fn write(
        &self,
        action: impl FnOnce(&mut ArchiveWriter) -> Result<(), IndexError>,
    ) -> Result<(), IngestError> {
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        Ok(action(&mut writer)?)
    }
}
