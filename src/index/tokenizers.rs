//! The words of [`annotate::tokens`](crate::annotate::tokens) as tantivy's tokenizers.
//!
//! One field holds stories of every language, and a word is stemmed by the language of its story. tantivy hands a
//! tokenizer nothing but the text, so the text of a stemmed field opens with its language and a NUL, put there by
//! [`in_language`] and taken off here. That text is indexed and never stored.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use crate::annotate::tokens::{Stems, Words};
use crate::story::Language;

/// Folded and stemmed words, for texts that name their language.
pub(crate) const STEMMED: &str = "stemmed";
/// Folded words.
pub(crate) const FOLDED: &str = "folded";
/// Folded words, most of them once a text, for fields that keep nothing but who has a word.
pub(crate) const DISTINCT: &str = "distinct";

/// The text as a stemmed field wants it.
pub(crate) fn in_language(language: Option<Language>, text: &str) -> String {
    match language {
        Some(language) => format!("{language}\0{text}"),
        None => format!("\0{text}"),
    }
}

/// Tells tantivy our tokenizers.
pub(crate) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(STEMMED, StemmedWords::default());
    tokenizers.register(FOLDED, FoldedWords);
    tokenizers.register(DISTINCT, DistinctWords::default());
}

#[derive(Default)]
struct StemmedWords {
    stems: FxHashMap<Option<Language>, Stems>,
}

impl Clone for StemmedWords {
    /// A tokenizer of its own for another thread; what this one remembers is not worth copying.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tokenizer for StemmedWords {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let (tag, text) = text.split_once('\0').unwrap_or(("", text));
        let language = Language::from_tag(tag);
        let stems = self
            .stems
            .entry(language)
            .or_insert_with(|| Stems::new(language));
        WordStream {
            words: Words::new(text),
            stems: Some(stems),
            token: Token::default(),
        }
    }
}

#[derive(Clone)]
struct FoldedWords;

impl Tokenizer for FoldedWords {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            words: Words::new(text),
            stems: None,
            token: Token::default(),
        }
    }
}

/// Passes over words it has lately given out of the same text: looking one up here costs a tenth of what tantivy's
/// own table of terms costs, which is too large for the caches.
#[derive(Clone)]
struct DistinctWords {
    /// The hash of a word of this text, by some of its bits; whatever was there before is forgotten.
    lately: Box<[u64]>,
    texts: u64,
}

impl Default for DistinctWords {
    fn default() -> Self {
        Self {
            lately: vec![0; 1 << 11].into(),
            texts: 0,
        }
    }
}

impl DistinctWords {
    fn is_new(&mut self, word: &str) -> bool {
        let hash = FxBuildHasher.hash_one((self.texts, word));
        let place = usize::try_from(hash >> 48).unwrap_or_default() % self.lately.len();
        let Some(slot) = self.lately.get_mut(place) else {
            return true;
        };
        let new = *slot != hash;
        *slot = hash;
        new
    }
}

impl Tokenizer for DistinctWords {
    type TokenStream<'a> = DistinctStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> DistinctStream<'a> {
        self.texts += 1;
        DistinctStream {
            words: WordStream {
                words: Words::new(text),
                stems: None,
                token: Token::default(),
            },
            distinct: self,
        }
    }
}

struct DistinctStream<'a> {
    words: WordStream<'a>,
    distinct: &'a mut DistinctWords,
}

impl TokenStream for DistinctStream<'_> {
    fn advance(&mut self) -> bool {
        while self.words.advance() {
            if self.distinct.is_new(&self.words.token.text) {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.words.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.words.token
    }
}

struct WordStream<'a> {
    words: Words<'a>,
    stems: Option<&'a mut Stems>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        let range = self.words.range();
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        self.token.position = self.words.position();
        self.token.text.clear();
        match &mut self.stems {
            Some(stems) => self.token.text.push_str(stems.stem(self.words.folded())),
            None => self.token.text.push_str(self.words.folded()),
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
