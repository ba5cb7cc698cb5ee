//! What is asked of a back end.

use super::Recency;
use crate::query::Query;

/// A question with the part of its answer that is wanted.
#[derive(Clone, Debug)]
pub struct Request {
    /// The question.
    pub query: Query,
    /// In which order.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to return; 0 only counts.
    pub limit: usize,
    /// What becomes of copies among the hits.
    pub copies: Copies,
    /// Whether what the first hits have in common ranks the others too.
    pub feedback: bool,
    /// How much higher what was published late is ranked, if at all.
    pub recency: Option<Recency>,
    /// What is shown of each hit.
    pub snippets: SnippetOptions,
}

/// What becomes of the copies among the hits. Where they are not shown, pages are cut from groups of copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// Each is a hit as any other.
    #[default]
    Show,
    /// The best of a group stands for it and says which others there are.
    Group,
    /// The best of a group stands for it.
    Hide,
}

/// The order of hits. Equals stand in order of id, then of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Last published first, the undated last.
    Newest,
    /// First published first, the undated last.
    Oldest,
}

/// How much of a story is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnippetOptions {
    /// How many fragments at most; 0 for none.
    pub fragments: usize,
    /// How long each may be, in characters a person sees (grapheme clusters).
    pub length: usize,
}

impl Default for SnippetOptions {
    fn default() -> Self {
        Self {
            fragments: 3,
            length: 160,
        }
    }
}
