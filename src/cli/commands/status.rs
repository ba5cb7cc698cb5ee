//! `dateline status`: counts the stories, and the files that came to none.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::backend::Backend;
use crate::cli::settings::Settings;
use crate::cli::{self, Streams, args};
use crate::index::{Archive, IndexError, Outcome};
use crate::present::status::{self, Count, Published, Status};
use crate::query::{Fact, FactField, Query};
use crate::search::{Copies, Request, SearchError, SnippetOptions, Sort};
use crate::story::{Language, Page};

pub(super) fn run(
    args: &args::Status,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<cli::Status> {
    let backend = Backend::local(&settings.index)?;
    let Backend::Local(local) = &backend;
    let archive = local.archive();
    let mut status = Status {
        stories: archive.stories()?,
        files: archive.files()?,
        ..of_ledger(archive)?
    };
    status.languages = languages(&backend, status.stories)?;
    status.published = published(&backend)?;
    if args.json {
        status::json(&status, streams.stdout)?;
    } else {
        status::text(&status, settings.look, streams.stdout)?;
    }
    Ok(cli::Status::Found)
}

/// What the ledger tells.
fn of_ledger(archive: &Archive) -> Result<Status, IndexError> {
    let mut undated_stories = 0;
    let (mut formats, mut skipped, mut rejected) =
        (Tally::default(), Tally::default(), Tally::default());
    archive.each_row(|row| -> Result<(), IndexError> {
        match row.outcome {
            Outcome::Indexed {
                format, undated, ..
            } => {
                formats.add(format);
                undated_stories += undated;
            }
            Outcome::Skipped { reason } => skipped.add(reason),
            // Its rejects say so themselves.
            Outcome::Rejected { .. } if !row.rejects.is_empty() => {}
            Outcome::Rejected { reason } => rejected.add(reason),
        }
        for reject in row.rejects {
            rejected.add(reject.reason);
        }
        Ok(())
    })?;
    Ok(Status {
        formats: formats.counts(),
        undated: undated_stories,
        skipped: skipped.counts(),
        rejected: rejected.counts(),
        ..Status::default()
    })
}

/// How many stories are in each language that we can stem; the others together.
fn languages(backend: &Backend, stories: usize) -> Result<Vec<Count>, SearchError> {
    let mut tally = Tally::default();
    let mut rest = stories;
    for language in Language::STEMMED {
        let query = Query::Fact(Fact {
            field: FactField::Lang,
            value: language.to_string(),
        });
        let found = ask(backend, query, Sort::Relevance, 0)?.total;
        rest = rest.saturating_sub(found);
        tally.add_many(language.to_string(), found);
    }
    tally.add_many("other".to_owned(), rest);
    Ok(tally.counts())
}

/// The ends of the archive's time; `None` when no story is dated.
fn published(backend: &Backend) -> Result<Option<Published>, SearchError> {
    let end = |sort| -> Result<Option<String>, SearchError> {
        let page = ask(backend, Query::All, sort, 1)?;
        let published = page
            .hits
            .into_iter()
            .next()
            .and_then(|hit| hit.story.story.published);
        Ok(published.map(|published| published.value().to_owned()))
    };
    let (first, last) = (end(Sort::Oldest)?, end(Sort::Newest)?);
    Ok(first
        .zip(last)
        .map(|(first, last)| Published { first, last }))
}

fn ask(backend: &Backend, query: Query, sort: Sort, limit: usize) -> Result<Page, SearchError> {
    let snippets = SnippetOptions {
        fragments: 0,
        length: 0,
    };
    backend.search(&Request {
        query,
        sort,
        offset: 0,
        limit,
        copies: Copies::Show,
        snippets,
    })
}

/// Counts by name.
#[derive(Default)]
struct Tally(HashMap<String, u64>);

impl Tally {
    fn add(&mut self, name: String) {
        *self.0.entry(name).or_default() += 1;
    }

    fn add_many(&mut self, name: String, count: usize) {
        if count > 0 {
            *self.0.entry(name).or_default() += count as u64;
        }
    }

    /// The highest first, equals by name.
    fn counts(self) -> Vec<Count> {
        let counts = self
            .0
            .into_iter()
            .map(|(name, count)| Count { name, count });
        let mut counts: Vec<Count> = counts.collect();
        counts.sort_by(|a, b| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
        counts
    }
}
