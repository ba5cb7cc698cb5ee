//! The clause around a mention: its verbs, and the words that introduce the mention.

use super::super::lex::Kind;
use super::super::lexicon::Class;
use super::super::matching::Mention;
use super::super::reading::Reading;
use super::super::verb::{
    SUBJECT, announces, is_attribute, is_failed_plan, is_over, makes_perfect, names_source, verb,
};
use super::super::word_classes::WordClasses;
use super::{Tense, is_possessive};

/// How many tokens before and after the mention are searched for a verb.
const BEFORE: usize = 20;
const AFTER: usize = 16;

/// How many tokens before `for Friday` a verb of scheduling may stand.
const SET: usize = 8;

/// The greatest length, in tokens, of a noun phrase between `ahead of` and a mention: `ahead of a summit in Geneva on
/// Friday`.
const NOUNS: usize = 8;

/// How many function words may stand between the conjunction that begins a clause and a mention: `and in the second
/// half`.
const SMALL: usize = 4;

/// The tokens around a mention.
#[derive(Clone, Copy)]
pub(super) struct Clause<'r, 'a> {
    reading: &'r Reading<'a>,
    mention: &'r Mention,
}

impl<'r, 'a> Clause<'r, 'a> {
    pub(super) fn around(reading: &'r Reading<'a>, mention: &'r Mention) -> Self {
        Self { reading, mention }
    }

