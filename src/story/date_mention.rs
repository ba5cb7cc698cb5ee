//! Date mentions: the time expressions in a story.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Interval, Span, TextField};

/// The four types of TIMEX3 (ISO-TimeML).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimexType {
    /// A day or a longer stretch of the calendar: `July 13`, `the 1990s`.
    Date,
    /// A time of day: `8 p.m.`, `Monday morning`.
    Time,
    /// A length: `two weeks`.
    Duration,
    /// A recurrence: `every Tuesday`.
    Set,
}

impl fmt::Display for TimexType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        })
    }
}

/// A time expression in some text: its span and its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// The words.
    pub span: Span,
    /// Date, time, duration or set.
    pub class: TimexType,
    /// The TIMEX3 value: `2024-07-13`, `2024-W29`, `P2W`, `XXXX-07-13`, `PRESENT_REF`.
    pub value: String,
    /// The days, if the value fixes days.
    pub interval: Option<Interval>,
}

/// A [`Timex`] in the title or body of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// The text it is in.
    pub field: TextField,
    /// The time expression.
    pub timex: Timex,
}
