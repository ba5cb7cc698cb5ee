//! A query as tantivy runs it.
//!
//! Words score by BM25 ([`rank`](super::rank) says how); everything else only decides who is in and scores nothing.

use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as TantivyQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentReader, Term};

use super::SearchError;
use super::rank::{EXACT_BONUS, PAIR_BONUS, TITLE_BOOST, best_of, idf, is_common};
use super::wanted::{Lexicon, Sequence, WantedText, WantedWords, days, fact};
use super::word::{Typed, WordQuery};
use crate::annotate::tokens::Words;
use crate::index::{Archive, Fields, STORY_ROW, cells};
use crate::query::{
    self, Axis, DateFilter, DateRange, Fact, FactField, Pattern, Query, Relation, Text,
};
use crate::story::{Interval, TextField};

/// Two neighbouring words, and what finds them side by side.
pub(crate) type Pair = (String, Box<dyn TantivyQuery>);

/// Compiles queries for one archive.
pub(crate) struct Compiler<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) lexicon: &'a mut Lexicon,
}

impl Compiler<'_> {
    /// The query for tantivy. It finds stories only, never ledger rows.
    pub(crate) fn compile(&mut self, query: &Query) -> Result<Box<dyn TantivyQuery>, SearchError> {
        Ok(match query {
            Query::All => self.all(),
            Query::And(parts) => self.and(parts)?,
            Query::Or(parts) => {
                let pairs = self.pairs(parts)?;
                let parts = parts.iter().map(|part| self.compile(part));
                let mut any = parts.collect::<Result<Vec<_>, _>>()?;
                any.extend(pairs.into_iter().map(|(_, pair)| pair));
                any_of(any)
            }
            Query::Not(_) => self.and(std::slice::from_ref(query))?,
            Query::Text(text) => {
                let wanted = self.lexicon.wanted(text);
                match self.word(&wanted) {
                    Some(word) => Box::new(word.with_bonus(self.typed(text)?)),
                    None => self.text(&wanted),
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

    /// tantivy finds nothing for negations alone: something must be there to take them from.
    fn and(&mut self, parts: &[Query]) -> Result<Box<dyn TantivyQuery>, SearchError> {
        let mut clauses = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            clauses.push(match part {
                Query::Not(negated) => (Occur::MustNot, self.compile(negated)?),
                part => (Occur::Must, self.compile(part)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.all()));
        }
        let pairs = self.pairs(parts)?;
        clauses.extend(pairs.into_iter().map(|(_, pair)| (Occur::Should, pair)));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// How many stories there are, and how many have a term in their body.
    fn frequencies(&self, field: Field, word: &str) -> Result<(u64, u64), SearchError> {
        let searcher = &self.archive.searcher;
        let all = searcher.doc_freq(&Term::from_field_text(self.fields().row, STORY_ROW))?;
        Ok((searcher.doc_freq(&Term::from_field_text(field, word))?, all))
    }

    /// The bonus of a word that stands as typed; `None` where the part of the query is no single word in any field.
    pub(super) fn typed(&self, text: &Text) -> Result<Option<Typed>, SearchError> {
        let Some(word) = single_word(text) else {
            return Ok(None);
        };
        let fields = self.fields();
        let (having, all) = self.frequencies(fields.body_words, &word)?;
        let anywhere = [fields.body_words, fields.title_words];
        Ok((!is_common(having, all)).then(|| Typed {
            terms: anywhere
                .map(|field| Term::from_field_text(field, &word))
                .into(),
            bonus: EXACT_BONUS * idf(having, all),
        }))
    }

    /// The bonus of each two neighbouring words that stand side by side, and the words.
    pub(super) fn pairs(&mut self, parts: &[Query]) -> Result<Vec<Pair>, SearchError> {
        let mut pairs = Vec::new();
        let mut seen = Vec::new();
        for two in parts.windows(2) {
            let [Query::Text(first), Query::Text(second)] = two else {
                continue;
            };
            let (Some(first), Some(second)) = (single_word(first), single_word(second)) else {
                continue;
            };
            let together = format!("{first} {second}");
            if seen.contains(&together) {
                continue;
            }
            let body = self.fields().body_words;
            let (first, second) = (
                self.frequencies(body, &first)?,
                self.frequencies(body, &second)?,
            );
            if !(is_common(first.0, first.1) && is_common(second.0, second.1)) {
                let phrase = Text {
                    field: Some(TextField::Body),
                    pattern: Pattern::Phrase(together.clone()),
                };
                let wanted = self.lexicon.wanted(&phrase);
                let bonus = boosted(self.text(&wanted), PAIR_BONUS);
                pairs.push((together.clone(), bonus));
            }
            seen.push(together);
        }
        Ok(pairs)
    }

    /// The fields of stems that a text is looked for in, and by what each is multiplied.
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

    /// What finds a text that is one word, whatever stems it has; `None` for any other.
    fn word(&self, wanted: &WantedText) -> Option<WordQuery> {
        let WantedWords::Sequences(sequences) = &wanted.what else {
            return None;
        };
        let mut terms = Vec::new();
        for (_, field, boost) in self.stemmed(wanted.field) {
            for sequence in sequences {
                let [(_, only)] = &sequence.terms[..] else {
                    return None;
                };
                terms.push((Term::from_field_text(field, only), boost));
            }
        }
        wanted
            .what
            .kinds()
            .is_empty()
            .then(|| WordQuery::new(terms))
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
                    sequences.map(|terms| boosted(sequence(*field, terms), *boost))
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

    /// A glob over the files of the archive: those that fit are looked up like words.
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

/// The folded word that a part of a query is, where it is one word, looked for in title and body.
pub(crate) fn single_word(text: &Text) -> Option<String> {
    let Text {
        field: None,
        pattern: Pattern::Word(word),
    } = text
    else {
        return None;
    };
    let mut words = Words::new(word);
    let single = words.advance().then(|| words.folded().to_owned())?;
    (!words.advance()).then_some(single)
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

fn boosted(query: Box<dyn TantivyQuery>, boost: f32) -> Box<dyn TantivyQuery> {
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

pub(super) fn sequence(field: Field, sequence: &Sequence) -> Box<dyn TantivyQuery> {
    match &sequence.terms[..] {
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
    let settled: Box<dyn TantivyQuery> = Box::new(ends_within(ends, days));
    let candidates = BooleanQuery::new(vec![
        (Occur::Must, terms(field, &candidates)),
        (Occur::Must, settled),
    ]);
    any_of(vec![certain, Box::new(candidates)])
}

/// Whether one of a document's intervals, both ends looked at together, lies within some days.
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
