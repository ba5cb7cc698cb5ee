//! Applies the corrections of `names.toml` to stories and to filters by name.
//!
//! A story that is read has its names corrected. A filter by name distinguishes three sorts of stories. Those that name
//! no corrected entity are found by their terms. Those that name an entity whose corrections always lead to the one
//! asked for are hits. The other candidates are read.

use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};
use tantivy::{DocAddress, DocId, SegmentOrdinal, SegmentReader};

use super::alias_query::stories_with_alias;
use super::compile::{any_of, terms};
use super::name::WantedName;
use super::{LocalSearch, SearchError};
use crate::index::{Alias, Archive, IndexError, Pair, StoredDocument, StoredStory};
use crate::story::{AnnotatedStory, Entity, Story};

impl LocalSearch {
    /// The story at a place in the index, with its names corrected.
    pub(super) fn story(&self, address: DocAddress) -> Result<Option<StoredStory>, IndexError> {
        self.archive().resolved_story(address)
    }

    /// The stories of an id, in order of file, with their names corrected.
    pub fn stories_of_id(&self, id: &str) -> Result<Vec<StoredStory>, SearchError> {
        Ok(self.archive().stories_of_id(id)?)
    }

    /// What the short names of a story are taken for, and why.
    pub fn aliases_of(&self, story: &Story) -> Result<Vec<(Alias, Pair)>, SearchError> {
        Ok(self.archive().aliases_of(story)?)
    }
}

/// The query for the stories that name the wanted entity. `found` finds stories with an indexed name that has the words
/// and a wanted kind, `anybody` those with a name of any kind.
pub(super) fn named(
    archive: &Archive,
    wanted: &WantedName,
    found: Box<dyn TantivyQuery>,
    anybody: Box<dyn TantivyQuery>,
) -> Box<dyn TantivyQuery> {
    let corrections = &archive.corrections;
    let fits = |is: &Entity| wanted.is(is);
    let (mut with_rule, mut sure, mut possible) = (Vec::new(), Vec::new(), Vec::new());
    for entity in corrections.found() {
        let meanings = corrections.meanings(entity);
        if meanings.iter().any(fits) {
            let many = corrections.splits(entity);
            let list = if many { &mut possible } else { &mut sure };
            list.push(entity.to_string());
        }
        with_rule.push(entity.to_string());
    }
    // The target of a merge has no rule of its own. Its name alone may still be taken for somebody else.
    for is in wanted
        .corrected
        .iter()
        .filter(|is| !corrections.has_rule(is))
    {
        if archive
            .aliases
            .pairs()
            .iter()
            .any(|pair| pair.short() == *is)
        {
            possible.push(is.to_string());
            with_rule.push(is.to_string());
        } else {
            sure.push(is.to_string());
        }
    }
    let entity = archive.fields.entity;
    // A short name without a correction may be taken for an entity with one.
    let by_alias = |is_corrected: bool, fits: &dyn Fn(&Entity) -> bool| {
        stories_with_alias(archive, |pair| {
            !corrections.has_rule(&pair.short())
                && corrections.has_rule(&pair.full()) == is_corrected
                && fits(&pair.full())
        })
    };
    let alias_of_corrected = || by_alias(true, &|_| true);
    let with_rule = || {
        let terms = Some(terms(entity, &with_rule));
        any_of(terms.into_iter().chain(alias_of_corrected()).collect())
    };
    let without_rule = BooleanQuery::new(vec![(Occur::Must, found), (Occur::MustNot, with_rule())]);
    let possible = [anybody, terms(entity, &possible)].into_iter();
    let possible = any_of(possible.chain(alias_of_corrected()).collect());
    let taken = by_alias(false, &fits);
    let is_named = {
        let wanted = wanted.clone();
        move |story: &AnnotatedStory| wanted.entities(story).contains(&true)
    };
    let read = BooleanQuery::new(vec![
        (Occur::Must, with_rule()),
        (Occur::Must, possible),
        (Occur::Must, Box::new(read(archive, is_named))),
    ]);
    let by_terms = [Box::new(without_rule), terms(entity, &sure)];
    let either = by_terms
        .into_iter()
        .chain([Box::new(read) as Box<dyn TantivyQuery>]);
    any_of(either.chain(taken).collect())
}

/// The query for stories that satisfy a predicate, decided by reading them with their names corrected.
pub(super) fn read(
    archive: &Archive,
    is_met: impl Fn(&AnnotatedStory) -> bool + Send + Sync + 'static,
) -> DocPredicateQuery {
    let (corrections, aliases) = (
        Arc::clone(&archive.corrections),
        Arc::clone(&archive.aliases),
    );
    let readers = archive.searcher.segment_readers().iter();
    let segments: Vec<SegmentId> = readers.map(SegmentReader::segment_id).collect();
    let is_met = Arc::new(is_met);
    DocPredicateQuery::from(FunctionPredicate::from(move |reader: &SegmentReader| {
        let store = reader.get_store_reader(1)?;
        let segment = segments.iter().position(|id| *id == reader.segment_id());
        let segment = segment.and_then(|place| SegmentOrdinal::try_from(place).ok());
        let (corrections, aliases) = (Arc::clone(&corrections), Arc::clone(&aliases));
        let is_met = Arc::clone(&is_met);
        Ok(move |document: DocId| {
            let stored = store.get::<StoredDocument>(document).ok();
            let stored = stored.and_then(|stored| stored.into_story().ok().flatten());
            stored.is_some_and(|mut stored| {
                let address = segment.map(|segment| DocAddress::new(segment, document));
                let with_rule = |entity: &Entity| corrections.has_rule(entity);
                if let Some(address) = address {
                    aliases.apply(address, &mut stored.annotated, with_rule);
                }
                corrections.apply(&mut stored.annotated);
                is_met(&stored.annotated)
            })
        })
    }))
}
