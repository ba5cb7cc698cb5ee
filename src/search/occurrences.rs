//! Finds in one text the words that a query wants.
//!
//! The text is analysed anew, as it was for the index, but only where it can matter: a word that begins with a letter
//! no wanted word begins with is passed over, and only the wanted words are kept.

use std::ops::Range;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};
use rustc_hash::FxHashMap;

use super::near::windows;
use super::wanted::WantedWords;
use crate::annotate::tokens::{Initials, Stems, Words};
use crate::story::TextField;

/// The stems that a query wants, by number.
#[derive(Default)]
pub(super) struct WantedStems {
    numbers: FxHashMap<String, u32>,
    initials: Initials,
}

/// What one part of a query looks for, its stems by number.
pub(super) enum Sought {
    /// Any of these, side by side: how far each stem stands behind the first.
    Sequences(Vec<Vec<(u32, u32)>>),
    /// A stem of each slot, with so many words among them at most.
    Near { slots: Vec<Vec<u32>>, distance: u32 },
    /// A folded word that begins so.
    Prefix(String),
    /// A folded word that the automaton takes.
    Fuzzy(DFA),
    /// No word at all.
    Nothing,
}

impl WantedStems {
    /// Takes note of what a part wants.
    pub(super) fn seek(&mut self, wanted: &WantedWords) -> Sought {
        match wanted {
            WantedWords::Sequences(sequences) => {
                let numbered = sequences.iter().map(|sequence| {
                    let terms = sequence.terms.iter();
                    terms
                        .map(|(offset, stem)| (count(*offset), self.number(stem)))
                        .collect()
                });
                Sought::Sequences(numbered.collect())
            }
            WantedWords::Near { slots, distance } => {
                let slots = slots.iter();
                let numbered =
                    slots.map(|slot| slot.iter().map(|stem| self.number(stem)).collect());
                Sought::Near {
                    slots: numbered.collect(),
                    distance: *distance,
                }
            }
            WantedWords::Prefix(prefix) => {
                self.initials.add(prefix);
                Sought::Prefix(prefix.clone())
            }
            WantedWords::Fuzzy { word, edits } => {
                self.initials = Initials::ALL;
                Sought::Fuzzy(LevenshteinAutomatonBuilder::new(*edits, true).build_dfa(word))
            }
            WantedWords::Nothing => Sought::Nothing,
        }
    }

    fn number(&mut self, stem: &str) -> u32 {
        self.initials.add(stem);
        let next = count(self.numbers.len());
        *self.numbers.entry(stem.to_owned()).or_insert(next)
    }

    /// The wanted words of a text; `folds` are told every folded word that may matter to them.
    pub(super) fn occurrences(
        &self,
        text: &str,
        field: TextField,
        stems: &mut Stems,
        mut folds: impl FnMut(&str, Range<usize>),
    ) -> Occurrences {
        // A byline is names: nothing is stemmed there.
        let stemmed = field != TextField::Byline;
        let initials = if stemmed && !stems.keep_initials() {
            Initials::ALL
        } else {
            self.initials
        };
        let mut found = Vec::new();
        let mut words = Words::new(text);
        while words.advance_to(&initials) {
            folds(words.folded(), words.range());
            let stem = if stemmed {
                stems.stem(words.folded())
            } else {
                words.folded()
            };
            if let Some(stem) = self.numbers.get(stem) {
                found.push(Occurrence {
                    range: words.range(),
                    position: count(words.position()),
                    stem: *stem,
                });
            }
        }
        Occurrences(found)
    }
}

impl Sought {
    /// Whether it looks for a folded word, and this is one.
    pub(super) fn takes(&self, folded: &str) -> bool {
        match self {
            Self::Prefix(prefix) => folded.starts_with(prefix.as_str()),
            Self::Fuzzy(automaton) => matches!(automaton.eval(folded), Distance::Exact(_)),
            Self::Sequences(_) | Self::Near { .. } | Self::Nothing => false,
        }
    }
}

/// The words of one text whose stems are wanted, in order of place.
#[derive(Default)]
pub(super) struct Occurrences(Vec<Occurrence>);

struct Occurrence {
    range: Range<usize>,
    position: u32,
    stem: u32,
}

impl Occurrences {
    /// Where what a part seeks by stems stands in the text.
    pub(super) fn find(&self, sought: &Sought, found: &mut impl FnMut(Range<usize>)) {
        match sought {
            Sought::Sequences(sequences) => {
                for sequence in sequences {
                    self.find_sequence(sequence, found);
                }
            }
            Sought::Near { slots, distance } => self.find_near(slots, *distance, found),
            Sought::Prefix(_) | Sought::Fuzzy(_) | Sought::Nothing => {}
        }
    }

    fn find_sequence(&self, sequence: &[(u32, u32)], found: &mut impl FnMut(Range<usize>)) {
        let Some(((_, first), rest)) = sequence.split_first() else {
            return;
        };
        for (index, word) in self.0.iter().enumerate() {
            if word.stem != *first {
                continue;
            }
            let mut following = self.0.get(index..).unwrap_or_default().iter();
            let last = rest.iter().try_fold(word, |_, (offset, stem)| {
                let position = word.position.saturating_add(*offset);
                following
                    .find(|next| next.position >= position)
                    .filter(|next| next.position == position && next.stem == *stem)
            });
            if let Some(last) = last {
                found(word.range.start..last.range.end);
            }
        }
    }

    fn find_near(&self, slots: &[Vec<u32>], distance: u32, found: &mut impl FnMut(Range<usize>)) {
        let positions: Vec<Vec<u32>> = slots
            .iter()
            .map(|slot| {
                let fitting = self.0.iter().filter(|word| slot.contains(&word.stem));
                fitting.map(|word| word.position).collect()
            })
            .collect();
        windows(&positions, distance, |window| {
            for position in window {
                if let Ok(index) = self.0.binary_search_by_key(position, |word| word.position)
                    && let Some(word) = self.0.get(index)
                {
                    found(word.range.clone());
                }
            }
        });
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
