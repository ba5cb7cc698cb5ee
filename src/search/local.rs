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
use super::tie::ByKey;
use super::wanted::Lexicon;
use super::{Request, Sort};
use crate::annotate::tokens::Stems;
use crate::index::{Archive, Fields, IndexError, NO_LANGUAGE, STORY_ROW};
use crate::query::{Pattern, Query, Text};
use crate::story::{Hit, Language, Page};

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
        let mut lexicon = Lexicon::new(&self.languages);
        let mut compiler = Compiler {
            archive: &self.archive,
            lexicon: &mut lexicon,
        };
        let query = compiler.compile(&request.query)?;
        let left_out = left_out::left_out(&mut compiler, &request.query)?;
        let (total, best) = self.best(&*query, request)?;
        let unknown_words = if total == 0 {
            self.unknown_words(&request.query, &mut lexicon)?
        } else {
            Vec::new()
        };
        let highlighter = Highlighter::new(&request.query, &mut lexicon);
        let mut stems = self
            .stems
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut hits = Vec::with_capacity(best.len());
        for (rank, (score, address)) in (request.offset + 1..).zip(best) {
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
                story: stored.annotated,
                seen: stored.seen,
                snippets,
            });
        }
        Ok(Page {
            total,
            hits,
            left_out,
            unknown_words,
        })
    }

    /// How many there are, and the addresses of those asked for with their scores.
    fn best(
        &self,
        query: &dyn TantivyQuery,
        request: &Request,
    ) -> Result<(usize, Vec<(f32, DocAddress)>), SearchError> {
        let searcher = &self.archive.searcher;
        let statistics = Stories {
            searcher,
            fields: self.archive.fields,
        };
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

    /// The single words that every hit would have to have and no story has, as typed.
    fn unknown_words(
        &self,
        query: &Query,
        lexicon: &mut Lexicon,
    ) -> Result<Vec<String>, SearchError> {
        let required: &[Query] = match query {
            Query::And(parts) | Query::Or(parts) => parts,
            other => std::slice::from_ref(other),
        };
        let mut unknown = Vec::new();
        for part in required {
            if let Query::Text(
                text @ Text {
                    pattern: Pattern::Word(word),
                    ..
                },
            ) = part
            {
                let mut compiler = Compiler {
                    archive: &self.archive,
                    lexicon,
                };
                let query = compiler.compile(&Query::Text(text.clone()))?;
                if self.archive.searcher.search(&*query, &Count)? == 0 && !unknown.contains(word) {
                    unknown.push(word.clone());
                }
            }
        }
        Ok(unknown)
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
struct Stories<'a> {
    searcher: &'a Searcher,
    fields: Fields,
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
