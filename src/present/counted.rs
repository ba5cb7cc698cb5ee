//! Words counts.

use crate::story::{Lack, LeftOut};

/// `1 story`, `7 stories`.
pub fn stories(count: u64) -> String {
    match count {
        1 => "1 story".to_owned(),
        count => format!("{count} stories"),
    }
}

/// How to say that stories lack a date.
pub fn lacking(lack: Lack) -> &'static str {
    match lack {
        Lack::Published => "undated",
        Lack::Mentioned => "without a date in the text",
        Lack::Either => "undated or without a date in the text",
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
