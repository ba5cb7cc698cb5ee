//! Opens an index for reading, after checking that it is one, is ours and is of this format.
#![expect(
    clippy::disallowed_methods,
    reason = "opening an index is reading the disk"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use tantivy::collector::Count;
use tantivy::directory::INDEX_WRITER_LOCK;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocAddress, DocSet, Index, IndexReader, ReloadPolicy, Searcher, TERMINATED, TantivyError, Term,
};

use super::aliases::{Alias, Aliases, Pair};
use super::corrections::Corrections;
use super::directory::{IndexDirectory, index_error, is_denied, is_index};
use super::document::StoredStory;
use super::error::IndexError;
use super::groups::Groups;
use super::last_run::LastRun;
use super::schema::{FILE_ROW, Fields, STORY_ROW};
use super::stored::StoredDocument;
use super::term_list;
use super::verify::{Damage, DamageKind};
use crate::story::{Entity, Story};

/// The format of the index. It changes whenever an older index can no longer be read or would answer differently.
pub(crate) const FORMAT: u32 = 12;

/// The file that lists the files of the last commit.
pub(super) const META: &str = "meta.json";
/// The file that lists all files of tantivy's.
const MANAGED: &str = ".managed.json";

/// The payload of a commit.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Payload {
    pub(crate) format: u32,
    pub(crate) written_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_run: Option<LastRun>,
}

impl Payload {
    pub(crate) fn ours(last_run: Option<LastRun>) -> Self {
        Self {
            format: FORMAT,
            written_by: concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned(),
            last_run,
        }
    }

