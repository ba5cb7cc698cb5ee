//! Writes the ledger row of a file once all of it has been read: the outcome, the rejects and the doubts.

use super::reading::OpenFile;
use super::run::{IngestError, Run};
use crate::index::{EventKind, LedgerRow, Outcome, Reject};

/// Why a file that should have held stories is none.
pub(super) const NO_STORIES: &str = "it has no stories";

impl Run<'_> {
    pub(super) fn close(&mut self, open: OpenFile) -> Result<(), IngestError> {
        let OpenFile {
            mut row,
            before,
            ids,
            unlisted_rejects,
            unlisted_doubts,
            ..
        } = open;
        let all = ids.len() as u64;
        let ids = counted(ids, &mut row.doubts);
        let before = &before.before;
        let replaced = ids.iter().filter_map(|(id, now)| {
            let before = before.get(id)?;
            Some(before.count.min(*now))
        });
        let replaced: u64 = replaced.sum();
        let there: u64 = before.values().map(|before| before.count).sum();
        let (added, removed) = (all - replaced, there - replaced);
        self.summary.replaced += replaced;
        self.summary.added += added;
        self.summary.removed += removed;
        for (listed, unlisted) in [
            (&mut row.rejects, unlisted_rejects),
            (&mut row.doubts, unlisted_doubts),
        ] {
            listed.sort_by_key(|reject| reject.place);
            if unlisted > 0 {
                listed.push(Reject::without_place(format!(
                    "and {unlisted} more of the same kind"
                )));
            }
        }
        if all == 0 {
            row.outcome = without_stories(&mut row);
        }
        let record_event = match &row.outcome {
            Outcome::Indexed { .. } if before.is_empty() => EventKind::Added { stories: all },
            Outcome::Indexed { .. } => EventKind::Replaced {
                stories: all,
                added,
                removed,
            },
            Outcome::Skipped { reason } => EventKind::Skipped {
                reason: reason.clone(),
            },
            Outcome::Rejected { reason } => EventKind::Rejected {
                reason: reason.clone(),
            },
            Outcome::Gone => EventKind::Removed,
        };
        self.record_event(&mut row, record_event);
        match &row.outcome {
            Outcome::Indexed { undated, ahead, .. } => {
                self.summary.indexed_files += 1;
                self.summary.undated += undated;
                self.summary.ahead += ahead;
            }
            Outcome::Skipped { .. } => self.summary.skipped += 1,
            Outcome::Rejected { .. } | Outcome::Gone => self.summary.rejected_files += 1,
        }
        let of_file = |reject: &Reject| (row.file.clone(), reject.clone());
        self.summary.rejects.extend(row.rejects.iter().map(of_file));
        self.summary.doubts.extend(row.doubts.iter().map(of_file));
        self.write(|writer| writer.record(&row))
    }
}

/// The outcome of a file without stories. An archive of, say, pictures is skipped as no news; anything else should have
/// held stories, and is rejected.
fn without_stories(row: &mut LedgerRow) -> Outcome {
    if row.rejects.is_empty() && matches!(row.outcome, Outcome::Skipped { .. }) {
        return row.outcome.clone();
    }
    if row.rejects.is_empty() && !row.passed_over.is_empty() {
        let reason = "none of its records is a story".to_owned();
        return Outcome::Skipped { reason };
    }
    // Doubts are about stories that were kept, and there are none: so they become rejects.
    row.rejects.append(&mut row.doubts);
    if row.rejects.is_empty() {
        let reason = NO_STORIES.to_owned();
        row.rejects.push(Reject::without_place(reason));
    }
    let reason = row.rejects.first().map(|reject| reject.reason.clone());
    Outcome::Rejected {
        reason: reason.unwrap_or_default(),
    }
}

/// How often each id occurred; one that occurred several times is reported as a doubt. What identifies a story without
/// an id begins with a NUL.
fn counted(mut ids: Vec<String>, doubts: &mut Vec<Reject>) -> Vec<(String, u64)> {
    ids.sort_unstable();
    let mut counted: Vec<(String, u64)> = Vec::new();
    for id in ids {
        match counted.last_mut() {
            Some((last, count)) if *last == id => *count += 1,
            _ => counted.push((id, 1)),
        }
    }
    for (id, count) in counted.iter().filter(|(_, count)| *count > 1) {
        let id = id.split('\0').next().unwrap_or(id);
        if !id.is_empty() {
            let reason = format!("{count} stories have the id `{id}`");
            doubts.push(Reject::without_place(reason));
        }
    }
    counted
}
