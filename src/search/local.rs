//! Answers a request from one index.

use std::sync::{Arc, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::collector::Collector;
use tantivy::query::{Bm25StatisticsProvider, Query as TantivyQuery};
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher, TantivyError, Term};

use super::best::{Best, Found};
use super::compile::Compiler;
use super::highlight::Highlighter;
use super::query_terms::Lexicon;
use super::snippet::snippets;
use super::spelling::has_alternatives;
use super::story_languages::StoryLanguages;
use super::threshold::Threshold;
use super::tie_break::ByKey;
use super::{Copies, Request, Sort};
use crate::annotate::tokens::Stems;
use crate::index::{Archive, Groups, IndexError};
use crate::query::Query;
use crate::story::{CopyOfHit, Hit, Language, Page, ScorePart};

/// What can go wrong while searching.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// tantivy failed.
    #[error("the search failed")]
    Tantivy(#[from] TantivyError),
    /// The value of `path:` is not a valid glob.
    #[error("cannot read the path as a glob")]
    Glob {
        /// Why.
        source: globset::Error,
    },
}

/// An archive, and caches that are kept from one query to the next.
pub struct LocalSearch {
    archive: Archive,
    story_languages: Arc<StoryLanguages>,
    ties: ByKey,
    groups: std::sync::OnceLock<Groups>,
    stems: std::sync::Mutex<FxHashMap<Option<Language>, Stems>>,
}

impl LocalSearch {
    /// Gets ready to search an archive.
    pub fn new(mut archive: Archive) -> Result<Self, IndexError> {
        archive.read_names()?;
        let story_languages = Arc::new(StoryLanguages::open(&archive)?);
        let ties = ByKey::open(&archive.searcher)?;
        Ok(Self {
            archive,
            story_languages,
            ties,
            groups: std::sync::OnceLock::new(),
            stems: std::sync::Mutex::default(),
        })
    }

    /// The archive that is searched.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The groups of copies; computed when first needed.
    pub(super) fn groups(&self) -> Result<&Groups, IndexError> {
        if let Some(groups) = self.groups.get() {
            return Ok(groups);
        }
        let groups = self.archive.groups()?;
        Ok(self.groups.get_or_init(|| groups))
    }

    /// The order of hits that are otherwise equal.
    pub(super) fn tie_breaker(&self) -> &ByKey {
        &self.ties
    }

    /// The copies to list with a hit.
    fn copies_of_hit(&self, found: &Found, copies: Copies) -> Vec<CopyOfHit> {
        if copies != Copies::Group {
            return Vec::new();
        }
        let keys = found.copies.iter();
        let keys = keys.filter_map(|address| self.key_of(*address));
        keys.map(|(id, file)| CopyOfHit { id, file }).collect()
    }

    /// A story's id and file.
    pub(super) fn key_of(&self, address: DocAddress) -> Option<(String, String)> {
        let segment = usize::try_from(address.segment_ord).ok()?;
        let segment = self.archive.searcher.segment_readers().get(segment)?;
        self.ties.key_of(segment.segment_id(), address.doc_id)
    }

    /// The cached stems, by language.
    pub(super) fn stems(&self) -> MutexGuard<'_, FxHashMap<Option<Language>, Stems>> {
        self.stems.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The languages of the archive's stories.
    pub(super) fn story_languages(&self) -> &Arc<StoryLanguages> {
        &self.story_languages
    }

    /// Hands every story that a query finds to a collector.
    pub(super) fn collect<C: Collector>(
        &self,
        query: &Query,
        collector: &C,
    ) -> Result<C::Fruit, SearchError> {
        let mut compiler = Compiler {
            archive: &self.archive,
            lexicon: &mut Lexicon::new(&self.story_languages),
        };
        let query = compiler.compile(query)?;
        Ok(self.archive.searcher.search(&*query, collector)?)
    }

    /// Answers a request.
    pub fn search(&self, request: &Request) -> Result<Page, SearchError> {
        self.answer(request, false)
    }

    /// Answers a request, with the parts of each hit's score.
    pub fn search_explained(&self, request: &Request) -> Result<Page, SearchError> {
        self.answer(request, request.sort == Sort::Relevance)
    }

