//! What was told, in the numbers that stories have in an index made anew.
//!
//! There a story goes by its id and file, and nothing is left of where it was before. So it is written down beforehand,
//! in a file of its own: it holds from the instant at which the index before is gone.

use std::path::Path;

use rustc_hash::FxHashSet;

use super::{IndexError, NAME, Numbers, Told, both, in_order, own};
use crate::index::beside;

/// Beside the index, while it is made anew.
pub(super) const ANEW: &str = ".dateline-told-anew";

impl Told {
    /// Writes down what holds when the index in `dir`, which has stories of `all` these numbers, is made anew.
    pub fn write_anew(mut self, dir: &Path, all: &[Numbers]) -> Result<(), IndexError> {
        let old: FxHashSet<u64> = all.iter().flat_map(both).collect();
        for of_query in self.queries.values_mut() {
            let untold = of_query.untold.iter_mut();
            let reports = untold.map(|report| &mut report.stories);
            for stories in reports.chain([&mut of_query.stories]) {
                *stories = anew(stories, all, &old);
            }
        }
        for known in self.known.values_mut() {
            known.stories = anew(&known.stories, all, &old);
        }
        beside::write(dir, ANEW, &self.content()?)
    }

    /// Takes up what was written down so, if anything was.
    pub(in crate::index) fn take_up(dir: &Path) -> Result<(), IndexError> {
        beside::rename(dir, ANEW, NAME)
    }
}

/// The same stories in the new numbers. Those that are gone keep their old ones, but for the name of one that has
/// moved: what comes there is another.
fn anew(stories: &[u64], all: &[Numbers], old: &FxHashSet<u64>) -> Vec<u64> {
    let has = |number: &u64| stories.binary_search(number).is_ok();
    let here = all
        .iter()
        .filter(|numbers| own(numbers).any(|number| has(&number)));
    let here = here.map(|numbers| numbers.here);
    let gone = stories.iter().filter(|number| !old.contains(number));
    in_order(gone.copied().chain(here).collect())
}
