//! `dateline similar`: the stories that are most like one of the archive, or like a text from standard input.

use std::io::Read;
use std::time::Instant;

use anyhow::anyhow;

use super::input::{self, STDIN};
use super::{first_of_id, no_such_id, search};
use crate::backend::Backend;
use crate::cli::args::{Format, Similar};
use crate::cli::message::ErrorWithHint;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::ingest::{IngestError, read_input};
use crate::present::{json, table, text};
use crate::read::RejectReason;
use crate::search::SimilarRequest;
use crate::story::AnnotatedStory;

pub(super) fn run(
    args: &Similar,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let written = if args.id == STDIN {
        Some(written(args, streams.stdin)?)
    } else if args.published.is_some() {
        return Err(ErrorWithHint {
            problem: "a story of the archive has a publication date of its own".to_owned(),
            hint: "use `--published` with `-`, for a text from standard input".to_owned(),
        }
        .into());
    } else {
        None
    };
    let backend = Backend::local(&settings.index)?;
    let begun = Instant::now();
    let story = match written {
        Some(story) => story,
        None => match first_of_id(&args.id, &backend)? {
            Some(story) => story,
            None => return no_such_id(&args.id, &backend, settings, streams),
        },
    };
    let similar = backend.similar(&SimilarRequest {
        story,
        limit: args.limit,
        snippets: search::snippets(args.format),
    })?;
    let took = begun.elapsed();
    let (page, out) = (&similar.page, &mut *streams.stdout);
    match args.format {
        Format::Text => {
            text::hits(page, settings.styling, out)?;
            if !settings.quiet {
                text::totals(page, settings.styling, out)?;
            }
        }
        Format::Json => json::page(page, &[], &similar.query, took, out)?,
        Format::Jsonl => json::lines(page, None, out)?,
        Format::Csv => table::csv(page, out)?,
        Format::Ids => table::ids(page, None, out)?,
        Format::Trec => table::trec(page, &args.id, false, out)?,
    }
    Ok(search::exit_status(page))
}

/// The story from standard input, in any format.
fn written(args: &Similar, stdin: &mut dyn Read) -> anyhow::Result<AnnotatedStory> {
    let published = input::published(args.published.as_deref())?;
    let (mut first, mut count) = (None, 0_u64);
    let read = read_input(STDIN.as_ref(), stdin, published.as_ref(), &mut |story| {
        first.get_or_insert(story);
        count += 1;
    });
    let left = read.map_err(|error| match error {
        IngestError::Unreadable { source, .. } => {
            anyhow::Error::new(source).context("cannot read standard input")
        }
        error @ IngestError::Index(_) => error.into(),
    })?;
    if count > 1 {
        tracing::warn!("standard input has {count} stories; this is about the first");
    }
    let empty = [RejectReason::Empty, RejectReason::NoText].map(|reason| reason.to_string());
    match (first, left.rejects.into_iter().next()) {
        (Some(first), _) => Ok(first),
        (None, Some(reject)) if !empty.contains(&reject.reason) => {
            Err(anyhow!("cannot read standard input: {}", reject.reason))
        }
        (None, _) => Err(ErrorWithHint {
            problem: "standard input has no text".to_owned(),
            hint: "pipe a story into it: `dateline similar - < draft.txt`".to_owned(),
        }
        .into()),
    }
}
