//! Restricts stems to stories of the languages that they come from.
//!
//! A query word has a stem in each language of the archive. English `sued` is stemmed to `su`, which must not match the
//! Spanish word `su`: so a stem is looked for only in stories of its own languages.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::BitOr;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query as TantivyQuery, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use crate::annotate::tokens::Stems;
use crate::index::{Archive, IndexError, NO_LANGUAGE};
use crate::story::Language;

/// A set of languages of an archive. All languages without a stemmer count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Languages(u32);

impl Languages {
    /// Every language.
    pub(crate) const ALL: Self = Self(u32::MAX);

    /// Whether the two sets have a language in common.
    pub(crate) fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    fn numbered(number: usize) -> Self {
        u32::try_from(number).map_or(Self::ALL, |number| Self(1 << (number % u32::BITS)))
    }
}

impl BitOr for Languages {
    type Output = Self;

    fn bitor(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

/// The languages of an archive, and the language of each document.
pub(crate) struct StoryLanguages {
    lang: Field,
    /// By number; `None` is every language without a stemmer.
    languages: Vec<Option<Language>>,
    /// The number of each document's language, by segment; read when first needed.
    segments: FxHashMap<SegmentId, OnceLock<Arc<[u8]>>>,
}

impl StoryLanguages {
    /// The languages of the stories of an archive.
    pub(crate) fn open(archive: &Archive) -> Result<Self, IndexError> {
        let lang = archive.fields.lang;
        let mut languages = BTreeSet::new();
        let mut segments = FxHashMap::default();
        for reader in archive.searcher.segment_readers() {
            segments.insert(reader.segment_id(), OnceLock::new());
            let inverted = reader.inverted_index(lang)?;
            let mut stream = inverted.terms().stream().map_err(TantivyError::from)?;
            while stream.advance() {
                languages.insert(stemmed(stream.key()));
            }
        }
        Ok(Self {
            lang,
            languages: languages.into_iter().collect(),
            segments,
        })
    }

    /// Each language, and its stemmer.
    pub(crate) fn stems(&self) -> Vec<(Languages, Stems)> {
        let numbered = self.languages.iter().enumerate();
        numbered
            .map(|(number, language)| (Languages::numbered(number), Stems::new(*language)))
            .collect()
    }

    /// The language of a story.
    pub(crate) fn language(&self, language: Option<Language>) -> Languages {
        let language = language.filter(|language| Stems::has_stemmer(*language));
        self.number(language)
            .map_or(Languages::ALL, Languages::numbered)
    }

    /// The filter for stories of some languages; `None` if these are all languages of the archive.
    pub(crate) fn only(self: &Arc<Self>, languages: Languages) -> Option<LanguageFilter> {
        let mut numbers = 0..self.languages.len();
        let are_all = numbers.all(|number| languages.meets(Languages::numbered(number)));
        (!are_all).then(|| LanguageFilter {
            story_languages: Arc::clone(self),
            languages,
        })
    }

    /// A query, restricted to stories of some languages.
    pub(super) fn found_in(
        self: &Arc<Self>,
        languages: Languages,
        found: Box<dyn TantivyQuery>,
    ) -> Box<dyn TantivyQuery> {
        let Some(only) = self.only(languages) else {
            return found;
        };
        Box::new(LanguageQuery {
            found: found.into(),
            only,
        })
    }

    fn number(&self, language: Option<Language>) -> Option<usize> {
        self.languages.iter().position(|known| *known == language)
    }

    fn in_segment(&self, reader: &SegmentReader) -> tantivy::Result<Arc<[u8]>> {
        let Some(known) = self.segments.get(&reader.segment_id()) else {
            return self.read(reader);
        };
        if let Some(numbers) = known.get() {
            return Ok(Arc::clone(numbers));
        }
        let numbers = self.read(reader)?;
        Ok(Arc::clone(known.get_or_init(|| numbers)))
    }

    /// Reads the language of each document. Most stories are in one language, so only the postings of the others are
    /// read.
    fn read(&self, reader: &SegmentReader) -> tantivy::Result<Arc<[u8]>> {
        let inverted = reader.inverted_index(self.lang)?;
        let mut stream = inverted.terms().stream()?;
        let mut codes = Vec::new();
        while let Some((code, info)) = stream.next() {
            let number = self.number(stemmed(code)).unwrap_or_default();
            codes.push((info.clone(), u8::try_from(number).unwrap_or_default()));
        }
        let most = codes.iter().max_by_key(|(info, _)| info.doc_freq);
        let most = most.map_or(0, |(_, number)| *number);
        let mut numbers = vec![most; usize::try_from(reader.max_doc()).unwrap_or_default()];
        for (info, number) in codes.iter().filter(|(_, number)| *number != most) {
            let mut postings =
                inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                if let Some(of) = numbers.get_mut(postings.doc() as usize) {
                    *of = *number;
                }
                postings.advance();
            }
        }
        Ok(numbers.into())
    }
}

/// The language with this code in the index, if it has a stemmer.
fn stemmed(code: &[u8]) -> Option<Language> {
    let code = std::str::from_utf8(code).unwrap_or(NO_LANGUAGE);
    let language = Language::from_tag(code).filter(|_| code != NO_LANGUAGE);
    language.filter(|language| Stems::has_stemmer(*language))
}

/// A filter for the stories of some languages.
#[derive(Clone)]
pub(crate) struct LanguageFilter {
    story_languages: Arc<StoryLanguages>,
    languages: Languages,
}

impl LanguageFilter {
    /// The same for one segment.
    pub(super) fn among(&self, reader: &SegmentReader) -> tantivy::Result<SegmentLanguageFilter> {
        Ok(SegmentLanguageFilter {
            numbers: self.story_languages.in_segment(reader)?,
            languages: self.languages,
        })
    }
}

impl fmt::Debug for LanguageFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.languages)
    }
}

