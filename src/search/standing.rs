//! Where the terms of a word stand in one segment, and what the documents there earn.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::rank::early;
use super::spoken::Among;

/// A term of a word in one segment.
pub(super) struct Standing {
    postings: SegmentPostings,
    earns: Earns,
    /// In which documents it is looked for; in all where it is `None`.
    among: Option<Among>,
}

/// What a document earns that has a term.
pub(super) enum Earns {
    Nothing,
    Bm25(FieldNormReader, Bm25Weight),
    /// So much where it is the first word, and the less the later it comes.
    Early(FieldNormReader, Score),
}

impl Standing {
    /// `postings` have the positions of a term that earns by them.
    pub(super) fn new(postings: SegmentPostings, earns: Earns, among: Option<Among>) -> Self {
        let mut first = Self {
            postings,
            earns,
            among,
        };
        first.pass_others();
        first
    }

    fn advance(&mut self) {
        self.postings.advance();
        self.pass_others();
    }

    fn seek(&mut self, target: DocId) {
        self.postings.seek(target);
        self.pass_others();
    }

    fn pass_others(&mut self) {
        if let Some(among) = &self.among {
            among.pass_others(&mut self.postings);
        }
    }

    /// What the document earns that it stands at. `positions` are room to read them into.
    fn score(&mut self, positions: &mut Vec<u32>) -> Score {
        let document = self.postings.doc();
        match &self.earns {
            Earns::Nothing => 0.0,
            Earns::Bm25(norms, bm25) => {
                bm25.score(norms.fieldnorm_id(document), self.postings.term_freq())
            }
            Earns::Early(norms, most) => {
                self.postings.positions(positions);
                let first = positions.first().copied().unwrap_or(u32::MAX);
                most * early(first, norms.fieldnorm(document))
            }
        }
    }
}

/// Walks over the documents of one segment that have a word. What a document earns is the most that any term earns it,
/// and a bonus.
pub(super) struct WordScorer {
    document: DocId,
    /// Where each term stands: at the document, or beyond.
    standing: Vec<Standing>,
    /// Where it stands as typed: looked up when a document is scored, and so perhaps behind.
    typed: Vec<SegmentPostings>,
    bonus: Score,
    documents: u32,
    positions: Vec<u32>,
}

impl WordScorer {
    /// The bonus is for the documents that have any of `typed`; the segment has `documents`.
    pub(super) fn new(
        standing: Vec<Standing>,
        typed: Vec<SegmentPostings>,
        bonus: Score,
        documents: u32,
    ) -> Self {
        let mut word = Self {
            document: 0,
            standing,
            typed,
            bonus,
            documents,
            positions: Vec::new(),
        };
        word.document = word.first();
        word
    }

    fn first(&self) -> DocId {
        let documents = self.standing.iter().map(|term| term.postings.doc());
        documents.min().unwrap_or(TERMINATED)
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        let mut first = TERMINATED;
        for term in &mut self.standing {
            if term.postings.doc() == self.document {
                term.advance();
            }
            first = first.min(term.postings.doc());
        }
        self.document = first;
        first
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for term in &mut self.standing {
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
        let all = self.standing.iter().map(|term| term.postings.size_hint());
        all.fold(0, u32::saturating_add).min(self.documents)
    }

    fn cost(&self) -> u64 {
        let all = self.standing.iter().map(|term| term.postings.cost());
        all.sum()
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let Self { document, .. } = *self;
        let mut best = 0.0_f32;
        for term in &mut self.standing {
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
