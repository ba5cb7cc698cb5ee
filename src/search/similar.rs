//! Finds the stories similar to a story: by its words, the entities it names and the days it is about.
//!
//! A story is reduced to its most telling words (frequent in it, rare elsewhere), the entities it names and its days. A
//! shared word earns its BM25 times its weight in the story itself, so that what both stories dwell on counts most. A
//! shared name or day earns its idf. The weights are round numbers in the middle of a plateau; `docs/design.md` has the
//! figures.

use rustc_hash::FxHashMap;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as TantivyQuery};

use super::compile::{any_of, term, terms};
use super::rank::{TITLE_BOOST, best_of, idf};
use super::{LocalSearch, Request, SearchError, SnippetOptions};
use crate::annotate::tokens::{Stems, Words};
use crate::index::cells;
use crate::query::{Axis, DateFilter, DateRange, NameFilter, Pattern, Query, Relation, Text};
use crate::story::{AnnotatedStory, Interval, Page, Precision, Published, TextField};

/// How many of a story's words are looked for.
const WORDS: usize = 40;
/// What a shared name or day earns, in idf.
const IN_COMMON: f32 = 5.0;
/// The saturation of a word's frequency, as `k1` in BM25.
const SATURATION: f32 = 1.2;

/// A request for stories similar to one.
#[derive(Clone, Debug)]
pub struct SimilarRequest {
    /// The story, from the archive or not.
    pub story: AnnotatedStory,
    /// How many hits to return.
    pub limit: usize,
    /// What is shown of each hit.
    pub snippets: SnippetOptions,
}

/// The stories similar to a story, and what was looked for.
#[derive(Clone, Debug)]
pub struct Similar {
    /// The most similar first, without the story itself.
    pub page: Page,
    /// Any of its words, names and days, as a query; [`Query::All`] if it shares none with other stories.
    pub query: Query,
}

/// A stem in a story.
struct StemCount {
    /// The first word with this stem.
    word: String,
    /// Its frequency in title and body.
    times: [f32; 2],
}

/// Something that a story can share with others: as a part of a query, and as the tantivy query that finds and scores
/// it.
struct Feature {
    part: Query,
    found: Box<dyn TantivyQuery>,
}

impl LocalSearch {
    /// The stories that are most like a story.
    pub fn similar(&self, request: &SimilarRequest) -> Result<Similar, SearchError> {
        let story = &request.story;
        let mut features = self.words_of(story)?;
        features.extend(self.names_of(story)?);
        features.extend(self.days_of(story)?);
        let (parts, found): (Vec<Query>, Vec<_>) = features
            .into_iter()
            .map(|Feature { part, found }| (part, found))
            .unzip();
        // A file's term is also on its ledger row, so more documents than there are stories can have it, which BM25
        // does not expect. A set of terms has no weight.
        let itself = BooleanQuery::new(vec![
            (Occur::Must, term(self.archive().fields.id, &story.story.id)),
            (
                Occur::Must,
                terms(
                    self.archive().fields.file,
                    std::slice::from_ref(&story.story.file),
                ),
            ),
        ]);
        let alike = BooleanQuery::new(vec![
            (Occur::Must, any_of(found)),
            (Occur::MustNot, Box::new(itself)),
        ]);
        let query = if parts.is_empty() {
            Query::All
        } else {
            Query::any_of(parts)
        };
        let page = self.page_of(
            &alike,
            &Request {
                limit: request.limit,
                snippets: request.snippets,
                ..Request::new(query.clone())
            },
        )?;
        Ok(Similar { page, query })
    }

