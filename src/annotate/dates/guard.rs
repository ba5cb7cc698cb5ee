//! What a word must have around it to be a time: `may` the month, `1998` the year.

mod number;

use self::number::{clock, consecutive, year};
use super::lex::{Kind, Token};
use super::lexicon::Class;
use super::matching::{Part, Reading};
use super::said::{Said, Slot};
use super::tense::is_to_come;
use super::verb::{ends_sentence, word_is};

/// A condition of a rule, on what stands around its match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// A number of four digits that is a year.
    Year,
    /// A word that could be another: a preposition of time must stand before it.
    Alone,
    /// An amount stands before, of what there is so much in each such time: `two dollars a day`.
    Rate,
    /// Not `24 hours a day`.
    NoRate,
    /// Not `a second`, which is mostly another one.
    NotSecond,
    /// One unit: the last word is not a plural.
    One,
    /// A decade told with its century.
    Century,
    /// A season that is no other word.
    Sure,
    /// A number that can only be a day: a preposition of time before it, and no noun after it.
    Dated,
    /// A time is told close before: a verb or noun of time must introduce it.
    Clock,
    /// A unit of at least a day.
    Days,
    /// A second amount in units of at least a day.
    SecondDays,
    /// A unit of less than a day.
    Hours,
    /// A word for a time must stand before: `in`, `since`.
    After,
    /// At the end of its clause: `the day before`, and not `the day before the vote`.
    Ends,
    /// 11 September as the day of the attacks, which follow, or written as `9/11`.
    NineEleven,
    /// No name: written with a capital only where a sentence begins, or all in capitals.
    Common,
    /// Written with a capital, or in capitals.
    Capital,
    /// The sentence looks ahead.
    Ahead,
    /// No number, article or adjective before: `weeks of talks`, and not `the two weeks of talks`.
    Bare,
    /// A word stands before that an amount of time follows: `took years`.
    Spent,
    /// A word stands before that the day of a payment follows: `payable June two`.
    Recorded,
    /// A year and the last two digits of the next.
    Consecutive,
    /// A word of business in its sentence, and none of a game.
    Business,
    /// No word of a game or of the weather in its sentence, whose quarters and tens are no times.
    NoScale,
}

impl Guard {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "year" => Self::Year,
            "alone" => Self::Alone,
            "rate" => Self::Rate,
            "no-rate" => Self::NoRate,
            "not-second" => Self::NotSecond,
            "one" => Self::One,
            "century" => Self::Century,
            "sure" => Self::Sure,
            "dated" => Self::Dated,
            "clock" => Self::Clock,
            "days" => Self::Days,
            "days2" => Self::SecondDays,
            "hours" => Self::Hours,
            "after" => Self::After,
            "ends" => Self::Ends,
            "nine-eleven" => Self::NineEleven,
            "common" => Self::Common,
            "capital" => Self::Capital,
            "ahead" => Self::Ahead,
            "bare" => Self::Bare,
            "spent" => Self::Spent,
            "recorded" => Self::Recorded,
            "consecutive" => Self::Consecutive,
            "business" => Self::Business,
            "no-scale" => Self::NoScale,
            _ => return None,
        })
    }

    /// Whether the tokens from `start` to before `end`, which say `said`, meet it.
    pub(super) fn holds(
        self,
        reading: &Reading<'_>,
        start: usize,
        end: usize,
        said: &Said,
    ) -> bool {
        match self {
            Self::Year => year(reading, start, end, said),
            Self::Alone => alone(reading, start, end),
            Self::Rate => {
                is_article(reading, start) && rate(reading, start) && !measures(reading, end)
            }
            Self::NoRate => {
                let unit = reading.grammar.known.unit;
                let rate = |end: usize| is_article(reading, end) && word_is(reading, end - 1, unit);
                !end.checked_sub(2).is_some_and(|at| at > start && rate(at))
            }
            Self::NotSecond => {
                !(is_article(reading, start) && said.unit() == Some(super::value::Unit::Second))
            }
            Self::One => !ends_in_plural(reading, end),
            Self::Century => {
                said.has(Slot::Century)
                    || said.get(Slot::Decade).is_some_and(|decade| decade >= 1000)
            }
            Self::Sure => said.get(Slot::Season) != Some(2),
            Self::Dated => {
                introduced(reading, start)
                    && !is_other(reading, end)
                    && !is_counted(reading, end)
                    && !matches!(kind(reading, end), Some(Kind::Mark(b'%' | b'-' | b'$')))
            }
            Self::Clock => clock(reading, start, end, said),
            Self::Days => said
                .unit()
                .is_some_and(|unit| unit >= super::value::Unit::Day),
            Self::SecondDays => said
                .second_unit()
                .is_some_and(|unit| unit >= super::value::Unit::Day),
            Self::Hours => said
                .unit()
                .is_some_and(|unit| unit < super::value::Unit::Day),
            Self::After => introduced(reading, start),
            Self::Ends => ends_clause(reading, end),
            Self::NineEleven => nine_eleven(reading, end, said),
            Self::Common => !is_name(reading, start),
            Self::Capital => reading
                .tokens
                .get(start)
                .is_some_and(|token| starts_capital(reading, *token)),
            Self::Ahead => {
                let said = *said;
                is_to_come(reading, &Part { start, end, said })
            }
            Self::Bare => bare(reading, start),
            Self::Spent => follows(reading, start, reading.grammar.known.spends),
            Self::Recorded => follows(reading, start, reading.grammar.known.records),
            Self::Consecutive => consecutive(reading, start, end),
            Self::NoScale => !is_beside(reading, start, end, reading.grammar.known.scale),
            Self::Business => {
                let known = &reading.grammar.known;
                // `the first half of the decade`
                !word_is(reading, end, known.of)
                    && is_beside(reading, start, end, known.business)
                    && !is_beside(reading, start, end, known.scale)
            }
        }
    }
}

