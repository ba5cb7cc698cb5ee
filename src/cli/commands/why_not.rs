//! `dateline why-not`: which parts of a query a story does not satisfy.

use super::{no_such_id, question};
use crate::backend::Backend;
use crate::cli::args::WhyNot;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::why_not;

/// The status is that of a search for this story only.
pub(super) fn run(
    args: &WhyNot,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let query = question::parse_question(&args.question, settings.today)?;
    let backend = Backend::local(&settings.index)?;
    let judged = backend.why_not(&args.id, &query)?;
    if judged.is_empty() {
        return no_such_id(&args.id, &backend, settings, streams);
    }
    if args.json {
        why_not::json(&query, &judged, streams.stdout)?;
    } else {
        why_not::text(&query, &judged, settings.styling, streams.stdout)?;
    }
    let is_found = judged.iter().any(|(_, verdict)| verdict.holds);
    Ok(if is_found {
        Status::Found
    } else {
        Status::NotFound
    })
}
