//! The time expressions of a language, read from its file: words, and rules over them.
//!
//! The rules become tries. Rules named after a [`Meaning`] begin an expression; `$name` in a pattern refers to the trie
//! of another rule. The head of `languages/en.txt` describes the format of a language file.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::dispatch::Dispatch;
use super::first_sets::FirstSets;
use super::guard::Guard;
use super::lexicon::{Class, Lexicon, WordId};
use super::number::Number;
use super::numeral::NumberFormat;
use super::pattern::{self, Atom, Item};
use super::slots::Slot;
use super::word_classes::WordClasses;

/// What a rule makes of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A date or a time.
    Date,
    Duration,
    Set,
    /// No time at all, though it looks like one.
    Nothing,
    /// A part of another rule.
    Part,
}

/// A line of a language file that says nothing.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {reason}: `{text}`")]
pub(super) struct BadLine {
    line: usize,
    reason: &'static str,
    text: String,
}

/// A node of a trie: where each next word, number or mark leads.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) words: Vec<(WordId, usize)>,
    /// With the slot to fill, where it is not that of the class.
    pub(super) classes: Vec<((Class, Option<Slot>), usize)>,
    pub(super) others: Vec<(Edge, usize)>,
    /// What it means to end here.
    pub(super) ends: Vec<usize>,
}

/// An edge that is no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Number(Number),
    Mark(u8),
    /// The trie of another rule.
    Rule(usize),
    /// The next token stands close to the one before.
    Glued,
    /// Here a mention begins, or ends.
    Open,
    Close,
}

/// What the end of a rule says.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub(super) meaning: Meaning,
    pub(super) says: Vec<(Slot, i32)>,
    pub(super) guards: Vec<Guard>,
}

/// The words and rules of one language.
#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) lexicon: Lexicon,
    pub(super) nodes: Vec<Node>,
    /// The root of the trie of each rule.
    pub(super) rules: Vec<usize>,
    pub(super) ends: Vec<End>,
    pub(super) classes: WordClasses,
    pub(super) endings: Endings,
    /// Whether nouns are written with a capital.
    pub(super) capital_nouns: bool,
    pub(super) first_sets: FirstSets,
    /// See [`Grammar::dispatch`].
    pub(super) dispatches: Vec<OnceLock<Dispatch>>,
}

/// How verbs end that look ahead or behind.
#[derive(Debug, Default)]
pub(super) struct Endings {
    pub(super) ahead: Vec<String>,
    pub(super) behind: Vec<String>,
    /// What participles hold, and how they end.
    pub(super) done: Vec<(String, String)>,
}

impl Endings {
    fn read(&mut self, way: &str, body: &str) -> Option<()> {
        let endings = body.split_whitespace().map(str::to_owned);
        match way {
            "ahead" => self.ahead = endings.collect(),
            "behind" => self.behind = endings.collect(),
            // `ge…t`
            "done" => {
                let parts = endings.filter_map(|end| {
                    let (within, end) = end.split_once('…')?;
                    Some((within.to_owned(), end.to_owned()))
                });
                self.done = parts.collect();
            }
            _ => return None,
        }
        Some(())
    }
}

/// The rule that holds all expressions.
pub(super) const TIME: usize = 0;

