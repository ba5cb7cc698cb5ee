//! Splits a text into sentences.
//!
//! A sentence ends at `.`, `!`, `?` or `…`, and after the quotes and brackets that close it, if white space and
//! something that can open a sentence follow. It also ends at an empty line. Abbreviations and initials do not end a
//! sentence. Unicode's rules (UAX #29) would end one after every "Mr.".

use std::ops::Range;

/// The sentences of `text`, in bytes, without the white space around them; in order, disjoint, none empty.
///
/// ```
/// use dateline::annotate::sentences::sentences;
/// let text = "Mr. Smith of the U.S. Senate spoke. \u{201c}No!\u{201d} He left.";
/// let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
/// assert_eq!(found, ["Mr. Smith of the U.S. Senate spoke.", "\u{201c}No!\u{201d}", "He left."]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        start += rest.len() - rest.trim_start().len();
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = start + sentence_end(rest);
        let range = start..start + text.get(start..end)?.trim_end().len();
        start = end;
        Some(range)
    })
}

/// The length of the first sentence of `text`, in bytes. `text` must not start with white space.
fn sentence_end(text: &str) -> usize {
    let mut from = 0;
    while let Some((at, c)) = stop(text, from) {
        let after = at + c.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        if c == '\n' {
            if rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
                return at;
            }
        } else {
            let closing =
                rest.trim_start_matches(['.', '!', '?', '…', '"', '\'', '”', '’', '»', ')', ']']);
            let end = text.len() - closing.len();
            let opens = closing.trim_start();
            let apart = opens.len() < closing.len() || c == '。' || opens.is_empty();
            let abbreviated = c == '.'
                && closing.len() == rest.len()
                && is_abbreviation(text.get(..at).unwrap_or_default());
            if apart && can_open(opens) && !abbreviated {
                return end;
            }
            from = end;
            continue;
        }
        from = after;
    }
    text.len()
}

/// The position and character of the first stop or line end after `from`.
fn stop(text: &str, mut from: usize) -> Option<(usize, char)> {
    loop {
        // The last two are the first bytes of `…` and `。`. Scanning bytes takes half as long as scanning characters.
        let may_be = |byte: &u8| {
            matches!(
                *byte,
                b'.' | b'!' | b'?' | b'\n' | LEADS_ELLIPSIS | LEADS_FULL_STOP
            )
        };
        let at = from + text.as_bytes().get(from..)?.iter().position(may_be)?;
        let c = text.get(at..)?.chars().next()?;
        if matches!(c, '.' | '!' | '?' | '…' | '\n' | '。') {
            return Some((at, c));
        }
        from = at + c.len_utf8();
    }
}

/// The first byte of `…`, and that of `。`.
const LEADS_ELLIPSIS: u8 = 0xe2;
const LEADS_FULL_STOP: u8 = 0xe3;

fn can_open(text: &str) -> bool {
    text.chars()
        .next()
        .is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ':' | ')'))
}

/// Whether `text`, which is followed by a full stop, ends in an abbreviation or an initial.
fn is_abbreviation(text: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "mr", "mrs", "ms", "dr", "st", "prof", "rev", "hon", "gen", "col", "maj", "capt", "lt",
        "sgt", "cmdr", "adm", "gov", "sen", "rep", "pres", "sr", "jr", "messrs", "mme", "mlle",
        "vs", "no", "nos", "inc", "corp", "co", "ltd", "bros", "etc", "fig", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft", "ave", "blvd",
        "approx", "dept", "est", "sra", "srta", "dna", "ud", "bzw", "ca", "nr", "usw", "vgl",
    ];
    let word = text
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '-'))
        .next()
        .unwrap_or_default();
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    // "U.S", "p.m", "J.R.R": a stop inside makes the word an abbreviation.
    initial || word.contains('.') || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `|` marks where a sentence ends.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = sentences(&text)
            .filter_map(|range| text.get(range))
            .collect();
        let expected: Vec<&str> = marked
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_at_stops() {
        check("It rained.| It poured!| Did it stop?| \u{201c}No.\u{201d}| So it went on.");
        check("Shares rose 3.5 percent to $1.2 billion.| Traders cheered.");
        check("She asked \u{201c}why?\u{201d} and left.");
        check("El ministro dimitió.| ¿Quién lo sustituye?| Nadie lo sabe.");
    }

    #[test]
    fn abbreviations_end_nothing() {
        check(
            "Gov. Ron DeSantis met Dr. J. R. Smith of Acme Inc. on Jan. 6.| He left at 8 p.m. Tuesday.",
        );
    }

    #[test]
    fn an_empty_line_ends_a_headline() {
        check("Storm hits coast\n\n|LONDON, Aug 13 -\nThe storm came.");
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_hold_every_letter(text in "\\PC{0,60}") {
            let mut end = 0;
            let mut letters = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= end && range.start < range.end);
                end = range.end;
                letters += text.get(range).unwrap().chars().filter(|c| c.is_alphanumeric()).count();
            }
            prop_assert_eq!(letters, text.chars().filter(|c| c.is_alphanumeric()).count());
        }
    }
}
