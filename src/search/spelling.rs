//! Finds the parts of a query that no story has, and suggests what may have been meant by words.
//!
//! Initials are suggested as stories write them. Otherwise the nearest word of the index is suggested: one edit away if
//! there is one, else two edits away if the word is long enough. Among equals it is the one with the highest document
//! frequency, and in a name one with which the name is found. The first letter is assumed to be right, as it usually is,
//! so that the walk over the dictionary skips nearly all of it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::collector::Count;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{SegmentReader, TantivyError, Term};

use super::bonus::single_word;
use super::compile::Compiler;
use super::{LocalSearch, SearchError};
use crate::annotate::name_markers::placeholder;
use crate::index::{Archive, Fields};
use crate::query::{NameFilter, Pattern, Query, Text, has_word};
use crate::story::Suggestion;

/// In a shorter word, one edit makes a different word.
const SHORTEST: usize = 4;
/// A longer list of what is missing is not read.
const MOST_UNKNOWN: usize = 10;
/// From this length on, a word two edits away may be meant.
const LONG: usize = 7;
/// A longer word in capitals is no initials.
const MOST_INITIALS: usize = 5;
/// How many words are tried in a name.
const MOST_TRIED: usize = 20;

/// The parts of a query that all hits must satisfy, or of which they must satisfy at least one.
fn alternatives(query: &Query) -> impl Iterator<Item = &Query> {
    let parts = match query {
        Query::And(parts) => parts,
        other => std::slice::from_ref(other),
    };
    parts.iter().flat_map(|part| match part {
        Query::Or(parts) => parts,
        other => std::slice::from_ref(other),
    })
}

/// What a part of a query needs stories to have, each by itself.
fn smallest(part: &Query) -> Vec<Query> {
    let each = |field, words: &str| {
        let words = words.split_whitespace();
        let words = words.filter(|word| has_word(word) && placeholder(word).is_none());
        let word = |word: &str| {
            let pattern = Pattern::Word(word.to_owned());
            Query::Text(Text { field, pattern })
        };
        words.map(word).collect()
    };
    match part {
        Query::Text(text) => match &text.pattern {
            Pattern::Phrase(words) | Pattern::Near { words, .. } => each(text.field, words),
            Pattern::Word(_) | Pattern::Prefix(_) | Pattern::Fuzzy { .. } => vec![part.clone()],
        },
        // A word that is in no story is in no name.
        Query::Name(filter) => each(None, &filter.name),
        Query::Fact(_) => vec![part.clone()],
        Query::All | Query::Date(_) | Query::Not(_) | Query::And(_) | Query::Or(_) => Vec::new(),
    }
}

/// Whether a hit may lack one of the words. Then the number of hits does not reveal that no story has a word.
pub(super) fn has_alternatives(query: &Query) -> bool {
    let is_or = |part: &Query| matches!(part, Query::Or(_));
    match query {
        Query::And(parts) => parts.iter().any(is_or),
        other => is_or(other),
    }
}

impl LocalSearch {
    /// The parts of a query that no story has, as typed and with their field, among those that all hits must have or of
    /// which one is enough: words, also those of phrases and names, prefixes and facts. At most [`MOST_UNKNOWN`].
    pub(super) fn unknown_words(
        &self,
        query: &Query,
        compiler: &mut Compiler<'_>,
    ) -> Result<Vec<String>, SearchError> {
        let mut unknown = Vec::new();
        for part in alternatives(query).flat_map(smallest) {
            let shown = match &part {
                Query::Text(Text {
                    field: None,
                    pattern: Pattern::Word(word),
                }) => word.clone(),
                part => part.to_string(),
            };
            if !unknown.contains(&shown) && self.is_unknown(&part, compiler)? {
                unknown.push(shown);
            }
            if unknown.len() == MOST_UNKNOWN {
                break;
            }
        }
        Ok(unknown)
    }

    /// Whether no story has a part of a query.
    fn is_unknown(&self, part: &Query, compiler: &mut Compiler<'_>) -> Result<bool, SearchError> {
        if let Query::Text(text) = part
            && self.is_known(text)?
        {
            return Ok(false);
        }
        let query = compiler.compile(part)?;
        Ok(self.archive().searcher.search(&*query, &Count)? == 0)
    }

