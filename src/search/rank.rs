//! What a story earns beyond having the words.
//!
//! - BM25 of a word, the better of body and [`TITLE_BOOST`] × title: a headline says in other words what the text
//!   says, and counting both counts it twice.
//! - [`EXACT_BONUS`] × idf where the word stands just as typed, whatever its stem finds besides; not for words that
//!   are everywhere.
//! - [`EARLY_BONUS`] × idf of a word that is the first of the body, the less the later it first comes: news says at its
//!   beginning what it is about. Not for words that are everywhere either.
//! - [`PAIR_BONUS`] × BM25 of each two neighbouring words of the query that stand side by side in the body.
//! - Where it is asked for, what the first hits have in common ([`feedback`](super::feedback)).
//! - Where names are asked for and no words, BM25 of each word of the names: a story about somebody says the name
//!   often, or in the headline.
//!
//! Beyond the first, these never add a hit ([`earned`](super::earned)). Weights are round numbers in the middle of a
//! plateau; `docs/design.md` has the figures.

use std::sync::Arc;

use tantivy::query::{Bm25Weight, DisjunctionMaxQuery, Query as TantivyQuery};
use tantivy::{Score, Term};

use super::local::Stories;
use crate::index::Archive;
use crate::story::ScoreWhy;

/// How much more a word in the title counts than one in the body.
pub(crate) const TITLE_BOOST: f32 = 1.5;
/// What a word as typed adds, in idf.
pub(crate) const EXACT_BONUS: f32 = 0.25;
/// What a pair of words as typed adds, in BM25 of the phrase.
pub(crate) const PAIR_BONUS: f32 = 0.2;

/// What a word adds that is the first of the body, in idf; the less, the later it first comes.
pub(crate) const EARLY_BONUS: f32 = 0.5;
/// How much of a story its beginning is: so far on, the bonus is down to 1/e of what it is at first.
const BEGINNING: f32 = 0.2;
/// The beginning of a short story, in words.
const SHORTEST_BEGINNING: f32 = 20.0;

/// What is left of the bonus of a word that first comes behind so many others, in a text of so many.
pub(crate) fn early(before: u32, words: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    let (before, words) = (before as f32, words as f32);
    (-before / (BEGINNING * words).max(SHORTEST_BEGINNING)).exp()
}

/// The inverse document frequency of BM25, as tantivy has it.
pub(crate) fn idf(having: u64, all: u64) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a weight; tantivy rounds the same way"
    )]
    let (having, all) = (having as f32, all.max(having) as f32);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

/// Whether a word is in so many stories that its form, or its standing beside another such word, tells nothing.
pub(crate) fn is_common(having: u64, all: u64) -> bool {
    having > all / 4
}

/// What a hit earns where it has what it need not have.
#[derive(Clone, Debug)]
pub(super) struct Earning {
    /// The words of it, as people read them.
    pub(super) words: String,
    pub(super) why: ScoreWhy,
    /// What finds and scores it.
    pub(super) found: Arc<dyn TantivyQuery>,
    /// No hit earns more by it.
    pub(super) most: Score,
}

/// The most that a query of these words, side by side or any of them, can score over an archive.
pub(super) fn most<'t>(
    archive: &Archive,
    words: impl IntoIterator<Item = &'t Term>,
) -> tantivy::Result<Score> {
    let statistics = Stories::of(archive);
    let each = words.into_iter().map(|word| {
        let bm25 = Bm25Weight::for_terms(&statistics, std::slice::from_ref(word))?;
        Ok(bm25.max_score())
    });
    each.sum()
}

/// Any of them, scored by the best.
pub(crate) fn best_of(mut queries: Vec<Box<dyn TantivyQuery>>) -> Option<Box<dyn TantivyQuery>> {
    if queries.len() < 2 {
        return queries.pop();
    }
    Some(Box::new(DisjunctionMaxQuery::new(queries)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_word_weighs_more() {
        assert!(idf(1, 1000) > 2.0 * idf(100, 1000));
        assert!(idf(1000, 1000) > 0.0);
        assert!(is_common(300, 1000) && !is_common(200, 1000));
    }

    #[test]
    fn an_early_word_weighs_more_and_the_longer_the_story_the_longer() {
        assert!((early(0, 500) - 1.0).abs() < f32::EPSILON);
        assert!(early(50, 500) < early(10, 500) && early(50, 500) > early(50, 200));
        assert!((early(20, 5) - (-1.0_f32).exp()).abs() < f32::EPSILON);
        assert!(early(u32::MAX, 500) == 0.0);
    }
}
