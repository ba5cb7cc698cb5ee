//! Cuts off what the tagger took for part of a name but is not: `Mr.`, the `QC` after a barrister, the `Shr` and `Dlrs`
//! in tables of figures. Also drops peoples that were taken for places.

use super::hash;
use super::lexicon::List;
use super::name_rules::NameRules;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Shape, Token};

/// Cuts the names to what is one, and leaves out those of which nothing is left.
pub(super) fn trim(tokens: &[Token], rules: &NameRules, found: &mut Vec<Found>) {
    found.retain_mut(|name| {
        let is_person = name.sort == Sort::PERSON;
        let word = |at: usize| tokens.get(at);
        while name.tokens.len() > 1
            && word(name.tokens.start).is_some_and(|word| {
                rules.figures.contains(&word.word)
                    || is_person && rules.honorifics.contains(&word.word)
            })
        {
            name.tokens.start += 1;
        }
        while name.tokens.len() > 1
            && word(name.tokens.end - 1).is_some_and(|word| {
                rules.figures.contains(&word.word)
                    || is_person && word.is_all_capitals() && rules.honours.contains(&word.word)
            })
        {
            name.tokens.end -= 1;
        }
        let is_of_figures =
            |at: usize| word(at).is_some_and(|word| rules.figures.contains(&word.word));
        // `H.K. Dlrs`
        let is_currency = is_of_figures(name.tokens.end)
            && word(name.tokens.start).is_some_and(|word| word.shape == Shape::Dotted);
        let is_nothing = name.tokens.len() == 1 && is_of_figures(name.tokens.start);
        let is_people =
            name.sort == Sort::PLACE && word(name.tokens.end - 1).is_some_and(is_people);
        let is_no_name = is_nothing || is_people || is_currency && is_person;
        !is_no_name
    });
}

/// Splits rulers from what they rule: `Sultan Qaboos of Oman`, as `King Hussein of Jordan`.
pub(super) fn split_off_realms(tokens: &[Token], rules: &NameRules, found: &mut Vec<Found>) {
    let mut realms = Vec::new();
    for name in found.iter_mut() {
        let start = name.tokens.start;
        let before = start.checked_sub(1).and_then(|at| tokens.get(at));
        let Some([person, of, realm]) = tokens.get(name.tokens.clone()) else {
            continue;
        };
        let is_title = |word: &Token| word.entry.is(List::Title) && word.shape.is_capital();
        let is_ruler = before.is_some_and(is_title)
            && person.entry.lists() & OFFICE == 0
            && rules.of.contains(&of.word)
            && realm.entry.lists() & List::PLACES != 0;
        if is_ruler && name.sort != Sort::PLACE {
            name.tokens.end = start + 1;
            name.sort = Sort::PERSON;
            realms.push(Found {
                tokens: start + 2..start + 3,
                sort: Sort::PLACE,
            });
        }
    }
    if !realms.is_empty() {
        found.extend(realms);
        found.sort_by_key(|name| name.tokens.start);
    }
}

/// What a word is that an office or a body begins with: `Governor Bank of Japan`.
const OFFICE: u32 = List::Noun.bit()
    | List::Common.bit()
    | List::Org.bit()
    | List::OrgWord.bit()
    | List::Title.bit()
    | List::PlaceWord.bit();

/// Whether a word is that of a people alone: `West German`, but not the `North Pole`.
fn is_people(word: &Token) -> bool {
    word.entry.is(List::Demonym) && word.entry.lists() & OTHERWISE == 0 && word.word != POLE
}

/// What else a word may be, or a name that only looks like a plural: `Las Vegas`.
const OTHERWISE: u32 = List::Country.bit()
    | List::Family.bit()
    | List::City.bit()
    | List::Town.bit()
    | List::Region.bit()
    | List::PlaceWord.bit();
const POLE: u64 = hash::ascii_word(b"pole");
