//! Dateline: full-text search for news archives that knows who and when.

pub mod annotate;
pub mod backend;
pub mod cli;
pub mod index;
pub mod ingest;
pub mod present;
pub mod query;
pub mod read;
pub mod search;
pub mod story;
