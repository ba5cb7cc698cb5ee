//! Keeps the days on which stories were first read when an index is rebuilt.
//!
//! Only the old index knows them. Before it is removed, they are written to a file beside it, by the [`Numbers`] of its
//! stories. Later runs look there for stories that are new to them. At the end of a run, the days that were taken over
//! are dropped from the file. The others stay, since a folder may be indexed again much later.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Index, IndexReader, ReloadPolicy, SegmentReader, TERMINATED, TantivyError};

use super::IndexError;
use super::directory::{IndexDirectory, index_error};
use super::identity::{Numbers, Origin};
use super::open::open_index;
use super::side_files;
use crate::story::Story;

/// Beside the index.
const NAME: &str = ".dateline-first-read";
/// Changes with the form of the file.
const VERSION: u32 = 1;
/// The range of the terms for intervals of a single day: its first prefix, and the prefix after the range.
const DAY: [&str; 2] = ["=d", "=e"];

/// When the stories of a removed index were first read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FirstRead {
    days: FxHashMap<u64, Date>,
}

impl FirstRead {
    /// Reads the file beside the index in `dir`; empty if there is none.
    ///
    /// # Errors
    /// [`IndexError::SideFile`] if it is not as it was written.
    pub fn read(dir: &Path) -> Result<Self, IndexError> {
        let Some(content) = side_files::read(dir, NAME)? else {
            return Ok(Self::default());
        };
        let kept = postcard::from_bytes::<(u32, BTreeMap<Date, Vec<u64>>)>(&content);
        let (_, days) =
            kept.ok()
                .filter(|(version, _)| *version == VERSION)
                .ok_or(IndexError::SideFile {
                    file: dir.join(NAME),
                })?;
        let days = days.into_iter().flat_map(|(day, numbers)| {
            let numbers = numbers.into_iter();
            numbers.map(move |number| (number, day))
        });
        Ok(Self {
            days: days.collect(),
        })
    }

    /// Whether `file` is the one that holds these days.
    pub fn is_in(file: &Path) -> bool {
        file.ends_with(NAME)
    }

    /// Adds the days of the index in `dir`, of whatever format, to those that no index has taken over yet.
    pub fn save(dir: &Path) -> Result<(), IndexError> {
        let mut all = Self::read(dir)?;
        all.days.extend(of_index(dir)?);
        if all.days.is_empty() {
            return Ok(());
        }
        all.write(dir)
    }

    /// The day on which a story was first read.
    pub fn day_of(&self, story: &Story) -> Option<Date> {
        if self.days.is_empty() {
            return None;
        }
        let number = Numbers::of(story, Origin::Here).current;
        self.days.get(&number).copied()
    }

    /// Drops the days that the index in `dir` has taken over.
    pub fn drop_indexed(&self, dir: &Path) -> Result<(), IndexError> {
        if self.days.is_empty() {
            return Ok(());
        }
        let there = of_index(dir)?;
        let left = self.days.iter();
        let left = left.filter(|(number, _)| !there.contains_key(number));
        let days: FxHashMap<u64, Date> = left.map(|(number, day)| (*number, *day)).collect();
        if days.is_empty() {
            side_files::remove(dir, NAME)
        } else {
            Self { days }.write(dir)
        }
    }

    fn write(&self, dir: &Path) -> Result<(), IndexError> {
        let mut days: BTreeMap<Date, Vec<u64>> = BTreeMap::new();
        for (number, day) in &self.days {
            days.entry(*day).or_default().push(*number);
        }
        for numbers in days.values_mut() {
            numbers.sort_unstable();
        }
        side_files::write(dir, NAME, &postcard::to_stdvec(&(VERSION, days))?)
    }
}

/// The days of an index, by the numbers of its stories; empty if there is no index.
///
/// It reads two fields by name and relies on nothing else, because a rebuilt index is mostly one of an older format.
fn of_index(dir: &Path) -> Result<FxHashMap<u64, Date>, IndexError> {
    let tantivy = |error| index_error(error, dir);
    let mut days = FxHashMap::default();
    let index = match open_index(dir) {
        Ok(index) => index,
        Err(IndexError::Missing { .. } | IndexError::NotAnIndex { .. }) => return Ok(days),
        Err(IndexError::OtherFormat { .. }) => {
            let folder = IndexDirectory::open(dir).map_err(TantivyError::from);
            folder.and_then(Index::open).map_err(tantivy)?
        }
        Err(error) => return Err(error),
    };
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    let reader: IndexReader = reader.try_into().map_err(tantivy)?;
    for segment in reader.searcher().segment_readers() {
        of_segment(segment, &mut days).map_err(tantivy)?;
    }
    Ok(days)
}

fn of_segment(
    segment: &SegmentReader,
    days: &mut FxHashMap<u64, Date>,
) -> Result<(), TantivyError> {
    let Ok(field) = segment.schema().get_field("seen") else {
        return Ok(());
    };
    let Some(column) = segment.fast_fields().column_opt::<u64>("numbers")? else {
        return Ok(());
    };
    let inverted = segment.inverted_index(field)?;
    let [from, to] = DAY;
    let terms = inverted.terms().range().ge(from).lt(to);
    let mut terms = terms.into_stream()?;
    while let Some((term, info)) = terms.next() {
        let day = std::str::from_utf8(term).ok();
        let Some(day) = day.and_then(|term| term.strip_prefix(from)?.parse().ok()) else {
            continue;
        };
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            if !segment.is_deleted(doc)
                && let Some(numbers) = Numbers::of_column(column.values_for_doc(doc))
            {
                // Two stories of one id in one file cannot be told apart: the earlier day is right for one of them.
                let known = days.entry(numbers.current).or_insert(day);
                *known = day.min(*known);
            }
            postings.advance();
        }
    }
    Ok(())
}
