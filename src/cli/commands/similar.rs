//! `dateline similar`: the stories that are most like one of the archive, or like a text from standard input.

use std::io::Read;
use std::time::Instant;

use super::input::{self, STDIN};
use super::{no_such_id, search};
use crate::annotate::annotate;
use crate::backend::Backend;
use crate::cli::args::{Format, Similar};
use crate::cli::message::ErrorWithHint;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::{json, table, text};
use crate::search::SimilarRequest;
use crate::story::{AnnotatedStory, Story};

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
        None => match backend.stories_of_id(&args.id)?.into_iter().next() {
            Some(stored) => stored.annotated,
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

/// The text from standard input as a story.
fn written(args: &Similar, stdin: &mut dyn Read) -> anyhow::Result<AnnotatedStory> {
    let published = input::published(args.published.as_deref())?;
    let body = input::text("standard input", stdin)?;
    if body.trim().is_empty() {
        return Err(ErrorWithHint {
            problem: "standard input has no text".to_owned(),
            hint: "pipe a story into it: `dateline similar - < draft.txt`".to_owned(),
        }
        .into());
    }
    Ok(annotate(Story {
        id: STDIN.to_owned(),
        file: STDIN.to_owned(),
        body,
        published,
        ..Story::default()
    }))
}
