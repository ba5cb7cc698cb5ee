//! Makes one entity of all the names that mean the same: `Elon Musk`, `Musk` and `Musk's`; `European Union` and `EU`.
//!
//! 1. Mentions spelt alike are one form, and a form has one kind: the one that most of its mentions were given.
//! 2. The longest forms come first, and each is filed under every name the story may use for the same: a person under first
//!    and last name, a company without its `Inc.`, organisations and countries under their initials too.
//! 3. A single word is the person who bears it as family or given name: of several, the one named last before it.
//!
//! The fullest form gives the entity its name.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::hash;
use super::lexicon::List;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Style, Token};
use crate::story::Kind;

/// So many people may bear a word before we stop asking who is meant.
const MOST_BEARERS: usize = 8;

/// A name as it is spelt: all mentions with the same words.
struct Form {
    kind: Kind,
    /// Where it stands first, in running text if it does.
    tokens: Range<usize>,
}

/// A mention: its tokens, its kind, and where the fullest form of its entity stands, which tells entities apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chained {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Person, organisation or place.
    pub kind: Kind,
    /// The tokens of the fullest form.
    pub fullest: Range<usize>,
}

/// Links each of the names found to the fullest form of its entity. Names of no kind drop out.
pub fn chain(tokens: &[Token], found: &[Found]) -> Vec<Chained> {
    let (forms, form_of) = forms(tokens, found);
    let register = Register::of(tokens, &forms);
    let mut last_named = vec![0; forms.len()];
    let mut chained = Vec::with_capacity(found.len());
    for (at, (name, form)) in found.iter().zip(form_of).enumerate() {
        let Some((number, form)) = form.and_then(|number| Some((number, forms.get(number)?)))
        else {
            continue;
        };
        let root = register
            .bearer(tokens, form, &last_named)
            .or(register.root(number))
            .unwrap_or(number);
        if let Some(last) = last_named.get_mut(root) {
            *last = at + 1;
        }
        chained.push(Chained {
            tokens: name.tokens.clone(),
            kind: form.kind,
            fullest: forms.get(root).unwrap_or(form).tokens.clone(),
        });
    }
    chained
}

/// The forms, and which of them each name is; none where most mentions spelt so are no person, organisation or place.
fn forms(tokens: &[Token], found: &[Found]) -> (Vec<Form>, Vec<Option<usize>>) {
    let mut numbers: FxHashMap<u64, usize> = FxHashMap::default();
    let mut spelt: Vec<(Range<usize>, [u32; 4])> = Vec::new();
    let mut spelling_of = Vec::with_capacity(found.len());
    for name in found {
        let words = tokens.get(name.tokens.clone()).unwrap_or_default();
        let key = hash::phrase(words.iter().map(|token| token.word));
        let number = *numbers.entry(key).or_insert(spelt.len());
        if number == spelt.len() {
            spelt.push((name.tokens.clone(), [0; 4]));
        }
        spelling_of.push(number);
        if let Some((form, votes)) = spelt.get_mut(number) {
            if is_shouted(tokens, form) && !is_shouted(tokens, &name.tokens) {
                *form = name.tokens.clone();
            }
            for (sort, vote) in Sort::ALL.iter().zip(votes) {
                *vote += u32::from(*sort == name.sort);
            }
        }
    }
    let mut forms = Vec::with_capacity(spelt.len());
    let mut form_of_spelling = Vec::with_capacity(spelt.len());
    for (tokens, votes) in spelt {
        let most = votes.iter().max();
        let sort = Sort::ALL
            .iter()
            .zip(&votes)
            .find(|(_, vote)| Some(*vote) == most);
        form_of_spelling.push(match sort {
            Some((Sort::Kind(kind), _)) => {
                forms.push(Form {
                    kind: *kind,
                    tokens,
                });
                Some(forms.len() - 1)
            }
            _ => None,
        });
    }
    let form_of = spelling_of
        .into_iter()
        .map(|number| form_of_spelling.get(number).copied().flatten());
    (forms, form_of.collect())
}

/// Whether a form stands in a sentence that is all capitals.
fn is_shouted(tokens: &[Token], form: &Range<usize>) -> bool {
    tokens
        .get(form.start)
        .is_some_and(|token| token.style == Style::Upper)
}

/// Who goes by which name.
#[derive(Default)]
struct Register {
    /// The fullest form, by kind and by what its entity is filed under.
    by_key: FxHashMap<(Kind, u64), usize>,
    /// For each form, the fullest form of its entity.
    roots: Vec<usize>,
    /// People by family name.
    family: FxHashMap<u64, Vec<usize>>,
    /// People by given name.
    given: FxHashMap<u64, Vec<usize>>,
}

