//! `dateline copies`: lists the copies of a story, and how they differ.

use super::{first_of_id, no_such_id};
use crate::backend::Backend;
use crate::cli::args::{Copies, TableFormat};
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::copies;

pub(super) fn run(
    args: &Copies,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let backend = Backend::local(&settings.index)?;
    let Some(story) = first_of_id(&args.id, &backend)? else {
        return no_such_id(&args.id, &backend, settings, streams);
    };
    let found = backend.copies(&story)?;
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
