//! `dateline timeline`: the stories that a query finds, counted over time.

use super::{question, suggestions_for, warn_left_out};
use crate::backend::Backend;
use crate::cli::args::{Axis, By, TableFormat, Timeline};
use crate::cli::message::ErrorWithHint;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::{text, timeline};
use crate::search::TimelineRequest;
use crate::story::{Timeline as Counted, TimelineAxis, Unit};

pub(super) fn run(
    args: &Timeline,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let query = question::parse_question(&args.question, settings.today)?;
    let request = TimelineRequest {
        query,
        axis: match args.axis {
            Axis::Published => TimelineAxis::Published,
            Axis::About => TimelineAxis::About,
        },
        unit: args.by.map(|by| match by {
            By::Day => Unit::Day,
            By::Week => Unit::Week,
            By::Month => Unit::Month,
            By::Year => Unit::Year,
        }),
    };
    let backend = Backend::local(&settings.index)?;
    let counted = backend.timeline(&request)?;
    if args.format != TableFormat::Text {
        check_length(&counted)?;
    }
    let nothing =
        (counted.stories.total == 0).then(|| suggestions_for(&backend, request.query.clone()));
    let nothing = nothing.transpose()?;
    let out = &mut *streams.stdout;
    match args.format {
        TableFormat::Text => {
            timeline::text(&counted, &request.query, settings.styling, out)?;
            if !settings.quiet {
                timeline::totals(&counted, settings.styling, out)?;
                if let Some(nothing) = &nothing {
                    text::hints(nothing, settings.styling, out)?;
                }
            }
        }
        TableFormat::Json => timeline::json(&counted, &request.query, nothing.as_ref(), out)?,
        TableFormat::Csv => {
            timeline::csv(&counted, out)?;
            warn_left_out(counted.left_out);
        }
    }
    Ok(if counted.stories.total > 0 {
        Status::Found
    } else {
        Status::NotFound
    })
}

/// The most buckets that are written: every day of two and a half centuries.
const MOST_BUCKETS: usize = 100_000;

/// Checks that a timeline is not too long to be written in full. In text, buckets without a story share a line.
fn check_length(counted: &Counted) -> Result<(), ErrorWithHint> {
    if counted.rows().nth(MOST_BUCKETS).is_none() {
        return Ok(());
    }
    let unit = counted.unit;
    Err(ErrorWithHint {
        problem: format!("the stories are more than {MOST_BUCKETS} {unit}s apart"),
        hint: "count by longer units, such as `--by year`, or fewer stories: `--published 1900..`"
            .to_owned(),
    })
}
