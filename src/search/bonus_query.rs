//! Adds bonuses ([`Bonus`]) to the scores of the hits of a query.
//!
//! A bonus never adds a hit. It is computed only for a hit whose score, with the most that all bonuses could add,
//! reaches the [`Threshold`] of the page. The score of any other hit is left without bonuses, and below the threshold.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query as TantivyQuery, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TantivyError, Term};

use super::any_word::{AnyWordQuery, AnyWordWindows};
use super::rank::Bonus;
use super::rescored::Rescored;
use super::threshold::Threshold;
use super::word_set::WordSet;

/// A query whose hits are scored with bonuses.
#[derive(Clone, Debug)]
pub(super) struct BonusQuery {
    pub(super) found: Arc<dyn TantivyQuery>,
    pub(super) bonuses: Vec<Bonus>,
    pub(super) threshold: Threshold,
}

impl TantivyQuery for BonusQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let found = self.found.weight(scoring)?;
        if !scoring.is_scoring_enabled() || self.bonuses.is_empty() {
            return Ok(found);
        }
        let mut bonuses = Vec::with_capacity(self.bonuses.len());
        for bonus in &self.bonuses {
            bonuses.push(WeighedBonus {
                weight: bonus.found.weight(scoring)?,
                most: bonus.most,
                needs: bonus.needs,
            });
        }
        // Largest first: after those, few hits can still reach the threshold by the rest.
        bonuses.sort_by(|one, other| other.most.total_cmp(&one.most));
        let any_word = self.found.downcast_ref::<AnyWordQuery>();
        Ok(Box::new(BonusWeight {
            found,
            windows: any_word.map(|any| any.windows(scoring)).transpose()?,
            bonuses,
            threshold: self.threshold.clone(),
        }))
    }

    fn query_terms<'a>(&'a self, visit: &mut dyn FnMut(&'a Term, bool)) {
        self.found.query_terms(visit);
    }
}

struct BonusWeight {
    found: Box<dyn Weight>,
    /// The same, if it is any of some words: then it is known which of them a hit has.
    windows: Option<AnyWordWindows>,
    bonuses: Vec<WeighedBonus>,
    threshold: Threshold,
}

struct WeighedBonus {
    weight: Box<dyn Weight>,
    most: Score,
    needs: WordSet,
}

impl Weight for BonusWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorers = self.bonuses.iter().map(|bonus| {
            let scorer = bonus.weight.scorer(reader, boost)?;
            let first = scorer.doc();
            Ok(SegmentBonus {
                scorer: BonusScorer::Open(scorer, Position::Before(first)),
                most: bonus.most * boost,
                needs: bonus.needs,
            })
        });
        let scorers = scorers.collect::<tantivy::Result<_>>()?;
        let mut scorers = BonusScorers::new(scorers, &self.threshold);
        Ok(Box::new(Rescored {
            found: self.found.scorer(reader, boost)?,
            score: move |found: &mut dyn Scorer| {
                let score = found.score();
                score + scorers.of(found.doc(), score, WordSet::ALL)
            },
        }))
    }

    fn for_each(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        let scorers = self.bonuses.iter().map(|bonus| SegmentBonus {
            scorer: BonusScorer::Unopened(&*bonus.weight, reader),
            most: bonus.most,
            needs: bonus.needs,
        });
        let mut scorers = BonusScorers::new(scorers.collect(), &self.threshold);
        let mut each = |document, score, words| {
            callback(document, score + scorers.of(document, score, words));
        };
        if let Some(windows) = &self.windows {
            windows.for_each(reader, each)?;
        } else {
            let each = &mut |document, score| each(document, score, WordSet::ALL);
            self.found.for_each(reader, each)?;
        }
        scorers.failed.map_or(Ok(()), Err)
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.found.explain(reader, document)
    }
}

/// Computes the bonuses in one segment. Documents must be asked for in order.
struct BonusScorers<'w> {
    all: Vec<SegmentBonus<'w>>,
    /// The most that they can add to a document, by the words that it has; `None` until it is needed.
    most: [Option<Score>; WordSet::SETS],
    threshold: Threshold,
    failed: Option<TantivyError>,
}

/// One bonus in one segment.
struct SegmentBonus<'w> {
    scorer: BonusScorer<'w>,
    most: Score,
    needs: WordSet,
}

impl<'w> BonusScorers<'w> {
    fn new(all: Vec<SegmentBonus<'w>>, threshold: &Threshold) -> Self {
        Self {
            all,
            most: [None; WordSet::SETS],
            threshold: threshold.clone(),
            failed: None,
        }
    }

    /// The bonuses of a document with this score and these words, as far as they matter for the page.
    fn of(&mut self, document: DocId, score: Score, words: WordSet) -> Score {
        // Checked for every hit, and nearly always false.
        let most = self.most(words);
        if self.threshold.is_reached_by(score + most) {
            self.looked_up(document, score, words, most)
        } else {
            0.0
        }
    }

