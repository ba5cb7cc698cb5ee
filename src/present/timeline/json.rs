//! Writes stories counted over time as JSON.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::super::json::{JsonHints, SCHEMA};
use super::super::json_line;
use crate::query::Query;
use crate::story::{Page, Placed, Timeline};

/// Writes one JSON object, with every bucket from the first to the last; `nothing` is what a search for the same finds, where
/// there are no stories.
pub fn json(
    timeline: &Timeline,
    query: &Query,
    nothing: Option<&Page>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Timeline {
        axis,
        unit,
        stories,
        left_out,
        archive,
        ..
    } = timeline;
    let left_out = left_out.unwrap_or_default();
    let answer = JsonTimeline {
        schema: SCHEMA,
        query: query.to_string(),
        axis: axis.as_str(),
        by: unit.as_str(),
        stories: stories.into(),
        left_out: JsonLeftOut {
            undated: left_out.undated,
            imprecise: left_out.imprecise,
        },
        hints: JsonHints::of(nothing),
        archive: archive.into(),
        buckets: Rows(timeline),
    };
    json_line::write(&answer, out)
}

#[derive(Serialize)]
struct JsonTimeline<'t> {
    schema: u32,
    query: String,
    axis: &'static str,
    by: &'static str,
    #[serde(flatten)]
    stories: JsonPlaced,
    left_out: JsonLeftOut,
    #[serde(flatten)]
    hints: JsonHints<'t>,
    archive: JsonPlaced,
    buckets: Rows<'t>,
}

#[derive(Serialize)]
struct JsonLeftOut {
    undated: usize,
    imprecise: usize,
}

#[derive(Serialize)]
struct JsonPlaced {
    total: u64,
    undated: u64,
    imprecise: u64,
}

impl From<&Placed> for JsonPlaced {
    fn from(placed: &Placed) -> Self {
        Self {
            total: placed.total,
            undated: placed.undated,
            imprecise: placed.imprecise,
        }
    }
}

/// The rows, produced while they are written: one per day over centuries would take too much memory.
struct Rows<'t>(&'t Timeline);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unit = self.0.unit;
        serializer.collect_seq(self.0.rows().map(|row| JsonBucket {
            bucket: unit.label(row.days),
            first: row.days.first(),
            last: row.days.last(),
            stories: row.stories,
            archive: row.archive,
            share: row.share(),
        }))
    }
}

#[derive(Serialize)]
struct JsonBucket {
    bucket: String,
    first: Date,
    last: Date,
    stories: u64,
    archive: u64,
    share: Option<f64>,
}
