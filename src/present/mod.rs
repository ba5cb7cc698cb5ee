//! Writes answers in the form asked for, to any writer.
//!
//! - [`text`] is for people who search, [`show`] for people who read one story, [`status`] for people who keep the
//!   archive.
//! - [`copies`], [`facet`], [`timeline`], [`who`] and [`why_not`] write for people and for programs.
//! - [`news`] writes what is new to saved queries.
//! - [`counted`] words counts for all of them, [`fn@fold`] breaks lines that are wider than the terminal.
//! - [`json`], [`table`] and [`annotate`] are for other programs; `docs/formats.md` describes every field.
//!
//! Control characters in stories never reach a terminal: [`clean`] sees to that. Nothing here searches, reads the disk
//! or asks what it writes to: colour and width come in as a [`Look`].

pub mod annotate;
pub mod clean;
pub mod copies;
pub mod counted;
pub mod facet;
mod fold;
pub mod json;
mod json_line;
mod look;
pub mod news;
mod offsets;
mod paragraph;
pub mod show;
pub mod status;
pub mod table;
pub mod text;
pub mod timeline;
pub mod who;
pub mod why_not;

#[cfg(test)]
mod example;

pub use fold::fold;
pub use look::{Look, Role};
