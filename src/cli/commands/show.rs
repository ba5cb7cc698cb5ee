//! `dateline show`: prints a story, or each story with the id.

use super::no_such_id;
use crate::annotate::places::places;
use crate::backend::Backend;
use crate::cli::args::Show;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::show;

pub(super) fn run(
    args: &Show,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let backend = Backend::local(&settings.index)?;
    let stories = backend.stories_of_id(&args.id)?;
    if stories.is_empty() {
        return no_such_id(&args.id, &backend, settings, streams);
    }
    for (nth, stored) in stories.iter().enumerate() {
        if nth > 0 {
            writeln!(streams.stdout)?;
        }
        show::story(
            stored,
            &places(&stored.annotated).located,
            &backend.aliases_of(&stored.annotated.story)?,
            settings.styling,
            streams.stdout,
        )?;
    }
    Ok(Status::Found)
}
