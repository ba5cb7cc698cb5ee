//! Splits a text into tokens: words, numbers and punctuation, each with the hash of its letters and its [`Shape`].
//!
//! Parts of names stay whole: `U.S.`, `J.`, `Inc.`, `O'Brien`, `AT&T`, `al-Qaida`, `Jong-il`. What is not part of a
//! name is cut off: the `'s` of a possessive, the `-based` of `London-based`, the `pro-` of `pro-Moscow`, the `Soccer-`
//! of a wire's headline. `U.S.-China` is two tokens.

use super::hash;
use super::hyphen::splitting_hyphen;
use super::inflection;
use super::lexicon::{Entry, Lexicon, List};
use super::scan::{Gap, Scanner};
use super::sentence::{end_sentences, set_style};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where it ends, in bytes.
    pub end: u32,
    /// The hash of its letters in lower case.
    pub word: u64,
    /// Its first four bytes, ASCII letters in lower case, the first lowest. Zero if it has no capital.
    pub head: u32,
    /// Its last four bytes likewise, the last lowest.
    pub tail: u32,
    /// What the word lists say of it, if a word with a capital is near.
    pub entry: Entry,
    /// Its shape.
    pub shape: Shape,
    /// There is no space before it.
    pub glued: bool,
    /// It opens a sentence, at most after opening marks.
    pub first: bool,
    /// The style of its sentence.
    pub style: Style,
}

impl Token {
    /// The first byte of a word with a capital, in lower case.
    pub(super) fn letter(&self) -> u8 {
        self.head.to_le_bytes()[0]
    }

    /// The hash of a word with a capital without this ending, at most four ASCII letters in lower case; `None` if it
    /// does not end so, or is hardly longer.
    pub(super) fn stem(&self, ending: &[u8]) -> Option<u64> {
        let last_first = self.tail.to_le_bytes();
        let ends_so = ending.iter().rev().eq(last_first.iter().take(ending.len()));
        (ends_so && self.end - self.start > 4).then(|| {
            let last_first = ending.iter().rev();
            last_first.fold(self.word, |word, last| hash::without_last(word, *last))
        })
    }

    /// A key for its spelling: its letters, and whether it is in capitals in a sentence that is not. `SWIFT` is not
    /// `Swift`, unless the whole line is in capitals.
    pub(super) fn spelt(&self) -> u64 {
        if self.is_all_capitals() {
            self.in_capitals()
        } else {
            self.word
        }
    }

    /// The key for its spelling in capitals.
    pub(super) fn in_capitals(&self) -> u64 {
        hash::pair(self.word, CAPITALS)
    }

    /// Whether it is in capitals in a sentence that is not.
    pub(super) fn is_all_capitals(&self) -> bool {
        matches!(self.shape, Shape::Acronym | Shape::Upper) && self.style != Style::Upper
    }
}

const CAPITALS: u64 = 1;

/// The hash of the phrase that these words form.
pub(super) fn phrase(words: &[Token]) -> u64 {
    hash::phrase(words.iter().map(|token| token.word))
}

/// The shape of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// `word`.
    Lower,
    /// `Word`.
    Title,
    /// `A`, `I`.
    Letter,
    /// `J.`.
    Initial,
    /// `U.S.`.
    Dotted,
    /// `EU`, `NATO`: two to five capitals.
    Acronym,
    /// `LONDON`: more of them.
    Upper,
    /// `McDonald`, `DeSantis`.
    Inner,
    /// `iPhone`, `al-Qaida`.
    Late,
    /// `Jean-Pierre`, `Jong-il`.
    Hyphen,
    /// `Inc.`, `Mr.`.
    Short,
    /// `G8`, `U2`, `B-52`.
    Mixed,
    /// `1998`.
    Year,
    /// `12`, `3.5`.
    Number,
    /// `12th`, `1980s`.
    Ordinal,
    /// `'s`.
    Possessive,
    /// `.`, `!`, `?`.
    Stop,
    /// `,`.
    Comma,
    /// `:`, `;`.
    Colon,
    /// `-`, `–`, `_`.
    Dash,
    /// `(`, `[`.
    Open,
    /// `)`, `]`.
    Close,
    /// Any quotation mark.
    Quote,
    /// `&`.
    And,
    /// `/`.
    Slash,
    /// A web address, a handle, a hashtag.
    Address,
    /// Any other mark, and the slug before a wire's headline: `BRIEF` in `BRIEF-Nokia`.
    Mark,
}

