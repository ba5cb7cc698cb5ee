//! The differences between two texts.

use super::Span;

/// A span of one text that was replaced by a span of another. Either may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The text that only the first has.
    pub gone: Span,
    /// What the other has in its place.
    pub new: Span,
}

/// A copy of a story, and how it differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// The copy.
    pub story: super::AnnotatedStory,
    /// The similarity of its text to that of the story: 1 for the same words.
    pub alike: f64,
    /// What differs in the text, in order.
    pub changes: Vec<Change>,
}
