//! Dateline: full-text search for news archives that knows who and when.

pub mod annotate;
pub mod query;
pub mod read;
pub mod story;
