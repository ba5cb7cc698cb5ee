//! Reads the region or country that directly follows a place and contains it: `Paris, Texas`; `Birmingham, Ala.`;
//! `Vienna (Austria)`.

use super::gazetteer::{Gazetteer, Known, PlaceType};
use super::key::Key;
use crate::annotate::tokens::Words;

/// The longest name of a region or country, in words and in bytes.
const MOST_WORDS: usize = 5;
const LONGEST: usize = 64;

/// The regions or countries that the words at the beginning of `rest`, the text after a place, may mean; the longest
/// name counts. Empty if none follows a comma or a parenthesis, or if it belongs to what comes after it:
/// `In London, Canada's minister`; `London, Canada and Japan`.
pub(super) fn container(rest: &str, world: Gazetteer<'_>, key: &mut Key) -> Vec<Known> {
    let rest = rest
        .get(..rest.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    let Some(rest) = opened(rest) else {
        return Vec::new();
    };
    let mut ends = [0; MOST_WORDS];
    let mut words = Words::new(rest);
    let mut count = 0;
    for end in &mut ends {
        let from = words.range().end;
        if !words.advance() || !is_gap(rest.get(from..words.range().start).unwrap_or_default()) {
            break;
        }
        *end = words.range().end;
        count += 1;
    }
    for end in ends.iter().take(count).rev() {
        let (name, after) = rest.split_at_checked(*end).unwrap_or_default();
        let is_written_so = |known: &Known| match known.what {
            PlaceType::Country | PlaceType::Region => !is_two_small(name, after),
            PlaceType::Letters => name.bytes().all(|byte| byte.is_ascii_uppercase()),
            _ => false,
        };
        let found: Vec<Known> = world.find(key.of(name)).filter(is_written_so).collect();
        if !found.is_empty() {
            let is_other = is_possessive(after) || goes_on(after);
            return if is_other { Vec::new() } else { found };
        }
    }
    Vec::new()
}

/// The text after a comma or an opening parenthesis, if it begins with a capital.
fn opened(rest: &str) -> Option<&str> {
    let after_comma = || rest.strip_prefix(',').map(str::trim_start);
    let in_parenthesis = || rest.trim_start().strip_prefix('(');
    let name = after_comma().or_else(in_parenthesis)?;
    name.starts_with(char::is_uppercase).then_some(name)
}

/// What may separate the words of a name.
fn is_gap(gap: &str) -> bool {
    matches!(
        gap,
        "" | " " | "." | ". " | "-" | "'" | "\u{2019}" | "\n" | "\r\n"
    )
}

/// Whether `name` is two letters, but not an abbreviation like `PA` or `Pa.`.
fn is_two_small(name: &str, after: &str) -> bool {
    let is_abbreviated = after.starts_with('.') || name.chars().all(char::is_uppercase);
    name.len() == 2 && !is_abbreviated
}

/// Whether a list goes on: `London, Canada and Japan`.
fn goes_on(after: &str) -> bool {
    [" and ", " or ", " & "]
        .iter()
        .any(|word| after.starts_with(word))
}

fn is_possessive(after: &str) -> bool {
    let letter = after.strip_prefix(['\'', '\u{2019}']);
    letter.is_some_and(|rest| rest.starts_with('s') || !rest.starts_with(char::is_alphanumeric))
}
