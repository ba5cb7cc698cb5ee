//! What can be wrong with a query, where, and what to type instead.

use std::ops::Range;

use thiserror::Error;

use super::query_span::{QuerySpan, Shown};
use super::{Field, RangeError};
use crate::story::Language;

/// The first thing that is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{problem} at column {}", place.column)]
pub struct QueryError {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: QuerySpan,
}

/// What can be wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// A word is needed, but there is an operator, a `)` or the end of the query.
    #[error("expected a word, `-` or `(`, found {}", Shown(found))]
    NoTerm {
        /// What is there instead; empty at the end of the text.
        found: String,
    },
    /// A `(` without its `)`.
    #[error("`(` is never closed")]
    Unclosed,
    /// A `)` without its `(`.
    #[error("`)` was never opened")]
    Unopened,
    /// Parentheses in parentheses, too many.
    #[error("parentheses more than {deepest} deep")]
    TooDeep {
        /// How many are allowed.
        deepest: usize,
    },
    /// A quote that no other closes.
    #[error("quote `{opener}` is never closed")]
    UnclosedQuote {
        /// The quote.
        opener: char,
    },
    /// Signs alone, with or without quotes.
    #[error("expected a letter or a digit, found {}", Shown(found))]
    NoWord {
        /// What was typed.
        found: String,
    },
    /// A `*` before the end of a word.
    #[error("`*` must be at the end of a word, found {}", Shown(found))]
    StarInside {
        /// The word.
        found: String,
    },
    /// A `*` or `~` after what a story has as several words.
    #[error("expected a single word before `*` or `~`, found {}", Shown(found))]
    SeveralWords {
        /// What was typed.
        found: String,
    },
    /// A `~` after no word.
    #[error("expected a word right before `~`, found {}", Shown(found))]
    LoneTilde {
        /// What was typed.
        found: String,
    },
    /// A `~` and something that is neither 1 nor 2.
    #[error("expected `~1` or `~2` after the word, found {}", Shown(found))]
    BadEdits {
        /// The word.
        found: String,
    },
    /// A `*`, or a `~` without a number, right after a phrase.
    #[error("expected `~` and a number after the phrase, found {}", Shown(found))]
    BadDistance {
        /// The phrase and the sign.
        found: String,
    },
    /// A `*` or `~` after a word in a phrase.
    #[error("a word in quotes takes no `*` or `~`, found {}", Shown(found))]
    SignInPhrase {
        /// The word and the sign.
        found: String,
    },
    /// An `@` before a word of a phrase that is no kind of name.
    #[error("unknown kind of name {}", Shown(found))]
    UnknownMarker {
        /// The `@` and the word.
        found: String,
    },
    /// `@person` where it cannot stand for a name.
    #[error(
        "`@` stands for names in quotes only, and not in bylines, found {}",
        Shown(found)
    )]
    MarkerNotHere {
        /// What was typed.
        found: String,
    },
    /// Names of any kind in a phrase, too many.
    #[error("more than {most} names in a phrase")]
    TooManyNames {
        /// How many are allowed.
        most: usize,
    },
    /// A word and a colon, and no field is called so.
    #[error("unknown field {}", Shown(name))]
    UnknownField {
        /// The word.
        name: String,
    },
    /// A field with nothing right after its colon.
    #[error("`{field}:` has no value")]
    NoValue {
        /// The field.
        field: Field,
    },
    /// A sign after the colon.
    #[error("expected a value after `{field}:`, found {}", Shown(found))]
    NotAValue {
        /// The field.
        field: Field,
        /// The sign.
        found: String,
    },
    /// A `*` or `~` in a field that takes only whole words.
    #[error("`{field}:` takes whole words only, found {}", Shown(found))]
    NotWhole {
        /// The field.
        field: Field,
        /// The word.
        found: String,
    },
    /// Not a language code.
    #[error("unknown language {}", Shown(found))]
    UnknownLanguage {
        /// What was typed.
        found: String,
    },
    /// Neither the code nor the name of a country.
    #[error("unknown country {}", Shown(found))]
    UnknownCountry {
        /// What was typed.
        found: String,
    },
    /// No pattern of files.
    #[error("invalid file pattern {}: {why}", Shown(found))]
    NoGlob {
        /// What was typed.
        found: String,
        /// What is wrong with it.
        why: String,
    },
    /// `overlaps:none`, `overlaps:07-13`: no day of a known year that could be shared.
    #[error("`overlaps:` takes days with a year, found {}", Shown(found))]
    NotDays {
        /// What was typed.
        found: String,
    },
    /// The days of a date filter cannot be read.
    #[error(transparent)]
    Range(#[from] RangeError),
}

