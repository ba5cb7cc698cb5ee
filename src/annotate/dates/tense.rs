//! Decides whether a mention is in the future or the past, by the verb that governs it or by the preposition before it.

use super::lex::Kind;
use super::lexicon::Class;
use super::matching::Part;
use super::reading::Reading;
use super::said::Slot;
use super::verb::{SUBJECT, is_attribute, is_over, is_thwarted, makes_perfect, verb};

/// Where the clause of a mention looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Ahead,
    Behind,
}

/// How many tokens before and after the mention can tell.
const BEFORE: usize = 20;
const AFTER: usize = 16;

/// How many tokens before `for Friday` the word stands that sets something for then.
const SET: usize = 8;

/// So many tokens a noun and its preposition may have before a mention: `ahead of a summit in Geneva on Friday`.
const NOUNS: usize = 8;

/// How many tokens before `on March 30` the verb stands that tells what happened then.
const HAPPENED: usize = 5;

/// So many tokens the name of an event may have: `Friday's Champions League match`.
const EVENT: usize = 4;

/// So many tokens after a day the word stands that says what it owns is over: `Friday's car bomb explosion`.
const OVER: usize = 3;

/// So many small words may stand between the conjunction that begins a clause and a mention: `and in the second half`.
const SMALL: usize = 4;

/// Where the clause around `mention` looks: the nearest verb before it decides, else the first one after it. `None` where no verb tells.
pub(super) fn look(reading: &Reading<'_>, mention: &Part) -> Option<Look> {
    let clause = Clause::around(reading, mention);
    clause.introduced().or_else(|| clause.verb())
}

/// Whether the clause around `mention` looks ahead from the day of publication, not from a time gone: `will`, and not `would`.
pub(super) fn is_to_come(reading: &Reading<'_>, mention: &Part) -> bool {
    let clause = Clause::around(reading, mention);
    let verb = clause.around_it().next();
    verb.is_some_and(|(at, look)| {
        look == Look::Ahead && !reading.is(at, reading.grammar.known.would)
    })
}

/// Whether the clause around `mention` may tell what is so at the day of publication: it looks not behind, and no `will` puts it off.
pub(super) fn is_so_now(reading: &Reading<'_>, mention: &Part) -> bool {
    let known = &reading.grammar.known;
    let verb = Clause::around(reading, mention).verbs().next();
    verb.is_none_or(|(at, look)| {
        let put_off = [known.will, known.would];
        look == Look::Ahead && !put_off.iter().any(|class| reading.is(at, *class))
    })
}

/// Whether `before` stands before the mention: of two days the nearest is meant, unless the verb looks ahead.
pub(super) fn comes_before(reading: &Reading<'_>, mention: &Part) -> bool {
    Clause::around(reading, mention).is(1, reading.grammar.known.earlier)
}

/// Whether something of the mention is told as a cause: `effects from Monday's fall`. Of two days the nearest is meant, whatever the verb.
pub(super) fn comes_after(reading: &Reading<'_>, mention: &Part) -> bool {
    let clause = Clause::around(reading, mention);
    clause.owns() && clause.is(1, reading.grammar.known.wake) && clause.introduced().is_none()
}

/// Whether an event of the mention is told of in the present: `Tuesday's election is too close to call`.
pub(super) fn is_event_now(reading: &Reading<'_>, mention: &Part) -> bool {
    let known = &reading.grammar.known;
    let name = mention.end + 1..mention.end + 1 + EVENT;
    let mut events = name.filter(|at| reading.is(*at, known.event));
    owns(reading, mention) && events.any(|at| reading.is(at + 1, known.present))
}

/// Whether what a day owns is over, by what it is: `Tuesday's attack`, `the results of Sunday's vote`, `Sunday's disputed election`.
pub(super) fn is_event_over(reading: &Reading<'_>, mention: &Part) -> bool {
    let known = &reading.grammar.known;
    let clause = Clause::around(reading, mention);
    if !clause.owns() || clause.introduced().is_some() {
        return false;
    }
    let of = clause.is(1, known.of) || clause.is(1, known.from);
    let named = |at: &usize| !clause.parts(*at) && !reading.is(*at, known.present);
    let mut name = clause.after().skip(1).take(OVER).take_while(named);
    of && clause.is(2, known.outcome) || name.any(|at| reading.is(at, known.over))
}

