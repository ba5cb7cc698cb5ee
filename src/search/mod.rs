//! Answers a query from a tantivy index.
//!
//! 1. [`wanted`] says what each part of the query looks for in the words of the index.
//! 2. [`compile`] makes of it what tantivy runs, [`near`] what tantivy cannot, [`rank`] what
//!    earns a story its place; [`local`] runs it and [`tie`] puts equals in order.
//! 3. [`left_out`] counts what a date filter could not tell.
//! 4. [`highlight`] finds again in each hit what made it one, and [`snippet`] cuts the fragments that show it.
//!
//! Nothing here knows a terminal, HTML or HTTP: a snippet is text and spans.

mod compile;
mod highlight;
mod left_out;
mod local;
mod near;
mod occurrences;
mod rank;
mod request;
mod snippet;
mod tie;
mod wanted;

pub use local::{LocalSearch, SearchError};
pub use request::{Request, SnippetOptions, Sort};
