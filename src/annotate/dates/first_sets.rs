//! Knows which words can begin an expression, and which can come second, so that most positions of a text are skipped
//! quickly.

use std::collections::HashMap;

use super::grammar::{Edge, Grammar, TIME};
use super::number::Number;
use super::token_code::{TokenCode, TokenSet};

/// What can follow a first token.
#[derive(Clone, Debug, Default)]
pub(super) struct Second {
    next: TokenSet,
    /// Whether the first token can be all there is.
    alone: bool,
}

/// What can begin each rule, and what can come second in an expression.
#[derive(Debug, Default)]
pub(super) struct FirstSets {
    rules: Vec<TokenSet>,
    /// What can begin each sort of number.
    numbers: Vec<TokenSet>,
    /// What can follow at each node.
    nodes: Vec<TokenSet>,
    /// For each rule, by the first token: a place in `seconds`, if any.
    second: Vec<Vec<Option<u16>>>,
    seconds: Vec<Second>,
}

impl FirstSets {
    /// What can begin an expression.
    pub(super) fn all(&self) -> Option<&TokenSet> {
        self.rules.get(TIME)
    }

    /// Whether `code` can begin `rule`.
    pub(super) fn can_begin(&self, rule: usize, code: TokenCode) -> bool {
        self.rules.get(rule).is_some_and(|first| first.has(code))
    }

    /// Whether `code` can begin such a number.
    pub(super) fn can_begin_number(&self, number: Number, code: TokenCode) -> bool {
        self.numbers
            .get(number as usize)
            .is_some_and(|first| first.has(code))
    }

    /// Whether an edge leads on from `node` over `code`.
    pub(super) fn can_follow(&self, node: usize, code: TokenCode) -> bool {
        self.nodes.get(node).is_some_and(|first| first.has(code))
    }

    /// What leads on from `node`.
    pub(super) fn following(&self, node: usize) -> impl Iterator<Item = TokenCode> {
        self.nodes.get(node).into_iter().flat_map(TokenSet::each)
    }

    /// Whether `rule` can begin with `first` and go on with `next`, the token after it and its full stop.
    pub(super) fn can_go_on(&self, rule: usize, first: TokenCode, next: Option<TokenCode>) -> bool {
        let at = self
            .second
            .get(rule)
            .and_then(|by_first| by_first.get(first.index()));
        at.copied()
            .flatten()
            .and_then(|at| self.seconds.get(usize::from(at)))
            .is_some_and(|second| second.alone || next.is_some_and(|next| second.next.has(next)))
    }
}

impl Grammar {
    /// Works out what can begin the rules.
    pub(super) fn first_sets(&self) -> FirstSets {
        let mut finder = Finder {
            grammar: self,
            nodes: HashMap::new(),
            numbers: HashMap::new(),
            within: TokenSet::default(),
            second: vec![Vec::new(); self.rules.len()],
            seconds: Vec::new(),
        };
        finder.within = finder.within();
        let rules: Vec<TokenSet> = self
            .rules
            .iter()
            .map(|root| finder.first(*root, 0))
            .collect();
        let mut numbers = Vec::new();
        for (edge, _) in self.nodes.iter().flat_map(|node| &node.others) {
            if let Edge::Number(number) = *edge {
                let at = number as usize;
                numbers.resize(numbers.len().max(at + 1), TokenSet::default());
                if let Some(first) = numbers.get_mut(at) {
                    *first = finder.number(number);
                }
            }
        }
        let nodes = (0..self.nodes.len())
            .map(|node| finder.first(node, 0))
            .collect();
        for (rule, first) in rules.iter().enumerate() {
            for code in first.each() {
                finder.second_of(rule, code, 0);
            }
        }
        FirstSets {
            rules,
            numbers,
            nodes,
            second: finder.second,
            seconds: finder.seconds,
        }
    }
}

struct Finder<'a> {
    grammar: &'a Grammar,
    /// What can follow at a node.
    nodes: HashMap<usize, TokenSet>,
    /// What can begin a number, by its place among the kinds of numbers.
    numbers: HashMap<u8, TokenSet>,
    /// What can come second in a number of several tokens.
    within: TokenSet,
    /// As [`FirstSets`] has them.
    second: Vec<Vec<Option<u16>>>,
    seconds: Vec<Second>,
}

/// How deep rules may lie in each other.
const DEEPEST: usize = 12;

