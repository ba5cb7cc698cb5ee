//! Finds phrases and proximity that involve names of a kind: `"attack @person"`, whoever that is.
//!
//! A marker term in the index says where a name of each kind begins, as the names were found. Where `names.toml` gives
//! an entity another kind or hides it ([`Corrections`](crate::index::Corrections)), the markers are wrong: stories that
//! name such an entity are read, their names are corrected, and the match is decided as for highlighting.

use std::sync::Arc;

use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};
use tantivy::schema::Field;

use super::alias_query::stories_with_alias;
use super::compile::{Compiler, any_of, term, terms, unscored};
use super::corrected::read;
use super::occurrences::WantedStems;
use super::proximity::near;
use super::query_terms::WantedWords;
use super::story_languages::StoryLanguages;
use crate::annotate::tokens::Stems;
use crate::story::{AnnotatedStory, Kind, TextField};

impl Compiler<'_> {
    /// The query for words and names by their positions in one text. Positions decide what matches, and the words
    /// score; names do not score, since most stories have some.
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
                near(&self.lexicon.story_languages, field, slots, *distance)
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
                let story_languages = Arc::clone(&self.lexicon.story_languages);
                let holds = Box::new(read(self.archive, is_in(story_languages, text, wanted)));
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

    /// The query for stories that name an entity which was found as one of these kinds and corrected to another, or the
    /// other way round; `None` if there is no such entity. Bylines have no markers.
    fn other_than_found(
        &self,
        text: TextField,
        kinds: &[Kind],
    ) -> Option<impl Fn() -> Box<dyn TantivyQuery>> {
        let corrections = &self.archive.corrections;
        let others = corrections.found();
        let others = others.filter(|found| corrections.changes_kind(found, kinds));
        let others: Vec<String> = others.map(ToString::to_string).collect();
        if others.is_empty() || text == TextField::Byline {
            return None;
        }
        Some(move || {
            // A surname without a correction may be taken for an entity with one.
            let taken = stories_with_alias(self.archive, |pair| {
                !corrections.has_rule(&pair.short())
                    && corrections.changes_kind(&pair.full(), kinds)
            });
            let named = terms(self.archive.fields.entity, &others);
            any_of([Some(named), taken].into_iter().flatten().collect())
        })
    }
}

/// Whether a text of a story has what is wanted.
fn is_in(
    story_languages: Arc<StoryLanguages>,
    text: TextField,
    wanted: &WantedWords,
) -> impl Fn(&AnnotatedStory) -> bool + Send + Sync + 'static {
    let mut wanted_stems = WantedStems::default();
    let matcher = wanted_stems.matcher(wanted);
    move |annotated| {
        let AnnotatedStory { story, names, .. } = annotated;
        let mut stems = Stems::new(story.language);
        let words = wanted_stems.occurrences(story.text(text), text, names, &mut stems, |_, _| ());
        let mut any = false;
        words.find(
            &matcher,
            story_languages.language(story.language),
            &mut |_, _| {
                any = true;
            },
        );
        any
    }
}
