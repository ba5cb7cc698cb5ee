//! Answers a query from a tantivy index.
//!
//! 1. [`wanted`] says which terms of the index each part of the query looks for, [`spoken`] in stories of which
//!    languages.
//! 2. [`compile`] turns the query into one that tantivy runs, with the help of [`near`] (proximity) and [`marked`]
//!    (names in phrases). [`rank`] defines the score and [`bonus`] its bonuses; [`word`], [`standing`], [`any_word`],
//!    [`window`] and [`earned`] compute it. [`local`] runs the query, [`best`] finds the hits of a page, [`grouped`]
//!    groups copies and [`tie`] breaks ties.
//! 3. [`left_out`] counts the stories that a date filter left out for want of a date; [`spelling`] finds words that no
//!    story has, and what may have been meant.
//! 4. [`explain`] says what a score is made of, [`why_not`] which parts of a query a story satisfies.
//! 5. [`facets`] counts what hits have in common, [`timeline`] counts hits over time, [`who`] counts the names in them:
//!    [`tally`] in columns, [`beside`] by reading the stories. The corrections of `names.toml` are applied by
//!    [`overlaid`] to stories and filters, by [`meant`] to counts; [`merges`] proposes some.
//! 6. [`similar`] turns a story into a query, [`copies`] finds its reprints.
//! 7. [`found`] lists every story that a query finds, for saved queries.
//! 8. [`highlight`] finds the matches in each hit, and [`snippet`] cuts the fragments that show them.
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
