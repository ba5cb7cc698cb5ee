//! Precomputes where the nodes of the tries lead for each token, so that a node with many edges costs no more than one
//! with few.

use super::first_sets::FirstSets;
use super::grammar::{Edge, Grammar, Node};
use super::lexicon::WordId;
use super::slots::Slot;
use super::token_code::TokenCode;

/// A way on from a node.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Over this very word.
    Word(usize),
    /// Over a word of a class, which may fill a slot.
    Sense {
        fills: Option<(Slot, i32)>,
        to: usize,
    },
    /// Over an edge that is no word.
    Other(Edge, usize),
}

/// The ways on from one node, by the token that comes next.
#[derive(Debug, Default)]
pub(super) struct Dispatch {
    /// The tokens that lead on, in order, each with the place where its steps end.
    tokens: Vec<(TokenCode, u16)>,
    steps: Vec<Step>,
    /// Where many tokens lead on: by the code of each token, where its steps begin, and at the end their number.
    begins: Vec<u16>,
    /// Whether a mention can end here, before any token or none.
    pub(super) closes: Option<usize>,
}

/// With so many tokens that lead on a search among them takes longer than a look into a table.
const MANY: usize = 32;

impl Dispatch {
    /// The ways on over `code`.
    pub(super) fn over(&self, code: TokenCode) -> &[Step] {
        if !self.begins.is_empty() {
            let at = code.index();
            return match (self.begins.get(at), self.begins.get(at + 1)) {
                (Some(from), Some(to)) => self.range((*from).into(), (*to).into()),
                _ => &[],
            };
        }
        let end_at = |at: usize| self.tokens.get(at).map(|(_, end)| usize::from(*end));
        let Ok(at) = self.tokens.binary_search_by_key(&code, |(code, _)| *code) else {
            return &[];
        };
        let from = at.checked_sub(1).and_then(end_at).unwrap_or(0);
        let to = end_at(at).unwrap_or(from);
        self.range(from, to)
    }

    fn range(&self, from: usize, to: usize) -> &[Step] {
        self.steps.get(from..to).unwrap_or_default()
    }

    /// The number of steps over all tokens before each.
    fn index(&mut self) {
        if self.tokens.len() < MANY {
            return;
        }
        for (code, end) in &self.tokens {
            let before = self.begins.last().copied().unwrap_or(0);
            self.begins.resize(code.index() + 1, before);
            self.begins.push(*end);
        }
    }

    fn of(grammar: &Grammar, first_sets: &FirstSets, at: usize, node: &Node) -> Self {
        let closing = |(edge, to): &(Edge, usize)| (*edge == Edge::Close).then_some(*to);
        let mut dispatch = Self {
            closes: node.others.iter().find_map(closing),
            ..Self::default()
        };
        for code in first_sets.following(at) {
            if let Some(word) = code.as_word() {
                dispatch.add_word(grammar, node, word);
            }
            for (edge, to) in &node.others {
                let leads = match *edge {
                    Edge::Number(number) => first_sets.can_begin_number(number, code),
                    Edge::Rule(rule) => first_sets.can_begin(rule, code),
                    Edge::Mark(mark) => code == TokenCode::mark(mark),
                    Edge::Glued | Edge::Open => first_sets.can_follow(*to, code),
                    Edge::Close => false,
                };
                if leads {
                    dispatch.steps.push(Step::Other(*edge, *to));
                }
            }
            // A node has far fewer steps than would fit.
            let end = u16::try_from(dispatch.steps.len()).unwrap_or(u16::MAX);
            dispatch.tokens.push((code, end));
        }
        dispatch.index();
        dispatch
    }

    fn add_word(&mut self, grammar: &Grammar, node: &Node, word: WordId) {
        let edge = node.words.binary_search_by_key(&word, |(word, _)| *word);
        if let Some((_, to)) = edge.ok().and_then(|edge| node.words.get(edge)) {
            self.steps.push(Step::Word(*to));
        }
        let senses = grammar.lexicon.word(word).map(|word| &word.senses);
        for sense in senses.into_iter().flatten() {
            let edges = node.classes.iter();
            for ((_, slot), to) in edges.filter(|((class, _), _)| *class == sense.class) {
                let fills = slot.or(sense.slot).map(|slot| (slot, sense.value));
                self.steps.push(Step::Sense { fills, to: *to });
            }
        }
    }
}

impl Grammar {
    /// The ways on from a node, worked out when first needed: a text meets few of the nodes.
    pub(super) fn dispatch(&self, at: usize) -> Option<&Dispatch> {
        let (dispatch, node) = (self.dispatches.get(at)?, self.nodes.get(at)?);
        Some(dispatch.get_or_init(|| Dispatch::of(self, &self.first_sets, at, node)))
    }
}
