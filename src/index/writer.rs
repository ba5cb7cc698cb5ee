//! Writes an index: stories and ledger rows, which become visible together, at a commit.
#![expect(
    clippy::disallowed_methods,
    reason = "writing an index is writing the disk"
)]

use std::fs;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::LockError;
use tantivy::index::SegmentId;
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyError, Term};

use super::aliases::Aliases;
use super::directory::{IndexDirectory, index_error};
use super::document::{StoredStory, from_row, from_story};
use super::error::IndexError;
use super::field_terms::FieldTokenizer;
use super::groups::Groups;
use super::handed::{Handed, Room};
use super::last_run::LastRun;
use super::ledger::LedgerRow;
use super::open::{Archive, Payload, open_index};
use super::reported::Reported;
use super::schema::Fields;
use super::term_list;

/// The file that names the process that writes, for others that find the index locked.
const HOLDER: &str = ".dateline-writer";
/// What each indexing thread may hold in memory before it writes a segment.
const MEMORY_PER_THREAD: usize = 96 << 20;
/// The minimum that tantivy accepts; it is enough, since nothing is added.
const MEMORY_TO_REWRITE: usize = 16 << 20;
/// A segment up to this many documents is rewritten as soon as one of them is deleted; a larger one when a twentieth
/// is.
const CHEAP_TO_REWRITE: u32 = 200_000;
/// The size of the blocks in which stored stories are compressed. Small, because a page of hits needs scattered
/// stories, and the rest of each block is unpacked for nothing.
const STORED_TOGETHER: usize = 4 << 10;
/// How many stories are handed to an indexing thread at once, since each hand-over wakes up a thread.
const HANDED_TOGETHER: usize = 32;
/// How many bytes of long texts may be on their way into the index for each thread, unless one alone is longer. A
/// document takes several times the room of its text.
const HANDED_PER_THREAD: usize = 16 << 20;

/// An index opened for writing. There is one writer at a time. Adding needs only `&self` and may happen on many
/// threads.
pub struct ArchiveWriter {
    writer: IndexWriter<Handed>,
    room: Arc<Room>,
    fields: Fields,
    dir: PathBuf,
    threads: usize,
    last_run: Option<LastRun>,
}

impl ArchiveWriter {
    /// Opens the index in `dir`, or creates one. It is written, and its caches are computed at the end, on so many
    /// `threads`. `holder` is shown to whoever finds it locked.
    ///
    /// # Errors
    /// [`IndexError::Locked`] if another process writes; [`IndexError::NotAnIndex`] if `dir` holds other things.
    pub fn open(dir: &Path, threads: usize, holder: &str) -> Result<Self, IndexError> {
        let index = match open_index(dir) {
            Err(IndexError::Missing { .. }) => {
                Reported::apply_rebuild(dir)?;
                create(dir)?
            }
            opened => opened?,
        };
        let writer: IndexWriter<Handed> = index
            .writer_with_num_threads(threads.max(1), MEMORY_PER_THREAD * threads.max(1))
            .map_err(|error| locked_or(error, dir))?;
        // A process that died left files that no commit lists; tantivy would fail on one that it wants to write again.
        let collected = writer.garbage_collect_files().wait();
        collected.map_err(|error| index_error(error, dir))?;
        fs::write(dir.join(HOLDER), holder).map_err(|source| IndexError::Io {
            dir: dir.to_owned(),
            source,
        })?;
        Ok(Self {
            writer,
            room: Room::new(HANDED_PER_THREAD.saturating_mul(threads.max(1))),
            fields: Fields::schema().1,
            dir: dir.to_owned(),
            threads: threads.max(1),
            last_run: None,
        })
    }

    /// Sets what the next commit says about its run.
    pub fn set_last_run(&mut self, run: LastRun) {
        self.last_run = Some(run);
    }

    /// The archive as of the last commit.
    pub fn committed(&self) -> Result<Archive, IndexError> {
        Archive::open(&self.dir)
    }

    /// Adds stories. Waits while the long texts on their way into the index take all the room there is.
    pub fn add(
        &self,
        stories: impl IntoIterator<Item = StoredStory>,
        tokenizer: &mut FieldTokenizer,
    ) -> Result<(), IndexError> {
        let mut some = Vec::new();
        for story in stories {
            let place = self.room.place(story.annotated.story.body.len());
            // Whoever waits for its place must not wait for the stories after it.
            let is_long = place.is_some();
            let document = from_story(&self.fields, story, tokenizer)?;
            some.push(UserOperation::Add(Handed::new(document, place)));
            if is_long || some.len() == HANDED_TOGETHER {
                self.hand_over(&mut some)?;
            }
        }
        self.hand_over(&mut some)
    }

    /// Waits until there is room for a text of so many bytes, so that none is read while the one before it is on its way
    /// into the index, if both are very long.
    pub fn wait_for_room(&self, length: usize) {
        self.room.wait(length);
    }

    fn hand_over(&self, some: &mut Vec<UserOperation<Handed>>) -> Result<(), IndexError> {
        if !some.is_empty() {
            self.writer.run(std::mem::take(some))?;
        }
        Ok(())
    }

