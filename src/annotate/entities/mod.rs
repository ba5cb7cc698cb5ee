//! Finds every person, organisation and place that a story names, as one entity each.
//!
//! 1. [`token`] splits title and body into words, numbers and punctuation; [`scan`] reads them one by one, and
//!    [`hyphen`] splits at hyphens. [`sentence`] says how each sentence uses capitals, and [`lexicon`] what is known
//!    of each word.
//! 2. [`evidence`] collects what the story as a whole says about its words: `Musk` is also `Elon Musk`.
//! 3. [`stretch`] picks out the words with capitals, [`features`] computes the features of each, and [`mod@model`]
//!    holds their weights.
//! 4. [`tagger`] finds the best sequence of tags ([`tag`]) for a stretch, and so the names. [`trim`] cuts off what is
//!    not part of a name, [`position`] finds people after `QB` or `CEO`, [`company`] joins the parts of firms,
//!    [`partial`] and [`missed`] correct names by what the story has elsewhere, [`stock_symbol`] finds the firms of
//!    headlines by their stock symbols, and [`town`] the towns that were taken for people.
//! 5. [`mod@chain`] joins all names of the same entity.
//!
//! English, Spanish and German have a model each, and a [`name_rules`] says what else differs between them. In other
//! languages no names are found, rather than wrong ones.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::annotate::tokens::fold;
use crate::story::{Entity, Kind, Language, Mention, Names, Span, TextField};
use chain::{WithoutArticle, chain};
use lexicon::{Lexicon, List};
use model::Model;
use person_parts::as_called;
use tagger::Found;
use token::{Token, tokenize};

mod affix;
mod case;
pub mod chain;
mod company;
pub mod evidence;
pub mod features;
pub mod hash;
mod hyphen;
mod inflection;
pub mod lexicon;
pub mod missed;
pub mod model;
pub mod name_rules;
mod partial;
mod parts;
mod person_parts;
mod position;
mod scan;
mod sentence;
mod short_forms;
mod stock_symbol;
pub mod stretch;
pub mod tag;
pub mod tagger;
pub mod token;
mod town;
mod trim;

#[cfg(test)]
mod tests;

static ENGLISH: LazyLock<Option<Model<'static>>> =
    LazyLock::new(|| Model::new(include_bytes!("english.model")));
static SPANISH: LazyLock<Option<Model<'static>>> =
    LazyLock::new(|| Model::new(include_bytes!("spanish.model")));
static GERMAN: LazyLock<Option<Model<'static>>> =
    LazyLock::new(|| Model::new(include_bytes!("german.model")));

/// The model of a language, if it has one.
fn model(language: Language) -> Option<&'static Model<'static>> {
    match language {
        Language::English => ENGLISH.as_ref(),
        Language::Spanish => SPANISH.as_ref(),
        Language::German => GERMAN.as_ref(),
        _ => None,
    }
}

/// The persons, organisations and places that a story names.
///
/// The mentions are disjoint and in order of position, those of the title first. Their spans exclude titles (`Mr.`) and
/// the possessive `'s`. The name of an entity is the fullest form that the story has of it. In a language without a
/// model, or in none, no names are found.
///
/// ```
/// use dateline::annotate::entities::names;
/// use dateline::story::Language;
/// let body = "Angela Merkel flew to Paris. Mrs. Merkel's plane was late.";
/// let found = names("", body, Some(Language::English));
/// let entities: Vec<String> = found.entities.iter().map(ToString::to_string).collect();
/// assert_eq!(entities, ["person/Angela Merkel", "place/Paris"]);
/// assert_eq!(found.mentions[2].span.of(body), "Merkel");
/// ```
pub fn names(title: &str, body: &str, language: Option<Language>) -> Names {
    language
        .and_then(model)
        .map(|model| parts::names(model, title, body))
        .unwrap_or_default()
}

/// Whether a word is known as a given name in the news of any language that has a model.
///
/// ```
/// use dateline::annotate::entities::is_given_name;
/// assert!(is_given_name("Angela") && is_given_name("Íñigo") && !is_given_name("although"));
/// ```
pub fn is_given_name(word: &str) -> bool {
    is_listed(word, List::Given)
}

/// Whether a word is known as a family name in the news of any language that has a model.
pub(super) fn is_family_name(word: &str) -> bool {
    is_listed(word, List::Family)
}

fn is_listed(word: &str, list: List) -> bool {
    let word = hash::word(word);
    [Language::English, Language::Spanish, Language::German]
        .into_iter()
        .filter_map(model)
        .any(|model| model.lexicon.get(word).is(list))
}

