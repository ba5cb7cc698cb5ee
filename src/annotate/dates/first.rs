//! Which words can begin an expression, and which can come second: by these most places of a text are passed over at a glance.

use std::collections::HashMap;

use super::grammar::{Edge, Grammar, TIME};
use super::lex::{Kind, Token};
use super::lexicon::WordId;
use super::number::Number;

/// What a token can be, as far as the rules can tell: words by their place, then numbers by their shape, and marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tokens {
    words: Vec<u64>,
    /// A bit for each [`Shape`].
    numbers: u8,
    /// A bit for each mark of ASCII.
    marks: u128,
}

/// The shapes of numbers that rules tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One or two digits.
    Short,
    /// More digits.
    Long,
    Ordinal,
    Decade,
    /// In groups, with decimals, or a fraction.
    Amount,
    Decimal,
    Clock,
    Date,
}

impl Shape {
    pub(super) const ALL: [Self; 8] = [
        Self::Short,
        Self::Long,
        Self::Ordinal,
        Self::Decade,
        Self::Amount,
        Self::Decimal,
        Self::Clock,
        Self::Date,
    ];
}

/// A token as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Word(WordId),
    Number(Shape),
    Mark(u8),
    /// What no rule knows.
    Nothing,
}

impl Token {
    pub(super) fn seen(self) -> Seen {
        match self.kind {
            Kind::Word(Some(word)) => Seen::Word(word),
            Kind::Number { digits: 1 | 2, .. } => Seen::Number(Shape::Short),
            Kind::Number { .. } => Seen::Number(Shape::Long),
            Kind::Ordinal(_) => Seen::Number(Shape::Ordinal),
            Kind::Decade(_) => Seen::Number(Shape::Decade),
            Kind::Grouped(_) | Kind::Fraction(_) => Seen::Number(Shape::Amount),
            Kind::Decimal { .. } => Seen::Number(Shape::Decimal),
            Kind::Clock { .. } => Seen::Number(Shape::Clock),
            Kind::Date { .. } => Seen::Number(Shape::Date),
            Kind::Mark(mark) => Seen::Mark(mark),
            Kind::Word(None) | Kind::Break => Seen::Nothing,
        }
    }
}

impl Tokens {
    pub(super) fn has(&self, seen: Seen) -> bool {
        match seen {
            Seen::Word(word) => {
                let word = usize::from(word.0);
                self.words
                    .get(word / 64)
                    .is_some_and(|bits| bits >> (word % 64) & 1 == 1)
            }
            Seen::Number(shape) => self.numbers >> (shape as u8) & 1 == 1,
            Seen::Mark(mark) => mark < 128 && self.marks >> mark & 1 == 1,
            Seen::Nothing => false,
        }
    }

    fn add(&mut self, seen: Seen) {
        match seen {
            Seen::Word(word) => {
                let word = usize::from(word.0);
                if self.words.len() <= word / 64 {
                    self.words.resize(word / 64 + 1, 0);
                }
                if let Some(bits) = self.words.get_mut(word / 64) {
                    *bits |= 1 << (word % 64);
                }
            }
            Seen::Number(shape) => self.numbers |= 1 << (shape as u8),
            Seen::Mark(mark) if mark < 128 => self.marks |= 1 << mark,
            Seen::Mark(_) | Seen::Nothing => {}
        }
    }

    fn add_all(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (bits, more) in self.words.iter_mut().zip(&other.words) {
            *bits |= more;
        }
        self.numbers |= other.numbers;
        self.marks |= other.marks;
    }
}

/// What can follow a first token.
#[derive(Clone, Debug, Default)]
pub(super) struct Second {
    next: Tokens,
    /// Whether the first token can be all there is.
    alone: bool,
}

/// What can begin each rule, and what can come second in an expression.
#[derive(Debug, Default)]
pub(super) struct Firsts {
    rules: Vec<Tokens>,
    words: Vec<Second>,
    numbers: Vec<Second>,
    apostrophe: Second,
}

impl Firsts {
    /// Whether `seen` can begin `rule`.
    pub(super) fn can_begin(&self, rule: usize, seen: Seen) -> bool {
        self.rules.get(rule).is_some_and(|first| first.has(seen))
    }

    /// Whether an expression can begin with `first` and go on with `next`, the token after it and its full stop.
    pub(super) fn can_go_on(&self, first: Seen, next: Option<Seen>) -> bool {
        let second = match first {
            Seen::Word(word) => self.words.get(usize::from(word.0)),
            Seen::Number(shape) => self.numbers.get(shape as usize),
            Seen::Mark(b'\'') => Some(&self.apostrophe),
            Seen::Mark(_) | Seen::Nothing => None,
        };
        second.is_some_and(|second| second.alone || next.is_some_and(|next| second.next.has(next)))
    }
}

