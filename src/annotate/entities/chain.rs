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

use rustc_hash::{FxHashMap, FxHashSet};

use super::bend;
use super::core::{core, initials};
use super::hash;
use super::lexicon::List;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Shape, Style, Token};
use super::tongue::{Surnames, Tongue};
use crate::story::Kind;

/// So many people may bear a word before we stop asking who is meant.
const MOST_BEARERS: usize = 8;

/// So many family names a person may have before the last.
const MOST_SURNAMES: usize = 3;

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
pub fn chain(tokens: &[Token], found: &[Found], tongue: &'static Tongue) -> Vec<Chained> {
    let (forms, form_of) = forms(tokens, found);
    let mut register = Register::of(tokens, &forms, tongue);
    register.file_brackets(tokens, found, &form_of, &forms);
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
    let mut spelt: Vec<Spelling> = Vec::new();
    let mut spelling_of = Vec::with_capacity(found.len());
    for name in found {
        let words = tokens.get(name.tokens.clone()).unwrap_or_default();
        let key = hash::phrase(words.iter().map(|token| token.word));
        let number = *numbers.entry(key).or_insert(spelt.len());
        if number == spelt.len() {
            spelt.push(Spelling {
                tokens: name.tokens.clone(),
                votes: [0; 4],
            });
        }
        spelling_of.push(number);
        if let Some(spelling) = spelt.get_mut(number) {
            if is_shouted(tokens, &spelling.tokens) && !is_shouted(tokens, &name.tokens) {
                spelling.tokens = name.tokens.clone();
            }
            for (sort, vote) in Sort::ALL.iter().zip(&mut spelling.votes) {
                *vote += u32::from(*sort == name.sort);
            }
        }
    }
    let company = Company::of(tokens, &spelt);
    let mut forms = Vec::with_capacity(spelt.len());
    let mut form_of_spelling = Vec::with_capacity(spelt.len());
    for spelling in spelt {
        let sort = company.sort(tokens, &spelling);
        form_of_spelling.push(match sort {
            Sort::Kind(kind) => {
                forms.push(Form {
                    kind,
                    tokens: spelling.tokens,
                });
                Some(forms.len() - 1)
            }
            Sort::Other => None,
        });
    }
    let form_of = spelling_of
        .into_iter()
        .map(|number| form_of_spelling.get(number).copied().flatten());
    (forms, form_of.collect())
}

/// All mentions with the same words.
struct Spelling {
    /// Where they stand first, in running text if they do.
    tokens: Range<usize>,
    /// How many were given each sort.
    votes: [u32; 4],
}

impl Spelling {
    /// The sort that most mentions were given.
    fn sort(&self) -> Sort {
        let most = self.votes.iter().max();
        let sorts = Sort::ALL.iter().zip(&self.votes);
        sorts
            .filter(|(_, vote)| Some(*vote) == most)
            .map(|(sort, _)| *sort)
            .next()
            .unwrap_or(Sort::Other)
    }
}

/// The company that a lone word keeps in the longer names of a story: `Wells` is no person where there is a `Wells Fargo`
/// and nobody called Wells.
struct Company {
    /// Words of people's names.
    people: FxHashSet<u64>,
    /// The first words of organisations' names.
    orgs: FxHashSet<u64>,
}

impl Company {
    fn of(tokens: &[Token], spelt: &[Spelling]) -> Self {
        let mut company = Self {
            people: FxHashSet::default(),
            orgs: FxHashSet::default(),
        };
        for spelling in spelt {
            match (spelling.sort(), tokens.get(spelling.tokens.clone())) {
                (PERSON, Some(words @ [_, _, ..])) => {
                    company.people.extend(words.iter().map(|token| token.word));
                }
                (ORG, Some([first, _, ..])) => {
                    company.orgs.insert(first.word);
                }
                _ => {}
            }
        }
        company
    }

    fn sort(&self, tokens: &[Token], spelling: &Spelling) -> Sort {
        match (spelling.sort(), tokens.get(spelling.tokens.clone())) {
            (PERSON, Some([word]))
                if self.orgs.contains(&word.word) && !self.people.contains(&word.word) =>
            {
                ORG
            }
            (sort, _) => sort,
        }
    }
}

const PERSON: Sort = Sort::Kind(Kind::Person);
const ORG: Sort = Sort::Kind(Kind::Org);

const LESS: u64 = hash::ascii_word(b"<");
const GREATER: u64 = hash::ascii_word(b">");

/// Which part of a name stands alone.
enum Alone {
    Family,
    Given,
}

