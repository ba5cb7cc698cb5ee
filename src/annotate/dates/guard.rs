//! Checks the context that an ambiguous word needs to be a time: `may` the month, `1998` the year.

mod number;
mod word;

use self::number::{clock, consecutive, nine_eleven, year};
pub(super) use self::word::capital;
use self::word::{FALL, alone, begins_name, determines, is_name};
use super::lex::Kind;
use super::lexicon::Class;
use super::matching::Mention;
use super::reading::Reading;
use super::slots::{Slot, Slots};
use super::tense::{Tense, is_to_come, tense};
use super::value::Unit;

macro_rules! guards {
    ($($guard:ident $name:literal $doc:literal,)*) => {
        /// A condition of a rule, on what stands around its match.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Guard {
            $(#[doc = $doc] $guard,)*
        }

        impl Guard {
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$guard),)*
                    _ => None,
                }
            }
        }
    };
}

guards! {
    Year "year" "A number of four digits that is a year.",
    Alone "alone" "A word that could be another: a preposition of time must stand before it.",
    Rate "rate" "An amount stands before, of what there is so much in each such time: `two dollars a day`.",
    NoRate "no-rate" "Not `24 hours a day`.",
    Finer "finer" "The second amount is in a smaller unit than the first.",
    NotSecond "not-second" "Not `a second`, which is mostly another one.",
    One "one" "One unit: the last word is not a plural.",
    LastWeekday "last-weekday" "Its weekday is the only one, and begins no other date: `June 14, a Friday`, and not `Fri June 14, Sat June 15`.",
    American "american" "No country that has another one is named in its sentence: `Independence Day`.",
    Century "century" "A decade told with its century.",
    Sure "sure" "A season that is no other word.",
    Dated "dated" "A number that can only be a day: a preposition of time before it, and no noun after it.",
    Clock "clock" "A time is told close before: a verb or noun of time must introduce it.",
    Days "days" "A unit of at least a day.",
    SecondDays "days2" "A second amount in units of at least a day.",
    After "after" "A word for a time must stand before: `in`, `since`.",
    Uncounted "uncounted" "No noun after it that its number could count: `on July 20 in 1969.`, and not `on July 20 in 1200 homes`.",
    Ends "ends" "At the end of its clause: `the day before`, and not `the day before the vote`.",
    Listed "listed" "At the head of a line or after a mark, and before one: `Fri 28: concert`.",
    NineEleven "nine-eleven" "11 September as the day of the attacks, which follow, or written as `9/11`.",
    Common "common" "No name: written with a capital only where a sentence begins, or all in capitals; and no name after it, as in `the daily Granma`.",
    BeforeNoName "before-no-name" "No name after it: `at 9 a.m. Eastern`, and not `Eastern Airlines`.",
    Capital "capital" "Written with a capital, or in capitals.",
    Titled "titled" "Its last word is written with a capital and small letters.",
    NoClause "no-clause" "A `that` at its beginning belongs to it: `that Friday he left`, and not `he said that Friday's vote`.",
    Ahead "ahead" "The sentence looks ahead.",
    Behind "behind" "The sentence looks behind.",
    Bare "bare" "No number, article or adjective before: `weeks of talks`, and not `the two weeks of talks`.",
    Spent "spent" "A word stands before that an amount of time follows: `took years`.",
    Recorded "recorded" "A word stands before that the day of a payment follows: `payable June two`.",
    Consecutive "consecutive" "A year and the last two digits of the next.",
    Business "business" "A word of business in its sentence, and none of a game.",
    NoScale "no-scale" "No word of a game or of the weather in its sentence, and none of a ball game in its story, whose quarters and tens are no times.",
}

