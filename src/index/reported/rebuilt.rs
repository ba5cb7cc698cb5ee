//! Translates what was reported into the numbers that stories have in a rebuilt index.
//!
//! A rebuilt index only has the number of a story's id and file, not the one it got first. So the translation is
//! written to a file of its own beforehand, and takes effect at the instant when the old index is gone.

use std::path::Path;

use rustc_hash::FxHashSet;

use super::{IndexError, NAME, Numbers, Reported, both_numbers, own_numbers, sorted};
use crate::index::side_files;

/// The name of the file beside the index while it is rebuilt.
pub(super) const REBUILT: &str = ".dateline-told-anew";

impl Reported {
    /// Writes what will hold once the index in `dir`, whose stories have the numbers `all`, has been rebuilt.
    pub fn write_for_rebuild(mut self, dir: &Path, all: &[Numbers]) -> Result<(), IndexError> {
        let old: FxHashSet<u64> = all.iter().flat_map(both_numbers).collect();
        for record in self.queries.values_mut() {
            let unconfirmed = record.unconfirmed.iter_mut();
            let reports = unconfirmed.map(|report| &mut report.stories);
            for stories in reports.chain([&mut record.stories]) {
                *stories = translated(stories, all, &old);
            }
        }
        for known in self.known.values_mut() {
            known.stories = translated(&known.stories, all, &old);
        }
        side_files::write(dir, REBUILT, &self.content()?)
    }

    /// Puts the file into effect, if there is one.
    pub(in crate::index) fn apply_rebuild(dir: &Path) -> Result<(), IndexError> {
        side_files::rename(dir, REBUILT, NAME)
    }
}

/// The same stories by their new numbers. Stories that are gone keep their old numbers, except the number of a place
/// that a story has moved away from: what comes there is another story.
fn translated(stories: &[u64], all: &[Numbers], old: &FxHashSet<u64>) -> Vec<u64> {
    let has = |number: &u64| stories.binary_search(number).is_ok();
    let here = all
        .iter()
        .filter(|numbers| own_numbers(numbers).any(|number| has(&number)));
    let here = here.map(|numbers| numbers.current);
    let gone = stories.iter().filter(|number| !old.contains(number));
    sorted(gone.copied().chain(here).collect())
}