impl QueryError {
    /// The whole message: what is wrong, the query with a mark under the place, and a hint.
    ///
    /// ```
    /// # use dateline::query::{Matching, Reading, parse};
    /// # let reading = Reading { today: jiff::civil::date(2024, 7, 17), matching: Matching::All };
    /// let text = "storm (coast";
    /// let error = parse(text, &reading).unwrap_err();
    /// assert_eq!(
    ///     error.report(text),
    ///     "`(` is never closed at column 7\n  storm (coast\n        ^\nhint: close it with `)`, or remove it"
    /// );
    /// ```
    pub fn report(&self, text: &str) -> String {
        format!(
            "{self}\n{}\nhint: {}",
            self.place.marked(text, usize::MAX),
            self.problem.hint()
        )
    }
}

impl Problem {
    pub(super) fn at(self, text: &str, range: Range<usize>) -> QueryError {
        let place = QuerySpan::new(text, range);
        QueryError {
            problem: self,
            place,
        }
    }

    /// What to type instead.
    pub fn hint(&self) -> String {
        let hint = match self {
            Self::NoTerm { found, .. } if found.is_empty() || found == ")" => {
                "add a word there, or remove what needs one"
            }
            Self::NoTerm { found, .. } => {
                return format!("to search for the word itself, write `\"{found}\"`");
            }
            Self::Unclosed => "close it with `)`, or remove it",
            Self::Unopened => "open it with `(`, or remove it",
            Self::TooDeep { .. } => "remove those that are not needed: `a (b c)` is `a b c`",
            Self::UnclosedQuote { .. } => "add the closing quote, or remove this one",
            Self::NoWord { found } if found == "-" => {
                "write the `-` right before the word it excludes, without a space"
            }
            Self::NoWord { .. } => "punctuation alone cannot be searched for: leave it out",
            Self::StarInside { .. } => {
                "to search for the words without the sign, put them in quotes"
            }
            Self::SeveralWords { .. } => {
                "hyphens, apostrophes and other signs separate words: leave the sign out, or search for the last word alone"
            }
            Self::LoneTilde { .. } => {
                "write `word~1` for a spelling, `\"two words\"~5` for words near each other"
            }
            Self::BadEdits { .. } => "a word may differ by one or two letters",
            Self::BadDistance { .. } => {
                "write `\"two words\"~5` for words near each other; a phrase takes no `*`"
            }
            Self::SignInPhrase { .. } => {
                "write the word outside of the quotes, beside them, or leave the sign out"
            }
            Self::UnknownMarker { .. } => {
                "`@person`, `@org` and `@place` stand for names; to search for the word itself, leave out the `@`"
            }
            Self::MarkerNotHere { .. } => {
                "write `\"attack @person\"~5` for a name near a word; to search for the word itself, leave out the `@`"
            }
            Self::TooManyNames { .. } => {
                "near each other there may be more: `\"@person @person @person @person @person\"~30`"
            }
            Self::UnknownField { name } => return unknown_field(name),
            Self::NoValue { field } => {
                return format!("put it right after the colon: `{field}:value`");
            }
            Self::NotAValue { field, found } if found == "-" => {
                return format!("to exclude, put the `-` first: `-{field}:value`");
            }
            Self::NotAValue { .. } => "put the value in quotes",
            Self::NotWhole { .. } => "leave out the `*` or `~`; in quotes it stands for itself",
            Self::UnknownLanguage { found } => match Language::from_english_name(found) {
                Some(language) => return format!("did you mean `{language}`?"),
                None => {
                    "write its code of two or three letters, such as `en` or `de`; `und` finds stories of unknown language"
                }
            },
            Self::UnknownCountry { .. } => {
                "write its ISO 3166 code or its name, such as `DE` or `Germany`; for towns and regions use `place:`"
            }
            Self::NoGlob { .. } => {
                "`*` stands for any characters, `?` for one, `[ab]` for one of these; write `[[]` for a `[`"
            }
            Self::NotDays { .. } => {
                "`about:none` finds stories that mention no day, `about:07-13` that day of any year"
            }
            Self::Range(error) => return error.hint(),
        };
        hint.to_owned()
    }
}

fn unknown_field(name: &str) -> String {
    let quote = "if the colon belongs to the text, put it all in quotes";
    if let Some(field) = Field::meant_by(name) {
        return format!("did you mean `{field}:`? {quote}");
    }
    let names = Field::ALL.map(|field| format!("`{field}`")).join(", ");
    format!("{quote}; the fields are {names}")
}
