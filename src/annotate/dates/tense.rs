//! Whether a sentence looks ahead or behind, told by the verb nearest to a mention.

use super::lex::{Kind, Token};
use super::lexicon::Class;
use super::matching::{Part, Reading};
use super::said::Slot;

/// Where the clause of a mention looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Ahead,
    Behind,
}

/// How many tokens before and after the mention can tell.
const BEFORE: usize = 20;
const AFTER: usize = 8;

/// How many tokens after a mention that opens its sentence can tell: the subject stands between.
const AFTER_OPENING: usize = 16;

/// Where the clause around `mention` looks: the nearest verb before it decides, else the first one after it. `None` where no verb tells.
pub(super) fn look(reading: &Reading<'_>, mention: &Part) -> Option<Look> {
    let within = |at: &usize| !ends_sentence(reading, *at);
    let before = (mention.start.saturating_sub(BEFORE)..mention.start)
        .rev()
        .take_while(within);
    let opens = mention
        .start
        .checked_sub(2)
        .is_none_or(|at| ends_sentence(reading, at));
    let count = if opens { AFTER_OPENING } else { AFTER };
    let after = (mention.end..reading.tokens.len())
        .take(count)
        .take_while(within);
    let mut verbs = before.chain(after);
    let limit = limit(reading, mention);
    // `By Friday they had left.`
    let limit_first = limit.filter(|_| !opens);
    limit_first
        .or_else(|| verbs.find_map(|at| verb(reading, mention, at)))
        .or(limit)
}

/// `by May`, `as soon as Tuesday`, `until Friday`: what has a limit there is still to come.
fn limit(reading: &Reading<'_>, mention: &Part) -> Option<Look> {
    let is = |back: usize, class| {
        let at = mention.start.checked_sub(back);
        at.is_some_and(|at| word_is(reading, at, class))
    };
    let known = &reading.grammar.known;
    let as_soon_as = is(2, known.limits) && is(1, known.before_date) && is(3, known.before_date);
    if is(1, known.limits) || as_soon_as {
        return Some(Look::Ahead);
    }
    // `until January` may well be over.
    let said = &mention.said;
    let until = is(1, known.until) && (said.has(Slot::Weekday) || said.has(Slot::Season));
    let never = (2..8).any(|back| is(back, known.not));
    (until && !never).then_some(Look::Ahead)
}

/// Whether the token at `at` ends a sentence. A full stop does not where the sentence goes on: `Ill., a bank`.
fn ends_sentence(reading: &Reading<'_>, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else {
        return true;
    };
    match token.kind {
        Kind::Mark(b'.') => !reading
            .tokens
            .get(at + 1)
            .is_some_and(|next| goes_on(reading, *next)),
        Kind::Mark(b'!' | b'?' | b';') | Kind::Break => true,
        _ => false,
    }
}

fn goes_on(reading: &Reading<'_>, next: Token) -> bool {
    match next.kind {
        Kind::Mark(mark) => mark == b',',
        Kind::Word(_) => next
            .text(reading.text)
            .starts_with(|letter: char| letter.is_lowercase() || letter == '\''),
        _ => false,
    }
}

fn word_is(reading: &Reading<'_>, at: usize, class: Option<Class>) -> bool {
    let token = reading.tokens.get(at);
    token.is_some_and(|token| reading.grammar.lexicon.is(token.word(), class))
}

/// `officially`.
fn is_adverb(reading: &Reading<'_>, at: usize) -> bool {
    let token = reading.tokens.get(at);
    token.is_some_and(|token| token.text(reading.text).ends_with("ly"))
}

/// Where the word at `at` looks, for `mention`, if it is a verb that tells.
fn verb(reading: &Reading<'_>, mention: &Part, at: usize) -> Option<Look> {
    let token = reading.tokens.get(at)?;
    let Kind::Word(word) = token.kind else {
        return None;
    };
    let (lexicon, known) = (&reading.grammar.lexicon, &reading.grammar.known);
    let endings = &reading.grammar.endings;
    let written = token.text(reading.text);
    let past = endings
        .behind
        .iter()
        .any(|ending| written.ends_with(ending.as_str()));
    // `In May they agreed to pay in June.`
    let planned = lexicon.is(word, known.ahead_to) && word_is(reading, at + 1, known.to);
    if planned && past && at > mention.start {
        return Some(Look::Behind);
    }
    let before = |class| {
        let is = |back| {
            at.checked_sub(back)
                .is_some_and(|at| word_is(reading, at, class))
        };
        is(1) || is(2) && is_adverb(reading, at - 1)
    };
    if planned || lexicon.is(word, known.ahead) {
        // `It rose more than expected in May.`
        return (!before(known.compared)).then_some(Look::Ahead);
    }
    // A capital within the sentence makes a name: `United`.
    let first = at
        .checked_sub(1)
        .is_none_or(|before| ends_sentence(reading, before));
    let verb = word.is_none() && (first || written.starts_with(char::is_lowercase));
    let ahead = || {
        endings
            .ahead
            .iter()
            .any(|ending| written.ends_with(ending.as_str()))
    };
    if verb && ahead() {
        return Some(Look::Ahead);
    }
    match lexicon.is(word, known.behind) || verb && past {
        // `will be paid` looks where `will` does, and `a proposed merger` nowhere.
        true if before(known.be) || verb && before(known.article) => None,
        true => Some(Look::Behind),
        false => None,
    }
}
