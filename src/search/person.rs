//! A query for stories that name a person by a word: `wilson` is more likely the minister than Wilson Foods.
//!
//! The word is looked up in the names of the persons of a story ([`Fields::person`](crate::index::Fields)). How often the
//! person is named is taken to be how often the story has the word.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    ConstScorer, EmptyScorer, EnableScoring, Explanation, Query as TantivyQuery, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TantivyError, Term};

use super::rank::prominence;
use super::rescored::Rescored;
use super::story_languages::SegmentLanguageFilter;
use super::word::WordTerm;

/// Finds the stories that name a person by a word, and scores them by [`prominence`].
#[derive(Clone, Debug)]
pub(super) struct PersonQuery {
    /// The word in the names of persons.
    pub(super) name: Term,
    /// The word in the texts of stories; boosts are ignored.
    pub(super) texts: Vec<WordTerm>,
    /// Which of the texts are headlines.
    pub(super) title: Field,
    /// The score of a story of the greatest prominence.
    pub(super) most: Score,
}

impl TantivyQuery for PersonQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PersonWeight(self.clone())))
    }

    fn query_terms<'a>(&'a self, visit: &mut dyn FnMut(&'a Term, bool)) {
        visit(&self.name, false);
    }
}

struct PersonWeight(PersonQuery);

impl Weight for PersonWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Self(query) = self;
        let postings = |term: &Term, option| {
            let inverted = reader.inverted_index(term.field())?;
            inverted
                .read_postings(term, option)
                .map_err(TantivyError::from)
        };
        let Some(names) = postings(&query.name, IndexRecordOption::Basic)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let mut texts = Vec::with_capacity(query.texts.len());
        for WordTerm { term, only, .. } in &query.texts {
            if let Some(postings) = postings(term, IndexRecordOption::WithFreqs)? {
                let among = only.as_ref().map(|only| only.among(reader)).transpose()?;
                texts.push(Occurrences {
                    postings,
                    among,
                    in_title: term.field() == query.title,
                });
            }
        }
        let most = query.most * boost;
        Ok(Box::new(Rescored {
            found: Box::new(ConstScorer::new(names, 1.0)),
            score: move |found: &mut dyn Scorer| {
                let (mut times, mut in_title) = (0, false);
                for text in &mut texts {
                    let here = text.count(found.doc());
                    times += here;
                    in_title |= here > 0 && text.in_title;
                }
                most * prominence(times, in_title)
            },
        }))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            let error = format!("document {document} names no such person");
            return Err(TantivyError::InvalidArgument(error));
        }
        Ok(Explanation::new("a person's name", scorer.score()))
    }
}

/// The occurrences of a word in one field of the documents of a segment. They are looked up only where a document is
/// scored, so the postings may lag behind.
struct Occurrences {
    postings: SegmentPostings,
    /// The documents it is looked for in; `None` for all.
    among: Option<SegmentLanguageFilter>,
    in_title: bool,
}

impl Occurrences {
    /// How often a document has the word. Documents must be asked for in order.
    fn count(&mut self, document: DocId) -> u32 {
        if self.postings.doc() < document {
            self.postings.seek(document);
        }
        let counts = self.postings.doc() == document
            && self.among.as_ref().is_none_or(|among| among.has(document));
        if counts { self.postings.term_freq() } else { 0 }
    }
}