impl Grammar {
    /// Reads a language file.
    pub(super) fn read(file: &str) -> Result<Self, BadLine> {
        let mut reader = Reader::new();
        let mut lines = Vec::new();
        for (at, line) in file.lines().enumerate() {
            let line = line.split("# ").next().unwrap_or_default().trim();
            if line.is_empty() || line == "#" {
                continue;
            }
            let Some((head, body)) = line.split_once(':') else {
                return Err(bad(at, "expected `name: …`", line));
            };
            if let Some(class) = head.strip_prefix("word ") {
                reader
                    .words(class, body)
                    .ok_or_else(|| bad(at, "no such value", line))?;
            } else if let Some(class) = head.strip_prefix("verb ") {
                let mut words = body.split_whitespace();
                words
                    .try_for_each(|word| reader.lexicon.add_verb(class, word))
                    .ok_or_else(|| bad(at, "too many words", line))?;
            } else if let Some(word) = head.strip_prefix("same ") {
                let mut spellings = body.split_whitespace();
                spellings
                    .try_for_each(|text| reader.lexicon.add_spelling(word, text))
                    .ok_or_else(|| bad(at, "a word already", line))?;
            } else if let Some(way) = head.strip_prefix("endings ") {
                reader
                    .endings
                    .read(way, body)
                    .ok_or_else(|| bad(at, "expected `ahead`, `behind` or `done`", line))?;
            } else if head == "numbers" {
                reader.lexicon.set_written(NumberFormat {
                    day_first: body.contains("day-first"),
                    decimal_comma: body.contains("decimal-comma"),
                });
            } else if head == "nouns" {
                reader.capital_nouns = body.contains("capital");
            } else {
                reader.name(head);
                lines.push((at, head, body));
            }
        }
        for (at, head, body) in lines {
            reader
                .rule(head, body)
                .map_err(|reason| bad(at, reason, body))?;
        }
        Ok(reader.close())
    }
}

fn bad(at: usize, reason: &'static str, text: &str) -> BadLine {
    BadLine {
        line: at + 1,
        reason,
        text: text.trim().to_owned(),
    }
}

struct Reader {
    lexicon: Lexicon,
    nodes: Vec<Node>,
    rules: Vec<usize>,
    names: HashMap<String, usize>,
    ends: Vec<End>,
    endings: Endings,
    capital_nouns: bool,
}

impl Reader {
    fn new() -> Self {
        Self {
            lexicon: Lexicon::default(),
            nodes: vec![Node::default()],
            rules: vec![0],
            names: HashMap::new(),
            ends: Vec::new(),
            endings: Endings::default(),
            capital_nouns: false,
        }
    }

    /// `month 1` and `january jan.`; `weekdays/weekday 1` where the class and the slot that it fills have other names.
    fn words(&mut self, head: &str, words: &str) -> Option<()> {
        let (class, value) = head.split_once(' ').unwrap_or((head, "1"));
        let (class, slot) = class.split_once('/').unwrap_or((class, class));
        let slot = Slot::named(slot);
        let value = slot.map_or_else(|| value.parse().ok(), |slot| slot.value(value))?;
        words
            .split_whitespace()
            .try_for_each(|word| self.lexicon.add(class, slot, value, word))
    }

    /// Makes room for the rules of this name.
    fn name(&mut self, name: &str) {
        if meaning(name) == Meaning::Part && !self.names.contains_key(name) {
            self.names.insert(name.to_owned(), self.rules.len());
            self.nodes.push(Node::default());
            self.rules.push(self.nodes.len() - 1);
        }
    }

