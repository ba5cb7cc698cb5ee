//! The answer to a query.

use jiff::civil::Date;

use super::{AnnotatedStory, Span, TextField};

/// A ranked story.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its place in the whole answer, from 1.
    pub rank: usize,
    /// How well it fits: BM25 over its words, 0 when the query has none.
    pub score: f32,
    /// The story, with its names and dates.
    pub story: AnnotatedStory,
    /// The day we first read it.
    pub seen: Date,
    /// The fragments that show why it is a hit, in order of place, title first.
    pub snippets: Vec<Snippet>,
}

/// A stretch of a story with the matching words lit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The text it is cut from.
    pub field: TextField,
    /// Where it is cut from that text.
    pub span: Span,
    /// The lit stretches: in the same text's bytes, within `span`, in order, disjoint.
    pub highlights: Vec<Highlight>,
}

/// A lit stretch, and what it was read as where it is a date or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where it stands in the field's text.
    pub span: Span,
    /// The value or the canonical name that made it match, where the words do not show it themselves.
    pub reading: Option<String>,
}

/// How many stories fit the rest of a query but were left out by its date filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// They have no date of that sort at all.
    pub undated: usize,
    /// Their date is too vague to tell: it overlaps the days asked for and is not within them.
    pub imprecise: usize,
}

/// The answer as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// How many stories are hits.
    pub total: usize,
    /// The hits asked for, best first.
    pub hits: Vec<Hit>,
    /// What the date filters left out; `None` when the query has no date filter.
    pub left_out: Option<LeftOut>,
    /// Words of the query that no story has, as typed.
    pub unknown_words: Vec<String>,
}