/// Whether a word between the first and the last of a full name is a family name: `Lagos` in `Elvira Lagos Peña`, but
/// neither `María` nor `de`.
pub(super) fn is_surname(word: &Token) -> bool {
    word.shape.is_capital() && word.shape != Shape::Initial && !word.entry.is(List::Given)
}

/// Whether a form stands in a sentence that is all capitals.
fn is_shouted(tokens: &[Token], form: &Range<usize>) -> bool {
    tokens
        .get(form.start)
        .is_some_and(|token| token.style == Style::Upper)
}

/// Who goes by which name.
struct Register {
    tongue: &'static Tongue,
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
    fn of(tokens: &[Token], forms: &[Form], tongue: &'static Tongue) -> Self {
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.sort_by_key(|number| {
            forms
                .get(*number)
                .map(|form| (is_shouted(tokens, &form.tokens), Reverse(form.tokens.len())))
        });
        let mut register = Self {
            tongue,
            by_key: FxHashMap::default(),
            roots: (0..forms.len()).collect(),
            family: FxHashMap::default(),
            given: FxHashMap::default(),
        };
        for number in order {
            if let Some(form) = forms.get(number) {
                register.file(tokens, number, form);
            }
        }
        register
    }

    /// Files the short names that stand in brackets behind the long ones: `Tokyo Electric Power Co. (Tepco)`, and as
    /// wires give the sign that shares are traded under, `Harbour Wire Inc <HWI>`.
    fn file_brackets(
        &mut self,
        tokens: &[Token],
        found: &[Found],
        form_of: &[Option<usize>],
        forms: &[Form],
    ) {
        let names = found.iter().zip(form_of);
        for ((long, long_form), (short, short_form)) in names.clone().zip(names.skip(1)) {
            let (Some(long_form), Some(short_form)) = (*long_form, *short_form) else {
                continue;
            };
            let kind = |form: usize| forms.get(form).map(|form| form.kind);
            let letter = |name: &Found| tokens.get(name.tokens.start).map(Token::letter);
            let is = |at: usize, shape: Shape, mark: u64| {
                let token = tokens.get(at);
                token.is_some_and(|token| token.shape == shape || token.word == mark)
            };
            let in_brackets = long.tokens.end + 1 == short.tokens.start
                && is(long.tokens.end, Shape::Open, LESS)
                && is(short.tokens.end, Shape::Close, GREATER);
            let is_short = short.tokens.len() == 1 && long.tokens.len() > 1;
            let own_root = self.root(short_form) == Some(short_form);
            if in_brackets
                && is_short
                && own_root
                && kind(long_form) == kind(short_form)
                && kind(long_form) != Some(Kind::Person)
                && letter(long) == letter(short)
                && let Some(root) = self.root(long_form)
                && let Some(slot) = self.roots.get_mut(short_form)
            {
                *slot = root;
            }
        }
    }

    fn file(&mut self, tokens: &[Token], number: usize, form: &Form) {
        let words = core(
            tokens.get(form.tokens.clone()).unwrap_or_default(),
            form.kind,
            self.tongue,
        );
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let whole = self.whole(words);
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
            self.file_person(number, words);
            return;
        }
        let full = tokens.get(form.tokens.clone()).unwrap_or_default();
        for initials in initials(words).into_iter().chain(initials(full)) {
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

    /// What tells a name of these words from others, however it bends.
    fn whole(&self, words: &[Token]) -> u64 {
        if self.tongue.bends {
            hash::phrase(bend::bare(words))
        } else {
            hash::phrase(words.iter().map(|token| token.word))
        }
    }

    /// Files somebody under each part of a name that may stand alone.
    fn file_person(&mut self, number: usize, words: &[Token]) {
        let [first, later @ .., last] = words else {
            return;
        };
        let mut note = |people: Alone, word: u64| {
            let people = match people {
                Alone::Family => &mut self.family,
                Alone::Given => &mut self.given,
            };
            let bearers = people.entry(word).or_default();
            if bearers.len() < MOST_BEARERS {
                bearers.push(number);
            }
        };
        note(Alone::Family, last.word);
        note(Alone::Given, first.word);
        let mut pairs: Vec<u64> = later
            .iter()
            .map(|word| hash::pair(word.word, last.word))
            .collect();
        if self.tongue.surnames == Surnames::All {
            let surnames = later.iter().filter(|word| is_surname(word));
            for word in surnames.take(MOST_SURNAMES) {
                note(Alone::Family, word.word);
                let before = words.iter().take_while(|other| other.start < word.start);
                pairs.extend(before.map(|other| hash::pair(other.word, word.word)));
            }
        }
        for key in pairs {
            self.by_key.entry((Kind::Person, key)).or_insert(number);
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
