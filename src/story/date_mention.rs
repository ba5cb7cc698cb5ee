//! When a story tells of: the stretches that tell a time.

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

/// A time expression in some text: where it stands and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// The words.
    pub span: Span,
    /// Date, time, duration or set.
    pub class: TimexType,
    /// The TIMEX3 value: `2024-07-13`, `2024-W29`, `P2W`, `XXXX-07-13`, `PRESENT_REF`.
    pub value: String,
    /// The days, where the value fixes days.
    pub interval: Option<Interval>,
}

/// A [`Timex`] of a story: a stretch of its title or body that tells a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// The text it stands in.
    pub field: TextField,
    /// What is told there.
    pub timex: Timex,
}
