//! Finds in a story the stretches that made it a hit.
//!
//! The story's texts are analysed anew, as they were for the index, and every positive part of the query lights what
//! satisfies it: a word, a phrase as a whole, a mention of the entity asked for, a date that lies in the days asked for.

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};

use super::near::windows;
use super::wanted::{Lexicon, Sequence, WantedName, WantedText, WantedWords, tells};
use crate::annotate::tokens::{Stems, Words};
use crate::query::{Axis, DateFilter, Query};
use crate::story::{AnnotatedStory, Span, TextField};

/// A lit stretch, and which positive part of the query lit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lit {
    pub(crate) span: Span,
    pub(crate) part: usize,
    /// What it was read as, where the words do not show it.
    pub(crate) reading: Option<String>,
}

/// The positive parts of a query, ready to be looked for in stories.
pub(crate) struct Highlighter {
    parts: Vec<Part>,
}

enum Part {
    Text(WantedText, Option<DFA>),
    Name(WantedName),
    About(DateFilter),
}

impl Highlighter {
    pub(crate) fn new(query: &Query, lexicon: &mut Lexicon) -> Self {
        let parts = query.positive().filter_map(|leaf| match leaf {
            Query::Text(text) => {
                let wanted = lexicon.wanted(text);
                let automaton = match &wanted.what {
                    WantedWords::Fuzzy { word, edits } => {
                        Some(LevenshteinAutomatonBuilder::new(*edits, true).build_dfa(word))
                    }
                    _ => None,
                };
                Some(Part::Text(wanted, automaton))
            }
            Query::Name(filter) => Some(Part::Name(WantedName::new(filter))),
            Query::Date(filter) if filter.axis == Axis::About => Some(Part::About(*filter)),
            _ => None,
        });
        Self {
            parts: parts.collect(),
        }
    }

    /// What is lit in one text of a story, in order of place; stretches of different parts may overlap.
    pub(crate) fn light(
        &self,
        annotated: &AnnotatedStory,
        field: TextField,
        stems: &mut Stems,
    ) -> Vec<Lit> {
        let text = annotated.story.text(field);
        let mut lit = Vec::new();
        let words = self
            .wants_words(field)
            .then(|| Analysis::new(text, field, stems));
        for (part, wanted) in self.parts.iter().enumerate() {
            let mut add = |range: std::ops::Range<usize>, reading| {
                lit.extend(Span::new(text, range).map(|span| Lit {
                    span,
                    part,
                    reading,
                }));
            };
            match wanted {
                Part::Text(wanted, automaton) if reaches(wanted, field) => {
                    if let Some(words) = &words {
                        words.find(&wanted.what, automaton.as_ref(), &mut |range| {
                            add(range, None);
                        });
                    }
                }
                Part::Text(..) => {}
                Part::Name(wanted) => names(annotated, field, wanted, &mut add),
                Part::About(filter) => {
                    for date in annotated.dates.iter().filter(|date| date.field == field) {
                        if tells(filter, date.timex.interval, &date.timex.value) {
                            add(date.timex.span.range(), Some(date.timex.value.clone()));
                        }
                    }
                }
            }
        }
        lit.sort_by_key(|lit| (lit.span.start(), lit.span.end(), lit.part));
        lit
    }

    fn wants_words(&self, field: TextField) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Text(wanted, _) if reaches(wanted, field)))
    }
}

fn reaches(wanted: &WantedText, field: TextField) -> bool {
    match wanted.field {
        Some(only) => only == field,
        None => field != TextField::Byline,
    }
}

