//! A proximity query: words near each other in any order, which tantivy's phrase query with slop cannot express.

use std::ops::ControlFlow;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    BooleanQuery, ConstScorer, EnableScoring, Explanation, Occur, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::apart::{Filling, windows_apart};
use super::compile::{any_of, term};
use super::explain::explanation;
use super::query_terms::Slot;
use super::story_languages::{LanguageFilter, SegmentLanguageFilter, StoryLanguages};
use crate::annotate::name_markers::length;

/// The first and the last position of what fills a slot.
pub(crate) type PositionRange = (u32, u32);

/// Whether some window of at most `room` positions contains a stretch from each list. Passes the stretches of each
/// smallest such window to `found`, until that breaks. Each list is sorted by both ends.
pub(crate) fn windows(
    slots: &[Vec<PositionRange>],
    room: u32,
    mut found: impl FnMut(&[PositionRange]) -> ControlFlow<()>,
) -> bool {
    let mut rest: Vec<_> = slots.iter().map(|slot| slot.iter().copied()).collect();
    let window = rest.iter_mut().map(Iterator::next);
    let Some(mut window) = window.collect::<Option<Vec<PositionRange>>>() else {
        return false;
    };
    let mut any = false;
    loop {
        let last = window.iter().map(|stretch| stretch.1).max();
        let begins = window.iter().enumerate();
        let lowest = begins.min_by_key(|(_, stretch)| stretch.0);
        let (Some((slot, first)), Some(last)) = (lowest, last) else {
            return any;
        };
        if last - first.0 < room {
            any = true;
            if found(&window).is_break() {
                return any;
            }
        }
        let next = rest.get_mut(slot).and_then(Iterator::next);
        match (window.get_mut(slot), next) {
            (Some(stretch), Some(next)) => *stretch = next,
            _ => return any,
        }
    }
}

/// The stretches that fill a slot which is wanted `times` times, from the positions and lengths of its words and names,
/// in order. A single one is filled by any of its positions. Several are filled from the last word of the first name to
/// the first word of the last.
pub(crate) fn slot_ranges(places: &[(u32, u32)], times: usize) -> Vec<PositionRange> {
    if times < 2 {
        let positions = places
            .iter()
            .flat_map(|(position, length)| *position..position + length);
        return positions.map(|position| (position, position)).collect();
    }
    let names = places.windows(times).filter_map(|names| {
        let (first, last) = (names.first()?, names.last()?);
        Some((first.0 + first.1 - 1, last.0))
    });
    names.collect()
}

/// How many positions a window may have: the wanted words, and `distance` others among them.
pub(crate) fn room(wanted: impl Iterator<Item = usize>, distance: u32) -> u32 {
    let wanted = u32::try_from(wanted.sum::<usize>()).unwrap_or(u32::MAX);
    wanted.saturating_add(distance)
}

/// A query for documents in which something of each slot is near the others. A single slot is always near itself.
pub(crate) fn near(
    story_languages: &Arc<StoryLanguages>,
    field: Field,
    slots: &[Slot],
    distance: u32,
) -> Box<dyn Query> {
    if let [Slot { terms, times: 1 }] = slots {
        let any = terms
            .iter()
            .map(|(text, languages)| story_languages.found_in(*languages, term(field, text)));
        return any_of(any.collect());
    }
    let slots = slots.iter().map(|slot| {
        let terms = slot.terms.iter().map(|(text, languages)| {
            let words = length(text).unwrap_or(1);
            ProximityTerm {
                term: Term::from_field_text(field, text),
                words: u32::try_from(words).unwrap_or(1),
                only: story_languages.only(*languages),
            }
        });
        ProximitySlot {
            terms: terms.collect(),
            times: slot.times,
            are_names: slot.are_names(),
        }
    });
    Box::new(ProximityQuery {
        slots: slots.collect(),
        distance,
    })
}

/// Documents with a word of each slot near each other. Scores nothing.
#[derive(Clone, Debug)]
pub(crate) struct ProximityQuery {
    pub(crate) slots: Vec<ProximitySlot>,
    pub(crate) distance: u32,
}

/// One of the words or names that are to be near.
#[derive(Clone, Debug)]
pub(crate) struct ProximitySlot {
    /// Any of these terms fills the slot.
    pub(crate) terms: Vec<ProximityTerm>,
    /// How many must fill it.
    pub(crate) times: usize,
    /// Whether the terms stand for names.
    pub(crate) are_names: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct ProximityTerm {
    pub(crate) term: Term,
    /// How many words it takes.
    pub(crate) words: u32,
    /// The stories it is looked for in; `None` for all.
    pub(crate) only: Option<LanguageFilter>,
}

impl Query for ProximityQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let all_slots = self.slots.iter().map(|slot| {
            let any_term = slot.terms.iter().map(|near| {
                let query: Box<dyn Query> =
                    Box::new(TermQuery::new(near.term.clone(), IndexRecordOption::Basic));
                (Occur::Should, query)
            });
            let query: Box<dyn Query> = Box::new(BooleanQuery::new(any_term.collect()));
            (Occur::Must, query)
        });
        let candidates = BooleanQuery::new(all_slots.collect());
        let unscored = match scoring {
            EnableScoring::Enabled { searcher, .. } => {
                EnableScoring::disabled_from_searcher(searcher)
            }
            disabled @ EnableScoring::Disabled { .. } => disabled,
        };
        Ok(Box::new(ProximityWeight {
            near: self.clone(),
            candidates: candidates.weight(unscored)?,
        }))
    }
}

