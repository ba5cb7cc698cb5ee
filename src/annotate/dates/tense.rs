//! Whether a sentence looks ahead or behind, told by the verb nearest to a mention.

use super::lex::{Kind, Token};
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

/// Where the clause around `mention` looks: the nearest verb before it decides, else the first one after it. News looks behind.
pub(super) fn look(reading: &Reading<'_>, mention: &Part) -> Look {
    let tokens = reading.tokens;
    let before = tokens.get(mention.start.saturating_sub(BEFORE)..mention.start).unwrap_or_default();
    let after = tokens.get(mention.end..).unwrap_or_default();
    let before = before.iter().rev().take_while(|token| !ends_sentence(token));
    let after = after.iter().take(AFTER).take_while(|token| !ends_sentence(token));
    before
        .chain(after)
        .find_map(|token| verb(reading, token))
        .unwrap_or(Look::Behind)
}

fn ends_sentence(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark(b'.' | b'!' | b'?' | b';') | Kind::Break)
}

fn verb(reading: &Reading<'_>, token: &Token) -> Option<Look> {
    let Kind::Word(word) = token.kind else {
        return None;
    };
    let (lexicon, known) = (&reading.grammar.lexicon, &reading.grammar.known);
    if lexicon.is(word, known.ahead) {
        return Some(Look::Ahead);
    }
    // A capital makes a name: `United`.
    let ending = |letters: &str| {
        (letters.ends_with("ed") && letters.starts_with(char::is_lowercase)) || letters.ends_with("ED")
    };
    let behind = lexicon.is(word, known.behind) || (known.regular_past.is_some() && word.is_none() && ending(token.text(reading.text)));
    behind.then_some(Look::Behind)
}
