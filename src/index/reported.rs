//! Records which stories were reported for each saved query, by their numbers, and in which report.
//!
//! A story has two [`Numbers`], and counts as reported if either was, except a number that belonged to another story.
//! So a story that moves or changes is not news.
//!
//! A report takes three steps:
//!
//! 1. It is written to disk as not yet shown. If the process dies before that, nothing was shown, and the next run
//!    finds the same stories new.
//! 2. It is shown.
//! 3. It is marked as shown. If the process dies before that, the report may or may not have been shown, so the next
//!    run shows it again under the same number. Whoever remembers the number of the last report can tell it from a new
//!    one.
//!
//! The name of a query is never forgotten, because people edit the file of queries: it may be empty for an instant, or
//! lack a query that comes back. If the program removes a query, the number of its last report is kept, so that the
//! reports of a later query of the same name are not taken for old ones.

mod rebuilt;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::IndexError;
use super::identity::Numbers;
use super::side_files::{read, remove, write};

/// Beside the index.
const NAME: &str = ".dateline-told";
/// Changes with the format of the file.
const VERSION: u32 = 2;

/// What was reported for every saved query.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// By the name of the query.
    queries: BTreeMap<String, QueryRecord>,
    /// By the name of the query, what queries that are about to be saved have found.
    known: BTreeMap<String, SavedQueryStories>,
}

/// What a query found when it was saved.
///
/// It takes effect once that query is the saved one of its name. A process that dies before saving it leaves the query
/// before, and what was reported for that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedQueryStories {
    /// The query, as it is written in `saved.toml`.
    query: String,
    stories: Vec<u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct QueryRecord {
    /// The number of the last report.
    report: u64,
    /// All stories that were ever reported, or were known when the query was saved. Sorted.
    stories: Vec<u64>,
    /// The reports that may not have been shown. In order.
    unconfirmed: Vec<Report>,
}

/// The reports to show for a query.
#[derive(Debug, PartialEq, Eq)]
pub struct Reports {
    /// Those that may not have been shown, in order. The query may no longer find their stories.
    pub unconfirmed: Vec<Report>,
    /// The report of the stories that are new, if any.
    pub new: Option<Report>,
}

/// Stories that are new to a saved query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its number among the reports of the query, from 1.
    pub number: u64,
    /// The numbers of the stories. Sorted.
    pub stories: Vec<u64>,
}

impl Reported {
    /// Reads the file beside the index in `dir`; empty if nothing was ever reported.
    ///
    /// # Errors
    /// [`IndexError::SideFile`] if it cannot be read: treating that as empty would report everything again.
    pub fn read(dir: &Path) -> Result<Self, IndexError> {
        let Some(content) = read(dir, NAME)? else {
            return Ok(Self::default());
        };
        Self::of(&content).ok_or_else(|| IndexError::SideFile {
            file: dir.join(NAME),
        })
    }

    fn of(content: &[u8]) -> Option<Self> {
        let (head, rest) = postcard::take_from_bytes::<(u32, _)>(content).ok()?;
        let (version, queries) = head;
        let known = match version {
            1 => BTreeMap::new(),
            VERSION => postcard::from_bytes(rest).ok()?,
            _ => return None,
        };
        Some(Self { queries, known })
    }

    /// Writes the file atomically.
    pub fn write(&self, dir: &Path) -> Result<(), IndexError> {
        write(dir, NAME, &self.content()?)?;
        // This belongs to a rebuilt index that was never finished.
        remove(dir, rebuilt::REBUILT)
    }

    fn content(&self) -> Result<Vec<u8>, IndexError> {
        Ok(postcard::to_stdvec(&(VERSION, &self.queries, &self.known))?)
    }

    /// Counts what a query finds as reported, without a report, once that query is saved under its name. The numbers of
    /// its reports continue.
    pub fn mark_known(&mut self, name: &str, query: String, found: &[Numbers]) {
        let stories = sorted(found.iter().flat_map(both_numbers).collect());
        self.known
            .insert(name.to_owned(), SavedQueryStories { query, stories });
    }

    /// Forgets what was reported, or may not have been shown, for a query that is removed. The numbers of its reports
    /// continue.
    pub fn forget(&mut self, name: &str) {
        self.known.remove(name);
        if let Some(record) = self.queries.get_mut(name) {
            record.stories.clear();
            record.unconfirmed.clear();
        }
    }

