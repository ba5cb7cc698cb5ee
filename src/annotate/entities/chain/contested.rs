//! Tells a company from whoever founded it, mention by mention: `shares of Ford`, but `Mr. Ford`.
//!
//! Only what is said around a mention counts as evidence. Once a mention shows that the story has a company of the
//! name, the others mean what was named last before them: `Ford Motor Co.`, `Henry Ford` or such a mention.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::entities::lexicon::List;
use crate::annotate::entities::name_rules::NameRules;
use crate::annotate::entities::tag::Sort;
use crate::annotate::entities::tagger::Found;
use crate::annotate::entities::token::{Shape, Token};

/// What contested names are, by their first token.
#[derive(Default)]
pub(super) struct Contested(FxHashMap<usize, Sort>);

impl Contested {
    /// Decides on the names of a story.
    pub(super) fn of(tokens: &[Token], found: &[Found], rules: &NameRules) -> Self {
        let mut contested = Self(founders(tokens, found, rules));
        let people = found
            .iter()
            .filter(|name| contested.sort(name) == Sort::PERSON);
        let surnames: FxHashSet<u64> = people
            .filter_map(|name| match tokens.get(name.tokens.clone()) {
                Some([_, .., last]) => Some(last.word),
                _ => None,
            })
            .collect();
        let lone = |name: &Found| match tokens.get(name.tokens.clone()) {
            Some([word])
                if surnames.contains(&word.word) && word.entry.lists() & List::PLACES == 0 =>
            {
                Some(word.word)
            }
            _ => None,
        };
        let firms = found
            .iter()
            .filter(|name| is_company(tokens, &name.tokens, rules))
            .filter_map(lone)
            .map(|firm| (firm, Meaning::default()));
        let mut firms: FxHashMap<u64, Meaning> = firms.collect();
        if !firms.is_empty() {
            contested.decide(tokens, found, &mut firms, rules);
        }
        contested
    }

    /// Decides what each mention of the words that are both means.
    fn decide(
        &mut self,
        tokens: &[Token],
        found: &[Found],
        firms: &mut FxHashMap<u64, Meaning>,
        rules: &NameRules,
    ) {
        for name in found {
            match tokens.get(name.tokens.clone()) {
                Some([word]) => {
                    if let Some(meaning) = firms.get_mut(&word.word) {
                        let sort = said(tokens, &name.tokens, rules).or(meaning.last);
                        meaning.undecided.push(name.tokens.start);
                        self.settle(meaning, sort);
                    }
                }
                Some([.., surname]) if self.sort(name) == Sort::PERSON => {
                    if let Some(meaning) = firms.get_mut(&surname.word) {
                        self.settle(meaning, Some(Sort::PERSON));
                    }
                }
                Some(words) if name.sort == Sort::ORG => {
                    for word in words {
                        if let Some(meaning) = firms.get_mut(&word.word) {
                            self.settle(meaning, Some(Sort::ORG));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Gives a word its meaning from here on, and where it had none before.
    fn settle(&mut self, meaning: &mut Meaning, sort: Option<Sort>) {
        if let Some(sort) = sort {
            let undecided = meaning.undecided.drain(..);
            self.0.extend(undecided.map(|start| (start, sort)));
            meaning.last = Some(sort);
        }
    }

    /// What a name is: as decided, or as found.
    fn sort(&self, name: &Found) -> Sort {
        self.decided(name).unwrap_or(name.sort)
    }

    /// What was decided about a name, if anything was.
    pub(super) fn decided(&self, name: &Found) -> Option<Sort> {
        self.0.get(&name.tokens.start).copied()
    }
}

/// What a word that is both a person and a company means where a story has come to.
#[derive(Default)]
struct Meaning {
    /// What it meant last.
    last: Option<Sort>,
    /// The mentions before anything said what it means, by their first token.
    undecided: Vec<usize>,
}

/// The full names of people that were taken for companies: `Walt Disney founded the company`.
fn founders(tokens: &[Token], found: &[Found], rules: &NameRules) -> FxHashMap<usize, Sort> {
    let is_founder = |name: &&Found| {
        let has_given_name = match tokens.get(name.tokens.clone()) {
            Some([given, _]) => given.entry.is(List::Given),
            _ => false,
        };
        let (founded, firm) = match tokens.get(name.tokens.end..) {
            Some([verb, article, firm, ..]) => (
                rules.companies.founded.contains(&verb.word),
                rules.articles.contains(&article.word)
                    && rules.companies.firms.contains(&firm.word),
            ),
            _ => (false, false),
        };
        name.sort == Sort::ORG && name.tokens.len() == 2 && founded && (firm || has_given_name)
    };
    let founders = found.iter().filter(is_founder);
    founders
        .map(|name| (name.tokens.start, Sort::PERSON))
        .collect()
}

/// What is said around a lone word shows that it is, if anything.
fn said(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> Option<Sort> {
    if is_company(tokens, name, rules) {
        Some(Sort::ORG)
    } else {
        is_somebody(tokens, name, rules).then_some(Sort::PERSON)
    }
}

/// `shares of Ford`, `who runs Ford`, `Ford trucks`, `Ford, which`.
fn is_company(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> bool {
    let companies = &rules.companies;
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at));
    let opens = tokens.get(name.start).is_none_or(|name| name.first);
    let before = word(name.start.checked_sub(1)).filter(|_| !opens);
    let noun = word(name.start.checked_sub(2)).filter(|_| before.is_some_and(|of| !of.first));
    let (after, next) = (word(Some(name.end)), word(Some(name.end + 1)));
    let stands_alone = after.is_none_or(|after| after.first || ends_name(after));
    let is = |token: Option<&Token>, words: &[u64]| {
        token.is_some_and(|token| words.contains(&token.word))
    };
    let is_owned = stands_alone && is(before, companies.of) && is(noun, companies.parts);
    let is_run = stands_alone && is(before, companies.run);
    let owns = after.is_some_and(|after| !after.first) && is(after, companies.goods);
    let is_thing =
        after.is_some_and(|after| after.shape == Shape::Comma) && is(next, companies.which);
    is_owned || is_run || owns || is_thing
}

/// Whether a token can stand behind a whole name: a word in lower case or a mark that joins nothing.
fn ends_name(token: &Token) -> bool {
    use Shape::{Close, Colon, Comma, Dash, Lower, Quote, Stop};
    matches!(
        token.shape,
        Lower | Comma | Stop | Colon | Close | Quote | Dash
    )
}

/// `Mr. Ford`, `Ford, who`.
fn is_somebody(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> bool {
    let opens = tokens.get(name.start).is_none_or(|name| name.first);
    let before = name.start.checked_sub(1).and_then(|at| tokens.get(at));
    let has_title =
        before.is_some_and(|before| before.shape.is_capital() && before.entry.is(List::Title));
    let is_followed = match tokens.get(name.end..) {
        Some([comma, who, ..]) => {
            comma.shape == Shape::Comma && rules.companies.who.contains(&who.word)
        }
        _ => false,
    };
    has_title && !opens || is_followed
}
