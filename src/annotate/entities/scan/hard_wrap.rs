//! Recognises text with hard line breaks, as in wires and mail. There the end of a line ends nothing, and `Paul` may be
//! on one line and `Volcker` on the next.

/// So long is a full line, in bytes.
pub(super) const FULL_LINE: usize = 40;

/// Whether most of its lines go on in small letters on the next.
pub(super) fn is_wrapped(text: &str) -> bool {
    let (mut lines, mut going_on) = (0, 0);
    for (at, _) in text.match_indices('\n') {
        let next = text.as_bytes().get(at + 1);
        lines += usize::from(next.is_some_and(|next| !next.is_ascii_whitespace()));
        going_on += usize::from(next.is_some_and(u8::is_ascii_lowercase));
    }
    going_on >= 2 && going_on * 2 >= lines
}

/// Whether the first line is shorter by a dateline that is no part of the text, and no byline: it has words in small letters.
pub(super) fn is_cut_short(line: &[u8]) -> bool {
    line.windows(2)
        .any(|pair| matches!(pair, [b' ', b'a'..=b'z']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_go_on_in_small_letters_are_wrapped() {
        assert!(is_wrapped(
            "The minister\nsaid that he\nwould go. Paul\nVolcker"
        ));
        assert!(!is_wrapped(
            "Chicago 3\nBoston 2\nwon in overtime\nDenver 4\nMiami 1"
        ));
        assert!(!is_wrapped("One line.") && !is_wrapped(""));
    }
}
