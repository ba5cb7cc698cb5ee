//! Writes a query as text.
//!
//! The text of a query in normal form parses to the same query if all words must match ([`Matching::All`]). A word that
//! could not have been typed bare (`-x`, `OR`) is put in quotes, which mean the same; a quote among the words is
//! doubled, and control characters become spaces, so the text can be shown anywhere.
//!
//! [`Matching::All`]: super::Matching::All

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use jiff::civil::Date;

use super::lex::{Lexeme, Token, lex};
use super::marker::is_marker;
use super::{
    DateFilter, DateRange, Fact, FactField, Field, NameFilter, Pattern, Query, Text, leaf,
};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::And(children) => joined(children, " ", f),
            Self::Or(children) => joined(children, " OR ", f),
            Self::Not(inner) => {
                f.write_str("-")?;
                inside(inner, f)
            }
            Self::Text(text) => text.fmt(f),
            Self::Name(name) => name.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Fact(fact) => fact.fmt(f),
        }
    }
}

fn joined(children: &[Query], between: &str, f: &mut Formatter<'_>) -> fmt::Result {
    for (nth, child) in children.iter().enumerate() {
        if nth > 0 {
            f.write_str(between)?;
        }
        inside(child, f)?;
    }
    Ok(())
}

/// A part of a larger query, in parentheses if it has parts itself, even if precedence does not need them.
fn inside(query: &Query, f: &mut Formatter<'_>) -> fmt::Result {
    match query {
        Query::And(_) | Query::Or(_) => write!(f, "({query})"),
        _ => query.fmt(f),
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{}:", Field::Text(field))?;
        }
        self.pattern.fmt(f)
    }
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) if can_stand_bare(word) => f.write_str(word),
            Self::Word(word) => quoted(&without_signs(word), f),
            Self::Phrase(words) => quoted(words, f),
            Self::Prefix(word) => write!(f, "{word}*"),
            Self::Fuzzy { word, edits } => write!(f, "{word}~{edits}"),
            Self::Near { words, distance } => {
                quoted(words, f)?;
                write!(f, "~{distance}")
            }
        }
    }
}

impl Display for NameFilter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", Field::Name(self.kind))?;
        value(&self.name, "", f)
    }
}

impl Display for Fact {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let signs = match self.field {
            FactField::Path => "*?/\\",
            FactField::Source | FactField::Section | FactField::Lang | FactField::Country => "",
        };
        write!(f, "{}:", Field::Fact(self.field))?;
        value(&self.value, signs, f)
    }
}

impl Display for DateFilter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}",
            Field::Date(self.axis, self.relation),
            self.range
        )
    }
}

impl Display for DateRange {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::None => f.write_str("none"),
            Self::DayOfYear { month, day } => write!(f, "{month:02}-{day:02}"),
            Self::Days { first, last } => {
                let unit = Unit::of(first, last);
                let name = |day: Option<Date>| day.map(|day| unit.name(day)).unwrap_or_default();
                match (name(first), name(last)) {
                    (first, last) if first == last => f.write_str(&first),
                    (first, last) => write!(f, "{first}..{last}"),
                }
            }
        }
    }
}

/// The longest unit that a range is made of whole.
#[derive(Clone, Copy)]
enum Unit {
    Year,
    Month,
    Day,
}

impl Unit {
    fn of(first: Option<Date>, last: Option<Date>) -> Self {
        let whole = |begins: fn(Date) -> Date, ends: fn(Date) -> Date| {
            first.is_none_or(|day| day == begins(day)) && last.is_none_or(|day| day == ends(day))
        };
        if whole(Date::first_of_year, Date::last_of_year) {
            Self::Year
        } else if whole(Date::first_of_month, Date::last_of_month) {
            Self::Month
        } else {
            Self::Day
        }
    }

    fn name(self, day: Date) -> String {
        match self {
            Self::Year => format!("{:04}", day.year()),
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Day => day.to_string(),
        }
    }
}

/// A name or a fact; `signs` need no quotes.
fn value(text: &str, signs: &str, f: &mut Formatter<'_>) -> fmt::Result {
    let plain = |c: char| c.is_alphanumeric() || "._".contains(c) || signs.contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        f.write_str(text)
    } else {
        quoted(text, f)
    }
}

fn can_stand_bare(word: &str) -> bool {
    let alone = matches!(
        lex(word).as_deref(),
        Ok([Lexeme { token: Token::Word(whole), .. }]) if *whole == word
    );
    alone && !is_marker(word) && matches!(leaf::pattern(word), Ok(Pattern::Word(_)))
}

/// A word that was typed with `--plain`, without signs that mean something in quotes.
fn without_signs(word: &str) -> Cow<'_, str> {
    if leaf::has_sign(word) || word.contains('@') {
        Cow::Owned(word.replace(['*', '~', '@'], " ").trim().to_owned())
    } else {
        Cow::Borrowed(word)
    }
}

fn quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    let text = text.replace('"', "\"\"").replace(char::is_control, " ");
    write!(f, "\"{text}\"")
}
