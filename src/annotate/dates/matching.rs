//! Matches the tries of a grammar against the tokens of a text: finds the longest expression that begins at a position.

use super::dispatch::Step;
use super::grammar::{Edge, End, Meaning, TIME};
use super::guard;
use super::lex::Kind;
use super::reading::Reading;
use super::shared_slots::share;
use super::slots::{Slot, Slots};

/// One mention: the tokens from `start` to before `end`, and what they say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) slots: Slots,
}

/// The tokens that a rule matches: mentions of one meaning, mostly one.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) meaning: Meaning,
    pub(super) parts: Vec<Mention>,
    /// Where the matched tokens end.
    pub(super) end: usize,
}

impl Reading<'_> {
    /// The longest expression that begins at token `at`; of two as long, the one whose rule stands first.
    pub(super) fn longest(&self, at: usize, memo: &mut Memo) -> Option<Match> {
        if !self.can_begin(at) {
            return None;
        }
        memo.inner.clear();
        let mut walk = Walk::new(self, at);
        walk.step(*self.grammar.rules.get(TIME)?, at, &Slots::NOTHING, 0, memo);
        let best = walk.best?;
        let end = self.grammar.ends.get(best.order.1)?;
        Some(best.into_match(at, end))
    }

    /// Whether the tokens at `at` are not at once none of the expressions.
    fn can_begin(&self, at: usize) -> bool {
        let next = self.tokens.get(self.after(at));
        self.tokens.get(at).is_some_and(|token| {
            self.grammar
                .first_sets
                .can_go_on(TIME, token.code, next.map(|next| next.code))
        })
    }

    /// Whether the word at `at` is not a doubtful one, or written as what it is in a time.
    fn is_sure(&self, at: usize) -> bool {
        let lexicon = &self.grammar.lexicon;
        let word = self
            .tokens
            .get(at)
            .and_then(|token| lexicon.word(token.word()?));
        word.is_some_and(|word| !word.doubtful || guard::capital(self, at))
    }

    /// The token after the one at `at`, and after the full stop that belongs to it.
    fn after(&self, at: usize) -> usize {
        let stop = self.is_abbreviation(at)
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is(b'.') && (next.glued || self.is_number(at + 2)));
        if stop { at + 2 } else { at + 1 }
    }

    /// Whether a number is at `at`: then a full stop before it, apart from its word as in `Sept . 16`, ends no sentence.
    fn is_number(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| matches!(token.kind, Kind::Number { .. }))
    }
}

/// What other rules have been found to match: each is walked once at each place.
#[derive(Default)]
pub(super) struct Memo {
    inner: Vec<RuleMatch>,
    /// How many nodes have been come to, in all.
    #[cfg(test)]
    steps: usize,
}

/// What the rule `rule` matches at token `at`, if anything: where that ends and what it says.
#[derive(Clone, Copy)]
struct RuleMatch {
    rule: usize,
    at: usize,
    found: Option<(usize, Slots)>,
}

impl Memo {
    fn get(&self, rule: usize, at: usize) -> Option<RuleMatch> {
        self.inner
            .iter()
            .find(|inner| inner.rule == rule && inner.at == at)
            .copied()
    }
}

/// The search for the longest way through one trie.
struct Walk<'w, 'a> {
    reading: &'w Reading<'a>,
    start: usize,
    /// The mentions opened so far, and of those closed what they say.
    open: Vec<Mention>,
    best: Option<Best>,
}

struct Best {
    end: usize,
    /// Of two as long the lesser counts: its place among the ends of the grammar.
    order: (bool, usize),
    slots: Slots,
    parts: Vec<Mention>,
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

    fn step(&mut self, node: usize, at: usize, slots: &Slots, depth: usize, memo: &mut Memo) {
        #[cfg(test)]
        {
            memo.steps += 1;
        }
        let grammar = self.reading.grammar;
        let Some(place) = grammar.nodes.get(node) else {
            return;
        };
        for end in &place.ends {
            self.finish(*end, at, slots);
        }
        let Some(dispatch) = grammar.dispatch(node) else {
            return;
        };
        if let Some(to) = dispatch.closes {
            self.follow(Edge::Close, to, at, slots, depth, memo);
        }
        let Some(token) = self.reading.tokens.get(at) else {
            return;
        };
        let next = self.reading.tokens.get(self.reading.after(at));
        let next = next.map(|next| next.code);
        for step in dispatch.over(token.code) {
            match *step {
                Step::Word(to) => self.step(to, self.reading.after(at), slots, depth, memo),
                Step::Sense { fills, to } => {
                    if !self.reading.is_sure(at) {
                        continue;
                    }
                    let after = self.reading.after(at);
                    match fills {
                        Some((slot, value)) => {
                            self.step(to, after, &slots.with(slot, value), depth, memo);
                        }
                        None => self.step(to, after, slots, depth, memo),
                    }
                }
                Step::Other(Edge::Glued, _) if !token.glued => {}
                Step::Other(Edge::Rule(rule), _)
                    if !grammar.first_sets.can_go_on(rule, token.code, next) => {}
                Step::Other(edge, to) => self.follow(edge, to, at, slots, depth, memo),
            }
        }
    }

