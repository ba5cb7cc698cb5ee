//! Gives each story an identity that survives its moves and changes.
//!
//! A story has two numbers: one that it got when it was first read (`original`), which stays, and one made from its key
//! and file as they are now. A rebuilt index only has the second, so a story is recognised by either. But if another
//! story was in this place before and has moved, the second number may be that story's first, and does not identify
//! this one.
//!
//! An id that is only a place in a file (`feed.xml#3`) identifies nothing, because a new story at the top moves all
//! others on. There the [`key`] is made from what the story says.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::story::Story;

/// Where a story was when it was first read.
///
/// It is stored with the story, so new variants must be added at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Where it is now.
    Here,
    /// Elsewhere, with this number.
    Elsewhere(u64),
    /// Here or elsewhere, with this number; another story had been where it is now.
    AfterAnother(u64),
}

/// The numbers that identify a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// The number it got first.
    pub original: u64,
    /// The hash of its [`key`] and file as they are now.
    pub current: u64,
    /// Whether `current` has never been another story's.
    pub is_its_own: bool,
}

impl Numbers {
    pub(super) fn of(story: &Story, origin: Origin) -> Self {
        let current = number(story, &[]);
        let (original, is_its_own) = match origin {
            Origin::Here => (current, true),
            Origin::Elsewhere(original) => (original, true),
            Origin::AfterAnother(original) => (original, false),
        };
        Self {
            original,
            current,
            is_its_own,
        }
    }

    /// As the values of a column: a third number says that the second is not the story's own.
    pub(super) fn column(self) -> impl Iterator<Item = u64> {
        let mark = (!self.is_its_own).then_some(0);
        [self.original, self.current].into_iter().chain(mark)
    }

    /// From the values of a column.
    pub(crate) fn of_column(mut column: impl Iterator<Item = u64>) -> Option<Self> {
        Some(Self {
            original: column.next()?,
            current: column.next()?,
            is_its_own: column.next().is_none(),
        })
    }
}

/// The number of a story that is first read where another had been. The time `at` distinguishes it from that one
/// and from all later ones.
pub(super) fn number_after_another(story: &Story, at: i128) -> u64 {
    number(story, &at.to_le_bytes())
}

/// What identifies a story in its file: its id or, if that is only its place, a hash that begins with a NUL. The hash
/// is of the address, the headline and the date; if there is no address or no headline, also of the text.
///
/// Stories of the same key in a file are the same to whoever reads them.
pub fn key(story: &Story) -> Cow<'_, str> {
    if !is_place(story) {
        return Cow::Borrowed(&story.id);
    }
    let url = story.url.as_deref().unwrap_or_default();
    let published = story.published.as_ref();
    let published = published.map_or("", |published| published.value());
    let all = [url, &story.title, published, &story.body];
    let is_known = !url.is_empty() && !story.title.is_empty();
    let mut hash = blake3::Hasher::new();
    for text in all.iter().take(if is_known { 3 } else { all.len() }) {
        hash.update(text.as_bytes()).update(b"\0");
    }
    Cow::Owned(format!("\0{}", hash.finalize().to_hex()))
}

/// Whether the id of a story is only its place in its file.
fn is_place(story: &Story) -> bool {
    let place = story.id.strip_prefix(story.file.as_str());
    let place = place.and_then(|place| place.strip_prefix('#'));
    place.is_some_and(|place| place.bytes().all(|byte| byte.is_ascii_digit()))
}

fn number(story: &Story, at: &[u8]) -> u64 {
    let mut hash = blake3::Hasher::new();
    hash.update(key(story).as_bytes()).update(b"\0");
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
                original: 7,
                current: 7,
                is_its_own,
            };
            assert_eq!(Numbers::of_column(numbers.column()), Some(numbers));
        }
        assert_eq!(Numbers::of_column([7].into_iter()), None);
    }

    #[test]
    fn older_columns_are_still_read() {
        for (before, origin) in [(None, Origin::Here), (Some(7_u64), Origin::Elsewhere(7))] {
            let bytes = postcard::to_stdvec(&before).unwrap();
            assert_eq!(postcard::from_bytes::<Origin>(&bytes).unwrap(), origin);
        }
    }
}