    fn answer(&self, request: &Request, explained: bool) -> Result<Page, SearchError> {
        let mut lexicon = Lexicon::new(&self.story_languages);
        let mut compiler = Compiler {
            archive: &self.archive,
            lexicon: &mut lexicon,
        };
        let mut query = compiler.ranked(&request.query)?;
        let feedback_terms = self.feedback_terms(&mut compiler, request)?;
        let mut bonuses = feedback_terms.clone();
        if request.sort == Sort::Relevance {
            bonuses.extend(compiler.called(&request.query)?);
        }
        query.bonuses.extend_from_slice(&bonuses);
        let recency = self.recency_bonus(request)?;
        let best = match recency {
            None => self.best(&query, &query.threshold, request)?,
            // The threshold applies to the final score, but bonuses are added before recency multiplies it: so none
            // may be skipped here.
            Some(recency) => {
                let ranked = recency.rank(Box::new(query));
                self.best(&*ranked, &Threshold::default(), request)?
            }
        };
        let unknown_words = if best.total == 0 || has_alternatives(&request.query) {
            self.unknown_words(&request.query, &mut compiler)?
        } else {
            Vec::new()
        };
        let suggestions = self.suggestions(&unknown_words, &request.query, &mut compiler)?;
        let relaxations = if best.total == 0 && unknown_words.is_empty() {
            self.relaxations(&request.query)?
        } else {
            Vec::new()
        };
        let (behind, others) = self.alike(&mut compiler, request, &feedback_terms, &best)?;
        let (mut parts, mut parts_of_others) = (Vec::new(), Vec::new());
        if explained {
            parts = self.explain(&mut compiler, &request.query, bonuses, &best.hits)?;
            parts_of_others = self.explain(&mut compiler, &Query::All, feedback_terms, &others)?;
        }
        let Best {
            total,
            groups,
            hits,
        } = best;
        let mut hits = self.hits(hits, parts, request, &mut lexicon)?;
        if let Some(recency) = recency {
            for hit in &mut hits {
                recency.explain(hit);
            }
        }
        let mut alike = self.hits(others, parts_of_others, &behind, &mut lexicon)?;
        for one in &mut alike {
            one.rank += groups.unwrap_or(total);
        }
        Ok(Page {
            total,
            groups,
            hits,
            alike,
            left_out: self.left_out(&request.query)?,
            dating: self.dating(request, total)?,
            unknown_words,
            suggestions,
            relaxations,
        })
    }

    /// The page of hits of a compiled query. The request's own query is used only for highlighting.
    pub(super) fn page_of(
        &self,
        query: &dyn TantivyQuery,
        request: &Request,
    ) -> Result<Page, SearchError> {
        let Best {
            total,
            groups,
            hits,
        } = self.best(query, &Threshold::default(), request)?;
        let mut lexicon = Lexicon::new(&self.story_languages);
        Ok(Page {
            total,
            groups,
            hits: self.hits(hits, Vec::new(), request, &mut lexicon)?,
            alike: Vec::new(),
            left_out: None,
            dating: None,
            unknown_words: Vec::new(),
            suggestions: Vec::new(),
            relaxations: Vec::new(),
        })
    }

    /// The hits for found stories, with their snippets, and with the parts of their scores if there are any.
    fn hits(
        &self,
        found: Vec<Found>,
        parts: Vec<Vec<ScorePart>>,
        request: &Request,
        lexicon: &mut Lexicon,
    ) -> Result<Vec<Hit>, SearchError> {
        let highlighter = Highlighter::new(&request.query, lexicon, &self.archive);
        let mut parts = parts.into_iter();
        let mut stems = self.stems();
        let mut hits = Vec::with_capacity(found.len());
        for (nth, found) in (1..).zip(found) {
            let score_parts = parts.next().unwrap_or_default();
            let Some(stored) = self.story(found.address)? else {
                continue;
            };
            let language = stored.annotated.story.language;
            let stems = stems
                .entry(language)
                .or_insert_with(|| Stems::new(language));
            let snippets = snippets(&stored.annotated, &highlighter, stems, request.snippets);
            hits.push(Hit {
                rank: request.offset.saturating_add(nth),
                score: found.score,
                score_parts,
                story: stored.annotated,
                seen: stored.seen,
                snippets,
                copies: self.copies_of_hit(&found, request.copies),
            });
        }
        Ok(hits)
    }
}

/// BM25's statistics over stories only: the ledger's rows are documents too, and must not make words look rarer than
/// they are.
pub(super) struct StoryStatistics<'a> {
    searcher: &'a Searcher,
    all: u64,
}

impl<'a> StoryStatistics<'a> {
    pub(super) fn of(archive: &'a Archive) -> Self {
        Self {
            searcher: &archive.searcher,
            all: archive.all_stories,
        }
    }
}

impl Bm25StatisticsProvider for StoryStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.all)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}
