//! Finds words that the first hits have in common, so that stories which have them too are ranked higher.
//!
//! This is pseudo-relevance feedback as in RM3 (Abdul-Jaleel et al., 2004): the words of the first hits are added to
//! the query, with more weight if they come from better hits. Here they only rank. A story that is not a hit stays
//! none, and can at most follow after all hits ([`alike`](super::alike)). A word's frequency in the hits is multiplied
//! by its idf, as in Rocchio (1971), so that rare words weigh more.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, TantivyError, Term};

use super::compile::{Compiler, term};
use super::rank::{Bonus, idf};
use super::{Copies, LocalSearch, Request, SearchError, Sort};
use crate::annotate::tokens::{Stems, Words};
use crate::index::Archive;
use crate::query::Query;
use crate::story::{AnnotatedStory, ScoreWhy, TextField};

/// How many of the first hits are looked at.
const STORIES: usize = 10;
/// How many words are added.
const WORDS: usize = 30;
/// The weight of the added words; the query's own words weigh the rest of 1.
const SHARE: f32 = 0.4;
/// A word with a document frequency above one in so many stories is too common to be a theme.
const RARER_THAN: u64 = 10;
/// How many words of a story are read: news says at the beginning what it is about.
const READ: usize = 1000;

impl LocalSearch {
    /// The words that the first hits of a request have in common, highest weight first. None if the query has no words,
    /// or if hits are not ranked.
    pub(super) fn feedback_terms(
        &self,
        compiler: &mut Compiler<'_>,
        request: &Request,
    ) -> Result<Vec<Bonus>, SearchError> {
        let words = request.query.positive();
        let words = words.filter(|leaf| matches!(leaf, Query::Text(_))).count();
        if !request.feedback || request.sort != Sort::Relevance || words == 0 {
            return Ok(Vec::new());
        }
        let first = Request {
            limit: STORIES,
            // Ten copies of one report would only have that report in common.
            copies: Copies::Hide,
            ..Request::new(request.query.clone())
        };
        let query = compiler.ranked(&request.query)?;
        let first = self.best(&query, &query.threshold, &first)?;
        let first = first.hits.into_iter();
        let weights = self.weights(first.map(|hit| hit.address))?;
        let top_terms = self.top_terms(weights)?;
        let all: f32 = top_terms.iter().map(|(weight, ..)| weight).sum();
        #[expect(clippy::cast_precision_loss, reason = "a query has few words")]
        let share = SHARE / (1.0 - SHARE) * words as f32 / all;
        let body = self.archive().fields.body;
        let feedback_terms = top_terms.into_iter().map(|(weight, stem, word)| {
            compiler.bonus(word, ScoreWhy::Theme, term(body, &stem), share * weight)
        });
        feedback_terms.collect()
    }

    /// The weight of each stem in the first hits, and the first word with that stem.
    fn weights(
        &self,
        first: impl Iterator<Item = DocAddress>,
    ) -> Result<FxHashMap<String, (f32, String)>, SearchError> {
        let mut weights: FxHashMap<String, (f32, String)> = FxHashMap::default();
        let mut rank = 0.0_f32;
        for address in first {
            rank += 1.0;
            let Some(stored) = self.archive().story(address)? else {
                continue;
            };
            let mut stems = self.stems();
            let language = stored.annotated.story.language;
            let stems = stems
                .entry(language)
                .or_insert_with(|| Stems::new(language));
            add(&stored.annotated, rank.sqrt().recip(), stems, &mut weights);
        }
        Ok(weights)
    }

    /// The words of the highest weight times idf, without those that are too common or in a single story. The lookup
    /// stops at the weight at which not even the rarest word could be among them.
    fn top_terms(
        &self,
        weights: FxHashMap<String, (f32, String)>,
    ) -> Result<Vec<(f32, String, String)>, SearchError> {
        let Archive {
            searcher,
            fields,
            all_stories,
            ..
        } = self.archive();
        let mut frequent: Vec<(f32, String, String)> = weights
            .into_iter()
            .map(|(stem, (weight, word))| (weight, stem, word))
            .collect();
        let order = |a: &(f32, String, String), b: &(f32, String, String)| -> Ordering {
            b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1))
        };
        frequent.sort_unstable_by(order);
        let segments = searcher.segment_readers().iter();
        let segments = segments.map(|segment| segment.inverted_index(fields.body));
        let segments = segments.collect::<tantivy::Result<Vec<_>>>()?;
        let rarest = idf(2, *all_stories);
        let mut top_terms: Vec<(f32, String, String)> = Vec::with_capacity(2 * WORDS);
        for next in frequent.chunks(WORDS) {
            let most = next.first().map_or(0.0, |(weight, ..)| weight * rarest);
            if top_terms.len() == WORDS && top_terms.last().is_some_and(|last| most < last.0) {
                break;
            }
            for (weight, stem, word) in next {
                let stem_in_body = Term::from_field_text(fields.body, stem);
                let mut having = 0;
                for segment in &segments {
                    let here = segment
                        .doc_freq(&stem_in_body)
                        .map_err(TantivyError::from)?;
                    having += u64::from(here);
                }
                if having > 1 && having <= all_stories / RARER_THAN {
                    let weight = weight * idf(having, *all_stories);
                    top_terms.push((weight, stem.clone(), word.clone()));
                }
            }
            top_terms.sort_unstable_by(order);
            top_terms.truncate(WORDS);
        }
        Ok(top_terms)
    }
}

/// Adds the weight of each word in a story.
fn add(
    annotated: &AnnotatedStory,
    weight: f32,
    stems: &mut Stems,
    weights: &mut FxHashMap<String, (f32, String)>,
) {
    let texts = [TextField::Title, TextField::Body].map(|field| annotated.story.text(field));
    let mut read = Vec::with_capacity(READ);
    for text in texts {
        let mut words = Words::new(text);
        while read.len() < READ && words.advance() {
            // A word of one or two letters is no theme.
            if words.folded().len() > 2 {
                read.push(words.folded().to_owned());
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "no more than are read")]
    let each = weight / read.len() as f32;
    for word in read {
        let stem = stems.stem(&word);
        match weights.get_mut(stem) {
            Some((weight, _)) => *weight += each,
            None => {
                weights.insert(stem.to_owned(), (each, word.clone()));
            }
        }
    }
}
