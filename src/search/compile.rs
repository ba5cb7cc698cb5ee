//! Compiles a query to one that tantivy runs.
//!
//! Words score by BM25 ([`rank`](super::rank) says how). Everything else only filters, and scores nothing.

use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as TantivyQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentReader, Term};

use super::SearchError;
use super::any_word::AnyWordQuery;
use super::bonus_query::BonusQuery;
use super::query_terms::{Lexicon, Sequence, WantedText, WantedWords, days, fact};
use super::rank::{TITLE_BOOST, best_of};
use super::repeated::distinct;
use super::threshold::Threshold;
use super::word::{WordQuery, WordTerm};
use crate::index::{Archive, Fields, STORY_ROW, cells};
use crate::query::{self, Axis, DateFilter, DateRange, Fact, FactField, Query, Relation, Text};
use crate::story::{Interval, TextField};

/// Compiles queries for one archive.
pub(crate) struct Compiler<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) lexicon: &'a mut Lexicon,
}

impl Compiler<'_> {
    /// The query for tantivy. It finds stories only, never ledger rows.
    pub(crate) fn compile(&mut self, query: &Query) -> Result<Box<dyn TantivyQuery>, SearchError> {
        Ok(match query {
            Query::And(_) | Query::Or(_) => Box::new(self.ranked(query)?),
            _ => self.found(query)?,
        })
    }

    /// The query that finds the hits, and the bonuses for its words.
    pub(super) fn ranked(&mut self, query: &Query) -> Result<BonusQuery, SearchError> {
        let bonuses = match query {
            Query::And(parts) | Query::Or(parts) => {
                let mut bonuses = self.pairs(parts)?;
                bonuses.extend(self.of_words(parts)?);
                bonuses
            }
            single => self.of_words(std::slice::from_ref(single))?,
        };
        Ok(BonusQuery {
            found: self.found(query)?.into(),
            bonuses,
            threshold: Threshold::default(),
        })
    }

    fn found(&mut self, query: &Query) -> Result<Box<dyn TantivyQuery>, SearchError> {
        Ok(match query {
            Query::All => self.all(),
            Query::And(parts) => self.and(parts)?,
            Query::Or(parts) => self.or(parts)?,
            Query::Not(_) => self.and(std::slice::from_ref(query))?,
            Query::Text(text) => {
                if let Some(word) = self.scored_word(text)? {
                    Box::new(word)
                } else {
                    let wanted = self.lexicon.wanted(text);
                    self.text(&wanted)
                }
            }
            Query::Name(filter) => unscored(self.name(filter)),
            Query::Date(filter) => unscored(self.date(filter)),
            Query::Fact(filter) => unscored(self.fact(filter)?),
        })
    }

    fn fields(&self) -> Fields {
        self.archive.fields
    }

    fn all(&self) -> Box<dyn TantivyQuery> {
        unscored(term(self.fields().row, STORY_ROW))
    }

    /// All of these. tantivy finds nothing for negations alone, so they are taken from all stories.
    fn and(&mut self, parts: &[Query]) -> Result<Box<dyn TantivyQuery>, SearchError> {
        let mut clauses = Vec::with_capacity(parts.len() + 1);
        for (part, times) in distinct(parts) {
            clauses.push(match part {
                Query::Not(negated) => (Occur::MustNot, self.compile(negated)?),
                part => (Occur::Must, boosted(self.compile(part)?, times)),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.all()));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn or(&mut self, parts: &[Query]) -> Result<Box<dyn TantivyQuery>, SearchError> {
        let parts = distinct(parts);
        let words = parts.iter().map(|(part, times)| match part {
            Query::Text(text) => Ok(self.scored_word(text)?.map(|word| word.boosted(*times))),
            _ => Ok(None),
        });
        if let Some(words) = words.collect::<Result<Option<Vec<_>>, SearchError>>()?
            && words.len() > 1
        {
            return Ok(Box::new(AnyWordQuery(words)));
        }
        let parts = parts.into_iter();
        let parts = parts.map(|(part, times)| Ok(boosted(self.compile(part)?, times)));
        Ok(any_of(parts.collect::<Result<_, SearchError>>()?))
    }

    /// The scoring query for a part that is one word; `None` for any other part.
    fn scored_word(&mut self, text: &Text) -> Result<Option<WordQuery>, SearchError> {
        let wanted = self.lexicon.wanted(text);
        let Some(word) = self.word(&wanted) else {
            return Ok(None);
        };
        Ok(Some(word.with_bonus(self.typed(text)?)))
    }

    /// The stemmed fields that a text is looked for in, and the boost of each.
    fn stemmed(&self, field: Option<TextField>) -> Vec<(TextField, Field, Score)> {
        let fields = self.fields();
        let title = (TextField::Title, fields.title, TITLE_BOOST);
        let body = (TextField::Body, fields.body, 1.0);
        match field {
            None => vec![title, body],
            Some(TextField::Title) => vec![title],
            Some(TextField::Body) => vec![body],
            Some(TextField::Byline) => vec![(TextField::Byline, fields.byline, 1.0)],
        }
    }

    /// The query for a text that is one word; `None` for any other.
    fn word(&self, wanted: &WantedText) -> Option<WordQuery> {
        self.terms(wanted).map(WordQuery::new)
    }

    /// The terms of a text that is one word, whatever stems it has; `None` for any other.
    pub(super) fn terms(&self, wanted: &WantedText) -> Option<Vec<WordTerm>> {
        let WantedWords::Sequences(sequences) = &wanted.what else {
            return None;
        };
        let mut terms = Vec::new();
        for (_, field, boost) in self.stemmed(wanted.field) {
            for sequence in sequences {
                let [(_, only)] = &sequence.terms[..] else {
                    return None;
                };
                terms.push(WordTerm {
                    term: Term::from_field_text(field, only),
                    boost,
                    only: self.lexicon.story_languages.only(sequence.languages),
                });
            }
        }
        wanted.what.kinds().is_empty().then_some(terms)
    }

    pub(super) fn text(&self, wanted: &WantedText) -> Box<dyn TantivyQuery> {
        if let Some(word) = self.word(wanted) {
            return Box::new(word);
        }
        let fields = self.fields();
        let stemmed = self.stemmed(wanted.field);
        let placed = || {
            let in_each = stemmed.iter();
            let in_each = in_each.map(|(text, field, boost)| {
                boosted(self.placed(*text, *field, &wanted.what), *boost)
            });
            in_each.collect::<Vec<_>>()
        };
        let folded: &[Field] = match wanted.field {
            None => &[fields.title_words, fields.body_words],
            Some(TextField::Title) => &[fields.title_words],
            Some(TextField::Body) => &[fields.body_words],
            Some(TextField::Byline) => &[fields.byline],
        };
        let folded = folded.iter().copied();
        match &wanted.what {
            WantedWords::Nothing => Box::new(EmptyQuery),
            WantedWords::Sequences(_) if !wanted.what.kinds().is_empty() => {
                best_of(placed()).unwrap_or_else(|| Box::new(EmptyQuery))
            }
            WantedWords::Sequences(sequences) => {
                let in_each = stemmed.iter().flat_map(|(_, field, boost)| {
                    let sequences = sequences.iter();
                    sequences.map(|terms| boosted(self.sequence(*field, terms), *boost))
                });
                best_of(in_each.collect()).unwrap_or_else(|| Box::new(EmptyQuery))
            }
            WantedWords::Near { .. } => any_of(placed()),
            WantedWords::Prefix(prefix) => any_of(
                folded
                    .map(|field| {
                        automaton(FuzzyTermQuery::new_prefix(
                            Term::from_field_text(field, prefix),
                            0,
                            false,
                        ))
                    })
                    .collect(),
            ),
            WantedWords::Fuzzy { word, edits } => any_of(
                folded
                    .map(|field| {
                        automaton(FuzzyTermQuery::new(
                            Term::from_field_text(field, word),
                            *edits,
                            true,
                        ))
                    })
                    .collect(),
            ),
        }
    }

    /// What finds a sequence in stories of its languages.
    pub(super) fn sequence(&self, field: Field, sequence: &Sequence) -> Box<dyn TantivyQuery> {
        let found = phrase(field, &sequence.terms);
        self.lexicon
            .story_languages
            .found_in(sequence.languages, found)
    }

    fn date(&self, filter: &DateFilter) -> Box<dyn TantivyQuery> {
        let fields = self.fields();
        let (cells, ends) = match filter.axis {
            Axis::Published => (fields.published, Some("published_ends")),
            Axis::About => (fields.about, Some("about_ends")),
            Axis::Seen => (fields.seen, None),
        };
        match filter.range {
            DateRange::None => term(cells, cells::NONE),
            DateRange::DayOfYear { month, day } => {
                term(cells, &cells::day_of_year_term(month, day))
            }
            DateRange::Days { first, last } => match filter.relation {
                Relation::Overlaps => terms(cells, &cells::overlaps_terms(days(first, last))),
                Relation::Within => within(cells, ends, days(first, last)),
            },
        }
    }

    fn fact(&self, filter: &Fact) -> Result<Box<dyn TantivyQuery>, SearchError> {
        let fields = self.fields();
        Ok(match filter.field {
            FactField::Source => term(fields.source, &fact(&filter.value)),
            FactField::Section => term(fields.section, &fact(&filter.value)),
            FactField::Lang => term(fields.lang, &filter.value),
            FactField::Country => term(fields.country, &filter.value),
            FactField::Path => self.path(&filter.value)?,
        })
    }

    /// A glob over the files of the archive: the files that match are looked up as terms.
    fn path(&self, glob: &str) -> Result<Box<dyn TantivyQuery>, SearchError> {
        let matcher = query::glob(glob)
            .map_err(|source| SearchError::Glob { source })?
            .compile_matcher();
        let mut files = Vec::new();
        for reader in self.archive.searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields().file)?;
            let mut stream = inverted
                .terms()
                .stream()
                .map_err(tantivy::TantivyError::from)?;
            while stream.advance() {
                if let Ok(file) = std::str::from_utf8(stream.key())
                    && matcher.is_match(file)
                {
                    files.push(file.to_owned());
                }
            }
        }
        let stories = (Occur::Must, term(self.fields().row, STORY_ROW));
        Ok(Box::new(BooleanQuery::new(vec![
            stories,
            (Occur::Must, terms(self.fields().file, &files)),
        ])))
    }
}