    /// The payload of the last commit; `None` if it has none that we understand.
    fn of(index: &Index) -> Result<Option<Self>, TantivyError> {
        let payload = index.load_metas()?.payload;
        Ok(payload.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

/// Files that people keep beside an index; they stay when the index is removed.
const USER_FILES: [&str; 2] = ["saved.toml", "names.toml"];

/// Whether a folder with a file of this name may become an index.
pub(super) fn is_ours(name: &str) -> bool {
    name.starts_with('.') || USER_FILES.contains(&name)
}

/// What the lock of a writer contains once the index beside it was removed to be rebuilt.
pub(crate) const REMOVED: &[u8] = b"an index was here\n";

/// Opens the tantivy index in `dir`, or says why it cannot be opened.
pub(crate) fn open_index(dir: &Path) -> Result<Index, IndexError> {
    let meta = dir.join(META);
    if dir.is_file() {
        let source = io::ErrorKind::NotADirectory.into();
        let dir = dir.to_owned();
        return Err(IndexError::Io { dir, source });
    }
    if let Err(source) = meta.metadata()
        && is_denied(source.kind())
    {
        let dir = dir.to_owned();
        return Err(IndexError::Io { dir, source });
    }
    if !meta.is_file() {
        if dir.join(MANAGED).is_file() && has_segments(dir) {
            return Err(damaged(dir, META, DamageKind::Missing));
        }
        // Of an index that was removed to be rebuilt, the lock stays, and what lay beside it.
        let lock = fs::read(dir.join(&INDEX_WRITER_LOCK.filepath));
        let was_index = lock.is_ok_and(|content| content == REMOVED);
        let empty = was_index
            || dir.read_dir().map_or(true, |mut entries| {
                !entries.any(|entry| {
                    entry.is_ok_and(|entry| !is_ours(&entry.file_name().to_string_lossy()))
                })
            });
        let dir = dir.to_owned();
        return Err(if empty {
            IndexError::Missing { dir }
        } else {
            IndexError::NotAnIndex { dir }
        });
    }
    let opened = IndexDirectory::open(dir).map_err(TantivyError::from);
    let index = match opened.and_then(Index::open) {
        Ok(index) => index,
        Err(TantivyError::DataCorruption(_) | TantivyError::SchemaError(_)) => {
            if !is_index(dir) {
                let dir = dir.to_owned();
                return Err(IndexError::NotAnIndex { dir });
            }
            for name in [META, MANAGED] {
                if !is_json(&dir.join(name)) {
                    return Err(damaged(dir, name, DamageKind::Changed));
                }
            }
            // A schema that this tantivy does not know belongs to an index of another version.
            return Err(IndexError::OtherFormat {
                dir: dir.to_owned(),
                found: 0,
            });
        }
        Err(error) => return Err(index_error(error, dir)),
    };
    let found = Payload::of(&index)?.map_or(0, |payload| payload.format);
    // A run that died before its first commit left a schema without a payload.
    let fresh = found == 0 && index.searchable_segment_metas()?.is_empty();
    let is_ours = index.schema() == Fields::schema().0;
    if found == FORMAT && !is_ours {
        return Err(damaged(dir, META, DamageKind::DoesNotFit));
    }
    if (found != FORMAT && !fresh) || !is_ours {
        return Err(IndexError::OtherFormat {
            dir: dir.to_owned(),
            found,
        });
    }
    term_list::register(&index);
    Ok(index)
}

/// Whether there are files of a segment, by their names. These are only written after the first `meta.json`.
fn has_segments(dir: &Path) -> bool {
    let names = dir.read_dir().into_iter().flatten().flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.any(|name| is_segment_file(&name))
}

/// The extensions of a segment's files.
const SEGMENT_FILES: [&str; 8] = [
    "del",
    "fast",
    "fieldnorm",
    "idx",
    "pos",
    "store",
    "temp",
    "term",
];

/// Whether a file has the name of a tantivy segment file: a number of 32 digits, and an extension for its content.
pub(crate) fn is_segment_file(name: &str) -> bool {
    name.split_once('.').is_some_and(|(number, content)| {
        let is_number = number.len() == 32 && number.bytes().all(|byte| byte.is_ascii_hexdigit());
        let content = content.rsplit('.').next().unwrap_or_default();
        is_number && SEGMENT_FILES.contains(&content)
    })
}

fn damaged(dir: &Path, name: &str, what: DamageKind) -> IndexError {
    IndexError::Damaged {
        dir: dir.to_owned(),
        files: vec![Damage {
            file: PathBuf::from(name),
            what,
        }],
    }
}

/// Whether a file is valid JSON, or missing.
fn is_json(file: &Path) -> bool {
    match fs::read(file) {
        Ok(bytes) => serde_json::from_slice::<IgnoredAny>(&bytes).is_ok(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// An index opened for reading: a snapshot of one commit.
pub struct Archive {
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    /// How many documents are stories, for idf. Like tantivy's counts, this includes deleted documents that are not yet
    /// purged.
    pub(crate) all_stories: u64,
    pub(super) dir: PathBuf,
    /// The corrections of names; empty unless [`read_names`](Self::read_names) was called.
    pub(crate) corrections: Arc<Corrections>,
    /// What short names are taken for; empty unless [`read_names`](Self::read_names) was called.
    pub(crate) aliases: Arc<Aliases>,
    pub(super) last_run: Option<LastRun>,
}

impl Archive {
    /// Opens the last commit of the index in `dir`.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        let index = open_index(dir)?;
        let reader: Result<IndexReader, _> = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into();
        let reader = reader.map_err(|error| index_error(error, dir))?;
        let (searcher, fields) = (reader.searcher(), Fields::schema().1);
        Ok(Self {
            all_stories: searcher.doc_freq(&Term::from_field_text(fields.row, STORY_ROW))?,
            searcher,
            fields,
            dir: dir.to_owned(),
            corrections: Arc::default(),
            aliases: Arc::default(),
            last_run: Payload::of(&index)?.and_then(|payload| payload.last_run),
        })
    }

    /// Reads the corrections of names and what short names are taken for. From then on, names are resolved.
    pub fn read_names(&mut self) -> Result<(), IndexError> {
        self.aliases = Arc::new(Aliases::of(self)?);
        self.corrections = Arc::new(Corrections::read(&self.dir)?);
        Ok(())
    }

    /// How many stories it holds.
    pub fn stories(&self) -> Result<usize, IndexError> {
        self.count_rows(STORY_ROW)
    }

    /// How many files its ledger lists.
    pub fn files(&self) -> Result<usize, IndexError> {
        self.count_rows(FILE_ROW)
    }

    pub(super) fn count_rows(&self, row: &str) -> Result<usize, IndexError> {
        let term = Term::from_field_text(self.fields.row, row);
        Ok(self
            .searcher
            .search(&TermQuery::new(term, IndexRecordOption::Basic), &Count)?)
    }

    /// The stories with this id, with names resolved, in order of file. Usually one; several if several files use the
    /// id.
    pub fn stories_of_id(&self, id: &str) -> Result<Vec<StoredStory>, IndexError> {
        let addresses = self.documents_with(&Term::from_field_text(self.fields.id, id))?;
        let stories = addresses
            .into_iter()
            .map(|address| self.resolved_story(address));
        let mut stories: Vec<StoredStory> = stories
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?;
        stories.sort_by(|a, b| a.annotated.story.file.cmp(&b.annotated.story.file));
        Ok(stories)
    }

    /// The groups of copies. They are cached beside the index; after a process has died, or while one writes, they are
    /// computed again, which takes longer.
    pub fn groups(&self) -> Result<Groups, IndexError> {
        Groups::of(self)
    }

    /// The stories of a file, in no particular order.
    pub fn stories_of_file(&self, file: &str) -> Result<Vec<StoredStory>, IndexError> {
        self.stories_with(&Term::from_field_text(self.fields.file, file))
    }

    /// The short names of a story that are taken for an entity, without those that have a correction and those that are
    /// hidden.
    pub fn aliases_of(&self, story: &Story) -> Result<Vec<(Alias, Pair)>, IndexError> {
        let mut aliases = Vec::new();
        for address in self.documents_with(&Term::from_field_text(self.fields.id, &story.id))? {
            let stored = self.story(address)?;
            if stored.is_some_and(|stored| stored.annotated.story.file == story.file) {
                aliases.extend(self.aliases.of_story(address));
            }
        }
        aliases.retain(|(_, pair)| {
            let shown = self
                .corrections
                .meaning(&pair.full(), &story.file)
                .is_some();
            shown && !self.corrections.has_rule(&pair.short())
        });
        Ok(aliases)
    }

    /// The story at a place in the index, with names resolved.
    pub fn resolved_story(&self, address: DocAddress) -> Result<Option<StoredStory>, IndexError> {
        let mut stored = self.story(address)?;
        if let Some(stored) = &mut stored {
            let has_rule = |entity: &Entity| self.corrections.has_rule(entity);
            self.aliases.apply(address, &mut stored.annotated, has_rule);
            self.corrections.apply(&mut stored.annotated);
        }
        Ok(stored)
    }

    /// The story at a place in the index, with names as found.
    pub fn story(&self, address: DocAddress) -> Result<Option<StoredStory>, IndexError> {
        let stored: StoredDocument = self.searcher.doc(address)?;
        Ok(stored.into_story()?)
    }

    fn stories_with(&self, term: &Term) -> Result<Vec<StoredStory>, IndexError> {
        let addresses = self.documents_with(term)?;
        let stories = addresses.into_iter().map(|address| self.story(address));
        stories.filter_map(Result::transpose).collect()
    }

    pub(crate) fn documents_with(&self, term: &Term) -> Result<Vec<DocAddress>, IndexError> {
        let mut addresses = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let inverted = reader.inverted_index(term.field())?;
            let Some(mut postings) = inverted
                .read_postings(term, IndexRecordOption::Basic)
                .map_err(TantivyError::from)?
            else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if !reader.is_deleted(postings.doc()) {
                    addresses.push(DocAddress::new(segment, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(addresses)
    }
}
