//! The parts of a score.
//!
//! - BM25 of a word, the better of body and [`TITLE_BOOST`] × title: a headline repeats what the text says, so a sum
//!   would count it twice.
//! - [`EXACT_BONUS`] × idf if the story has the word exactly as typed, not just its stem; not for very common words.
//! - [`EARLY_BONUS`] × idf if the word is the first of the body, and less the later it first occurs: news says at the
//!   beginning what it is about. Not for very common words either.
//! - Up to [`PERSON_BONUS`] × idf if the word is in the name of a person whom the story names: the most if the headline
//!   has it too, and the story has it often. Not for very common words either.
//! - [`PAIR_BONUS`] × BM25 of each two neighbouring words of the query that are side by side in the body.
//! - With feedback, the words that the first hits have in common ([`feedback`](super::feedback)).
//! - If a query has names and no words, BM25 of each word of the names: a story about somebody says the name often, or
//!   in the headline.
//!
//! All but the first are bonuses, which never add a hit ([`bonus_query`](super::bonus_query)). The weights are round
//! numbers in the middle of a plateau; `docs/design.md` has the figures.

use std::sync::Arc;

use tantivy::query::{Bm25Weight, DisjunctionMaxQuery, Query as TantivyQuery};
use tantivy::{Score, Term};

use super::local::StoryStatistics;
use super::word_set::WordSet;
use crate::index::Archive;
use crate::story::ScoreWhy;

/// How much more a word in the title counts than one in the body.
pub(crate) const TITLE_BOOST: f32 = 1.5;
/// The bonus of a word exactly as typed, in idf.
pub(crate) const EXACT_BONUS: f32 = 0.25;
/// The bonus of a pair of words, in BM25 of the phrase.
pub(crate) const PAIR_BONUS: f32 = 0.2;

/// The bonus of a word that is the first of the body, in idf; less, the later it first occurs.
pub(crate) const EARLY_BONUS: f32 = 0.5;
/// The part of a story that is its beginning: at its end, the bonus has fallen to 1/e.
const BEGINNING: f32 = 0.2;
/// The beginning of a short story, in words.
const SHORTEST_BEGINNING: f32 = 20.0;

/// The bonus of a word that is in the name of a person of the greatest [`prominence`], in idf.
pub(crate) const PERSON_BONUS: f32 = 1.0;

/// How prominent a person is whose name a story has so many times: at most 1, and at most 1/2 if not in the headline.
pub(crate) fn prominence(times: u32, in_title: bool) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    let times = times as f32;
    times / (times + 1.0) * if in_title { 1.0 } else { 0.5 }
}

/// The part of the bonus that is left for a word that first occurs after `before` others, in a text of `words`.
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

/// Whether a word is in so many stories that neither its exact form nor its neighbours say anything.
pub(crate) fn is_common(having: u64, all: u64) -> bool {
    having > all / 4
}

/// A bonus: what a hit earns for something that it need not have.
#[derive(Clone, Debug)]
pub(super) struct Bonus {
    /// Its words, as people read them.
    pub(super) words: String,
    pub(super) why: ScoreWhy,
    /// The query that finds and scores it.
    pub(super) found: Arc<dyn TantivyQuery>,
    /// The most that a hit can earn by it.
    pub(super) most: Score,
    /// The words of the query without which a hit earns nothing.
    pub(super) needs: WordSet,
}

/// The most that a query of these words, side by side or any of them, can score over an archive.
pub(super) fn most<'t>(
    archive: &Archive,
    words: impl IntoIterator<Item = &'t Term>,
) -> tantivy::Result<Score> {
    let statistics = StoryStatistics::of(archive);
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
    fn a_person_is_prominent_in_a_headline_and_when_named_often() {
        assert!(prominence(0, false) == 0.0);
        assert!(prominence(2, false) > prominence(1, false));
        assert!(prominence(2, true) > 1.9 * prominence(2, false));
        assert!(prominence(u32::MAX, true) <= 1.0);
    }

    #[test]
    fn an_early_word_weighs_more_and_the_longer_the_story_the_longer() {
        assert!((early(0, 500) - 1.0).abs() < f32::EPSILON);
        assert!(early(50, 500) < early(10, 500) && early(50, 500) > early(50, 200));
        assert!((early(20, 5) - (-1.0_f32).exp()).abs() < f32::EPSILON);
        assert!(early(u32::MAX, 500) == 0.0);
    }
}
