//! Reads time expressions and resolves them against the day the story was published.
//!
//! 1. `lex` splits the text into words and numbers; a `lexicon` knows the words that matter.
//! 2. `grammar` holds the expressions of a language as tries, read from `languages/*.txt`; `matching` finds the longest
//!    one at each position.
//! 3. `resolve` turns an expression into a `value`, counted from the day of publication or from the last date
//!    mentioned.
//! 4. `timex3` writes values and reads them back.
//!
//! Nothing here asks what day it is today: a story means the same whenever it is indexed.

mod anchors;
mod arithmetic;
mod dateline;
mod day_order;
mod dispatch;
mod first_sets;
mod grammar;
mod guard;
mod history;
mod holiday;
mod language;
mod lex;
mod lexicon;
mod matching;
mod meaning;
mod named;
mod narrative;
mod number;
mod numeral;
mod pattern;
mod reading;
mod relative;
mod resolve;
mod shared_slots;
mod slots;
mod tense;
mod timex3;
mod token_code;
mod value;
mod verb;
mod word_classes;
mod words;

use jiff::civil::Date;

use self::grammar::Meaning;
use self::matching::{Match, Memo};
use self::reading::Reading;
use self::resolve::Resolver;
use crate::story::{Interval, Language, Span, Timex, TimexType};

/// Finds every time expression of `text`; in order, disjoint.
///
/// Relative expressions count from `published` where that is a single day (or vaguer, but no vaguer than they are); else they keep
/// a value with unknown parts. A language that has no grammar here gets dates in digits only.
///
/// ```
/// use dateline::annotate::dates;
/// use dateline::story::{Interval, Language};
/// use jiff::civil::date;
/// let published = Interval::day(date(2019, 3, 1));
/// let found = dates::mentions("He left yesterday.", Some(Language::English), Some(published));
/// assert_eq!(found[0].value, "2019-02-28");
/// assert_eq!(found[0].interval, Some(Interval::day(date(2019, 2, 28))));
/// ```
pub fn mentions(text: &str, language: Option<Language>, published: Option<Interval>) -> Vec<Timex> {
    let Some(grammar) = language::grammar(language) else {
        return Vec::new();
    };
    let tokens = lex::tokens(text, &grammar.lexicon);
    let reading = Reading {
        text,
        tokens: &tokens,
        grammar,
        is_date: false,
    };
    let matches = matches(&reading);
    let history = history::era(&matches, published);
    let mut resolver = Resolver::new(reading, published, history);
    let mut found = Vec::with_capacity(matches.len());
    for one in &matches {
        resolver.begin(&one.parts);
        for part in &one.parts {
            let Some((class, value)) = resolver.resolve(one.meaning, part) else {
                continue;
            };
            let Some(span) = span(&reading, part.start, part.end) else {
                continue;
            };
            found.push(Timex {
                span,
                class,
                value: value.to_string(),
                interval: match class {
                    TimexType::Date | TimexType::Time => value.interval(),
                    TimexType::Duration | TimexType::Set => None,
                },
            });
        }
    }
    found
}

/// Reads the whole of `text` as one date expression of a query ("yesterday", "last week", "july 2024", "the 1990s", "Q3 2024",
/// "last summer"), counted from `today`; `None` where it is not one that fixes days.
///
/// ```
/// use dateline::annotate::dates;
/// use dateline::story::Language;
/// use jiff::civil::date;
/// let today = date(2024, 8, 12);
/// let days = |text| dates::expression(text, Language::English, today).unwrap().to_string();
/// assert_eq!(days("yesterday"), "2024-08-11");
/// assert_eq!(days("last week"), "2024-08-05..2024-08-11");
/// assert_eq!(days("the past three days"), "2024-08-10..2024-08-12");
/// assert_eq!(dates::expression("the day of the jackal", Language::English, today), None);
/// ```
pub fn expression(text: &str, language: Language, today: Date) -> Option<Interval> {
    let grammar = language::grammar(Some(language))?;
    let tokens = lex::tokens(text, &grammar.lexicon);
    let reading = Reading {
        text,
        tokens: &tokens,
        grammar,
        is_date: true,
    };
    let whole = reading.longest(0, &mut Memo::default())?;
    let covers = whole.end == tokens.len() && whole.parts.first()?.start == 0;
    if !covers {
        return None;
    }
    let mut resolver = Resolver::new(reading, Some(Interval::day(today)), None);
    let mut days = whole.parts.iter().map(|part| match whole.meaning {
        Meaning::Duration => meaning::stretch(&part.slots, today),
        meaning => resolver.resolve(meaning, part)?.1.interval(),
    });
    let first = days.next()??;
    match days.next_back() {
        None => Some(first),
        Some(last) => Interval::new(first.first(), last?.last()),
    }
}

/// The days that a TIMEX3 value fixes.
///
/// ```
/// use dateline::annotate::dates;
/// assert_eq!(dates::interval("2024-W29").unwrap().to_string(), "2024-07-15..2024-07-21");
/// assert_eq!(dates::interval("199").unwrap().to_string(), "1990-01-01..1999-12-31");
/// assert_eq!(dates::interval("2024-07-13T20:00").unwrap().to_string(), "2024-07-13");
/// assert_eq!(dates::interval("P2W"), None);
/// assert_eq!(dates::interval("XXXX-07-13"), None);
/// ```
pub fn interval(value: &str) -> Option<Interval> {
    timex3::read(value)?.interval()
}

/// The expressions of a text, in order and disjoint.
fn matches(reading: &Reading<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    let Some(first_sets) = reading.grammar.first_sets.all() else {
        return found;
    };
    let mut memo = Memo::default();
    // What stands before is part of an expression that is found already.
    let mut from = 0;
    for (at, token) in reading.tokens.iter().enumerate() {
        if !first_sets.has(token.code) || at < from {
            continue;
        }
        if let Some(one) = longest(reading, at, &mut memo) {
            from = one.end;
            if one.meaning != Meaning::Nothing {
                found.push(one);
            }
        }
    }
    found
}

/// The longest expression at `at`. Where its mention begins later, after words that introduce it, one that begins there may be longer,
/// though not what is none but for these: in `in March to`, `march to`.
fn longest(reading: &Reading<'_>, at: usize, memo: &mut Memo) -> Option<Match> {
    let one = reading.longest(at, memo)?;
    let start = one.parts.first().map_or(at, |part| part.start);
    if start > at
        && let Some(other) = reading.longest(start, memo)
        && other.end > one.end
        && other.meaning != Meaning::Nothing
    {
        return Some(other);
    }
    Some(one)
}

fn span(reading: &Reading<'_>, start: usize, end: usize) -> Option<Span> {
    let first = reading.tokens.get(start)?;
    let last = reading.tokens.get(end.checked_sub(1)?)?;
    Span::new(reading.text, first.start as usize..last.end as usize)
}
