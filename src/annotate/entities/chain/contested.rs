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
            .filter(|name| said(tokens, &name.tokens, rules).is_some_and(Said::is_company))
            .filter_map(lone)
            .map(|firm| (firm, Meaning::default()));
        let mut firms: FxHashMap<u64, Meaning> = firms.collect();
        if !firms.is_empty() {
            for name in found {
                for firm in fuller(tokens, name) {
                    if let Some(meaning) = firms.get_mut(&firm.word) {
                        meaning.is_named = true;
                    }
                }
            }
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
                        let said = said(tokens, &name.tokens, rules);
                        if said == Some(Said::Things) && !meaning.is_named {
                            self.0.insert(name.tokens.start, Sort::ORG);
                        } else {
                            meaning.undecided.push(name.tokens.start);
                            self.settle(meaning, said.map(Said::sort).or(meaning.last));
                        }
                    }
                }
                Some([.., surname]) if self.sort(name) == Sort::PERSON => {
                    if let Some(meaning) = firms.get_mut(&surname.word) {
                        self.settle(meaning, Some(Sort::PERSON));
                    }
                }
                _ => {
                    for word in fuller(tokens, name) {
                        if let Some(meaning) = firms.get_mut(&word.word) {
                            self.settle(meaning, Some(Sort::ORG));
                        }
                    }
                }
            }
        }
        for meaning in firms.values_mut() {
            self.settle(meaning, Some(Sort::PERSON));
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
    /// Whether the story has the company's fuller name.
    is_named: bool,
}

/// What is said around a mention.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Person,
    /// It has shares or a chairman: `shares of Ford`.
    Company,
    /// It has what people may have, too: `Ford trucks`. That says nothing of other mentions.
    Things,
}

impl Said {
    fn is_company(self) -> bool {
        self != Self::Person
    }

    fn sort(self) -> Sort {
        match self {
            Self::Person => Sort::PERSON,
            Self::Company | Self::Things => Sort::ORG,
        }
    }
}

/// The words of an organisation's name of several words; none of any other name.
fn fuller<'t>(tokens: &'t [Token], name: &Found) -> &'t [Token] {
    match tokens.get(name.tokens.clone()) {
        Some(words @ [_, _, ..]) if name.sort == Sort::ORG => words,
        _ => &[],
    }
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
fn said(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> Option<Said> {
    if has_title(tokens, name) || has_life(tokens, name, rules) {
        Some(Said::Person)
    } else if is_owned(tokens, name, rules) {
        Some(Said::Company)
    } else if owns(tokens, name, rules) {
        Some(Said::Things)
    } else {
        speaks(tokens, name, rules).then_some(Said::Person)
    }
}

/// The token so many before a name that does not open its sentence.
fn before<'t>(tokens: &'t [Token], name: &Range<usize>, count: usize) -> Option<&'t Token> {
    let at = name.start.checked_sub(count)?;
    let following = tokens.get(at + 1..=name.start)?;
    let is_same_sentence = following.iter().all(|token| !token.first);
    tokens.get(at).filter(|_| is_same_sentence)
}

/// Whether there is such a token, and it is one of these words.
fn is(token: Option<&Token>, words: &[u64]) -> bool {
    token.is_some_and(|token| words.contains(&token.word))
}

/// `shares of Ford`, `who runs Ford`.
fn is_owned(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> bool {
    let companies = &rules.companies;
    let after = tokens.get(name.end);
    let stands_alone = after.is_none_or(|after| after.first || ends_name(after));
    let (noun, last) = (before(tokens, name, 2), before(tokens, name, 1));
    let is_part = is(last, companies.of) && is(noun, companies.parts);
    stands_alone && (is_part || is(last, companies.run))
}

/// `Ford trucks`, `Ford shares rose`; but not `Woods shares the lead`.
fn owns(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> bool {
    let companies = &rules.companies;
    let goods = tokens.get(name.end).filter(|goods| !goods.first);
    let is_end = |next: &Token| {
        let is_mark = matches!(
            next.shape,
            Shape::Comma | Shape::Stop | Shape::Colon | Shape::Dash
        );
        next.first || is_mark || companies.rise.contains(&next.word)
    };
    let are_shares = tokens.get(name.end + 1).is_none_or(is_end);
    is(goods, companies.goods) || is(goods, companies.shares) && are_shares
}

/// Whether a token can stand behind a whole name: a word in lower case or a mark that joins nothing.
fn ends_name(token: &Token) -> bool {
    use Shape::{Close, Colon, Comma, Dash, Lower, Quote, Stop};
    matches!(
        token.shape,
        Lower | Comma | Stop | Colon | Close | Quote | Dash
    )
}

/// `Mr. Ford`.
fn has_title(tokens: &[Token], name: &Range<usize>) -> bool {
    let is_title = |title: &Token| title.shape.is_capital() && title.entry.is(List::Title);
    before(tokens, name, 1).is_some_and(is_title)
}

/// `Ford, who`, `Ford was born`, `Ford's wife`.
fn has_life(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> bool {
    let companies = &rules.companies;
    let Some([first, second, ..]) = tokens.get(name.end..) else {
        return false;
    };
    match first.shape {
        Shape::Comma => companies.who.contains(&second.word),
        Shape::Possessive => companies.relatives.contains(&second.word),
        _ => [first.word, second.word] == companies.born,
    }
}

/// `Ford said he`, `Ford said that his`, `Ford and his`.
fn speaks(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> bool {
    let companies = &rules.companies;
    let said = tokens.get(name.end).filter(|said| !said.first);
    let mut next = name.end + 1;
    if is(tokens.get(next), companies.that) {
        next += 1;
    }
    is(said, companies.say) && is(tokens.get(next), companies.he)
}
