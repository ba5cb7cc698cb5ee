//! Finds the period that is told just before a part of it: `In 1963, on Nov. 22`, `next year, in May`, `last week, on
//! Tuesday`.

use crate::annotate::dates::matching::Mention;
use crate::annotate::dates::resolve::{Anchor, Resolver};
use crate::annotate::dates::slots::Slot;
use crate::annotate::dates::value::{Cell, Unit};

/// How many tokens may stand between the period and its part: `1963 wurde am 22. November`.
const BETWEEN: usize = 3;

impl Resolver<'_> {
    /// The period of this unit that a mention without one is a part of, if the period is mentioned just before it in
    /// the same sentence: with nothing but a comma and prepositions between them or, after a period that begins the
    /// sentence, one word more.
    pub(super) fn period_before(&self, unit: Unit, mention: &Mention) -> Option<Cell> {
        let anchor = self.anchor.filter(|anchor| anchor.cell.unit() == unit)?;
        let slots = &mention.slots;
        let by_itself = !slots.has(Slot::Way) && !slots.has(Slot::Base) && self.begun.is_none();
        let is_told = by_itself
            && self.is_same_sentence(anchor, mention)
            && self.is_just_before(anchor, mention);
        is_told.then_some(anchor.cell)
    }

    fn is_just_before(&self, anchor: Anchor, mention: &Mention) -> bool {
        let (reading, classes) = (&self.reading, &self.reading.grammar.classes);
        let between = anchor.end..mention.start;
        let comma = reading.is_mark(anchor.end, b',');
        let introduces = |at| reading.is(at, classes.before_date) && !reading.is(at, classes.joins);
        let others = between
            .clone()
            .skip(comma.into())
            .filter(|at| !introduces(*at));
        let allowed = usize::from(anchor.opens && !comma);
        // The preposition may be part of the mention: `En 1963, el 22 de noviembre`.
        let is_introduced = between.clone().last().is_some_and(introduces);
        let is_next = between.len() == 1 && comma && anchor.opens;
        (1..=BETWEEN).contains(&between.len())
            && (is_introduced || is_next)
            && others.clone().count() <= allowed
            && others.into_iter().all(|at| reading.is_lower(at))
    }
}
