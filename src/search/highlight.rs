//! Finds the spans of a story to highlight: those that made it a hit.
//!
//! The texts of the story are analysed again, as they were for the index. Every positive part of the query highlights
//! what satisfies it: a word, a whole phrase, a mention of the entity, a date within the range.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::name::WantedName;
use super::occurrences::{Matcher, Occurrences, WantedStems};
use super::query_terms::{Lexicon, date_matches};
use super::story_languages::StoryLanguages;
use crate::annotate::tokens::Stems;
use crate::index::Archive;
use crate::query::{Axis, DateFilter, Query};
use crate::story::{AnnotatedStory, Span, TextField};

/// A positive part of the query by its number and, of words that must be near each other, one of them by its number.
pub(crate) type MatchedPart = (usize, usize);

/// A highlighted span, and which part of the query it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MatchedSpan {
    pub(crate) span: Span,
    pub(crate) part: MatchedPart,
    /// What it was read as, if the words do not show it themselves: a day or a canonical name.
    pub(crate) reading: Option<String>,
}

/// The positive parts of a query, ready to be looked for in stories.
pub(crate) struct Highlighter {
    parts: Vec<Part>,
    stems: WantedStems,
    story_languages: Arc<StoryLanguages>,
}

enum Part {
    /// Words of one field, or of title and body.
    Text(Option<TextField>, Matcher),
    Name(WantedName),
    About(DateFilter),
}

impl Highlighter {
    pub(crate) fn new(query: &Query, lexicon: &mut Lexicon, archive: &Archive) -> Self {
        let mut stems = WantedStems::default();
        let mut seen = FxHashSet::default();
        let leaves = query.positive().filter(|leaf| seen.insert(*leaf));
        let parts = leaves.filter_map(|leaf| match leaf {
            Query::Text(text) => {
                let wanted = lexicon.wanted(text);
                Some(Part::Text(wanted.field, stems.matcher(&wanted.what)))
            }
            Query::Name(filter) => Some(Part::Name(WantedName::new(filter, archive))),
            Query::Date(filter) if filter.axis == Axis::About => Some(Part::About(*filter)),
            _ => None,
        });
        Self {
            parts: parts.collect(),
            stems,
            story_languages: Arc::clone(&lexicon.story_languages),
        }
    }

    /// The highlights in one text of a story, in order of position; those of different parts may overlap.
    pub(crate) fn highlight(
        &self,
        annotated: &AnnotatedStory,
        field: TextField,
        stems: &mut Stems,
    ) -> Vec<MatchedSpan> {
        let text = annotated.story.text(field);
        let mut spans = Vec::new();
        let mut add = |part: MatchedPart, range: Range<usize>, reading| {
            spans.extend(Span::new(text, range).map(|span| MatchedSpan {
                span,
                part,
                reading,
            }));
        };
        let words = self.words(annotated, field, stems, &mut |part, range| {
            add((part, 0), range, None);
        });
        let language = self.story_languages.language(annotated.story.language);
        for (part, wanted) in self.parts.iter().enumerate() {
            match wanted {
                Part::Text(only, matcher) if covers_field(*only, field) => {
                    words.find(matcher, language, &mut |slot, range| {
                        add((part, slot), range, None);
                    });
                }
                Part::Text(..) => {}
                Part::Name(wanted) => names(annotated, field, wanted, &mut |range, reading| {
                    add((part, 0), range, reading);
                }),
                Part::About(filter) => {
                    for date in annotated.dates.iter().filter(|date| date.field == field) {
                        if date_matches(filter, date.timex.interval, &date.timex.value) {
                            add(
                                (part, 0),
                                date.timex.span.range(),
                                Some(date.timex.value.clone()),
                            );
                        }
                    }
                }
            }
        }
        spans.sort_by_key(|matched| (matched.span.start(), matched.span.end(), matched.part));
        spans
    }

    /// The occurrences of stems that some part looks for. Words that are looked for unstemmed are reported to `found`.
    fn words(
        &self,
        annotated: &AnnotatedStory,
        field: TextField,
        stems: &mut Stems,
        found: &mut impl FnMut(usize, Range<usize>),
    ) -> Occurrences {
        let wanted = || {
            let parts = self.parts.iter().enumerate();
            parts.filter_map(|(part, wanted)| match wanted {
                Part::Text(only, matcher) if covers_field(*only, field) => Some((part, matcher)),
                _ => None,
            })
        };
        if wanted().next().is_none() {
            return Occurrences::default();
        }
        let (text, names) = (annotated.story.text(field), &annotated.names);
        let found = |folded: &str, range: Range<usize>| {
            for (part, _) in wanted().filter(|(_, matcher)| matcher.accepts(folded)) {
                found(part, range.clone());
            }
        };
        self.stems.occurrences(text, field, names, stems, found)
    }
}

/// Whether a part restricted to the field `only`, or to title and body if that is `None`, applies to this field.
fn covers_field(only: Option<TextField>, field: TextField) -> bool {
    match only {
        Some(only) => only == field,
        None => field != TextField::Byline,
    }
}

/// Every mention of the entities that have the name, under any surface form.
fn names(
    annotated: &AnnotatedStory,
    field: TextField,
    wanted: &WantedName,
    add: &mut impl FnMut(Range<usize>, Option<String>),
) {
    let matching = wanted.entities(annotated);
    for (mention, entity) in annotated
        .names
        .iter()
        .filter(|(mention, _)| mention.field == field)
    {
        if matching.get(mention.entity as usize) == Some(&true) {
            let form = mention.span.of(annotated.story.text(field));
            add(
                mention.span.range(),
                (form != entity.name).then(|| entity.name.clone()),
            );
        }
    }
}
