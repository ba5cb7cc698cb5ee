//! Finds the firms of headlines in capitals by the sign that their shares are traded under: `PACIFIC HARBOUR <PHBR> SEES LOSS`, where
//! the text tells of the Pacific Harbour Financial Corp.

use std::ops::Range;

use super::hash;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Style, Token};
use crate::story::Kind;

const OPENS: u64 = hash::ascii_word(b"<");
const CLOSES: u64 = hash::ascii_word(b">");

/// So many words of a firm's name stand before its sign.
const LONGEST: usize = 5;

/// Adds the firms before signs, in place of what was found of their words.
pub(super) fn add_signed(tokens: &[Token], found: &mut Vec<Found>) {
    for sign in (1..tokens.len()).filter(|at| stands_signed(tokens, *at)) {
        let Some(firm) = firm_before(tokens, sign, found) else {
            continue;
        };
        let start = firm.tokens.start;
        // `NAPLES FEDERAL <NAF>`: the name is longer than what the text has of it.
        if found.iter().any(|name| name.tokens.end == start) {
            continue;
        }
        found.retain(|name| name.tokens.end <= start || name.tokens.start >= sign);
        let at = found.partition_point(|name| name.tokens.start < start);
        found.insert(at, firm);
    }
}

/// Whether a sign in brackets begins at `at`, in a sentence in capitals.
pub(super) fn stands_signed(tokens: &[Token], at: usize) -> bool {
    let Some([opens, sign, closes, ..]) = tokens.get(at..) else {
        return false;
    };
    let in_brackets = opens.word == OPENS && closes.word == CLOSES;
    in_brackets && sign.shape.is_capital() && opens.style == Style::Upper
}

/// Whether a name that goes on begins with these words, in whatever case.
pub(super) fn is_begun_by(tokens: &[Token], full: &Range<usize>, words: &[Token]) -> bool {
    let full = tokens.get(full.clone()).unwrap_or_default();
    let begins = full
        .iter()
        .zip(words)
        .all(|(one, other)| one.word == other.word);
    full.len() > words.len() && begins
}

/// The longest row of words before `sign` with which an organisation of the text begins.
fn firm_before(tokens: &[Token], sign: usize, found: &[Found]) -> Option<Found> {
    (1..=LONGEST.min(sign)).rev().find_map(|length| {
        let words = tokens.get(sign - length..sign)?;
        let begins = |name: &Found| {
            name.sort == Sort::Kind(Kind::Org)
                && name.tokens.start > sign
                && is_begun_by(tokens, &name.tokens, words)
        };
        found.iter().any(begins).then_some(Found {
            tokens: sign - length..sign,
            sort: Sort::Kind(Kind::Org),
        })
    })
}
