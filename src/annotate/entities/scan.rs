//! Reads words, numbers and punctuation from a text, with their shapes.

use super::affix::{LONGEST_NAME_SUFFIX, is_name_suffix, is_prefix, is_suffix};
use super::hash;
use super::lexicon::Entry;
use super::name_rules::NameRules;
use super::token::{Shape, Style, Token};
use hard_wrap::{FULL_LINE, is_cut_short, is_wrapped};
use letters::Letters;

mod hard_wrap;
mod letters;

/// Reads a text token by token.
pub(super) struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    rules: &'static NameRules,
    at: usize,
    /// A hyphen that separates words although it seems to join them.
    split_hyphen: Option<usize>,
    /// Whether a single quotation mark was opened on this line and not closed: the next may close it.
    quoted: bool,
    /// Where the line begins.
    line: usize,
    /// Whether lines are broken wherever they are full.
    wrapped: bool,
}

/// What separates two tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
}

impl<'t> Scanner<'t> {
    /// A scanner at the beginning of a text.
    pub(super) fn new(text: &'t str, rules: &'static NameRules) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            rules,
            at: 0,
            split_hyphen: None,
            quoted: false,
            line: 0,
            wrapped: is_wrapped(text),
        }
    }

    /// Goes back to `start`, to read the word there again, only up to its hyphen at `hyphen`.
    pub(super) fn split_at(&mut self, hyphen: usize, start: usize) {
        self.split_hyphen = Some(hyphen);
        self.at = start;
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether there is a letter or digit at this byte.
    fn is_alphanumeric(&self, at: usize) -> bool {
        let byte = self.byte(at);
        byte.is_ascii_alphanumeric()
            || byte >= 0x80 && self.char(at).is_some_and(char::is_alphanumeric)
    }

    fn is_upper(&self, at: usize) -> bool {
        let byte = self.byte(at);
        byte.is_ascii_uppercase() || byte >= 0x80 && self.char(at).is_some_and(char::is_uppercase)
    }

    /// The length of the apostrophe there, straight or curly.
    fn apostrophe(&self, at: usize) -> Option<usize> {
        match self.byte(at) {
            b'\'' => Some(1),
            0xe2 if self.char(at) == Some('’') => Some(3),
            _ => None,
        }
    }

    /// Moves to the next token and returns what is in between.
    pub(super) fn skip_space(&mut self) -> Gap {
        let mut gap = Gap::None;
        loop {
            match self.byte(self.at) {
                b'\n' => {
                    gap = gap.max(self.line_end());
                    self.line = self.at + 1;
                }
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

    /// What the end of a line here means: only a space if the line was full.
    fn line_end(&mut self) -> Gap {
        let goes_on = self.is_alphanumeric(self.at + 1) || self.byte(self.at + 1) == b'"';
        let length = self.at - self.line;
        let first = || self.line == 0 && is_cut_short(self.bytes.get(..length).unwrap_or_default());
        if self.wrapped && goes_on && (length >= FULL_LINE || first()) {
            return Gap::Space;
        }
        self.quoted = false;
        Gap::Line
    }

    /// The token that begins here; `None` at the end of the text.
    pub(super) fn token(&mut self) -> Option<Token> {
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
        if matches!(c, '\'' | '’' | '‘') && self.is_plural_possessive(start) {
            return Some((hash::word("'s"), Shape::Possessive));
        }
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

    /// The end of the `'s` that begins at `at`, if one does; a stray space inside it is allowed.
    fn possessive(&self, at: usize) -> Option<usize> {
        let mark = at + self.apostrophe(at)?;
        let s = mark + usize::from(self.byte(mark) == b' ' && at > 0 && self.byte(at - 1) != b' ');
        (matches!(self.byte(s), b's' | b'S') && !self.is_alphanumeric(s + 1)).then_some(s + 1)
    }

    /// Whether the apostrophe at `start`, just read, is the possessive of a plural: `the Clintons' house`. It is
    /// not where it may close a quotation.
    fn is_plural_possessive(&mut self, start: usize) -> bool {
        let stands_behind = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
        let before = start.checked_sub(1).map_or(b' ', |at| self.byte(at));
        if !stands_behind(before) {
            self.quoted |= self.char(self.at).is_some_and(char::is_alphabetic);
            return false;
        }
        let may_own = matches!(before, b's' | b'S' | b'z' | b'x')
            && self.byte(self.at) == b' '
            && self.is_alphanumeric(self.at + 1);
        may_own && !std::mem::take(&mut self.quoted)
    }

    /// Whether the name before a comma goes on after it: `Apple, Inc.`, `King, Jr.`.
    pub(super) fn suffix_follows(&self) -> bool {
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
        if self.byte(self.at) == b'.'
            && let Some(shape) = self.takes_stop(start, &letters)
        {
            self.at += 1;
            return (hash::push(word, b'.'), shape);
        }
        (
            word,
            letters.shape(self.bytes.get(start..self.at).unwrap_or_default()),
        )
    }

    /// The shape of a word whose stop, which stands here, is its own: of an abbreviation, and of a German ordinal
    /// (`3. Oktober`).
    fn takes_stop(&self, start: usize, letters: &Letters) -> Option<Shape> {
        let word = self.text.get(start..self.at)?;
        if letters.starts_upper {
            let known = self.rules.abbreviations.contains(&word);
            let is_saint = word == "ST" && self.opens_dateline(start);
            return (known || is_saint).then_some(Shape::Short);
        }
        if self.rules.small_abbreviations.contains(&word) {
            return Some(Shape::Lower);
        }
        let counts = self.rules.inflected
            && word.len() <= 2
            && word.bytes().all(|byte| byte.is_ascii_digit());
        let mut behind = self.text.get(self.at + 1..)?.chars();
        let stands_before_word =
            behind.next() == Some(' ') && behind.next().is_some_and(char::is_alphabetic);
        (counts && stands_before_word).then_some(Shape::Ordinal)
    }

    /// Whether the word that begins at `start` and ends before the stop here opens a line in capitals, as in
    /// `ST. LOUIS (AP)`.
    fn opens_dateline(&self, start: usize) -> bool {
        let before = self.bytes.get(..start).unwrap_or_default();
        let mut before = before.iter().rev();
        let last = before.find(|byte| !matches!(byte, b' ' | b'\t'));
        let opens = last.is_none_or(|last| *last == b'\n');
        let after = self.bytes.get(self.at + 1..).unwrap_or_default();
        opens && matches!(after, [b' ', b'A'..=b'Z', b'A'..=b'Z', ..])
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
        if !self.is_alphanumeric(next) || self.split_hyphen == Some(self.at) {
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

/// Combining accents, the joiners of Indic scripts, and soft hyphens.
fn is_combining(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}'
    )
}
