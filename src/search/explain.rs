//! Says what a hit's score is made of.
//!
//! A score is a sum, and these are its summands: for each word its score in the field where it scores most, its bonuses
//! for being as typed, early, in a person's name and beside its neighbour. They are computed by the same queries, with
//! the same statistics, that scored the hit; `tests/search_model.rs` compares their sum with the score.

use tantivy::query::{ConstScoreQuery, EnableScoring, Explanation, Query as TantivyQuery, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TantivyError};

use super::best::Found;
use super::compile::Compiler;
use super::local::StoryStatistics;
use super::rank::Bonus;
use super::word::{Typed, WordQuery, WordTerm};
use super::{LocalSearch, SearchError};
use crate::query::{Query, Text};
use crate::story::{ScorePart, ScoreWhy, TextField};

/// A part of a query that can add to a score.
pub(super) enum Summand {
    /// This part of the query earns the maximum of these.
    Best(String, Vec<(ScoreWhy, Box<dyn Weight>)>),
    /// The sum of these, if the hit satisfies the first.
    Together(Box<dyn Weight>, Vec<Summand>),
}

impl Compiler<'_> {
    /// The parts of a query that can add to a score; filters and negations cannot.
    pub(super) fn summands(&mut self, query: &Query) -> Result<Vec<Summand>, SearchError> {
        Ok(match query {
            Query::All | Query::Not(_) | Query::Name(_) | Query::Date(_) | Query::Fact(_) => {
                Vec::new()
            }
            Query::And(parts) => {
                let summands = self.of_parts(parts)?;
                let condition = self.compile(query)?;
                vec![Summand::Together(self.weigh(&*condition)?, summands)]
            }
            Query::Or(parts) => self.of_parts(parts)?,
            Query::Text(text) => self.of_text(query, text)?,
        })
    }

    fn of_parts(&mut self, parts: &[Query]) -> Result<Vec<Summand>, SearchError> {
        let mut summands = Vec::new();
        for part in parts {
            summands.extend(self.summands(part)?);
        }
        let pairs = self.pairs(parts)?;
        summands.extend(self.of_bonuses(pairs)?);
        Ok(summands)
    }

    fn of_bonuses(&self, bonuses: Vec<Bonus>) -> Result<Vec<Summand>, SearchError> {
        let bonuses = bonuses.into_iter();
        let summands = bonuses.map(
            |Bonus {
                 words, why, found, ..
             }| { Ok(Summand::Best(words, vec![(why, self.weigh(&*found)?)])) },
        );
        summands.collect()
    }

    fn of_text(&mut self, query: &Query, text: &Text) -> Result<Vec<Summand>, SearchError> {
        let written = query.to_string();
        let fields = match text.field {
            Some(field) => vec![field],
            None => vec![TextField::Title, TextField::Body],
        };
        let mut each = Vec::new();
        for field in fields {
            let in_field = Text {
                field: Some(field),
                pattern: text.pattern.clone(),
            };
            let wanted = self.lexicon.wanted(&in_field);
            let found = self.text(&wanted);
            each.push((ScoreWhy::In(field), self.weigh(&*found)?));
        }
        let mut summands = if self.lexicon.wanted(text).is_best_of_fields() {
            vec![Summand::Best(written.clone(), each)]
        } else {
            let alone = each
                .into_iter()
                .map(|one| Summand::Best(written.clone(), vec![one]));
            alone.collect()
        };
        if let Some(Typed { terms, bonus }) = self.typed(text)? {
            let terms = terms.into_iter();
            let terms = terms.map(|term| WordTerm::anywhere(term, 1.0)).collect();
            let typed = ConstScoreQuery::new(Box::new(WordQuery::new(terms)), bonus);
            let bonus = self.weigh(&typed)?;
            summands.push(Summand::Best(written, vec![(ScoreWhy::AsTyped, bonus)]));
        }
        let bonuses = self.of_words(std::slice::from_ref(query))?;
        summands.extend(self.of_bonuses(bonuses)?);
        Ok(summands)
    }

    /// By the statistics that hits are scored by.
    fn weigh(&self, query: &dyn TantivyQuery) -> Result<Box<dyn Weight>, SearchError> {
        let statistics = StoryStatistics::of(self.archive);
        let searcher = &self.archive.searcher;
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, searcher);
        Ok(query.weight(scoring)?)
    }
}

impl LocalSearch {
    /// The parts of the scores of some hits.
    pub(super) fn explain(
        &self,
        compiler: &mut Compiler<'_>,
        query: &Query,
        bonuses: Vec<Bonus>,
        hits: &[Found],
    ) -> Result<Vec<Vec<ScorePart>>, SearchError> {
        let mut summands = compiler.summands(query)?;
        summands.extend(compiler.of_bonuses(bonuses)?);
        let parts = hits.iter().map(|hit| {
            let mut parts = Vec::new();
            self.parts_of(&summands, hit.address, &mut parts)?;
            Ok(parts)
        });
        parts.collect()
    }

    fn parts_of(
        &self,
        summands: &[Summand],
        hit: DocAddress,
        parts: &mut Vec<ScorePart>,
    ) -> Result<(), SearchError> {
        for scorer in summands {
            match scorer {
                Summand::Together(condition, summands) => {
                    if self.score(&**condition, hit)?.is_some() {
                        self.parts_of(summands, hit, parts)?;
                    }
                }
                Summand::Best(words, ways) => {
                    let mut best: Option<(ScoreWhy, f32)> = None;
                    for (why, weight) in ways {
                        if let Some(score) = self.score(&**weight, hit)?
                            && best.is_none_or(|(_, most)| score > most)
                        {
                            best = Some((*why, score));
                        }
                    }
                    parts.extend(best.map(|(why, score)| ScorePart {
                        words: words.clone(),
                        why,
                        score,
                    }));
                }
            }
        }
        Ok(())
    }

    /// The score that a query gives a document; `None` if it does not match.
    fn score(&self, weight: &dyn Weight, hit: DocAddress) -> Result<Option<f32>, SearchError> {
        let reader = self.archive().searcher.segment_reader(hit.segment_ord);
        Ok(score_of(weight, reader, hit.doc_id)?)
    }
}

/// The score that a query gives a document of a segment; `None` if it does not match.
pub(super) fn score_of(
    weight: &dyn Weight,
    reader: &SegmentReader,
    document: DocId,
) -> tantivy::Result<Option<Score>> {
    let mut scorer = weight.scorer(reader, 1.0)?;
    // Seeking backwards is not allowed.
    let matches = scorer.doc() <= document && scorer.seek(document) == document;
    Ok(matches.then(|| scorer.score()))
}

/// tantivy's explanation of a score that has no parts to list.
pub(super) fn explanation(
    weight: &dyn Weight,
    reader: &SegmentReader,
    document: DocId,
    description: &'static str,
) -> tantivy::Result<Explanation> {
    match score_of(weight, reader, document)? {
        Some(score) => Ok(Explanation::new(description, score)),
        None => Err(TantivyError::InvalidArgument(format!(
            "document {document} does not match"
        ))),
    }
}