    /// The most that a document with these words can earn.
    fn most(&mut self, words: WordSet) -> Score {
        let Some(most) = self.most.get_mut(words.number()) else {
            return Score::MAX;
        };
        *most.get_or_insert_with(|| {
            let possible = self.all.iter();
            let possible = possible.filter(|bonus| words.has_all(bonus.needs));
            possible.map(|bonus| bonus.most).sum()
        })
    }

    /// The bonuses one by one, until what is left can no longer matter.
    fn looked_up(
        &mut self,
        document: DocId,
        score: Score,
        words: WordSet,
        mut left: Score,
    ) -> Score {
        let mut sum = 0.0;
        let bonuses = self.all.iter_mut();
        for bonus in bonuses.filter(|bonus| words.has_all(bonus.needs)) {
            if !self.threshold.is_reached_by(score + sum + left) {
                break;
            }
            left -= bonus.most;
            match bonus.scorer.at(document) {
                Ok(score) => sum += score,
                Err(error) => self.failed = Some(error),
            }
        }
        sum
    }
}

/// The position of the postings of a bonus in one segment.
enum BonusScorer<'w> {
    Unopened(&'w dyn Weight, &'w SegmentReader),
    Open(Box<dyn Scorer>, Position),
}

enum Position {
    /// At a document that it finds.
    At(DocId),
    /// Somewhere further on: it matches no document between the last one asked for and this one.
    Before(DocId),
}

impl BonusScorer<'_> {
    /// What a document earns; 0 if this bonus does not match it.
    fn at(&mut self, document: DocId) -> tantivy::Result<Score> {
        let result = match self {
            Self::Unopened(weight, reader) => {
                let (result, scorer) = weight.scorer_danger(reader, document, 1.0)?;
                *self = Self::Open(scorer, Position::Before(document));
                result
            }
            Self::Open(_, Position::At(at)) if *at == document => SeekDangerResult::Found,
            Self::Open(_, Position::Before(next)) if document < *next => return Ok(0.0),
            Self::Open(scorer, _) => scorer.seek_danger(document),
        };
        let Self::Open(scorer, position) = self else {
            return Ok(0.0);
        };
        Ok(match result {
            SeekDangerResult::Found => {
                *position = Position::At(document);
                scorer.score()
            }
            SeekDangerResult::SeekLowerBound(next) => {
                *position = Position::Before(next);
                0.0
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::collector::sort_key::SortBySimilarityScore;
    use tantivy::query::{BoostQuery, PhraseQuery};
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{DocAddress, Index, IndexWriter, Searcher, doc};

    use super::*;
    use crate::search::any_word::AnyWordQuery;
    use crate::search::threshold::ThresholdCollector;
    use crate::search::word::{WordQuery, WordTerm};
    use crate::story::ScoreWhy;

    fn best(
        searcher: &Searcher,
        query: &BonusQuery,
        threshold: &Threshold,
    ) -> tantivy::Result<Vec<(Score, DocAddress)>> {
        let top = ThresholdCollector {
            top: TopDocs::with_limit(3).order_by(SortBySimilarityScore),
            places: 3,
            threshold: threshold.clone(),
        };
        searcher.search(query, &top)
    }

    #[test]
    fn skipping_bonuses_does_not_change_the_top_hits() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
        for number in 0..3000_usize {
            let said = ["port strike", "strike port", "strike", "the port"];
            let said = said.get(number % said.len()).copied().unwrap_or_default();
            let storm = if number % 67 == 1 { "storm" } else { "" };
            let text = format!("{said} {storm} {}", "on and on ".repeat(number * 7 % 31));
            writer.add_document(doc!(body => text))?;
            if number % 1000 == 999 {
                writer.commit()?;
            }
        }
        let searcher = index.reader()?.searcher();
        let term = |word: &str| Term::from_field_text(body, word);
        let word = |word| WordQuery::new(vec![WordTerm::anywhere(term(word), 1.0)]);
        let bonus = |found: Box<dyn TantivyQuery>, most, needs| Bonus {
            words: String::new(),
            why: ScoreWhy::Pair,
            found: Arc::new(BoostQuery::new(found, 2.0)),
            most,
            needs,
        };
        let side_by_side = || PhraseQuery::new(vec![term("port"), term("strike")]);
        let query = |threshold: &Threshold| BonusQuery {
            found: Arc::new(AnyWordQuery(["on", "storm", "strike"].map(word).into())),
            bonuses: vec![
                bonus(Box::new(word("port")), 2.0 * 2.2, WordSet::default()),
                bonus(Box::new(side_by_side()), 2.0 * 2.2 * 2.0, WordSet::at(2)),
            ],
            threshold: threshold.clone(),
        };
        let (threshold, not_raised) = (Threshold::default(), Threshold::default());
        let short = best(&searcher, &query(&threshold), &threshold)?;
        assert!(!threshold.is_reached_by(1.0));
        let in_full = best(&searcher, &query(&not_raised), &Threshold::default())?;
        assert_eq!(short, in_full);
        assert_eq!(short.len(), 3);
        Ok(())
    }
}
