//! Words counts.

use crate::story::{LeftOut, MissingDate};

/// `1 story`, `7 stories`.
pub fn stories(count: u64) -> String {
    of(count, "story", "stories")
}

/// A count with the word for what is counted: `1 file`, `7 files`.
pub fn of(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How to say that stories lack a date.
pub fn lacking(lack: MissingDate) -> &'static str {
    match lack {
        MissingDate::Published => "undated",
        MissingDate::Mentioned => "without a date in the text",
        MissingDate::Either => "undated or without a date in the text",
    }
}

/// What date filters left out: `2 undated, 1 dated too vaguely to tell`; `None` if nothing.
pub fn left_out(left_out: LeftOut) -> Option<String> {
    let parts = [
        (left_out.undated, lacking(left_out.lack)),
        (left_out.imprecise, "dated too vaguely to tell"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, why)| format!("{count} {why}")).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
