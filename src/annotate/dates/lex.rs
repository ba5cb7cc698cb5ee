//! Splits a text into words, numbers and punctuation, in one pass.
//!
//! A word is looked up in the [`Lexicon`] as it is read, folded to lower case; most are not in it and stay [`Kind::Word`]`(None)`.
//! Numbers are recognised in their shapes ([`super::numeral`]): a bare number, `3rd`, `1990s`, `10:35`, `2024-07-13`.

use super::day_order;
use super::lexicon::{Lexicon, Packed, WordId};
use super::numeral;
use super::token_code::TokenCode;

/// A word, number or mark of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// In bytes.
    pub(super) start: u32,
    /// In bytes.
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// As the rules see it.
    pub(super) code: TokenCode,
    /// Whether nothing stands between it and the token before.
    pub(super) glued: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A word, and which one where the lexicon has it. `'s` is a word, and so is `p.m.`
    Word(Option<WordId>),
    /// A whole number, and how many digits it was written with.
    Number { value: u32, digits: u8 },
    /// `3rd`.
    Ordinal(u32),
    /// `1990s`, `90s`: the number before the s.
    Decade(u16),
    /// `1,500`, `2 million` comes later: a number written in groups is never a day or a year.
    Grouped(u32),
    /// `2.5`: whole part, decimals, how many of them were written (at most two are kept), and whether after a point, not a comma.
    Decimal {
        whole: u16,
        decimals: u8,
        digits: u8,
        point: bool,
    },
    /// `1/2`, in hundredths.
    Fraction(u8),
    /// `10:35` or `10:35:20`.
    Clock {
        hour: i8,
        minute: i8,
        second: Option<i8>,
    },
    /// `2024-07-13`, `7/13/2024`.
    Date { year: i16, month: i8, day: i8 },
    /// A mark; dashes are `-`, quotes `"` and `'`, currency signs `$`, what is not known `*`.
    Mark(u8),
    /// An empty line.
    Break,
}

impl Token {
    /// The word of the lexicon that it is.
    pub(super) fn word(self) -> Option<WordId> {
        match self.kind {
            Kind::Word(word) => word,
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(super) fn is(self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Its letters, as written.
    pub(super) fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// The tokens of `text`, in order. What lies beyond 4 GiB is not read.
pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut lexer = Lexer {
        bytes: bytes.get(..u32::MAX as usize).unwrap_or(bytes),
        lexicon,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 5),
        dates: Vec::new(),
    };
    lexer.run();
    let Lexer {
        mut tokens, dates, ..
    } = lexer;
    day_order::settle(&mut tokens, &dates, bytes, lexicon.written().day_first);
    tokens
}

struct Lexer<'a> {
    bytes: &'a [u8],
    lexicon: &'a Lexicon,
    at: usize,
    tokens: Vec<Token>,
    /// Which of them are dates in digits.
    dates: Vec<usize>,
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Letter,
    Digit,
    Space,
    Line,
    Mark,
    /// The first byte of a character beyond ASCII.
    NonAscii,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let class = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\n' => Class::Line,
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Space,
            0x80.. => Class::NonAscii,
            _ => Class::Mark,
        };
        table[byte] = class;
        byte += 1;
    }
    table
};

