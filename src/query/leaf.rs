//! Builds the smallest queries, from one word or quotation and its field.

use jiff::civil::Date;

use super::marker::{is_marker, with_markers_apart};
use super::{
    Axis, DateFilter, DateRange, Fact, FactField, Field, NameFilter, Pattern, Problem, Query,
    Relation, Text, glob, range,
};
use crate::annotate::name_markers::placeholder;
use crate::annotate::places::country;
use crate::annotate::tokens::{Words, is_unspaced};
use crate::story::{Kind, Language, TextField};

pub(super) fn word(text: &str, field: Option<Field>, today: Date) -> Result<Query, Problem> {
    match field {
        None if text == "*" => Ok(Query::All),
        None | Some(Field::Text(_)) if is_marker(text) => Err(Problem::MarkerNotHere {
            found: text.to_owned(),
        }),
        None => Ok(words(None, pattern(text)?)),
        Some(Field::Text(field)) => Ok(words(Some(field), pattern(text)?)),
        Some(field @ Field::Name(kind)) => name(kind, whole(text, field)?),
        Some(Field::Date(axis, relation)) => time(axis, relation, text, today),
        Some(Field::Fact(fact @ (FactField::Lang | FactField::Path))) => fact_query(fact, text),
        Some(field @ Field::Fact(fact)) => fact_query(fact, whole(text, field)?),
    }
}

/// The query for a quotation; `tail` is what directly follows the closing quote.
pub(super) fn quoted(
    text: &str,
    tail: &str,
    field: Option<Field>,
    today: Date,
) -> Result<Query, Problem> {
    match field {
        None => Ok(words(None, phrase(text, tail)?)),
        Some(Field::Text(field)) => {
            let phrase = phrase(text, tail)?;
            if field == TextField::Byline && has_markers(&phrase) {
                let found = format!("\"{text}\"");
                return Err(Problem::MarkerNotHere { found });
            }
            Ok(words(Some(field), phrase))
        }
        Some(field) if !tail.is_empty() => Err(Problem::NotWhole {
            field,
            found: format!("\"{text}\"{tail}"),
        }),
        Some(Field::Name(kind)) => name(kind, text),
        Some(Field::Date(axis, relation)) => time(axis, relation, text, today),
        Some(Field::Fact(fact)) => fact_query(fact, text),
    }
}

pub(super) fn words(field: Option<TextField>, pattern: Pattern) -> Query {
    Query::Text(Text { field, pattern })
}

/// Reads the `*` or `~1` that a word may end in.
pub(super) fn pattern(text: &str) -> Result<Pattern, Problem> {
    let found = || text.to_owned();
    match text.strip_suffix('*') {
        // It finds the words that begin with it in any case.
        Some(stem) if is_unspaced(stem) && has_word(stem) => {
            return Ok(Pattern::Word(stem.to_owned()));
        }
        Some(stem) if !stem.contains('*') => {
            return Ok(Pattern::Prefix(require_one_word(stem, found)?.to_owned()));
        }
        None if !text.contains('*') => {}
        _ => return Err(Problem::StarInside { found: found() }),
    }
    let numbered = |edits: &str| edits.chars().all(|c| c.is_ascii_digit() || c == '.');
    match text.rsplit_once('~').filter(|(_, edits)| numbered(edits)) {
        None => Ok(Pattern::Word(require_word(text, found)?.to_owned())),
        Some(("", _)) => Err(Problem::LoneTilde { found: found() }),
        Some((word, edits)) => {
            let word = require_one_word(word, found)?.to_owned();
            let edits = match edits {
                "" | "1" => 1,
                "2" => 2,
                _ => return Err(Problem::BadEdits { found: found() }),
            };
            Ok(Pattern::Fuzzy { word, edits })
        }
    }
}

/// Whether there is anything in `text` that a story's words could match.
pub(crate) fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The limit on names in a phrase. Each may have up to six lengths, so the number of phrases to look for is six to this
/// power.
const MOST_NAMES: usize = 4;

