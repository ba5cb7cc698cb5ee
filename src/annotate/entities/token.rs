//! Cuts a text into tokens: words, numbers and marks, each with the hash of its letters and its [`Shape`].
//!
//! What names need is kept whole: `U.S.`, `J.`, `Inc.`, `O'Brien`, `AT&T`, `al-Qaida`, `Jong-il`. What is no part of a name
//! is cut off: the `'s` of a possessive, the `-based` of `London-based`, the `pro-` of `pro-Moscow`.

use super::affix::{LONGEST_NAME_SUFFIX, is_abbreviation, is_name_suffix, is_prefix, is_suffix};
use super::hash;
use super::lexicon::{Entry, Lexicon};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where it ends, in bytes.
    pub end: u32,
    /// The hash of its letters in lower case.
    pub word: u64,
    /// Its first four bytes, ASCII letters in lower case, the first lowest. Zero where it has no capital.
    pub head: u32,
    /// Its last four bytes likewise, the last lowest.
    pub tail: u32,
    /// What the word lists say of it, if a word with a capital is near.
    pub entry: Entry,
    /// What it looks like.
    pub shape: Shape,
    /// No space stands before it.
    pub glued: bool,
    /// It opens a sentence, or stands behind nothing but the marks that open one.
    pub first: bool,
    /// The style of the sentence it stands in.
    pub style: Style,
}

impl Token {
    /// The first byte of a word with a capital, in lower case.
    pub(super) fn letter(&self) -> u8 {
        self.head.to_le_bytes()[0]
    }
}

/// What a token looks like.
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
    /// Any other mark.
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
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
    };
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
    let tokens = tokens.get_mut(start..).unwrap_or_default();
    end_sentences(tokens);
    look_up(tokens, lexicon);
}

/// Ends the sentence at a letter with a stop that the text also has without one: `on X. Musk said` where `X` is a company.
/// A lone letter is an initial only where the text does not use it as a word.
fn end_sentences(tokens: &mut [Token]) {
    let letter = |token: &Token| 1u32 << (token.letter() & 31);
    let words = tokens.iter().filter(|token| token.shape == Shape::Letter);
    let words = words.fold(0, |words, token| words | letter(token)) & !PRONOUNS;
    if words == 0 {
        return;
    }
    for at in 1..tokens.len() {
        let Some([before, token, after]) = tokens.get_mut(at - 1..=at + 1) else {
            break;
        };
        if token.shape == Shape::Initial
            && words & letter(token) != 0
            && !before.shape.is_capital()
            && !token.first
            && after.shape.is_capital()
            && !after.glued
        {
            token.shape = Shape::Letter;
            token.end -= 1;
            token.word = hash::push(hash::EMPTY, token.letter());
            token.tail = token.head & 0xff;
            token.head = token.tail;
            after.first = true;
        }
    }
}

/// `A` and `I`, which every text has.
const PRONOUNS: u32 = 1 << (b'a' & 31) | 1 << (b'i' & 31);

/// So near to a capital a word is looked up.
const NEAR: usize = 2;

/// Looks up the words near capitals: nobody asks about the others.
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
        }
        ahead = ahead.saturating_sub(1);
    }
}

/// What stands between two tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

