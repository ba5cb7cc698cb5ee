//! Dispatches requests to where an archive is searched.

use std::path::Path;

use crate::index::{Alias, Archive, IndexError, Pair, StoredStory};
use crate::query::{Query, Verdict};
use crate::search::{
    FoundStory, LocalSearch, Merge, Request, SearchError, Similar, SimilarRequest, TimelineRequest,
    WhoRequest,
};
use crate::story::{
    AnnotatedStory, Copied, Entity, Facet, FacetCounts, Kind, Page, Story, Timeline, Who,
};

/// The back end that answers requests. An enum, since the kinds are few and all ours.
pub enum Backend {
    /// An index on this machine.
    Local(LocalSearch),
}

impl Backend {
    /// The index in `dir`.
    pub fn local(dir: &Path) -> Result<Self, IndexError> {
        Ok(Self::Local(LocalSearch::new(Archive::open(dir)?)?))
    }

    /// Answers a request.
    pub fn search(&self, request: &Request) -> Result<Page, SearchError> {
        match self {
            Self::Local(local) => local.search(request),
        }
    }

    /// Answers a request, with the parts of each score.
    pub fn search_explained(&self, request: &Request) -> Result<Page, SearchError> {
        match self {
            Self::Local(local) => local.search_explained(request),
        }
    }

    /// Finds the stories similar to a story.
    pub fn similar(&self, request: &SimilarRequest) -> Result<Similar, SearchError> {
        match self {
            Self::Local(local) => local.similar(request),
        }
    }

    /// The stories of an id, in order of file.
    pub fn stories_of_id(&self, id: &str) -> Result<Vec<StoredStory>, SearchError> {
        match self {
            Self::Local(local) => local.stories_of_id(id),
        }
    }

    /// The entities of some kinds, those of most stories first.
    pub fn names_of_kinds(&self, kinds: &[Kind]) -> Result<Vec<Entity>, SearchError> {
        match self {
            Self::Local(local) => local.names_of_kinds(kinds),
        }
    }

    /// What the short names of a story are taken for, and why.
    pub fn aliases_of(&self, story: &Story) -> Result<Vec<(Alias, Pair)>, SearchError> {
        match self {
            Self::Local(local) => local.aliases_of(story),
        }
    }

    /// Every story that a query finds, in no particular order.
    pub fn found(&self, query: &Query) -> Result<Vec<FoundStory>, SearchError> {
        match self {
            Self::Local(local) => local.found(query),
        }
    }

    /// Sorts found stories, earliest first.
    pub fn put_in_order(&self, found: &mut [FoundStory]) {
        match self {
            Self::Local(local) => local.put_in_order(found),
        }
    }

    /// A story that was found.
    pub fn read(&self, found: &FoundStory) -> Result<Option<AnnotatedStory>, SearchError> {
        match self {
            Self::Local(local) => local.read(found),
        }
    }

    /// The copies of a story of the archive, earliest first.
    pub fn copies(&self, story: &AnnotatedStory) -> Result<Vec<Copied>, SearchError> {
        match self {
            Self::Local(local) => local.copies(story),
        }
    }

    /// For each story of an id, in order of file, which parts of a query it satisfies.
    pub fn why_not(
        &self,
        id: &str,
        query: &Query,
    ) -> Result<Vec<(StoredStory, Verdict)>, SearchError> {
        match self {
            Self::Local(local) => local.why_not(id, query),
        }
    }

    /// Counts stories over time.
    pub fn timeline(&self, request: &TimelineRequest) -> Result<Timeline, SearchError> {
        match self {
            Self::Local(local) => local.timeline(request),
        }
    }

    /// Counts what stories have in common, with at most `limit` values per facet.
    pub fn facets(
        &self,
        query: &Query,
        facets: &[Facet],
        limit: usize,
    ) -> Result<Vec<FacetCounts>, SearchError> {
        match self {
            Self::Local(local) => local.facets(query, facets, limit),
        }
    }

    /// How many different entities of a kind the archive's stories name.
    pub fn distinct_names(&self, kind: Kind) -> Result<u64, SearchError> {
        match self {
            Self::Local(local) => local.distinct_names(kind),
        }
    }

    /// The entities in `names.toml` that no story names.
    pub fn unused_corrections(&self) -> Result<Vec<Entity>, SearchError> {
        match self {
            Self::Local(local) => local.unused_corrections(),
        }
    }

    /// The codes of the countries that the archive's stories mention, most frequent first.
    pub fn countries(&self) -> Result<Vec<String>, SearchError> {
        let counts = self.facets(&Query::All, &[Facet::Country], usize::MAX)?;
        let values = counts.into_iter().flat_map(|counts| counts.values);
        Ok(values.map(|value| value.value).collect())
    }

    /// Proposed merges of short names into full ones.
    pub fn merges(&self) -> Result<Vec<Merge>, SearchError> {
        match self {
            Self::Local(local) => local.merges(),
        }
    }

    /// Whether `names.toml` has merges already.
    pub fn has_merges(&self) -> bool {
        match self {
            Self::Local(local) => local.has_merges(),
        }
    }

    /// Counts the entities that stories name.
    pub fn who(&self, request: &WhoRequest) -> Result<Who, SearchError> {
        match self {
            Self::Local(local) => local.who(request),
        }
    }
}
