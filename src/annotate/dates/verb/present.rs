//! Decides whether a word that could be a noun is a verb in the present tense: `the leaders meet`,
//! `the firm reports earnings`.

use super::{SUBJECT, governor, makes_perfect};
use crate::annotate::dates::lex::Kind;
use crate::annotate::dates::reading::Reading;

/// The greatest length of a noun with its adjectives, in tokens.
const ATTRIBUTE: usize = 4;

/// How many tokens after `is` a participle may stand.
const PERFECT: usize = 16;

/// Whether the word at `at` is a verb in the present tense that follows its subject: `the leaders meet`, `they play`,
/// and not `a Senate vote`.
pub(super) fn is_present(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    if reading.is(at, classes.acts) {
        return has_object(reading, at);
    }
    if reading.is(at, classes.tells) {
        return is_bare_object(reading, at + 1);
    }
    let verb = reading.is(at, classes.plain);
    if !verb && !reading.is(at, classes.plain_or_noun) {
        return false;
    }
    let Some(before) = governor(reading, at) else {
        return false;
    };
    if verb && reading.is_mark(before, b',') && is_aside(reading, before) {
        return true;
    }
    // `Stocks close lower Friday` tells what has happened.
    let told = reading.is(at + 1, classes.moved);
    let subject = matches!(reading.kind(before), Some(Kind::Word(_))) && !told;
    if !subject || !reading.is_common(at) {
        return false;
    }
    if reading.is(before, classes.pronoun) {
        return true;
    }
    let no_noun = [
        classes.determiner,
        classes.be,
        classes.behind,
        classes.ahead,
        classes.adverb,
    ];
    if no_noun.iter().any(|class| reading.is(before, *class)) {
        return false;
    }
    let name = reading.is_capital(before);
    // `United play Villa`, `France visit the Netherlands`
    let article = usize::from(reading.is(at + 1, classes.determiner));
    let acts = verb || is_name(reading, at + 1 + article);
    is_plural(reading, before) || name && acts || verb && is_of_plural(reading, before)
}

/// Whether the word at `at` is `is` or the like without a participle in its clause that would form a perfect with it.
pub(super) fn is_state(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let clause = reading
        .onward(at + 1, PERFECT)
        .take_while(|at| !reading.is_mark(*at, b','));
    // `dass sie gestiegen ist`
    let before = at.saturating_sub(1)..at;
    reading.is(at, classes.present)
        && !reading.grammar.endings.done.is_empty()
        && !before.chain(clause).any(|at| makes_perfect(reading, at))
}

/// Whether the comma at `at` ends an aside: `the teams, who met last year, meet Friday`, `the Yankees, off Thursday, begin Friday`.
fn is_aside(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let begins = |begin: usize| {
        let who = reading.is(begin + 1, classes.who) || reading.is(begin + 1, classes.that);
        let short = begin + ATTRIBUTE >= at && is_plural(reading, begin.saturating_sub(1));
        reading.is_mark(begin, b',') && (who || short)
    };
    reading.back(at, SUBJECT).any(begins)
}

/// Whether the word at `at` could be a noun in the plural.
fn is_plural(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let small = [
        classes.before_date,
        classes.determiner,
        classes.be,
        classes.behind,
    ];
    let is_small = small.iter().any(|class| reading.is(at, *class));
    let plural = reading.ends_in(at, "s") && !reading.ends_in(at, "ss");
    !is_small && plural && !reading.written(at).starts_with('\'')
}

/// Whether the noun at `at` follows one in the plural and a preposition: `tickets for the show`.
fn is_of_plural(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let preposition = reading
        .back(at, ATTRIBUTE)
        .find(|at| reading.is(*at, classes.before_date) && !reading.is(*at, classes.determiner));
    preposition.is_some_and(|at| at > 0 && is_plural(reading, at - 1))
}

/// Whether a noun with its article or a name follows: `visits Berlin`, and not `his visits to Berlin`.
fn has_object(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let owned = at
        .checked_sub(1)
        .is_some_and(|before| reading.is(before, classes.determiner));
    let number = matches!(reading.kind(at + 1), Some(Kind::Number { .. }));
    let object = reading.is(at + 1, classes.determiner)
        || number
        || is_name(reading, at + 1)
        || is_bare_object(reading, at + 1);
    object && !owned
}

/// Whether a word with a capital is at `at` that is no day or month.
pub(super) fn is_name(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let day = [classes.weekday, classes.month];
    let word = matches!(reading.kind(at), Some(Kind::Word(_)));
    word && reading.is_capital(at) && !day.iter().any(|class| reading.is(at, *class))
}

/// Whether a noun without an article is at `at`, and a preposition after it: `reports earnings on Friday`.
fn is_bare_object(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let text = reading.written(at);
    let verbal = ["ing", "ed", "ly"].iter().any(|end| text.ends_with(end));
    let noun = reading.is_other(at) && !verbal;
    let after = reading.is(at + 1, classes.before_date) || reading.is(at + 1, classes.weekday);
    noun && after && !reading.is(at + 1, classes.determiner)
}
