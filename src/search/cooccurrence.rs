//! Counts the entities that are named beside a given name, by reading the stories with that name.
//!
//! Two entities are beside each other if one story, or one sentence of it, names both. An entity is not beside itself:
//! it counts only where *another* entity of the given name is near.

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::collector::DocSetCollector;

use super::name::WantedName;
use super::{LocalSearch, Nearness, SearchError, WhoRequest};
use crate::annotate::sentences::sentences;
use crate::query::Query;
use crate::story::{AnnotatedStory, Entity, Mention, TextField};

/// The result of reading the stories.
#[derive(Default)]
pub(super) struct Cooccurrences {
    /// How many stories were read: those with all the given names.
    pub(super) stories: u64,
    /// Each entity, and how many of these stories name it beside all the given names.
    pub(super) named: Vec<(Entity, u64)>,
}

impl LocalSearch {
    pub(super) fn cooccurrences(&self, request: &WhoRequest) -> Result<Cooccurrences, SearchError> {
        let naming = request.with.iter().cloned().map(Query::Name);
        let query = naming.fold(request.query.clone(), Query::and);
        let wanted = |name| WantedName::new(name, self.archive());
        let wanted: Vec<WantedName> = request.with.iter().map(wanted).collect();
        // In order, so that a block of stored stories is unpacked once.
        let mut found: Vec<_> = self
            .collect(&query, &DocSetCollector)?
            .into_iter()
            .collect();
        found.sort_unstable();
        let mut stories = 0;
        let mut named: FxHashMap<Entity, u64> = FxHashMap::default();
        for address in found {
            let Some(stored) = self.story(address)? else {
                continue;
            };
            stories += 1;
            let near = near(&stored.annotated, &wanted, request.near);
            for (index, entity) in (0..).zip(stored.annotated.names.entities) {
                if near.contains(&index) && request.kinds.contains(&entity.kind) {
                    *named.entry(entity).or_default() += 1;
                }
            }
        }
        let named = named.into_iter().collect();
        Ok(Cooccurrences { stories, named })
    }
}

/// The entities of a story that are named beside one of each wanted name.
fn near(story: &AnnotatedStory, wanted: &[WantedName], nearness: Nearness) -> FxHashSet<u32> {
    let matching: Vec<Vec<bool>> = wanted.iter().map(|name| name.entities(story)).collect();
    let mut near = FxHashSet::default();
    match nearness {
        Nearness::Story => {
            let all = (0..).zip(&story.names.entities).map(|(index, _)| index);
            add_near(&all.collect::<Vec<_>>(), &matching, &mut near);
        }
        Nearness::Sentence => {
            for field in [TextField::Title, TextField::Body] {
                let mentions = story.names.mentions.iter();
                let mut mentions = mentions.filter(|mention| mention.field == field).peekable();
                for sentence in sentences(story.story.text(field)) {
                    let inside = |mention: &&Mention| mention.span.start() < sentence.end;
                    let mut together = Vec::new();
                    while let Some(mention) = mentions.next_if(inside) {
                        together.push(mention.entity);
                    }
                    together.sort_unstable();
                    together.dedup();
                    add_near(&together, &matching, &mut near);
                }
            }
        }
    }
    near
}

/// Of entities that are named together, adds to `near` those that have another entity of each wanted name among the
/// rest.
fn add_near(together: &[u32], matching: &[Vec<bool>], near: &mut FxHashSet<u32>) {
    let is = |wanted: &Vec<bool>, entity: u32| wanted.get(entity as usize) == Some(&true);
    let counts: Vec<usize> = matching
        .iter()
        .map(|wanted| {
            together
                .iter()
                .filter(|entity| is(wanted, **entity))
                .count()
        })
        .collect();
    for entity in together {
        let mut wanted = matching.iter().zip(&counts);
        if wanted.all(|(wanted, count)| *count > usize::from(is(wanted, *entity))) {
            near.insert(*entity);
        }
    }
}
