//! The index: one tantivy index that holds the stories and the ledger.
//!
//! - [`Fields`] is the schema. [`cells`] turns days into terms, `field_terms` splits texts into the terms of each
//!   field, `term_list` hands terms to tantivy, and `document` turns a story or a ledger row into a document.
//! - [`Groups`] holds which stories are copies of one another.
//! - [`Aliases`] holds which short names are taken for which entity, [`Corrections`] the corrections of names in
//!   `names.toml`.
//! - [`Reported`] holds which stories were reported for each saved query, by the [`Numbers`] of stories.
//! - [`FirstRead`] hands the days on which stories were first read from an index to the one that replaces it.
//! - [`Archive`] opens an index for reading, [`ArchiveWriter`] for writing; there is one writer at a time.
//!
//! Nothing here knows what a query is, or which format a story came from. `docs/index-format.md` describes the files on
//! disk.

mod aliases;
mod cache;
pub mod cells;
mod corrections;
mod directory;
mod document;
mod error;
mod field_terms;
mod first_read;
mod groups;
mod handed;
mod history;
mod identity;
mod ids;
mod last_run;
mod ledger;
mod open;
pub(crate) mod ordinals;
mod reported;
mod rows;
mod schema;
mod side_files;
mod stored;
mod term_list;
mod verify;
mod writer;

pub use aliases::{Alias, Aliases, Pair};
pub(crate) use aliases::{Introduction, of_document as aliases_of};
pub use corrections::{Corrections, NamesError};
pub(crate) use directory::{is_denied, is_full};
pub use directory::{is_index, is_index_file};
pub(crate) use document::NO_LANGUAGE;
pub use document::{StoredStory, day_of_year};
pub use error::IndexError;
pub use field_terms::FieldTokenizer;
pub(crate) use field_terms::{MIDDLE_NAMES, name_words};
pub use first_read::FirstRead;
pub use groups::Groups;
pub(crate) use groups::{CopyPosition, InSegment, find_in};
pub use history::{Event, EventKind, History};
pub use identity::{Numbers, Origin, key};
pub use last_run::{LastRun, RunCounts};
pub use ledger::{LedgerRow, Outcome, PassedOver, Reject};
pub use open::Archive;
pub(crate) use open::{REMOVED, is_segment_file};
pub use reported::{Report, Reported, Reports};
pub use schema::Fields;
pub(crate) use schema::{INTRODUCED, STORY_ROW};
pub(crate) use side_files::put;
pub(crate) use stored::StoredDocument;
pub use verify::{Damage, DamageKind, verify};
pub use writer::ArchiveWriter;
