//! Finds the stories that are like a story: by its words, by whom it names, by the days it tells of.
//!
//! A story is boiled down to its most telling words (often in it, seldom elsewhere), everybody it names and its days. A
//! word earns its BM25 times what it weighs in the story itself, so that what both stories dwell on counts most; a name
//! or a day in common earns its rarity. Weights are round numbers in the middle of a plateau; `docs/design.md` has the
//! figures.

use rustc_hash::FxHashMap;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as TantivyQuery};

use super::compile::{any_of, term, terms};
use super::rank::{TITLE_BOOST, best_of, idf};
use super::{Copies, LocalSearch, Request, SearchError, SnippetOptions, Sort};
use crate::annotate::tokens::{Stems, Words};
use crate::index::cells;
use crate::query::{Axis, DateFilter, DateRange, NameFilter, Pattern, Query, Relation, Text};
use crate::story::{AnnotatedStory, Interval, Page, Precision, Published, TextField};

/// How many of a story's words are looked for.
const WORDS: usize = 40;
/// What a name or a day in common earns, in idf.
const IN_COMMON: f32 = 5.0;
/// How soon a word that is said again adds little, as in BM25.
const SATURATION: f32 = 1.2;

/// What stories are to be like.
#[derive(Clone, Debug)]
pub struct SimilarRequest {
    /// The story, of the archive or not.
    pub story: AnnotatedStory,
    /// How many hits to return.
    pub limit: usize,
    /// What is shown of each hit.
    pub snippets: SnippetOptions,
}

/// The stories like a story, and what was looked for.
#[derive(Clone, Debug)]
pub struct Similar {
    /// The most alike first; the story itself is not among them.
    pub page: Page,
    /// Any of its words, names and days, as a query. [`Query::All`] where it has none that others share.
    pub query: Query,
}

/// A stem of a story.
struct Said {
    /// The first word that has it.
    word: String,
    /// How often it stands in title and body.
    times: [f32; 2],
}

/// Something that alike stories share with a story: how to say it, and what finds and scores it.
struct Trait {
    said: Query,
    found: Box<dyn TantivyQuery>,
}

impl LocalSearch {
    /// The stories that are most like a story.
    pub fn similar(&self, request: &SimilarRequest) -> Result<Similar, SearchError> {
        let story = &request.story;
        let mut traits = self.words_of(story)?;
        traits.extend(self.names_of(story)?);
        traits.extend(self.days_of(story)?);
        let (said, found): (Vec<Query>, Vec<_>) = traits
            .into_iter()
            .map(|Trait { said, found }| (said, found))
            .unzip();
        // A file has a row of the ledger too: more documents than there are stories can have its term, which BM25 does
        // not expect. A set of terms is not weighed.
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
        let query = if said.is_empty() {
            Query::All
        } else {
            Query::any_of(said)
        };
        let page = self.page_of(
            &alike,
            &Request {
                query: query.clone(),
                sort: Sort::Relevance,
                offset: 0,
                limit: request.limit,
                copies: Copies::Show,
                feedback: false,
                snippets: request.snippets,
            },
        )?;
        Ok(Similar { page, query })
    }

    /// The most telling words, the most telling first.
    fn words_of(&self, story: &AnnotatedStory) -> Result<Vec<Trait>, SearchError> {
        let fields = self.archive().fields;
        let mut stems = Stems::new(story.story.language);
        let fields = [fields.title, fields.body];
        let mut counts: FxHashMap<String, Said> = FxHashMap::default();
        for (nth, field) in [TextField::Title, TextField::Body].into_iter().enumerate() {
            let mut words = Words::new(story.story.text(field));
            while words.advance() {
                let word = words.folded();
                let stem = stems.stem(word);
                if !counts.contains_key(stem) {
                    let said = Said {
                        word: word.to_owned(),
                        times: [0.0; 2],
                    };
                    counts.insert(stem.to_owned(), said);
                }
                let said = counts.get_mut(stem);
                if let Some(times) = said.and_then(|said| said.times.get_mut(nth)) {
                    *times += 1.0;
                }
            }
        }
        let (all, itself) = (self.archive().all_stories, self.itself(story)?);
        let mut telling = Vec::with_capacity(counts.len());
        for (stem, Said { word, times }) in counts {
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
        let traits = telling.into_iter().map(|(weight, stem, word)| {
            let [title, body] = fields.map(|field| term(field, &stem));
            let title = Box::new(BoostQuery::new(title, TITLE_BOOST));
            let found = best_of(vec![title, body]);
            Trait {
                said: Query::Text(Text {
                    field: None,
                    pattern: Pattern::Word(word),
                }),
                found: Box::new(BoostQuery::new(any_of(found.into_iter().collect()), weight)),
            }
        });
        Ok(traits.collect())
    }

    fn names_of(&self, story: &AnnotatedStory) -> Result<Vec<Trait>, SearchError> {
        let entity_field = self.archive().fields.entity;
        let (all, itself) = (self.archive().all_stories, self.itself(story)?);
        let mut traits = Vec::new();
        for entity in &story.names.entities {
            let mut found = self.archive().overlay.found_as(entity);
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
                traits.push(Trait {
                    said: Query::Name(NameFilter {
                        kind: Some(entity.kind),
                        name: entity.name.clone(),
                    }),
                    found: constant(terms(entity_field, &found), having, all),
                });
            }
        }
        Ok(traits)
    }

    /// The days and months it tells of and the day of its publication, on which others may tell or be published.
    fn days_of(&self, story: &AnnotatedStory) -> Result<Vec<Trait>, SearchError> {
        let fields = self.archive().fields;
        let all = self.archive().all_stories;
        let published = story.story.published.iter().map(Published::interval);
        let told = story.dates.iter().filter_map(|date| date.timex.interval);
        let mut days: Vec<Interval> = published
            .chain(told)
            .filter(|days| days.precision() <= Precision::Month)
            .collect();
        days.sort_unstable();
        days.dedup();
        let mut traits = Vec::new();
        for days in days {
            // An interval that is no cell of its own has no term of its own.
            let [cell] = cells::cover(days)[..] else {
                continue;
            };
            let told = format!("={cell}");
            let having =
                self.frequency(fields.about, &told)? + self.frequency(fields.published, &told)?;
            if having > 0 {
                let either = any_of(vec![
                    term(fields.about, &told),
                    term(fields.published, &told),
                ]);
                traits.push(Trait {
                    said: Query::Date(DateFilter {
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
        Ok(traits)
    }

    /// How often everything of a story is in the archive for its own sake: what no other story has finds nothing.
    fn itself(&self, story: &AnnotatedStory) -> Result<u64, SearchError> {
        let known = self.frequency(self.archive().fields.id, &story.story.id)?;
        Ok(known.min(1))
    }

    fn frequency(&self, field: tantivy::schema::Field, text: &str) -> Result<u64, SearchError> {
        let term = Term::from_field_text(field, text);
        Ok(self.archive().searcher.doc_freq(&term)?)
    }
}

/// What earns the same wherever it is found.
fn constant(found: Box<dyn TantivyQuery>, having: u64, all: u64) -> Box<dyn TantivyQuery> {
    Box::new(ConstScoreQuery::new(found, IN_COMMON * idf(having, all)))
}