pub(crate) fn any_of(mut queries: Vec<Box<dyn TantivyQuery>>) -> Box<dyn TantivyQuery> {
    match queries.pop() {
        None => Box::new(EmptyQuery),
        Some(only) if queries.is_empty() => only,
        Some(last) => {
            queries.push(last);
            Box::new(BooleanQuery::new(
                queries
                    .into_iter()
                    .map(|query| (Occur::Should, query))
                    .collect(),
            ))
        }
    }
}

pub(super) fn boosted(query: Box<dyn TantivyQuery>, boost: f32) -> Box<dyn TantivyQuery> {
    if (boost - 1.0).abs() < f32::EPSILON {
        query
    } else {
        Box::new(BoostQuery::new(query, boost))
    }
}

pub(crate) fn unscored(query: Box<dyn TantivyQuery>) -> Box<dyn TantivyQuery> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn automaton(query: FuzzyTermQuery) -> Box<dyn TantivyQuery> {
    Box::new(query)
}

pub(crate) fn term(field: Field, text: &str) -> Box<dyn TantivyQuery> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    ))
}

pub(crate) fn terms(field: Field, texts: &[String]) -> Box<dyn TantivyQuery> {
    Box::new(TermSetQuery::new(
        texts.iter().map(|text| Term::from_field_text(field, text)),
    ))
}

