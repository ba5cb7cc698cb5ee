//! Walks the tries of a [`Grammar`] over the tokens of a text: the longest expression that begins at a place.

use super::grammar::{Edge, End, Grammar, Meaning, TIME};
use super::guard;
use super::lex::{Kind, Token};
use super::number::Words;
use super::said::{Said, Slot};

/// A text, cut, and the language to read it in.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) grammar: &'a Grammar,
}

/// One mention: the tokens from `start` to before `end`, and what they say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) said: Said,
}

/// The tokens that a rule matches: mentions of one meaning, mostly one.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) meaning: Meaning,
    pub(super) parts: Vec<Part>,
    /// Where the matched tokens end.
    pub(super) end: usize,
}

/// What a mention takes from the other ones of its match, where it says nothing itself.
const SHARED: [Slot; 9] = [
    Slot::Year,
    Slot::Era,
    Slot::Unit,
    Slot::Way,
    Slot::Told,
    Slot::Meridiem,
    Slot::Zone,
    Slot::DayPart,
    Slot::Recurs,
];

impl<'a> Reading<'a> {
    pub(super) fn words(&self) -> Words<'a> {
        Words {
            tokens: self.tokens,
            lexicon: &self.grammar.lexicon,
            known: &self.grammar.known,
        }
    }

    /// The longest expression that begins at token `at`; of two as long, the one whose rule stands first.
    pub(super) fn longest(&self, at: usize) -> Option<Match> {
        let token = self.tokens.get(at)?;
        let rule = self.grammar.rules.get(TIME)?;
        let can_begin = match token.kind {
            Kind::Word(None) | Kind::Break => false,
            Kind::Word(word) => rule.can_begin(word),
            Kind::Mark(mark) => mark == b'\'',
            _ => true,
        };
        if !can_begin {
            return None;
        }
        let mut walk = Walk::new(self, at);
        walk.step(rule.root, at, Said::NOTHING, 0);
        let best = walk.best?;
        let end = self.grammar.ends.get(best.rule)?;
        Some(best.into_match(at, end))
    }
}

/// The search for the longest way through one trie.
struct Walk<'w, 'a> {
    reading: &'w Reading<'a>,
    start: usize,
    /// The mentions opened so far, and of those closed what they say.
    open: Vec<Part>,
    best: Option<Best>,
}

struct Best {
    end: usize,
    /// Which of the ends of the grammar.
    rule: usize,
    said: Said,
    parts: Vec<Part>,
}

/// How deep rules may lie in each other.
const DEEPEST: usize = 8;

impl<'w, 'a> Walk<'w, 'a> {
    fn new(reading: &'w Reading<'a>, start: usize) -> Self {
        Self {
            reading,
            start,
            open: Vec::new(),
            best: None,
        }
    }

    fn step(&mut self, node: usize, at: usize, said: Said, depth: usize) {
        let grammar = self.reading.grammar;
        let Some(node) = grammar.nodes.get(node) else {
            return;
        };
        for end in &node.ends {
            self.finish(*end, at, said);
        }
        let token = self.reading.tokens.get(at).copied();
        if let Some(Token { kind: Kind::Word(Some(id)), .. }) = token
            && let Some(word) = grammar.lexicon.word(id)
        {
            let after = self.after(at, word.abbreviation);
            if let Ok(edge) = node.words.binary_search_by_key(&id, |(word, _)| *word)
                && let Some((_, to)) = node.words.get(edge)
            {
                self.step(*to, after, said, depth);
            }
            if !(node.classes.is_empty() || word.doubtful && !guard::capital(self.reading, at)) {
                for sense in &word.senses {
                    for ((_, slot), to) in node.classes.iter().filter(|((class, _), _)| *class == sense.class) {
                        let said = match slot.or(sense.slot) {
                            Some(slot) => said.with(slot, sense.value),
                            None => said,
                        };
                        self.step(*to, after, said, depth);
                    }
                }
            }
        }
        for (edge, to) in &node.others {
            self.follow(*edge, *to, at, said, depth);
        }
    }

