//! Finds the period that is told just before a part of it: `In 1963, on Nov. 22`, `next year, on Jan. 1`, `last week, on
//! Tuesday`.

use crate::annotate::dates::guard::ends_clause;
use crate::annotate::dates::matching::Mention;
use crate::annotate::dates::resolve::{Anchor, Resolver};
use crate::annotate::dates::slots::Slot;
use crate::annotate::dates::value::{Cell, Unit};

/// How many tokens may stand between the period and its part: `1963 wurde am 22. November`.
const BETWEEN: usize = 3;

impl Resolver<'_> {
    /// The period of this unit that a mention without one is a part of, if the period is mentioned just before it in
    /// the same sentence, and either begins the sentence or is followed by its part and nothing else. In `Unlike last
    /// year, in March sales fell` and `founded in 1999, in March it closed` it is another one.
    pub(super) fn period_before(&self, unit: Unit, mention: &Mention) -> Option<Cell> {
        let anchor = self.anchor.filter(|anchor| anchor.cell.unit() == unit)?;
        let slots = &mention.slots;
        let by_itself = !slots.has(Slot::Way) && !slots.has(Slot::Base) && self.begun.is_none();
        let is_told = by_itself
            && self.is_same_sentence(anchor, mention)
            && (self.follows_opening(anchor, mention) || self.is_added(anchor, mention));
        is_told.then_some(anchor.cell)
    }

    /// `In 1963, on Nov. 22, …`: only a comma and prepositions stand between them, or one word and no comma.
    fn follows_opening(&self, anchor: Anchor, mention: &Mention) -> bool {
        let between = anchor.end..mention.start;
        let comma = self.reading.is_mark(anchor.end, b',');
        let mut others = between
            .clone()
            .skip(comma.into())
            .filter(|at| !self.introduces(*at));
        let allowed = usize::from(!comma);
        self.begins_sentence(anchor)
            && (1..=BETWEEN).contains(&between.len())
            && (between.len() == 1 && comma || self.introduces(mention.start.saturating_sub(1)))
            && others
                .by_ref()
                .take(allowed)
                .all(|at| self.reading.is_lower(at))
            && others.next().is_none()
    }

    /// `… next year, on Jan. 1.`: only a comma and a preposition stand between them, and the clause ends.
    fn is_added(&self, anchor: Anchor, mention: &Mention) -> bool {
        self.reading.is_mark(anchor.end, b',')
            && anchor.end + 2 == mention.start
            && self.introduces(anchor.end + 1)
            && ends_clause(&self.reading, mention.end)
    }

    fn introduces(&self, at: usize) -> bool {
        let (reading, classes) = (&self.reading, &self.reading.grammar.classes);
        reading.is(at, classes.before_date) && !reading.is(at, classes.joins)
    }

    /// Whether a period is the first thing its sentence says, but for a preposition.
    fn begins_sentence(&self, anchor: Anchor) -> bool {
        let (reading, classes) = (&self.reading, &self.reading.grammar.classes);
        let before = |at: usize| at.checked_sub(1);
        let first = before(anchor.start).filter(|at| reading.is(*at, classes.opens_period));
        before(first.unwrap_or(anchor.start)).is_none_or(|at| reading.ends_sentence(at))
    }
}