struct ProximityWeight {
    near: ProximityQuery,
    candidates: Box<dyn Weight>,
}

impl ProximityWeight {
    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<ProximityDocuments> {
        let mut slots = Vec::with_capacity(self.near.slots.len());
        for slot in &self.near.slots {
            let mut terms = Vec::with_capacity(slot.terms.len());
            for ProximityTerm { term, words, only } in &slot.terms {
                let inverted = reader.inverted_index(term.field())?;
                let option = IndexRecordOption::WithFreqsAndPositions;
                let among = only.as_ref().map(|only| only.among(reader)).transpose()?;
                let of_term = inverted.read_postings(term, option)?;
                terms.extend(of_term.map(|postings| TermPostings {
                    postings,
                    words: *words,
                    among,
                }));
            }
            slots.push(SlotPostings {
                terms,
                times: slot.times,
                are_names: slot.are_names,
            });
        }
        let mut documents = ProximityDocuments {
            candidates: self.candidates.scorer(reader, 1.0)?,
            room: room(slots.iter().map(|slot| slot.times), self.near.distance),
            slots,
            positions: Vec::new(),
        };
        documents.find();
        Ok(documents)
    }
}

/// Documents that have something of each slot, filtered to those in which these are near each other. Positions are read
/// only for the documents asked for.
struct ProximityDocuments {
    candidates: Box<dyn Scorer>,
    slots: Vec<SlotPostings>,
    room: u32,
    positions: Vec<u32>,
}

/// The postings of a slot's terms in one segment.
struct SlotPostings {
    terms: Vec<TermPostings>,
    times: usize,
    are_names: bool,
}

/// The postings of a term in one segment.
struct TermPostings {
    postings: SegmentPostings,
    /// How many words it takes.
    words: u32,
    /// The documents it is looked for in; `None` for all.
    among: Option<SegmentLanguageFilter>,
}

impl ProximityDocuments {
    /// Advances to the next candidate that matches, beginning with the current one.
    fn find(&mut self) -> DocId {
        while self.doc() != TERMINATED && !self.are_near() {
            self.candidates.advance();
        }
        self.doc()
    }

    fn are_near(&mut self) -> bool {
        let document = self.candidates.doc();
        let positions = &mut self.positions;
        let slots = self.slots.iter_mut().map(|slot| {
            let mut places: Vec<(u32, u32)> = Vec::new();
            for term in &mut slot.terms {
                if term.postings.doc() < document {
                    term.postings.seek(document);
                }
                let has_term = term.postings.doc() == document;
                if has_term && term.among.as_ref().is_none_or(|among| among.has(document)) {
                    term.postings.positions(positions);
                    places.extend(positions.iter().map(|position| (*position, term.words)));
                }
            }
            places.sort_unstable();
            Filling {
                places,
                times: slot.times,
                are_names: slot.are_names,
            }
        });
        let slots: Vec<_> = slots.collect();
        windows_apart(&slots, self.room, |_| ControlFlow::Break(()))
    }
}

impl DocSet for ProximityDocuments {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.find()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.candidates.seek(target);
            self.find();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }
}

impl Weight for ProximityWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(self.documents(reader)?, boost)))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explanation(self, reader, document, "words near each other")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(slots: &[&[u32]], distance: u32, expected: &[&[u32]]) {
        let words = |slot: &[u32]| slot.iter().map(|at| (*at, 1)).collect::<Vec<_>>();
        let slots: Vec<_> = slots
            .iter()
            .map(|slot| slot_ranges(&words(slot), 1))
            .collect();
        let mut found = Vec::new();
        let room = room(slots.iter().map(|_| 1), distance);
        let any = windows(&slots, room, |window| {
            found.push(window.iter().map(|stretch| stretch.0).collect::<Vec<_>>());
            ControlFlow::Continue(())
        });
        assert_eq!(found, expected);
        assert_eq!(any, !expected.is_empty());
    }

    #[test]
    fn windows_hold_a_position_of_each_slot() {
        check(&[&[3], &[4]], 0, &[&[3, 4]]);
        check(&[&[4], &[3]], 0, &[&[4, 3]]);
        check(&[&[3], &[5]], 0, &[]);
        check(&[&[3], &[9]], 5, &[&[3, 9]]);
        check(&[&[1, 20], &[10, 21], &[22]], 0, &[&[20, 21, 22]]);
        check(&[&[1], &[]], 5, &[]);
    }

    #[test]
    fn a_name_is_near_by_any_of_its_words_and_two_names_are_two() {
        let names = [(0, 2), (5, 3), (9, 1)];
        assert_eq!(
            slot_ranges(&names, 1),
            [0, 1, 5, 6, 7, 9].map(|at| (at, at))
        );
        assert_eq!(slot_ranges(&names, 2), [(1, 5), (7, 9)]);
        assert_eq!(slot_ranges(&names, 3), [(1, 9)]);
        assert_eq!(slot_ranges(&names, 4), []);
    }
}