/// The documents of a segment that are in some languages.
pub(super) struct SegmentLanguageFilter {
    numbers: Arc<[u8]>,
    languages: Languages,
}

impl SegmentLanguageFilter {
    pub(super) fn has(&self, document: DocId) -> bool {
        let number = self.numbers.get(document as usize).copied();
        number.is_none_or(|number| self.languages.meets(Languages::numbered(number.into())))
    }

    /// Advances to the first document that is one of them, or to the end.
    pub(super) fn skip_others(&self, documents: &mut impl DocSet) -> DocId {
        while documents.doc() != TERMINATED && !self.has(documents.doc()) {
            documents.advance();
        }
        documents.doc()
    }
}

#[derive(Clone, Debug)]
struct LanguageQuery {
    found: Arc<dyn TantivyQuery>,
    only: LanguageFilter,
}

impl TantivyQuery for LanguageQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(LanguageWeight {
            found: self.found.weight(scoring)?,
            only: self.only.clone(),
        }))
    }

    fn query_terms<'a>(&'a self, visit: &mut dyn FnMut(&'a Term, bool)) {
        self.found.query_terms(visit);
    }
}

struct LanguageWeight {
    found: Box<dyn Weight>,
    only: LanguageFilter,
}

impl Weight for LanguageWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut found = self.found.scorer(reader, boost)?;
        let among = self.only.among(reader)?;
        among.skip_others(&mut found);
        Ok(Box::new(LanguageScorer { found, among }))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        if self.only.among(reader)?.has(document) {
            return self.found.explain(reader, document);
        }
        let error = format!("document {document} is in another language");
        Err(TantivyError::InvalidArgument(error))
    }
}

struct LanguageScorer {
    found: Box<dyn Scorer>,
    among: SegmentLanguageFilter,
}

impl DocSet for LanguageScorer {
    fn advance(&mut self) -> DocId {
        self.found.advance();
        self.among.skip_others(&mut self.found)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.found.seek(target);
        self.among.skip_others(&mut self.found)
    }

    fn doc(&self) -> DocId {
        self.found.doc()
    }

    fn size_hint(&self) -> u32 {
        self.found.size_hint()
    }

    fn cost(&self) -> u64 {
        self.found.cost()
    }
}

impl Scorer for LanguageScorer {
    fn score(&mut self) -> Score {
        self.found.score()
    }
}
