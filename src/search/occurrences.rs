//! Finds in one text the words that a query wants.
//!
//! The text is analysed again, as it was for the index, but only as far as needed: words whose first letter begins no
//! wanted word are skipped, and only the wanted words are kept.

use std::ops::{ControlFlow, Range};

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};
use rustc_hash::FxHashMap;

use super::apart::{Filling, windows_apart};
use super::proximity::room;
use super::query_terms::WantedWords;
use super::story_languages::Languages;
use crate::annotate::name_markers::{self, LONGEST, MarkedMention, MentionPositions};
use crate::annotate::tokens::{Initials, Stems, Words};
use crate::story::{Names, TextField};

/// The stems that a query wants, by number.
#[derive(Default)]
pub(super) struct WantedStems {
    numbers: FxHashMap<String, u32>,
    initials: Initials,
    /// Whether names are among them, at any position.
    names: bool,
}

/// What one part of a query looks for, its stems by number.
pub(super) enum Matcher {
    /// Any of these sequences: each stem with its distance from the first, in stories of some languages.
    Sequences(Vec<(Languages, Vec<(u32, u32)>)>),
    /// Something of each slot, within so many words.
    Near { slots: Vec<MatcherSlot>, room: u32 },
    /// A folded word with this prefix.
    Prefix(String),
    /// A folded word that the automaton accepts.
    Fuzzy(DFA),
    /// No word at all.
    Nothing,
}

/// One of the words or names that must be near each other: its stems, and how many of them are wanted.
pub(super) struct MatcherSlot {
    stems: Vec<(u32, Languages)>,
    times: usize,
    are_names: bool,
}

impl WantedStems {
    /// Registers what a part of the query wants.
    pub(super) fn matcher(&mut self, wanted: &WantedWords) -> Matcher {
        match wanted {
            WantedWords::Sequences(sequences) => {
                let numbered = sequences.iter().map(|sequence| {
                    let terms = sequence.terms.iter();
                    let terms = terms.map(|(offset, stem)| (count(*offset), self.number(stem)));
                    (sequence.languages, terms.collect())
                });
                Matcher::Sequences(numbered.collect())
            }
            WantedWords::Near { slots, distance } => {
                let room = room(slots.iter().map(|slot| slot.times), *distance);
                let numbered = slots.iter().map(|slot| {
                    let stems = slot.terms.iter();
                    let stems = stems.map(|(stem, languages)| (self.number(stem), *languages));
                    MatcherSlot {
                        stems: stems.collect(),
                        times: slot.times,
                        are_names: slot.are_names(),
                    }
                });
                Matcher::Near {
                    slots: numbered.collect(),
                    room,
                }
            }
            WantedWords::Prefix(prefix) => {
                self.initials.add(prefix);
                Matcher::Prefix(prefix.clone())
            }
            WantedWords::Fuzzy { word, edits } => {
                self.initials = Initials::ALL;
                Matcher::Fuzzy(LevenshteinAutomatonBuilder::new(*edits, true).build_dfa(word))
            }
            WantedWords::Nothing => Matcher::Nothing,
        }
    }

    fn number(&mut self, stem: &str) -> u32 {
        if name_markers::length(stem).is_some() {
            // A name may begin with any letter.
            self.names = true;
            self.initials = Initials::ALL;
        }
        self.initials.add(stem);
        let next = count(self.numbers.len());
        *self.numbers.entry(stem.to_owned()).or_insert(next)
    }

    /// The wanted words of a text. `folds` are given every folded word that may match them.
    pub(super) fn occurrences(
        &self,
        text: &str,
        field: TextField,
        names: &Names,
        stems: &mut Stems,
        mut on_word: impl FnMut(&str, Range<usize>),
    ) -> Occurrences {
        // A byline consists of names: nothing is stemmed there.
        let stemmed = field != TextField::Byline;
        let initials = if stemmed && !stems.keep_initials() {
            Initials::ALL
        } else {
            self.initials
        };
        let mut found = Vec::new();
        let mut places = Vec::new();
        let kinds = names.iter().map(|(mention, entity)| (mention, entity.kind));
        let mut mentions = self.names.then(|| MentionPositions::of(kinds, field));
        let mut words = Words::new(text);
        while words.advance_to(&initials) {
            if let Some(mentions) = &mut mentions {
                mentions.word(&words.range(), words.position(), |place| places.push(place));
            }
            on_word(words.folded(), words.range());
            let stem = if stemmed {
                stems.stem(words.folded())
            } else {
                words.folded()
            };
            if let Some(stem) = self.numbers.get(stem) {
                found.push(Occurrence {
                    range: words.range(),
                    position: count(words.position()),
                    length: 1,
                    stem: *stem,
                });
            }
        }
        if let Some(mentions) = mentions {
            mentions.finish(|place| places.push(place));
        }
        found.extend(places.into_iter().filter_map(|place| self.name(place)));
        found.sort_by_key(|occurrence| occurrence.position);
        Occurrences(found)
    }
}

