//! Recognises by its dateline (`TOKYO, May 5 (Agency) -`) whether a story was filed where the day begins early.

use super::lex::Kind;
use super::reading::Reading;

/// How many tokens may stand before the city of a dateline.
const BEFORE: usize = 3;

/// How many tokens a dateline may have after its city.
const AFTER: usize = 12;

/// Whether the dateline names a city so far east that its day begins during that of the West before: a story published
/// on a Monday there may report what happened on Tuesday.
pub(super) fn is_eastern(reading: &Reading<'_>) -> bool {
    let eastern = reading.grammar.classes.eastern;
    let city = (0..=BEFORE).find(|at| reading.is(*at, eastern) && reading.is_capital(*at));
    city.is_some_and(|city| {
        let mut after = (city + 1..reading.tokens.len())
            .take(AFTER)
            .skip_while(|at| belongs(reading, *at));
        let closes = after.next().and_then(|at| reading.tokens.get(at));
        closes.is_some_and(|token| matches!(token.kind, Kind::Mark(b'-' | b'(' | b'_' | b':')))
    })
}

/// Whether the token at `at` can be part of a dateline: a name, a day, a comma.
fn belongs(reading: &Reading<'_>, at: usize) -> bool {
    let kind = reading.kind(at);
    reading.is_capital(at) || matches!(kind, Some(Kind::Number { .. } | Kind::Mark(b',' | b'.')))
}
