//! Records which names each entity of a story may go by.

use rustc_hash::FxHashMap;

use super::distinct::Distinct;
use super::form::Form;
use super::fullest::{fullest_first, is_initialled};
use super::{WithoutArticle, is_surname};
use crate::annotate::entities::hash;
use crate::annotate::entities::inflection;
use crate::annotate::entities::lexicon::List;
use crate::annotate::entities::name_rules::{NameRules, Surnames};
use crate::annotate::entities::short_forms::{
    identifying_words, initials, is_regnal_number, singular, without_country, without_domain,
};
use crate::annotate::entities::stock_symbol::{is_begun_by, is_symbol_at};
use crate::annotate::entities::tagger::Found;
use crate::annotate::entities::token::{Shape, Token, phrase};
use crate::story::Kind;

/// If more people share a name, it is not resolved.
const MOST_BEARERS: usize = 8;

/// How many family names a person may have before the last.
const MOST_SURNAMES: usize = 3;

/// The lists of words that are more than the end of another name: `Labour` is not `New Labour`, nor Leicester its radio.
const KNOWN: u32 = List::Org.bit()
    | List::OrgWord.bit()
    | List::Country.bit()
    | List::City.bit()
    | List::Region.bit();
/// In front of the last of two names that were found as one.
const AND: [u64; 3] = [
    hash::ascii_word(b"and"),
    hash::ascii_word(b"und"),
    hash::ascii_word(b"y"),
];
const LESS: u64 = hash::ascii_word(b"<");
const GREATER: u64 = hash::ascii_word(b">");

/// An index of the entities of a story by the names they may go by.
pub(super) struct NameIndex<'b> {
    rules: &'static NameRules,
    bare: &'b WithoutArticle,
    distinct: Distinct,
    /// The fullest form, by kind and by key.
    by_key: FxHashMap<(Kind, u64), usize>,
    /// More people by their key, if several have the same.
    namesakes: FxHashMap<u64, Vec<usize>>,
    /// For each form, the fullest form of its entity.
    roots: Vec<usize>,
    /// People by family name.
    family: FxHashMap<u64, Vec<usize>>,
    /// People by given name.
    given: FxHashMap<u64, Vec<usize>>,
    /// The first letter of the given name, of people by number.
    letters: FxHashMap<usize, u8>,
    /// People by the names in between: `Lula` in `Luiz Inácio Lula da Silva`.
    middle: FxHashMap<u64, Vec<usize>>,
}

impl<'b> NameIndex<'b> {
    pub(super) fn of(
        tokens: &[Token],
        forms: &[Form],
        rules: &'static NameRules,
        bare: &'b WithoutArticle,
        distinct: Distinct,
    ) -> Self {
        let mut name_index = Self {
            rules,
            bare,
            distinct,
            namesakes: FxHashMap::default(),
            by_key: FxHashMap::default(),
            roots: (0..forms.len()).collect(),
            family: FxHashMap::default(),
            given: FxHashMap::default(),
            middle: FxHashMap::default(),
            letters: FxHashMap::default(),
        };
        for number in fullest_first(tokens, forms) {
            if let Some(form) = forms.get(number) {
                name_index.add(tokens, number, form);
            }
        }
        name_index
    }