/// The same as [`names`], with this model.
pub fn names_with_model(model: &Model<'_>, title: &str, body: &str) -> Names {
    let body = without_sign_off(body);
    let mut tokens = Vec::with_capacity((title.len() + body.len()) / 5);
    tokenize(title, model.lexicon, &mut tokens);
    let story = TokenizedStory {
        body_from: tokens.len(),
        title,
        body,
    };
    tokenize(body, model.lexicon, &mut tokens);
    let mut found = tagger::find(model, &tokens);
    // A name cannot begin in the headline and end in the text.
    found.retain(|name| story.span(&tokens, &name.tokens).is_some());
    let mut names = Names::default();
    let mut numbers: FxHashMap<usize, u32> = FxHashMap::default();
    story.fold_accents(&mut tokens, &found);
    let bare = story.surnames_without_article(&tokens);
    for mention in chain(&tokens, &found, &bare, model.lexicon.rules()) {
        let Some((field, span)) = story.span(&tokens, &mention.tokens) else {
            continue;
        };
        let entity = *numbers.entry(mention.fullest.start).or_insert_with(|| {
            names.entities.push(Entity {
                kind: mention.kind,
                name: story.canonical_name(mention.kind, &tokens, &mention.fullest, model.lexicon),
            });
            u32::try_from(names.entities.len() - 1).unwrap_or(u32::MAX)
        });
        names.mentions.push(Mention {
            field,
            span,
            entity,
        });
    }
    names
}

/// The text without its sign-off: a last line or sentence of one word that occurs nowhere else, as in wires (`Reuter`),
/// is not a name.
fn without_sign_off(body: &str) -> &str {
    let before = without_last_word(body);
    let last = |text: &str| text.split_whitespace().next_back().map(str::to_lowercase);
    // `REUTER`, and `Reuter` on the line below.
    if before.len() < body.len() && last(before) == last(body) {
        return without_last_word(before);
    }
    before
}

/// The text without a last line or sentence of one word that occurs nowhere else in it.
fn without_last_word(body: &str) -> &str {
    let text = body.trim_end_matches(|c: char| c.is_whitespace() || c.is_control());
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let before = text.strip_suffix(last).unwrap_or_default();
    let rest = before.trim_end();
    let gap = before.get(rest.len()..).unwrap_or_default();
    let shouts = last.chars().all(char::is_uppercase) && rest.ends_with('.');
    let is_line = gap.contains('\n') || gap.chars().count() > 2 || shouts;
    let is_word = last.starts_with(char::is_uppercase) && last.chars().all(char::is_alphabetic);
    // A word that the story has elsewhere is a signature or the last item of a list, and stays.
    let occurs_elsewhere = || {
        rest.match_indices(last).any(|(at, _)| {
            let before = rest.get(..at).unwrap_or_default();
            let after = rest.get(at + last.len()..).unwrap_or_default();
            !before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphabetic)
        })
    };
    if is_line && is_word && !rest.is_empty() && !occurs_elsewhere() {
        rest
    } else {
        body
    }
}

/// The texts that the tokens were cut from.
struct TokenizedStory<'s> {
    /// The first token of the body.
    body_from: usize,
    title: &'s str,
    body: &'s str,
}

impl TokenizedStory<'_> {
    /// Makes the words of names the same with and without accents: `Mbappé` and `Mbappe`.
    fn fold_accents(&self, tokens: &mut [Token], found: &[Found]) {
        if self.title.is_ascii() && self.body.is_ascii() {
            return;
        }
        for at in found.iter().flat_map(|name| name.tokens.clone()) {
            let text = if at < self.body_from {
                self.title
            } else {
                self.body
            };
            if let Some(token) = tokens.get_mut(at)
                && let Some(word) = text.get(token.start as usize..token.end as usize)
                && !word.is_ascii()
            {
                token.word = hash::word(&fold(word));
            }
        }
    }

    /// The family names with an article.
    fn surnames_without_article(&self, tokens: &[Token]) -> WithoutArticle {
        let (title, body) = tokens.split_at_checked(self.body_from).unwrap_or_default();
        let mut bare = WithoutArticle::default();
        bare.add(self.title, title);
        bare.add(self.body, body);
        bare
    }

    /// The span of tokens; `None` if they are not all in one text.
    fn span(&self, tokens: &[Token], range: &Range<usize>) -> Option<(TextField, Span)> {
        let (first, last) = (
            tokens.get(range.start)?,
            tokens.get(range.end.checked_sub(1)?)?,
        );
        let bytes = first.start as usize..last.end as usize;
        if range.start >= self.body_from {
            Some((TextField::Body, Span::new(self.body, bytes)?))
        } else if range.end <= self.body_from {
            Some((TextField::Title, Span::new(self.title, bytes)?))
        } else {
            None
        }
    }

    /// The canonical name of the entity whose fullest form is these tokens.
    fn canonical_name(
        &self,
        kind: Kind,
        tokens: &[Token],
        fullest: &Range<usize>,
        lexicon: Lexicon<'_>,
    ) -> String {
        let words = self.words(tokens, fullest);
        let words = if kind == Kind::Person {
            as_called(&words)
        } else {
            words
        };
        let name = case::canonical(kind, words, lexicon);
        match tokens.get(fullest.clone()) {
            Some([.., last]) if lexicon.rules().inflected => {
                inflection::nominative(kind, &name, last.word, lexicon)
            }
            _ => name,
        }
    }

    /// The text of tokens, with each run of white space as one space.
    fn words(&self, tokens: &[Token], range: &Range<usize>) -> String {
        let text = self
            .span(tokens, range)
            .map_or("", |(field, span)| match field {
                TextField::Title => span.of(self.title),
                _ => span.of(self.body),
            });
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
