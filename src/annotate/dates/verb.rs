//! Decides for a single verb whether it points to the future or the past: `will`, `met`, `are meeting`,
//! `had been scheduled`.

mod present;

use self::present::{is_name, is_present, is_state};
use super::lex::Kind;
use super::matching::Mention;
use super::reading::Reading;
use super::slots::Slot;
use super::tense::{Tense, is_possessive};

/// How many adverbs may stand within a verb: `has not yet been paid`.
const ADVERBS: usize = 2;

/// The greatest length of a subject or an object, in tokens.
pub(super) const SUBJECT: usize = 12;

/// The greatest length, in letters, of a prefix before a hyphen.
const PREFIX: usize = 2;

/// How many tokens after the day of a plan the words may stand that say that it failed.
const TURN: usize = 10;

/// The direction that the word at `at` gives `mention`, if it is a verb that decides.
pub(super) fn verb(reading: &Reading<'_>, mention: &Mention, at: usize) -> Option<Tense> {
    let token = reading.tokens.get(at)?;
    let Kind::Word(word) = token.kind else {
        return None;
    };
    let (lexicon, classes) = (&reading.grammar.lexicon, &reading.grammar.classes);
    let written = token.text(reading.text);
    let ends = |endings: &[String]| endings.iter().any(|end| reading.ends_in(at, end));
    let past = ends(&reading.grammar.endings.behind);
    let weekday = mention.slots.has(Slot::Weekday);
    let month = lexicon.is(word, classes.month) && written.starts_with(char::is_uppercase);
    if month || lexicon.is(word, classes.neutral) {
        // `in May`: a month, and not a verb.
        return None;
    }
    // `at a U.N.-sponsored meeting on Sunday`
    if past && is_compound(reading, at) {
        return None;
    }
    let before = |class| governor(reading, at).is_some_and(|at| reading.is(at, class));
    // `In May they agreed to pay in June`, but `in May they are scheduled to pay`.
    let leads = |class, to| lexicon.is(word, class) && reading.is(at + 1, to);
    let infinitive = !reading.is(at + 2, classes.determiner);
    let planned =
        leads(classes.ahead_to, classes.to) && infinitive || leads(classes.ahead_for, classes.for_);
    if planned && past && at > mention.start && !before(classes.present) {
        return Some(Tense::Past);
    }
    if is_plan(reading, at) {
        return Some(Tense::Future);
    }
    // `lower due to snow`, but `is due to leave`, `a report due to be told`.
    let because = leads(classes.due, classes.to)
        && !before(classes.be)
        && !before(classes.behind)
        && !reading.is(at + 2, classes.be);
    if because {
        return None;
    }
    if planned || lexicon.is(word, classes.ahead) {
        // `It rose more than expected in May.`
        if before(classes.compared) {
            return None;
        }
        let over = is_over(reading, mention, at) || planned && reading.is(at + 2, classes.have);
        return Some(if over { Tense::Past } else { Tense::Future });
    }
    if lexicon.is(word, classes.going)
        && before(classes.present)
        && !is_possessive(reading, mention)
    {
        return Some(Tense::Future);
    }
    // `Join us on Friday.`
    let begins = at
        .checked_sub(1)
        .is_none_or(|before| reading.ends_sentence(before));
    if is_state(reading, at) || begins && lexicon.is(word, classes.invites) {
        return Some(Tense::Future);
    }
    if is_present(reading, at)
        || reports_then(reading, mention, at)
        || lexicon.is(word, classes.week_verb) && (weekday || governs(reading, mention, at))
    {
        return Some(Tense::Future);
    }
    // A word with a capital within the sentence is a name: `United`.
    let common = lexicon.is_other(word) || lexicon.is(word, classes.ahead_to);
    let verb = common && (begins || reading.is_common(at));
    if verb && ends(&reading.grammar.endings.ahead) {
        return Some(Tense::Future);
    }
    // `Banks are closed Monday.`
    if weekday
        && lexicon.is(word, classes.halts)
        && before(classes.present)
        && at + 1 == mention.start
    {
        return Some(Tense::Future);
    }
    let behind = lexicon.is(word, classes.behind) || verb && past;
    if !behind {
        return None;
    }
    // `to cut`, `could hit`: the verb that governs the infinitive decides.
    if before(classes.to) || before(classes.modal) {
        return None;
    }
    // In `will be paid` and `will have paid` it is `will` that decides; `a proposed merger` and `if approved` have no
    // direction.
    let participle = before(classes.be) || follows_will(reading, at);
    let modifies = verb && (before(classes.determiner) || before(classes.condition));
    (!participle && !modifies && !is_awaited(reading, at)).then_some(Tense::Past)
}