/// Every mention of the entities that go by the name, whatever each mention calls them.
fn names(
    annotated: &AnnotatedStory,
    field: TextField,
    wanted: &WantedName,
    add: &mut impl FnMut(std::ops::Range<usize>, Option<String>),
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

/// The words of one text as the index has them.
struct Analysis {
    words: Vec<Analysed>,
    letters: String,
}

/// A word: where it stands, and where its folded form and its stem lie among the letters.
struct Analysed {
    range: std::ops::Range<usize>,
    position: u32,
    folded: std::ops::Range<usize>,
    stem: std::ops::Range<usize>,
}

impl Analysis {
    fn new(text: &str, field: TextField, stems: &mut Stems) -> Self {
        let mut letters = String::with_capacity(text.len() * 2);
        let mut analysed = Vec::with_capacity(text.len() / 6);
        let mut words = Words::new(text);
        while words.advance() {
            let folded = letters.len()..letters.len() + words.folded().len();
            letters.push_str(words.folded());
            let stem = if field == TextField::Byline {
                words.folded()
            } else {
                stems.stem(words.folded())
            };
            let stem_range = letters.len()..letters.len() + stem.len();
            letters.push_str(stem);
            let position = u32::try_from(words.position()).unwrap_or(u32::MAX);
            analysed.push(Analysed {
                range: words.range(),
                position,
                folded,
                stem: stem_range,
            });
        }
        Self {
            words: analysed,
            letters,
        }
    }

    fn letters(&self, range: &std::ops::Range<usize>) -> &str {
        self.letters.get(range.clone()).unwrap_or_default()
    }

    fn find(
        &self,
        wanted: &WantedWords,
        automaton: Option<&DFA>,
        found: &mut impl FnMut(std::ops::Range<usize>),
    ) {
        match wanted {
            WantedWords::Nothing => {}
            WantedWords::Sequences(sequences) => {
                for sequence in sequences {
                    self.find_sequence(sequence, found);
                }
            }
            WantedWords::Near { slots, distance } => self.find_near(slots, *distance, found),
            WantedWords::Prefix(prefix) => {
                self.find_folded(|word| word.starts_with(prefix.as_str()), found);
            }
            WantedWords::Fuzzy { .. } => {
                self.find_folded(
                    |word| {
                        automaton.is_some_and(|dfa| matches!(dfa.eval(word), Distance::Exact(_)))
                    },
                    found,
                );
            }
        }
    }

    fn find_folded(
        &self,
        fits: impl Fn(&str) -> bool,
        found: &mut impl FnMut(std::ops::Range<usize>),
    ) {
        for word in self
            .words
            .iter()
            .filter(|word| fits(self.letters(&word.folded)))
        {
            found(word.range.clone());
        }
    }

    fn find_sequence(&self, sequence: &Sequence, found: &mut impl FnMut(std::ops::Range<usize>)) {
        let Some(((_, first), rest)) = sequence.terms.split_first() else {
            return;
        };
        for (index, word) in self.words.iter().enumerate() {
            if self.letters(&word.stem) != first {
                continue;
            }
            // A word left out of the index stands between some: positions decide, not neighbours.
            let following = self.words.get(index..).unwrap_or_default();
            let last = rest.iter().try_fold(word, |_, (offset, term)| {
                let position = word.position as usize + offset;
                let next = following
                    .iter()
                    .take(offset + 1)
                    .find(|next| next.position as usize == position)?;
                (self.letters(&next.stem) == term).then_some(next)
            });
            if let Some(last) = last {
                found(word.range.start..last.range.end);
            }
        }
    }

    fn find_near(
        &self,
        slots: &[Vec<String>],
        distance: u32,
        found: &mut impl FnMut(std::ops::Range<usize>),
    ) {
        let positions: Vec<Vec<u32>> = slots
            .iter()
            .map(|slot| {
                let fits =
                    |word: &&Analysed| slot.iter().any(|term| term == self.letters(&word.stem));
                self.words
                    .iter()
                    .filter(fits)
                    .map(|word| word.position)
                    .collect()
            })
            .collect();
        windows(&positions, distance, |window| {
            for position in window {
                if let Ok(index) = self
                    .words
                    .binary_search_by_key(position, |word| word.position)
                    && let Some(word) = self.words.get(index)
                {
                    found(word.range.clone());
                }
            }
        });
    }
}
