//! Reads the markers in a quotation, `@person`, `@org` and `@place`, which stand for any name of a kind.

use super::Problem;
use crate::story::Kind;

/// A quotation with each marker as a word of its own, however it is written: `@Person's` is `@person`.
///
/// # Errors
/// If a word begins with `@` and is no marker.
pub(super) fn with_markers_apart(text: &str) -> Result<String, Problem> {
    let mut apart = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, word, after)) = next_marker(rest) {
        let kind = kind(word).ok_or_else(|| Problem::UnknownMarker {
            found: format!("@{word}"),
        })?;
        apart += before;
        if !apart.is_empty() && !apart.ends_with(char::is_whitespace) {
            apart.push(' ');
        }
        apart.push('@');
        apart += kind.as_str();
        rest = without_possessive(after);
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            apart.push(' ');
        }
    }
    Ok(apart + rest)
}

/// Whether a word is a marker, which it may be only in a quotation.
pub(super) fn is_marker(word: &str) -> bool {
    next_marker(word).is_some_and(|(before, word, _)| before.is_empty() && kind(word).is_some())
}

fn kind(word: &str) -> Option<Kind> {
    word.to_lowercase().parse().ok()
}

/// The next word after an `@`, and what is before and after it. In `ann@example.org` there is none.
fn next_marker(text: &str) -> Option<(&str, &str, &str)> {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices('@').find_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let len = after.find(|c| !in_word(c)).unwrap_or(after.len());
        let is_one = len > 0 && !before.ends_with(in_word);
        is_one.then_some((before, after.get(..len)?, after.get(len..)?))
    })
}

/// The text without the possessive `'s` at its beginning, which is no word of its own.
fn without_possessive(text: &str) -> &str {
    let rest = text.strip_prefix(['\'', '’']);
    let rest = rest.and_then(|rest| rest.strip_prefix(['s', 'S']));
    rest.filter(|rest| !rest.starts_with(char::is_alphanumeric))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_one_with_signs_around_it_and_in_capitals() {
        for (typed, read) in [
            ("said @person", "said @person"),
            ("@Person, who", "@person , who"),
            ("said @person.", "said @person ."),
            ("@person's decision", "@person decision"),
            ("@ORG’s (@place)", "@org ( @place )"),
            ("write to ann@person.example", "write to ann@person.example"),
            ("5 @ 7", "5 @ 7"),
        ] {
            assert_eq!(with_markers_apart(typed).unwrap(), read, "{typed}");
        }
        for typed in ["@organisation sued", "said @persons", "@person2"] {
            assert!(with_markers_apart(typed).is_err(), "{typed}");
        }
    }
}
