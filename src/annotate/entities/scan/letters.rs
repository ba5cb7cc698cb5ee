//! Determines the shape of a word from its letters.

use crate::annotate::entities::token::Shape;

/// What the letters of a word are.
#[derive(Default)]
pub(super) struct Letters {
    pub(super) upper: u32,
    pub(super) lower: u32,
    pub(super) digits: u32,
    pub(super) starts_upper: bool,
    pub(super) hyphen: bool,
}

impl Letters {
    /// The shape of a word of these letters.
    pub(super) fn shape(&self, word: &[u8]) -> Shape {
        let ends_in_stop = word.last() == Some(&b'.');
        let starts_with_digit = word.first().is_some_and(u8::is_ascii_digit);
        let Letters {
            upper,
            lower,
            digits,
            starts_upper,
            hyphen,
        } = *self;
        match (upper, lower, digits) {
            (0, 0, 4) if word.len() == 4 => Shape::Year,
            (0, 0, _) => Shape::Number,
            (0, _, 0) => Shape::Lower,
            (0, _, _) if starts_with_digit => Shape::Ordinal,
            (0, _, _) => Shape::Lower,
            (1, 0, 0) if ends_in_stop => Shape::Initial,
            (_, 0, 0) if ends_in_stop => Shape::Dotted,
            (1, 0, 0) => Shape::Letter,
            (_, _, 1..) => Shape::Mixed,
            _ if hyphen && starts_upper => Shape::Hyphen,
            (2..=5, 0, 0) => Shape::Acronym,
            (_, 0, 0) => Shape::Upper,
            _ if !starts_upper => Shape::Late,
            (1, _, 0) => Shape::Title,
            _ => Shape::Inner,
        }
    }
}
