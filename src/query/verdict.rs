//! A verdict: which parts of a query a story satisfies.

use super::Query;

/// Whether a story satisfies a part of a query, and which parts of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The part.
    pub clause: Query,
    /// Whether it holds.
    pub holds: bool,
    /// Its own parts, in order; empty if it has none.
    pub parts: Vec<Verdict>,
}
