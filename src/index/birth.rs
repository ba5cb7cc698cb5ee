//! Tells a story from all others, wherever it moves and however it changes.
//!
//! A story has two numbers: one that it was born with, which stays, and one made of its id and file as they are now. In
//! an index made anew only the second is left, so whoever wants to know a story again looks for either. But where
//! another story was before, which has moved, the second is that one's too.

use serde::{Deserialize, Serialize};

use crate::story::Story;

/// Where a story was born.
///
/// It is kept with the story: those that are added come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Birth {
    /// Where it is.
    Here,
    /// Elsewhere, with this number.
    Elsewhere(u64),
    /// Here or elsewhere, with this number; where it is, another story had been.
    AfterAnother(u64),
}

/// What a story goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// What it was born with.
    pub born: u64,
    /// What its id and file are now.
    pub here: u64,
    /// Whether `here` has never been another story's.
    pub is_its_own: bool,
}

impl Numbers {
    pub(super) fn of(story: &Story, birth: Birth) -> Self {
        let here = number(story, &[]);
        let (born, is_its_own) = match birth {
            Birth::Here => (here, true),
            Birth::Elsewhere(born) => (born, true),
            Birth::AfterAnother(born) => (born, false),
        };
        Self {
            born,
            here,
            is_its_own,
        }
    }

    /// As they stand in a column: a third number says that the second is not the story's own.
    pub(super) fn column(self) -> impl Iterator<Item = u64> {
        let mark = (!self.is_its_own).then_some(0);
        [self.born, self.here].into_iter().chain(mark)
    }

    /// Those that stand in a column.
    pub(crate) fn of_column(mut column: impl Iterator<Item = u64>) -> Option<Self> {
        Some(Self {
            born: column.next()?,
            here: column.next()?,
            is_its_own: column.next().is_none(),
        })
    }
}

/// The number of a story that is born where another had been: `at` tells it from that and from all that come after.
pub(super) fn number_after_another(story: &Story, at: i128) -> u64 {
    number(story, &at.to_le_bytes())
}

fn number(story: &Story, at: &[u8]) -> u64 {
    let mut hash = blake3::Hasher::new();
    hash.update(story.id.as_bytes()).update(b"\0");
    hash.update(story.file.as_bytes());
    if !at.is_empty() {
        hash.update(b"\0").update(at);
    }
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(hash.finalize().as_bytes()) {
        *to = *from;
    }
    u64::from_le_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_gives_the_numbers_back() {
        for is_its_own in [true, false] {
            let numbers = Numbers {
                born: 7,
                here: 7,
                is_its_own,
            };
            assert_eq!(Numbers::of_column(numbers.column()), Some(numbers));
        }
        assert_eq!(Numbers::of_column([7].into_iter()), None);
    }

    #[test]
    fn what_was_kept_before_is_read_still() {
        for (before, birth) in [(None, Birth::Here), (Some(7_u64), Birth::Elsewhere(7))] {
            let bytes = postcard::to_stdvec(&before).unwrap();
            assert_eq!(postcard::from_bytes::<Birth>(&bytes).unwrap(), birth);
        }
    }
}
