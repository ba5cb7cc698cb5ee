//! Answers a query from a tantivy index.

mod local;
mod request;

pub use local::SearchError;
pub(crate) use local::search;
pub use request::{Request, SnippetOptions, Sort};
