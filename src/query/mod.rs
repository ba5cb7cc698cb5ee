//! The query language: parsing and printing queries, independent of what runs them.
//!
//! 1. `lex` splits the text into words, quotes, fields and signs, each with its place.
//! 2. `parse` combines them by precedence into a [`Query`].
//! 3. `leaf` builds the smallest parts: a pattern of words, a name, an exact value, or a date, which `range` parses.
//! 4. `print` writes a query as text that parses to the same query.
//!
//! A mistake is a [`QueryError`], which knows its place and shows it. Nothing here knows how a query is run.
//!
//! ```
//! use dateline::query::{Matching, Reading, parse};
//! use jiff::civil::date;
//!
//! let reading = Reading { today: date(2024, 7, 17), matching: Matching::All };
//! let query = parse("(outage OR blackout) -drill published:yesterday", &reading)?;
//! assert_eq!(query.to_string(), "(outage OR blackout) -drill published:2024-07-16");
//! # Ok::<(), dateline::query::QueryError>(())
//! ```

mod ast;
mod combine;
mod error;
mod field;
mod glob;
mod leaf;
mod lex;
mod marker;
mod parse;
mod print;
mod query_span;
mod range;
mod verdict;

pub use ast::{
    Axis, DateFilter, DateRange, Fact, FactField, NameFilter, Pattern, Query, Relation, Text,
};
pub use error::{Problem, QueryError};
pub use field::Field;
pub use glob::glob;
pub use leaf::fact_query;
pub(crate) use leaf::has_word;
pub use parse::{Matching, Reading, parse, plain};
pub use query_span::QuerySpan;
pub use range::{Limit, RangeError, range};
pub use verdict::Verdict;
