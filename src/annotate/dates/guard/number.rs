//! Decides whether a number is a year, two years or a time of day.

use super::word::is_hyphenated_before;
use super::{follows, introduced, is_counted};
use crate::annotate::dates::lex::Kind;
use crate::annotate::dates::reading::Reading;
use crate::annotate::dates::slots::{Slot, Slots};

/// Whether a number of four digits is a year: one of recent times is, unless the context excludes it; another needs
/// evidence.
pub(super) fn year(reading: &Reading<'_>, start: usize, end: usize, slots: &Slots) -> bool {
    let grammar = reading.grammar;
    let lexicon = &grammar.lexicon;
    let (classes, year) = (&grammar.classes, slots.get(Slot::Year).unwrap_or(0));
    let previous = reading.before(start);
    let next = reading.tokens.get(end);
    let glued = reading.tokens.get(start).is_some_and(|token| token.glued);
    if let Some(previous) = previous
        && (follows_no_year(reading, start)
            || previous.is(b'$')
            || glued && matches!(previous.kind, Kind::Mark(b'/' | b'.' | b','))
            || is_hyphenated_before(reading, start))
    {
        return false;
    }
    if let Some(next) = next {
        // In `the 1998 Women's Cup` no women are counted.
        let named = end == start + 1
            && (!grammar.capital_nouns && reading.is_titled(end)
                || reading.written(end + 1).starts_with('\''));
        let counted = is_counted(reading, end) && !named;
        let bound = next.glued
            && (matches!(next.kind, Kind::Mark(b'-' | b'/' | b'%')) || reading.is_other(end))
            && reading
                .tokens
                .get(end + 1)
                .is_some_and(|after| after.glued && matches!(after.kind, Kind::Number { .. }));
        let bound = bound || next.glued && reading.is_other(end);
        if counted || bound || is_amount(reading, start, end, year) {
            return false;
        }
    }
    // `two thousand soldiers`, `no faster than 2000 rpm`
    let in_words = end == start + 2 && matches!(reading.kind(start + 1), Some(Kind::Word(_)));
    let compared = previous.is_some_and(|previous| lexicon.is(previous.word(), classes.than));
    if (in_words || compared) && reading.is_other(end) {
        return false;
    }
    let introduced = introduced(reading, start);
    // `an 1824 victory`
    let article = (1800..=1899).contains(&year)
        && previous.is_some_and(|previous| lexicon.is(previous.word(), classes.article));
    let parenthesis = previous.is_some_and(|previous| previous.is(b'('));
    match year {
        1900..=2039 => true,
        1500..=1899 | 2040..=2099 => introduced || parenthesis || article,
        _ => introduced && !reading.is_other(end),
    }
}

/// Whether a word or sign stands before the number after which it is no year: `flight 1999`, `Rs. 1999`.
fn follows_no_year(reading: &Reading<'_>, start: usize) -> bool {
    let not_year = reading.grammar.classes.not_year;
    let word = |back| {
        start
            .checked_sub(back)
            .is_some_and(|at| reading.is(at, not_year))
    };
    word(1) || word(2) && reading.is_mark(start - 1, b'.') && reading.is_abbreviation(start - 2)
}

/// In a language that has words for it: whether a round number counts the noun after it, `2000 Bauern`, because no word
/// before it says that it is a year.
fn is_amount(reading: &Reading<'_>, start: usize, end: usize, year: i32) -> bool {
    let sure_year = reading.grammar.classes.sure_year;
    let noun = if reading.grammar.capital_nouns {
        reading.is_titled(end) && !reading.is_capital(end + 1)
    } else {
        reading.is_lower(end) && reading.ends_in(end, "s")
    };
    sure_year.is_some()
        && year % ROUND == 0
        && reading.is_other(end)
        && noun
        && !follows(reading, start, sure_year)
}

/// Amounts are mostly multiples of this.
const ROUND: i32 = 50;

/// Whether the second number is the year after the first, or its end: `1986/87`, `1986/1987`.
pub(super) fn consecutive(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let number = |at: usize| match reading.kind(at)? {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    };
    let first = (start..end).find_map(number);
    let years = first.zip(end.checked_sub(1).and_then(number));
    years.is_some_and(|((first, _), (last, digits))| {
        let all = 10_u32.saturating_pow(digits.into());
        (first + 1) % all == last
    })
}

/// A bare `10:35` is a time of day if a preposition precedes it, not in a list of scores; a bare `2:24:12` is the
/// duration of a race.
pub(super) fn clock(reading: &Reading<'_>, start: usize, end: usize, slots: &Slots) -> bool {
    let bare = end == start + 1 && matches!(reading.kind(start), Some(Kind::Clock { .. }));
    !bare || introduced(reading, start) && !slots.has(Slot::Second)
}

/// Whether a day is that of the attacks of 2001: in figures, or with a word for them after it.
pub(super) fn nine_eleven(reading: &Reading<'_>, end: usize, slots: &Slots) -> bool {
    let is_day = slots.get(Slot::Month) == Some(9) && slots.get(Slot::Day) == Some(11);
    let in_figures = end
        .checked_sub(2)
        .is_some_and(|at| reading.is_mark(at, b'/'));
    let attack = reading.grammar.classes.attack;
    is_day && (in_figures || (end..end + 2).any(|at| reading.is(at, attack)))
}
