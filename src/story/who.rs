//! Who is named in many stories, counted.

use super::{Entity, LeftOut};

/// The entities that some stories name.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    /// How many stories were looked at: those asked for that name everybody who is to be named beside.
    pub total: u64,
    /// What the date filters left out of them; `None` when the query has no date filter.
    pub left_out: Option<LeftOut>,
    /// The entities asked for, the first in order first.
    pub names: Vec<Named>,
}

/// An entity and how many stories name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Who.
    pub entity: Entity,
    /// How many of the stories looked at name it.
    pub stories: u64,
    /// How many of the archive do.
    pub archive: u64,
    /// How much more often those stories name it than the archive does, where that is the order.
    pub score: Option<f64>,
}