    /// Whether some story certainly has a word as typed. This is cheaper than searching for it.
    fn is_known(&self, text: &Text) -> Result<bool, SearchError> {
        let Archive {
            searcher, fields, ..
        } = self.archive();
        let mut segments = searcher.segment_readers().iter();
        if segments.any(SegmentReader::has_deletes) {
            return Ok(false);
        }
        let Some(word) = single_word(text) else {
            return Ok(false);
        };
        let having = searcher.doc_freq(&Term::from_field_text(fields.body_words, &word))?;
        Ok(having > 0)
    }

    /// What may have been meant by words of a query that no story has.
    pub(super) fn suggestions(
        &self,
        words: &[String],
        query: &Query,
        compiler: &mut Compiler<'_>,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let mut suggestions = Vec::new();
        for word in words {
            let name = query.positive().find_map(|leaf| match leaf {
                Query::Name(filter) if filter.name.split_whitespace().any(|w| w == word) => {
                    Some(filter)
                }
                _ => None,
            });
            suggestions.extend(match name {
                Some(name) => self.suggested_name(word, name, compiler)?,
                None => match self.other_initials(word, compiler)? {
                    None => self.suggestion(word)?,
                    written => written,
                },
            });
        }
        Ok(suggestions)
    }

    /// What may have been meant by a word of a name: the nearest word with which the filter finds stories.
    fn suggested_name(
        &self,
        word: &str,
        name: &NameFilter,
        compiler: &mut Compiler<'_>,
    ) -> Result<Option<Suggestion>, SearchError> {
        let Fields {
            title_words: title,
            body_words: body,
            ..
        } = self.archive().fields;
        let text = Text {
            field: None,
            pattern: Pattern::Word(word.to_owned()),
        };
        let Some(folded) = single_word(&text) else {
            return Ok(None);
        };
        for edits in 1..=edits_in(&folded) {
            let near = self.words_near(&folded, edits, &[title, body])?;
            for instead in near.into_iter().take(MOST_TRIED) {
                let words = name.name.split_whitespace();
                let words = words.map(|w| if w == word { instead.as_str() } else { w });
                let filter = Query::Name(NameFilter {
                    name: words.collect::<Vec<_>>().join(" "),
                    ..name.clone()
                });
                let found = compiler.compile(&filter)?;
                let stories = self.archive().searcher.search(&*found, &Count)? as u64;
                if stories > 0 {
                    return Ok(Some(Suggestion {
                        word: word.to_owned(),
                        instead,
                        stories,
                    }));
                }
            }
        }
        Ok(None)
    }

    /// Initials as stories write them: `F.B.I.` for `FBI`, `FBI` for `F.B.I.`
    fn other_initials(
        &self,
        word: &str,
        compiler: &mut Compiler<'_>,
    ) -> Result<Option<Suggestion>, SearchError> {
        let Some(instead) = other_initials(word) else {
            return Ok(None);
        };
        let written = Query::Text(Text {
            field: None,
            pattern: Pattern::Word(instead.clone()),
        });
        let found = compiler.compile(&written)?;
        let stories = self.archive().searcher.search(&*found, &Count)? as u64;
        Ok((stories > 0).then(|| Suggestion {
            word: word.to_owned(),
            instead,
            stories,
        }))
    }

    fn suggestion(&self, word: &str) -> Result<Option<Suggestion>, SearchError> {
        let Fields {
            title_words: title,
            body_words: body,
            ..
        } = self.archive().fields;
        let (field, bare) = word.rsplit_once(':').unwrap_or(("", word));
        let fields = match field {
            "" => vec![title, body],
            "title" => vec![title],
            "body" => vec![body],
            _ => return Ok(None),
        };
        let any_field = Text {
            field: None,
            pattern: Pattern::Word(bare.to_owned()),
        };
        let Some(folded) = single_word(&any_field) else {
            return Ok(None);
        };
        // It may be spelled right, and only not be in its field.
        if self.having(&folded, &[title, body])? > 0 {
            return Ok(None);
        }
        for edits in 1..=edits_in(&folded) {
            for instead in self.words_near(&folded, edits, &fields)? {
                let stories = self.having(&instead, &fields)?;
                if stories > 0 {
                    let before = word.strip_suffix(bare).unwrap_or_default();
                    return Ok(Some(Suggestion {
                        word: word.to_owned(),
                        instead: format!("{before}{instead}"),
                        stories,
                    }));
                }
            }
        }
        Ok(None)
    }

