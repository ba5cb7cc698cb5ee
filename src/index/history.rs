//! The history of a file: what became of it, run by run.

use serde::{Deserialize, Serialize};

/// How many events are kept per file. If there are more, the first and the latest are kept.
const MOST_EVENTS: usize = 100;

/// The events of the files that had a name, oldest first; for a file that moved here, with its events under the old
/// name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    events: Vec<Event>,
    left_out: u64,
}

/// What a run did with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When the run began, in seconds of 1970.
    pub at: i64,
    /// What it did.
    pub what: EventKind,
}

/// What can become of a file in a run. No change is no event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    /// It was read, and none of its stories was there before.
    Added {
        /// How many stories it holds.
        stories: u64,
    },
    /// It was read again.
    Replaced {
        /// How many stories it holds.
        stories: u64,
        /// How many of those were not there before.
        added: u64,
        /// How many that were there before are not in it.
        removed: u64,
    },
    /// It was recognised as something else than news.
    Skipped {
        /// Why.
        reason: String,
    },
    /// Nothing of it could be read.
    Rejected {
        /// Why.
        reason: String,
    },
    /// It could not be read, and its stories from an earlier run were kept.
    Kept {
        /// Why it could not be read.
        reason: String,
    },
    /// It moved here from another name.
    MovedFrom {
        /// The name.
        file: String,
    },
    /// It moved to another name.
    MovedTo {
        /// The name.
        file: String,
    },
    /// It no longer existed.
    Removed,
}

impl History {
    /// Adds what a run did. Repetitions of the same event are one event, at the time of the first.
    pub fn record(&mut self, at: i64, what: EventKind) {
        let same = self.events.last().is_some_and(|last| {
            last.what == what
                && !matches!(what, EventKind::Replaced { .. } | EventKind::Added { .. })
        });
        if same {
            return;
        }
        self.events.push(Event { at, what });
        self.shorten();
    }

    /// This history after the history of the same file under another name, without the events of other files that had
    /// that name.
    #[must_use]
    pub fn joined(mut self, mut other: Self) -> Self {
        let moved = |event: &Event| matches!(event.what, EventKind::MovedTo { .. });
        if let Some(last) = other.events.iter().rposition(moved) {
            self.events.extend(other.events.drain(last + 1..));
        } else {
            self.events.extend(other.events);
            self.left_out += other.left_out;
        }
        self.shorten();
        self
    }

    /// Drops events beyond the limit, but never the last move away from this name: what follows that concerns another
    /// file.
    fn shorten(&mut self) {
        while self.events.len() > MOST_EVENTS {
            let at = if self.last_left() == Some(1) { 2 } else { 1 };
            self.events.remove(at);
            self.left_out += 1;
        }
    }

    fn last_left(&self) -> Option<usize> {
        self.events
            .iter()
            .rposition(|event| matches!(event.what, EventKind::MovedTo { .. } | EventKind::Removed))
    }

    /// Whether a file of this name has moved away: later files of the name are other files.
    pub fn is_after_another(&self) -> bool {
        let last = self.last_left().and_then(|at| self.events.get(at));
        last.is_some_and(|last| last.what != EventKind::Removed)
    }

    /// The events.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How many events after the first were dropped.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_history_keeps_its_beginning_and_its_end() {
        let mut history = History::default();
        for at in 0..150 {
            history.record(at, EventKind::Added { stories: 1 });
        }
        let times: Vec<i64> = history.events().iter().map(|event| event.at).collect();
        assert_eq!(
            (times.len(), times[0], times[1], times[99]),
            (100, 0, 51, 149)
        );
        assert_eq!(history.left_out(), 50);
    }

    #[test]
    fn a_name_that_files_pass_through() {
        let added = || EventKind::Added { stories: 1 };
        let moved = || EventKind::MovedTo {
            file: "old.txt".to_owned(),
        };
        for (events, after_another) in [
            (vec![added()], false),
            (vec![added(), moved()], true),
            (vec![added(), moved(), added()], true),
            (vec![added(), moved(), added(), EventKind::Removed], false),
        ] {
            let mut history = History::default();
            for (at, what) in (0..).zip(events) {
                history.record(at, what);
            }
            assert_eq!(history.is_after_another(), after_another, "{history:?}");
        }
        // What was of others under the first name does not go with the last of them.
        let (mut latest, mut old) = (History::default(), History::default());
        for day in 0..150 {
            latest.record(day, added());
            old = old.joined(latest.clone());
            latest.record(day, moved());
        }
        assert_eq!((old.events().len(), old.left_out()), (MOST_EVENTS, 50));
        // However much happens to the last, another was there before.
        latest.record(151, added());
        for at in 152..300 {
            latest.record(at, added());
        }
        assert!(latest.is_after_another());
    }

    #[test]
    fn a_file_takes_its_whole_history_from_name_to_name() {
        let added = EventKind::Added { stories: 1 };
        let to = |file: &str| EventKind::MovedTo {
            file: file.to_owned(),
        };
        let from = |file: &str| EventKind::MovedFrom {
            file: file.to_owned(),
        };
        let mut names = [(); 3].map(|()| History::default());
        // Another was at the second name and has moved on, later than this one was added.
        names[0].record(1, added.clone());
        names[1].record(2, added.clone());
        names[1].record(3, to("elsewhere"));
        for (here, there, at) in [(0, 1, 4), (1, 2, 5)] {
            let own = names[here].clone();
            names[here].record(at, to(&there.to_string()));
            names[there] = std::mem::take(&mut names[there]).joined(own);
            names[there].record(at, from(&here.to_string()));
        }
        let [.., last] = names;
        let events: Vec<_> = last.events().iter().map(|event| &event.what).collect();
        assert_eq!(events, [&added, &from("0"), &from("1")]);
    }

    #[test]
    fn the_same_over_again_is_one_event() {
        let mut history = History::default();
        let rejected = |reason: &str| EventKind::Rejected {
            reason: reason.to_owned(),
        };
        history.record(1, rejected("permission denied"));
        history.record(2, rejected("permission denied"));
        history.record(3, rejected("not JSON"));
        let times: Vec<i64> = history.events().iter().map(|event| event.at).collect();
        assert_eq!(times, [1, 3]);
    }
}
