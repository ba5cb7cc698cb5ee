//! Decides whether a mention is in the future or the past, by the verb that governs it or the preposition before it.

mod clause;

use self::clause::Clause;
use super::lex::Kind;
use super::matching::Mention;
use super::reading::Reading;
use super::slots::Slot;

/// Whether the clause of a mention is about the future or the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Future,
    Past,
}

/// How many tokens before `on March 30` the verb of a completed event may stand.
const HAPPENED: usize = 5;

/// The greatest length, in tokens, of the name of an event: `Friday's Champions League match`.
const EVENT: usize = 4;

/// How many tokens after a day the noun may stand that shows that an event is past: `Friday's car bomb explosion`.
const OVER: usize = 3;

/// Whether the clause around `mention` is about the future or the past: the nearest verb before it decides, else the
/// first one after it. `None` if there is no verb that decides.
pub(super) fn tense(reading: &Reading<'_>, mention: &Mention) -> Option<Tense> {
    let clause = Clause::around(reading, mention);
    clause.introduced().or_else(|| clause.verb())
}

/// Whether the clause around `mention` is about the future as seen from the publication: `will`, and not `would`.
pub(super) fn is_to_come(reading: &Reading<'_>, mention: &Mention) -> bool {
    let clause = Clause::around(reading, mention);
    let verb = clause.around_it().next();
    verb.is_some_and(|(at, tense)| {
        tense == Tense::Future && !reading.is(at, reading.grammar.classes.would)
    })
}

/// Whether the clause around `mention` may describe the present: it is not in the past tense and has no `will`.
pub(super) fn is_so_now(reading: &Reading<'_>, mention: &Mention) -> bool {
    let classes = &reading.grammar.classes;
    let verb = Clause::around(reading, mention).verbs().next();
    verb.is_none_or(|(at, tense)| {
        let put_off = [classes.will, classes.would];
        tense == Tense::Future && !put_off.iter().any(|class| reading.is(at, *class))
    })
}

/// Whether `before` precedes the mention. Then the nearest such day is meant, unless the verb is in the future.
pub(super) fn comes_before(reading: &Reading<'_>, mention: &Mention) -> bool {
    Clause::around(reading, mention).is(1, reading.grammar.classes.earlier)
}

/// Whether an event named with its day is given as a cause: `effects from Monday's fall`. Then the nearest such day is
/// meant, whatever the verb.
pub(super) fn comes_after(reading: &Reading<'_>, mention: &Mention) -> bool {
    let clause = Clause::around(reading, mention);
    clause.is_possessive()
        && clause.is(1, reading.grammar.classes.wake)
        && clause.introduced().is_none()
}

/// Whether an event named with its day is described in the present tense: `Tuesday's election is too close to call`.
pub(super) fn is_event_now(reading: &Reading<'_>, mention: &Mention) -> bool {
    let classes = &reading.grammar.classes;
    let name = mention.end + 1..mention.end + 1 + EVENT;
    let mut events = name.filter(|at| reading.is(*at, classes.event));
    is_possessive(reading, mention) && events.any(|at| reading.is(at + 1, classes.present))
}

/// Whether an event named with its day is past, judged by its noun or adjective: `Tuesday's attack`, `the results of
/// Sunday's vote`, `Sunday's disputed election`.
pub(super) fn is_event_over(reading: &Reading<'_>, mention: &Mention) -> bool {
    let classes = &reading.grammar.classes;
    let clause = Clause::around(reading, mention);
    if !clause.is_possessive() || clause.introduced().is_some() {
        return false;
    }
    let of = clause.is(1, classes.of) || clause.is(1, classes.from);
    let named = |at: &usize| !clause.can_end_before(*at) && !reading.is(*at, classes.present);
    let mut name = clause.after().skip(1).take(OVER).take_while(named);
    of && clause.is(2, classes.outcome) || name.any(|at| reading.is(at, classes.over))
}

/// Whether the mention is the subject of a verb in the present tense: `the fourth quarter is looking better`.
pub(super) fn is_subject_in_present(reading: &Reading<'_>, mention: &Mention) -> bool {
    reading.is(mention.end, reading.grammar.classes.present)
}

/// Whether `until` or `by` precedes the mention.
pub(super) fn comes_until(reading: &Reading<'_>, mention: &Mention) -> bool {
    Clause::around(reading, mention).is(1, reading.grammar.classes.until)
}

/// Whether the mention begins its sentence, perhaps after a preposition.
pub(super) fn opens(reading: &Reading<'_>, mention: &Mention) -> bool {
    Clause::around(reading, mention).opens()
}

/// Whether the verb just before the mention is one of a completed event, which cannot announce one: `heard the case on
/// March 30`.
pub(super) fn has_happened(reading: &Reading<'_>, mention: &Mention) -> bool {
    let happened = reading.grammar.classes.happened;
    let clause = Clause::around(reading, mention);
    let near = clause.before().take(HAPPENED);
    let verb = near.into_iter().find_map(|at| clause.verb_at(at));
    verb.is_some_and(|(at, tense)| tense == Tense::Past && reading.is(at, happened))
}

/// Whether a weekday is a possessive, as in `Friday's vote`.
pub(super) fn is_possessive(reading: &Reading<'_>, mention: &Mention) -> bool {
    mention.slots.has(Slot::Weekday)
        && match reading.kind(mention.end) {
            Some(Kind::Mark(mark)) => mark == b'\'',
            Some(Kind::Word(_)) => reading.written(mention.end).starts_with('\''),
            _ => false,
        }
}
