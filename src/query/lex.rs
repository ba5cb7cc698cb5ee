//! Splits the text of a query into words, quotes, fields and signs, each with its place.

use std::ops::Range;

use super::{Field, Problem, QueryError};

/// One piece of a query, and its byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme<'t> {
    pub(super) token: Token<'t>,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Anything up to a space, a quote or a parenthesis, with its `*` or `~1`.
    Word(&'t str),
    /// A quoted text, and what follows the closing quote directly: `~5`.
    Quoted {
        text: String,
        tail: &'t str,
    },
    /// A known field and its colon.
    Field(Field),
    Minus,
    And,
    Or,
    Not,
    Open,
    Close,
}

pub(super) fn lex(text: &str) -> Result<Vec<Lexeme<'_>>, QueryError> {
    let mut lexer = Lexer {
        text,
        at: 0,
        lexemes: Vec::new(),
    };
    while let Some(next) = lexer.rest().chars().next() {
        match next {
            _ if is_space(next) => lexer.at += next.len_utf8(),
            '(' => lexer.push(Token::Open, 1),
            ')' => lexer.push(Token::Close, 1),
            '-' if lexer.is_followed_directly() => lexer.push(Token::Minus, 1),
            _ if closing_quotes(next).is_some() => lexer.quoted(next)?,
            _ => lexer.word()?,
        }
    }
    Ok(lexer.lexemes)
}

/// Whether a character separates words: control characters count as spaces, and so do two invisible ones that occur in
/// pasted text.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

struct Lexer<'t> {
    text: &'t str,
    // Invariant: on a character boundary of `text`.
    at: usize,
    lexemes: Vec<Lexeme<'t>>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether something follows the sign here without a space.
    fn is_followed_directly(&self) -> bool {
        self.rest().chars().nth(1).is_some_and(|c| !is_space(c))
    }

    fn push(&mut self, token: Token<'t>, len: usize) {
        let range = self.at..self.at + len;
        self.at = range.end;
        self.lexemes.push(Lexeme { token, range });
    }

    fn word(&mut self) -> Result<(), QueryError> {
        let word = leading_word(self.rest());
        match word {
            "AND" => self.push(Token::And, word.len()),
            "OR" => self.push(Token::Or, word.len()),
            "NOT" => self.push(Token::Not, word.len()),
            _ => match self.field(word)? {
                Some((field @ Field::Date(..), value)) => {
                    self.push(Token::Field(field), field.name().len() + 1);
                    if !value.starts_with('-') {
                        self.days();
                    }
                }
                Some((field, value)) => self.field_and_value(field, value),
                None => self.push(Token::Word(word), word.len()),
            },
        }
        Ok(())
    }

    /// The field that `word` begins with, and the rest. `10:30`, `example.org:80` and `https://…` begin with none.
    fn field(&self, word: &'t str) -> Result<Option<(Field, &'t str)>, QueryError> {
        let Some((name, value)) = word.split_once(':') else {
            return Ok(None);
        };
        let looks_like_one = name.starts_with(char::is_alphabetic)
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        match Field::named(name) {
            Some(field) => Ok(Some((field, value))),
            None if looks_like_one && !value.starts_with("//") => {
                let name = name.to_owned();
                let range = self.at..self.at + name.len();
                Err(Problem::UnknownField { name }.at(self.text, range))
            }
            None => Ok(None),
        }
    }

    /// The value of a text field is lexed like any word, that of a filter taken as it is: `place:OR`, `path:C:\news`.
    fn field_and_value(&mut self, field: Field, value: &'t str) {
        self.push(Token::Field(field), field.name().len() + 1);
        let as_it_stands = !matches!(field, Field::Text(_)) && !value.starts_with('-');
        if as_it_stands && !value.is_empty() {
            self.push(Token::Word(value), value.len());
        }
    }

    /// The days of a date filter: a word, a quotation, or a row of them, such as `2024.."last week"`.
    fn days(&mut self) {
        let text = self.rest();
        let (mut days, mut len) = (String::new(), 0);
        let mut has_quotes = false;
        while let Some(rest) = text.get(len..).filter(|rest| !rest.is_empty()) {
            if let Some((inside, quoted)) = quotation(rest) {
                days += &inside;
                len += quoted;
                has_quotes = true;
            } else {
                let word = leading_word(rest);
                if word.is_empty() {
                    break;
                }
                days += word;
                len += word.len();
            }
        }
        match text.get(..len).filter(|word| !word.is_empty()) {
            None => {}
            Some(_) if has_quotes => {
                let (text, tail) = (days, "");
                self.push(Token::Quoted { text, tail }, len);
            }
            Some(word) => self.push(Token::Word(word), len),
        }
    }

    fn quoted(&mut self, opener: char) -> Result<(), QueryError> {
        let Some((text, len)) = quotation(self.rest()) else {
            let range = self.at..self.at + opener.len_utf8();
            return Err(Problem::UnclosedQuote { opener }.at(self.text, range));
        };
        let after = self.rest().get(len..).unwrap_or_default();
        let tail = if after.starts_with(['~', '*']) {
            leading_word(after)
        } else {
            ""
        };
        self.push(Token::Quoted { text, tail }, len + tail.len());
        Ok(())
    }
}

fn leading_word(text: &str) -> &str {
    let ends = |c| is_space(c) || matches!(c, '(' | ')') || closing_quotes(c).is_some();
    text.split(ends).next().unwrap_or_default()
}

/// What `text` has in the quotes it begins with, and how long it is with them; `None` if they do not close.
fn quotation(text: &str) -> Option<(String, usize)> {
    let mut chars = text.char_indices().peekable();
    let (_, opener) = chars.next()?;
    let closing_quotes = closing_quotes(opener)?;
    let mut inside = String::new();
    while let Some((at, c)) = chars.next() {
        // As in CSV and SQL, `""` is a quote; a backslash would get in the way of paths.
        let doubled = opener == '"' && c == '"' && chars.next_if(|(_, c)| *c == '"').is_some();
        if !doubled && closing_quotes.contains(&c) {
            return Some((inside, at + c.len_utf8()));
        }
        inside.push(if c.is_control() { ' ' } else { c });
    }
    None
}

/// The quotes that can close a quotation which begins with `c`; `None` if `c` is not a quote. Typing styles (“…”, ”…”,
/// „…“, «…», »…«) disagree on which is which, so each of a family closes.
fn closing_quotes(c: char) -> Option<&'static [char]> {
    match c {
        '"' => Some(&['"']),
        '“' | '”' | '„' | '‟' => Some(&['“', '”', '„', '‟', '"']),
        '«' | '»' => Some(&['«', '»']),
        _ => None,
    }
}