    /// The reports to show for a query that now finds some stories, which count as reported from now on; see
    /// [`confirm`](Self::confirm). If the query was edited in its file, what was reported for the previous one counts
    /// for it too, and reports that may not have been shown are still to be shown.
    pub fn reports(&mut self, name: &str, query: &str, found: &[Numbers]) -> Reports {
        let record = self.queries.entry(name.to_owned()).or_default();
        if let Some(known) = self.known.remove(name)
            && known.query == query
        {
            record.stories = known.stories;
        }
        let is_reported = |number: &u64| record.stories.binary_search(number).is_ok();
        let new = found
            .iter()
            .filter(|numbers| !own_numbers(numbers).any(|number| is_reported(&number)));
        let new = sorted(new.flat_map(own_numbers).collect());
        record.stories.extend(found.iter().flat_map(both_numbers));
        record.stories = sorted(std::mem::take(&mut record.stories));
        let unconfirmed = record.unconfirmed.clone();
        let new = (!new.is_empty()).then(|| {
            record.report += 1;
            Report {
                number: record.report,
                stories: new,
            }
        });
        record.unconfirmed.extend(new.clone());
        Reports { unconfirmed, new }
    }

    /// Marks the reports of a query up to this one as shown.
    pub fn confirm(&mut self, name: &str, number: u64) {
        if let Some(record) = self.queries.get_mut(name) {
            record.unconfirmed.retain(|report| report.number > number);
        }
    }
}

impl Report {
    /// Whether it contains the story with these numbers.
    pub fn contains(&self, numbers: &Numbers) -> bool {
        own_numbers(numbers).any(|number| self.stories.binary_search(&number).is_ok())
    }
}

/// The numbers that are a story's own.
fn own_numbers(numbers: &Numbers) -> impl Iterator<Item = u64> + use<> {
    let current = numbers.is_its_own.then_some(numbers.current);
    std::iter::once(numbers.original).chain(current)
}

fn both_numbers(numbers: &Numbers) -> [u64; 2] {
    [numbers.original, numbers.current]
}

