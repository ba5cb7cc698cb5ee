//! Counts of the entities that stories name.

use super::{Entity, LeftOut};

/// The entities that some stories name.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    /// How many stories were counted over: those asked for that have all names given to be beside.
    pub total: u64,
    /// What the date filters left out of them; `None` when the query has no date filter.
    pub left_out: Option<LeftOut>,
    /// The entities, in order.
    pub names: Vec<Named>,
}

/// An entity and how many stories name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The entity.
    pub entity: Entity,
    /// How many of the counted stories name it.
    pub stories: u64,
    /// How many stories of the archive do.
    pub archive: u64,
    /// How over-represented it is in those stories compared with the archive, if that is the order.
    pub score: Option<f64>,
}
