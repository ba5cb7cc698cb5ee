//! Recognises files that have moved, so that their stories move with them and are not new.
//!
//! A file has moved if the ledger has one of another name with the same size, time and bytes, and that is gone or has
//! other content by now. (People who keep the latest news under one name move the old file away first.) So a file that
//! may have moved, or whose name another may have left, is processed after all others. A file under a name that another
//! has left is not a change of that one: its stories are new. A backup that an editor leaves beside a file is a copy,
//! even if it was made by moving the file.
//!
//! A moved file is not read again, unless its new name calls for another reader or gives another day.

use std::fs::File;

use super::plan::Plan;
use super::run::{IngestError, Run};
use crate::index::{EventKind, LedgerRow, Origin, Outcome, StoredStory};
use crate::read::{Found, Recognised, is_backup, is_dated_alike, is_packed_alike, sidecar};
use crate::story::MEMBER;

impl Run<'_> {
    /// The current row of a file, including moves in this run.
    pub(super) fn known(&self, file: &str) -> Result<Option<LedgerRow>, IngestError> {
        match self.moved_away.get(file) {
            Some(row) => Ok(Some(row.clone())),
            None => Ok(self.committed.row(file)?),
        }
    }

    /// Processes the files of which some may have moved to the names of others.
    pub(super) fn files_that_may_have_moved(&mut self, all: &[Found]) -> Result<(), IngestError> {
        let (sidecars, all): (Vec<&Found>, Vec<&Found>) = all
            .iter()
            .partition(|found| sidecar::is_sidecar(&found.name));
        for &found in &all {
            // A file that was only touched has not moved.
            if let Some(row) = self.known(&found.name)?
                && row.size == found.size
                && self.hashes.of(found).is_ok_and(|hash| hash == row.hash)
            {
                self.plan.keep_in_place(&row);
            }
        }
        let mut moves = Vec::new();
        let mut others = sidecars;
        for found in all {
            let metadata_hash = self.metadata_of(found).hash();
            let unchanged_row = self.unchanged_row(found, metadata_hash)?;
            match unchanged_row.map_or_else(|| self.moved_from(found, metadata_hash), |_| None) {
                Some(row) => moves.push((row, found)),
                None => others.push(found),
            }
        }
        // All leave before any arrives: one file may take the name that another leaves.
        for (row, found) in &moves {
            self.record_moved_to(row, found)?;
        }
        for (row, found) in &moves {
            self.count_met(found.size);
            self.move_stories(row, found)?;
        }
        for found in others {
            if self.is_stopped() {
                self.summary.stopped = true;
                break;
            }
            self.count_met(found.size);
            self.file(found)?;
        }
        Ok(())
    }

    /// The row of the file that has moved here, if one has.
    pub(super) fn moved_from(
        &mut self,
        found: &Found,
        metadata_hash: [u8; 16],
    ) -> Option<LedgerRow> {
        if is_backup(&found.name) {
            return None;
        }
        let stamp = (found.size, found.modified);
        let Plan {
            gone, displaced, ..
        } = &mut self.plan;
        if !gone.contains_key(&stamp) && !displaced.contains_key(&stamp) {
            return None;
        }
        let hash = self.hashes.of(found).ok()?;
        let is_it = |row: &LedgerRow| {
            let is_same = row.hash == hash && row.metadata_hash == metadata_hash;
            is_same && row.file != found.name && !sidecar::is_sidecar(&row.file)
        };
        [gone, displaced].into_iter().find_map(|rows| {
            let rows = rows.get_mut(&stamp)?;
            let index = rows.iter().rposition(is_it)?;
            Some(rows.remove(index))
        })
    }

    /// Records in the ledger where a file was moved to.
    pub(super) fn record_moved_to(
        &mut self,
        row: &LedgerRow,
        to: &Found,
    ) -> Result<(), IngestError> {
        let file = to.name.clone();
        let gone = self.mark_gone(row.clone(), EventKind::MovedTo { file })?;
        self.moved_away.insert(gone.file.clone(), gone);
        Ok(())
    }

    /// Moves the stories of a file to its new name, or reads the file again there.
    pub(super) fn move_stories(
        &mut self,
        row: &LedgerRow,
        found: &Found,
    ) -> Result<(), IngestError> {
        let stories = self.committed.stories_of_file(&row.file)?;
        if !is_read_alike(found, &row.file, &stories) {
            self.came_from.insert(found.name.clone(), row.clone());
            return self.read_file(found);
        }
        self.hashes.take(found);
        let there = self.known(&found.name)?;
        self.count_removed(there.as_ref());
        self.summary.moved += 1;
        self.count_kept(row);
        let after_another = there.is_some();
        let mut new_row = LedgerRow {
            file: found.name.clone(),
            modified: found.modified,
            history: there.map(|there| there.history).unwrap_or_default(),
            ..row.clone()
        };
        self.add_history(&mut new_row, row);
        let stories = stories
            .into_iter()
            .map(|stored| renamed(stored, &row.file, &found.name, after_another));
        self.put_back(stories, &new_row)
    }

    /// Adds the history of a file to that of the name it came to.
    pub(super) fn add_history(&self, row: &mut LedgerRow, from: &LedgerRow) {
        row.history = std::mem::take(&mut row.history).joined(from.history.clone());
        let file = from.file.clone();
        self.record_event(row, EventKind::MovedFrom { file });
    }

    /// Records in the ledger that a file no longer exists, and returns its row.
    pub(super) fn mark_gone(
        &self,
        mut row: LedgerRow,
        what: EventKind,
    ) -> Result<LedgerRow, IngestError> {
        self.record_event(&mut row, what);
        let row = LedgerRow {
            outcome: Outcome::Gone,
            rejects: Vec::new(),
            doubts: Vec::new(),
            passed_over: Vec::new(),
            ..row
        };
        self.record_alone(&row)?;
        Ok(row)
    }
}

/// A story of a moved file, under its new name. `after_another` is set if another file had had that name.
pub(super) fn renamed(
    mut stored: StoredStory,
    from: &str,
    to: &str,
    after_another: bool,
) -> StoredStory {
    let original = stored.numbers().original;
    stored.origin = if after_another {
        Origin::AfterAnother(original)
    } else {
        Origin::Elsewhere(original)
    };
    let story = &mut stored.annotated.story;
    // An id made from the file's name changes with it.
    if let Some(rest) = story.id.strip_prefix(from)
        && (rest.is_empty() || rest.starts_with('#') || rest.starts_with(MEMBER))
    {
        story.id = format!("{to}{rest}");
    }
    story.file = under(&story.file, from, to);
    stored
}

/// The name of a file in a packed one, after that was renamed.
fn under(file: &str, from: &str, to: &str) -> String {
    let member = file.strip_prefix(from).unwrap_or_default();
    format!("{to}{member}")
}

/// Whether a file that was called `before` would give the same stories under its new name.
fn is_read_alike(found: &Found, before: &str, stories: &[StoredStory]) -> bool {
    let as_what = |name: &str| {
        let file = File::open(&found.path).ok()?;
        Some(Recognised::of(name, file).ok()?.0)
    };
    let now = as_what(&found.name);
    let is_packed = now == Some(Recognised::Packed);
    now == as_what(before)
        && (!is_packed || is_packed_alike(before, &found.name))
        && stories.iter().all(|stored| {
            let story = &stored.annotated.story;
            let now = under(&story.file, before, &found.name);
            is_dated_alike(story.published.as_ref(), &story.body, &story.file, &now)
        })
}