    /// `{month} {day} => told=1 if month`.
    fn rule(&mut self, name: &str, body: &str) -> Result<(), &'static str> {
        let (body, guards) = match body.split_once(" if ") {
            None => (body, Vec::new()),
            Some((body, names)) => {
                let guards = names.split_whitespace().map(Guard::named);
                (body, guards.collect::<Option<_>>().ok_or("no such guard")?)
            }
        };
        let (body, says) = match body.split_once("=>") {
            None => (body, Vec::new()),
            Some((body, says)) => {
                let says = says.split_whitespace().map(|slots| {
                    let (slot, value) = slots.split_once('=')?;
                    let slot = Slot::named(slot)?;
                    Some((slot, slot.value(value)?))
                });
                (
                    body,
                    says.collect::<Option<_>>().ok_or("no such slot or value")?,
                )
            }
        };
        self.ends.push(End {
            meaning: meaning(name),
            says,
            guards,
        });
        let rule = self.names.get(name).copied().unwrap_or(TIME);
        let root = *self.rules.get(rule).ok_or("no such rule")?;
        let items = pattern::read(body).ok_or("unbalanced brackets")?;
        let end = self.ends.len() - 1;
        for node in self.insert(vec![root], &items)? {
            if node == root {
                return Err("a pattern that can be empty");
            }
            if let Some(node) = self.nodes.get_mut(node) {
                node.ends.push(end);
            }
        }
        Ok(())
    }

    /// Adds `items` after each node of `from`; the nodes where they end.
    fn insert(&mut self, from: Vec<usize>, items: &[Item]) -> Result<Vec<usize>, &'static str> {
        items.iter().try_fold(from, |nodes, item| match item {
            Item::Atom(atom) => nodes
                .into_iter()
                .map(|node| self.edge(node, atom))
                .collect(),
            Item::OneOf(choices) => {
                let mut ends = Vec::new();
                for choice in choices {
                    for end in self.insert(nodes.clone(), choice)? {
                        if !ends.contains(&end) {
                            ends.push(end);
                        }
                    }
                }
                Ok(ends)
            }
        })
    }

    /// The node that `atom` leads to from `node`.
    fn edge(&mut self, node: usize, atom: &Atom) -> Result<usize, &'static str> {
        let new = self.nodes.len();
        let lexicon = &mut self.lexicon;
        let place = self.nodes.get_mut(node).ok_or("no such node")?;
        let led = match atom {
            Atom::Word(word) => {
                let word = lexicon.intern(word).ok_or("too many words")?;
                lexicon.known(word);
                follow(&mut place.words, word, new)
            }
            Atom::Class(name) => {
                let (class, slot) = name
                    .split_once(':')
                    .map_or((name.as_str(), None), |(class, slot)| {
                        (class, Slot::named(slot))
                    });
                match (Number::named(class), lexicon.class(class)) {
                    (Some(number), _) => follow(&mut place.others, Edge::Number(number), new),
                    (None, Some(class)) => follow(&mut place.classes, (class, slot), new),
                    (None, None) => return Err("no such class"),
                }
            }
            Atom::Rule(name) => {
                let rule = *self.names.get(name.as_str()).ok_or("no such rule")?;
                follow(&mut place.others, Edge::Rule(rule), new)
            }
            Atom::Mark(mark) => follow(&mut place.others, Edge::Mark(*mark), new),
            Atom::Glued => follow(&mut place.others, Edge::Glued, new),
            Atom::Open => follow(&mut place.others, Edge::Open, new),
            Atom::Close => follow(&mut place.others, Edge::Close, new),
        };
        if led == new {
            self.nodes.push(Node::default());
        }
        Ok(led)
    }

    fn close(mut self) -> Grammar {
        self.lexicon.close();
        for node in &mut self.nodes {
            node.words.sort_unstable();
        }
        let classes = WordClasses::of(&self.lexicon);
        let dispatches = self.nodes.iter().map(|_| OnceLock::new()).collect();
        let mut grammar = Grammar {
            lexicon: self.lexicon,
            nodes: self.nodes,
            rules: self.rules,
            ends: self.ends,
            classes,
            endings: self.endings,
            capital_nouns: self.capital_nouns,
            first_sets: FirstSets::default(),
            dispatches,
        };
        grammar.first_sets = grammar.first_sets();
        grammar
    }
}

/// The node that `key` leads to; if there is none, `new` becomes it.
fn follow<Key: Copy + PartialEq>(edges: &mut Vec<(Key, usize)>, key: Key, new: usize) -> usize {
    if let Some((_, to)) = edges.iter().find(|(known, _)| *known == key) {
        return *to;
    }
    edges.push((key, new));
    new
}

fn meaning(name: &str) -> Meaning {
    match name {
        "date" => Meaning::Date,
        "duration" => Meaning::Duration,
        "set" => Meaning::Set,
        "not" => Meaning::Nothing,
        _ => Meaning::Part,
    }
}
