//! A query for one word in all its fields and forms, matched and scored in one pass.
//!
//! The score of a document is the best BM25 of any of the word's terms, plus a bonus if the document has the word
//! exactly as typed ([`rank`](super::rank)). tantivy's own union of such terms buffers thousands of documents for each
//! word of a query, and seeks slowly. A word has so few terms that it is enough to compare the current documents of
//! their postings.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::SegmentPostings;
use tantivy::query::{
    Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query as TantivyQuery, Scorer, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, Term};

use super::explain::explanation;
use super::story_languages::{LanguageFilter, SegmentLanguageFilter};
use super::window::{Blocks, Scored, WordBlocks};
use super::word_scorer::{Scoring, TermScorer, WordScorer};

/// Finds the documents that have any of some terms.
#[derive(Clone, Debug)]
pub(super) struct WordQuery {
    terms: Vec<WordTerm>,
    typed: Option<Typed>,
    term_score: TermScore,
}

/// The score that is multiplied by the boost of a term.
#[derive(Clone, Copy, Debug)]
enum TermScore {
    Bm25,
    Early,
}

/// One of the terms of a word.
#[derive(Clone, Debug)]
pub(super) struct WordTerm {
    pub(super) term: Term,
    /// The factor of its score.
    pub(super) boost: Score,
    /// The stories it is looked for in; `None` for all.
    pub(super) only: Option<LanguageFilter>,
}

impl WordTerm {
    /// A term to look for in all stories.
    pub(super) fn anywhere(term: Term, boost: Score) -> Self {
        let only = None;
        Self { term, boost, only }
    }
}

/// The bonus of a document that has a word exactly as typed.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// The terms that are the word as typed.
    pub(super) terms: Vec<Term>,
    pub(super) bonus: Score,
}

impl WordQuery {
    /// Finds the documents that have any of some terms, and scores them by the best term times its boost.
    pub(super) fn new(terms: Vec<WordTerm>) -> Self {
        Self {
            terms,
            typed: None,
            term_score: TermScore::Bm25,
        }
    }

    /// The same documents, scored by how early the word first occurs: at most the boost of a term.
    pub(super) fn early(terms: Vec<WordTerm>) -> Self {
        Self {
            term_score: TermScore::Early,
            ..Self::new(terms)
        }
    }

    /// The same documents, with a bonus for those that have the word as typed.
    pub(super) fn with_bonus(self, typed: Option<Typed>) -> Self {
        Self { typed, ..self }
    }

    /// The same documents, with scores and bonus multiplied by a factor.
    pub(super) fn boosted(mut self, factor: Score) -> Self {
        for term in &mut self.terms {
            term.boost *= factor;
        }
        if let Some(typed) = &mut self.typed {
            typed.bonus *= factor;
        }
        self
    }
}

impl WordQuery {
    /// The weight of the word, by the statistics of the whole archive.
    pub(super) fn weighed(&self, scoring: EnableScoring<'_>) -> tantivy::Result<WordWeight> {
        let terms = self.terms.iter().map(|WordTerm { term, boost, only }| {
            let weight = match (scoring, self.term_score) {
                (EnableScoring::Disabled { .. }, _) => None,
                (EnableScoring::Enabled { .. }, TermScore::Early) => {
                    Some(TermWeight::Early(*boost))
                }
                (
                    EnableScoring::Enabled {
                        statistics_provider,
                        ..
                    },
                    TermScore::Bm25,
                ) => {
                    let terms = std::slice::from_ref(term);
                    let bm25 = Bm25Weight::for_terms(statistics_provider, terms)?;
                    Some(TermWeight::Bm25(bm25.boost_by(*boost)))
                }
            };
            Ok(WeighedTerm {
                term: term.clone(),
                weight,
                only: only.clone(),
            })
        });
        Ok(WordWeight {
            terms: terms.collect::<tantivy::Result<_>>()?,
            typed: self.typed.clone().filter(|_| scoring.is_scoring_enabled()),
        })
    }
}

