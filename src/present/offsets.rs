//! Converts byte offsets to code points, in which other programs count.

use crate::story::{Story, TextField};

/// Converts offsets in a story's texts. If they are asked for in order, field by field, this takes one pass over each
/// text.
pub(super) struct StoryPoints<'s> {
    story: &'s Story,
    field: TextField,
    points: CodePoints<'s>,
}

impl<'s> StoryPoints<'s> {
    pub(super) fn of(story: &'s Story) -> Self {
        let field = TextField::Title;
        Self {
            story,
            field,
            points: CodePoints::of(story.text(field)),
        }
    }

    /// How many code points of the field come before the byte.
    pub(super) fn before(&mut self, field: TextField, byte: usize) -> usize {
        if field != self.field {
            self.field = field;
            self.points = CodePoints::of(self.story.text(field));
        }
        self.points.before(byte)
    }
}

/// Converts offsets in one text.
///
/// Offsets in order take one pass over the text; an offset before the last one starts again.
pub(super) struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            count: 0,
        }
    }

    /// How many code points come before the byte.
    pub(super) fn before(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        if let Some(between) = self.text.get(self.byte..byte) {
            self.count += between.chars().count();
            self.byte = byte;
        }
        self.count
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_as_counting_each_time_would(text in "\\PC{0,30}", places in prop::collection::vec(0_usize..90, 0..8)) {
            let mut points = CodePoints::of(&text);
            for place in places.into_iter().filter(|place| text.is_char_boundary(*place)) {
                prop_assert_eq!(points.before(place), text[..place].chars().count());
            }
        }
    }
}