    /// The most telling words, the most telling first.
    fn words_of(&self, story: &AnnotatedStory) -> Result<Vec<Feature>, SearchError> {
        let fields = self.archive().fields;
        let mut stems = Stems::new(story.story.language);
        let fields = [fields.title, fields.body];
        let mut counts: FxHashMap<String, StemCount> = FxHashMap::default();
        for (nth, field) in [TextField::Title, TextField::Body].into_iter().enumerate() {
            let mut words = Words::new(story.story.text(field));
            while words.advance() {
                let word = words.folded();
                let stem = stems.stem(word);
                if !counts.contains_key(stem) {
                    let count = StemCount {
                        word: word.to_owned(),
                        times: [0.0; 2],
                    };
                    counts.insert(stem.to_owned(), count);
                }
                let count = counts.get_mut(stem);
                if let Some(times) = count.and_then(|count| count.times.get_mut(nth)) {
                    *times += 1.0;
                }
            }
        }
        let (all, itself) = (self.archive().all_stories, self.itself(story)?);
        let mut telling = Vec::with_capacity(counts.len());
        for (stem, StemCount { word, times }) in counts {
            let mut having = [0; 2];
            for (having, field) in having.iter_mut().zip(fields) {
                *having = self.frequency(field, &stem)?;
            }
            let own = times.map(|times| if times > 0.0 { itself } else { 0 });
            if having.iter().zip(own).any(|(having, own)| *having > own) {
                let having = having.into_iter().max().unwrap_or_default();
                let count: f32 = times.iter().sum();
                let saturated = count * (SATURATION + 1.0) / (count + SATURATION);
                telling.push((saturated * idf(having, all), stem, word));
            }
        }
        telling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        telling.truncate(WORDS);
        let features = telling.into_iter().map(|(weight, stem, word)| {
            let [title, body] = fields.map(|field| term(field, &stem));
            let title = Box::new(BoostQuery::new(title, TITLE_BOOST));
            let found = best_of(vec![title, body]);
            Feature {
                part: Query::Text(Text {
                    field: None,
                    pattern: Pattern::Word(word),
                }),
                found: Box::new(BoostQuery::new(any_of(found.into_iter().collect()), weight)),
            }
        });
        Ok(features.collect())
    }

    fn names_of(&self, story: &AnnotatedStory) -> Result<Vec<Feature>, SearchError> {
        let entity_field = self.archive().fields.entity;
        let (all, itself) = (self.archive().all_stories, self.itself(story)?);
        let mut features = Vec::new();
        for entity in &story.names.entities {
            let mut found = self.archive().corrections.found_as(entity);
            if found.is_empty() {
                found.push(entity.clone());
            }
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            let mut having = 0;
            for name in &found {
                having += self.frequency(entity_field, name)?;
            }
            let having = having.min(all);
            if having > itself {
                features.push(Feature {
                    part: Query::Name(NameFilter {
                        kind: Some(entity.kind),
                        name: entity.name.clone(),
                    }),
                    found: constant(terms(entity_field, &found), having, all),
                });
            }
        }
        Ok(features)
    }

    /// The days and months it is about, and the day of its publication; others may be about that day or be published on
    /// it.
    fn days_of(&self, story: &AnnotatedStory) -> Result<Vec<Feature>, SearchError> {
        let fields = self.archive().fields;
        let all = self.archive().all_stories;
        let published = story.story.published.iter().map(Published::interval);
        let mentioned = story.dates.iter().filter_map(|date| date.timex.interval);
        let mut days: Vec<Interval> = published
            .chain(mentioned)
            .filter(|days| days.precision() <= Precision::Month)
            .collect();
        days.sort_unstable();
        days.dedup();
        let mut features = Vec::new();
        for days in days {
            // An interval of several cells has no term of its own.
            let [cell] = cells::cover(days)[..] else {
                continue;
            };
            let cell = format!("={cell}");
            let having =
                self.frequency(fields.about, &cell)? + self.frequency(fields.published, &cell)?;
            if having > 0 {
                let either = any_of(vec![
                    term(fields.about, &cell),
                    term(fields.published, &cell),
                ]);
                features.push(Feature {
                    part: Query::Date(DateFilter {
                        axis: Axis::About,
                        relation: Relation::Within,
                        range: DateRange::Days {
                            first: Some(days.first()),
                            last: Some(days.last()),
                        },
                    }),
                    found: constant(either, having.min(all), all),
                });
            }
        }
        Ok(features)
    }

    /// 1 if the archive has the story itself, else 0. It is subtracted, so that what no other story has finds nothing.
    fn itself(&self, story: &AnnotatedStory) -> Result<u64, SearchError> {
        let known = self.frequency(self.archive().fields.id, &story.story.id)?;
        Ok(known.min(1))
    }

    fn frequency(&self, field: tantivy::schema::Field, text: &str) -> Result<u64, SearchError> {
        let term = Term::from_field_text(field, text);
        Ok(self.archive().searcher.doc_freq(&term)?)
    }
}

/// A query with the same score for every document it finds.
fn constant(found: Box<dyn TantivyQuery>, having: u64, all: u64) -> Box<dyn TantivyQuery> {
    Box::new(ConstScoreQuery::new(found, IN_COMMON * idf(having, all)))
}
