//! Puts the forms of names in order, the fullest first: each later form is then one of those before, or somebody new.

use std::cmp::Reverse;

use super::form::{Form, is_all_capitals_line};
use crate::annotate::entities::lexicon::List;
use crate::annotate::entities::short_forms::{singular, without_domain};
use crate::annotate::entities::token::{Shape, Token};
use crate::story::Kind;

/// The numbers of the forms in that order.
pub(super) fn fullest_first(tokens: &[Token], forms: &[Form]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|number| {
        forms.get(*number).map(|form| {
            (
                is_all_capitals_line(tokens, &form.tokens),
                Reverse(form.tokens.len()),
                is_initialled(tokens.get(form.tokens.clone()).unwrap_or_default()),
                is_place_in_capitals(tokens, form),
                plural_rank(tokens, form),
            )
        })
    });
    order
}

/// Ranks plural and singular of a name: the plural is the name if it has an article or is on a list. `the Tories` is,
/// `TiVos` is not.
fn plural_rank(tokens: &[Token], form: &Form) -> u8 {
    let last = tokens.get(form.tokens.clone()).and_then(<[Token]>::last);
    let is_plural =
        form.kind == Kind::Org && last.is_some_and(|last| singular(last) != without_domain(last));
    let is_listed = form.tokens.len() == 1
        && last.is_some_and(|last| last.entry.lists() & (List::Org.bit() | List::Club.bit()) != 0);
    match (is_plural, form.takes_article || is_listed) {
        (true, true) => 0,
        (false, _) => 1,
        (true, false) => 2,
    }
}

/// `J. Reed`.
pub(super) fn is_initialled(words: &[Token]) -> bool {
    matches!(words, [first, _] if matches!(first.shape, Shape::Initial | Shape::Letter))
}

/// Longer words in capitals need not be acronyms.
const LONGEST_ACRONYM: u32 = 3;

/// Whether a place is in capitals as in the dateline of a wire, such as `IRAQ`.
fn is_place_in_capitals(tokens: &[Token], form: &Form) -> bool {
    let mut words = tokens.get(form.tokens.clone()).into_iter().flatten();
    form.kind == Kind::Place
        && words.all(|word| word.is_all_capitals() && word.end - word.start > LONGEST_ACRONYM)
}
