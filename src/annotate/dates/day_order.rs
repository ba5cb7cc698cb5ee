//! Decides for a text whether the day or the month comes first in `7/8/2024`: a date that can be read in one way only,
//! such as `28/5/2024`, decides for all others.

use super::lex::{Kind, Token};

/// Reads the numeric dates of a text, the tokens at `dates`, in the order that its unambiguous ones have. Each has been
/// read in the usual order of the language if that gives a day.
pub(super) fn settle(tokens: &mut [Token], dates: &[usize], text: &[u8], usually_day_first: bool) {
    let order = |at: &usize| order(tokens.get(*at)?, text);
    let has = |wanted| dates.iter().any(|at| order(at) == Some(wanted));
    let day_first = match (has(Order::DayFirst), has(Order::MonthFirst)) {
        (true, false) => true,
        (false, true) => false,
        _ => return,
    };
    if day_first == usually_day_first {
        return;
    }
    let ambiguous = |at: &&usize| order(at) == Some(Order::Either);
    let turned: Vec<usize> = dates.iter().filter(ambiguous).copied().collect();
    for at in turned {
        if let Some(token) = tokens.get_mut(at)
            && let Kind::Date { year, month, day } = token.kind
        {
            token.kind = Kind::Date {
                year,
                month: day,
                day: month,
            };
        }
    }
}

/// In which order a date can be read.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    DayFirst,
    MonthFirst,
    Either,
}

/// `None` if the year comes first, or a point follows the first number: then the order is known.
fn order(date: &Token, text: &[u8]) -> Option<Order> {
    let Kind::Date { month, day, .. } = date.kind else {
        return None;
    };
    let written = text.get(date.start as usize..date.end as usize)?;
    let length = written.iter().position(|byte| !byte.is_ascii_digit())?;
    if length > 2 || written.get(length) == Some(&b'.') {
        return None;
    }
    if day <= 12 {
        return Some(Order::Either);
    }
    let first = std::str::from_utf8(written.get(..length)?).ok()?;
    Some(match first.parse::<i8>() {
        Ok(first) if month == first => Order::MonthFirst,
        _ => Order::DayFirst,
    })
}