fn phrase(text: &str, tail: &str) -> Result<Pattern, Problem> {
    let words = require_word(text, || format!("\"{text}\""))?;
    if let Some(found) = words.split_whitespace().find(|word| has_sign(word)) {
        let found = found.to_owned();
        return Err(Problem::SignInPhrase { found });
    }
    let words = with_markers_apart(words)?;
    let names = words
        .split_whitespace()
        .filter(|word| placeholder(word).is_some());
    match tail.strip_prefix('~').map(distance) {
        None if tail.is_empty() && names.count() > MOST_NAMES => {
            Err(Problem::TooManyNames { most: MOST_NAMES })
        }
        None if tail.is_empty() => Ok(Pattern::Phrase(words)),
        Some(Some(distance)) => Ok(Pattern::Near { words, distance }),
        _ => Err(Problem::BadDistance {
            found: format!("\"{text}\"{tail}"),
        }),
    }
}

/// Whether a word of a quotation has the `*` or `~1` of a word outside of quotes, perhaps with punctuation after it. In
/// `f**k` and `/~ann` there is none.
pub(super) fn has_sign(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '*' && c != '~');
    let (before, sign) = match word.trim_end_matches(|c: char| c.is_ascii_digit()) {
        before if before.ends_with('~') => (before, '~'),
        _ => (word, '*'),
    };
    let before = before.strip_suffix(sign);
    before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
}

fn has_markers(phrase: &Pattern) -> bool {
    let (Pattern::Phrase(words) | Pattern::Near { words, .. }) = phrase else {
        return false;
    };
    words
        .split_whitespace()
        .any(|word| placeholder(word).is_some())
}

/// How far apart words may be. A number too large to count with is as good as the largest.
fn distance(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u32::MAX))
}

fn require_word(text: &str, found: impl FnOnce() -> String) -> Result<&str, Problem> {
    if has_word(text) {
        Ok(text)
    } else {
        Err(Problem::NoWord { found: found() })
    }
}

/// Requires what a story has as one word: `anti-terror` is two.
fn require_one_word(text: &str, found: impl Fn() -> String) -> Result<&str, Problem> {
    let text = require_word(text, &found)?;
    let mut words = Words::new(text);
    words.advance();
    if words.advance() {
        Err(Problem::SeveralWords { found: found() })
    } else {
        Ok(text)
    }
}

fn whole(text: &str, field: Field) -> Result<&str, Problem> {
    match pattern(text) {
        Ok(Pattern::Word(_)) => Ok(text),
        Ok(_) | Err(Problem::SeveralWords { .. }) => Err(Problem::NotWhole {
            field,
            found: text.to_owned(),
        }),
        Err(problem) => Err(problem),
    }
}

fn name(kind: Option<Kind>, text: &str) -> Result<Query, Problem> {
    let name = require_word(text, || format!("\"{text}\""))?.to_owned();
    Ok(Query::Name(NameFilter { kind, name }))
}

fn time(axis: Axis, relation: Relation, text: &str, today: Date) -> Result<Query, Problem> {
    let range = range(text, today)?;
    if relation == Relation::Overlaps && !matches!(range, DateRange::Days { .. }) {
        let found = text.to_owned();
        return Err(Problem::NotDays { found });
    }
    Ok(Query::Date(DateFilter {
        axis,
        relation,
        range,
    }))
}

/// The query for stories with this value in a field of exact values.
///
/// # Errors
/// Where the field cannot have such a value.
pub fn fact_query(field: FactField, text: &str) -> Result<Query, Problem> {
    let value = match field {
        FactField::Lang => Language::from_tag(text)
            .ok_or_else(|| Problem::UnknownLanguage {
                found: text.to_owned(),
            })?
            .to_string(),
        FactField::Country => country(text)
            .ok_or_else(|| Problem::UnknownCountry {
                found: text.to_owned(),
            })?
            .to_string(),
        _ if text.trim().is_empty() => {
            let field = Field::Fact(field);
            return Err(Problem::NoValue { field });
        }
        FactField::Path => {
            glob(text)
                .map(|_| text.to_owned())
                .map_err(|error| Problem::NoGlob {
                    found: text.to_owned(),
                    why: error.kind().to_string(),
                })?
        }
        _ => text.to_owned(),
    };
    Ok(Query::Fact(Fact { field, value }))
}
