//! One tantivy index that holds the stories and the ledger.
//!
//! - [`Fields`] is the schema, [`cells`] the terms that days become, `cut` the words of each field, `listed` how they
//!   are handed to tantivy, `document` what a story or a ledger row looks like inside.
//! - [`Groups`] are the stories that are copies of one another.
//! - [`Aliases`] are the short names that are taken for somebody, [`Overlay`] is what people say of the names that were found.
//! - [`Told`] is what was told of saved queries, by the [`Numbers`] of stories.
//! - [`FirstRead`] is when the stories of an index were first read, for the one that takes its place.
//! - [`Archive`] opens an index for reading; [`ArchiveWriter`] for writing, one at a time.
//!
//! Nothing here knows what a query is, or which format a story came from. What is on disk is told in
//! `docs/index-format.md`.

mod aliases;
mod beside;
mod birth;
pub mod cells;
mod cut;
mod document;
mod error;
mod first_read;
mod folder;
mod groups;
mod history;
mod ids;
mod kept;
mod last_run;
mod ledger;
mod listed;
pub(crate) mod numbers;
mod open;
mod overlay;
mod rows;
mod schema;
mod stored;
mod told;
mod verify;
mod writer;

pub use aliases::{Alias, Aliases, Pair};
pub(crate) use aliases::{Introduction, of_document as aliases_of};
pub(crate) use beside::put;
pub use birth::{Birth, Numbers};
pub use cut::Cutter;
pub(crate) use document::NO_LANGUAGE;
pub use document::{StoredStory, day_of_year};
pub use error::IndexError;
pub use first_read::FirstRead;
pub(crate) use folder::{is_denied, is_full};
pub use groups::Groups;
pub(crate) use groups::{InSegment, Place, find_in};
pub use history::{Event, Happened, History};
pub use last_run::{LastRun, RunCounts};
pub use ledger::{LedgerRow, Outcome, PassedOver, Reject};
pub use open::Archive;
pub(crate) use open::is_of_a_segment;
pub use overlay::{NamesError, Overlay};
pub use schema::Fields;
pub(crate) use schema::{INTRODUCED, STORY_ROW};
pub(crate) use stored::StoredDocument;
pub use told::{Report, Reports, Told};
pub use verify::{Damage, What, verify};
pub use writer::ArchiveWriter;
