//! What a story earns beyond having the words.
//!
//! - BM25 of a word, the better of body and [`TITLE_BOOST`] × title: a headline says in other words what the text
//!   says, and counting both counts it twice.
//! - [`EXACT_BONUS`] × idf where the word stands just as typed, whatever its stem finds besides; not for words that
//!   are everywhere.
//! - [`PAIR_BONUS`] × BM25 of each two neighbouring words of the query that stand side by side in the body.
//! - Where it is asked for, what the first hits have in common ([`feedback`](super::feedback)).
//! - Where names are asked for and no words, BM25 of each word of the names: a story about somebody says the name often,
//!   or in the headline.
//!
//! These never add a hit. Weights are round numbers in the middle of a plateau; `docs/design.md` has the figures.

use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, Occur, Query as TantivyQuery};

use crate::story::ScoreWhy;

/// How much more a word in the title counts than one in the body.
pub(crate) const TITLE_BOOST: f32 = 1.5;
/// What a word as typed adds, in idf.
pub(crate) const EXACT_BONUS: f32 = 0.25;
/// What a pair of words as typed adds, in BM25 of the phrase.
pub(crate) const PAIR_BONUS: f32 = 0.2;

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
pub(super) struct Earning {
    /// The words of it, as people read them.
    pub(super) words: String,
    pub(super) why: ScoreWhy,
    /// What finds and scores it.
    pub(super) found: Box<dyn TantivyQuery>,
}

/// What a query finds, ranked by what it earns too.
pub(super) fn ranked_by(
    query: Box<dyn TantivyQuery>,
    earnings: &[Earning],
) -> Box<dyn TantivyQuery> {
    if earnings.is_empty() {
        return query;
    }
    let earnings = earnings.iter().map(|earning| earning.found.box_clone());
    let earnings = earnings.map(|found| (Occur::Should, found));
    let all = std::iter::once((Occur::Must, query)).chain(earnings);
    Box::new(BooleanQuery::new(all.collect()))
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
}