/// Tells how the sentence uses capitals and writes it on its tokens.
fn set_style(sentence: &mut [Token]) {
    let (mut lower, mut title, mut upper, mut numbers) = (0, 0, 0, 0);
    for token in sentence.iter() {
        let long = token.end - token.start >= 4;
        match token.shape {
            Shape::Lower if long => lower += 1,
            Shape::Acronym | Shape::Upper => upper += 1,
            Shape::Title | Shape::Inner | Shape::Hyphen => title += 1,
            shape if shape.is_number() => numbers += 1,
            _ => {}
        }
    }
    let small = sentence.iter().any(|token| token.shape == Shape::Lower);
    let style = if !small && upper >= 2 && title <= upper / 4 {
        Style::Upper
    } else if numbers >= 2 && lower <= 1 && title + upper >= 1 && numbers * 2 >= title + upper {
        Style::Table
    } else if title + upper >= 4 && lower * 4 <= title + upper {
        Style::Title
    } else if !small && upper == 1 && title == 0 {
        Style::Upper
    } else {
        Style::Running
    };
    for token in sentence {
        token.style = style;
    }
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

/// What the letters of a word are.
#[derive(Default)]
struct Letters {
    upper: u32,
    lower: u32,
    digits: u32,
    starts_upper: bool,
    hyphen: bool,
}

impl Scanner<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether a letter or a digit stands there.
    fn is_alphanumeric(&self, at: usize) -> bool {
        let byte = self.byte(at);
        byte.is_ascii_alphanumeric()
            || byte >= 0x80 && self.char(at).is_some_and(char::is_alphanumeric)
    }

    fn is_upper(&self, at: usize) -> bool {
        let byte = self.byte(at);
        byte.is_ascii_uppercase() || byte >= 0x80 && self.char(at).is_some_and(char::is_uppercase)
    }

    /// The length of the apostrophe that stands there, straight or curly.
    fn apostrophe(&self, at: usize) -> Option<usize> {
        match self.byte(at) {
            b'\'' => Some(1),
            0xe2 if self.char(at) == Some('’') => Some(3),
            _ => None,
        }
    }

    fn skip_space(&mut self) -> Gap {
        let mut gap = Gap::None;
        loop {
            match self.byte(self.at) {
                b'\n' => gap = Gap::Line,
                b' ' | b'\t' | b'\r' => gap = gap.max(Gap::Space),
                byte if byte >= 0x80 => match self.char(self.at) {
                    Some(c) if c.is_whitespace() => {
                        gap = gap.max(Gap::Space);
                        self.at += c.len_utf8() - 1;
                    }
                    _ => return gap,
                },
                _ => return gap,
            }
            self.at += 1;
        }
    }

    /// The token that begins here; `None` at the end of the text.
    fn token(&mut self) -> Option<Token> {
        let start = self.at;
        if start >= self.bytes.len() {
            return None;
        }
        let (word, shape) = if self.is_alphanumeric(start) {
            self.word()
        } else {
            self.mark()?
        };
        let (head, tail) = if shape.is_capital() {
            affixes(self.bytes.get(start..self.at).unwrap_or_default())
        } else {
            (0, 0)
        };
        Some(Token {
            head,
            tail,
            start: u32::try_from(start).ok()?,
            end: u32::try_from(self.at).ok()?,
            word,
            entry: Entry::default(),
            shape,
            glued: false,
            first: false,
            style: Style::Running,
        })
    }

    fn mark(&mut self) -> Option<(u64, Shape)> {
        let start = self.at;
        if let Some(end) = self.possessive(start) {
            self.at = end;
            return Some((hash::word("'s"), Shape::Possessive));
        }
        let c = self.char(start)?;
        self.at += c.len_utf8();
        let shape = match c {
            '.' | '!' | '?' | '…' => Shape::Stop,
            ',' => Shape::Comma,
            ':' | ';' => Shape::Colon,
            '-' | '–' | '—' | '_' => Shape::Dash,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '«' | '»' | '„' => Shape::Quote,
            '&' => Shape::And,
            '/' => Shape::Slash,
            '@' | '#' if self.is_alphanumeric(self.at) => {
                self.skip_address();
                Shape::Address
            }
            _ => Shape::Mark,
        };
        Some((hash::push_char(hash::EMPTY, c), shape))
    }

    /// Where a `'s` ends that begins at `at`; a stray space inside it is let pass.
    fn possessive(&self, at: usize) -> Option<usize> {
        let mark = at + self.apostrophe(at)?;
        let s = mark + usize::from(self.byte(mark) == b' ' && at > 0 && self.byte(at - 1) != b' ');
        (matches!(self.byte(s), b's' | b'S') && !self.is_alphanumeric(s + 1)).then_some(s + 1)
    }

    /// Whether what belongs to the name before a comma stands behind it: `Apple, Inc.`, `King, Jr.`.
    fn suffix_follows(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let length = rest
            .bytes()
            .take(LONGEST_NAME_SUFFIX)
            .take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'.')
            .count();
        rest.get(..length)
            .is_some_and(|word| is_name_suffix(word.trim_end_matches('.')))
    }

    fn skip_address(&mut self) {
        while self.at < self.bytes.len() && !self.byte(self.at).is_ascii_whitespace() {
            self.at += 1;
        }
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> (u64, Shape) {
        let start = self.at;
        let mut letters = Letters {
            starts_upper: self.is_upper(start),
            ..Letters::default()
        };
        let mut word = hash::EMPTY;
        loop {
            word = self.letters(word, &mut letters);
            let mark = self.byte(self.at);
            let joins = match mark {
                b'-' => self.joins_hyphen(start, &letters),
                b'.' => self.joins_stop(start, &letters),
                b',' => {
                    letters.upper + letters.lower == 0 && self.byte(self.at + 1).is_ascii_digit()
                }
                b'&' => letters.lower == 0 && letters.upper > 0 && self.is_upper(self.at + 1),
                b':' if self
                    .text
                    .get(self.at..)
                    .is_some_and(|rest| rest.starts_with("://")) =>
                {
                    self.skip_address();
                    return (word, Shape::Address);
                }
                b'@' if self.is_alphanumeric(self.at + 1) => {
                    self.skip_address();
                    return (word, Shape::Address);
                }
                _ => false,
            };
            if joins {
                letters.hyphen |= mark == b'-';
                word = hash::push(word, mark);
                self.at += 1;
            } else if let Some(length) = self.joins_apostrophe() {
                word = hash::push(word, b'\'');
                self.at += length;
            } else {
                break;
            }
        }
        let may_be_short = letters.starts_upper && self.byte(self.at) == b'.';
        if may_be_short && self.text.get(start..self.at).is_some_and(is_abbreviation) {
            self.at += 1;
            return (hash::push(word, b'.'), Shape::Short);
        }
        (word, self.shape(start, &letters))
    }

    /// Reads on over letters and digits.
    fn letters(&mut self, mut word: u64, letters: &mut Letters) -> u64 {
        loop {
            let byte = self.byte(self.at);
            let length = match byte {
                b'a'..=b'z' => {
                    letters.lower += 1;
                    word = hash::push(word, byte);
                    1
                }
                b'A'..=b'Z' => {
                    letters.upper += 1;
                    word = hash::push(word, byte | 0x20);
                    1
                }
                b'0'..=b'9' => {
                    letters.digits += 1;
                    word = hash::push(word, byte);
                    1
                }
                0x80.. => match self.char(self.at) {
                    Some(c) if c.is_alphanumeric() || is_combining(c) => {
                        if c.is_uppercase() {
                            letters.upper += 1;
                        } else {
                            letters.lower += 1;
                        }
                        word = hash::push_char(word, c);
                        c.len_utf8()
                    }
                    _ => return word,
                },
                _ => return word,
            };
            self.at += length;
        }
    }

    /// `O'Brien`, `Shi'ite`, `don't`, but not the `'s` of `Iran's`.
    fn joins_apostrophe(&self) -> Option<usize> {
        let length = self.apostrophe(self.at)?;
        (self.is_alphanumeric(self.at + length) && self.possessive(self.at).is_none())
            .then_some(length)
    }

    /// `Jean-Pierre`, `Jong-il`, `cash-strapped`, but not `London-based` and `pro-Moscow`.
    fn joins_hyphen(&self, start: usize, letters: &Letters) -> bool {
        let next = self.at + 1;
        if !self.is_alphanumeric(next) {
            return false;
        }
        if letters.upper == 0 {
            return !(self.is_upper(next) && self.text.get(start..self.at).is_some_and(is_prefix));
        }
        if self.is_upper(next) || self.byte(next).is_ascii_digit() {
            return true;
        }
        let tail = self.text.get(next..).unwrap_or_default();
        let length = tail
            .bytes()
            .take(12)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        !tail.get(..length).is_some_and(is_suffix)
    }

    /// `U.S.`, `J.`, `3.5`, `example.com`.
    fn joins_stop(&self, start: usize, letters: &Letters) -> bool {
        let next = self.at + 1;
        if letters.digits > 0 && letters.upper + letters.lower == 0 {
            return self.byte(next).is_ascii_digit();
        }
        let before = self.text.get(start..self.at).unwrap_or_default();
        let last = before.rsplit('.').next().unwrap_or_default();
        let single = last.chars().nth(1).is_none();
        if single && letters.upper > 0 {
            return !self.is_alphanumeric(next) || self.is_upper(next);
        }
        self.byte(next).is_ascii_lowercase() && last.len() > 1
    }

    fn shape(&self, start: usize, letters: &Letters) -> Shape {
        let length = self.at - start;
        let ends_in_stop = self.byte(self.at.saturating_sub(1)) == b'.';
        let Letters {
            upper,
            lower,
            digits,
            starts_upper,
            hyphen,
        } = *letters;
        match (upper, lower, digits) {
            (0, 0, 4) if length == 4 => Shape::Year,
            (0, 0, _) => Shape::Number,
            (0, _, 0) => Shape::Lower,
            (0, _, _) if self.byte(start).is_ascii_digit() => Shape::Ordinal,
            (0, _, _) => Shape::Lower,
            (1, 0, 0) if ends_in_stop => Shape::Initial,
            (_, 0, 0) if ends_in_stop => Shape::Dotted,
            (1, 0, 0) => Shape::Letter,
            (_, _, 1..) => Shape::Mixed,
            _ if hyphen && starts_upper => Shape::Hyphen,
            (2..=5, 0, 0) => Shape::Acronym,
            (_, 0, 0) => Shape::Upper,
            _ if !starts_upper => Shape::Late,
            (1, _, 0) => Shape::Title,
            _ => Shape::Inner,
        }
    }
}

/// First and last four bytes, the outermost lowest.
fn affixes(word: &[u8]) -> (u32, u32) {
    fn pack<'b>(bytes: impl Iterator<Item = &'b u8>) -> u32 {
        bytes.zip([0, 8, 16, 24]).fold(0, |packed, (byte, shift)| {
            packed | u32::from(byte.to_ascii_lowercase()) << shift
        })
    }
    (pack(word.iter()), pack(word.iter().rev()))
}

/// Accents set behind their letter, and the joiners of Indic scripts.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}
