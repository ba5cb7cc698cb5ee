//! One tantivy index that holds the stories and the ledger.
//!
//! - [`Fields`] is the schema, [`cells`] the terms that days become, `tokenizers` the words of each field,
//!   `document` what a story or a ledger row looks like inside.
//! - [`Archive`] opens an index for reading; [`ArchiveWriter`] for writing, one at a time.
//!
//! Nothing here knows what a query is, or which format a story came from. What is on disk is told in
//! `docs/index-format.md`.

pub mod cells;
mod document;
mod history;
mod last_run;
mod ledger;
mod open;
mod schema;
mod tokenizers;
mod verify;
mod writer;

pub(crate) use document::NO_LANGUAGE;
pub use document::{StoredStory, day_of_year};
pub use history::{Event, Happened, History};
pub use last_run::LastRun;
pub use ledger::{LedgerRow, Outcome, PassedOver, Reject};
pub(crate) use open::is_of_a_segment;
pub use open::{Archive, IndexError};
pub use schema::Fields;
pub(crate) use schema::STORY_ROW;
pub use verify::{Damage, What, verify};
pub use writer::ArchiveWriter;
