//! The bonuses that the words of a query earn a story: for being exactly as typed, early in the body, in the name of a
//! person, and side by side.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::query::Query as TantivyQuery;
use tantivy::schema::Field;
use tantivy::{Score, Term};

use super::SearchError;
use super::compile::{Compiler, boosted};
use super::person::PersonQuery;
use super::rank::{
    Bonus, EARLY_BONUS, EXACT_BONUS, PAIR_BONUS, PERSON_BONUS, idf, is_common, most,
};
use super::repeated::distinct;
use super::word::{Typed, WordQuery, WordTerm};
use super::word_set::WordSet;
use crate::annotate::tokens::Words;
use crate::index::Archive;
use crate::query::{Pattern, Query, Text};
use crate::story::{ScoreWhy, TextField};

impl Compiler<'_> {
    /// How many stories there are, and how many have a term in their body.
    fn frequencies(&self, field: Field, word: &str) -> Result<(u64, u64), SearchError> {
        let Archive {
            searcher,
            all_stories,
            ..
        } = self.archive;
        let having = searcher.doc_freq(&Term::from_field_text(field, word))?;
        Ok((having, *all_stories))
    }

    /// The bonus of a word that a story has as typed; `None` if the part of the query is not a single word in any
    /// field.
    pub(super) fn typed(&self, text: &Text) -> Result<Option<Typed>, SearchError> {
        let Some(word) = single_word(text) else {
            return Ok(None);
        };
        let fields = self.archive.fields;
        let (having, all) = self.frequencies(fields.body_words, &word)?;
        let anywhere = [fields.body_words, fields.title_words];
        Ok((!is_common(having, all)).then(|| Typed {
            terms: anywhere
                .map(|field| Term::from_field_text(field, &word))
                .into(),
            bonus: EXACT_BONUS * idf(having, all),
        }))
    }

    /// The bonuses of each single word of a query, for occurring early and for being in the name of a person.
    pub(super) fn of_words(&mut self, parts: &[Query]) -> Result<Vec<Bonus>, SearchError> {
        let mut bonuses = Vec::new();
        for (place, (part, times)) in distinct(parts).into_iter().enumerate() {
            if let Query::Text(text) = part
                && self.typed(text)?.is_some()
            {
                let of_word = [self.early(text, times)?, self.person(text, times)?];
                bonuses.extend(of_word.into_iter().flatten().map(|bonus| Bonus {
                    needs: WordSet::at(place),
                    ..bonus
                }));
            }
        }
        Ok(bonuses)
    }

    fn early(&mut self, text: &Text, times: Score) -> Result<Option<Bonus>, SearchError> {
        let in_body = Text {
            field: Some(TextField::Body),
            pattern: text.pattern.clone(),
        };
        let wanted = self.lexicon.wanted(&in_body);
        let Some(mut terms) = self.terms(&wanted) else {
            return Ok(None);
        };
        for WordTerm { term, boost, .. } in &mut terms {
            let having = self.archive.searcher.doc_freq(term)?;
            *boost = times * EARLY_BONUS * idf(having, self.archive.all_stories);
        }
        Ok(Some(Bonus {
            words: Query::Text(text.clone()).to_string(),
            why: ScoreWhy::Early,
            most: terms.iter().map(|term| term.boost).fold(0.0, Score::max),
            found: Arc::new(WordQuery::early(terms)),
            needs: WordSet::default(),
        }))
    }

    fn person(&mut self, text: &Text, times: Score) -> Result<Option<Bonus>, SearchError> {
        let Some(word) = single_word(text) else {
            return Ok(None);
        };
        let fields = self.archive.fields;
        let name = Term::from_field_text(fields.person, &word);
        let named = self.archive.searcher.doc_freq(&name)?;
        let wanted = self.lexicon.wanted(text);
        let Some(texts) = self.terms(&wanted).filter(|_| named > 0) else {
            return Ok(None);
        };
        let (having, all) = self.frequencies(fields.body_words, &word)?;
        let most = times * PERSON_BONUS * idf(having, all);
        Ok(Some(Bonus {
            words: Query::Text(text.clone()).to_string(),
            why: ScoreWhy::Person,
            most,
            found: Arc::new(PersonQuery {
                name,
                texts,
                title: fields.title,
                most,
            }),
            needs: WordSet::default(),
        }))
    }

    /// The bonus of each two neighbouring words of a query for occurring side by side.
    pub(super) fn pairs(&mut self, parts: &[Query]) -> Result<Vec<Bonus>, SearchError> {
        let mut pairs = Vec::new();
        let mut seen = FxHashSet::default();
        let places = distinct(parts);
        let places = places.iter().take(WordSet::PLACES);
        let word_at = |part: &Query| {
            let place = places.clone().position(|(word, _)| *word == part);
            place.map(WordSet::at).unwrap_or_default()
        };
        for two in parts.windows(2) {
            let [one @ Query::Text(first), other @ Query::Text(second)] = two else {
                continue;
            };
            let (Some(first), Some(second)) = (single_word(first), single_word(second)) else {
                continue;
            };
            let together = format!("{first} {second}");
            if !seen.insert(together.clone()) {
                continue;
            }
            let body = self.archive.fields.body_words;
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
                let found = self.text(&wanted);
                let pair = self.bonus(together, ScoreWhy::Pair, found, PAIR_BONUS)?;
                pairs.push(Bonus {
                    needs: word_at(one).with(word_at(other)),
                    ..pair
                });
            }
        }
        Ok(pairs)
    }

    /// The bonus of hits that have some words.
    pub(super) fn bonus(
        &self,
        words: String,
        why: ScoreWhy,
        found: Box<dyn TantivyQuery>,
        boost: Score,
    ) -> Result<Bonus, SearchError> {
        let mut terms = Vec::new();
        found.query_terms(&mut |term, _| terms.push(term));
        let most = boost * most(self.archive, terms)?;
        Ok(Bonus {
            words,
            why,
            found: boosted(found, boost).into(),
            most,
            needs: WordSet::default(),
        })
    }
}

/// The folded word, if a part of a query is a single word that is looked for in title and body.
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
