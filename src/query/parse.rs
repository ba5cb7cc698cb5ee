//! Parses the text of a query into a tree.
//!
//! From loosest to tightest: `a OR b`, `a b`, `a AND b`, `-a` and `NOT a`, and then a word, a quotation, a field with
//! its value or a parenthesis.

use std::iter::Peekable;
use std::ops::Range;
use std::vec;

use jiff::civil::Date;

use super::lex::{Lexeme, Token, is_space, lex};
use super::{Field, Pattern, Problem, Query, QueryError, leaf};

/// What the meaning of a query depends on besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The day that `yesterday` is counted from.
    pub today: Date,
    /// What words side by side mean.
    pub matching: Matching,
}

/// What words side by side mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// All of them must match.
    All,
    /// Any of them will do; names, times, facts and negations beside them must still all hold.
    Any,
}

/// Reads a query; an empty text asks for everything.
///
/// # Errors
/// Where the text is no query: the first place that is wrong, and why.
///
/// ```
/// use dateline::query::{Matching, Reading, parse};
///
/// let reading = Reading { today: jiff::civil::date(2024, 7, 17), matching: Matching::Any };
/// assert_eq!(parse("coast storm who:merkel", &reading)?.to_string(), "(coast OR storm) who:merkel");
///
/// let error = parse("storm tilte:coast", &reading).unwrap_err();
/// assert_eq!(error.to_string(), "unknown field `tilte` at column 7");
/// # Ok::<(), dateline::query::QueryError>(())
/// ```
pub fn parse(text: &str, reading: &Reading) -> Result<Query, QueryError> {
    let mut parser = Parser {
        text,
        reading,
        lexemes: lex(text)?.into_iter().peekable(),
        depth: 0,
    };
    if parser.lexemes.peek().is_none() {
        return Ok(Query::All);
    }
    let query = parser.alternatives(None)?;
    match parser.lexemes.next() {
        Some(close) => Err(Problem::Unopened.at(text, close.range)),
        None => Ok(query),
    }
}

/// Reads words and nothing else: no operator, field or quote is special.
///
/// An empty text asks for everything; one with signs but no word in it asks for nothing that could be found.
///
/// ```
/// # use dateline::query::{Matching, Reading, Query, plain};
/// # let reading = Reading { today: jiff::civil::date(2024, 7, 17), matching: Matching::All };
/// assert_eq!(plain("What now, Europe ?", &reading).to_string(), "What now, Europe");
/// assert_eq!(plain("???", &reading), Query::nothing());
/// ```
pub fn plain(text: &str, reading: &Reading) -> Query {
    let mut typed = text
        .split(is_space)
        .filter(|word| !word.is_empty())
        .peekable();
    if typed.peek().is_none() {
        return Query::All;
    }
    let words: Vec<Query> = typed
        .filter(|word| leaf::has_word(word))
        .map(|word| leaf::words(None, Pattern::Word(word.to_owned())))
        .collect();
    match reading.matching {
        Matching::All if !words.is_empty() => Query::all_of(words),
        _ => Query::any_of(words),
    }
}

/// How deeply parentheses may be nested; the tree is then shallow enough for recursion.
const DEEPEST: usize = 100;

struct Parser<'t> {
    text: &'t str,
    reading: &'t Reading,
    lexemes: Peekable<vec::IntoIter<Lexeme<'t>>>,
    depth: usize,
}