    /// Adds short names in brackets after long ones: `Tokyo Electric Power Co. (Tepco)`, and the stock symbols that
    /// wires give, `Harbour Wire Inc <HWI>`.
    pub(super) fn add_bracketed(
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
            let words = |name: &Found| tokens.get(name.tokens.clone()).unwrap_or_default();
            let letter = |words: &[Token]| words.first().map(Token::letter);
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
                && [words(long), without_country(words(long))]
                    .map(letter)
                    .contains(&letter(words(short)))
                && let Some(root) = self.root(long_form)
                && let Some(slot) = self.roots.get_mut(short_form)
            {
                *slot = root;
            }
        }
    }

    /// Joins firms in headlines, which are followed by a stock symbol, to firms in the text that begin alike:
    /// `PACIFIC HARBOUR <PHBR>`.
    pub(super) fn add_by_symbol(
        &mut self,
        tokens: &[Token],
        found: &[Found],
        form_of: &[Option<usize>],
        forms: &[Form],
    ) {
        let signed = found.iter().zip(form_of);
        let signed = signed.filter(|(name, _)| is_symbol_at(tokens, name.tokens.end));
        for (name, form) in signed {
            let Some(form) = form.filter(|form| self.root(*form) == Some(*form)) else {
                continue;
            };
            let words = tokens.get(name.tokens.clone()).unwrap_or_default();
            let full = forms.iter().position(|full| {
                full.kind == Kind::Org && is_begun_by(tokens, &full.tokens, words)
            });
            if let Some(root) = full.and_then(|full| self.root(full))
                && let Some(slot) = self.roots.get_mut(form)
            {
                *slot = root;
            }
        }
    }

    /// Adds the last word of an organisation's name alone with that organisation, unless several end with it:
    /// `Saints`, if the story names the New Orleans Saints.
    pub(super) fn add_last_words(&mut self, tokens: &[Token], forms: &[Form]) {
        let organisations = || {
            let forms = forms.iter().enumerate();
            let forms = forms.filter(|(_, form)| form.kind == Kind::Org);
            forms.filter_map(|(number, form)| Some((number, tokens.get(form.tokens.clone())?)))
        };
        let mut ending: FxHashMap<u64, Option<usize>> = FxHashMap::default();
        for (number, words) in organisations() {
            if let [.., before, last] = words
                && !AND.contains(&before.word)
            {
                let root = self.root(number);
                let only = ending.entry(last.word).or_insert(root);
                *only = only.filter(|_| *only == root);
            }
        }
        let mut full_of: FxHashMap<usize, usize> = FxHashMap::default();
        for (number, words) in organisations() {
            if let [word] = words
                && word.entry.lists() & KNOWN == 0
                && let Some(Some(full)) = ending.get(&word.word)
                && self.root(number) == Some(number)
            {
                full_of.insert(number, *full);
            }
        }
        for root in &mut self.roots {
            *root = full_of.get(root).copied().unwrap_or(*root);
        }
    }

    fn add(&mut self, tokens: &[Token], number: usize, form: &Form) {
        let words = identifying_words(
            tokens.get(form.tokens.clone()).unwrap_or_default(),
            form.kind,
            self.rules,
        );
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let phrase = whole(words, form.kind, self.rules);
        let person = form.kind == Kind::Person && words.len() > 1;
        let key = if person {
            hash::pair(first.word, self.bare.of(last))
        } else {
            phrase
        };
        let same = self.initialled(words).filter(|_| person);
        let root = match same {
            Some(same) => same,
            None if person => self.person(key, number),
            None => *self.by_key.entry((form.kind, key)).or_insert(number),
        };
        if let Some(slot) = self.roots.get_mut(number) {
            *slot = root;
        }
        if root != number || words.len() == 1 {
            return;
        }
        if person {
            self.add_person(number, words);
            return;
        }
        let full = tokens.get(form.tokens.clone()).unwrap_or_default();
        let mut add = |key: u64| {
            self.by_key.entry((form.kind, key)).or_insert(number);
        };
        for initials in initials(words).into_iter().chain(initials(full)) {
            add(hash::phrase([initials]));
        }
        if form.kind != Kind::Org {
            return;
        }
        let nicknames = self.rules.nicknames.iter();
        for (_, nick) in nicknames.filter(|(name, _)| hash::phrase(name.iter().copied()) == phrase)
        {
            add(hash::phrase(nick.iter().copied()));
        }
        let own = without_country(words);
        if own.len() < words.len() {
            for initials in initials(own) {
                add(hash::phrase([initials]));
            }
            add(whole(own, form.kind, self.rules));
        } else if !first.entry.is(List::OrgWord) {
            add(hash::phrase([singular(first)]));
        }
    }

    /// The person of this key that a form may be a name of: a new one, if it is nobody's so far.
    fn person(&mut self, key: u64, form: usize) -> usize {
        let first = *self.by_key.entry((Kind::Person, key)).or_insert(form);
        if !self.distinct.are(first, form) {
            return first;
        }
        let others = self.namesakes.entry(key).or_default();
        let known = others
            .iter()
            .find(|other| !self.distinct.are(**other, form));
        known.copied().unwrap_or_else(|| {
            others.push(form);
            form
        })
    }

    /// Adds a person under each part of the name that may be used alone.
    fn add_person(&mut self, number: usize, words: &[Token]) {
        let [first, later @ .., last] = words else {
            return;
        };
        let mut note = |people: NamePart, word: u64| {
            let people = match people {
                NamePart::Family => &mut self.family,
                NamePart::Given => &mut self.given,
                NamePart::Middle => &mut self.middle,
            };
            let bearers = people.entry(word).or_default();
            if bearers.len() < MOST_BEARERS {
                bearers.push(number);
            }
        };
        self.letters.insert(number, first.letter());
        note(NamePart::Family, self.bare.of(last));
        note(NamePart::Given, first.word);
        for word in later.iter().filter(|word| word.shape == Shape::Title) {
            note(NamePart::Middle, word.word);
        }
        let mut pairs: Vec<u64> = later
            .iter()
            .map(|word| hash::pair(word.word, self.bare.of(last)))
            .collect();
        if self.rules.surnames == Surnames::All {
            let surnames = later.iter().filter(|word| is_surname(word));
            for word in surnames.take(MOST_SURNAMES) {
                note(NamePart::Family, word.word);
                let before = words.iter().take_while(|other| other.start < word.start);
                pairs.extend(before.map(|other| hash::pair(other.word, word.word)));
            }
        }
        for key in pairs {
            self.by_key.entry((Kind::Person, key)).or_insert(number);
        }
    }

    /// The person meant by an initial and a family name: `J. Reed`, if there is one John Reed.
    fn initialled(&self, words: &[Token]) -> Option<usize> {
        let [initial, family] = words else {
            return None;
        };
        let bearers = self.family.get(&self.bare.of(family))?.iter();
        let mut alike =
            bearers.filter(|number| self.letters.get(number) == Some(&initial.letter()));
        let one = alike.next().filter(|_| is_initialled(words));
        one.filter(|_| alike.next().is_none()).copied()
    }

    /// The fullest form of the entity that a form belongs to.
    pub(super) fn root(&self, form: usize) -> Option<usize> {
        self.roots.get(form).copied()
    }

    /// Whether several people share a name.
    pub(super) fn has_namesakes(&self) -> bool {
        let mut bearers = self.family.values().chain(self.given.values());
        bearers.any(|bearers| bearers.len() > 1)
    }

    /// The people whom a lone word may mean: those with that name.
    pub(super) fn bearers(&self, tokens: &[Token], form: &Form) -> Option<&[usize]> {
        if form.kind != Kind::Person {
            return None;
        }
        let words = tokens.get(form.tokens.clone())?;
        let [word] = identifying_words(words, Kind::Person, self.rules) else {
            return None;
        };
        // `Henry III` is a king, and not somebody's family name.
        if words.last().is_some_and(is_regnal_number) {
            return None;
        }
        let bearers = self.family.get(&self.bare.of(word));
        bearers
            .or_else(|| self.given.get(&word.word))
            .or_else(|| {
                self.middle
                    .get(&word.word)
                    .filter(|bearers| bearers.len() == 1)
            })
            .map(Vec::as_slice)
    }
}

/// A key for a whole name of these words, whatever its inflection.
fn whole(words: &[Token], kind: Kind, rules: &NameRules) -> u64 {
    if rules.inflected
        && kind == Kind::Org
        && let [word] = words
    {
        hash::phrase([inflection::uninflected_word(word)])
    } else if rules.inflected {
        hash::phrase(inflection::uninflected(words))
    } else if kind == Kind::Org {
        let (last, rest) = words
            .split_last()
            .map_or((None, words), |(last, rest)| (Some(last), rest));
        hash::phrase(rest.iter().map(without_domain).chain(last.map(singular)))
    } else {
        phrase(words)
    }
}

/// The part of a name that is used alone.
enum NamePart {
    Family,
    Given,
    Middle,
}
