//! Reads date expressions (placeholder: today and yesterday only).

use jiff::civil::Date;

use crate::story::{Interval, Language};

/// The days that a whole text tells of, seen from `today`; `None` when it is no date expression.
pub fn expression(text: &str, _language: Language, today: Date) -> Option<Interval> {
    match text {
        "today" => Some(Interval::day(today)),
        "yesterday" => today.yesterday().ok().map(Interval::day),
        _ => None,
    }
}