impl Grammar {
    /// Works out what can begin the rules.
    pub(super) fn firsts(&self) -> Firsts {
        let mut finder = Finder {
            grammar: self,
            nodes: HashMap::new(),
            numbers: HashMap::new(),
            within: Tokens::default(),
        };
        finder.within = finder.within();
        let rules = self
            .rules
            .iter()
            .map(|root| finder.first(*root, 0))
            .collect();
        let root = self.rules.get(TIME).copied().unwrap_or_default();
        let mut second = |seen| finder.second(root, seen, 0);
        Firsts {
            rules,
            words: self
                .lexicon
                .words()
                .map(|(word, _)| second(Seen::Word(word)))
                .collect(),
            numbers: Shape::ALL
                .into_iter()
                .map(|shape| second(Seen::Number(shape)))
                .collect(),
            apostrophe: second(Seen::Mark(b'\'')),
        }
    }
}

struct Finder<'a> {
    grammar: &'a Grammar,
    /// What can follow at a node.
    nodes: HashMap<usize, Tokens>,
    /// What can begin a number, by its place among the kinds of numbers.
    numbers: HashMap<u8, Tokens>,
    /// What can come second in a number of several tokens.
    within: Tokens,
}

/// How deep rules may lie in each other.
const DEEPEST: usize = 12;

impl Finder<'_> {
    fn within(&mut self) -> Tokens {
        let mut within = self.number(Number::Count);
        within.add_all(&self.number(Number::Nth));
        within.add(Seen::Mark(b'-'));
        let known = &self.grammar.known;
        let lexicon = &self.grammar.lexicon;
        for (word, _) in lexicon.words() {
            if [known.and, known.of]
                .iter()
                .any(|class| lexicon.is(Some(word), *class))
            {
                within.add(Seen::Word(word));
            }
        }
        within
    }

    fn first(&mut self, node: usize, depth: usize) -> Tokens {
        if let Some(known) = self.nodes.get(&node) {
            return known.clone();
        }
        let mut first = Tokens::default();
        let Some(place) = self.grammar.nodes.get(node).filter(|_| depth < DEEPEST) else {
            return first;
        };
        place
            .words
            .iter()
            .for_each(|(word, _)| first.add(Seen::Word(*word)));
        if !place.classes.is_empty() {
            for (word, known) in self.grammar.lexicon.words() {
                let begins = |class| known.senses.iter().any(|sense| sense.class == class);
                if place.classes.iter().any(|((class, _), _)| begins(*class)) {
                    first.add(Seen::Word(word));
                }
            }
        }
        for (edge, to) in &place.others {
            match *edge {
                Edge::Number(number) => first.add_all(&self.number(number)),
                Edge::Mark(mark) => first.add(Seen::Mark(mark)),
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

    fn number(&mut self, number: Number) -> Tokens {
        if let Some(known) = self.numbers.get(&(number as u8)) {
            return known.clone();
        }
        let lexicon = &self.grammar.lexicon;
        let mut first = Tokens::default();
        for shape in number.shapes() {
            first.add(Seen::Number(*shape));
        }
        if number == Number::Year {
            first.add(Seen::Mark(b'\''));
        }
        for (word, known) in lexicon.words() {
            if number.can_begin(lexicon, known) {
                first.add(Seen::Word(word));
            }
        }
        self.numbers.insert(number as u8, first.clone());
        first
    }

    /// What can follow `seen` at `node`.
    fn second(&mut self, node: usize, seen: Seen, depth: usize) -> Second {
        let mut second = Second::default();
        let grammar = self.grammar;
        let Some(place) = grammar.nodes.get(node).filter(|_| depth < DEEPEST) else {
            return second;
        };
        let mut reached = Vec::new();
        if let Seen::Word(word) = seen {
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
                Edge::Mark(mark) if seen == Seen::Mark(mark) => reached.push(*to),
                Edge::Number(number) if self.number(number).has(seen) => {
                    second.next.add_all(&self.within);
                    reached.push(*to);
                }
                Edge::Rule(rule) if depth + 1 < DEEPEST => {
                    let root = grammar.rules.get(rule).copied().unwrap_or_default();
                    if self.first(root, 0).has(seen) {
                        let inner = self.second(root, seen, depth + 1);
                        second.next.add_all(&inner.next);
                        if inner.alone {
                            reached.push(*to);
                        }
                    }
                }
                Edge::Glued | Edge::Open | Edge::Close => {
                    let inner = self.second(*to, seen, depth + 1);
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
