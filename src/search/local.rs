//! Runs a request.
use super::Request;
use crate::index::{Archive, IndexError};
use crate::story::Page;

/// What can go wrong while searching.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// tantivy failed.
    #[error("the search failed")]
    Tantivy(#[from] tantivy::TantivyError),
}

/// Answers.
pub(crate) fn search(_archive: &Archive, _request: &Request) -> Result<Page, SearchError> {
    Ok(Page {
        total: 0,
        hits: Vec::new(),
        left_out: None,
        unknown_words: Vec::new(),
    })
}