/// Whether the verb at `at` stands just before the mention and its preposition, or before `into`: `whose term ends in
/// January`, `comes into force in January`.
fn governs(reading: &Reading<'_>, mention: &Mention, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let at_once = at + 2 == mention.start && reading.is(at + 1, classes.within);
    at_once || reading.is(at + 1, classes.into)
}

/// Whether a verb such as `reports` has a name before it and only the day after it: `Acme reports on Friday.`
fn reports_then(reading: &Reading<'_>, mention: &Mention, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let who = [classes.that, classes.who];
    let subject = at.checked_sub(1).is_some_and(|before| {
        is_name(reading, before) || who.iter().any(|class| reading.is(before, *class))
    });
    let at_once =
        at + 1 == mention.start || at + 2 == mention.start && reading.is(at + 1, classes.within);
    let is_last = !matches!(reading.kind(mention.end), Some(Kind::Word(_)));
    reading.is(at, classes.tells) && subject && at_once && is_last
}

/// Whether a day stands between a verb of planning and the word at `at`: `voted on Monday to close`.
fn is_plan(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let is = |at: usize, class| reading.is(at, class);
    let day = at.checked_sub(1).filter(|at| is(*at, classes.weekday));
    let before = day.and_then(|day| day.checked_sub(1));
    let plan = match before {
        Some(on) if is(on, classes.before_date) => on.checked_sub(1),
        plan => plan,
    };
    is(at, classes.to) && plan.is_some_and(|plan| is(plan, classes.ahead_to))
}

/// Whether the plan expressed by the word at `at` is past: `may have left`, `could not leave`, and with a weekday `had
/// been scheduled`; what had been scheduled for April may still be in the future.
pub(super) fn is_over(reading: &Reading<'_>, mention: &Mention, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let is = |at: usize, class| reading.is(at, class);
    let participle = |have| after(reading, have).is_some_and(|at| is_participle(reading, at));
    let perfect = after(reading, at).is_some_and(|next| is(next, classes.have) && participle(next));
    // `Nobody could be reached Friday.`
    let around = at.saturating_sub(SUBJECT)..at + 4;
    let could_not = is(at, classes.could) && around.into_iter().any(|at| is(at, classes.negative));
    let had = mention.slots.has(Slot::Weekday) && follows_had(reading, at);
    had || perfect && !is(at, classes.will)
        || could_not
        || is_failed_plan(reading, mention, at)
        || has_perfect(reading, at)
}

/// German `soll am Freitag zurückgetreten sein`.
fn has_perfect(reading: &Reading<'_>, at: usize) -> bool {
    let perfect = reading.grammar.classes.perfect;
    let done = |at: usize| reading.is(at + 1, perfect) && makes_perfect(reading, at);
    perfect.is_some() && reading.onward(at + 1, SUBJECT).any(done)
}

/// Whether the plan expressed by the word at `at` failed: `was due in court Tuesday but did not appear`.
pub(super) fn is_failed_plan(reading: &Reading<'_>, mention: &Mention, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let was = |at: Option<usize>| at.is_some_and(|at| reading.is(at, classes.behind));
    if !was(Some(at)) && !was(governor(reading, at)) {
        return false;
    }
    let mut turn = reading.onward(mention.end, TURN);
    let but = turn.find(|at| reading.is(*at, classes.but));
    let came = but.and_then(|at| after(reading, at));
    came.is_some_and(|at| is_participle(reading, at))
}

/// Whether the verb at `at`, after the mention, only names the source: `may fall in June, the bank said.`
pub(super) fn names_source(reading: &Reading<'_>, mention: &Mention, at: usize) -> bool {
    let says = reading.is(at, reading.grammar.classes.says);
    let is_last = !matches!(reading.kind(at + 1), Some(Kind::Word(_)));
    says && is_last && (mention.end..at).any(|at| reading.is_mark(at, b','))
}

