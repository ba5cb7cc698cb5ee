//! What differs between two texts.

use super::Span;

/// A stretch of one text that became a stretch of another. Either may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is gone from the one.
    pub gone: Span,
    /// What the other has in its place.
    pub new: Span,
}

/// A copy of a story, and how it differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// The copy.
    pub story: super::AnnotatedStory,
    /// How alike its text is to that of the story asked for: 1 for the same words.
    pub alike: f64,
    /// What differs in the text, in order.
    pub changes: Vec<Change>,
}
