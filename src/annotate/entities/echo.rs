//! Finds the names that the tagger overlooked: words that are a name elsewhere in the same story.
//!
//! Once a story has `Steven Cheung`, a lone `Cheung` in it is that person, whatever it looked like by itself.

use rustc_hash::FxHashMap;

use super::evidence::Evidence;
use super::lexicon::List;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Style, Token};
use crate::story::Kind;

/// Adds the overlooked names to `found`, and mends the sort of lone words that a person of the story bears.
pub fn add_echoes(tokens: &[Token], evidence: &Evidence, found: &mut Vec<Found>) {
    let known = known_words(tokens, found);
    if known.is_empty() {
        return;
    }
    let mut echoes = Vec::new();
    let mut at = 0;
    for name in found.iter_mut() {
        echoes.extend((at..name.tokens.start).filter_map(|at| echo(tokens, evidence, &known, at)));
        at = name.tokens.end;
        if let Some([word]) = tokens.get(name.tokens.clone())
            && known.get(&word.word) == Some(&PERSON)
        {
            name.sort = PERSON;
        }
    }
    echoes.extend((at..tokens.len()).filter_map(|at| echo(tokens, evidence, &known, at)));
    if !echoes.is_empty() {
        found.extend(echoes);
        found.sort_by_key(|name| name.tokens.start);
    }
}

const PERSON: Sort = Sort::Kind(Kind::Person);
const PLACE: u32 =
    List::Country.bit() | List::City.bit() | List::Region.bit() | List::Demonym.bit();

/// What a lone word means in this story: the family name of somebody named in full, or else what it was found to be.
fn known_words(tokens: &[Token], found: &[Found]) -> FxHashMap<u64, Sort> {
    let mut known = FxHashMap::default();
    for name in found {
        if let Some([word]) = tokens.get(name.tokens.clone()) {
            known.entry(word.word).or_insert(name.sort);
        }
    }
    for name in found
        .iter()
        .filter(|name| name.sort == PERSON && name.tokens.len() > 1)
    {
        if let Some(family) = tokens
            .get(name.tokens.end - 1)
            .filter(|word| word.entry.lists() & PLACE == 0)
        {
            known.insert(family.word, PERSON);
        }
    }
    known
}

/// The name that the lone word at `at` repeats.
fn echo(
    tokens: &[Token],
    evidence: &Evidence,
    known: &FxHashMap<u64, Sort>,
    at: usize,
) -> Option<Found> {
    let capital = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| token.shape.is_capital())
    };
    let token = tokens.get(at)?;
    let lone = !capital(at.checked_sub(1).filter(|_| !token.first)) && !capital(at.checked_add(1));
    if !token.shape.is_capital()
        || token.style != Style::Running
        || !lone
        || evidence.is_written_small(token.word)
    {
        return None;
    }
    Some(Found {
        tokens: at..at + 1,
        sort: *known.get(&token.word)?,
    })
}
