//! Full-text search for news archives that knows who and when.
//!
//! In reading order:
//!
//! 1. [`story`]: a story, the people, organisations and places it names, the days it mentions.
//! 2. [`annotate`]: finds the language, the words, the names and the dates of a text.
//! 3. [`read`]: makes stories from the bytes of a file; one source file for each format.
//! 4. [`index`]: the stories and the ledger of files, in one tantivy index.
//! 5. [`ingest`]: brings an index up to date with files and folders.
//! 6. [`query`]: parses what was typed into a tree, or into an error that points at the place.
//! 7. [`search`] and [`backend`]: find the stories that match the tree, with the fragments that show why.
//! 8. [`present`]: an answer as text, JSON, CSV or a TREC run.
//! 9. [`cli`]: the program, which is one user of all this.
//!
//! ```
//! use dateline::backend::Backend;
//! use dateline::ingest::{self, Options};
//! use dateline::query::{self, Matching, Reading};
//! use dateline::search::Request;
//! use jiff::{Timestamp, civil::date};
//!
//! # let dir = tempfile::tempdir()?;
//! # let folder = dir.path().join("news");
//! # let index = dir.path().join("index");
//! std::fs::create_dir(&folder)?;
//! std::fs::write(folder.join("2019-03-06-port.txt"), "Angela Merkel came to Hamburg on Monday to thank the crews.")?;
//! let today = date(2026, 11, 22);
//! let options = Options::new(vec![folder], index.clone(), || Timestamp::UNIX_EPOCH, today);
//! assert_eq!(ingest::run(&options, &mut |_| ())?.added, 1);
//!
//! let reading = Reading { today, matching: Matching::All };
//! let query = query::parse("who:merkel about:2019-03-04", &reading)?;
//! let request = Request { limit: 10, ..Request::new(query) };
//! let page = Backend::local(&index)?.search(&request)?;
//! let story = &page.hits[0].story.story;
//! let highlighted = page.hits[0].snippets[0].highlights.iter().map(|highlight| highlight.span.of(&story.body));
//! assert_eq!(highlighted.collect::<Vec<_>>(), ["Angela Merkel", "Monday"]);
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
