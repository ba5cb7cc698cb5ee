//! Answers a request from one index.

use std::num::NonZeroUsize;

use rustc_hash::FxHashMap;
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::query::{Bm25StatisticsProvider, Query as TantivyQuery};
use tantivy::schema::Field;
use tantivy::{DocAddress, Order, Searcher, TantivyError, Term};

use super::compile::Compiler;
use super::highlight::Highlighter;
use super::left_out;
use super::snippet::snippets;
use super::spelling::has_alternatives;
use super::tie::ByKey;
use super::wanted::Lexicon;
use super::{Request, Sort};
use crate::annotate::tokens::Stems;
use crate::index::{Archive, Fields, IndexError, NO_LANGUAGE, STORY_ROW};
use crate::query::Query;
use crate::story::{Hit, Language, Page, ScorePart};

/// What can go wrong while searching.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// tantivy failed.
    #[error("the search failed")]
    Tantivy(#[from] TantivyError),
    /// A `path:` is no glob.
    #[error("cannot read the path as a glob")]
    Glob {
        /// Why.
        source: globset::Error,
    },
}

/// An archive and what is worth keeping from one question to the next.
pub struct LocalSearch {
    archive: Archive,
    languages: Vec<Option<Language>>,
    ties: ByKey,
    stems: std::sync::Mutex<FxHashMap<Option<Language>, Stems>>,
}

impl LocalSearch {
    /// Gets ready to search an archive.
    pub fn new(archive: Archive) -> Result<Self, IndexError> {
        let languages = languages(&archive)?;
        let ties = ByKey::open(&archive.searcher)?;
        Ok(Self {
            archive,
            languages,
            ties,
            stems: std::sync::Mutex::default(),
        })
    }

    /// The archive that is searched.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The languages of the archive's stories.
    pub(super) fn languages(&self) -> &[Option<Language>] {
        &self.languages
    }

    /// Hands every story that a query finds to a collector.
    pub(super) fn collect<C: Collector>(
        &self,
        query: &Query,
        collector: &C,
    ) -> Result<C::Fruit, SearchError> {
        let mut compiler = Compiler {
            archive: &self.archive,
            lexicon: &mut Lexicon::new(&self.languages),
        };
        let query = compiler.compile(query)?;
        Ok(self.archive.searcher.search(&*query, collector)?)
    }

    /// Answers a request.
    pub fn search(&self, request: &Request) -> Result<Page, SearchError> {
        self.answer(request, |_, _| Ok(Vec::new()))
    }

    /// Answers a request and says of each hit of what its score is made.
    pub fn search_explained(&self, request: &Request) -> Result<Page, SearchError> {
        self.answer(request, |compiler, hits| match request.sort {
            Sort::Relevance => self.explain(compiler, &request.query, hits),
            Sort::Newest | Sort::Oldest => Ok(Vec::new()),
        })
    }

    /// Answers a request. `explain` is handed the hits and gives the parts of their scores, or nothing.
    fn answer(
        &self,
        request: &Request,
        explain: impl FnOnce(
            &mut Compiler<'_>,
            &[DocAddress],
        ) -> Result<Vec<Vec<ScorePart>>, SearchError>,
    ) -> Result<Page, SearchError> {
        let mut lexicon = Lexicon::new(&self.languages);
        let mut compiler = Compiler {
            archive: &self.archive,
            lexicon: &mut lexicon,
        };
        let query = compiler.compile(&request.query)?;
        let left_out = left_out::left_out(&mut compiler, &request.query)?;
        let (total, best) = self.best(&*query, request)?;
        let unknown_words = if total == 0 || has_alternatives(&request.query) {
            self.unknown_words(&request.query, &mut compiler)?
        } else {
            Vec::new()
        };
        let suggestions = self.suggestions(&unknown_words)?;
        let addresses: Vec<DocAddress> = best.iter().map(|(_, address)| *address).collect();
        let parts = explain(&mut compiler, &addresses)?;
        let hits = self.hits(best, parts, request, &mut lexicon)?;
        Ok(Page {
            total,
            hits,
            left_out,
            unknown_words,
            suggestions,
        })
    }

    /// The page of what a runnable query finds; the request's own query only lights.
    pub(super) fn page_of(
        &self,
        query: &dyn TantivyQuery,
        request: &Request,
    ) -> Result<Page, SearchError> {
        let (total, best) = self.best(query, request)?;
        let hits = self.hits(
            best,
            Vec::new(),
            request,
            &mut Lexicon::new(&self.languages),
        )?;
        Ok(Page {
            total,
            hits,
            left_out: None,
            unknown_words: Vec::new(),
            suggestions: Vec::new(),
        })
    }

