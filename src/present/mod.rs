//! Puts answers into the form somebody asked for, onto any writer.
//!
//! - [`text`] is for people who search, [`show`] for people who read one story, [`status`] for people who keep the archive.
//! - [`copies`], [`facet`], [`timeline`], [`who`] and [`why_not`] are for either.
//! - [`news`] is what is new to saved queries.
//! - [`counted`] puts numbers into words for all of them, [`fold`] breaks lines that are wider than the terminal.
//! - [`json`], [`table`] and [`annotate`] are for other programs; every field of theirs is told in `docs/formats.md`.
//!
//! Nothing that a story holds can steer a terminal: [`clean`] sees to that.
//! Nothing here searches, reads the disk or asks what it writes to: colour and width come in as a [`Look`].

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
