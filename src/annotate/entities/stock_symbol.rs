//! Finds firms in headlines in capitals by their stock symbols: `PACIFIC HARBOUR <PHBR> SEES LOSS`, if the text names
//! the Pacific Harbour Financial Corp.

use std::ops::Range;

use super::hash;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Style, Token};

const OPENS: u64 = hash::ascii_word(b"<");
const CLOSES: u64 = hash::ascii_word(b">");

/// The most words of a firm's name that are looked for before its symbol.
const LONGEST: usize = 5;

/// Adds the firms before symbols, replacing the names that were found in their words.
pub(super) fn add_before_symbols(tokens: &[Token], found: &mut Vec<Found>) {
    for symbol in (1..tokens.len()).filter(|at| is_symbol_at(tokens, *at)) {
        let Some(firm) = firm_before(tokens, symbol, found) else {
            continue;
        };
        let start = firm.tokens.start;
        // `NAPLES FEDERAL <NAF>`: the name is longer than what the text has of it.
        if found.iter().any(|name| name.tokens.end == start) {
            continue;
        }
        found.retain(|name| name.tokens.end <= start || name.tokens.start >= symbol);
        let at = found.partition_point(|name| name.tokens.start < start);
        found.insert(at, firm);
    }
}

/// Whether a symbol in brackets begins at `at`, in a sentence in capitals.
pub(super) fn is_symbol_at(tokens: &[Token], at: usize) -> bool {
    let Some([opens, symbol, closes, ..]) = tokens.get(at..) else {
        return false;
    };
    let in_brackets = opens.word == OPENS && closes.word == CLOSES;
    in_brackets && symbol.shape.is_capital() && opens.style == Style::Upper
}

/// Whether a longer name begins with these words, in any case.
pub(super) fn is_begun_by(tokens: &[Token], full: &Range<usize>, words: &[Token]) -> bool {
    let full = tokens.get(full.clone()).unwrap_or_default();
    let begins = full
        .iter()
        .zip(words)
        .all(|(one, other)| one.word == other.word);
    full.len() > words.len() && begins
}

/// The longest run of words before `symbol` with which the name of an organisation in the text begins.
fn firm_before(tokens: &[Token], symbol: usize, found: &[Found]) -> Option<Found> {
    (1..=LONGEST.min(symbol)).rev().find_map(|length| {
        let words = tokens.get(symbol - length..symbol)?;
        let begins = |name: &Found| {
            name.sort == Sort::ORG
                && name.tokens.start > symbol
                && is_begun_by(tokens, &name.tokens, words)
        };
        found.iter().any(begins).then_some(Found {
            tokens: symbol - length..symbol,
            sort: Sort::ORG,
        })
    })
}