/// What finds some terms side by side.
pub(super) fn phrase(field: Field, terms: &[(usize, String)]) -> Box<dyn TantivyQuery> {
    match terms {
        [(_, only)] => term(field, only),
        many => {
            let terms = many
                .iter()
                .map(|(offset, text)| (*offset, Term::from_field_text(field, text)));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

fn within(field: Field, ends: Option<&'static str>, days: Interval) -> Box<dyn TantivyQuery> {
    let cells::WithinTerms {
        certain,
        candidates,
    } = cells::within_terms(days);
    let certain = terms(field, &certain);
    let Some(ends) = ends else { return certain };
    let exact: Box<dyn TantivyQuery> = Box::new(ends_within(ends, days));
    let candidates = BooleanQuery::new(vec![
        (Occur::Must, terms(field, &candidates)),
        (Occur::Must, exact),
    ]);
    any_of(vec![certain, Box::new(candidates)])
}

/// A query for the documents of which one interval lies within some days; both ends of an interval are compared
/// together.
fn ends_within(column: &'static str, days: Interval) -> DocPredicateQuery {
    let (first, last) = (
        cells::day_number(days.first()),
        cells::day_number(days.last()),
    );
    DocPredicateQuery::from(FunctionPredicate::from(move |reader: &SegmentReader| {
        let column = reader.fast_fields().u64(column)?;
        Ok(move |document: DocId| {
            let mut ends = column.values_for_doc(document).map(cells::unpack);
            ends.any(|ends| first <= ends.0 && ends.1 <= last)
        })
    }))
}