impl Register {
    fn of(tokens: &[Token], forms: &[Form]) -> Self {
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.sort_by_key(|number| {
            forms
                .get(*number)
                .map(|form| (is_shouted(tokens, &form.tokens), Reverse(form.tokens.len())))
        });
        let mut register = Self {
            roots: (0..forms.len()).collect(),
            ..Self::default()
        };
        for number in order {
            if let Some(form) = forms.get(number) {
                register.file(tokens, number, form);
            }
        }
        register
    }

    fn file(&mut self, tokens: &[Token], number: usize, form: &Form) {
        let words = core(
            tokens.get(form.tokens.clone()).unwrap_or_default(),
            form.kind,
        );
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let whole = hash::phrase(words.iter().map(|token| token.word));
        let person = form.kind == Kind::Person && words.len() > 1;
        let key = if person {
            hash::pair(first.word, last.word)
        } else {
            whole
        };
        let root = *self.by_key.entry((form.kind, key)).or_insert(number);
        if let Some(slot) = self.roots.get_mut(number) {
            *slot = root;
        }
        if root != number || words.len() == 1 {
            return;
        }
        if person {
            for (people, word) in [(&mut self.family, last.word), (&mut self.given, first.word)] {
                let bearers = people.entry(word).or_default();
                if bearers.len() < MOST_BEARERS {
                    bearers.push(number);
                }
            }
            return;
        }
        let capitals = || {
            words
                .iter()
                .filter(|token| token.shape.is_capital())
                .map(|token| token.head.to_le_bytes()[0])
        };
        let bare = capitals().fold(hash::EMPTY, hash::push);
        let dotted = capitals()
            .flat_map(|letter| [letter, b'.'])
            .fold(hash::EMPTY, hash::push);
        for initials in [bare, dotted] {
            self.by_key
                .entry((form.kind, hash::phrase([initials])))
                .or_insert(number);
        }
        if form.kind == Kind::Org && !first.entry.is(List::OrgWord) {
            self.by_key
                .entry((Kind::Org, hash::phrase([first.word])))
                .or_insert(number);
        }
    }

    /// The fullest form of the entity that a form belongs to.
    fn root(&self, form: usize) -> Option<usize> {
        self.roots.get(form).copied()
    }

    /// Whom a lone word means: the person who bears it and was named last before.
    fn bearer(&self, tokens: &[Token], form: &Form, last_named: &[usize]) -> Option<usize> {
        let [word] = tokens.get(form.tokens.clone())? else {
            return None;
        };
        if form.kind != Kind::Person {
            return None;
        }
        let bearers = self
            .family
            .get(&word.word)
            .or_else(|| self.given.get(&word.word))?;
        let named = |number: &usize| last_named.get(*number).copied().unwrap_or(0);
        let latest = bearers.iter().copied().max_by_key(named)?;
        if named(&latest) > 0 {
            Some(latest)
        } else {
            bearers.first().copied()
        }
    }
}

/// The words that tell it apart: without `the`, without `Inc.` or `Jr.` at the end.
fn core(words: &[Token], kind: Kind) -> &[Token] {
    let words = match words {
        [the, rest @ ..] if the.word == THE && !rest.is_empty() => rest,
        words => words,
    };
    match words {
        [rest @ .., last] if !rest.is_empty() && endings(kind).contains(&last.word) => match rest {
            [rest @ .., and] if !rest.is_empty() && and.word == AND => rest,
            rest => rest,
        },
        words => words,
    }
}

const THE: u64 = hash::ascii_word(b"the");
const AND: u64 = hash::ascii_word(b"&");

/// What may be left off the end of a name.
fn endings(kind: Kind) -> &'static [u64] {
    match kind {
        Kind::Person => &PERSON_ENDINGS,
        Kind::Org => &ORG_ENDINGS,
        Kind::Place => &[],
    }
}

const PERSON_ENDINGS: [u64; 4] = [
    hash::ascii_word(b"jr."),
    hash::ascii_word(b"sr."),
    hash::ascii_word(b"jr"),
    hash::ascii_word(b"iii"),
];

const ORG_ENDINGS: [u64; 17] = [
    hash::ascii_word(b"inc."),
    hash::ascii_word(b"inc"),
    hash::ascii_word(b"corp."),
    hash::ascii_word(b"corp"),
    hash::ascii_word(b"corporation"),
    hash::ascii_word(b"co."),
    hash::ascii_word(b"co"),
    hash::ascii_word(b"company"),
    hash::ascii_word(b"ltd."),
    hash::ascii_word(b"ltd"),
    hash::ascii_word(b"limited"),
    hash::ascii_word(b"plc"),
    hash::ascii_word(b"llc"),
    hash::ascii_word(b"ag"),
    hash::ascii_word(b"group"),
    hash::ascii_word(b"holdings"),
    hash::ascii_word(b"fc"),
];
