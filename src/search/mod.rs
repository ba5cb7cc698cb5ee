//! Answers a query from a tantivy index.
//!
//! 1. [`query_terms`] says which terms of the index each part of the query looks for, [`story_languages`] in stories of
//!    which languages.
//! 2. [`compile`] turns the query into one that tantivy runs, with the help of [`repeated`] (repeated words),
//!    [`proximity`] (words near each other) and [`name_phrases`] (names in phrases). [`rank`] defines the score and
//!    [`bonus`] its bonuses; [`word`], [`word_scorer`], [`any_word`], [`window`], [`word_set`] and [`bonus_query`] compute it.
//!    [`local`] runs the query, [`best`] finds the hits of a page, [`grouped`] groups copies and [`tie_break`] breaks
//!    ties.
//! 3. [`left_out`] counts the stories that a date filter left out for want of a date; [`spelling`] finds words that no
//!    story has, and what may have been meant; [`relaxed`] finds the parts of a query that leave it without hits.
//! 4. [`explain`] says what a score is made of, [`why_not`] which parts of a query a story satisfies.
//! 5. [`facets`] counts what hits have in common, [`timeline`] counts hits over time, [`who`] counts the names in them:
//!    [`tally`] in columns, [`cooccurrence`] by reading the stories. The corrections of `names.toml` are applied by
//!    [`corrected`] to stories and filters, by [`corrected_counts`] to counts; [`merges`] proposes some.
//! 6. [`similar`] turns a story into a query, [`copies`] finds its reprints.
//! 7. [`found`] lists every story that a query finds, for saved queries.
//! 8. [`highlight`] finds the matches in each hit, and [`snippet`] cuts the fragments that show them.
//!
//! Nothing here knows a terminal, HTML or HTTP: a snippet is text and spans.

mod alias_counts;
mod alias_query;
mod alike;
mod any_word;
mod apart;
mod best;
mod bonus;
mod bonus_query;
mod compile;
mod cooccurrence;
mod copies;
mod corrected;
mod corrected_counts;
mod explain;
mod facets;
mod feedback;
mod found;
mod grouped;
mod highlight;
mod left_out;
mod local;
mod merges;
mod name;
mod name_phrases;
mod occurrences;
mod person;
mod proximity;
mod query_terms;
mod rank;
mod recency;
mod relaxed;
mod repeated;
mod request;
mod rescored;
mod similar;
mod snippet;
mod spelling;
mod story_languages;
mod tally;
mod threshold;
mod tie_break;
mod timeline;
mod who;
mod why_not;
mod window;
mod word;
mod word_scorer;
mod word_set;

pub use found::FoundStory;
pub use local::{LocalSearch, SearchError};
pub use merges::Merge;
pub use recency::Recency;
pub use request::{Copies, Request, SnippetOptions, Sort};
pub use similar::{Similar, SimilarRequest};
pub use timeline::TimelineRequest;
pub use who::{Nearness, WhoRequest, WhoSort};
