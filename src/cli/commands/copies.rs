//! `dateline copies`: lists the copies of a story, and how they differ.

use super::no_such_id;
use crate::backend::Backend;
use crate::cli::args::{Copies, TableFormat};
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::copies;

/// If several files have a story with the id, the first is taken.
pub(super) fn run(
    args: &Copies,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let backend = Backend::local(&settings.index)?;
    let Some(stored) = backend.stories_of_id(&args.id)?.into_iter().next() else {
        return no_such_id(&args.id, &backend, settings, streams);
    };
    let story = &stored.annotated;
    let found = backend.copies(story)?;
    let out = &mut *streams.stdout;
    match args.format {
        TableFormat::Text => {
            copies::text(&story.story, &found, settings.styling, out)?;
            if !settings.quiet {
                copies::totals(&found, settings.styling, out)?;
            }
        }
        TableFormat::Json => copies::json(&story.story, &found, out)?,
        TableFormat::Csv => copies::csv(&found, out)?,
    }
    Ok(if found.is_empty() {
        Status::NotFound
    } else {
        Status::Found
    })
}