/// Whether the word at `at` is the end of a compound: `state-owned`, and not `re-elected`.
fn is_compound(reading: &Reading<'_>, at: usize) -> bool {
    let glued = reading.tokens.get(at).is_some_and(|token| token.glued);
    let before = at.checked_sub(2);
    let word = before.map_or("", |at| reading.written(at));
    let long =
        word.len() > PREFIX || word.ends_with('.') || reading.is_mark(at.saturating_sub(2), b'.');
    glued && long && reading.is_mark(at - 1, b'-')
}

/// Whether the word at `at` is `to` with an infinitive after it, and a noun before it: `trial to begin`, and not
/// `according to police`, `rises to record` or `year to end January`.
pub(super) fn announces(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let no_noun = [
        classes.towards,
        classes.due,
        classes.before_date,
        classes.unit,
    ];
    let noun = at.checked_sub(1).is_some_and(|before| {
        let word = matches!(reading.kind(before), Some(Kind::Word(_)));
        word && !no_noun.iter().any(|class| reading.is(before, *class))
    });
    // `to meet`, `to vote`, `to cut`, `to be sold`
    let verbs = [
        classes.plain,
        classes.plain_or_noun,
        classes.behind,
        classes.be,
    ];
    let known = verbs.iter().any(|class| reading.is(at + 1, *class));
    let infinitive = known || reading.is_other(at + 1) && reading.is_common(at + 1);
    reading.is(at, classes.to) && noun && infinitive
}

/// `had left`, `had been left`.
fn follows_had(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let one = governor(reading, at);
    let back = match one {
        Some(one) if reading.is(one, classes.be) => governor(reading, one),
        one => one,
    };
    back.is_some_and(|back| reading.is(back, classes.had))
}

/// Whether the verb at `at` is in a clause of time that depends on `would`: `it would close when they left`.
fn is_awaited(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let before = |at: usize, class| reading.back(at, SUBJECT).find(|at| reading.is(*at, class));
    let when = before(at, classes.awaits);
    when.is_some_and(|when| at - when <= SUBJECT / 2 && before(when, classes.would).is_some())
}

/// `left`, `been`, `expired`.
fn is_participle(reading: &Reading<'_>, at: usize) -> bool {
    let endings = &reading.grammar.endings.behind;
    reading.is(at, reading.grammar.classes.behind)
        || endings.iter().any(|end| reading.ends_in(at, end))
}

/// Whether the word at `at` is such a participle before its noun: German `gewählte`.
pub(super) fn is_attribute(reading: &Reading<'_>, at: usize) -> bool {
    let ends = ["e", "en", "er", "es", "em"];
    let text = reading.written(at);
    let mut participles = ends.iter().filter_map(|end| text.strip_suffix(end));
    reading.is_lower(at) && participles.any(|text| is_done(reading, text))
}

/// Whether the word at `at` is a participle that forms a perfect with `is`: German `gestiegen`, `zurückgetreten`.
pub(super) fn makes_perfect(reading: &Reading<'_>, at: usize) -> bool {
    is_done(reading, reading.written(at))
}

fn is_done(reading: &Reading<'_>, text: &str) -> bool {
    let made = |(within, end): &(String, String)| {
        text.strip_suffix(end.as_str())
            .is_some_and(|rest| rest.contains(within.as_str()))
    };
    reading.grammar.endings.done.iter().any(made)
}

/// `will have left`.
fn follows_will(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let have = governor(reading, at).filter(|at| reading.is(*at, classes.have));
    let will = have.and_then(|have| governor(reading, have));
    will.is_some_and(|at| reading.is(at, classes.will))
}

/// The word after the one at `at`, and after the adverbs there.
fn after(reading: &Reading<'_>, at: usize) -> Option<usize> {
    (at + 1..reading.tokens.len())
        .take(ADVERBS + 1)
        .find(|at| !is_adverb(reading, *at))
}

/// The word before the one at `at`, and before the adverbs there.
fn governor(reading: &Reading<'_>, at: usize) -> Option<usize> {
    (0..at)
        .rev()
        .take(ADVERBS + 1)
        .find(|at| !is_adverb(reading, *at))
}

/// `officially`, `still`.
fn is_adverb(reading: &Reading<'_>, at: usize) -> bool {
    reading.ends_in(at, "ly") || reading.is(at, reading.grammar.classes.adverb)
}
