//! Says which parts of a query a story satisfies.
//!
//! Each part is compiled as for a search, and matched against the one story. The verdict on a part that has parts
//! follows from theirs; `tests/search_model.rs` compares the verdict on the whole query with what a search finds.

use tantivy::query::EnableScoring;
use tantivy::{DocAddress, Term};

use super::explain::score_of;

use super::compile::Compiler;
use super::query_terms::Lexicon;
use super::{LocalSearch, SearchError};
use crate::index::StoredStory;
use crate::query::{Query, Verdict};

impl LocalSearch {
    /// For each story of an id, in order of file, which parts of a query it satisfies.
    pub fn why_not(
        &self,
        id: &str,
        query: &Query,
    ) -> Result<Vec<(StoredStory, Verdict)>, SearchError> {
        let archive = self.archive();
        let mut compiler = Compiler {
            archive,
            lexicon: &mut Lexicon::new(self.story_languages()),
        };
        let mut judged = Vec::new();
        let id = Term::from_field_text(archive.fields.id, id);
        for address in archive.documents_with(&id)? {
            if let Some(story) = self.story(address)? {
                judged.push((story, compiler.evaluate(query, address)?));
            }
        }
        judged.sort_by(|(a, _), (b, _)| a.annotated.story.file.cmp(&b.annotated.story.file));
        Ok(judged)
    }
}

impl Compiler<'_> {
    fn evaluate(&mut self, query: &Query, story: DocAddress) -> Result<Verdict, SearchError> {
        let (holds, parts) = match query {
            Query::And(parts) => {
                let parts = self.evaluate_each(parts, story)?;
                (parts.iter().all(|part| part.holds), parts)
            }
            Query::Or(parts) => {
                let parts = self.evaluate_each(parts, story)?;
                (parts.iter().any(|part| part.holds), parts)
            }
            Query::Not(part) => {
                let part = self.evaluate(part, story)?;
                // An excluded part is listed by itself only if it has parts of its own.
                let parts = if part.parts.is_empty() {
                    Vec::new()
                } else {
                    vec![part.clone()]
                };
                (!part.holds, parts)
            }
            Query::All | Query::Text(_) | Query::Name(_) | Query::Date(_) | Query::Fact(_) => {
                (self.finds(query, story)?, Vec::new())
            }
        };
        Ok(Verdict {
            clause: query.clone(),
            holds,
            parts,
        })
    }

    fn evaluate_each(
        &mut self,
        parts: &[Query],
        story: DocAddress,
    ) -> Result<Vec<Verdict>, SearchError> {
        parts
            .iter()
            .map(|part| self.evaluate(part, story))
            .collect()
    }

    /// Whether a query finds a document.
    fn finds(&mut self, query: &Query, story: DocAddress) -> Result<bool, SearchError> {
        let searcher = &self.archive.searcher;
        let weight = self
            .compile(query)?
            .weight(EnableScoring::disabled_from_searcher(searcher))?;
        let reader = searcher.segment_reader(story.segment_ord);
        Ok(score_of(&*weight, reader, story.doc_id)?.is_some())
    }
}