impl TantivyQuery for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.weighed(scoring)?))
    }

    fn query_terms<'a>(&'a self, visit: &mut dyn FnMut(&'a Term, bool)) {
        for word in &self.terms {
            visit(&word.term, false);
        }
    }
}

/// The weight of a word.
pub(super) struct WordWeight {
    terms: Vec<WeighedTerm>,
    typed: Option<Typed>,
}

/// A term of a word and its weight; without a score if `weight` is `None`.
struct WeighedTerm {
    term: Term,
    weight: Option<TermWeight>,
    only: Option<LanguageFilter>,
}

enum TermWeight {
    Bm25(Bm25Weight),
    /// No more than this.
    Early(Score),
}

impl WeighedTerm {
    /// How it scores documents of a segment.
    fn scoring(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Scoring> {
        Ok(match &self.weight {
            None => Scoring::Nothing,
            Some(TermWeight::Bm25(bm25)) => {
                Scoring::Bm25(norms(reader, &self.term)?, bm25.boost_by(boost))
            }
            Some(TermWeight::Early(most)) => {
                Scoring::Early(norms(reader, &self.term)?, most * boost)
            }
        })
    }

    fn among(&self, reader: &SegmentReader) -> tantivy::Result<Option<SegmentLanguageFilter>> {
        let only = self.only.as_ref();
        only.map(|only| only.among(reader)).transpose()
    }
}

impl WordWeight {
    /// The postings of one segment, for scoring a window at a time.
    pub(super) fn blocks(&self, reader: &SegmentReader) -> tantivy::Result<WordBlocks> {
        let blocks = |term: &Term, option| -> tantivy::Result<Option<Blocks>> {
            let inverted = reader.inverted_index(term.field())?;
            Ok(inverted.read_block_postings(term, option)?.map(Blocks::new))
        };
        let mut scored = Vec::with_capacity(self.terms.len());
        for word in &self.terms {
            if let Some(TermWeight::Bm25(bm25)) = &word.weight
                && let Some(blocks) = blocks(&word.term, IndexRecordOption::WithFreqs)?
            {
                scored.push(Scored {
                    blocks,
                    norms: norms(reader, &word.term)?,
                    bm25: bm25.clone(),
                    among: word.among(reader)?,
                });
            }
        }
        let mut typed = Vec::new();
        for term in self.typed.iter().flat_map(|typed| &typed.terms) {
            typed.extend(blocks(term, IndexRecordOption::Basic)?);
        }
        Ok(WordBlocks {
            scored,
            typed,
            bonus: self.bonus(),
        })
    }

    fn bonus(&self) -> Score {
        self.typed.as_ref().map_or(0.0, |typed| typed.bonus)
    }
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut terms = Vec::with_capacity(self.terms.len());
        for word in &self.terms {
            let option = match word.weight {
                None => IndexRecordOption::Basic,
                Some(TermWeight::Bm25(_)) => IndexRecordOption::WithFreqs,
                Some(TermWeight::Early(_)) => IndexRecordOption::WithFreqsAndPositions,
            };
            if let Some(postings) = postings(reader, &word.term, option)? {
                let (scoring, among) = (word.scoring(reader, boost)?, word.among(reader)?);
                terms.push(TermScorer::new(postings, scoring, among));
            }
        }
        let mut typed = Vec::new();
        for term in self.typed.iter().flat_map(|typed| &typed.terms) {
            typed.extend(postings(reader, term, IndexRecordOption::Basic)?);
        }
        if terms.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(WordScorer::new(
            terms,
            typed,
            self.bonus() * boost,
            reader.max_doc(),
        )))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explanation(self, reader, document, "the best of a word")
    }
}

fn postings(
    reader: &SegmentReader,
    term: &Term,
    option: IndexRecordOption,
) -> tantivy::Result<Option<SegmentPostings>> {
    Ok(reader
        .inverted_index(term.field())?
        .read_postings(term, option)?)
}

