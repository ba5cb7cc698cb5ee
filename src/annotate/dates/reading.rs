//! A text as the rules see it, and what is at each position of it.

use super::grammar::Grammar;
use super::lex::{Kind, Token};
use super::lexicon::Class;
use super::words::Words;

/// A text split into tokens, and its grammar. Positions outside the text have no word and end every sentence.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) grammar: &'a Grammar,
    /// Whether the text is known to be one date, as in a query, so that `may` is the month.
    pub(super) is_date: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn words(&self) -> Words<'a> {
        Words {
            tokens: self.tokens,
            lexicon: &self.grammar.lexicon,
            classes: &self.grammar.classes,
        }
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The token before the one at `at`.
    pub(super) fn before(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at.checked_sub(1)?)
    }

    /// The letters at `at`, as written.
    pub(super) fn written(&self, at: usize) -> &'a str {
        let token = self.tokens.get(at);
        token.map_or("", |token| token.text(self.text))
    }

    /// Whether the word at `at` is of `class`.
    pub(super) fn is(&self, at: usize, class: Option<Class>) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| self.grammar.lexicon.is(token.word(), class))
    }

    /// Whether the word at `at` may be followed by a full stop that belongs to it.
    pub(super) fn is_abbreviation(&self, at: usize) -> bool {
        let lexicon = &self.grammar.lexicon;
        let word = self
            .tokens
            .get(at)
            .and_then(|token| lexicon.word(token.word()?));
        word.is_some_and(|word| word.abbreviation)
    }

    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    /// Whether a word is at `at` that no rule knows.
    pub(super) fn is_other(&self, at: usize) -> bool {
        let lexicon = &self.grammar.lexicon;
        matches!(self.kind(at), Some(Kind::Word(word)) if lexicon.is_other(word))
    }

    /// Whether the word at `at` has nothing to do with time: `the 10th time`, `the 2nd Battalion`.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        let lexicon = &self.grammar.lexicon;
        matches!(self.kind(at), Some(Kind::Word(word)) if lexicon.is_plain(word))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }

    pub(super) fn is_lower(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_lowercase)
    }

    /// Whether the word at `at` is written as a common word is: in lower case, or in a text all in capitals.
    pub(super) fn is_common(&self, at: usize) -> bool {
        self.is_lower(at) || self.is_in_capitals(at)
    }

    /// Whether the word at `at` and the words beside it are in capitals, as in headlines and old wires.
    fn is_in_capitals(&self, at: usize) -> bool {
        let in_capitals = |at: usize| !self.written(at).contains(char::is_lowercase);
        let is_word = matches!(self.kind(at), Some(Kind::Word(_)));
        is_word
            && in_capitals(at)
            && in_capitals(at + 1)
            && at.checked_sub(1).is_none_or(in_capitals)
    }

    /// Whether the word at `at` has this ending, in upper or lower case.
    pub(super) fn ends_in(&self, at: usize, ending: &str) -> bool {
        let written = self.written(at).as_bytes();
        let from = written.len().checked_sub(ending.len());
        let end = from.and_then(|from| written.get(from..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(ending.as_bytes()))
    }

    /// Whether what is at `at` begins with a capital and goes on in lower case.
    pub(super) fn is_titled(&self, at: usize) -> bool {
        self.is_capital(at) && self.written(at).ends_with(char::is_lowercase)
    }

    /// The places from `from` on in its sentence, at most so many.
    pub(super) fn onward(&self, from: usize, most: usize) -> impl Iterator<Item = usize> + use<'a> {
        let reading = *self;
        (from..reading.tokens.len())
            .take(most)
            .take_while(move |at| !reading.ends_sentence(*at))
    }

    /// The places before `to` in its sentence, the nearest first, at most so many.
    pub(super) fn back(&self, to: usize, most: usize) -> impl Iterator<Item = usize> + use<'a> {
        let reading = *self;
        (to.saturating_sub(most)..to)
            .rev()
            .take_while(move |at| !reading.ends_sentence(*at))
    }

    /// Whether the token at `at` ends a sentence. A full stop does not where the sentence goes on: `Ill., a bank`.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Mark(b'.')) => !self.goes_on(at + 1),
            Some(kind) => matches!(kind, Kind::Mark(b'!' | b'?' | b';') | Kind::Break),
            None => true,
        }
    }

    fn goes_on(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Mark(mark)) => mark == b',',
            Some(Kind::Word(_)) => self.is_lower(at) || self.written(at).starts_with('\''),
            _ => false,
        }
    }
}