    /// Deletes everything that came from a file: its stories and its ledger row.
    pub fn remove(&self, file: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.file, file));
    }

    /// Adds a row to the ledger. Its file must have been [`remove`](Self::remove)d before its stories were added.
    pub fn record(&self, row: &LedgerRow) -> Result<(), IndexError> {
        let document = from_row(&self.fields, row)?;
        self.writer.add_document(Handed::new(document, None))?;
        Ok(())
    }

    /// Makes all changes durable and visible at once.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        let mut commit = self.writer.prepare_commit()?;
        let payload = Payload::ours(self.last_run.clone());
        commit.set_payload(
            &serde_json::to_string(&payload)
                .map_err(std::io::Error::from)
                .map_err(TantivyError::from)?,
        );
        commit.commit()?;
        Ok(())
    }

    /// The cause of an `error` in writing. If a thread of tantivy's has died, its errors only say so; the reason is
    /// only returned when the thread is joined, which a commit does first.
    pub fn cause(mut self, error: IndexError) -> IndexError {
        let died = matches!(error, IndexError::Tantivy(TantivyError::ErrorInThread(_)));
        match died.then(|| self.writer.prepare_commit()) {
            Some(Err(cause)) => index_error(cause, &self.dir),
            Some(Ok(_)) | None => without_tantivy(error, &self.dir),
        }
    }

    /// Finishes a run: commits, waits for merges, rewrites segments with deleted documents (which count in BM25's
    /// statistics until then), releases the index, and updates the caches of copies and aliases beside it.
    pub fn finish(self) -> Result<(), IndexError> {
        let (dir, threads) = (self.dir.clone(), self.threads);
        self.finish_without_purge()?;
        rewrite(&dir).map_err(|error| without_tantivy(error, &dir))?;
        if threads == 1 {
            Groups::update_cache(&dir, threads)?;
            return Aliases::update_cache(&dir);
        }
        std::thread::scope(|scope| {
            let groups = scope.spawn(|| Groups::update_cache(&dir, threads));
            Aliases::update_cache(&dir)?;
            groups.join().unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    /// Commits and releases the index. Until the next [`finish`](Self::finish), deleted documents count in BM25's
    /// statistics.
    pub fn finish_without_purge(mut self) -> Result<(), IndexError> {
        if let Err(error) = self.commit() {
            return Err(self.cause(error));
        }
        let merged = self.writer.wait_merging_threads();
        merged.map_err(|error| index_error(error, &self.dir))
    }
}

/// An error about the index in `dir`; if its cause is an error of the system, without the wrapping of tantivy.
fn without_tantivy(error: IndexError, dir: &Path) -> IndexError {
    match error {
        IndexError::Tantivy(error) => index_error(error, dir),
        error => error,
    }
}

/// Rewrites the segments with deleted documents. If another process writes by now, this is left to it.
///
/// It opens a writer of its own, because a writer that has committed merges segments in the background, and if a
/// segment is merged twice the later merge fails.
fn rewrite(dir: &Path) -> Result<(), IndexError> {
    let index = open_index(dir)?;
    if segments_to_purge(&index)?.is_empty() {
        return Ok(());
    }
    let mut writer: IndexWriter = match index.writer_with_num_threads(1, MEMORY_TO_REWRITE) {
        Err(TantivyError::LockFailure(LockError::LockBusy, _)) => return Ok(()),
        opened => opened?,
    };
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for segment in segments_to_purge(&index)? {
        writer.merge(&[segment]).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// The segments with enough deleted documents to be worth rewriting.
fn segments_to_purge(index: &Index) -> Result<Vec<SegmentId>, IndexError> {
    let metas = index.searchable_segment_metas()?.into_iter();
    let carrying = metas.filter(|meta| {
        let (deleted, all) = (meta.num_deleted_docs(), meta.max_doc());
        deleted > 0 && (all <= CHEAP_TO_REWRITE || deleted > all / 20)
    });
    Ok(carrying.map(|meta| meta.id()).collect())
}

fn create(dir: &Path) -> Result<Index, IndexError> {
    fs::create_dir_all(dir).map_err(|source| IndexError::Io {
        dir: dir.to_owned(),
        source,
    })?;
    let settings = IndexSettings {
        docstore_blocksize: STORED_TOGETHER,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let folder = IndexDirectory::open(dir).map_err(TantivyError::from);
    let builder = Index::builder()
        .schema(Fields::schema().0)
        .settings(settings);
    let index = folder.and_then(|folder| builder.open_or_create(folder));
    let index = index.map_err(|error| index_error(error, dir))?;
    term_list::register(&index);
    Ok(index)
}

fn locked_or(error: TantivyError, dir: &Path) -> IndexError {
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Locked {
            dir: dir.to_owned(),
            holder: fs::read_to_string(dir.join(HOLDER))
                .ok()
                .filter(|holder| !holder.is_empty()),
        },
        error => index_error(error, dir),
    }
}