impl Lexer<'_> {
    fn run(&mut self) {
        let mut gap_from = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASS[byte as usize] {
                Class::Space => self.at += 1,
                Class::Line => self.line(),
                class => {
                    let start = self.at;
                    let kind = match class {
                        Class::Letter => Some(self.word()),
                        Class::Digit => self.number(),
                        Class::NonAscii => self.wide(),
                        _ => Some(self.mark(byte)),
                    };
                    let Some(kind) = kind else { continue };
                    self.push(start, kind, start == gap_from);
                    gap_from = self.at;
                    // Mostly.
                    if self.bytes.get(self.at) == Some(&b' ') {
                        self.at += 1;
                    }
                }
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "`tokens` has cut the text to what 32 bits can tell"
    )]
    fn push(&mut self, start: usize, kind: Kind, glued: bool) {
        self.tokens.push(Token {
            start: start as u32,
            end: self.at as u32,
            kind,
            code: kind.code(),
            glued,
        });
    }

    /// A line end; with another and only blanks between, an empty line.
    fn line(&mut self) {
        let start = self.at;
        let mut lines = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASS[byte as usize] {
                Class::Line => lines += 1,
                Class::Space => {}
                _ => break,
            }
            self.at += 1;
        }
        if lines > 1 {
            let end = std::mem::replace(&mut self.at, start + 1);
            self.push(start, Kind::Break, false);
            self.at = end;
        }
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        let ahead = self.bytes.get(start..).and_then(<[u8]>::first_chunk);
        // After one letter there may be `p.m.`
        if let Some((letters, length @ 2..)) = ahead.and_then(|ahead| Packed::word(*ahead)) {
            self.at += length;
            return Kind::Word(self.lexicon.find_packed(letters));
        }
        self.letters();
        if self.at == start + 1 && self.initials() {
            return Kind::Word(self.lookup(start, true));
        }
        Kind::Word(self.lookup(start, false))
    }

    fn letters(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASS[byte as usize] {
                Class::Letter => self.at += 1,
                Class::NonAscii => match wide(self.bytes.get(self.at..).unwrap_or_default()) {
                    NonAscii::Letter(length) => self.at += length,
                    _ => break,
                },
                _ => break,
            }
        }
    }

    /// After a single letter: reads on over `.m.`, as in `p.m.`; whether there was such.
    fn initials(&mut self) -> bool {
        let mut found = false;
        while let [b'.', letter, rest @ ..] = self.bytes.get(self.at..).unwrap_or_default()
            && letter.is_ascii_alphabetic()
            && !rest.first().is_some_and(u8::is_ascii_alphabetic)
        {
            self.at += 2;
            found = true;
        }
        if found && self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
        }
        found
    }

    fn lookup(&self, start: usize, dotted: bool) -> Option<WordId> {
        let written = self.bytes.get(start..self.at)?;
        if dotted {
            let bare: Vec<u8> = written
                .iter()
                .copied()
                .filter(|byte| *byte != b'.')
                .collect();
            return self.lexicon.find(&bare);
        }
        self.lexicon.find(written)
    }

    fn number(&mut self) -> Option<Kind> {
        let rest = self.bytes.get(self.at..)?;
        let (kind, length) = numeral::read(rest, self.lexicon.written());
        self.at += length;
        if matches!(kind, Kind::Date { .. }) {
            self.dates.push(self.tokens.len());
        }
        Some(kind)
    }

    fn mark(&mut self, byte: u8) -> Kind {
        let start = self.at;
        self.at += 1;
        if byte == b'\'' {
            return self.apostrophe(start);
        }
        Kind::Mark(if byte == b'`' { b'"' } else { byte })
    }

    /// `'s` and the like are words of their own, as `'` and the letters after it.
    fn apostrophe(&mut self, start: usize) -> Kind {
        let after = self.at;
        let inside = start > 0
            && self.tokens.last().is_some_and(|last| {
                last.end as usize == start && !matches!(last.kind, Kind::Mark(_))
            });
        if inside {
            self.letters();
            if self.at > after {
                return Kind::Word(self.lookup_suffix(after));
            }
        }
        Kind::Mark(b'\'')
    }

    /// The word made of an apostrophe and the letters from `start`.
    fn lookup_suffix(&self, start: usize) -> Option<WordId> {
        let letters = self.bytes.get(start..self.at)?;
        let mut word = [b'\''; 12];
        word.get_mut(1..=letters.len())?.copy_from_slice(letters);
        self.lexicon.find(word.get(..=letters.len())?)
    }

    fn wide(&mut self) -> Option<Kind> {
        let start = self.at;
        match wide(self.bytes.get(self.at..)?) {
            NonAscii::Letter(_) => Some(self.word()),
            NonAscii::Space(length) => {
                self.at += length;
                None
            }
            NonAscii::Apostrophe => {
                self.at += 3;
                Some(self.apostrophe(start))
            }
            NonAscii::Mark(mark, length) => {
                self.at += length;
                Some(Kind::Mark(mark))
            }
            NonAscii::Fraction(hundredths) => {
                self.at += 2;
                Some(Kind::Fraction(hundredths))
            }
        }
    }
}

/// What a character beyond ASCII is, with its length in bytes.
enum NonAscii {
    Letter(usize),
    Space(usize),
    Apostrophe,
    Mark(u8, usize),
    Fraction(u8),
}

fn wide(bytes: &[u8]) -> NonAscii {
    match bytes {
        [0xc2, 0xa0, ..] => NonAscii::Space(2),
        [0xc2, 0xbc, ..] => NonAscii::Fraction(25),
        [0xc2, 0xbd, ..] => NonAscii::Fraction(50),
        [0xc2, 0xbe, ..] => NonAscii::Fraction(75),
        [0xc2, 0xa3 | 0xa5, ..] => NonAscii::Mark(b'$', 2),
        [0xc2, 0xaa | 0xba | 0xb0, ..] => NonAscii::Mark(b'o', 2),
        [0xc2, _, ..] => NonAscii::Mark(b'*', 2),
        [0xe2, 0x80, 0x80..=0x8b | 0xaf, ..] => NonAscii::Space(3),
        [0xe2, 0x80, 0x90..=0x95, ..] => NonAscii::Mark(b'-', 3),
        [0xe2, 0x80, 0x98 | 0x99, ..] => NonAscii::Apostrophe,
        [0xe2, 0x80, _, ..] => NonAscii::Mark(b'"', 3),
        // The currency signs: the euro, the rupee.
        [0xe2, 0x82, 0xa0..=0xbf, ..] => NonAscii::Mark(b'$', 3),
        [0xe2 | 0xe3, _, _, ..] => NonAscii::Mark(b'*', 3),
        [0xc3..=0xdf, ..] => NonAscii::Letter(2),
        [0xe0..=0xef, ..] => NonAscii::Letter(3),
        [0xf0..=0xff, ..] => NonAscii::Letter(4),
        _ => NonAscii::Mark(b'*', 1),
    }
}
