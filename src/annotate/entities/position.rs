//! Finds people by the position or office in front of them: `QB Marcus Bell`, `CEO Tim Cook`.

use super::lexicon::List;
use super::name_rules::NameRules;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Shape, Style, Token};

/// Cuts positions off the people after them, and adds those people that were overlooked.
pub(super) fn split_off_positions(tokens: &[Token], rules: &NameRules, found: &mut Vec<Found>) {
    let positions = (0..tokens.len()).filter(|at| is_before_person(tokens, rules, *at));
    let positions: Vec<usize> = positions.collect();
    if positions.is_empty() {
        return;
    }
    found.retain_mut(|name| {
        if positions.binary_search(&name.tokens.start).is_ok() {
            name.tokens.start += 1;
            name.sort = Sort::PERSON;
        }
        !name.tokens.is_empty()
    });
    let people = positions.into_iter().map(|at| Found {
        tokens: at + 1..at + 3,
        sort: Sort::PERSON,
    });
    let is_overlooked = |person: &Found| {
        let next = found.partition_point(|name| name.tokens.end <= person.tokens.start);
        let next = found.get(next);
        next.is_none_or(|name| name.tokens.start >= person.tokens.end)
    };
    let overlooked: Vec<Found> = people.filter(is_overlooked).collect();
    found.extend(overlooked);
    found.sort_by_key(|name| name.tokens.start);
}

/// Whether a token is a position in front of a given name and a surname.
fn is_before_person(tokens: &[Token], rules: &NameRules, at: usize) -> bool {
    let Some([position, given, surname]) = tokens.get(at..at + 3) else {
        return false;
    };
    let next = tokens.get(at + 3);
    let goes_on = next.is_some_and(|next| next.shape.is_capital() && !next.first);
    position.shape == Shape::Acronym
        && position.style == Style::Running
        && !goes_on
        && rules.positions.contains(&position.word)
        && given.shape == Shape::Title
        && given.entry.is(List::Given)
        && matches!(surname.shape, Shape::Title | Shape::Inner | Shape::Hyphen)
        && (surname.entry.is(List::Family)
            || given.entry.lists() & NO_GIVEN_NAME == 0 && surname.entry.lists() & NO_SURNAME == 0)
}

/// What else the word after a position may be, unless a surname follows.
const NO_GIVEN_NAME: u32 =
    List::PLACES | List::Org.bit() | List::Title.bit() | List::Calendar.bit();
/// What the word after a given name may be if it is no surname: `CEO Summit Group`.
const NO_SURNAME: u32 = List::OrgWord.bit() | List::Title.bit() | List::Noun.bit();