    /// The words of these fields so many edits from a word, highest document frequency first.
    fn words_near(
        &self,
        word: &str,
        edits: u8,
        fields: &[Field],
    ) -> Result<Vec<String>, SearchError> {
        let archive = self.archive();
        // Only the word matters, not the field: one automaton serves all dictionaries.
        let word_in_text = Term::from_field_text(archive.fields.body_words, word);
        let alike = FuzzyTermQuery::new(word_in_text, edits, true).automaton()?;
        let (from, to) = beginning_alike(word);
        let mut near: BTreeMap<String, u64> = BTreeMap::new();
        for reader in archive.searcher.segment_readers() {
            for field in fields {
                let inverted = reader.inverted_index(*field)?;
                let matching = inverted.terms().search(&alike).ge(&from).lt(&to);
                let mut stream = matching.into_stream().map_err(TantivyError::from)?;
                while stream.advance() {
                    // Words that only deleted stories have are filtered out later.
                    if let Ok(word) = std::str::from_utf8(stream.key()) {
                        let stories = u64::from(stream.value().doc_freq);
                        *near.entry(word.to_owned()).or_default() += stories;
                    }
                }
            }
        }
        let mut near: Vec<(String, u64)> = near.into_iter().collect();
        near.sort_by_key(|(_, stories)| Reverse(*stories));
        Ok(near.into_iter().map(|(word, _)| word).collect())
    }

    /// How many stories have a folded word in one of these fields.
    fn having(&self, word: &str, fields: &[Field]) -> Result<u64, SearchError> {
        let either = fields
            .iter()
            .map(|field| super::compile::term(*field, word));
        let query = super::compile::any_of(either.collect());
        Ok(self.archive().searcher.search(&*query, &Count)? as u64)
    }
}

/// How many edits away from a folded word another may be that was meant.
fn edits_in(folded: &str) -> u8 {
    match folded.chars().count() {
        ..SHORTEST => 0,
        SHORTEST..LONG => 1,
        _ => 2,
    }
}

/// The same initials with points if there are none, or without; `None` if these are no initials.
fn other_initials(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let initials = letters.len() > 1 && letters.chars().all(|c| c.is_ascii_uppercase());
    let pointed = || letters.chars().flat_map(|c| [c, '.']).collect::<String>();
    if !initials || letters.len() > MOST_INITIALS {
        None
    } else if word == letters {
        Some(pointed())
    } else {
        let is_pointed = word == pointed() || format!("{word}.") == pointed();
        is_pointed.then_some(letters)
    }
}

/// The range of all words that begin with the first letter of this one, as bytes: its start, and its exclusive end.
fn beginning_alike(word: &str) -> (Vec<u8>, Vec<u8>) {
    let first: Vec<u8> = word.chars().take(1).collect::<String>().into_bytes();
    let mut beyond = first.clone();
    // In UTF-8 the last byte of a letter is never 255.
    if let Some(last) = beyond.last_mut() {
        *last += 1;
    }
    (first, beyond)
}

#[cfg(test)]
mod tests {
    use super::{beginning_alike, other_initials};

    #[test]
    fn initials_are_written_with_points_or_without() {
        for (word, other) in [("FBI", "F.B.I."), ("F.B.I.", "FBI"), ("U.N", "UN")] {
            assert_eq!(other_initials(word).as_deref(), Some(other));
        }
        for word in ["fbi", "A", "A.", "LONDON", "F.BI", "U.S.A.-led", ""] {
            assert_eq!(other_initials(word), None, "{word}");
        }
    }

    #[test]
    fn words_begin_alike_by_their_first_letter() {
        for (word, before, after) in [("breton", "azzz", "caaa"), ("état", "è", "êa")] {
            let (from, to) = beginning_alike(word);
            assert!(from.as_slice() <= word.as_bytes() && word.as_bytes() < to.as_slice());
            assert!(before.as_bytes() < from.as_slice() && after.as_bytes() >= to.as_slice());
        }
    }
}