impl Guard {
    /// Whether the tokens from `start` to before `end`, which say `slots`, meet it.
    pub(super) fn is_met(
        self,
        reading: &Reading<'_>,
        start: usize,
        end: usize,
        slots: &Slots,
    ) -> bool {
        match self {
            Self::Year => year(reading, start, end, slots),
            Self::Alone => alone(reading, start, end),
            Self::Rate => {
                is_article(reading, start) && rate(reading, start) && !measures(reading, end)
            }
            Self::NoRate => {
                let unit = reading.grammar.classes.unit;
                let rate = |end: usize| is_article(reading, end) && reading.is(end - 1, unit);
                !end.checked_sub(2).is_some_and(|at| at > start && rate(at))
            }
            Self::Finer => slots.second_unit() < slots.unit(),
            Self::NotSecond => !(is_article(reading, start) && slots.unit() == Some(Unit::Second)),
            Self::One => !ends_in_plural(reading, end),
            Self::LastWeekday => ends_in_only_weekday(reading, start, end),
            Self::American => !is_beside(reading, start, end, reading.grammar.classes.abroad),
            Self::Century => {
                slots.has(Slot::Century)
                    || slots.get(Slot::Decade).is_some_and(|decade| decade >= 1000)
            }
            Self::Sure => slots.get(Slot::Season) != Some(FALL),
            Self::Dated => {
                introduced(reading, start)
                    && !reading.is_plain(end)
                    && !is_counted(reading, end)
                    && !counts_on(reading, end)
                    && !matches!(reading.kind(end), Some(Kind::Mark(b'%' | b'-' | b'$')))
            }
            Self::Clock => clock(reading, start, end, slots),
            Self::Days => slots.unit() >= Some(Unit::Day),
            Self::SecondDays => slots.second_unit() >= Some(Unit::Day),
            Self::After => introduced(reading, start),
            Self::Uncounted => {
                let determiner = reading.grammar.classes.determiner;
                ends_clause(reading, end) || reading.is_titled(end) || reading.is(end, determiner)
            }
            Self::Ends => ends_clause(reading, end),
            Self::Listed => is_listed(reading, start, end),
            Self::NineEleven => nine_eleven(reading, end, slots),
            Self::Common => !is_name(reading, start) && !begins_name(reading, end),
            Self::BeforeNoName => !begins_name(reading, end),
            Self::Capital => reading.is_capital(start),
            Self::Titled => end.checked_sub(1).is_some_and(|at| reading.is_titled(at)),
            Self::NoClause => determines(reading, start, slots),
            Self::Ahead => {
                let slots = *slots;
                is_to_come(reading, &Mention { start, end, slots })
            }
            Self::Behind => {
                let slots = *slots;
                tense(reading, &Mention { start, end, slots }) == Some(Tense::Past)
            }
            Self::Bare => bare(reading, start),
            Self::Spent => follows(reading, start, reading.grammar.classes.spends),
            Self::Recorded => follows(reading, start, reading.grammar.classes.records),
            Self::Consecutive => consecutive(reading, start, end),
            Self::NoScale => {
                let classes = &reading.grammar.classes;
                let adjacent_day = |class| is_beside(reading, start, end, class);
                let is_part = slots.has(Slot::Quarter) || slots.has(Slot::Half);
                let game =
                    || adjacent_day(classes.game) || is_part && is_about_sport(reading, start);
                let business = || adjacent_day(classes.business) || adjacent_day(classes.money);
                !adjacent_day(classes.scale) && (business() || !game())
            }
            Self::Business => {
                let classes = &reading.grammar.classes;
                // `the first half of the decade`
                !reading.is(end, classes.of)
                    && is_beside(reading, start, end, classes.business)
                    && !is_beside(reading, start, end, classes.scale)
            }
        }
    }
}

/// Whether the word at `at` is a unit or something counted: `the 29th minute`.
fn is_counted(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    reading.is(at, classes.unit) || reading.is(at, classes.counted)
}

/// Whether more such numbers follow and then something counted: `the 12th and 67th minutes`.
fn counts_on(reading: &Reading<'_>, at: usize) -> bool {
    let classes = &reading.grammar.classes;
    let mut numbers = at..at + LIST;
    let apart = |at: &usize| {
        reading.is(*at, classes.joins)
            || reading.is_mark(*at, b',')
            || matches!(reading.kind(*at), Some(Kind::Ordinal(_)))
    };
    let end = numbers.find(|at| !apart(at));
    end.is_some_and(|end| {
        let listed = end > at + 1 && matches!(reading.kind(end - 1), Some(Kind::Ordinal(_)));
        listed && (reading.is_plain(end) || is_counted(reading, end))
    })
}