/// Whether the doubtful word at `at` is written with a capital, or a number follows that counts nothing: `may 5`.
pub(super) fn capital(reading: &Reading<'_>, at: usize) -> bool {
    let capital = reading
        .tokens
        .get(at)
        .is_some_and(|token| starts_capital(reading, *token));
    let number = matches!(
        kind(reading, at + 1),
        Some(Kind::Number { .. } | Kind::Ordinal(_))
    );
    let counts = reading
        .tokens
        .get(at + 2)
        .is_some_and(|after| match after.kind {
            Kind::Word(word) => {
                let lexicon = &reading.grammar.lexicon;
                lexicon.is_other(word) || lexicon.is(word, reading.grammar.known.counted)
            }
            _ => false,
        });
    reading.is_date || capital || (number && !counts)
}

fn starts_capital(reading: &Reading<'_>, token: Token) -> bool {
    token.text(reading.text).starts_with(char::is_uppercase)
}

fn nine_eleven(reading: &Reading<'_>, end: usize, said: &Said) -> bool {
    let grammar = reading.grammar;
    let is_day = said.get(Slot::Month) == Some(9) && said.get(Slot::Day) == Some(11);
    let in_figures = matches!(kind(reading, end.saturating_sub(2)), Some(Kind::Mark(b'/')));
    let attack = grammar.known.attack;
    let follows = (end..end + 2)
        .filter_map(|at| reading.tokens.get(at))
        .any(|token| grammar.lexicon.is(token.word(), attack));
    is_day && (in_figures || follows)
}

/// Whether the word at `at` begins with a capital, goes on in lower case, and follows another such word or is followed by one.
fn is_name(reading: &Reading<'_>, at: usize) -> bool {
    let titled = |at: Option<usize>| {
        let token = at.and_then(|at| reading.tokens.get(at));
        token.is_some_and(|token| {
            let text = token.text(reading.text);
            text.starts_with(char::is_uppercase) && text.ends_with(char::is_lowercase)
        })
    };
    titled(Some(at)) && (titled(at.checked_sub(1)) || titled(Some(at + 1)))
}

fn kind(reading: &Reading<'_>, at: usize) -> Option<Kind> {
    reading.tokens.get(at).map(|token| token.kind)
}

/// Whether a word is at `at` that no rule knows.
fn is_other(reading: &Reading<'_>, at: usize) -> bool {
    matches!(kind(reading, at), Some(Kind::Word(word)) if reading.grammar.lexicon.is_other(word))
}

/// Whether a word for what is counted is at `at`: `the 29th minute`.
fn is_counted(reading: &Reading<'_>, at: usize) -> bool {
    let known = &reading.grammar.known;
    word_is(reading, at, known.unit) || word_is(reading, at, known.counted)
}

fn before<'a>(reading: &'a Reading<'_>, at: usize) -> Option<&'a Token> {
    reading.tokens.get(at.checked_sub(1)?)
}

fn ends_in_plural(reading: &Reading<'_>, end: usize) -> bool {
    let grammar = reading.grammar;
    before(reading, end).is_some_and(|token| grammar.lexicon.is(token.word(), grammar.known.units))
}

fn is_article(reading: &Reading<'_>, at: usize) -> bool {
    let grammar = reading.grammar;
    reading
        .tokens
        .get(at)
        .is_some_and(|token| grammar.lexicon.is(token.word(), grammar.known.article))
}

/// Whether a preposition of time stands before token `at`.
fn introduced(reading: &Reading<'_>, at: usize) -> bool {
    follows(reading, at, reading.grammar.known.before_date)
}

/// Whether a word of `class` stands before token `at`.
fn follows(reading: &Reading<'_>, at: usize, class: Option<Class>) -> bool {
    before(reading, at).is_some_and(|token| reading.grammar.lexicon.is(token.word(), class))
}