fn sorted(mut numbers: Vec<u64>) -> Vec<u64> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// A story that had one number at first and now has another.
    fn story(original: u64, current: u64) -> Numbers {
        Numbers {
            original,
            current,
            is_its_own: true,
        }
    }

    /// All reports to show, in order.
    fn all(reports: Reports) -> Vec<Report> {
        reports.unconfirmed.into_iter().chain(reports.new).collect()
    }

    proptest! {
        /// Days of an archive: what a query finds on each, and how far the telling gets before the process dies.
        #[test]
        fn the_news_is_the_difference_of_sets(
            days in prop::collection::vec((prop::collection::btree_set(0..20_u64, 0..12), 0..3_u8), 1..12),
            known in prop::collection::btree_set(0..20_u64, 0..4),
        ) {
            let dir = tempfile::tempdir().unwrap();
            let mut reported = Reported::default();
            let numbers = |stories: &BTreeSet<u64>| stories.iter().map(|number| story(*number, *number)).collect::<Vec<_>>();
            reported.mark_known("storm", "storm".to_owned(), &numbers(&known));
            reported.write(dir.path()).unwrap();
            // What a reader has, who keeps the number of the last report.
            let mut read: Vec<Report> = Vec::new();
            let mut met = known.clone();
            for (found, dies_after) in days {
                let mut reported = Reported::read(dir.path()).unwrap();
                let reports = all(reported.reports("storm", "storm", &numbers(&found)));
                if dies_after == 0 {
                    continue;
                }
                reported.write(dir.path()).unwrap();
                let newest = reports.last().map_or(0, |report| report.number);
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
                    reported.confirm("storm", newest);
                    reported.write(dir.path()).unwrap();
                    prop_assert_eq!(all(reported.reports("storm", "storm", &numbers(&found))), []);
                }
            }
        }
    }

    /// The reports to show for the query `storm`.
    fn storm(reported: &mut Reported, found: &[Numbers]) -> Vec<Report> {
        all(reported.reports("storm", "storm", found))
    }

    #[test]
    fn a_story_may_move_and_change() {
        let mut reported = Reported::default();
        reported.mark_known("storm", "storm".to_owned(), &[story(1, 1)]);
        // It moves; it is read again at its new place; the index is rebuilt.
        for numbers in [story(1, 2), story(2, 2), story(2, 3), story(3, 3)] {
            assert_eq!(storm(&mut reported, &[numbers]), []);
        }
        let reports = storm(&mut reported, &[story(3, 3), story(5, 6)]);
        assert!(
            reports[0].contains(&story(5, 6))
                && reports[0].contains(&story(6, 7))
                && !reports[0].contains(&story(3, 3))
        );
    }

    #[test]
    fn a_new_story_at_the_place_of_another_is_news() {
        let mut reported = Reported::default();
        reported.mark_known("storm", "storm".to_owned(), &[story(1, 1)]);
        let (moved, newcomer) = (
            story(1, 2),
            Numbers {
                is_its_own: false,
                ..story(7, 1)
            },
        );
        let reports = storm(&mut reported, &[moved, newcomer]);
        assert!(reports[0].contains(&newcomer) && !reports[0].contains(&moved));
        reported.confirm("storm", 1);
        assert_eq!(storm(&mut reported, &[moved, newcomer]), []);
        let rebuilt = [story(2, 2), story(1, 1)];
        assert_eq!(storm(&mut reported, &rebuilt), [], "an index made anew");
    }

    #[test]
    fn a_query_takes_the_place_of_another_when_it_is_saved() {
        let mut reported = Reported::default();
        reported.mark_known("storm", "storm".to_owned(), &[story(1, 1)]);
        assert_eq!(
            storm(&mut reported, &[story(1, 1), story(2, 2)])[0].number,
            1
        );
        reported.confirm("storm", 1);
        // One that dies before the other query is saved changes nothing.
        reported.mark_known("storm", "rain".to_owned(), &[story(3, 3)]);
        assert_eq!(storm(&mut reported, &[story(1, 1), story(2, 2)]), []);
        // The reports are counted on, whichever query they are of.
        reported.mark_known("storm", "rain".to_owned(), &[story(3, 3)]);
        let reports = reported.reports("storm", "rain", &[story(1, 1), story(3, 3)]);
        let new = reports.new.unwrap();
        assert_eq!((reports.unconfirmed, new.number), (Vec::new(), 2));
        assert!(new.contains(&story(1, 1)) && !new.contains(&story(3, 3)));
    }

    #[test]
    fn unconfirmed_reports_outlive_their_query() {
        let mut reported = Reported::default();
        assert_eq!(storm(&mut reported, &[story(1, 1)])[0].number, 1);
        reported.mark_known("storm", "rain".to_owned(), &[story(2, 2)]);
        let reports = reported.reports("storm", "rain", &[story(2, 2), story(3, 3)]);
        assert!(reports.unconfirmed[0].contains(&story(1, 1)));
        assert_eq!(
            (reports.unconfirmed[0].number, reports.new.unwrap().number),
            (1, 2)
        );
    }

    #[test]
    fn a_removed_query_leaves_its_last_report_number() {
        let mut reported = Reported::default();
        assert_eq!(storm(&mut reported, &[story(1, 1)])[0].number, 1);
        reported.forget("storm");
        reported.mark_known("storm", "storm".to_owned(), &[story(2, 2)]);
        let reports = storm(&mut reported, &[story(1, 1), story(2, 2)]);
        assert_eq!((reports.len(), reports[0].number), (1, 2));
        assert!(reports[0].contains(&story(1, 1)) && !reports[0].contains(&story(2, 2)));
        // A query written into the file by hand reports all its stories.
        reported.forget("storm");
        let reports = storm(&mut reported, &[story(1, 1), story(2, 2)]);
        assert_eq!((reports.len(), reports[0].number), (1, 3));
        assert!(reports[0].contains(&story(2, 2)));
    }

    #[test]
    fn older_files_are_still_read() {
        let record = QueryRecord {
            report: 3,
            stories: vec![1],
            unconfirmed: Vec::new(),
        };
        let queries = BTreeMap::from([("storm".to_owned(), record)]);
        let content = postcard::to_stdvec(&(1_u32, &queries)).unwrap();
        let reported = Reported::of(&content).unwrap();
        assert_eq!((&reported.queries, reported.known.len()), (&queries, 0));
        assert_eq!(
            Reported::of(&postcard::to_stdvec(&(9_u32, &queries)).unwrap()),
            None
        );
    }

    #[test]
    fn a_damaged_file_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Reported::read(dir.path()).unwrap(), Reported::default());
        write(dir.path(), NAME, b"torn").unwrap();
        let error = Reported::read(dir.path()).unwrap_err().to_string();
        assert!(
            error.starts_with("cannot read the damaged file `"),
            "{error}"
        );
    }
}
