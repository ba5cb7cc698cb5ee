//! `dateline status`: counts the stories, and the files that gave none.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::backend::Backend;
use crate::cli::settings::Settings;
use crate::cli::{self, Streams, args};
use crate::index::{Archive, IndexError, Outcome, PassedOver, verify};
use crate::present::status::{self, Count, Format, LastRun, Names, Published, Status};
use crate::query::Query;
use crate::search::{Request, SearchError, SnippetOptions, Sort};
use crate::story::{Facet, FacetValue, Kind, Page};

pub(super) fn run(
    args: &args::Status,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<cli::Status> {
    if args.verify {
        let files = verify(&settings.index)?;
        if !files.is_empty() {
            for damage in &files {
                writeln!(streams.stdout, "{damage}")?;
            }
            let dir = settings.index.clone();
            return Err(IndexError::Damaged { dir, files }.into());
        }
    }
    let backend = Backend::local(&settings.index)?;
    let Backend::Local(local) = &backend;
    let archive = local.archive();
    let mut status = Status {
        stories: archive.stories()?,
        files: archive.files()?,
        ..of_ledger(archive)?
    };
    status.languages = languages(&backend)?;
    status.dated = status.stories as u64 - status.undated;
    status.published = published(&backend)?;
    let distinct = |kind| backend.distinct_names(kind);
    status.names = Names {
        person: distinct(Kind::Person)?,
        org: distinct(Kind::Org)?,
        place: distinct(Kind::Place)?,
        country: backend.countries()?.len() as u64,
    };
    let unused_corrections = backend.unused_corrections()?.into_iter();
    status.unheard = unused_corrections
        .map(|entity| entity.to_string())
        .collect();
    status.last_run = archive.last_run().map(LastRun::of);
    if args.json {
        status::json(&status, streams.stdout)?;
    } else {
        status::text(&status, settings.styling, streams.stdout)?;
        if args.verify {
            status::row(
                "verified",
                "no file of the index is damaged",
                settings.styling,
                streams.stdout,
            )?;
        }
    }
    Ok(cli::Status::Found)
}

/// The counts from the ledger.
fn of_ledger(archive: &Archive) -> Result<Status, IndexError> {
    let mut status = Status::default();
    let mut formats: BTreeMap<String, Format> = BTreeMap::new();
    let (mut skipped, mut rejected) = (Tally::default(), Tally::default());
    let (mut doubtful, mut passed_over) = (Tally::default(), Tally::default());
    archive.each_row(|row| -> Result<(), IndexError> {
        match row.outcome {
            Outcome::Indexed {
                format: name,
                stories,
                undated,
                ahead,
            } => {
                let format = formats.entry(name.clone()).or_insert_with(|| Format {
                    name,
                    files: 0,
                    stories: 0,
                });
                format.files += 1;
                format.stories += stories;
                status.undated += undated;
                status.ahead += ahead;
            }
            Outcome::Skipped { reason } => skipped.add(reason),
            // Its rejects are counted below.
            Outcome::Rejected { .. } if !row.rejects.is_empty() => {}
            Outcome::Rejected { reason } => rejected.add(reason),
            // Such rows are not handed out.
            Outcome::Gone => {}
        }
        for reject in row.rejects {
            rejected.add(reject.reason);
        }
        for doubt in row.doubts {
            doubtful.add(doubt.reason);
        }
        for PassedOver { what, count } in row.passed_over {
            passed_over.add_many(what, count);
        }
        Ok(())
    })?;
    let mut formats: Vec<Format> = formats.into_values().collect();
    formats.sort_by_key(|format| Reverse(format.stories));
    Ok(Status {
        formats,
        skipped: skipped.counts(),
        rejected: rejected.counts(),
        doubtful: doubtful.counts(),
        passed_over: passed_over.counts(),
        ..status
    })
}

/// How many stories are in each language; `und` is no known language, as in a query.
fn languages(backend: &Backend) -> Result<Vec<Count>, SearchError> {
    let facets = backend.facets(&Query::All, &[Facet::Lang], usize::MAX)?;
    let counts = facets.into_iter().flat_map(|facet| facet.values);
    let counts = counts.map(|FacetValue { value, stories, .. }| Count {
        name: value,
        count: stories,
    });
    Ok(counts.collect())
}

/// The first and the last publication date; `None` if no story is dated.
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
        sort,
        limit,
        snippets,
        ..Request::new(query)
    })
}

/// Counts by name.
#[derive(Default)]
struct Tally(HashMap<String, u64>);

impl Tally {
    fn add(&mut self, name: String) {
        *self.0.entry(name).or_default() += 1;
    }

    fn add_many(&mut self, name: String, count: u64) {
        if count > 0 {
            *self.0.entry(name).or_default() += count;
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
