//! Facets: counts of what the hits of a query have in common.

use super::Kind;

/// What stories can be counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The names in them.
    Who,
    /// The names of one kind in them.
    Named(Kind),
    /// The paper, agency or site they come from.
    Source,
    /// The language they are in.
    Lang,
    /// The countries they mention.
    Country,
    /// When they were published.
    Published,
}

impl Facet {
    /// Its name in flags and formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Named(kind) => kind.as_str(),
            Self::Source => "source",
            Self::Lang => "lang",
            Self::Country => "country",
            Self::Published => "published",
        }
    }
}

/// How many of some stories have each value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// What was counted.
    pub facet: Facet,
    /// The values of most stories, most frequent first; periods in order of time.
    pub values: Vec<FacetValue>,
    /// How many stories have none at all.
    pub without: u64,
}

/// A value, and how many stories have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value: a canonical name, a source as most of its stories write it, a code, `2024-07`.
    pub value: String,
    /// For a name, whose.
    pub kind: Option<Kind>,
    /// How many stories have it.
    pub stories: u64,
}