impl Finder<'_> {
    fn within(&mut self) -> TokenSet {
        let mut within = self.number(Number::Count);
        within.add_all(&self.number(Number::Nth));
        within.add(TokenCode::mark(b'-'));
        let classes = &self.grammar.classes;
        let lexicon = &self.grammar.lexicon;
        for (word, _) in lexicon.words() {
            if [classes.and, classes.of]
                .iter()
                .any(|class| lexicon.is(Some(word), *class))
            {
                within.add(TokenCode::word(word));
            }
        }
        within
    }

    fn first(&mut self, node: usize, depth: usize) -> TokenSet {
        if let Some(known) = self.nodes.get(&node) {
            return known.clone();
        }
        let mut first = TokenSet::default();
        let Some(place) = self.grammar.nodes.get(node).filter(|_| depth < DEEPEST) else {
            return first;
        };
        place
            .words
            .iter()
            .for_each(|(word, _)| first.add(TokenCode::word(*word)));
        if !place.classes.is_empty() {
            for (word, known) in self.grammar.lexicon.words() {
                let begins = |class| known.senses.iter().any(|sense| sense.class == class);
                if place.classes.iter().any(|((class, _), _)| begins(*class)) {
                    first.add(TokenCode::word(word));
                }
            }
        }
        for (edge, to) in &place.others {
            match *edge {
                Edge::Number(number) => first.add_all(&self.number(number)),
                Edge::Mark(mark) => first.add(TokenCode::mark(mark)),
                Edge::Rule(rule) => {
                    let root = self.grammar.rules.get(rule).copied().unwrap_or_default();
                    first.add_all(&self.first(root, depth + 1));
                }
                Edge::Glued | Edge::Open | Edge::Close => {
                    first.add_all(&self.first(*to, depth + 1));
                }
            }
        }
        self.nodes.insert(node, first.clone());
        first
    }

    fn number(&mut self, number: Number) -> TokenSet {
        if let Some(known) = self.numbers.get(&(number as u8)) {
            return known.clone();
        }
        let lexicon = &self.grammar.lexicon;
        let mut first = TokenSet::default();
        for shape in number.shapes() {
            first.add(TokenCode::shape(*shape));
        }
        if number == Number::Year {
            first.add(TokenCode::mark(b'\''));
        }
        for (word, known) in lexicon.words() {
            if number.can_begin(lexicon, known) {
                first.add(TokenCode::word(word));
            }
        }
        self.numbers.insert(number as u8, first.clone());
        first
    }

    /// The place of what can follow `code` at the beginning of `rule`; `None` where it cannot stand there.
    fn second_of(&mut self, rule: usize, code: TokenCode, depth: usize) -> Option<u16> {
        let known = self.second.get(rule)?.get(code.index());
        if let Some(Some(known)) = known {
            return Some(*known);
        }
        let root = *self.grammar.rules.get(rule)?;
        if !self.first(root, 0).has(code) {
            return None;
        }
        let second = self.second(root, code, depth);
        let at = u16::try_from(self.seconds.len()).ok()?;
        self.seconds.push(second);
        let by_first = self.second.get_mut(rule)?;
        by_first.resize(by_first.len().max(code.index() + 1), None);
        *by_first.get_mut(code.index())? = Some(at);
        Some(at)
    }

    /// What can follow `code` at `node`.
    fn second(&mut self, node: usize, code: TokenCode, depth: usize) -> Second {
        let mut second = Second::default();
        let grammar = self.grammar;
        let Some(place) = grammar.nodes.get(node).filter(|_| depth < DEEPEST) else {
            return second;
        };
        let mut reached = Vec::new();
        if let Some(word) = code.as_word() {
            reached.extend(
                place
                    .words
                    .iter()
                    .filter(|(known, _)| *known == word)
                    .map(|(_, to)| *to),
            );
            let senses = grammar
                .lexicon
                .word(word)
                .map_or(&[][..], |word| &word.senses);
            let is = |class| senses.iter().any(|sense| sense.class == class);
            reached.extend(
                place
                    .classes
                    .iter()
                    .filter(|((class, _), _)| is(*class))
                    .map(|(_, to)| *to),
            );
        }
        for (edge, to) in &place.others {
            match *edge {
                Edge::Mark(mark) if code == TokenCode::mark(mark) => reached.push(*to),
                Edge::Number(number) if self.number(number).has(code) => {
                    second.next.add_all(&self.within);
                    reached.push(*to);
                }
                Edge::Rule(rule) if depth + 1 < DEEPEST => {
                    let inner = self.second_of(rule, code, depth + 1);
                    if let Some(inner) = inner.and_then(|at| self.seconds.get(usize::from(at))) {
                        second.next.add_all(&inner.next);
                        if inner.alone {
                            reached.push(*to);
                        }
                    }
                }
                Edge::Glued | Edge::Open | Edge::Close => {
                    let inner = self.second(*to, code, depth + 1);
                    second.next.add_all(&inner.next);
                    second.alone |= inner.alone;
                }
                _ => {}
            }
        }
        for node in reached {
            second.next.add_all(&self.first(node, 0));
            second.alone |= self.can_end(node, 0);
        }
        second
    }

    fn can_end(&self, node: usize, depth: usize) -> bool {
        let Some(node) = self.grammar.nodes.get(node).filter(|_| depth < DEEPEST) else {
            return false;
        };
        let silent = |edge: &Edge| matches!(edge, Edge::Glued | Edge::Open | Edge::Close);
        !node.ends.is_empty()
            || node
                .others
                .iter()
                .any(|(edge, to)| silent(edge) && self.can_end(*to, depth + 1))
    }
}
