//! Counts the stories that a query finds over time.
//!
//! The ends of every interval of a story are in a column, so no stored story is read. The length of a bucket is chosen
//! from the middle of the distribution, so that one story about the Norman conquest does not put a year's news into one
//! bar.

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, Count, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::{LocalSearch, SearchError};
use crate::index::cells;
use crate::query::{Axis, DateFilter, DateRange, Query, Relation};
use crate::story::{Bucket, Interval, Placed, Precision, Timeline, TimelineAxis, Unit};

/// A request to count stories over time.
#[derive(Clone, Debug)]
pub struct TimelineRequest {
    /// The stories to count.
    pub query: Query,
    /// By which of their dates.
    pub axis: TimelineAxis,
    /// The length of a bucket; chosen from the dates if `None`.
    pub unit: Option<Unit>,
}

impl LocalSearch {
    /// Counts the stories that a query finds, and all stories of the archive for comparison.
    pub fn timeline(&self, request: &TimelineRequest) -> Result<Timeline, SearchError> {
        let axis = request.axis;
        let unit = match request.unit {
            Some(unit) => unit,
            None => self.suitable_unit(&request.query, axis)?,
        };
        let (stories, counted) = self.count_placed(&request.query, axis, unit)?;
        let (archive, all) = match request.query {
            Query::All => (stories, counted.clone()),
            _ => self.count_placed(&Query::All, axis, unit)?,
        };
        let ends = counted.keys().min().zip(counted.keys().max());
        let mut buckets: Vec<Bucket> = all
            .into_iter()
            .filter(|(days, _)| ends.is_some_and(|(first, last)| first <= days && days <= last))
            .map(|(days, archive)| Bucket {
                days,
                stories: counted.get(&days).copied().unwrap_or_default(),
                archive,
            })
            .collect();
        buckets.sort_unstable_by_key(|bucket| bucket.days);
        Ok(Timeline {
            axis,
            unit,
            stories,
            left_out: self.left_out(&request.query)?,
            archive,
            buckets,
        })
    }

    /// The unit that suits the middle nine tenths of the dates that are no longer than a year.
    fn suitable_unit(&self, query: &Query, axis: TimelineAxis) -> Result<Unit, SearchError> {
        let intervals = Intervals(column(axis));
        let counts = self.collect(query, &intervals)?;
        let mut days: Vec<(Interval, u64)> = counts
            .into_iter()
            .filter_map(|(packed, count)| Some((cells::unpacked(packed)?, count)))
            .filter(|(interval, _)| interval.precision() <= Precision::Year)
            .collect();
        days.sort_unstable();
        let all: u64 = days.iter().map(|(_, count)| count).sum();
        // The first day by which so many twentieths of the dates have passed.
        let at = |twentieths: u64| {
            let mut so_far = 0;
            days.iter().find_map(|(interval, count)| {
                so_far += count;
                (so_far * 20 >= all * twentieths).then_some(cells::day_number(interval.first()))
            })
        };
        let span = at(1)
            .zip(at(19))
            .map_or(0, |(first, last)| last.abs_diff(first));
        Ok(Unit::for_days(u64::from(span) + 1))
    }

    /// How many of the stories that a query finds fall into each bucket.
    fn count_placed(
        &self,
        query: &Query,
        axis: TimelineAxis,
        unit: Unit,
    ) -> Result<(Placed, FxHashMap<Interval, u64>), SearchError> {
        let buckets = Buckets {
            column: column(axis),
            unit,
        };
        let counted = self.collect(query, &buckets)?;
        let undated = Query::Date(DateFilter {
            axis: match axis {
                TimelineAxis::Published => Axis::Published,
                TimelineAxis::About => Axis::About,
            },
            relation: Relation::Within,
            range: DateRange::None,
        });
        let count = |query| Ok::<_, SearchError>(self.collect(&query, &Count)? as u64);
        let undated = count(query.clone().and(undated))?;
        let placed = Placed {
            total: counted.total,
            undated,
            imprecise: counted.total.saturating_sub(counted.placed + undated),
        };
        Ok((placed, counted.buckets))
    }
}

fn column(axis: TimelineAxis) -> &'static str {
    match axis {
        TimelineAxis::Published => "published_ends",
        TimelineAxis::About => "about_ends",
    }
}

/// Counts documents by the buckets that their intervals lie in.
struct Buckets {
    column: &'static str,
    unit: Unit,
}

/// How many documents there are, how many fall into any bucket, and how many into each.
#[derive(Default)]
struct Counted {
    total: u64,
    placed: u64,
    buckets: FxHashMap<Interval, u64>,
}

impl Collector for Buckets {
    type Fruit = Counted;
    type Child = SegmentBuckets;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentBuckets> {
        Ok(SegmentBuckets {
            ends: reader.fast_fields().u64(self.column)?,
            unit: self.unit,
            known: FxHashMap::default(),
            of_document: Vec::new(),
            counted: Counted::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counted>) -> tantivy::Result<Counted> {
        let mut all = Counted::default();
        for segment in segments {
            all.total += segment.total;
            all.placed += segment.placed;
            add_all(&mut all.buckets, segment.buckets);
        }
        Ok(all)
    }
}

struct SegmentBuckets {
    ends: Column<u64>,
    unit: Unit,
    // Dates repeat: the calendar is asked once for each interval.
    known: FxHashMap<u64, Option<Interval>>,
    // The buckets of one document.
    of_document: Vec<Interval>,
    counted: Counted,
}

impl SegmentCollector for SegmentBuckets {
    type Fruit = Counted;

    fn collect(&mut self, document: DocId, _: Score) {
        self.of_document.clear();
        for packed in self.ends.values_for_doc(document) {
            let unit = self.unit;
            let bucket = *self
                .known
                .entry(packed)
                .or_insert_with(|| unit.containing(cells::unpacked(packed)?));
            self.of_document
                .extend(bucket.filter(|bucket| !self.of_document.contains(bucket)));
        }
        self.counted.total += 1;
        self.counted.placed += u64::from(!self.of_document.is_empty());
        for bucket in &self.of_document {
            *self.counted.buckets.entry(*bucket).or_default() += 1;
        }
    }

    fn harvest(self) -> Counted {
        self.counted
    }
}

/// Counts how often each interval occurs, packed as in the column.
pub(super) struct Intervals(pub(super) &'static str);

impl Collector for Intervals {
    type Fruit = FxHashMap<u64, u64>;
    type Child = SegmentIntervals;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentIntervals> {
        Ok(SegmentIntervals {
            ends: reader.fast_fields().u64(self.0)?,
            counts: FxHashMap::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all = FxHashMap::default();
        for segment in segments {
            add_all(&mut all, segment);
        }
        Ok(all)
    }
}

pub(super) struct SegmentIntervals {
    ends: Column<u64>,
    counts: FxHashMap<u64, u64>,
}

impl SegmentCollector for SegmentIntervals {
    type Fruit = FxHashMap<u64, u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        for packed in self.ends.values_for_doc(document) {
            *self.counts.entry(packed).or_default() += 1;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.counts
    }
}

fn add_all<K: Eq + std::hash::Hash>(counts: &mut FxHashMap<K, u64>, more: FxHashMap<K, u64>) {
    for (key, count) in more {
        *counts.entry(key).or_default() += count;
    }
}
