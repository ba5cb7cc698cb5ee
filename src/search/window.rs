//! Scores a window of documents at a time, word by word.
//!
//! The postings of each word are read in whole blocks, as they are stored, and each posting adds to the sum of its
//! document in the window.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::{DocId, Score, TERMINATED};

use super::story_languages::SegmentLanguageFilter;
use super::word_set::WordSet;

/// How many documents a window has: their sums fit into the L1 cache.
const DOCUMENTS: u32 = 4096;
const IN_A_BLOCK: u32 = u64::BITS;

/// The postings of a word in one segment.
pub(super) struct WordBlocks {
    /// The postings of each term. A document gets the maximum of their scores.
    pub(super) scored: Vec<Scored>,
    /// The postings of the word as typed, and the bonus for any of them. Each of their documents is also in one of the
    /// others.
    pub(super) typed: Vec<Blocks>,
    pub(super) bonus: Score,
}

/// The postings of one term, and how they score.
pub(super) struct Scored {
    pub(super) blocks: Blocks,
    pub(super) norms: FieldNormReader,
    pub(super) bm25: Bm25Weight,
    /// The documents it is looked for in; `None` for all.
    pub(super) among: Option<SegmentLanguageFilter>,
}

impl WordBlocks {
    /// The next document that may have the word.
    pub(super) fn next(&self) -> Option<DocId> {
        let next = self.scored.iter().map(|term| term.blocks.next());
        next.min().filter(|next| *next != TERMINATED)
    }
}

/// Iterates over the postings of one term.
pub(super) struct Blocks {
    postings: BlockSegmentPostings,
    /// How many postings of the current block have been passed.
    passed: usize,
}

impl Blocks {
    pub(super) fn new(postings: BlockSegmentPostings) -> Self {
        Self {
            postings,
            passed: 0,
        }
    }

    fn next(&self) -> DocId {
        let next = self.postings.docs().get(self.passed);
        next.copied().unwrap_or(TERMINATED)
    }

    /// Passes the postings before `end`: calls `each` with the document and its term frequency, or 1 if frequencies are
    /// not indexed.
    fn pass(&mut self, end: DocId, mut each: impl FnMut(DocId, u32)) {
        loop {
            let documents = self.postings.docs().get(self.passed..).unwrap_or_default();
            let frequencies = self.postings.freqs().get(self.passed..);
            let frequencies = frequencies.unwrap_or_default();
            let Some(last) = documents.last() else {
                return;
            };
            let inside = if *last < end {
                documents.len()
            } else {
                documents.partition_point(|document| *document < end)
            };
            for (place, document) in documents.iter().take(inside).enumerate() {
                each(*document, frequencies.get(place).copied().unwrap_or(1));
            }
            if inside < documents.len() {
                self.passed += inside;
                return;
            }
            self.postings.advance();
            self.passed = 0;
        }
    }
}

/// The documents that are scored together, and their scores.
pub(super) struct Window {
    first: DocId,
    /// The sum over all words so far.
    sums: Box<[Score]>,
    found: Box<[u64]>,
    /// The words of each document so far.
    words: Box<[WordSet]>,
    /// The best score of the current word.
    best: Box<[Score]>,
    having: Box<[u64]>,
    typed: Box<[u64]>,
}

impl Window {
    pub(super) fn new() -> Self {
        let scores = || vec![0.0; DOCUMENTS as usize].into();
        let bits = || vec![0; (DOCUMENTS / IN_A_BLOCK) as usize].into();
        Self {
            first: 0,
            sums: scores(),
            found: bits(),
            words: vec![WordSet::default(); DOCUMENTS as usize].into(),
            best: scores(),
            having: bits(),
            typed: bits(),
        }
    }

    /// Moves the empty window so that it begins at a document.
    pub(super) fn begin_at(&mut self, first: DocId) {
        self.first = first;
    }

    /// Adds the scores of a word, known as `name`, to the documents of the window.
    pub(super) fn add(&mut self, word: &mut WordBlocks, name: WordSet) {
        let (first, end) = (self.first, self.first.saturating_add(DOCUMENTS));
        for term in &mut word.scored {
            let Scored {
                blocks,
                norms,
                bm25,
                among,
            } = term;
            blocks.pass(end, |document, frequency| {
                if among.as_ref().is_some_and(|among| !among.has(document)) {
                    return;
                }
                let place = document.wrapping_sub(first);
                if let Some(best) = self.best.get_mut(place as usize) {
                    let score = bm25.score(norms.fieldnorm_id(document), frequency);
                    *best = best.max(score);
                    set(&mut self.having, place);
                }
            });
        }
        for blocks in &mut word.typed {
            blocks.pass(end, |document, _| {
                set(&mut self.typed, document.wrapping_sub(first));
            });
        }
        let blocks = self
            .having
            .iter_mut()
            .zip(&mut self.typed)
            .zip(&mut self.found);
        for (block, ((having, typed), found)) in blocks.enumerate() {
            *found |= *having;
            while let Some(place) = pop(having) {
                let bonus = if *typed >> place & 1 == 1 {
                    word.bonus
                } else {
                    0.0
                };
                let place = block * IN_A_BLOCK as usize + place;
                if let (Some(best), Some(sum), Some(words)) = (
                    self.best.get_mut(place),
                    self.sums.get_mut(place),
                    self.words.get_mut(place),
                ) {
                    *sum += std::mem::take(best) + bonus;
                    *words = words.with(name);
                }
            }
            *typed = 0;
        }
    }

    /// Calls `each` with the documents that have any of the words, their sums and which words they have, and leaves the
    /// window empty.
    pub(super) fn drain(&mut self, mut each: impl FnMut(DocId, Score, WordSet)) {
        for (block, found) in (0..).zip(&mut self.found) {
            while let Some(place) = pop(found) {
                let place = block * IN_A_BLOCK as usize + place;
                if let (Some(sum), Some(words), Ok(behind)) = (
                    self.sums.get_mut(place),
                    self.words.get_mut(place),
                    DocId::try_from(place),
                ) {
                    let (sum, words) = (std::mem::take(sum), std::mem::take(words));
                    each(self.first + behind, sum, words);
                }
            }
        }
    }
}

fn set(bits: &mut [u64], place: u32) {
    if let Some(bits) = bits.get_mut((place / IN_A_BLOCK) as usize) {
        *bits |= 1 << (place % IN_A_BLOCK);
    }
}

/// Clears the lowest bit that is set, and returns its position.
fn pop(bits: &mut u64) -> Option<usize> {
    let lowest = usize::try_from(bits.trailing_zeros()).ok();
    let lowest = lowest.filter(|_| *bits != 0)?;
    *bits &= *bits - 1;
    Some(lowest)
}
