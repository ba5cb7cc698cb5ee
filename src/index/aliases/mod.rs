//! Resolves short names that stand alone, `Musk` or `IMF`, in a story that never gives the full name, and unusual forms
//! of full names, `Elon R. Musk`.
//!
//! 1. For a surname, [`people`] looks at the full names with that surname in stories published near this one, and for
//!    an unusual form at the other forms. For an organisation, [`orgs`] looks at the full names with which such stories
//!    [introduce](introduced) the short one. If nine tenths of them agree, the short name is taken for that entity;
//!    otherwise it stays as it is. An unusual form is taken for the usual one unless another form contradicts.
//! 2. The result is [cached](super::cache) beside the index with the segments it was computed from; for other segments
//!    it is computed again. It depends only on the stories that are there.
//!
//! The index itself keeps what each story says. Corrections in `names.toml` ([`Corrections`](super::Corrections)) have
//! priority.

mod find;
mod introduced;
mod near_people;
mod orgs;
mod people;
mod segment;
mod surname;
mod window;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tantivy::{DocAddress, DocId, SegmentOrdinal};

use super::cache::{Cache, CacheFile};
use super::{Archive, IndexError};
use crate::story::{AnnotatedStory, Entity, Kind};

pub(crate) use introduced::Introduction;
pub(super) use introduced::introductions;

const CACHE: CacheFile = CacheFile {
    name: ".dateline-aliases",
    version: 4,
};

/// The short names of an archive that are taken for an entity.
#[derive(Debug, Default)]
pub struct Aliases {
    /// Each pair of short and full name, once, sorted.
    pairs: Vec<Pair>,
    /// For each segment of the searcher, in order of document.
    segments: Vec<Arc<Vec<Alias>>>,
    /// The indexes of the pairs that a name is in; computed when first needed.
    by_name: OnceLock<FxHashMap<String, Vec<u32>>>,
}

/// A short or unusual name, and the full name that it is taken for in some stories.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pair {
    /// The kind of both: a person or an organisation.
    pub kind: Kind,
    /// `Musk`, `IMF`, `Elon R. Musk`.
    pub short: String,
    /// `Elon Musk`, `International Monetary Fund`.
    pub full: String,
}

/// A short name in one story that is taken for an entity, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// The document.
    pub doc: DocId,
    /// The short name's ordinal in the segment's column of entities.
    pub short: u32,
    /// The full name's ordinal, if another story of the segment has that name.
    pub full: Option<u32>,
    /// The index of its pair.
    pub pair: u32,
    /// How many stories published near it give that full name, or introduce the short name with it.
    pub stories: u32,
    /// How many give any full name with that surname, or introduce the short name with any, counted once for each name.
    pub of: u32,
}

impl Pair {
    /// The entity as found in the story.
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

    /// The aliases of an archive, from the cache if that belongs to the very same stories.
    pub(super) fn of(archive: &Archive) -> Result<Self, IndexError> {
        let cached = Cache::<Vec<Pair>, Alias>::read(&archive.dir, &CACHE);
        let known =
            cached.and_then(|cached| Some((cached.segments(&archive.searcher)?, cached.archive)));
        match known {
            Some((segments, pairs)) => Ok(Self::new(pairs, segments)),
            None => find::aliases(archive),
        }
    }

    /// Computes the aliases of the index in `dir` and caches them, unless the cache already belongs to its stories.
    pub(super) fn update_cache(dir: &Path) -> Result<(), IndexError> {
        let archive = Archive::open(dir)?;
        let cached = Cache::<Vec<Pair>, Alias>::read(dir, &CACHE);
        if cached.is_some_and(|cached| cached.segments(&archive.searcher).is_some()) {
            return Ok(());
        }
        let Self {
            pairs, segments, ..
        } = find::aliases(&archive)?;
        Cache::of(&archive.searcher, &CACHE, pairs, &segments).write(dir, &CACHE)
    }

    /// All pairs of the archive.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The pairs that an entity is in, as short or full name.
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

    /// The entities that the short names for which `is_short` holds are taken for in some story, and those that these
    /// names are taken for in turn, each once; short names that `stays` keeps are not taken for any.
    pub fn taken_for(
        &self,
        is_short: impl Fn(&Pair) -> bool,
        stays: impl Fn(&Entity) -> bool,
    ) -> Vec<Entity> {
        let pairs = self.pairs.iter().filter(|pair| !stays(&pair.short()));
        let (mut open, mut rest): (Vec<&Pair>, Vec<&Pair>) = pairs.partition(|pair| is_short(pair));
        let mut entities = Vec::new();
        while let Some(pair) = open.pop() {
            let full = pair.full();
            open.extend(rest.extract_if(.., |other| other.short() == full));
            entities.push(full);
        }
        entities.sort_unstable();
        entities.dedup();
        entities
    }

    /// The aliases of a segment, in order of document.
    pub fn in_segment(&self, segment: SegmentOrdinal) -> Arc<Vec<Alias>> {
        let place = usize::try_from(segment).unwrap_or(usize::MAX);
        self.segments.get(place).cloned().unwrap_or_default()
    }

    /// The aliases of one story, with their pairs.
    pub fn of_story(&self, address: DocAddress) -> Vec<(Alias, Pair)> {
        let segment = self.in_segment(address.segment_ord);
        let pair = |alias: &Alias| Some((*alias, self.pair(alias)?.clone()));
        of_document(&segment, address.doc_id)
            .iter()
            .filter_map(pair)
            .collect()
    }

    /// The pair of an alias.
    pub fn pair(&self, alias: &Alias) -> Option<&Pair> {
        self.pairs.get(alias.pair as usize)
    }

    /// Replaces the short names of a story by the entities they are taken for, except those that `stays` keeps.
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

/// The aliases of one document, from those of its segment.
pub(crate) fn of_document(segment: &[Alias], document: DocId) -> &[Alias] {
    let from = segment.partition_point(|alias| alias.doc < document);
    let rest = segment.get(from..).unwrap_or_default();
    let length = rest.partition_point(|alias| alias.doc == document);
    rest.get(..length).unwrap_or_default()
}
