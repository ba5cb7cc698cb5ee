//! Lays what people say of names over what the index has of them.
//!
//! A story that is read has the names that are meant. What finds stories by a name looks at three sorts of them: those that
//! name nobody of whom something is said are found by what is in the index; those that name somebody who surely is the
//! one asked for are hits; the others that may be are read.

use std::sync::Arc;

use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};
use tantivy::{DocAddress, DocId, SegmentReader, TantivyDocument};

use super::compile::{any_of, terms};
use super::wanted::WantedName;
use super::{LocalSearch, SearchError};
use crate::index::{Archive, IndexError, StoredStory, to_story};
use crate::story::Entity;

impl LocalSearch {
    /// The story at a place in the index, with the names that are meant.
    pub(super) fn story(&self, address: DocAddress) -> Result<Option<StoredStory>, IndexError> {
        let mut stored = self.archive().story(address)?;
        if let Some(stored) = &mut stored {
            self.archive().overlay.apply(&mut stored.annotated);
        }
        Ok(stored)
    }

    /// The stories of an id, in order of file, with the names that are meant.
    pub fn stories_of_id(&self, id: &str) -> Result<Vec<StoredStory>, SearchError> {
        let mut stories = self.archive().stories_of_id(id)?;
        for stored in &mut stories {
            self.archive().overlay.apply(&mut stored.annotated);
        }
        Ok(stories)
    }
}

/// What finds the stories that name the one asked for. `found` finds those whose names have the words as the index has
/// them, of the kinds asked for; `anybody` those of any kind.
pub(super) fn named(
    archive: &Archive,
    wanted: WantedName,
    found: Box<dyn TantivyQuery>,
    anybody: Box<dyn TantivyQuery>,
) -> Box<dyn TantivyQuery> {
    let overlay = &archive.overlay;
    let fits = |is: &Entity| wanted.kinds.contains(&is.kind) && wanted.is_in(&is.name);
    let (mut said, mut sure, mut possible) = (Vec::new(), Vec::new(), Vec::new());
    for entity in overlay.found() {
        let meanings = overlay.meanings(entity);
        if meanings.iter().any(fits) {
            let many = overlay.splits(entity);
            let list = if many { &mut possible } else { &mut sure };
            list.push(entity.to_string());
        }
        said.push(entity.to_string());
    }
    let entity = archive.fields.entity;
    let nobody_said = BooleanQuery::new(vec![
        (Occur::Must, found),
        (Occur::MustNot, terms(entity, &said)),
    ]);
    let read = BooleanQuery::new(vec![
        (Occur::Must, terms(entity, &said)),
        (Occur::Must, any_of(vec![anybody, terms(entity, &possible)])),
        (Occur::Must, Box::new(read(archive, wanted))),
    ]);
    any_of(vec![
        Box::new(nobody_said),
        terms(entity, &sure),
        Box::new(read),
    ])
}

/// The stories that name the one asked for, by reading them.
fn read(archive: &Archive, wanted: WantedName) -> DocPredicateQuery {
    let (overlay, fields) = (Arc::clone(&archive.overlay), archive.fields);
    let wanted = Arc::new(wanted);
    DocPredicateQuery::from(FunctionPredicate::from(move |reader: &SegmentReader| {
        let store = reader.get_store_reader(1)?;
        let (overlay, wanted) = (Arc::clone(&overlay), Arc::clone(&wanted));
        Ok(move |document: DocId| {
            let document = store.get::<TantivyDocument>(document).ok();
            let stored = document.and_then(|document| to_story(&fields, &document).ok().flatten());
            stored.is_some_and(|mut stored| {
                overlay.apply(&mut stored.annotated);
                wanted.entities(&stored.annotated).contains(&true)
            })
        })
    }))
}