impl Shape {
    /// A word with a capital in it.
    pub fn is_capital(self) -> bool {
        use Shape::{
            Acronym, Dotted, Hyphen, Initial, Inner, Late, Letter, Mixed, Short, Title, Upper,
        };
        matches!(
            self,
            Title
                | Letter
                | Initial
                | Dotted
                | Acronym
                | Upper
                | Inner
                | Late
                | Hyphen
                | Short
                | Mixed
        )
    }

    /// Digits.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Year | Self::Number | Self::Ordinal)
    }

    /// Letters, digits or both.
    fn is_word(self) -> bool {
        self == Self::Lower || self.is_capital() || self.is_number()
    }
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Style {
    /// As sentences do: a capital says something.
    Running,
    /// `Every Long Word Has One`.
    Title,
    /// `EVERY LETTER IS ONE`.
    Upper,
    /// `Chicago 3 Boston 2`: names and numbers.
    Table,
}

/// Adds the tokens of `text` to `tokens`.
pub fn tokenize(text: &str, lexicon: Lexicon<'_>, tokens: &mut Vec<Token>) {
    let mut scanner = Scanner::new(text, lexicon.rules());
    let start = tokens.len();
    let mut sentence = start;
    let mut opening = true;
    let mut gap = Gap::Line;
    loop {
        let skipped = scanner.skip_space();
        gap = gap.max(skipped);
        if gap == Gap::Line && tokens.len() > sentence {
            set_style(tokens.get_mut(sentence..).unwrap_or_default());
            sentence = tokens.len();
            opening = true;
        }
        let Some(mut token) = scanner.token() else {
            break;
        };
        if let Some(hyphen) = splitting_hyphen(text, &token, tokens.last(), lexicon) {
            scanner.split_at(hyphen, token.start as usize);
            let Some(parted) = scanner.token() else {
                break;
            };
            token = parted;
            if lexicon.rules().slugs.contains(&token.word) {
                token.shape = Shape::Mark;
            }
        }
        let behind_name = tokens.last().is_some_and(|last| last.shape.is_capital());
        if token.shape == Shape::Comma && behind_name && scanner.suffix_follows() {
            continue;
        }
        token.glued = gap == Gap::None;
        token.first = opening;
        gap = Gap::None;
        let ends = token.shape == Shape::Stop;
        opening = ends || (opening && !token.shape.is_word());
        tokens.push(token);
        if ends {
            set_style(tokens.get_mut(sentence..).unwrap_or_default());
            sentence = tokens.len();
        }
    }
    set_style(tokens.get_mut(sentence..).unwrap_or_default());
    let tokens = tokens.get_mut(start..).unwrap_or_default();
    end_sentences(tokens);
    look_up(tokens, lexicon);
    if lexicon.rules().inflected {
        inflection::look_up_base_forms(text, tokens, lexicon);
    }
}

/// The entry of a word that no list has, if it is the plural of a family name: `Clintons` is one, as
/// `Danes` is a people's.
fn family(token: &Token, lexicon: Lexicon<'_>) -> Option<Entry> {
    let mut plurals = lexicon.rules().plurals.iter();
    let is_family = plurals.any(|ending| {
        let stem = token.stem(ending);
        stem.is_some_and(|stem| lexicon.get(stem).is(List::Family))
    });
    let lists = token.entry.lists() | List::Family.bit() | List::Demonym.bit();
    is_family.then(|| Entry::new(lists, token.entry.cluster()))
}

/// So near to a capital a word is looked up.
const NEAR: usize = 2;

/// Looks up the words near capitals; the others are never needed.
fn look_up(tokens: &mut [Token], lexicon: Lexicon<'_>) {
    let mut ahead = 2 * NEAR;
    for at in 0..tokens.len() {
        let is_capital = |token: &Token| token.shape.is_capital();
        if tokens.get(at + NEAR).is_some_and(is_capital) {
            ahead = 2 * NEAR + 1;
        }
        let Some(token) = tokens.get_mut(at) else {
            break;
        };
        if ahead > 0 && (token.shape == Shape::Lower || token.shape.is_capital()) {
            token.entry = lexicon.get(token.word);
            if token.shape == Shape::Title && token.entry.lists() & !List::Common.bit() == 0 {
                token.entry = family(token, lexicon).unwrap_or(token.entry);
            }
        }
        ahead = ahead.saturating_sub(1);
    }
}
