//! Answers a query from a tantivy index.
//!
//! 1. [`wanted`] says what each part of the query looks for in the words of the index, [`spoken`] in stories of which
//!    languages.
//! 2. [`compile`] makes of it what tantivy runs, [`near`] what tantivy cannot, [`marked`] where names stand, [`rank`]
//!    what earns a story its place and [`bonus`] which words; [`word`], [`standing`], [`any_word`] and [`earned`]
//!    score; [`local`] runs it, [`best`] finds the hits of a page, [`grouped`] puts copies together and [`tie`] equals
//!    in order.
//! 3. [`left_out`] counts what a date filter could not tell; [`spelling`] says which words no story has, and which were
//!    meant.
//! 4. [`explain`] says of what a score is made.
//!    [`why_not`] says which parts of a query a story satisfies.
//! 5. [`facets`] counts what hits have in common, [`timeline`] counts them over time, [`who`] whom they name: [`tally`]
//!    in columns, [`beside`] by reading. What people say of names is laid over them: [`overlaid`] in stories and
//!    filters, [`meant`] in counts; [`merges`] proposes some.
//! 6. [`similar`] makes a query of a story, [`copies`] finds its reprints.
//! 7. [`found`] lists every story that a query finds, for saved queries.
//! 8. [`highlight`] finds again in each hit what made it one, and [`snippet`] cuts the fragments that show it.
//!
//! Nothing here knows a terminal, HTML or HTTP: a snippet is text and spans.

mod aliased;
mod alike;
mod any_word;
mod beside;
mod best;
mod bonus;
mod compile;
mod copies;
mod earned;
mod explain;
mod facets;
mod feedback;
mod found;
mod grouped;
mod highlight;
mod left_out;
mod local;
mod marked;
mod meant;
mod merges;
mod name;
mod near;
mod occurrences;
mod overlaid;
mod rank;
mod recency;
mod request;
mod rescored;
mod similar;
mod snippet;
mod spelling;
mod spoken;
mod standing;
mod taken;
mod tally;
mod threshold;
mod tie;
mod timeline;
mod wanted;
mod who;
mod why_not;
mod window;
mod word;

pub use found::FoundStory;
pub use local::{LocalSearch, SearchError};
pub use merges::Merge;
pub use recency::Recency;
pub use request::{Copies, Request, SnippetOptions, Sort};
pub use similar::{Similar, SimilarRequest};
pub use timeline::TimelineRequest;
pub use who::{Nearness, WhoRequest, WhoSort};