/// The field norms for a term; constant if the field has none.
fn norms(reader: &SegmentReader, term: &Term) -> tantivy::Result<FieldNormReader> {
    let kept = reader.fieldnorms_readers().get_field(term.field())?;
    Ok(kept.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)))
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, TermQuery,
    };
    use tantivy::schema::{Field, Schema, TEXT};
    use tantivy::{Index, IndexWriter, Searcher, doc};

    use super::*;

    fn searcher() -> tantivy::Result<(Searcher, [Field; 2])> {
        let mut schema = Schema::builder();
        let fields = ["title", "body"].map(|name| schema.add_text_field(name, TEXT));
        let [title, body] = fields;
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
        for number in 0..2000_u32 {
            let of = |words: &[(&str, u32)]| {
                let words = words.iter().filter(|(_, every)| number % every == 0);
                words.map(|(word, _)| *word).collect::<Vec<_>>().join(" ")
            };
            let text = of(&[("strike", 3), ("strike", 9), ("strikes", 7), ("port", 4)]);
            writer.add_document(doc!(title => of(&[("strike", 10), ("port", 6)]), body => text))?;
        }
        writer.commit()?;
        Ok((index.reader()?.searcher(), fields))
    }

    fn term(field: Field, word: &str) -> Term {
        Term::from_field_text(field, word)
    }

    fn boxed(term: &Term, boost: Score) -> Box<dyn TantivyQuery> {
        let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(query), boost))
    }

    /// What a word finds beside what tantivy's own union of the same terms finds, alone and where it is sought.
    fn check(terms: &[WordTerm], typed: &Typed, other: &Term) -> tantivy::Result<()> {
        let (searcher, _) = searcher()?;
        let word = WordQuery::new(terms.to_vec()).with_bonus(Some(typed.clone()));
        let best = terms.iter().map(|word| boxed(&word.term, word.boost));
        let as_typed = typed.terms.iter().map(|term| boxed(term, 1.0));
        let as_typed = BooleanQuery::union(as_typed.collect());
        let union = BooleanQuery::union(vec![
            Box::new(DisjunctionMaxQuery::new(best.collect())),
            Box::new(ConstScoreQuery::new(Box::new(as_typed), typed.bonus)),
        ]);
        let within = |query: &dyn TantivyQuery| {
            let both = [query.box_clone(), boxed(other, 1.0)];
            BooleanQuery::intersection(both.into())
        };
        same(&searcher, &word, &union)?;
        same(&searcher, &within(&word), &within(&union))
    }

    fn same(
        searcher: &Searcher,
        ours: &dyn TantivyQuery,
        theirs: &dyn TantivyQuery,
    ) -> tantivy::Result<()> {
        let all = TopDocs::with_limit(2000).order_by_score();
        let [ours, theirs] = [ours, theirs].map(|query| {
            let mut found = searcher.search(query, &all)?;
            found.sort_unstable_by_key(|(_, address)| *address);
            tantivy::Result::Ok(found)
        });
        let (ours, theirs) = (ours?, theirs?);
        assert!(ours.len() > 10 && ours.len() < 2000, "{}", ours.len());
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            assert!(
                (ours.0 - theirs.0).abs() < 1e-5,
                "{ours:?} is not {theirs:?}"
            );
            assert_eq!(ours.1, theirs.1);
        }
        Ok(())
    }

    #[test]
    fn a_word_is_found_and_scored_as_by_a_union() -> tantivy::Result<()> {
        let (_, [title, body]) = searcher()?;
        let terms = [
            (term(title, "strike"), 1.5),
            (term(body, "strike"), 1.0),
            (term(body, "strikes"), 1.0),
            (term(body, "nowhere"), 1.0),
        ]
        .map(|(term, boost)| WordTerm::anywhere(term, boost));
        let typed = Typed {
            terms: vec![term(body, "strikes"), term(title, "strike")],
            bonus: 0.25,
        };
        check(&terms, &typed, &term(body, "port"))
    }
}
