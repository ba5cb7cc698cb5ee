//! A scorer that matches what another one matches, and scores it in its own way.

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score};

/// Iterates over the documents of `found`; `score` scores the current one.
pub(super) struct Rescored<F> {
    pub(super) found: Box<dyn Scorer>,
    pub(super) score: F,
}

impl<F: FnMut(&mut dyn Scorer) -> Score + Send + 'static> DocSet for Rescored<F> {
    fn advance(&mut self) -> DocId {
        self.found.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.found.seek(target)
    }

    fn doc(&self) -> DocId {
        self.found.doc()
    }

    fn size_hint(&self) -> u32 {
        self.found.size_hint()
    }

    fn cost(&self) -> u64 {
        self.found.cost()
    }
}

impl<F: FnMut(&mut dyn Scorer) -> Score + Send + 'static> Scorer for Rescored<F> {
    fn score(&mut self) -> Score {
        (self.score)(&mut *self.found)
    }
}
