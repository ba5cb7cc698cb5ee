//! `dateline index --rebuild`: removes the existing index, but keeps what only that knows.
//!
//! Only the old index knows which of its stories have moved, when they were first read, and so what is new to the saved
//! queries. It is brought up to date once more before it is removed.

use anyhow::Context;

use super::{news, rejected};
use crate::backend::Backend;
use crate::cli::Streams;
use crate::cli::args::Index;
use crate::cli::clear::clear;
use crate::cli::damage::catch_panic;
use crate::cli::message::{ErrorWithHint, index_error, is_permission_denied};
use crate::cli::saved::Saved;
use crate::cli::settings::Settings;
use crate::index::{FirstRead, IndexError};
use crate::ingest::{self, Options, Summary};
use crate::present::counted;

/// Removes the index.
pub(super) fn remove_index(
    args: &Index,
    options: &Options,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    // A mistyped path must not cost the index.
    for path in &options.paths {
        path.metadata()
            .with_context(|| format!("cannot read `{}`", path.display()))?;
    }
    let current = catch_panic(|| bring_up_to_date(options, settings, streams));
    if let Ok(summary) = &current
        && summary.unreadable > 0
        && !args.keep_going
    {
        return Err(would_be_lost(summary).into());
    }
    if let Err(error) = current {
        match index_error(&error) {
            Some(IndexError::Missing { .. }) => {}
            Some(IndexError::Locked { .. }) => return Err(error),
            _ if is_permission_denied(&error) => return Err(error),
            _ if !Saved::exist(&settings.index) => {}
            _ => tracing::warn!(
                "the old index cannot be used, so stories of files that have moved since may be reported again: {error:#}"
            ),
        }
    }
    if let Err(error) = catch_panic(|| Ok(FirstRead::save(&settings.index)?)) {
        if is_permission_denied(&error) {
            return Err(error);
        }
        tracing::warn!(
            "the old index cannot be read, so its stories may count as first read today: {error:#}"
        );
    }
    Ok(clear(&settings.index)?)
}

/// Brings the old index up to date with files that have moved, and writes down what is new to the saved queries, for
/// the rebuilt index to report.
fn bring_up_to_date(
    options: &Options,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Summary> {
    // If there is no index, none is created.
    Backend::local(&settings.index)?;
    let options = Options {
        purge: false,
        ..options.clone()
    };
    let summary = ingest::run(&options, &mut |_| {})?;
    if Saved::exist(&settings.index) {
        news::save_for_rebuild(settings.today, settings, streams)?;
    }
    Ok(summary)
}

/// The error that the index has stories of files that cannot be read.
fn would_be_lost(summary: &Summary) -> ErrorWithHint {
    let stories = counted::of(summary.unreadable, "story", "stories");
    let first = summary.rejects.first();
    let first = first.map(|(file, reject)| format!(", such as {}", rejected(file, reject)));
    ErrorWithHint {
        problem: format!(
            "the index has {stories} of files that cannot be read now{}",
            first.unwrap_or_default()
        ),
        hint: "make them readable and rebuild then; `--rebuild --keep-going` rebuilds without these stories"
            .to_owned(),
    }
}
