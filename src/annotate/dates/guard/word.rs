//! Decides whether an ambiguous word is a month or a weekday, and not a name or another word.

use super::introduced;
use crate::annotate::dates::lex::Kind;
use crate::annotate::dates::reading::Reading;
use crate::annotate::dates::slots::{Slot, Slots};

/// The index of fall among the seasons, which is a verb as well.
pub(super) const FALL: i32 = 2;

/// Whether the ambiguous word at `at` is written with a capital, or before a number that counts nothing: `may 5`.
pub(in crate::annotate::dates) fn capital(reading: &Reading<'_>, at: usize) -> bool {
    let number = matches!(
        reading.kind(at + 1),
        Some(Kind::Number { .. } | Kind::Ordinal(_))
    );
    let counted = reading.grammar.classes.counted;
    let counts = reading.is_other(at + 2) || reading.is(at + 2, counted);
    reading.is_date || reading.is_capital(at) || (number && !counts)
}

/// Whether the word at `at` is next to another one with a capital, in a text that is not all in capitals.
pub(super) fn is_name(reading: &Reading<'_>, at: usize) -> bool {
    let titled = |at: usize| reading.is_titled(at);
    titled(at) && (at.checked_sub(1).is_some_and(titled) || titled(at + 1))
}

/// Whether a name is at `at`: `the daily Granma`.
pub(super) fn begins_name(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_other(at) && reading.is_titled(at)
}

/// Whether a `that` at `start` is the determiner of the time that follows and does not begin a clause, as it does
/// after most words. A season that is the subject of a clause has an article.
pub(super) fn determines(reading: &Reading<'_>, start: usize, slots: &Slots) -> bool {
    let classes = &reading.grammar.classes;
    let is_season = slots.get(Slot::Season).is_some_and(|season| season != FALL);
    let introduces = [classes.before_date, classes.prefixes, classes.adverb];
    !reading.is(start, classes.that)
        || is_season
        || start.checked_sub(1).is_none_or(|before| {
            !matches!(reading.kind(before), Some(Kind::Word(_)))
                || introduces.iter().any(|class| reading.is(before, *class))
        })
}

/// An ambiguous word needs a preposition of time; another must not be part of a person's name.
pub(super) fn alone(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let classes = &reading.grammar.classes;
    let Some(token) = reading.tokens.get(start) else {
        return false;
    };
    let code = reading
        .tokens
        .get(end)
        .is_some_and(|next| next.glued && matches!(next.kind, Kind::Number { .. }));
    if code {
        // `DEC7`.
        return false;
    }
    if reading.is_date {
        return true;
    }
    let lexicon = &reading.grammar.lexicon;
    let word = token.word().and_then(|word| lexicon.word(word));
    if word.is_some_and(|word| word.doubtful) {
        // `Sun`, without its full stop, is the star or the newspaper.
        let short = end == start + 1 && word.is_some_and(|word| word.abbreviation);
        let introduced = introduced(reading, start) || is_modified(reading, start);
        return !short
            && (introduced || joined(reading, start, end) || between_nouns(reading, start, end));
    }
    // `Miss May`, and not `they miss May's vote`.
    let dot = usize::from(start > 0 && reading.is_mark(start - 1, b'.'));
    let title = start.checked_sub(1 + dot);
    let titled = title.is_some_and(|at| reading.is(at, classes.title) && reading.is_capital(at));
    !titled && !is_hyphenated_before(reading, start)
}

/// Whether it is the end of a compound, other than `mid-May`.
pub(super) fn is_hyphenated_before(reading: &Reading<'_>, start: usize) -> bool {
    is_hyphenated(reading, start) && !is_modified(reading, start)
}

fn is_hyphenated(reading: &Reading<'_>, start: usize) -> bool {
    let glued = reading.tokens.get(start).is_some_and(|token| token.glued);
    glued
        && reading
            .before(start)
            .is_some_and(|before| before.is(b'-') && before.glued)
}

/// `mid-May`
fn is_modified(reading: &Reading<'_>, start: usize) -> bool {
    let prefixes = reading.grammar.classes.prefixes;
    let modifier = start.checked_sub(2);
    is_hyphenated(reading, start) && modifier.is_some_and(|at| reading.is(at, prefixes))
}

/// Whether it has a capital between words in lower case: `its March deadline`.
fn between_nouns(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let lower = |at: usize| matches!(reading.kind(at), Some(Kind::Word(_))) && reading.is_lower(at);
    let before = |at: usize| lower(at) || reading.written(at).starts_with('\'');
    start.checked_sub(1).is_some_and(before) && lower(end) && reading.is_other(end)
}

/// Whether it is joined to another month: `April and May`, `April, May, July`.
fn joined(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let classes = &reading.grammar.classes;
    let joins = |at: usize| reading.is(at, classes.joins);
    let lists = |at: usize| joins(at) || reading.is_mark(at, b',');
    let month = |at: usize| reading.is(at, classes.month);
    let follows =
        |joins: &dyn Fn(usize) -> bool| start >= 2 && joins(start - 1) && month(start - 2);
    let leads = |joins: &dyn Fn(usize) -> bool| joins(end) && month(end + 1);
    follows(&joins) || leads(&joins) || follows(&lists) && leads(&lists)
}
