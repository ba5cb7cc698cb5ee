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
    index.tokenizers().register(LISTED, ListedTerms::default());
    index
        .fast_field_tokenizer()
        .register(LISTED, ListedTerms::default());
}

/// The longest term, in bytes: the last number below the surrogates, so that each length is a character.
const LONGEST_TERM: usize = 0xd7ff;

/// A list of terms, each after its length in bytes, written as a character. The first has position 0.
#[derive(Debug, Default)]
pub(crate) struct List(String);

impl List {
    /// An empty list with room for `bytes`.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds a term. One that is empty or far too long is a position without a term.
    pub(crate) fn push(&mut self, term: &str) {
        match length_mark(term.len()) {
            Some(length) => {
                self.0.push(length);
                self.0.push_str(term);
            }
            None => self.gap(),
        }
    }

    /// Adds a mention whose last word was added last.
    pub(crate) fn push_mention(&mut self, mention: &MarkedMention) {
        self.push(&name_markers::term(mention.kind, mention.length));
    }

    /// Adds a term as it is displayed.
    pub(crate) fn push_as(&mut self, term: &impl fmt::Display) {
        let at = self.0.len();
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{term}");
        if let Some(length) = length_mark(self.0.len() - at) {
            self.0.insert(at, length);
        } else {
            self.0.truncate(at);
            self.gap();
        }
    }

    /// Leaves a position empty.
    pub(crate) fn gap(&mut self) {
        self.0.push('\0');
    }

    /// The value that tantivy is given.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A length as a character.
fn length_mark(length: usize) -> Option<char> {
    let number = u32::try_from(length.min(LONGEST_TERM + 1)).ok()?;
    char::from_u32(number)
}

/// The tokenizer that splits a [`List`].
#[derive(Clone, Default)]
pub(crate) struct ListedTerms {
    /// Its room is used again for the next list.
    token: Token,
}

impl Tokenizer for ListedTerms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream {
            rest: text,
            places: 0,
            token: &mut self.token,
        }
    }
}

/// The terms of a list, one after the other.
pub(crate) struct TermStream<'a> {
    rest: &'a str,
    /// How many positions have been passed.
    places: usize,
    token: &'a mut Token,
}

impl<'a> TermStream<'a> {
    /// The next term, or an empty one for a position without a term.
    fn next(&mut self) -> Option<&'a str> {
        let mut rest = self.rest.chars();
        let length = rest.next()? as usize;
        let (term, rest) = rest.as_str().split_at_checked(length)?;
        self.rest = rest;
        Some(term)
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(term) = self.next() {
            // A mention takes no position of its own: it has that of its first word.
            let words = name_markers::length(term);
            self.places += usize::from(words.is_none());
            self.token.position = self.places.saturating_sub(words.unwrap_or(1));
            if !term.is_empty() {
                self.token.text.clear();
                self.token.text.push_str(term);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Kind;

    fn check(list: &List, expected: &[(usize, &str)]) {
        let mut tokenizer = ListedTerms::default();
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
        list.push(&"x".repeat(LONGEST_TERM + 1));
        list.push_as(&"x".repeat(LONGEST_TERM + 1));
        let longest = "é".repeat(LONGEST_TERM / 2);
        list.push(&longest);
        let expected = [
            (0, "elon"),
            (1, "musk"),
            (3, "x\0corp"),
            (4, "person/Thierry Breton"),
            (5, "7"),
            (8, longest.as_str()),
        ];
        check(&list, &expected);
    }
}
