//! Scores the documents of one segment by the postings of a word's terms.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::rank::early;
use super::story_languages::SegmentLanguageFilter;

/// A term of a word in one segment: its postings and how it scores.
pub(super) struct TermScorer {
    postings: SegmentPostings,
    scoring: Scoring,
    /// The documents it is looked for in; `None` for all.
    among: Option<SegmentLanguageFilter>,
}

/// How a document with the term is scored.
pub(super) enum Scoring {
    Nothing,
    Bm25(FieldNormReader, Bm25Weight),
    /// This much if it is the first word of the document, and less, the later it first occurs.
    Early(FieldNormReader, Score),
}

impl TermScorer {
    /// `postings` must have positions if the score depends on them.
    pub(super) fn new(
        postings: SegmentPostings,
        scoring: Scoring,
        among: Option<SegmentLanguageFilter>,
    ) -> Self {
        let mut first = Self {
            postings,
            scoring,
            among,
        };
        first.skip_others();
        first
    }

    fn advance(&mut self) {
        self.postings.advance();
        self.skip_others();
    }

    fn seek(&mut self, target: DocId) {
        self.postings.seek(target);
        self.skip_others();
    }

    fn skip_others(&mut self) {
        if let Some(among) = &self.among {
            among.skip_others(&mut self.postings);
        }
    }

    /// The score of the current document. `positions` is a buffer.
    fn score(&mut self, positions: &mut Vec<u32>) -> Score {
        let document = self.postings.doc();
        match &self.scoring {
            Scoring::Nothing => 0.0,
            Scoring::Bm25(norms, bm25) => {
                bm25.score(norms.fieldnorm_id(document), self.postings.term_freq())
            }
            Scoring::Early(norms, most) => {
                self.postings.positions(positions);
                let first = positions.first().copied().unwrap_or(u32::MAX);
                most * early(first, norms.fieldnorm(document))
            }
        }
    }
}

/// Iterates over the documents of one segment that have a word. The score of a document is the maximum over the terms,
/// plus a bonus.
pub(super) struct WordScorer {
    document: DocId,
    /// Each term, positioned at the current document or beyond.
    terms: Vec<TermScorer>,
    /// The postings of the word as typed. They are advanced only when a document is scored, so they may lag behind.
    typed: Vec<SegmentPostings>,
    bonus: Score,
    documents: u32,
    positions: Vec<u32>,
}

impl WordScorer {
    /// Documents in any of `typed` get the bonus. `documents` is the number of documents in the segment.
    pub(super) fn new(
        terms: Vec<TermScorer>,
        typed: Vec<SegmentPostings>,
        bonus: Score,
        documents: u32,
    ) -> Self {
        let mut word = Self {
            document: 0,
            terms,
            typed,
            bonus,
            documents,
            positions: Vec::new(),
        };
        word.document = word.first();
        word
    }

    fn first(&self) -> DocId {
        let documents = self.terms.iter().map(|term| term.postings.doc());
        documents.min().unwrap_or(TERMINATED)
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        let mut first = TERMINATED;
        for term in &mut self.terms {
            if term.postings.doc() == self.document {
                term.advance();
            }
            first = first.min(term.postings.doc());
        }
        self.document = first;
        first
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for term in &mut self.terms {
            if term.postings.doc() < target {
                term.seek(target);
            }
        }
        self.document = self.first();
        self.document
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        let all = self.terms.iter().map(|term| term.postings.size_hint());
        all.fold(0, u32::saturating_add).min(self.documents)
    }

    fn cost(&self) -> u64 {
        let all = self.terms.iter().map(|term| term.postings.cost());
        all.sum()
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let Self { document, .. } = *self;
        let mut best = 0.0_f32;
        for term in &mut self.terms {
            if term.postings.doc() == document {
                best = best.max(term.score(&mut self.positions));
            }
        }
        for typed in &mut self.typed {
            if typed.doc() < document {
                typed.seek(document);
            }
            if typed.doc() == document {
                return best + self.bonus;
            }
        }
        best
    }
}
