//! Whether a sentence looks ahead or behind, told by the verb nearest to a mention.

use super::lex::{Kind, Token};
use super::lexicon::Class;
use super::matching::{Part, Reading};

/// Where the clause of a mention looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Ahead,
    Behind,
}

/// How many tokens before and after the mention can tell.
const BEFORE: usize = 14;
const AFTER: usize = 8;

/// Where the clause around `mention` looks: the nearest verb before it decides, else the first one after it. `None` where no verb tells.
pub(super) fn look(reading: &Reading<'_>, mention: &Part) -> Option<Look> {
    let tokens = reading.tokens;
    let clause = |at: &usize| tokens.get(*at).is_some_and(|token| !ends_sentence(token));
    let before = (mention.start.saturating_sub(BEFORE)..mention.start)
        .rev()
        .take_while(clause);
    let after = (mention.end..tokens.len()).take(AFTER).take_while(clause);
    limit(reading, mention.start).or_else(|| before.chain(after).find_map(|at| verb(reading, at)))
}

/// `by May`, `as soon as Tuesday`: what has a limit there is still to come.
fn limit(reading: &Reading<'_>, start: usize) -> Option<Look> {
    let is = |back: usize, class| {
        start
            .checked_sub(back)
            .is_some_and(|at| word_is(reading, at, class))
    };
    let known = &reading.grammar.known;
    let as_soon_as = is(2, known.limits) && is(1, known.before_date) && is(3, known.before_date);
    (is(1, known.limits) || as_soon_as).then_some(Look::Ahead)
}

fn ends_sentence(token: &Token) -> bool {
    matches!(
        token.kind,
        Kind::Mark(b'.' | b'!' | b'?' | b';') | Kind::Break
    )
}

fn word_is(reading: &Reading<'_>, at: usize, class: Option<Class>) -> bool {
    let token = reading.tokens.get(at);
    token.is_some_and(|token| reading.grammar.lexicon.is(token.word(), class))
}

/// Where the word at `at` looks, if it is a verb that tells.
fn verb(reading: &Reading<'_>, at: usize) -> Option<Look> {
    let token = reading.tokens.get(at)?;
    let Kind::Word(word) = token.kind else {
        return None;
    };
    let (lexicon, known) = (&reading.grammar.lexicon, &reading.grammar.known);
    let planned = lexicon.is(word, known.ahead_to) && word_is(reading, at + 1, known.to);
    if planned || lexicon.is(word, known.ahead) {
        return Some(Look::Ahead);
    }
    // A capital within the sentence makes a name: `United`.
    let first = at == 0 || reading.tokens.get(at - 1).is_some_and(ends_sentence);
    let written = token.text(reading.text);
    let verb = word.is_none() && (first || written.starts_with(char::is_lowercase));
    let ends = |endings: &[String]| {
        verb && endings
            .iter()
            .any(|ending| written.ends_with(ending.as_str()))
    };
    let endings = &reading.grammar.endings;
    if ends(&endings.ahead) {
        return Some(Look::Ahead);
    }
    let passive = at
        .checked_sub(1)
        .is_some_and(|before| word_is(reading, before, known.be));
    match lexicon.is(word, known.behind) || ends(&endings.behind) {
        // `will be paid` looks where `will` does.
        true if passive => None,
        true => Some(Look::Behind),
        false => None,
    }
}