/// Whether its last weekday is the only one in it and no day or month follows, with which that would be another date.
fn ends_in_only_weekday(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let classes = &reading.grammar.classes;
    let weekdays = (start..end).filter(|at| reading.is(*at, classes.weekday));
    let begins = reading.is(end, classes.month)
        || matches!(
            reading.kind(end),
            Some(Kind::Number { .. } | Kind::Ordinal(_))
        );
    weekdays.count() == 1 && !begins
}

/// The greatest length of a list of numbers, in tokens.
const LIST: usize = 8;

fn ends_in_plural(reading: &Reading<'_>, end: usize) -> bool {
    follows(reading, end, reading.grammar.classes.units)
}

fn is_article(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, reading.grammar.classes.article)
}

/// Whether a preposition of time precedes token `at`.
fn introduced(reading: &Reading<'_>, at: usize) -> bool {
    follows(reading, at, reading.grammar.classes.before_date)
}

/// Whether a word of `class` precedes token `at`.
fn follows(reading: &Reading<'_>, at: usize, class: Option<Class>) -> bool {
    at.checked_sub(1).is_some_and(|at| reading.is(at, class))
}

/// Whether a punctuation mark, a conjunction or nothing follows.
pub(super) fn ends_clause(reading: &Reading<'_>, end: usize) -> bool {
    reading.kind(end).is_none_or(|kind| match kind {
        Kind::Mark(mark) => !matches!(mark, b'\'' | b'-' | b'$'),
        Kind::Break => true,
        _ => reading.is(end, reading.grammar.classes.joins),
    })
}

/// Whether it stands by itself: at the beginning or after a mark or a line break, and before a mark.
fn is_listed(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let mark = |at: usize| {
        matches!(
            reading.kind(at),
            Some(Kind::Mark(b':' | b',' | b'.' | b'(' | b')'))
        )
    };
    let begins = start
        .checked_sub(1)
        .is_none_or(|at| mark(at) || reading.kind(at) == Some(Kind::Break));
    begins && mark(end)
}

/// Whether the token before is an amount, or what is counted: `$5`, `million`, `times`.
fn rate(reading: &Reading<'_>, start: usize) -> bool {
    let grammar = reading.grammar;
    reading.before(start).is_some_and(|token| match token.kind {
        Kind::Word(word) if grammar.lexicon.is_other(word) => {
            let text = token.text(reading.text);
            text.ends_with('s') && !text.ends_with("ss")
        }
        Kind::Word(word) => {
            grammar.lexicon.is(word, grammar.classes.counted)
                || grammar.lexicon.is(word, grammar.classes.rated)
        }
        Kind::Number { .. } | Kind::Grouped(_) | Kind::Decimal { .. } => true,
        _ => false,
    })
}

/// Whether a word follows after which an event is counted from: `comes a day after`.
fn measures(reading: &Reading<'_>, end: usize) -> bool {
    let classes = &reading.grammar.classes;
    reading.is(end, classes.later) || reading.is(end, classes.earlier)
}

/// Whether no number, article or adjective precedes: it begins its sentence, or follows a verb, `just` or a mark.
fn bare(reading: &Reading<'_>, start: usize) -> bool {
    let classes = &reading.grammar.classes;
    reading.before(start).is_none_or(|token| match token.kind {
        Kind::Word(_) => {
            let is = |class| reading.is(start - 1, class);
            is(classes.before_date) && !is(classes.determiner)
                || is(classes.adverb)
                || is(classes.behind)
        }
        Kind::Break => true,
        Kind::Mark(mark) => !matches!(mark, b'-' | b'\''),
        _ => false,
    })
}

/// How far around a quarter or half, in tokens, a word that only ball games have is searched for.
const STORY: usize = 300;

/// Whether the text around token `at` is about a ball game.
fn is_about_sport(reading: &Reading<'_>, at: usize) -> bool {
    let sport = reading.grammar.classes.sport;
    let around = at.saturating_sub(STORY)..reading.tokens.len().min(at + STORY);
    sport.is_some() && around.into_iter().any(|at| reading.is(at, sport))
}

/// How far around a quarter or a decade such a word is searched for, in tokens.
const AROUND: usize = 25;

/// Whether a word of `class` is in the sentence.
fn is_beside(reading: &Reading<'_>, start: usize, end: usize, class: Option<Class>) -> bool {
    let mut around = reading
        .back(start, AROUND)
        .chain(reading.onward(end, AROUND));
    class.is_some() && around.any(|at| reading.is(at, class))
}
