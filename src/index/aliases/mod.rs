//! Whom a short name that stands alone means: `Musk` or `IMF`, where a story never says which.
//!
//! 1. For surnames, [`people`] looks at what the archive has of full names with them, published near the story; for
//!    organisations, [`orgs`] looks at the full names that others [introduce](introduced) the short one with. Where
//!    nine tenths of them say the same, the name is taken for that. Else it stays as it is.
//! 2. What was found is [kept](super::kept) beside the index with the segments it is of; who finds other segments finds
//!    it anew. It depends on the stories that are there and on nothing else.
//!
//! The index itself keeps what each story says. What is taken for whom holds from the next commit on, and what people
//! say of a name ([`Overlay`](super::Overlay)) comes before it.

mod around;
mod find;
mod introduced;
mod orgs;
mod people;
mod segment;
mod surname;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tantivy::{DocAddress, DocId, SegmentOrdinal};

use super::kept::{Kept, Shelf};
use super::{Archive, IndexError};
use crate::story::{AnnotatedStory, Entity, Kind};

pub(crate) use introduced::Introduction;
pub(super) use introduced::introductions;

const SHELF: Shelf = Shelf {
    name: ".dateline-aliases",
    version: 2,
};

/// The short names of an archive that are taken for somebody.
#[derive(Debug, Default)]
pub struct Aliases {
    /// What is taken for what, each pair once, in order.
    pairs: Vec<Pair>,
    /// For each segment of the searcher, in order of document.
    segments: Vec<Arc<Vec<Alias>>>,
    /// The places of the pairs that somebody is in, by the name; made when first asked for.
    by_name: OnceLock<FxHashMap<String, Vec<u32>>>,
}

/// A short name and whom it is taken for in some stories.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pair {
    /// Of what both are the names: a person or an organisation.
    pub kind: Kind,
    /// `Musk`, `IMF`.
    pub short: String,
    /// `Elon Musk`, `International Monetary Fund`.
    pub full: String,
}

/// A short name of one story that is taken for somebody, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// The document.
    pub doc: DocId,
    /// The short name's number in the segment's column of entities.
    pub short: u32,
    /// The full one's, where another story of the segment has the name.
    pub full: Option<u32>,
    /// The place of its pair.
    pub pair: u32,
    /// How many stories published near it name that person, or introduce that organisation so.
    pub stories: u32,
    /// How many name anybody of that surname, or introduce anything so, counted for each name.
    pub of: u32,
}

impl Pair {
    /// The entity that the story has.
    pub fn short(&self) -> Entity {
        self.named(&self.short)
    }

    /// The entity that it is taken for.
    pub fn full(&self) -> Entity {
        self.named(&self.full)
    }

    fn named(&self, name: &str) -> Entity {
        Entity {
            kind: self.kind,
            name: name.to_owned(),
        }
    }
}

impl Aliases {
    fn new(pairs: Vec<Pair>, segments: Vec<Arc<Vec<Alias>>>) -> Self {
        Self {
            pairs,
            segments,
            by_name: OnceLock::new(),
        }
    }

    /// Those of an archive: those kept beside it, where they are of the very same stories.
    pub(super) fn of(archive: &Archive) -> Result<Self, IndexError> {
        let kept = Kept::<Vec<Pair>, Alias>::read(&archive.dir, &SHELF);
        let known = kept.and_then(|kept| Some((kept.segments(&archive.searcher)?, kept.archive)));
        match known {
            Some((segments, pairs)) => Ok(Self::new(pairs, segments)),
            None => find::aliases(archive),
        }
    }

    /// Finds those of the index in `dir` and keeps them beside it, where those kept are not of its stories.
    pub(super) fn keep(dir: &Path) -> Result<(), IndexError> {
        let archive = Archive::open(dir)?;
        let kept = Kept::<Vec<Pair>, Alias>::read(dir, &SHELF);
        if kept.is_some_and(|kept| kept.segments(&archive.searcher).is_some()) {
            return Ok(());
        }
        let Self {
            pairs, segments, ..
        } = find::aliases(&archive)?;
        Kept::of(&archive.searcher, &SHELF, pairs, &segments).write(dir, &SHELF)
    }

    /// What is taken for what anywhere in the archive.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The pairs that somebody is in, as the one or the other.
    pub fn pairs_with(&self, entity: &Entity) -> Vec<&Pair> {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for (place, pair) in (0..).zip(&self.pairs) {
                for name in [&pair.short, &pair.full] {
                    by_name.entry(name.clone()).or_default().push(place);
                }
            }
            by_name
        });
        let places = by_name.get(&entity.name).into_iter().flatten();
        let pairs = places.filter_map(|place| self.pairs.get(*place as usize));
        pairs.filter(|pair| pair.kind == entity.kind).collect()
    }

    /// Those of a segment, in order of document.
    pub fn in_segment(&self, segment: SegmentOrdinal) -> Arc<Vec<Alias>> {
        let place = usize::try_from(segment).unwrap_or(usize::MAX);
        self.segments.get(place).cloned().unwrap_or_default()
    }

    /// Those of one story, with what is taken for what.
    pub fn of_story(&self, address: DocAddress) -> Vec<(Alias, Pair)> {
        let segment = self.in_segment(address.segment_ord);
        let pair = |alias: &Alias| Some((*alias, self.pair(alias)?.clone()));
        of_document(&segment, address.doc_id)
            .iter()
            .filter_map(pair)
            .collect()
    }

    /// What is taken for what.
    pub fn pair(&self, alias: &Alias) -> Option<&Pair> {
        self.pairs.get(alias.pair as usize)
    }

    /// Takes the short names of a story for whom they are, but for those that `stays` keeps.
    pub fn apply(
        &self,
        address: DocAddress,
        annotated: &mut AnnotatedStory,
        stays: impl Fn(&Entity) -> bool,
    ) {
        for (_, pair) in self.of_story(address) {
            let entities = annotated.names.entities.iter_mut();
            for entity in entities.filter(|entity| **entity == pair.short() && !stays(entity)) {
                *entity = pair.full();
            }
        }
    }
}

/// Those of one document among those of its segment.
pub(crate) fn of_document(segment: &[Alias], document: DocId) -> &[Alias] {
    let from = segment.partition_point(|alias| alias.doc < document);
    let rest = segment.get(from..).unwrap_or_default();
    let length = rest.partition_point(|alias| alias.doc == document);
    rest.get(..length).unwrap_or_default()
}