    fn classes(self) -> &'r WordClasses {
        &self.reading.grammar.classes
    }

    /// The direction given by the words that introduce the mention: `until Friday`, `ahead of Friday's vote`, `set for
    /// Friday`.
    pub(super) fn introduced(self) -> Option<Tense> {
        let classes = self.classes();
        let is = |back, class| self.is(back, class);
        let as_soon_as =
            is(2, classes.limits) && is(1, classes.before_date) && is(3, classes.before_date);
        // German `der am Freitag gewählte Präsident`
        if is_attribute(self.reading, self.mention.end) {
            let planned = self.reading.is(self.mention.end, classes.ahead);
            return Some(ahead_unless(!planned));
        }
        // `The vote is on Tuesday.`
        if is(1, classes.before_date) && is(2, classes.present) && !self.is_done() {
            return Some(Tense::Future);
        }
        // German `bis zum 5. Mai`
        let article = is(1, classes.determiner) && is(2, classes.limits) && !is(2, classes.be);
        if is(1, classes.limits) || as_soon_as || article {
            let tense = if self.opens() { self.verb() } else { None };
            return tense.or(Some(Tense::Future));
        }
        // `is being staged, beginning on Friday`
        if is(1, classes.opening) || is(1, classes.before_date) && is(2, classes.opening) {
            return self.verb().or(Some(Tense::Future));
        }
        let article = usize::from(is(1, classes.determiner));
        if is(1, classes.since) || is(1, classes.before_date) && is(2, classes.since) {
            return Some(Tense::Past);
        }
        if is(1, classes.until) {
            // `They had until Friday to leave`, but `by Friday they had left`.
            let tense = match (is(2, classes.holds), self.opens()) {
                (true, _) => self.missed(),
                (false, true) => self.verb(),
                (false, false) => self.until(),
            };
            return tense.or(Some(Tense::Future));
        }
        // `ahead of the November election`
        let ahead_of = is(1 + article, classes.of) && is(2 + article, classes.front);
        if ahead_of && !is(3 + article, classes.compares) {
            return self.ahead_of().or(Some(Tense::Future));
        }
        // `ahead of a summit on Friday`
        if is(1, classes.before_date) && self.awaits() {
            return self.ahead_of().or(Some(Tense::Future));
        }
        if is(1, classes.for_) && !self.is_possessive() {
            return self.near(classes.sets, SET);
        }
        if is(1, classes.to) {
            return self.near(classes.moves, SET);
        }
        // `They are on sale from Friday.`
        let offered = is(1, classes.from) && is(2, classes.offered);
        (offered && self.is_present()).then_some(Tense::Future)
    }

    /// Whether the word so many tokens before the mention is of this class.
    pub(super) fn is(self, back: usize, class: Option<Class>) -> bool {
        let at = self.mention.start.checked_sub(back);
        at.is_some_and(|at| self.reading.is(at, class))
    }

    /// Whether the mention begins its sentence, perhaps after a preposition.
    pub(super) fn opens(self) -> bool {
        let before = self.mention.start.checked_sub(2);
        before.is_none_or(|at| self.reading.ends_sentence(at))
    }

    /// Whether the mention is a possessive: `Friday's vote`.
    pub(super) fn is_possessive(self) -> bool {
        is_possessive(self.reading, self.mention)
    }

    /// Whether the verb before the mention is `is` or `are`.
    fn is_present(self) -> bool {
        let present = |at: usize| self.reading.is(at, self.classes().present);
        let verb = self
            .before()
            .find(|at| present(*at) || self.verb_at(*at).is_some());
        verb.is_some_and(present)
    }

    /// Whether a participle follows that forms a perfect with German `ist`.
    fn is_done(self) -> bool {
        self.after()
            .take_while(|at| !self.can_end_before(*at))
            .any(|at| makes_perfect(self.reading, at))
    }

    /// The tokens before the mention in its sentence, the nearest first.
    pub(super) fn before(self) -> impl Iterator<Item = usize> + use<'a> {
        self.reading.back(self.mention.start, BEFORE)
    }

    /// The same, without a relative clause that ends just before the mention: `will swear in Reed, whom they elected
    /// in May, on Friday`.
    fn before_aside(self) -> impl Iterator<Item = usize> + use<'a> {
        let (reading, classes) = (self.reading, self.classes());
        let preposition = usize::from(self.is(1, classes.before_date));
        let comma = self.mention.start.checked_sub(preposition + 1);
        let begins = comma.filter(|at| self.is_comma(*at)).and_then(|comma| {
            let mut aside = reading.back(comma, BEFORE);
            let begins = aside.find(|at| self.is_comma(*at))?;
            (reading.is(begins + 1, classes.who) || reading.is(begins + 1, classes.that))
                .then_some(begins)
        });
        reading.back(begins.unwrap_or(self.mention.start), BEFORE)
    }

    pub(super) fn after(self) -> impl Iterator<Item = usize> + use<'a> {
        self.reading.onward(self.mention.end, AFTER)
    }

    /// The verbs that decide, each with its direction: those of the clause that the mention begins, then those before
    /// the mention, the nearest first, then those after it.
    pub(super) fn verbs(self) -> impl Iterator<Item = (usize, Tense)> {
        let begun = self.begun().filter_map(move |at| self.verb_at(at));
        begun.chain(self.around_it())
    }

    /// The verbs that decide before the mention, the nearest first, and after it.
    pub(super) fn around_it(self) -> impl Iterator<Item = (usize, Tense)> {
        // `He said that May sales will rise`: the nearest clause comes first.
        let that = self.classes().that;
        let near = move |at: &usize| !self.reading.is(*at, that);
        let here = self.before_aside().take_while(near);
        let beyond = self.before_aside().skip_while(near);
        let source = move |at| names_source(self.reading, self.mention, at) && !self.opens();
        let after = self.after().filter(move |at| !source(*at));
        let places = here.chain(after).chain(beyond);
        places.filter_map(move |at| self.verb_at(at))
    }

    pub(super) fn verb_at(self, at: usize) -> Option<(usize, Tense)> {
        Some((at, verb(self.reading, self.mention, at)?))
    }

    /// The tokens after the mention in its clause, if it begins the clause: `sales rose, and in June they will fall`.
    fn begun(self) -> impl Iterator<Item = usize> + use<'r, 'a> {
        let apart = usize::from(self.is_comma(self.mention.end));
        let from = if self.begins() { apart } else { AFTER };
        let goes_on = move |at: &usize| !self.can_end_before(*at);
        self.after().skip(from).take_while(goes_on)
    }

    /// Whether the mention begins a clause: a conjunction or a comma precedes it that does not merely join it to
    /// another date.
    fn begins(self) -> bool {
        let (reading, classes) = (self.reading, self.classes());
        let small = |at: &usize| {
            let word = reading.tokens.get(*at).and_then(|token| token.word());
            let known_word = word.is_some() && !reading.grammar.lexicon.is_other(word);
            (known_word && self.verb_at(*at).is_none())
                || self.can_end_before(*at)
                || reading.is(*at, classes.determiner)
        };
        let mut before = self.before().take(SMALL).take_while(small);
        let begins = before.find(|at| self.can_end_before(*at));
        begins.is_some_and(|at| {
            let back = usize::from(at > 0 && self.is_comma(at - 1));
            at + 1 < self.mention.start || self.is_subject() || !self.ends_date(at - back)
        })
    }

    /// Whether a verb follows immediately: `Tuesday was cold, Wednesday will be colder`.
    fn is_subject(self) -> bool {
        let at = self.mention.end;
        self.reading.is(at, self.classes().present) || self.verb_at(at).is_some()
    }

    fn is_comma(self, at: usize) -> bool {
        self.reading.is_mark(at, b',')
    }

    /// Whether a clause can end before the token at `at`.
    pub(super) fn can_end_before(self, at: usize) -> bool {
        let classes = self.classes();
        let word = |class| self.reading.is(at, class);
        self.is_comma(at) || word(classes.clauses) || word(classes.that)
    }

    /// Whether the token before the one at `at` can be the end of a date.
    fn ends_date(self, at: usize) -> bool {
        let classes = self.classes();
        at.checked_sub(1).is_some_and(|at| {
            let number = self.reading.kind(at);
            matches!(number, Some(Kind::Number { .. } | Kind::Ordinal(_)))
                || self.reading.is(at, classes.month)
                || self.reading.is(at, classes.weekday)
        })
    }

    /// The direction of the verb; if there is none that decides, of the infinitive of a headline: `Trial to begin
    /// Monday`.
    pub(super) fn verb(self) -> Option<Tense> {
        let announced = || {
            let mut before = self.before().take_while(|at| !self.is_comma(*at));
            let to = self.ends_headline() && before.any(|at| announces(self.reading, at));
            to.then_some(Tense::Future)
        };
        let verb = self.verbs().next().map(|(_, tense)| tense);
        verb.or_else(announced)
    }

    /// Whether the sentence ends without a mark, and with the mention or what follows a comma: `Judge to rule Monday,
    /// sources say`, but not `Two to face court over Sunday stabbing`.
    fn ends_headline(self) -> bool {
        let (reading, end) = (self.reading, self.mention.end);
        let mut after = (end..).take(AFTER);
        let last = after.find(|at| reading.ends_sentence(*at));
        last.is_some_and(|last| {
            let closes = last == end || self.is_comma(end);
            closes && !matches!(reading.kind(last), Some(Kind::Mark(_)))
        })
    }

    /// `was postponed until Friday` is in the future; in `stayed until Friday` the tense decides.
    fn until(self) -> Option<Tense> {
        let puts_off = self.classes().puts_off;
        self.near(puts_off, SUBJECT).or_else(|| self.verb())
    }

    /// `had until Friday to leave, but stayed` is in the past.
    fn missed(self) -> Option<Tense> {
        let holds = self.mention.start.checked_sub(2)?;
        is_failed_plan(self.reading, self.mention, holds).then_some(Tense::Past)
    }

    /// Whether `ahead of` stands before a noun and the mention, with no verb between.
    fn awaits(self) -> bool {
        let (reading, classes) = (self.reading, self.classes());
        let goes_on = |at: &usize| !self.can_end_before(*at) && self.verb_at(*at).is_none();
        let mut nouns = self.before().take(NOUNS).take_while(goes_on);
        let ahead = nouns.find(|at| reading.is(*at, classes.front));
        ahead.is_some_and(|at| {
            let compares = at.checked_sub(1);
            reading.is(at + 1, classes.of)
                && !compares.is_some_and(|at| reading.is(at, classes.compares))
        })
    }

    /// `rose ahead of Friday's vote` is in the future, but not with `had risen`.
    fn ahead_of(self) -> Option<Tense> {
        let reading = self.reading;
        let (at, _) = self.verbs().next()?;
        let over = is_over(reading, self.mention, at) || reading.is(at, self.classes().had);
        Some(ahead_unless(over))
    }

    /// `set a hearing for Friday`; `None` if no word of the class is near enough.
    fn near(self, class: Option<Class>, within: usize) -> Option<Tense> {
        let mut near = self.before().take(within);
        let at = near.find(|at| self.reading.is(*at, class))?;
        // `originally planned for June`
        let dropped = at > 0 && self.reading.is(at - 1, self.classes().compared);
        let over = dropped || is_over(self.reading, self.mention, at);
        Some(ahead_unless(over))
    }
}

fn ahead_unless(over: bool) -> Tense {
    if over { Tense::Past } else { Tense::Future }
}
