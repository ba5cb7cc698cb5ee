//! Spans: ranges of one text.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of one text, in bytes.
///
/// ```
/// use dateline::story::Span;
/// let text = "in Zürich";
/// let span = Span::new(text, 3..10).unwrap();
/// assert_eq!(span.of(text), "Zürich");
/// assert!(Span::new(text, 3..5).is_none(), "cuts the ü in two");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    // Invariant: start <= end, both on character boundaries of the text given to `new`.
    start: u32,
    end: u32,
}

impl Span {
    /// The span of `text` at `range` (bytes); `None` if that is not a valid range of it, or lies beyond 4 GiB.
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        text.get(range.clone())?;
        Some(Self {
            start: u32::try_from(range.start).ok()?,
            end: u32::try_from(range.end).ok()?,
        })
    }

    /// Where it begins, in bytes.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Where it ends, in bytes; the byte there is not part of it.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Both ends, in bytes.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The words themselves. Empty if `text` is another text, which is too short for the span.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The texts of a story that have words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextField {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// Who wrote it.
    Byline,
}

impl fmt::Display for TextField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Byline => "byline",
        })
    }
}
