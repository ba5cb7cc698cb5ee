//! Finds the stretches of a story that may contain names: words with capitals, and what joins them.
//!
//! Only these are scored. Nine tokens in ten are outside them, cannot be part of a name, and cost nothing.

use std::ops::Range;

use super::features::longest_phrase;
use super::lexicon::{Lexicon, List};
use super::name_rules::NameRules;
use super::token::{Shape, Style, Token};

/// At most so many small words join two with capitals: `Minister for Trade and the Interior`.
const LONGEST_JOIN: usize = 3;

/// The stretches of a story, in order and disjoint.
pub fn stretches<'t>(
    tokens: &'t [Token],
    lexicon: Lexicon<'t>,
) -> impl Iterator<Item = Range<usize>> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let stretch = next(tokens, lexicon, at)?;
            at = stretch.end;
            if !is_idle(tokens.get(stretch.clone())?) {
                return Some(stretch);
            }
        }
    })
}

/// The first stretch that begins at `from` or later.
fn next(tokens: &[Token], lexicon: Lexicon<'_>, from: usize) -> Option<Range<usize>> {
    let first = from
        + tokens
            .get(from..)?
            .iter()
            .position(|token| token.shape.is_capital())?;
    let rules = lexicon.rules();
    let mut end = first + 1;
    while let Some(reach) = joined(tokens, rules, end).or_else(|| listed(tokens, lexicon, end)) {
        end = reach;
    }
    let back = |steps| first.checked_sub(steps).filter(|before| *before >= from);
    let start = match (back(1), back(2)) {
        (Some(before), _) if opens(tokens, rules, before) => before,
        (Some(_), Some(before)) if opens_before_article(tokens, rules, before) => before,
        _ => first,
    };
    Some(start..end)
}

/// The new end of a stretch that goes on after `end`; `None` if it does not.
fn joined(tokens: &[Token], rules: &NameRules, end: usize) -> Option<usize> {
    let rest = tokens.get(end..)?;
    if rest
        .first()
        .is_some_and(|token| token.shape.is_number() && !token.first)
    {
        return Some(end + 1);
    }
    if let [dash, syllable, ..] = rest
        && dash.shape == Shape::Dash
        && is_syllable(syllable)
    {
        return Some(end + 2);
    }
    let join = rest
        .iter()
        .take(LONGEST_JOIN)
        .take_while(|token| !token.first && joins(token, rules))
        .count();
    let next = rest.get(join)?;
    (next.shape.is_capital() && !next.first).then_some(end + join + 1)
}

/// Where a listed name ends that begins with the word before `end` and goes on in small letters: `Folha de S.Paulo`.
fn listed(tokens: &[Token], lexicon: Lexicon<'_>, end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    if !tokens.get(last)?.entry.is(List::Begins) {
        return None;
    }
    let (length, _) = longest_phrase(lexicon, tokens.get(last..)?);
    (length > 1).then_some(last + length)
}

/// The end of a name like `Jong - il`, set with spaces.
fn is_syllable(token: &Token) -> bool {
    token.shape == Shape::Lower && token.end - token.start <= 5 && !token.entry.is(List::Function)
}

/// Whether a token may be inside a name.
fn joins(token: &Token, rules: &NameRules) -> bool {
    match token.shape {
        Shape::Lower => rules.joining.contains(&token.word),
        Shape::And | Shape::Dash | Shape::Slash | Shape::Possessive => true,
        Shape::Quote => token.style == Style::Running,
        _ => false,
    }
}

/// Whether a token without a capital may begin a name: `al Qaida`, `de Gaulle`, `20th Century Fox`.
fn opens(tokens: &[Token], rules: &NameRules, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| match token.shape {
        Shape::Lower => rules.opening.contains(&token.word),
        Shape::Ordinal => true,
        _ => false,
    })
}

/// Whether two small words begin a name, the second an article: `von der Leyen`.
fn opens_before_article(tokens: &[Token], rules: &NameRules, at: usize) -> bool {
    let small = |at: usize, words: &[u64]| {
        tokens
            .get(at)
            .is_some_and(|token| token.shape == Shape::Lower && words.contains(&token.word))
    };
    small(at, rules.opening) && small(at + 1, rules.articles)
}

/// A lone word that is never a name, or one that has its capital only because it opens a sentence.
fn is_idle(stretch: &[Token]) -> bool {
    let [token] = stretch else { return false };
    let lists = token.entry.lists() & !List::Begins.bit();
    let written_small = token.first && lists & COMMON != 0;
    let else_is_name = lists & !(IDLE | COMMON) != 0;
    lists & IDLE != 0 && !else_is_name || written_small && (!else_is_name || lists & FUNCTION != 0)
}

const FUNCTION: u32 = List::Function.bit();
const IDLE: u32 = FUNCTION | List::Calendar.bit() | List::Noun.bit();
const COMMON: u32 = List::Common.bit();
