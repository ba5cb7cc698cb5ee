//! Words near each other, in any order, which tantivy's phrase query with slop does not mean.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    BooleanQuery, ConstScorer, EmptyScorer, EnableScoring, Explanation, Occur, Query, Scorer,
    TermQuery, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Whether some window takes a position from each list and has at most `distance` positions besides; hands out
/// the positions of every smallest such window. Each list is in order.
pub(crate) fn windows(slots: &[Vec<u32>], distance: u32, mut found: impl FnMut(&[u32])) -> bool {
    let room = u32::try_from(slots.len())
        .unwrap_or(u32::MAX)
        .saturating_add(distance);
    let mut at = vec![0_usize; slots.len()];
    let mut any = false;
    loop {
        let window: Option<Vec<u32>> = slots
            .iter()
            .zip(&at)
            .map(|(slot, at)| slot.get(*at).copied())
            .collect();
        let Some(window) = window else { return any };
        let lowest = window
            .iter()
            .enumerate()
            .min_by_key(|(_, position)| **position);
        let (Some((slot, first)), Some(last)) = (lowest, window.iter().max()) else {
            return any;
        };
        if last - first < room {
            any = true;
            found(&window);
        }
        if let Some(at) = at.get_mut(slot) {
            *at += 1;
        }
    }
}

/// Documents with a word of each slot near each other. Scores nothing.
#[derive(Clone, Debug)]
pub(crate) struct NearQuery {
    pub(crate) slots: Vec<Vec<Term>>,
    pub(crate) distance: u32,
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let all_slots = self.slots.iter().map(|slot| {
            let any_term = slot.iter().map(|term| {
                let query: Box<dyn Query> =
                    Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic));
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
        Ok(Box::new(NearWeight {
            near: self.clone(),
            candidates: candidates.weight(unscored)?,
        }))
    }
}

struct NearWeight {
    near: NearQuery,
    candidates: Box<dyn Weight>,
}

impl NearWeight {
    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
        let mut slots = Vec::with_capacity(self.near.slots.len());
        for slot in &self.near.slots {
            let mut postings: Vec<SegmentPostings> = Vec::with_capacity(slot.len());
            for term in slot {
                let inverted = reader.inverted_index(term.field())?;
                postings.extend(
                    inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?,
                );
            }
            slots.push(postings);
        }
        let mut documents = Vec::new();
        let mut candidates = self.candidates.scorer(reader, 1.0)?;
        let mut positions: Vec<Vec<u32>> = vec![Vec::new(); slots.len()];
        let mut buffer = Vec::new();
        while candidates.doc() != TERMINATED {
            let document = candidates.doc();
            for (slot, positions) in slots.iter_mut().zip(&mut positions) {
                positions.clear();
                for postings in slot {
                    if postings.doc() < document {
                        postings.seek(document);
                    }
                    if postings.doc() == document {
                        postings.positions(&mut buffer);
                        positions.extend_from_slice(&buffer);
                    }
                }
                positions.sort_unstable();
            }
            if windows(&positions, self.near.distance, |_| ()) {
                documents.push(document);
            }
            candidates.advance();
        }
        Ok(documents)
    }
}

/// Documents found beforehand, in order.
struct Found {
    documents: Vec<DocId>,
    at: usize,
}

impl DocSet for Found {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.documents.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.documents.len()).unwrap_or(u32::MAX)
    }
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let documents = self.documents(reader)?;
        if documents.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConstScorer::new(
            Found { documents, at: 0 },
            boost,
        )))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        if self.documents(reader)?.binary_search(&document).is_ok() {
            Ok(Explanation::new("words near each other", 1.0))
        } else {
            Err(TantivyError::InvalidArgument(format!(
                "document {document} does not match"
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(slots: &[&[u32]], distance: u32, expected: &[&[u32]]) {
        let slots: Vec<Vec<u32>> = slots.iter().map(|slot| slot.to_vec()).collect();
        let mut found = Vec::new();
        let any = windows(&slots, distance, |window| found.push(window.to_vec()));
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
}
