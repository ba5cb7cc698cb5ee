//! What happened within half a year of a day, as the day moves on.

/// How far from a story others are published that tell whom it means, in seconds: half a year.
const NEAR: i64 = 183 * 24 * 60 * 60;

/// Events in order of their instants, and which of them are near.
pub(super) struct Around<'e, E> {
    events: &'e [(i64, E)],
    first: usize,
    end: usize,
}

/// What becomes of an event when the day moves on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Comes,
    Goes,
}

impl<'e, E> Around<'e, E> {
    pub(super) fn of(events: &'e [(i64, E)]) -> Self {
        Self {
            events,
            first: 0,
            end: 0,
        }
    }

    /// Moves on to an instant, none before the last: tells what comes near by it and what goes.
    pub(super) fn move_to(&mut self, instant: i64, mut change: impl FnMut(Change, &'e E)) {
        let (from, to) = (instant.saturating_sub(NEAR), instant.saturating_add(NEAR));
        while let Some((_, event)) = self.events.get(self.end).filter(|(at, _)| *at <= to) {
            change(Change::Comes, event);
            self.end += 1;
        }
        while let Some((_, event)) = self.events.get(self.first).filter(|(at, _)| *at < from) {
            change(Change::Goes, event);
            self.first += 1;
        }
    }

    /// How many are near.
    pub(super) fn count(&self) -> usize {
        self.end - self.first
    }
}