    /// The token after the word at `at`, and after the full stop that belongs to it.
    fn after(&self, at: usize, abbreviation: bool) -> usize {
        let stop = abbreviation
            && self
                .reading
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.glued && next.is(b'.'));
        if stop { at + 2 } else { at + 1 }
    }

    fn follow(&mut self, edge: Edge, to: usize, at: usize, said: Said, depth: usize) {
        let reading = self.reading;
        let token = reading.tokens.get(at);
        match edge {
            Edge::Number(number) => {
                if let Some((end, said)) = number.read(reading.words(), at, said) {
                    self.step(to, end, said, depth);
                }
            }
            Edge::Mark(mark) => {
                if token.is_some_and(|token| token.is(mark)) {
                    self.step(to, at + 1, said, depth);
                }
            }
            Edge::Glued => {
                if token.is_some_and(|token| token.glued) {
                    self.step(to, at, said, depth);
                }
            }
            Edge::Rule(rule) => {
                let Some(rule) = reading.grammar.rules.get(rule) else {
                    return;
                };
                let Some(token) = token.filter(|_| depth < DEEPEST) else {
                    return;
                };
                let word = token.word();
                let unknown = matches!(token.kind, Kind::Word(None) | Kind::Break);
                if unknown || !rule.can_begin(word) {
                    return;
                }
                let mut inner = Walk::new(reading, at);
                inner.step(rule.root, at, said, depth + 1);
                if let Some(best) = inner.best {
                    self.step(to, best.end, best.said, depth);
                }
            }
            Edge::Open => {
                self.open.push(Part { start: at, end: at, said });
                self.step(to, at, said, depth);
                self.open.pop();
            }
            Edge::Close => {
                let Some(last) = self.open.last_mut() else {
                    return;
                };
                let before = *last;
                *last = Part { start: before.start, end: at, said };
                // A range may end in `05`, which counts from the year that it began in.
                let next = Said::NOTHING.or(&said, &[Slot::Year]);
                self.step(to, at, next, depth);
                if let Some(last) = self.open.last_mut() {
                    *last = before;
                }
            }
        }
    }

    /// Keeps this way through if it is the best so far.
    fn finish(&mut self, rule: usize, at: usize, said: Said) {
        let better = self
            .best
            .as_ref()
            .is_none_or(|best| at > best.end || (at == best.end && rule < best.rule));
        let Some(end) = self.reading.grammar.ends.get(rule).filter(|_| better) else {
            return;
        };
        let said = end.says.iter().fold(said, |said, (slot, value)| said.with(*slot, *value));
        if end.guards.iter().all(|guard| guard.holds(self.reading, self.start, at, &said)) {
            self.best = Some(Best {
                end: at,
                rule,
                said,
                parts: self.open.clone(),
            });
        }
    }
}

impl Best {
    fn into_match(self, start: usize, end: &End) -> Match {
        let mut parts = self.parts;
        if parts.is_empty() {
            parts.push(Part { start, end: self.end, said: self.said });
        } else {
            share(&mut parts, end);
        }
        Match {
            meaning: end.meaning,
            end: parts.last().map_or(self.end, |part| part.end),
            parts,
        }
    }
}

/// Lends each mention what it leaves to the others: the month of `3 to 7 May`.
fn share(parts: &mut [Part], end: &End) {
    for at in 0..parts.len() {
        let lent = parts.iter().rev().fold(Said::NOTHING, |lent, part| lent.or(&part.said, &SHARED));
        let month = parts.iter().rev().find_map(|part| part.said.get(Slot::Month));
        let Some(part) = parts.get_mut(at) else {
            continue;
        };
        let mut said = part.said.or(&lent, &SHARED);
        if let (true, false, Some(month)) = (said.has(Slot::Day), said.has(Slot::Month), month) {
            said = said.with(Slot::Month, month);
        }
        part.said = end.says.iter().fold(said, |said, (slot, value)| said.with(*slot, *value));
    }
}
