//! Joins all names of the same entity: `Elon Musk`, `Musk` and `Musk's`; `European Union` and `EU`.
//!
//! 1. Mentions with the same spelling are one [`form`]. A form has one kind: the one that most of its mentions were
//!    given.
//! 2. Longest first, each form is entered into the [`name_index`] under every name that the story may use for it: a
//!    person under first and last name, a company without its `Inc.`, organisations and countries also under their
//!    initials.
//!    Two full names may begin and end alike and yet be [different](distinct) people's.
//! 3. A single word means the person who [bears](bearer) it as family or given name.
//!
//! The fullest form becomes the canonical name of the entity.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::hash;
use super::lexicon::List;
use super::name_rules::NameRules;
use super::tagger::Found;
use super::token::{Shape, Token};
use crate::annotate::tokens::fold;
use crate::story::Kind;
use bearer::People;
use distinct::Distinct;
use form::forms;
use name_index::NameIndex;

mod bearer;
mod contested;
mod distinct;
mod form;
mod fullest;
mod name_index;
mod sexes;

/// A mention: its tokens, its kind, and the position of the fullest form of its entity, which identifies the entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chained {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Person, organisation or place.
    pub kind: Kind,
    /// The tokens of the fullest form.
    pub fullest: Range<usize>,
}

/// Links each name to the fullest form of its entity. Names that are of no kind are dropped.
pub fn chain(
    tokens: &[Token],
    found: &[Found],
    bare: &WithoutArticle,
    rules: &'static NameRules,
) -> Vec<Chained> {
    let (forms, form_of) = forms(tokens, found, rules);
    let distinct = Distinct::of(tokens, found, &form_of, &forms, rules, bare);
    let mut name_index = NameIndex::of(tokens, &forms, rules, bare, distinct);
    name_index.add_bracketed(tokens, found, &form_of, &forms);
    name_index.add_by_symbol(tokens, found, &form_of, &forms);
    name_index.add_last_words(tokens, &forms);
    let mut people = People::of(tokens, found, &form_of, &name_index, rules);
    let mut chained = Vec::with_capacity(found.len());
    for (name, form) in found.iter().zip(form_of) {
        let Some((number, form)) = form.and_then(|number| Some((number, forms.get(number)?)))
        else {
            continue;
        };
        let bearers = name_index.bearers(tokens, form).unwrap_or_default();
        let root = people
            .choose(bearers, tokens, &name.tokens)
            .or(name_index.root(number))
            .unwrap_or(number);
        people.record_mention(root, bearers, &name.tokens);
        chained.push(Chained {
            tokens: name.tokens.clone(),
            kind: form.kind,
            fullest: forms.get(root).unwrap_or(form).tokens.clone(),
        });
    }
    chained
}

/// Family names without a hyphenated article: `al-Falih` is also `Falih`.
#[derive(Debug, Default)]
pub struct WithoutArticle(FxHashMap<u64, u64>);

impl WithoutArticle {
    /// Adds those in a text.
    pub fn add(&mut self, text: &str, tokens: &[Token]) {
        for token in tokens {
            let joined = matches!(token.shape, Shape::Late | Shape::Hyphen);
            let [a, l, hyphen, _] = token.head.to_le_bytes();
            if !joined || !matches!([a, l, hyphen], [b'a' | b'e', b'l', b'-']) {
                continue;
            }
            let name = text.get(token.start as usize + ARTICLE.len()..token.end as usize);
            if let Some(name) = name {
                self.0.insert(token.word, hash::word(&fold(name)));
            }
        }
    }

    /// The hash of a word without its article.
    fn of(&self, word: &Token) -> u64 {
        self.0.get(&word.word).copied().unwrap_or(word.word)
    }
}

const ARTICLE: &str = "al-";

/// Whether a word between the first and the last of a full name is a family name: `Lagos` in `Elvira Lagos Peña`, but
/// neither `María` nor `de`.
pub(super) fn is_surname(word: &Token) -> bool {
    word.shape.is_capital() && word.shape != Shape::Initial && !word.entry.is(List::Given)
}