    fn follow(
        &mut self,
        edge: Edge,
        to: usize,
        at: usize,
        slots: &Slots,
        depth: usize,
        memo: &mut Memo,
    ) {
        let reading = self.reading;
        match edge {
            Edge::Number(number) => {
                if let Some((end, slots)) = number.read(reading.words(), at, slots) {
                    self.step(to, end, &slots, depth, memo);
                }
            }
            Edge::Mark(_) => self.step(to, at + 1, slots, depth, memo),
            Edge::Glued => self.step(to, at, slots, depth, memo),
            Edge::Rule(rule) => {
                if let Some((end, more)) = self.inner(rule, at, depth, memo) {
                    self.step(to, end, &more.or_all(slots), depth, memo);
                }
            }
            Edge::Open => {
                self.open.push(Mention {
                    start: at,
                    end: at,
                    slots: *slots,
                });
                self.step(to, at, slots, depth, memo);
                self.open.pop();
            }
            Edge::Close => {
                let Some(last) = self.open.last_mut() else {
                    return;
                };
                let before = *last;
                *last = Mention {
                    start: before.start,
                    end: at,
                    slots: *slots,
                };
                // A range may end in `05`, which counts from the year that it began in.
                let next = Slots::NOTHING.or(slots, &[Slot::Year]);
                self.step(to, at, &next, depth, memo);
                if let Some(last) = self.open.last_mut() {
                    *last = before;
                }
            }
        }
    }

    /// The longest match of another rule at `at`.
    fn inner(
        &self,
        rule: usize,
        at: usize,
        depth: usize,
        memo: &mut Memo,
    ) -> Option<(usize, Slots)> {
        let reading = self.reading;
        if depth >= DEEPEST {
            return None;
        }
        if let Some(inner) = memo.get(rule, at) {
            return inner.found;
        }
        let mut walk = Walk::new(reading, at);
        walk.step(
            *reading.grammar.rules.get(rule)?,
            at,
            &Slots::NOTHING,
            depth + 1,
            memo,
        );
        let found = walk.best.map(|best| (best.end, best.slots));
        memo.inner.push(RuleMatch { rule, at, found });
        found
    }

    /// Keeps this way through if it is the best so far.
    fn finish(&mut self, rule: usize, at: usize, slots: &Slots) {
        let Some(end) = self.reading.grammar.ends.get(rule) else {
            return;
        };
        // What is no time at all is so before any rule that says what time it is.
        let order = (end.meaning != Meaning::Nothing, rule);
        let better = |best: &Best| at > best.end || (at == best.end && order < best.order);
        if !self.best.as_ref().is_none_or(better) {
            return;
        }
        let slots = end
            .says
            .iter()
            .fold(*slots, |slots, (slot, value)| slots.with(*slot, *value));
        if end
            .guards
            .iter()
            .all(|guard| guard.is_met(self.reading, self.start, at, &slots))
        {
            self.best = Some(Best {
                end: at,
                order,
                slots,
                parts: self.open.clone(),
            });
        }
    }
}

impl Best {
    fn into_match(self, start: usize, end: &End) -> Match {
        let mut parts = self.parts;
        if parts.is_empty() {
            parts.push(Mention {
                start,
                end: self.end,
                slots: self.slots,
            });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::dates::{language, lex};
    use crate::story::Language;

    /// How many steps it takes to look for an expression at each token of `text`, and how many tokens there are.
    fn effort(text: &str, language: Language) -> (usize, usize) {
        let grammar = language::grammar(Some(language)).unwrap();
        let tokens = lex::tokens(text, &grammar.lexicon);
        let reading = Reading {
            text,
            tokens: &tokens,
            grammar,
            is_date: false,
        };
        let mut memo = Memo::default();
        for at in 0..tokens.len() {
            reading.longest(at, &mut memo);
        }
        (memo.steps, tokens.len())
    }

    #[test]
    fn the_effort_grows_with_the_text_and_no_faster() {
        let pieces = [
            "the ",
            "two ",
            "a few hundred thousand and a half ",
            "May 5, ",
            "early in the middle of the end of the ",
            "Monday, ",
            "every other ",
            "1 1/2-",
            "from 3 to 7 and 9, 11, ",
            "at about 5 p.m. (",
            "último lunes de mayo, ",
            "Anfang der zweiten 5. ",
        ];
        for language in [Language::English, Language::Spanish, Language::German] {
            for piece in pieces {
                let (steps, tokens) = effort(&piece.repeat(200), language);
                let (many_steps, many_tokens) = effort(&piece.repeat(1000), language);
                assert!(
                    many_steps * tokens <= steps * many_tokens * 11 / 10,
                    "{language} {piece}: {steps} steps for {tokens} tokens, {many_steps} for {many_tokens}"
                );
                assert!(
                    steps <= MOST * tokens,
                    "{language} {piece}: {steps} steps for {tokens} tokens"
                );
            }
        }
    }

    /// Steps a token, on texts made to be slow. News takes about one.
    const MOST: usize = 300;
}