    /// The stories at some addresses, with the parts of their scores where there are any, and what shows them.
    fn hits(
        &self,
        best: Vec<(f32, DocAddress)>,
        parts: Vec<Vec<ScorePart>>,
        request: &Request,
        lexicon: &mut Lexicon,
    ) -> Result<Vec<Hit>, SearchError> {
        let highlighter = Highlighter::new(&request.query, lexicon);
        let mut parts = parts.into_iter();
        let mut stems = self
            .stems
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut hits = Vec::with_capacity(best.len());
        for (rank, (score, address)) in (request.offset + 1..).zip(best) {
            let score_parts = parts.next().unwrap_or_default();
            let Some(stored) = self.archive.story(address)? else {
                continue;
            };
            let language = stored.annotated.story.language;
            let stems = stems
                .entry(language)
                .or_insert_with(|| Stems::new(language));
            let snippets = snippets(&stored.annotated, &highlighter, stems, request.snippets);
            hits.push(Hit {
                rank,
                score,
                score_parts,
                story: stored.annotated,
                seen: stored.seen,
                snippets,
            });
        }
        Ok(hits)
    }

    /// How many there are, and the addresses of those asked for with their scores.
    fn best(
        &self,
        query: &dyn TantivyQuery,
        request: &Request,
    ) -> Result<(usize, Vec<(f32, DocAddress)>), SearchError> {
        let searcher = &self.archive.searcher;
        let statistics = Stories::of(&self.archive);
        let Some(limit) = NonZeroUsize::new(request.limit) else {
            return Ok((searcher.search(query, &Count)?, Vec::new()));
        };
        // Only as many as there are can be asked for: a collector makes room for all it is asked for.
        let there_are = usize::try_from(searcher.num_docs())
            .unwrap_or(usize::MAX)
            .max(1);
        let limit = limit.get().min(there_are);
        let top = TopDocs::with_limit(limit).and_offset(request.offset.min(there_are));
        let key = self.ties.clone();
        Ok(match request.sort {
            Sort::Relevance => {
                let by_score = top.order_by((SortBySimilarityScore, key));
                let (total, top) = searcher.search_with_statistics_provider(
                    query,
                    &(Count, by_score),
                    &statistics,
                )?;
                (
                    total,
                    top.into_iter()
                        .map(|((score, _), address)| (score, address))
                        .collect(),
                )
            }
            Sort::Newest | Sort::Oldest => {
                let order = if request.sort == Sort::Newest {
                    Order::Desc
                } else {
                    Order::Asc
                };
                let published = (
                    SortByStaticFastValue::<i64>::for_field("published_at"),
                    order,
                );
                let by_day = top.order_by((published, key));
                let (total, top) = searcher.search_with_statistics_provider(
                    query,
                    &(Count, by_day),
                    &statistics,
                )?;
                (
                    total,
                    top.into_iter().map(|(_, address)| (0.0, address)).collect(),
                )
            }
        })
    }
}

/// The languages of the archive's stories, in order of code.
fn languages(archive: &Archive) -> Result<Vec<Option<Language>>, IndexError> {
    let mut languages = std::collections::BTreeSet::new();
    for reader in archive.searcher.segment_readers() {
        let inverted = reader.inverted_index(archive.fields.lang)?;
        let mut stream = inverted.terms().stream().map_err(TantivyError::from)?;
        while stream.advance() {
            let code = std::str::from_utf8(stream.key()).unwrap_or(NO_LANGUAGE);
            languages.insert(if code == NO_LANGUAGE {
                None
            } else {
                Language::from_tag(code)
            });
        }
    }
    Ok(languages.into_iter().collect())
}

/// BM25's statistics over stories: the ledger's rows are documents too, and must not make words look rarer.
pub(super) struct Stories<'a> {
    searcher: &'a Searcher,
    fields: Fields,
}

impl<'a> Stories<'a> {
    pub(super) fn of(archive: &'a Archive) -> Self {
        Self {
            searcher: &archive.searcher,
            fields: archive.fields,
        }
    }
}

impl Bm25StatisticsProvider for Stories<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher
            .doc_freq(&Term::from_field_text(self.fields.row, STORY_ROW))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}
