//! Writes answers in the form asked for, to any writer.
//!
//! - [`text`] is for people who search, [`show`] for people who read one story, [`status`] for people who keep the
//!   archive.
//! - [`copies`], [`facet`], [`timeline`], [`who`] and [`why_not`] write for people and for programs.
//! - [`news`] writes what is new to saved queries.
//! - [`counted`] words counts for all of them, [`fn@wrap`] breaks lines that are wider than the terminal.
//! - [`json`], [`table`] and [`annotate`] are for other programs; `docs/formats.md` describes every field.
//!
//! Control characters in stories never reach a terminal: [`clean`] sees to that. Nothing here searches, reads the disk
//! or asks what it writes to: colour and width come in as a [`Styling`].

pub mod annotate;
pub mod clean;
pub mod copies;
pub mod counted;
pub mod facet;
pub mod json;
mod json_line;
pub mod news;
mod offsets;
mod paragraph;
pub mod show;
pub mod status;
mod styling;
pub mod table;
pub mod text;
pub mod timeline;
pub mod who;
pub mod why_not;
mod wrap;

#[cfg(test)]
mod example;

pub use styling::{Role, Styling};
pub use wrap::wrap;