/// Whether the mention is the subject of a verb in the present: `the fourth quarter is looking better`.
pub(super) fn is_told_of_now(reading: &Reading<'_>, mention: &Part) -> bool {
    reading.is(mention.end, reading.grammar.known.present)
}

/// Whether `until` or `by` stands before the mention.
pub(super) fn comes_until(reading: &Reading<'_>, mention: &Part) -> bool {
    Clause::around(reading, mention).is(1, reading.grammar.known.until)
}

/// Whether the mention opens its sentence, perhaps after a preposition.
pub(super) fn opens(reading: &Reading<'_>, mention: &Part) -> bool {
    Clause::around(reading, mention).opens()
}

/// Whether the verb just before the mention tells of what has happened then, and cannot announce it: `heard the case on March 30`.
pub(super) fn has_happened(reading: &Reading<'_>, mention: &Part) -> bool {
    let happened = reading.grammar.known.happened;
    let clause = Clause::around(reading, mention);
    let near = clause.before().take(HAPPENED);
    let verb = near.into_iter().find_map(|at| clause.told_at(at));
    verb.is_some_and(|(at, look)| look == Look::Behind && reading.is(at, happened))
}

/// The tokens around a mention.
#[derive(Clone, Copy)]
struct Clause<'r, 'a> {
    reading: &'r Reading<'a>,
    mention: &'r Part,
}

impl<'r, 'a> Clause<'r, 'a> {
    fn around(reading: &'r Reading<'a>, mention: &'r Part) -> Self {
        Self { reading, mention }
    }

    /// Where the words look that introduce the mention: `until Friday`, `ahead of Friday's vote`, `set for Friday`.
    fn introduced(self) -> Option<Look> {
        let known = &self.reading.grammar.known;
        let is = |back, class| self.is(back, class);
        let as_soon_as =
            is(2, known.limits) && is(1, known.before_date) && is(3, known.before_date);
        // German `der am Freitag gewählte Präsident`
        if is_attribute(self.reading, self.mention.end) {
            let planned = self.reading.is(self.mention.end, known.ahead);
            return Some(ahead_unless(!planned));
        }
        // `The vote is on Tuesday.`
        if is(1, known.before_date) && is(2, known.present) && !self.is_done() {
            return Some(Look::Ahead);
        }
        // German `bis zum 5. Mai`
        let article = is(1, known.determiner) && is(2, known.limits) && !is(2, known.be);
        if is(1, known.limits) || as_soon_as || article {
            let told = if self.opens() { self.verb() } else { None };
            return told.or(Some(Look::Ahead));
        }
        // `is being staged, beginning on Friday`
        if is(1, known.opening) || is(1, known.before_date) && is(2, known.opening) {
            return self.verb().or(Some(Look::Ahead));
        }
        let article = usize::from(is(1, known.determiner));
        if is(1, known.since) || is(1, known.before_date) && is(2, known.since) {
            return Some(Look::Behind);
        }
        if is(1, known.until) {
            // `They had until Friday to leave`, but `by Friday they had left`.
            let told = match (is(2, known.holds), self.opens()) {
                (true, _) => self.missed(),
                (false, true) => self.verb(),
                (false, false) => self.until(),
            };
            return told.or(Some(Look::Ahead));
        }
        // `ahead of the November election`
        let ahead_of = is(1 + article, known.of) && is(2 + article, known.front);
        if ahead_of && !is(3 + article, known.compares) {
            return self.ahead_of().or(Some(Look::Ahead));
        }
        // `ahead of a summit on Friday`
        if is(1, known.before_date) && self.awaits() {
            return self.ahead_of().or(Some(Look::Ahead));
        }
        if is(1, known.for_) && !self.owns() {
            return self.near(known.sets, SET);
        }
        if is(1, known.to) {
            return self.near(known.moves, SET);
        }
        // `They are on sale from Friday.`
        let offered = is(1, known.from) && is(2, known.offered);
        (offered && self.is_present()).then_some(Look::Ahead)
    }

