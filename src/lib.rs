//! Full-text search for news archives that knows who and when.
//!
//! In reading order:
//!
//! 1. [`story`]: the nouns. A story, the people, organisations and places it names, the days it mentions.
//! 2. [`annotate`]: text in, values out. What language, which words, who, when.
//! 3. [`read`]: bytes in, stories out, a file for each format.
//! 4. [`index`]: the stories and the ledger of files in one tantivy index.
//! 5. [`ingest`]: a folder into an index: only what changed, nothing lost.
//! 6. [`query`]: what was typed, as a tree, or an error that points at the place.
//! 7. [`search`] and [`backend`]: the tree answered, with the fragments that show why.
//! 8. [`present`]: an answer as text, JSON, CSV or a TREC run.
//! 9. [`cli`]: the program, which is one user of all this.
//!
//! ```
//! use dateline::backend::Backend;
//! use dateline::ingest::{self, Options};
//! use dateline::query::{self, Matching, Reading};
//! use dateline::search::{Copies, Request, SnippetOptions, Sort};
//! use jiff::{Timestamp, civil::date};
//!
//! # let dir = tempfile::tempdir()?;
//! # let folder = dir.path().join("news");
//! # let index = dir.path().join("index");
//! std::fs::create_dir(&folder)?;
//! std::fs::write(folder.join("2019-03-06-port.txt"), "Angela Merkel came to Hamburg on Monday to thank the crews.")?;
//! let today = date(2026, 11, 22);
//! let options = Options::usual(vec![folder], index.clone(), || Timestamp::UNIX_EPOCH, today);
//! assert_eq!(ingest::run(&options, &mut |_| ())?.added, 1);
//!
//! let reading = Reading { today, matching: Matching::All };
//! let query = query::parse("who:merkel about:2019-03-04", &reading)?;
//! let snippets = SnippetOptions::default();
//! let request = Request { query, sort: Sort::Relevance, offset: 0, limit: 10, copies: Copies::Show, feedback: false, recency: None, snippets };
//! let page = Backend::local(&index)?.search(&request)?;
//! let story = &page.hits[0].story.story;
//! let lit = page.hits[0].snippets[0].highlights.iter().map(|lit| lit.span.of(&story.body));
//! assert_eq!(lit.collect::<Vec<_>>(), ["Angela Merkel", "Monday"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod annotate;
pub mod backend;
pub mod cli;
pub mod index;
pub mod ingest;
pub mod present;
pub mod query;
pub mod read;
pub mod search;
pub mod story;
