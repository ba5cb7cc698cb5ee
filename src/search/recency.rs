//! Ranks recently published stories higher, on request.
//!
//! A score is multiplied by 1 + 2^(−age / half): it is doubled on the last day of the archive, and what this adds is
//! halved for each `half` days before. Undated stories keep their score. Age counts from the archive's own last day, so
//! that an archive of 1987 is ranked as well as one of today, but never from a day in the future.

use std::num::NonZeroU32;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Explanation, Query as TantivyQuery, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, Term};

use super::explain::explanation;
use super::rescored::Rescored;
use super::{LocalSearch, Request, SearchError, Sort};
use crate::story::{Hit, ScorePart, ScoreWhy};

/// How much higher recent stories are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recency {
    /// The half-life in days: the bonus of a story so many days older is half as much.
    pub half: NonZeroU32,
    /// Today: a story dated in the future counts as published today.
    pub today: Date,
}

/// The same for one archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecencyBonus {
    /// Its last instant, in seconds of 1970.
    last: i64,
    /// In seconds.
    half: f64,
}

impl RecencyBonus {
    /// The bonus of a story, as a fraction of its score.
    fn fraction(self, published: Option<i64>) -> f32 {
        let Some(published) = published else {
            return 0.0;
        };
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "a weight"
        )]
        let part = (-(self.last.saturating_sub(published).max(0) as f64) / self.half).exp2() as f32;
        part
    }

    /// The query, with its scores multiplied.
    pub(super) fn rank(self, query: Box<dyn TantivyQuery>) -> Box<dyn TantivyQuery> {
        Box::new(RecencyQuery { query, bonus: self })
    }

    /// Adds the recency bonus to the parts of a hit's score.
    pub(super) fn explain(self, hit: &mut Hit) {
        let Some(published) = &hit.story.story.published else {
            return;
        };
        let fraction = self.fraction(Some(published.clock()));
        if !hit.score_parts.is_empty() {
            hit.score_parts.push(ScorePart {
                words: published.value().to_owned(),
                why: ScoreWhy::Recent,
                score: hit.score * fraction / (1.0 + fraction),
            });
        }
    }
}

impl LocalSearch {
    /// The recency ranking that a request asks for, if any.
    pub(super) fn recency_bonus(
        &self,
        request: &Request,
    ) -> Result<Option<RecencyBonus>, SearchError> {
        let Some(recency) = request.recency.filter(|_| request.sort == Sort::Relevance) else {
            return Ok(None);
        };
        let tomorrow = recency.today.saturating_add(jiff::Span::new().days(1));
        let to_come = tomorrow
            .to_zoned(TimeZone::UTC)
            .map_or(i64::MAX, |day| day.timestamp().as_second());
        let mut last = i64::MIN;
        for reader in &self.archive().searcher.segment_readers().to_vec() {
            let published = published(reader)?;
            if published.values.num_vals() > 0 {
                last = last.max(published.max_value());
            }
        }
        Ok(Some(RecencyBonus {
            last: last.min(to_come.saturating_sub(1)),
            half: f64::from(recency.half.get()) * DAY,
        }))
    }
}

/// In seconds.
const DAY: f64 = 86_400.0;

fn published(reader: &SegmentReader) -> tantivy::Result<Column<i64>> {
    reader.fast_fields().i64("published_at")
}

/// A query whose recent stories are scored higher.
#[derive(Debug)]
struct RecencyQuery {
    query: Box<dyn TantivyQuery>,
    bonus: RecencyBonus,
}

impl Clone for RecencyQuery {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            bonus: self.bonus,
        }
    }
}

impl TantivyQuery for RecencyQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = self.query.weight(scoring)?;
        if !scoring.is_scoring_enabled() {
            return Ok(weight);
        }
        Ok(Box::new(RecencyWeight {
            weight,
            bonus: self.bonus,
        }))
    }

    fn query_terms<'a>(&'a self, visit: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visit);
    }
}

struct RecencyWeight {
    weight: Box<dyn Weight>,
    bonus: RecencyBonus,
}

impl Weight for RecencyWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let (published, bonus) = (published(reader)?, self.bonus);
        Ok(Box::new(Rescored {
            found: self.weight.scorer(reader, boost)?,
            score: move |found: &mut dyn Scorer| {
                let published = published.first(found.doc());
                found.score() * (1.0 + bonus.fraction(published))
            },
        }))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explanation(self, reader, document, "recency bonus")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bonus_halves_with_the_days() {
        let bonus = RecencyBonus {
            last: 1_000_000_000,
            half: 10.0 * DAY,
        };
        for (days, adds) in [(0, 1.0), (10, 0.5), (20, 0.25), (-7, 1.0), (100_000, 0.0)] {
            let published = bonus.last - days * 86_400;
            assert!(
                (bonus.fraction(Some(published)) - adds).abs() < 1e-6,
                "{days}"
            );
        }
        assert!(bonus.fraction(None) == 0.0);
    }
}
