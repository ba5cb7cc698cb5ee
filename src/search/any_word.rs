//! A query for any of some words, scored by the sum over the words that a document has.
//!
//! As one part of a larger query it is tantivy's union of the words, which advances document by document. As the whole
//! query, which is the usual case, all its documents are wanted: then they are scored a window at a time
//! ([`window`](super::window)), which takes less than half as long.

use tantivy::query::{
    BooleanQuery, EnableScoring, Explanation, Query as TantivyQuery, Scorer, Weight,
};
use tantivy::{DocId, Score, SegmentReader, Term};

use super::window::{Window, WordBlocks};
use super::word::{WordQuery, WordWeight};
use super::word_set::WordSet;

/// Finds the documents that have any of some words.
#[derive(Clone, Debug)]
pub(super) struct AnyWordQuery(pub(super) Vec<WordQuery>);

impl AnyWordQuery {
    /// The weights of the words, for scoring them a window at a time.
    pub(super) fn windows(&self, scoring: EnableScoring<'_>) -> tantivy::Result<AnyWordWindows> {
        let words = self.0.iter().map(|word| word.weighed(scoring));
        Ok(AnyWordWindows(words.collect::<tantivy::Result<_>>()?))
    }
}

impl TantivyQuery for AnyWordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let words = self.0.iter();
        let union = BooleanQuery::union(
            words
                .map(|word| -> Box<dyn TantivyQuery> { Box::new(word.clone()) })
                .collect(),
        );
        let union = union.weight(scoring)?;
        if !scoring.is_scoring_enabled() {
            return Ok(union);
        }
        Ok(Box::new(AnyWordWeight {
            windows: self.windows(scoring)?,
            union,
        }))
    }

    fn query_terms<'a>(&'a self, visit: &mut dyn FnMut(&'a Term, bool)) {
        for word in &self.0 {
            word.query_terms(visit);
        }
    }
}

/// Scores the documents that have any of some words, a window at a time.
pub(super) struct AnyWordWindows(Vec<WordWeight>);

impl AnyWordWindows {
    /// Calls `each` with every document of a segment that has any of the words, in order: with its score and the words
    /// that it has.
    pub(super) fn for_each(
        &self,
        reader: &SegmentReader,
        mut each: impl FnMut(DocId, Score, WordSet),
    ) -> tantivy::Result<()> {
        let words = self.0.iter().map(|word| word.blocks(reader));
        let mut words = words.collect::<tantivy::Result<Vec<_>>>()?;
        let mut window = Window::new();
        while let Some(first) = words.iter().filter_map(WordBlocks::next).min() {
            window.begin_at(first);
            for (place, word) in words.iter_mut().enumerate() {
                window.add(word, WordSet::at(place));
            }
            window.drain(&mut each);
        }
        Ok(())
    }
}

struct AnyWordWeight {
    windows: AnyWordWindows,
    union: Box<dyn Weight>,
}

impl Weight for AnyWordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.union.scorer(reader, boost)
    }

    fn for_each(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        let each = |document, score, _| callback(document, score);
        self.windows.for_each(reader, each)
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.union.explain(reader, document)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, TERMINATED, doc};

    use super::*;
    use crate::search::word::{Typed, WordTerm};

    #[test]
    fn windows_find_and_score_as_a_union_does() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
        // Some words are everywhere, some only in the last window, and one window has none.
        for number in 0..20_000_u32 {
            let words = [("port", 3), ("ports", 7), ("strike", 5), ("strike", 25)];
            let words = words.iter().filter(|(_, every)| number % every == 0);
            let mut words: Vec<&str> = words.map(|(word, _)| *word).collect();
            if (5000..15_000).contains(&number) {
                words.clear();
            }
            words.extend((number == 19_998).then_some("storm"));
            writer.add_document(doc!(body => words.join(" ")))?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let word = |forms: &[&str], typed: Option<&str>| {
            let term = |form: &str| Term::from_field_text(body, form);
            let terms = forms.iter().map(|form| WordTerm::anywhere(term(form), 1.5));
            WordQuery::new(terms.collect()).with_bonus(typed.map(|typed| Typed {
                terms: vec![term(typed), term("nowhere")],
                bonus: 0.25,
            }))
        };
        let any = AnyWordQuery(vec![
            word(&["port", "ports"], Some("ports")),
            word(&["strike"], None),
            word(&["storm", "nowhere"], Some("storm")),
        ]);
        let weight = any.weight(EnableScoring::enabled_from_searcher(&searcher))?;
        for reader in searcher.segment_readers() {
            let mut windows = Vec::new();
            weight.for_each(reader, &mut |document, score| {
                windows.push((document, score));
            })?;
            let mut union = weight.scorer(reader, 1.0)?;
            let mut one_by_one = Vec::new();
            while union.doc() != TERMINATED {
                one_by_one.push((union.doc(), union.score()));
                union.advance();
            }
            assert_eq!(windows.len(), one_by_one.len());
            for (window, one) in windows.into_iter().zip(one_by_one) {
                assert_eq!(window.0, one.0);
                assert!((window.1 - one.1).abs() < 1e-5, "{window:?} is not {one:?}");
            }
        }
        Ok(())
    }
}
