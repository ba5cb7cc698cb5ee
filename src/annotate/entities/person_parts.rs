//! Joins what the tagger took apart of a person's name: initials and family name (`George H.W. Bush`), the nickname
//! between given and family name (`Dwayne "The Rock" Johnson`), the `Jr.` at the end.

use super::lexicon::List;
use super::short_forms::is_generational_suffix;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Shape, Token};

/// The longest nickname, in words.
const LONGEST_NICKNAME: usize = 4;

/// Joins the parts of people's names.
pub(super) fn join_person_parts(tokens: &[Token], found: &mut Vec<Found>) {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for mut name in found.drain(..) {
        let is_person = name.sort == Sort::PERSON;
        if let Some(before) = joined.last_mut()
            && before.sort == Sort::PERSON
        {
            if name.tokens.start < before.tokens.end {
                continue;
            }
            let is_rest = is_person && is_nickname(tokens, before.tokens.end, name.tokens.start)
                || follows_initials(tokens, before, &name);
            if is_rest {
                name.tokens.start = before.tokens.start;
                name.sort = Sort::PERSON;
                joined.pop();
            }
        }
        let next = tokens.get(name.tokens.end);
        if name.sort == Sort::PERSON
            && next.is_some_and(|next| !next.first && is_generational_suffix(next))
        {
            name.tokens.end += 1;
        }
        joined.push(name);
    }
    *found = joined;
}

/// Whether a name is the family name to the initials before it.
fn follows_initials(tokens: &[Token], before: &Found, name: &Found) -> bool {
    let last = tokens.get(before.tokens.end - 1);
    let family = tokens.get(name.tokens.start);
    let is_family = |family: &Token| {
        let is_listed = name.tokens.len() == 1 && family.entry.is(List::Family);
        !family.first && (name.sort == Sort::PERSON || is_listed)
    };
    before.tokens.len() > 1
        && before.tokens.end == name.tokens.start
        && last.is_some_and(|last| matches!(last.shape, Shape::Initial | Shape::Dotted))
        && family.is_some_and(is_family)
}

/// Whether nothing but a nickname in quotation marks is between two parts of a name.
fn is_nickname(tokens: &[Token], from: usize, to: usize) -> bool {
    let Some([open, words @ .., close]) = tokens.get(from..to) else {
        return false;
    };
    let is_quote = |mark: &Token| mark.shape == Shape::Quote;
    let behind = tokens.get(to);
    is_quote(open)
        && is_quote(close)
        && !open.glued
        && (1..=LONGEST_NICKNAME).contains(&words.len())
        && words
            .first()
            .is_some_and(|word| word.shape.is_capital() && word.glued)
        && words
            .iter()
            .all(|word| word.shape.is_capital() || word.shape == Shape::Lower)
        && words.iter().chain(behind).all(|word| !word.first)
}

/// A person's name without a nickname in quotation marks, and without the comma before `Jr.`
pub(super) fn as_called(name: &str) -> String {
    let mut called: Vec<&str> = Vec::new();
    let mut is_nickname = false;
    for (at, word) in name.split(' ').enumerate() {
        is_nickname |= at > 0 && word.starts_with(QUOTES);
        if is_nickname {
            is_nickname = !word.ends_with(QUOTES);
        } else {
            called.push(word.strip_suffix(',').unwrap_or(word));
        }
    }
    // What opens with an apostrophe, as `‘Abd`, is no nickname.
    if is_nickname {
        return name.to_owned();
    }
    called.join(" ")
}

const QUOTES: [char; 8] = ['"', '\'', '“', '”', '‘', '’', '«', '»'];
