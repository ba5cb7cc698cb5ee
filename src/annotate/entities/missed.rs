//! Finds the names that the tagger overlooked: words that are a name elsewhere in the same story.
//!
//! Once a story has `Steven Cheung`, a lone `Cheung` in it is that person, whatever it looked like by itself. A name
//! after `Mr.` is a person, too.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::is_surname;
use super::evidence::Evidence;
use super::lexicon::List;
use super::name_rules::{NameRules, Surnames};
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Shape, Style, Token, phrase};

/// Adds the overlooked names to `found`, and corrects the sort of lone words that are the name of a person in the
/// story.
pub fn add_missed_names(
    tokens: &[Token],
    evidence: &Evidence,
    rules: &NameRules,
    found: &mut Vec<Found>,
) {
    let known = known_words(tokens, rules, found);
    let tails = particle_tails(tokens, rules, found);
    let echo = |at| addressed(tokens, rules, at).or_else(|| echo(tokens, evidence, &known, at));
    let mut echoes = Vec::new();
    let mut at = 0;
    for name in found.iter_mut() {
        echoes.extend((at..name.tokens.start).filter_map(echo));
        at = name.tokens.end;
        if let Some([word]) = tokens.get(name.tokens.clone())
            && let Some(sort) = known.get(&word.word)
            && (name.sort == Sort::Other || *sort == Sort::PERSON && may_be_person(word, name.sort))
        {
            name.sort = *sort;
        } else if name.tokens.len() > 1
            && !tails.is_empty()
            && let Some(words) = tokens.get(name.tokens.clone())
            && tails.contains(&phrase(words))
        {
            name.sort = Sort::PERSON;
        }
    }
    echoes.extend((at..tokens.len()).filter_map(echo));
    if !echoes.is_empty() {
        found.extend(echoes);
        found.sort_by_key(|name| name.tokens.start);
    }
}

/// Whether a lone word of this sort may be the person of that name: a country may not, nor `SWIFT` if somebody is
/// called Swift.
fn may_be_person(word: &Token, sort: Sort) -> bool {
    let is_place = sort == Sort::PLACE && word.entry.lists() & List::PLACES != 0;
    let is_acronym = sort == Sort::ORG && word.is_all_capitals();
    !is_place && !is_acronym
}

/// What else a given name may mean.
const AMBIGUOUS: u32 = PLACE
    | List::Town.bit()
    | List::Org.bit()
    | List::Club.bit()
    | List::Title.bit()
    | List::Calendar.bit()
    | List::Function.bit();
/// What the first word of a company may be, while it can still mean the company alone: `Lehman`.
const HOUSE: u32 = List::Begins.bit() | List::Family.bit() | List::Org.bit();
const PLACE: u32 = List::PLACES | List::Demonym.bit();

/// What each lone word means in this story: the family name of a person named in full; or else what it was found to be;
/// or else the beginning of the name of a person or an organisation.
fn known_words(tokens: &[Token], rules: &NameRules, found: &[Found]) -> FxHashMap<u64, Sort> {
    let mut known = FxHashMap::default();
    let lone = |name: &Found| match tokens.get(name.tokens.clone()) {
        Some([word]) => Some((word.word, name.sort)),
        _ => None,
    };
    for (word, sort) in found.iter().filter_map(lone) {
        if sort != Sort::Other {
            known.entry(word).or_insert(sort);
        }
    }
    for name in found.iter().filter(|name| name.tokens.len() > 1) {
        let Some([first, later @ .., last]) = tokens.get(name.tokens.clone()) else {
            continue;
        };
        if name.sort == Sort::PERSON && last.entry.lists() & PLACE == 0 {
            known.insert(last.word, Sort::PERSON);
        }
        if name.sort == Sort::PERSON && rules.surnames == Surnames::All {
            let surnames = later
                .iter()
                .filter(|word| is_surname(word) && word.entry.lists() & AMBIGUOUS == 0);
            known.extend(surnames.map(|word| (word.word, Sort::PERSON)));
        }
        let begins = match name.sort {
            Sort::PERSON => first.shape == Shape::Title && first.entry.lists() & AMBIGUOUS == 0,
            Sort::ORG => first.shape == Shape::Title && first.entry.lists() & !HOUSE == 0,
            _ => false,
        };
        if begins {
            known.entry(first.word).or_insert(name.sort);
        }
    }
    for (word, sort) in found.iter().filter_map(lone) {
        known.entry(word).or_insert(sort);
    }
    known
}

/// The family names of several words of people in the story: `Le Pen`, whatever that was found to be by itself.
fn particle_tails(tokens: &[Token], rules: &NameRules, found: &[Found]) -> FxHashSet<u64> {
    let people = found.iter().filter(|name| name.sort == Sort::PERSON);
    let names = people.filter_map(|name| tokens.get(name.tokens.clone()));
    let tails = names.filter_map(|words| {
        let (_, rest) = words.split_first()?;
        let from = rest
            .iter()
            .position(|word| rules.opening.contains(&word.word))?;
        rest.get(from..).filter(|tail| tail.len() > 1).map(phrase)
    });
    tails.collect()
}

/// A person with a form of address, whatever else the name may mean: `Mrs. May`, `Mr. French`, but not `Mr. President`.
fn addressed(tokens: &[Token], rules: &NameRules, at: usize) -> Option<Found> {
    let [title, name] = tokens.get(at.checked_sub(1)?..=at)? else {
        return None;
    };
    let is_name = matches!(name.shape, Shape::Title | Shape::Inner | Shape::Hyphen)
        && !name.first
        && name.entry.lists() & (List::Title.bit() | List::Noun.bit()) == 0;
    let goes_on = tokens
        .get(at + 1)
        .is_some_and(|next| next.shape.is_capital());
    let is_addressed = title.shape.is_capital()
        && name.style == Style::Running
        && rules.honorifics.contains(&title.word);
    (is_name && is_addressed && !goes_on).then_some(Found {
        tokens: at..at + 1,
        sort: Sort::PERSON,
    })
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
    let before = at.checked_sub(1).filter(|_| !token.first);
    let opens = |at: usize| tokens.get(at).is_some_and(opens_sentence);
    let lone = !capital(before.filter(|at| !opens(*at))) && !capital(at.checked_add(1));
    if !token.shape.is_capital()
        || token.style != Style::Running
        || !lone
        || evidence.is_written_small(token)
        || opens_sentence(token)
        || token.entry.is(List::Noun)
    {
        return None;
    }
    Some(Found {
        tokens: at..at + 1,
        sort: *known.get(&token.word)?,
    })
}

/// A common word with the capital of its sentence: `Today` in `Today Amina studies law`.
fn opens_sentence(token: &Token) -> bool {
    token.first && (token.entry.is(List::Common) || token.entry.is(List::Function))
}
