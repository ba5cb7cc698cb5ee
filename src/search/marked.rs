//! Quotations by where their words and names stand: `"attack @person"`, whoever that is.
//!
//! The index marks where names of a kind stand as they were found. Of some, people say that they are of another kind or
//! nobody ([`Overlay`](crate::index::Overlay)): the stories that name those are read with the names that are meant, and
//! looked at as what is lit in them is looked for.

use std::sync::Arc;

use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};
use tantivy::schema::Field;

use super::aliased::taken;
use super::compile::{Compiler, any_of, term, terms, unscored};
use super::near::near;
use super::occurrences::WantedStems;
use super::overlaid::read;
use super::spoken::Spoken;
use super::wanted::WantedWords;
use crate::annotate::tokens::Stems;
use crate::story::{AnnotatedStory, Kind, TextField};

impl Compiler<'_> {
    /// What finds words and names by where they stand in one text. The places decide, the words score; names do not,
    /// being in most stories.
    pub(super) fn placed(
        &self,
        text: TextField,
        field: Field,
        wanted: &WantedWords,
    ) -> Box<dyn TantivyQuery> {
        let words = || {
            let words = wanted.words().into_iter();
            words.map(move |stems| {
                let any = stems.iter().map(|stem| term(field, stem));
                (Occur::Must, any_of(any.collect()))
            })
        };
        let found = match wanted {
            WantedWords::Sequences(sequences) => {
                let any = sequences.iter().map(|terms| self.sequence(field, terms));
                any_of(any.collect())
            }
            WantedWords::Near { slots, distance } => {
                near(&self.lexicon.spoken, field, slots, *distance)
            }
            WantedWords::Prefix(_) | WantedWords::Fuzzy { .. } | WantedWords::Nothing => {
                any_of(Vec::new())
            }
        };
        let placed = match self.other_than_found(text, &wanted.kinds()) {
            None => found,
            Some(other) => {
                let as_found = vec![(Occur::Must, found), (Occur::MustNot, other())];
                let mut as_meant: Vec<_> = words().collect();
                let spoken = Arc::clone(&self.lexicon.spoken);
                let holds = Box::new(read(self.archive, is_in(spoken, text, wanted)));
                as_meant.extend([(Occur::Must, other()), (Occur::Must, holds)]);
                let either = [as_found, as_meant].map(|all| {
                    let all: Box<dyn TantivyQuery> = Box::new(BooleanQuery::new(all));
                    all
                });
                any_of(either.into())
            }
        };
        let clauses = words().chain([(Occur::Must, unscored(placed))]);
        Box::new(BooleanQuery::new(clauses.collect()))
    }

    /// What finds the stories that name somebody whom people say to be of these kinds and who was found as another, or
    /// the other way round; `None` where there is nobody such. Bylines have no marks.
    fn other_than_found(
        &self,
        text: TextField,
        kinds: &[Kind],
    ) -> Option<impl Fn() -> Box<dyn TantivyQuery>> {
        let overlay = &self.archive.overlay;
        let others = overlay.found();
        let others = others.filter(|found| overlay.changes_kind(found, kinds));
        let others: Vec<String> = others.map(ToString::to_string).collect();
        if others.is_empty() || text == TextField::Byline {
            return None;
        }
        Some(move || {
            // A surname of which nothing is said may be taken for somebody of whom something is.
            let taken = taken(self.archive, |pair| {
                !overlay.speaks_of(&pair.short()) && overlay.changes_kind(&pair.full(), kinds)
            });
            let named = terms(self.archive.fields.entity, &others);
            any_of([Some(named), taken].into_iter().flatten().collect())
        })
    }
}

/// Whether what is wanted stands in a text of a story.
fn is_in(
    spoken: Arc<Spoken>,
    text: TextField,
    wanted: &WantedWords,
) -> impl Fn(&AnnotatedStory) -> bool + Send + Sync + 'static {
    let mut wanted_stems = WantedStems::default();
    let sought = wanted_stems.seek(wanted);
    move |annotated| {
        let AnnotatedStory { story, names, .. } = annotated;
        let mut stems = Stems::new(story.language);
        let words = wanted_stems.occurrences(story.text(text), text, names, &mut stems, |_, _| ());
        let mut any = false;
        words.find(&sought, spoken.language(story.language), &mut |_| {
            any = true;
        });
        any
    }
}
