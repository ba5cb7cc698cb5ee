//! What was told of each saved query: which stories, by their numbers, and in which report.
//!
//! A story has two numbers: one of its birth and one of where it is now ([`StoredStory::numbers`]). It was told when either
//! was, and then goes by both, so that it may move and change and is no news.
//!
//! [`StoredStory::numbers`]: super::StoredStory::numbers
//!
//! A report goes three steps. It is written down, as not yet told; then it is told; then it is written down as told. A
//! process that dies before the first has told nothing, and the next finds the same stories new. One that dies before the
//! last may have told it or not: the next tells it again, under the same number, so that whoever keeps the number of
//! the last report they read can tell it from a new one.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::IndexError;
use super::beside::{read, write};

/// Beside the index.
const NAME: &str = ".dateline-told";
/// Changes with the form of the file.
const VERSION: u32 = 1;

/// What was told of every saved query.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    version: u32,
    queries: BTreeMap<String, OfQuery>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct OfQuery {
    /// The number of the last report.
    report: u64,
    /// All that was ever told, or was known when the query was saved. In order.
    stories: Vec<u64>,
    /// The reports that may not have been told. In order.
    untold: Vec<Report>,
}

/// Stories that are new to a saved query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its number among the reports of the query, from 1.
    pub number: u64,
    /// The numbers of the stories. In order.
    pub stories: Vec<u64>,
}

impl Told {
    /// What is kept beside the index in `dir`; nothing where nothing was ever told.
    ///
    /// # Errors
    /// [`IndexError::Kept`] where it cannot be read as such: to take that for nothing would tell everything again.
    pub fn read(dir: &Path) -> Result<Self, IndexError> {
        let Some(content) = read(dir, NAME)? else {
            return Ok(Self::default());
        };
        let told = postcard::from_bytes::<Self>(&content).ok();
        told.filter(|told| told.version == VERSION)
            .ok_or_else(|| IndexError::Kept {
                file: dir.join(NAME),
            })
    }

    /// Writes it down, whole.
    pub fn write(&mut self, dir: &Path) -> Result<(), IndexError> {
        self.version = VERSION;
        write(dir, NAME, &postcard::to_stdvec(self)?)
    }

    /// Counts stories as told without a report: they were there when the query was saved.
    pub fn know(&mut self, query: &str, stories: &[[u64; 2]]) {
        let of_query = OfQuery {
            stories: in_order(stories.as_flattened().to_vec()),
            ..OfQuery::default()
        };
        self.queries.insert(query.to_owned(), of_query);
    }

    /// Forgets all queries but some.
    pub fn keep(&mut self, is_saved: impl Fn(&str) -> bool) {
        self.queries.retain(|query, _| is_saved(query));
    }

    /// What is to be told of a query that now finds some stories: the reports that may not have been told, and one of
    /// those stories that are in none yet. They count as told from now on; see [`confirm`](Self::confirm).
    pub fn reports(&mut self, query: &str, found: &[[u64; 2]]) -> Vec<Report> {
        let of_query = self.queries.entry(query.to_owned()).or_default();
        let told = |number| of_query.stories.binary_search(number).is_ok();
        let new = found.iter().filter(|numbers| !numbers.iter().any(told));
        let new = in_order(new.copied().flatten().collect());
        of_query.stories.extend(found.as_flattened());
        of_query.stories = in_order(std::mem::take(&mut of_query.stories));
        if !new.is_empty() {
            of_query.report += 1;
            of_query.untold.push(Report {
                number: of_query.report,
                stories: new,
            });
        }
        of_query.untold.clone()
    }

    /// Counts every report as told.
    pub fn confirm(&mut self) {
        for of_query in self.queries.values_mut() {
            of_query.untold.clear();
        }
    }
}

impl Report {
    /// Whether it tells of a story that has these numbers.
    pub fn tells_of(&self, numbers: [u64; 2]) -> bool {
        let mut numbers = numbers.iter();
        numbers.any(|number| self.stories.binary_search(number).is_ok())
    }
}

fn in_order(mut numbers: Vec<u64>) -> Vec<u64> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Days of an archive: what a query finds on each, and how far the telling gets before the process dies.
        #[test]
        fn the_news_is_the_difference_of_sets(
            days in prop::collection::vec((prop::collection::btree_set(0..20_u64, 0..12), 0..3_u8), 1..12),
            known in prop::collection::btree_set(0..20_u64, 0..4),
        ) {
            let dir = tempfile::tempdir().unwrap();
            let mut told = Told::default();
            let numbers = |stories: &BTreeSet<u64>| stories.iter().map(|story| [*story; 2]).collect::<Vec<_>>();
            told.know("storm", &numbers(&known));
            told.write(dir.path()).unwrap();
            // What a reader has, who keeps the number of the last report.
            let mut read: Vec<Report> = Vec::new();
            let mut met = known.clone();
            for (found, dies_after) in days {
                let mut told = Told::read(dir.path()).unwrap();
                let reports = told.reports("storm", &numbers(&found));
                if dies_after == 0 {
                    continue;
                }
                told.write(dir.path()).unwrap();
                for report in reports {
                    let last = read.last().map_or(0, |last| last.number);
                    prop_assert!(report.number <= last + 1, "a report is missed");
                    if report.number > last {
                        read.push(report);
                    } else {
                        prop_assert!(read.contains(&report), "a report has changed");
                    }
                }
                let news: BTreeSet<u64> = read.iter().flat_map(|report| report.stories.clone()).collect();
                met.extend(&found);
                prop_assert_eq!(&news, &met.difference(&known).copied().collect::<BTreeSet<_>>());
                let told_in_all: usize = read.iter().map(|report| report.stories.len()).sum();
                prop_assert_eq!(told_in_all, news.len(), "a story is told twice");
                if dies_after > 1 {
                    told.confirm();
                    told.write(dir.path()).unwrap();
                    prop_assert!(told.reports("storm", &numbers(&found)).is_empty());
                }
            }
        }
    }

    #[test]
    fn a_story_may_move_and_change() {
        let mut told = Told::default();
        told.know("storm", &[[1, 1]]);
        // It moves; it is read again where it is now; its index is made anew.
        for numbers in [[1, 2], [2, 2], [2, 3], [3, 3]] {
            assert_eq!(told.reports("storm", &[numbers]), []);
        }
        let reports = told.reports("storm", &[[3, 3], [5, 6]]);
        assert!(
            reports[0].tells_of([5, 6])
                && reports[0].tells_of([6, 7])
                && !reports[0].tells_of([3, 3])
        );
    }

    #[test]
    fn what_cannot_be_read_is_not_taken_for_nothing() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Told::read(dir.path()).unwrap(), Told::default());
        write(dir.path(), NAME, b"torn").unwrap();
        let error = Told::read(dir.path()).unwrap_err().to_string();
        assert!(
            error.starts_with("cannot read what is kept in `"),
            "{error}"
        );
    }
}
