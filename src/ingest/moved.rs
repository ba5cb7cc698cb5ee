//! Files that have moved: their stories go with them, and are no new ones.
//!
//! A file has moved when there was one of another name that had its size, time and bytes, and that is gone or holds
//! something else by now: whoever keeps the latest news under one name moves what is there out of the way first. So a file
//! that may have moved, or that another may have moved away from, is dealt with when all others are met. What comes to a
//! name that another file has left is no change of that one: its stories are born anew.

use super::hash::hash_file;
use super::plan::Plan;
use super::run::{IngestError, Run};
use crate::index::{Happened, LedgerRow, Outcome};
use crate::read::{Found, sidecar};

impl Run<'_> {
    /// What is known of a file by now.
    pub(super) fn known(&self, file: &str) -> Result<Option<LedgerRow>, IngestError> {
        match self.moved_away.get(file) {
            Some(row) => Ok(Some(row.clone())),
            None => Ok(self.committed.row(file)?),
        }
    }

    /// Deals with the files among which some may have moved to the names of others.
    pub(super) fn passed_on(&mut self, all: &[Found]) -> Result<(), IngestError> {
        let (sidecars, all): (Vec<&Found>, Vec<&Found>) = all
            .iter()
            .partition(|found| sidecar::is_sidecar(&found.name));
        for &found in &all {
            // One that was only touched is where it was.
            if let Some(row) = self.known(&found.name)?
                && row.size == found.size
                && hash_file(found).is_ok_and(|hash| hash == row.hash)
            {
                self.plan.stays(&row);
            }
        }
        let mut moves = Vec::new();
        let mut others = sidecars;
        for found in all {
            let metadata_hash = self.beside(found).hash();
            let as_it_was = self.as_it_was(found, metadata_hash)?;
            match as_it_was.map_or_else(|| self.moved_from(found, metadata_hash), |_| None) {
                Some(row) => moves.push((row, found)),
                None => others.push(found),
            }
        }
        // All leave before any arrives: a name may be left by one and come to by another.
        for (row, found) in &moves {
            self.leave(row, found)?;
        }
        for (row, found) in &moves {
            self.is_dealt_with(found.size);
            self.arrive(row, found)?;
        }
        for found in others {
            if self.is_stopped() {
                self.summary.stopped = true;
                break;
            }
            self.is_dealt_with(found.size);
            self.file(found)?;
        }
        Ok(())
    }

    /// The row of the file that this one is, under its new name.
    pub(super) fn moved_from(
        &mut self,
        found: &Found,
        metadata_hash: [u8; 16],
    ) -> Option<LedgerRow> {
        let stamp = (found.size, found.modified);
        let Plan {
            gone, displaced, ..
        } = &mut self.plan;
        if !gone.contains_key(&stamp) && !displaced.contains_key(&stamp) {
            return None;
        }
        let hash = hash_file(found).ok()?;
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

    /// Leaves in the ledger where a file went.
    pub(super) fn leave(&mut self, row: &LedgerRow, to: &Found) -> Result<(), IngestError> {
        let file = to.name.clone();
        let gone = self.bury(row.clone(), Happened::MovedTo { file })?;
        self.moved_away.insert(gone.file.clone(), gone);
        Ok(())
    }

    /// Brings the stories of a file to its new name.
    pub(super) fn arrive(&mut self, row: &LedgerRow, found: &Found) -> Result<(), IngestError> {
        let there = self.known(&found.name)?;
        self.count_removed(there.as_ref());
        self.summary.moved += 1;
        self.count_kept(row);
        let is_taken = there
            .as_ref()
            .is_some_and(|there| there.outcome != Outcome::Gone);
        let history = there.map(|there| there.history).unwrap_or_default();
        let after_another = is_taken || history.is_after_another();
        let mut new_row = LedgerRow {
            file: found.name.clone(),
            modified: found.modified,
            history: history.joined(row.history.clone()),
            ..row.clone()
        };
        let file = row.file.clone();
        self.happened(&mut new_row, Happened::MovedFrom { file });
        self.carry(&row.file, &new_row, after_another)
    }

    /// Leaves in the ledger that a file is there no more, and gives its row.
    pub(super) fn bury(
        &self,
        mut row: LedgerRow,
        what: Happened,
    ) -> Result<LedgerRow, IngestError> {
        self.happened(&mut row, what);
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