/// Each method takes the field whose parentheses it is in: in `title:(a OR b)`, both words are looked for in the title.
impl Parser<'_> {
    fn alternatives(&mut self, field: Option<Field>) -> Result<Query, QueryError> {
        let mut queries = vec![self.juxtaposed(field)?];
        while self.accept(&Token::Or) {
            queries.push(self.juxtaposed(field)?);
        }
        Ok(Query::any_of(queries))
    }

    fn juxtaposed(&mut self, field: Option<Field>) -> Result<Query, QueryError> {
        let mut queries = vec![self.conjunction(field)?];
        while self
            .lexemes
            .peek()
            .is_some_and(|next| !matches!(next.token, Token::Or | Token::Close))
        {
            queries.push(self.conjunction(field)?);
        }
        Ok(match self.reading.matching {
            Matching::All => Query::all_of(queries),
            Matching::Any => any_word(queries),
        })
    }

    fn conjunction(&mut self, field: Option<Field>) -> Result<Query, QueryError> {
        let mut queries = vec![self.negation(field)?];
        while self.accept(&Token::And) {
            queries.push(self.negation(field)?);
        }
        Ok(Query::all_of(queries))
    }

    fn negation(&mut self, field: Option<Field>) -> Result<Query, QueryError> {
        let mut negative = false;
        while self.accept(&Token::Minus) || self.accept(&Token::Not) {
            negative = !negative;
        }
        let query = self.term(field)?;
        Ok(if negative { query.negated() } else { query })
    }

    fn term(&mut self, field: Option<Field>) -> Result<Query, QueryError> {
        match self.lexemes.next() {
            Some(first) => self.term_from(first, field),
            None => Err(self.no_term(self.text.len()..self.text.len())),
        }
    }

    fn term_from(
        &mut self,
        Lexeme { token, range }: Lexeme<'_>,
        field: Option<Field>,
    ) -> Result<Query, QueryError> {
        let today = self.reading.today;
        let leaf = match token {
            Token::Open => return self.parenthesis(field, range),
            Token::Field(inner) => return self.value(inner, range),
            Token::Word(word) => leaf::word(word, field, today),
            Token::Quoted { text, tail } => leaf::quoted(&text, tail, field, today),
            _ => return Err(self.no_term(range)),
        };
        leaf.map_err(|problem| problem.at(self.text, range))
    }

    fn value(&mut self, field: Field, colon: Range<usize>) -> Result<Query, QueryError> {
        let adjacent = |next: &Lexeme| next.range.start == colon.end && next.token != Token::Close;
        let Some(value) = self.lexemes.next_if(adjacent) else {
            return Err(Problem::NoValue { field }.at(self.text, colon));
        };
        if matches!(
            value.token,
            Token::Word(_) | Token::Quoted { .. } | Token::Open
        ) {
            return self.term_from(value, Some(field));
        }
        let found = self.found(&value.range);
        Err(Problem::NotAValue { field, found }.at(self.text, value.range))
    }

    fn parenthesis(
        &mut self,
        field: Option<Field>,
        open: Range<usize>,
    ) -> Result<Query, QueryError> {
        if self.depth == DEEPEST {
            return Err(Problem::TooDeep { deepest: DEEPEST }.at(self.text, open));
        }
        self.depth += 1;
        let query = self.alternatives(field)?;
        self.depth -= 1;
        if self.accept(&Token::Close) {
            Ok(query)
        } else {
            Err(Problem::Unclosed.at(self.text, open))
        }
    }

    fn accept(&mut self, token: &Token<'_>) -> bool {
        self.lexemes.next_if(|next| next.token == *token).is_some()
    }

    fn no_term(&self, range: Range<usize>) -> QueryError {
        let found = self.found(&range);
        Problem::NoTerm { found }.at(self.text, range)
    }

    fn found(&self, range: &Range<usize>) -> String {
        self.text.get(range.clone()).unwrap_or_default().to_owned()
    }
}

/// Any of the queries that have words, and all of those that do not.
fn any_word(queries: Vec<Query>) -> Query {
    let (words, others): (Vec<_>, Vec<_>) = queries.into_iter().partition(asks_for_words);
    if words.is_empty() {
        Query::all_of(others)
    } else {
        Query::any_of(words).and(Query::all_of(others))
    }
}

fn asks_for_words(query: &Query) -> bool {
    query.positive().any(|leaf| matches!(leaf, Query::Text(_)))
}