/// Whether a mark follows, a verb that looks back, or nothing.
fn ends_clause(reading: &Reading<'_>, end: usize) -> bool {
    let grammar = reading.grammar;
    reading.tokens.get(end).is_none_or(|next| match next.kind {
        Kind::Mark(mark) => !matches!(mark, b'\'' | b'-' | b'$'),
        Kind::Break => true,
        Kind::Word(word) => grammar.lexicon.is(word, grammar.known.joins),
        _ => false,
    })
}

/// Whether the token before is an amount, or what is counted: `$5`, `million`, `times`.
fn rate(reading: &Reading<'_>, start: usize) -> bool {
    let grammar = reading.grammar;
    before(reading, start).is_some_and(|token| match token.kind {
        Kind::Word(word) if grammar.lexicon.is_other(word) => {
            let text = token.text(reading.text);
            text.ends_with('s') && !text.ends_with("ss")
        }
        Kind::Word(word) => {
            grammar.lexicon.is(word, grammar.known.counted)
                || grammar.lexicon.is(word, grammar.known.rated)
        }
        Kind::Number { .. } | Kind::Grouped(_) | Kind::Decimal { .. } => true,
        _ => false,
    })
}

/// Whether a word follows that counts from something: `comes a day after`.
fn measures(reading: &Reading<'_>, end: usize) -> bool {
    let known = &reading.grammar.known;
    word_is(reading, end, known.later) || word_is(reading, end, known.earlier)
}

/// A word that is doubtful must be introduced; others must not be part of a person's name.
fn alone(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let grammar = reading.grammar;
    let Some(token) = reading.tokens.get(start) else {
        return false;
    };
    let word = token.word().and_then(|word| grammar.lexicon.word(word));
    let short = end == start + 1 && word.is_some_and(|word| word.abbreviation);
    let introduced = introduced(reading, start);
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
    if word.is_some_and(|word| word.doubtful) {
        // `Sun`, without its full stop, is the star or the newspaper.
        return !short
            && (introduced || joined(reading, start, end) || between_nouns(reading, start, end));
    }
    let titled = before(reading, start)
        .is_some_and(|before| grammar.lexicon.is(before.word(), grammar.known.title));
    !titled && !is_hyphenated_before(reading, start)
}

/// Whether it is the end of a compound, other than `mid-May`.
fn is_hyphenated_before(reading: &Reading<'_>, start: usize) -> bool {
    let grammar = reading.grammar;
    let glued = reading.tokens.get(start).is_some_and(|token| token.glued);
    let hyphen =
        glued && before(reading, start).is_some_and(|before| before.is(b'-') && before.glued);
    let modified = start
        .checked_sub(2)
        .and_then(|at| reading.tokens.get(at))
        .is_some_and(|token| grammar.lexicon.is(token.word(), grammar.known.mods));
    hyphen && !modified
}

/// Whether it stands with a capital between words in lower case: `its March deadline`.
fn between_nouns(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let lower = |token: &Token| {
        matches!(token.kind, Kind::Word(_))
            && token.text(reading.text).starts_with(char::is_lowercase)
    };
    before(reading, start).is_some_and(lower)
        && reading
            .tokens
            .get(end)
            .is_some_and(|next| lower(next) && reading.grammar.lexicon.is_other(next.word()))
}

/// Whether another month stands next to it, joined: `April and May`.
fn joined(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let grammar = reading.grammar;
    let is = |at: Option<usize>, class| {
        at.and_then(|at| reading.tokens.get(at))
            .is_some_and(|token| grammar.lexicon.is(token.word(), class))
    };
    let known = &grammar.known;
    (is(start.checked_sub(1), known.joins) && is(start.checked_sub(2), known.month))
        || (is(Some(end), known.joins) && is(Some(end + 1), known.month))
}

/// Whether nothing stands before that an amount of time could have: it opens its sentence, or follows a verb, `just` or a mark.
fn bare(reading: &Reading<'_>, start: usize) -> bool {
    let known = &reading.grammar.known;
    before(reading, start).is_none_or(|token| match token.kind {
        Kind::Word(_) => {
            let is = |class| word_is(reading, start - 1, class);
            is(known.before_date) && !is(known.determiner) || is(known.adverb) || is(known.behind)
        }
        Kind::Break => true,
        Kind::Mark(mark) => !matches!(mark, b'-' | b'\''),
        _ => false,
    })
}

/// How far around a quarter or a decade such a word is looked for.
const AROUND: usize = 25;

/// Whether a word of `class` stands in the sentence.
fn is_beside(reading: &Reading<'_>, start: usize, end: usize, class: Option<Class>) -> bool {
    let goes_on = |at: &usize| !ends_sentence(reading, *at);
    let before = (start.saturating_sub(AROUND)..start)
        .rev()
        .take_while(goes_on);
    let after = (end..reading.tokens.len()).take(AROUND).take_while(goes_on);
    class.is_some() && before.chain(after).any(|at| word_is(reading, at, class))
}
