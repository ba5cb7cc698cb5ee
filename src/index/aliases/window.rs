//! A sliding window over stories: those published within half a year of a day, as the day advances.

/// The distance within which other stories count, in seconds: half a year.
const NEAR: i64 = 183 * 24 * 60 * 60;

/// Events in order of time, and which of them are in the window.
pub(super) struct Window<'e, E> {
    events: &'e [(i64, E)],
    first: usize,
    end: usize,
}

/// What becomes of an event when the window moves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Comes,
    Goes,
}

impl<'e, E> Window<'e, E> {
    pub(super) fn of(events: &'e [(i64, E)]) -> Self {
        Self {
            events,
            first: 0,
            end: 0,
        }
    }

    /// Advances to an instant no earlier than the last, and reports which events enter the window and which leave it.
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

    /// How many events are in the window.
    pub(super) fn count(&self) -> usize {
        self.end - self.first
    }
}
