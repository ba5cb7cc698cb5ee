//! When a story was published, as exactly as it was told and with who told it.
use serde::{Deserialize, Serialize};

use super::Interval;

/// When a story was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// As told.
    pub value: String,
    /// The days.
    pub interval: Interval,
    /// Who told.
    pub from: String,
}

impl Published {
    /// Seconds.
    pub fn seconds(&self) -> i64 {
        0
    }
}