    /// Whether the word so many tokens before the mention is of this class.
    fn is(self, back: usize, class: Option<Class>) -> bool {
        let at = self.mention.start.checked_sub(back);
        at.is_some_and(|at| self.reading.is(at, class))
    }

    /// Whether the mention opens its sentence, perhaps after a preposition.
    fn opens(self) -> bool {
        let before = self.mention.start.checked_sub(2);
        before.is_none_or(|at| self.reading.ends_sentence(at))
    }

    /// Whether what follows belongs to the mention: `Friday's vote`.
    fn owns(self) -> bool {
        owns(self.reading, self.mention)
    }

    /// Whether the verb before the mention is `is` or `are`.
    fn is_present(self) -> bool {
        let present = |at: usize| self.reading.is(at, self.reading.grammar.known.present);
        let verb = self
            .before()
            .find(|at| present(*at) || self.told_at(*at).is_some());
        verb.is_some_and(present)
    }

    /// Whether a participle follows that makes a perfect of German `ist`.
    fn is_done(self) -> bool {
        self.after()
            .take_while(|at| !self.parts(*at))
            .any(|at| makes_perfect(self.reading, at))
    }

    /// The tokens before the mention in its sentence, the nearest first.
    fn before(self) -> impl Iterator<Item = usize> + use<'a> {
        self.reading.back(self.mention.start, BEFORE)
    }

    /// The same, without an aside that ends just before the mention: `will swear in Reed, whom they elected in May, on Friday`.
    fn before_aside(self) -> impl Iterator<Item = usize> + use<'a> {
        let (reading, known) = (self.reading, &self.reading.grammar.known);
        let preposition = usize::from(self.is(1, known.before_date));
        let comma = self.mention.start.checked_sub(preposition + 1);
        let begins = comma.filter(|at| self.is_comma(*at)).and_then(|comma| {
            let mut aside = reading.back(comma, BEFORE);
            let begins = aside.find(|at| self.is_comma(*at))?;
            (reading.is(begins + 1, known.who) || reading.is(begins + 1, known.that))
                .then_some(begins)
        });
        reading.back(begins.unwrap_or(self.mention.start), BEFORE)
    }

    fn after(self) -> impl Iterator<Item = usize> + use<'a> {
        self.reading.onward(self.mention.end, AFTER)
    }

    /// The words that tell, and where they look: in the clause that the mention begins, then before the mention, the nearest first,
    /// and then after it.
    fn verbs(self) -> impl Iterator<Item = (usize, Look)> {
        let begun = self.begun().filter_map(move |at| self.told_at(at));
        begun.chain(self.around_it())
    }

    /// The words that tell before the mention, the nearest first, and after it.
    fn around_it(self) -> impl Iterator<Item = (usize, Look)> {
        // `He said that May sales will rise`: the nearest clause comes first.
        let that = self.reading.grammar.known.that;
        let near = move |at: &usize| !self.reading.is(*at, that);
        let here = self.before_aside().take_while(near);
        let beyond = self.before_aside().skip_while(near);
        let places = here.chain(self.after()).chain(beyond);
        places.filter_map(move |at| self.told_at(at))
    }

    fn told_at(self, at: usize) -> Option<(usize, Look)> {
        Some((at, verb(self.reading, self.mention, at)?))
    }

    /// The tokens after the mention in its clause, where it begins that: `sales rose, and in June they will fall`.
    fn begun(self) -> impl Iterator<Item = usize> + use<'r, 'a> {
        let apart = usize::from(self.is_comma(self.mention.end));
        let from = if self.begins() { apart } else { AFTER };
        let goes_on = move |at: &usize| !self.parts(*at);
        self.after().skip(from).take_while(goes_on)
    }

    /// Whether the mention begins a clause: a conjunction or a comma stands before it that joins not just another date.
    fn begins(self) -> bool {
        let (reading, known) = (self.reading, &self.reading.grammar.known);
        let small = |at: &usize| {
            let word = reading.tokens.get(*at).and_then(|token| token.word());
            let known_word = word.is_some() && !reading.grammar.lexicon.is_other(word);
            (known_word && self.told_at(*at).is_none())
                || self.parts(*at)
                || reading.is(*at, known.determiner)
        };
        let mut before = self.before().take(SMALL).take_while(small);
        let begins = before.find(|at| self.parts(*at));
        begins.is_some_and(|at| {
            let back = usize::from(at > 0 && self.is_comma(at - 1));
            at + 1 < self.mention.start || self.is_subject() || !self.ends_date(at - back)
        })
    }

    /// Whether a verb follows at once: `Tuesday was cold, Wednesday will be colder`.
    fn is_subject(self) -> bool {
        let at = self.mention.end;
        self.reading.is(at, self.reading.grammar.known.present) || self.told_at(at).is_some()
    }

    fn is_comma(self, at: usize) -> bool {
        self.reading.is_mark(at, b',')
    }

    /// Whether a clause can end before the token at `at`.
    fn parts(self, at: usize) -> bool {
        let known = &self.reading.grammar.known;
        let word = |class| self.reading.is(at, class);
        self.is_comma(at) || word(known.clauses) || word(known.that)
    }

    /// Whether the token before the one at `at` can be the end of a date.
    fn ends_date(self, at: usize) -> bool {
        let known = &self.reading.grammar.known;
        at.checked_sub(1).is_some_and(|at| {
            let number = self.reading.kind(at);
            matches!(number, Some(Kind::Number { .. } | Kind::Ordinal(_)))
                || self.reading.is(at, known.month)
                || self.reading.is(at, known.weekday)
        })
    }

    /// Where the verb looks.
    fn verb(self) -> Option<Look> {
        self.verbs().next().map(|(_, look)| look)
    }

    /// `was postponed until Friday` looks ahead, `stayed until Friday` where its verb does.
    fn until(self) -> Option<Look> {
        let puts_off = self.reading.grammar.known.puts_off;
        self.near(puts_off, SUBJECT).or_else(|| self.verb())
    }

    /// `had until Friday to leave, but stayed` looks behind.
    fn missed(self) -> Option<Look> {
        let holds = self.mention.start.checked_sub(2)?;
        is_thwarted(self.reading, self.mention, holds).then_some(Look::Behind)
    }

    /// Whether `ahead of` stands before a noun and the mention, with no verb between.
    fn awaits(self) -> bool {
        let (reading, known) = (self.reading, &self.reading.grammar.known);
        let goes_on = |at: &usize| !self.parts(*at) && self.told_at(*at).is_none();
        let mut nouns = self.before().take(NOUNS).take_while(goes_on);
        let ahead = nouns.find(|at| reading.is(*at, known.front));
        ahead.is_some_and(|at| {
            let compares = at.checked_sub(1);
            reading.is(at + 1, known.of)
                && !compares.is_some_and(|at| reading.is(at, known.compares))
        })
    }

    /// `rose ahead of Friday's vote` looks ahead, `had risen` there does not.
    fn ahead_of(self) -> Option<Look> {
        let reading = self.reading;
        let (at, _) = self.verbs().next()?;
        let over = is_over(reading, self.mention, at) || reading.is(at, reading.grammar.known.had);
        Some(ahead_unless(over))
    }

    /// `set a hearing for Friday`; `None` where no word of the class stands so near.
    fn near(self, class: Option<Class>, within: usize) -> Option<Look> {
        let mut near = self.before().take(within);
        let at = near.find(|at| self.reading.is(*at, class))?;
        // `originally planned for June`
        let dropped = at > 0 && self.reading.is(at - 1, self.reading.grammar.known.compared);
        Some(ahead_unless(
            dropped || is_over(self.reading, self.mention, at),
        ))
    }
}

fn ahead_unless(over: bool) -> Look {
    if over { Look::Behind } else { Look::Ahead }
}

/// Whether a weekday owns what follows, as in `Friday's vote`.
pub(super) fn owns(reading: &Reading<'_>, mention: &Part) -> bool {
    mention.said.has(Slot::Weekday)
        && match reading.kind(mention.end) {
            Some(Kind::Mark(mark)) => mark == b'\'',
            Some(Kind::Word(_)) => reading.written(mention.end).starts_with('\''),
            _ => false,
        }
}
