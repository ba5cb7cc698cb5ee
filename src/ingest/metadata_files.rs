//! Records files that describe others, sidecars and listings: they hold no story, but what could not be used of them is
//! reported.
#![expect(
    clippy::disallowed_methods,
    reason = "reading files is what ingest is for"
)]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use super::file::NO_NEWS;
use super::hash::half;
use super::metadata::beginning;
use super::run::{IngestError, Run};
use crate::index::{EventKind, LedgerRow, Outcome, Reject};
use crate::read::sidecar::{self, Sidecar};
use crate::read::{Found, listing, plain_name};

const OVER: &str = "metadata that overrides what the files in its folder say";
const UNDER: &str = "metadata for the pages in its folder";
const UNLOOKED: &str =
    "a list of pages, which is read only if its name contains `sitemap` or `mets`";

/// The first line of a sidecar about a file that is not there, and how many more there are.
fn about_nothing(sidecar: &Sidecar, found: &Found) -> Option<Reject> {
    let folder = found.path.parent()?;
    let mut others = HashMap::new();
    let mut is_there = |file: &str| {
        folder.join(file).is_file() || {
            let (within, name) = file.rsplit_once('/').unwrap_or(("", file));
            let names = others
                .entry(within.to_owned())
                .or_insert_with(|| plain_names(&folder.join(within)));
            names.contains(&*plain_name(name))
        }
    };
    let lines = sidecar.files.iter().filter(|(file, _)| !is_there(file));
    let mut lines: Vec<_> = lines.map(|(file, said)| (said.line, file)).collect();
    lines.sort_unstable();
    let (line, file) = lines.first()?;
    let more = match lines.len() - 1 {
        0 => String::new(),
        1 => ", nor that of 1 more line".to_owned(),
        more => format!(", nor those of {more} more lines"),
    };
    Some(Reject {
        place: Some(*line),
        reason: format!("there is no file `{file}`{more}"),
    })
}

/// The names in a folder, as they are compared; none if it cannot be read.
fn plain_names(folder: &Path) -> HashSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.map(|name| plain_name(&name).into_owned()).collect()
}

impl Run<'_> {
    /// Records a sidecar.
    pub(super) fn sidecar(&mut self, found: &Found) -> Result<(), IngestError> {
        let before = self.known(&found.name)?;
        let bytes = match fs::read(&found.path) {
            Ok(bytes) => bytes,
            Err(error) => return self.cannot_read(found, before, &error),
        };
        let sidecar = sidecar::read(&found.name, &bytes);
        let doubts: Vec<Reject> = about_nothing(&sidecar, found).into_iter().collect();
        let unchanged = |row: &&LedgerRow| {
            let is_there = row.outcome != Outcome::Gone;
            let same = (row.size, row.modified) == (found.size, found.modified);
            is_there && same && row.doubts == doubts
        };
        if let Some(row) = before.as_ref().filter(unchanged) {
            self.count_kept(row);
            return Ok(());
        }
        let rejects = sidecar.errors.into_iter().map(|error| Reject {
            place: Some(error.line),
            reason: error.reason.to_string(),
        });
        let reason = OVER.to_owned();
        let row = LedgerRow {
            hash: half(&blake3::hash(&bytes)),
            rejects: rejects.collect(),
            doubts,
            ..self.row(found, before.as_ref(), Outcome::Skipped { reason })
        };
        self.record_metadata_file(row)
    }

    /// Records what looks like a listing. One that says nothing about news is skipped like any other file without news.
    pub(super) fn listing(
        &mut self,
        row: LedgerRow,
        found: &Found,
        known: Option<LedgerRow>,
    ) -> Result<(), IngestError> {
        let bytes = match beginning(&found.path) {
            Ok(bytes) => bytes,
            Err(error) => return self.cannot_read(found, known, &error),
        };
        let listing = match listing::read(&bytes) {
            Ok(Some(listing)) => listing,
            Ok(None) => return self.skip(row, known.as_ref(), NO_NEWS),
            Err(reason) => return self.reject_whole(found, known, reason.to_string()),
        };
        let is_named = listing::may_be_listing(&found.name);
        let reason = if is_named { UNDER } else { UNLOOKED }.to_owned();
        let doubts = listing.doubts.into_iter().map(|(entry, doubt)| Reject {
            place: Some(entry),
            reason: doubt.to_string(),
        });
        let broken = listing
            .broken
            .map(|reason| Reject::without_place(reason.to_string()));
        self.count_removed(known.as_ref());
        self.record_metadata_file(LedgerRow {
            hash: half(&blake3::hash(&bytes)),
            outcome: Outcome::Skipped { reason },
            doubts: doubts.collect(),
            rejects: broken.into_iter().collect(),
            ..row
        })
    }

    /// Writes to the ledger what could not be used of a file that describes others.
    fn record_metadata_file(&mut self, mut row: LedgerRow) -> Result<(), IngestError> {
        self.summary.skipped += 1;
        let of_file = |reject: &Reject| (row.file.clone(), reject.clone());
        self.summary.rejects.extend(row.rejects.iter().map(of_file));
        self.summary.doubts.extend(row.doubts.iter().map(of_file));
        if let Outcome::Skipped { reason } = row.outcome.clone() {
            self.record_event(&mut row, EventKind::Skipped { reason });
        }
        self.record_alone(&row)
    }
}