impl WantedStems {
    fn name(&self, place: MarkedMention) -> Option<Occurrence> {
        let term = name_markers::term(place.kind, place.length);
        Some(Occurrence {
            stem: *self.numbers.get(&term)?,
            position: count(place.position),
            length: count(place.length),
            range: place.range,
        })
    }
}

impl Matcher {
    /// Whether it looks for a folded word, and this one matches.
    pub(super) fn accepts(&self, folded: &str) -> bool {
        match self {
            Self::Prefix(prefix) => folded.starts_with(prefix.as_str()),
            Self::Fuzzy(automaton) => matches!(automaton.eval(folded), Distance::Exact(_)),
            Self::Sequences(_) | Self::Near { .. } | Self::Nothing => false,
        }
    }
}

/// The wanted words and names of one text, in order of position. A name may share its position with its first word.
#[derive(Default)]
pub(super) struct Occurrences(Vec<Occurrence>);

struct Occurrence {
    range: Range<usize>,
    position: u32,
    /// How many words it takes.
    length: u32,
    stem: u32,
}

impl Occurrences {
    /// The places in the text of a story, in its language, of what a part looks for by stems; with them, of words that
    /// must be near each other, the number of the slot, else 0.
    pub(super) fn find(
        &self,
        matcher: &Matcher,
        language: Languages,
        found: &mut impl FnMut(usize, Range<usize>),
    ) {
        match matcher {
            Matcher::Sequences(sequences) => {
                for (languages, sequence) in sequences {
                    if languages.meets(language) {
                        self.find_sequence(sequence, found);
                    }
                }
            }
            Matcher::Near { slots, room } => self.find_near(slots, language, *room, found),
            Matcher::Prefix(_) | Matcher::Fuzzy(_) | Matcher::Nothing => {}
        }
    }

    fn find_sequence(&self, sequence: &[(u32, u32)], found: &mut impl FnMut(usize, Range<usize>)) {
        let Some(((_, first), rest)) = sequence.split_first() else {
            return;
        };
        for word in self.0.iter().filter(|word| word.stem == *first) {
            let last = rest.iter().try_fold(word, |_, (offset, stem)| {
                let position = word.position.saturating_add(*offset);
                self.at(position).find(|next| next.stem == *stem)
            });
            if let Some(last) = last {
                found(0, word.range.start..last.range.end);
            }
        }
    }

    /// The occurrences that begin at a position.
    fn at(&self, position: u32) -> impl Iterator<Item = &Occurrence> {
        let from = self.0.partition_point(|next| next.position < position);
        let from = self.0.get(from..).unwrap_or_default().iter();
        from.take_while(move |next| next.position == position)
    }

    fn find_near(
        &self,
        slots: &[MatcherSlot],
        language: Languages,
        room: u32,
        found: &mut impl FnMut(usize, Range<usize>),
    ) {
        let fitting = slots.iter().map(|slot| {
            let stems = slot.stems.iter();
            let stems = stems.filter(|(_, languages)| languages.meets(language));
            let stems: Vec<u32> = stems.map(|(stem, _)| *stem).collect();
            let fitting = self.0.iter();
            fitting.filter(|word| stems.contains(&word.stem)).collect()
        });
        let fitting: Vec<Vec<&Occurrence>> = fitting.collect();
        let places = fitting.iter().zip(slots).map(|(fitting, slot)| {
            let places = fitting.iter().map(|word| (word.position, word.length));
            Filling {
                places: places.collect(),
                times: slot.times,
                are_names: slot.are_names,
            }
        });
        let places: Vec<_> = places.collect();
        windows_apart(&places, room, |window| {
            for (slot, ((first, last), fitting)) in window.iter().zip(&fitting).enumerate() {
                // No word or name is longer than that. This avoids looking at every occurrence in a long text for each
                // window.
                let from = fitting.partition_point(|word| word.position + count(LONGEST) <= *first);
                let near = fitting.get(from..).unwrap_or_default().iter();
                let near = near.take_while(|word| word.position <= *last);
                for word in near.filter(|word| word.position + word.length > *first) {
                    found(slot, word.range.clone());
                }
            }
            ControlFlow::Continue(())
        });
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
