//! The request that a back end answers.

use super::Recency;
use crate::query::Query;

/// A query, and which part of its answer is wanted, in which form.
#[derive(Clone, Debug)]
pub struct Request {
    /// The query.
    pub query: Query,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to return; 0 only counts.
    pub limit: usize,
    /// What becomes of copies among the hits.
    pub copies: Copies,
    /// Whether hits are also ranked by what the first of them have in common.
    pub feedback: bool,
    /// How much higher recent stories are ranked, if at all.
    pub recency: Option<Recency>,
    /// What is shown of each hit.
    pub snippets: SnippetOptions,
}

impl Request {
    /// Every hit of a query, ranked by its words alone, with the usual snippets.
    pub fn new(query: Query) -> Self {
        Self {
            query,
            sort: Sort::default(),
            offset: 0,
            limit: usize::MAX,
            copies: Copies::default(),
            feedback: false,
            recency: None,
            snippets: SnippetOptions::default(),
        }
    }
}

/// What becomes of the copies among the hits. Unless each is shown, a page consists of groups of copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// Each copy is a hit of its own.
    #[default]
    Show,
    /// The best hit represents its group and lists the others.
    Group,
    /// The best hit represents its group.
    Hide,
}

/// The order of hits. Ties are broken by id, then by file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest first, the undated last.
    Newest,
    /// Earliest first, the undated last.
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
