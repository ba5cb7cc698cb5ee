//! Passes many terms to tantivy as one value of a field; a tokenizer splits them again.
//!
//! A story has some hundred terms besides its words. Passing each as a value of its own costs more than indexing it.
//! And a story's words are split once, where it is read, rather than again for each field.

use std::fmt::{self, Write};

use tantivy::Index;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::annotate::name_markers::{self, MarkedMention};

/// The name that tantivy knows the tokenizer by.
pub(crate) const LISTED: &str = "listed";

/// Registers the tokenizer with tantivy, for terms and for columns.
pub(crate) fn register(index: &Index) {
    index.tokenizers().register(LISTED, ListedTerms);
    index.fast_field_tokenizer().register(LISTED, ListedTerms);
}

/// The end of each term; no term contains it.
const END: u8 = 0;

/// A list of terms. The first has position 0.
#[derive(Debug, Default)]
pub(crate) struct List(String);

impl List {
    /// An empty list with room for `bytes`.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds a term. An empty one is a position without a term.
    pub(crate) fn push(&mut self, term: &str) {
        if term.as_bytes().contains(&END) {
            self.0
                .extend(term.chars().filter(|c| *c != char::from(END)));
        } else {
            self.0.push_str(term);
        }
        self.0.push(char::from(END));
    }

    /// Adds a mention whose last word was added last.
    pub(crate) fn push_mention(&mut self, mention: &MarkedMention) {
        self.push(&name_markers::term(mention.kind, mention.length));
    }

    /// Adds a term as it is displayed.
    pub(crate) fn push_as(&mut self, term: &impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{term}\0");
    }

    /// Leaves a position empty.
    pub(crate) fn gap(&mut self) {
        self.push("");
    }

    /// The value that tantivy is given.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The tokenizer that splits a [`List`].
#[derive(Clone)]
pub(crate) struct ListedTerms;

impl Tokenizer for ListedTerms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream {
            text,
            next: 0,
            places: 0,
            token: Token::default(),
        }
    }
}

/// The terms of a list, one after the other.
pub(crate) struct TermStream<'a> {
    text: &'a str,
    next: usize,
    /// How many positions have been passed.
    places: usize,
    token: Token,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let rest = self.text.as_bytes().get(self.next..).unwrap_or_default();
            let Some(length) = memchr::memchr(END, rest) else {
                return false;
            };
            let term = self.text.get(self.next..self.next + length);
            self.next += length + 1;
            // A mention takes no position of its own: it has that of its first word.
            let words = term.and_then(name_markers::length);
            self.places += usize::from(words.is_none());
            self.token.position = self.places.saturating_sub(words.unwrap_or(1));
            if let Some(term) = term.filter(|term| !term.is_empty()) {
                self.token.text.clear();
                self.token.text.push_str(term);
                return true;
            }
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Kind;

    fn check(list: &List, expected: &[(usize, &str)]) {
        let mut tokenizer = ListedTerms;
        let mut stream = tokenizer.token_stream(list.as_str());
        for (position, term) in expected {
            assert!(stream.advance(), "{term}");
            let token = stream.token();
            assert_eq!((token.position, token.text.as_str()), (*position, *term));
        }
        assert!(!stream.advance());
    }

    #[test]
    fn a_mention_has_the_position_of_its_first_word() {
        let mut list = List::default();
        for term in ["said", "elon", "musk"] {
            list.push(term);
        }
        list.push_mention(&MarkedMention {
            kind: Kind::Person,
            position: 1,
            length: 2,
            range: 0..0,
        });
        list.push("today");
        let expected = [
            (0, "said"),
            (1, "elon"),
            (2, "musk"),
            (1, "\u{1}p2"),
            (3, "today"),
        ];
        check(&list, &expected);
    }

    #[test]
    fn terms_come_back_with_their_positions() {
        let mut list = List::default();
        for term in ["elon", "musk", "", "x\0corp", "person/Thierry Breton"] {
            list.push(term);
        }
        list.push_as(&7);
        let expected = [
            (0, "elon"),
            (1, "musk"),
            (3, "xcorp"),
            (4, "person/Thierry Breton"),
            (5, "7"),
        ];
        check(&list, &expected);
    }
}
