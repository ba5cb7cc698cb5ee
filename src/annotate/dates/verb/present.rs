//! Whether a word that could be a noun is a verb in the present: `the leaders meet`, `the firm reports earnings`.

use super::{SUBJECT, ends_sentence, governor, makes_perfect, word_is};
use crate::annotate::dates::lex::{Kind, Token};
use crate::annotate::dates::matching::Reading;

/// So many tokens a noun may have with its adjectives.
const ATTRIBUTE: usize = 4;

/// So many tokens after `is` a participle may stand.
const PERFECT: usize = 16;

/// Whether the word at `at` is a verb in the present after its subject: `the leaders meet`, `they play`, and not `a Senate vote`.
pub(super) fn is_present(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    if word_is(reading, at, known.acts) {
        return has_object(reading, at);
    }
    if word_is(reading, at, known.tells) {
        return is_bare_object(reading, at + 1);
    }
    let verb = word_is(reading, at, known.plain);
    if !verb && !word_is(reading, at, known.plain_or_noun) {
        return false;
    }
    let lower = |token: Token| {
        let text = token.text(reading.text);
        text.starts_with(char::is_lowercase)
    };
    let subject = governor(reading, at).and_then(|at| Some((at, *reading.tokens.get(at)?)));
    if verb && subject.is_some_and(|(comma, one)| one.is(b',') && is_aside(reading, comma)) {
        return true;
    }
    let Some((before, subject)) = subject.filter(|(_, one)| matches!(one.kind, Kind::Word(_)))
    else {
        return false;
    };
    if !reading.tokens.get(at).copied().is_some_and(lower) {
        return false;
    }
    if word_is(reading, before, known.pronoun) {
        return true;
    }
    let no_noun = [
        known.determiner,
        known.be,
        known.behind,
        known.ahead,
        known.adverb,
    ];
    if no_noun.iter().any(|class| word_is(reading, before, *class)) {
        return false;
    }
    let name = subject.text(reading.text).starts_with(char::is_uppercase);
    is_plural(reading, before) || verb && (name || is_of_plural(reading, before))
}

/// Whether the word at `at` is a present that a participle after it would make a perfect, with none in its clause.
pub(super) fn is_state(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    let clause = (at + 1..reading.tokens.len())
        .take(PERFECT)
        .take_while(|at| {
            !ends_sentence(reading, *at)
                && !reading.tokens.get(*at).is_some_and(|token| token.is(b','))
        });
    // `dass sie gestiegen ist`
    let before = at.saturating_sub(1)..at;
    word_is(reading, at, known.present)
        && !reading.grammar.endings.done.is_empty()
        && !before.chain(clause).any(|at| makes_perfect(reading, at))
}

/// Whether the comma at `at` ends an aside: `the teams, who met last year, meet Friday`.
fn is_aside(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    let begins = |at: usize| {
        let who = word_is(reading, at + 1, known.who) || word_is(reading, at + 1, known.that);
        reading.tokens.get(at).is_some_and(|token| token.is(b',')) && who
    };
    (at.saturating_sub(SUBJECT)..at)
        .rev()
        .take_while(|at| !ends_sentence(reading, *at))
        .any(begins)
}

/// Whether the word at `at` could be a noun in the plural.
fn is_plural(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    let small = [known.before_date, known.determiner, known.be, known.behind];
    let is_small = small.iter().any(|class| word_is(reading, at, *class));
    reading
        .tokens
        .get(at)
        .filter(|_| !is_small)
        .is_some_and(|token| {
            let text = token.text(reading.text);
            text.ends_with('s') && !text.ends_with("ss") && !text.starts_with('\'')
        })
}

/// Whether the noun at `at` follows one in the plural and a preposition: `tickets for the show`.
fn is_of_plural(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    let mut before = (at.saturating_sub(ATTRIBUTE)..at)
        .rev()
        .take_while(|at| !ends_sentence(reading, *at));
    let preposition = before.find(|at| {
        word_is(reading, *at, known.before_date) && !word_is(reading, *at, known.determiner)
    });
    preposition.is_some_and(|at| at > 0 && is_plural(reading, at - 1))
}

/// Whether a noun with its article or a name follows: `visits Berlin`, and not `his visits to Berlin`.
fn has_object(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    let owned = at
        .checked_sub(1)
        .is_some_and(|before| word_is(reading, before, known.determiner));
    let name_or_number = || {
        reading
            .tokens
            .get(at + 1)
            .is_some_and(|next| match next.kind {
                Kind::Word(word) => {
                    let text = next.text(reading.text);
                    let day = [known.weekday, known.month];
                    text.starts_with(char::is_uppercase)
                        && !day
                            .iter()
                            .any(|class| reading.grammar.lexicon.is(word, *class))
                }
                kind => matches!(kind, Kind::Number { .. }),
            })
    };
    let object = word_is(reading, at + 1, known.determiner)
        || name_or_number()
        || is_bare_object(reading, at + 1);
    object && !owned
}

/// Whether a noun without an article is at `at`, and a preposition after it: `reports earnings on Friday`.
fn is_bare_object(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    let noun = reading.tokens.get(at).is_some_and(|token| {
        let text = token.text(reading.text);
        let verbal = ["ing", "ed", "ly"].iter().any(|end| text.ends_with(end));
        reading.grammar.lexicon.is_other(token.word())
            && !verbal
            && matches!(token.kind, Kind::Word(_))
    });
    let after =
        word_is(reading, at + 1, known.before_date) || word_is(reading, at + 1, known.weekday);
    noun && after && !word_is(reading, at + 1, known.determiner)
}
