//! Cuts a very long text into parts, in each of which names and dates are found for itself: what is needed to find them
//! takes eight times the room of the text.
//!
//! No news story is so long, but a bound volume of a paper may be.

use std::ops::Range;

use crate::story::Span;

/// The longest part, in bytes.
pub(super) const LONGEST: usize = 8 << 20;

/// Cuts a text at line ends, at spaces where there are none, and else anywhere.
pub(super) fn of(text: &str, longest: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let head = rest
            .get(..rest.floor_char_boundary(longest))
            .unwrap_or(rest);
        let length = if head.len() == rest.len() {
            rest.len()
        } else {
            let end = head.rfind('\n').or_else(|| head.rfind(' '));
            end.map_or(head.len(), |end| end + 1)
        };
        start += length;
        Some(start - length..start)
    })
}

/// A span of a part as one of the whole text.
pub(super) fn in_whole(text: &str, part: &Range<usize>, span: Span) -> Option<Span> {
    Span::new(text, part.start + span.start()..part.start + span.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_at_lines_or_spaces() {
        let cut = |text: &str| -> Vec<String> {
            let all = of(text, 6);
            all.map(|part| text.get(part).unwrap().to_owned()).collect()
        };
        assert_eq!(cut("one\ntwo three\n"), ["one\n", "two ", "three\n"]);
        assert_eq!(cut("äöüäöü"), ["äöü", "äöü"]);
        assert_eq!(cut(""), [""; 0]);
    }
}
