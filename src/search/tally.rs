//! Counts the values of a text column over the stories that a query finds, without reading a story.
//!
//! Within a segment a value is a number, and counting is adding to a list. Between segments only the texts tell, and
//! looking one up unpacks a block of the column's dictionary: it is done for those alone that can matter. A value
//! that stands on `least` stories stands, in one of `n` segments, on at least a `n`th of them.

use std::cmp::Reverse;
use std::ops::{Bound, Range};

use rustc_hash::FxHashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Collects a [`Tally`] of the column of this name.
pub(super) struct Values(pub(super) &'static str);

/// How many stories have each value.
pub(super) struct Tally {
    segments: Vec<SegmentTally>,
}

impl Tally {
    /// How many stories were met.
    pub(super) fn stories(&self) -> u64 {
        self.segments.iter().map(|segment| segment.stories).sum()
    }

    /// The values that begin with one of the prefixes and stand on the most stories, the most first, equals by value.
    pub(super) fn most(
        &self,
        prefixes: &[&str],
        limit: usize,
    ) -> tantivy::Result<Vec<(String, u64)>> {
        let mut least = 1;
        for segment in &self.segments {
            // A segment's own first `limit` are as many values that stand on no fewer stories.
            let mut counts: Vec<u32> = Vec::new();
            for ords in segment.ranges(prefixes)? {
                let counted = segment.counts.get(ords).unwrap_or_default();
                counts.extend(counted.iter().copied().filter(|count| *count > 0));
            }
            if let Some(last) = limit.checked_sub(1).filter(|last| *last < counts.len()) {
                let (_, count, _) =
                    counts.select_nth_unstable_by_key(last, |count| Reverse(*count));
                least = least.max(u64::from(*count));
            }
        }
        let mut values = self.having(prefixes, least)?;
        values.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        values.truncate(limit);
        Ok(values)
    }

    /// The values that begin with one of the prefixes and stand on at least so many stories, in no particular order.
    pub(super) fn having(
        &self,
        prefixes: &[&str],
        least: u64,
    ) -> tantivy::Result<Vec<(String, u64)>> {
        let share = least.div_ceil(self.segments.len().max(1) as u64).max(1);
        let mut candidates = FxHashSet::default();
        for segment in &self.segments {
            segment.candidates(prefixes, share, &mut candidates)?;
        }
        let mut values = Vec::new();
        for value in candidates {
            let mut count = 0;
            for segment in &self.segments {
                count += segment.count(&value)?;
            }
            if count >= least {
                values.push((value, count));
            }
        }
        Ok(values)
    }
}

/// How many documents of a segment have each value, by the value's number.
pub(super) struct SegmentTally {
    column: Option<StrColumn>,
    counts: Vec<u32>,
    stories: u64,
}

impl SegmentTally {
    /// The numbers of the values that begin with each prefix.
    fn ranges(&self, prefixes: &[&str]) -> tantivy::Result<Vec<Range<usize>>> {
        let Some(column) = &self.column else {
            return Ok(Vec::new());
        };
        let mut ranges = Vec::new();
        for prefix in prefixes {
            let above = match after(prefix) {
                Some(above) => Bound::Excluded(above),
                None => Bound::Unbounded,
            };
            let from = Bound::Included(prefix.as_bytes().to_vec());
            let (from, to) = column.dictionary().term_bounds_to_ord(from, above)?;
            let from = match from {
                Bound::Included(ord) => ord,
                Bound::Excluded(ord) => ord.saturating_add(1),
                Bound::Unbounded => 0,
            };
            let to = match to {
                Bound::Included(ord) => ord.saturating_add(1),
                Bound::Excluded(ord) => ord,
                Bound::Unbounded => u64::MAX,
            };
            let within = |ord| {
                usize::try_from(ord)
                    .unwrap_or(usize::MAX)
                    .min(self.counts.len())
            };
            let (from, to) = (within(from), within(to));
            ranges.push(from..to.max(from));
        }
        Ok(ranges)
    }

    /// Adds the values that stand on at least so many documents of this segment.
    fn candidates(
        &self,
        prefixes: &[&str],
        least: u64,
        candidates: &mut FxHashSet<String>,
    ) -> tantivy::Result<()> {
        let Some(column) = &self.column else {
            return Ok(());
        };
        let mut ords = Vec::new();
        for range in self.ranges(prefixes)? {
            let counted = (range.start as u64..).zip(self.counts.get(range).unwrap_or_default());
            ords.extend(
                counted
                    .filter(|(_, count)| u64::from(**count) >= least)
                    .map(|(ord, _)| ord),
            );
        }
        ords.sort_unstable();
        column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
            if let Ok(value) = std::str::from_utf8(value)
                && !candidates.contains(value)
            {
                candidates.insert(value.to_owned());
            }
        })?;
        Ok(())
    }

    fn count(&self, value: &str) -> tantivy::Result<u64> {
        let Some(column) = &self.column else {
            return Ok(0);
        };
        let ord = column.dictionary().term_ord(value)?;
        let count = ord.and_then(|ord| self.counts.get(usize::try_from(ord).ok()?));
        Ok(count.copied().map_or(0, u64::from))
    }
}

/// The first text after all those that begin with a prefix; `None` where every text does.
fn after(prefix: &str) -> Option<Vec<u8>> {
    let mut bytes = prefix.as_bytes().to_vec();
    // No byte of UTF-8 is the greatest there is.
    *bytes.last_mut()? += 1;
    Some(bytes)
}

impl Collector for Values {
    type Fruit = Tally;
    type Child = SegmentTally;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentTally> {
        let column = reader.fast_fields().str(self.0)?;
        let values = column
            .as_ref()
            .map_or(0, |column| column.dictionary().num_terms());
        Ok(SegmentTally {
            column,
            counts: vec![0; values],
            stories: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<SegmentTally>) -> tantivy::Result<Tally> {
        Ok(Tally { segments })
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = Self;

    fn collect(&mut self, document: DocId, _: Score) {
        self.stories += 1;
        let Some(column) = &self.column else { return };
        for ord in column.ords().values_for_doc(document) {
            if let Some(count) = usize::try_from(ord)
                .ok()
                .and_then(|ord| self.counts.get_mut(ord))
            {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> Self {
        self
    }
}
