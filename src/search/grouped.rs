//! Groups the copies among the hits: a group is ranked where its best hit is.
//!
//! Most stories have no copy, and are ranked as if there were no groups. Hits that have copies
//! ([`crate::index::Groups`]) are set aside in the same pass, some twelve bytes each. The best of each group is then
//! collected with the other hits, so that a page consists of groups.
//!
//! The best of a group is the hit that the sort order puts first; among equals, the one published first.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::schema::Schema;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use super::Sort;
use crate::index::{CopyPosition, Groups, InSegment, find_in};

/// Hands the hits without copies to another collector, and sets the others aside.
pub(super) struct CopyCollector<'g, C> {
    pub(super) alone: &'g C,
    pub(super) groups: &'g Groups,
}

/// The hits of a query, divided into those without and those with copies.
pub(super) struct CopyFruit<F> {
    /// The collector's fruit for each segment, from the hits without copies.
    pub(super) fruits: Vec<F>,
    /// How many hits have no copies.
    pub(super) alone: usize,
    /// The hits that have copies in the archive, whether those are hits or not.
    pub(super) copies: Vec<CopyHit>,
}

/// A hit that has copies in the archive.
#[derive(Clone, Copy)]
pub(super) struct CopyHit {
    pub(super) address: DocAddress,
    pub(super) score: Score,
    place: CopyPosition,
}

/// The hits that have copies, by group.
pub(super) struct Grouped {
    copies: Vec<CopyHit>,
    /// For the best hit of each group, the range of its group; the best is the first in it.
    groups: FxHashMap<DocAddress, Range<usize>>,
}

impl Grouped {
    /// Puts copies into groups.
    pub(super) fn of(
        mut copies: Vec<CopyHit>,
        sort: Sort,
        searcher: &Searcher,
    ) -> tantivy::Result<Self> {
        match sort {
            Sort::Relevance => copies.sort_unstable_by(|a, b| {
                let best = b.score.total_cmp(&a.score);
                let groups = a.place.group.cmp(&b.place.group);
                groups.then(best).then(a.place.cmp(&b.place))
            }),
            // A group is in order of publication.
            Sort::Oldest => copies.sort_unstable_by_key(|copy| copy.place),
            Sort::Newest => {
                let columns = searcher.segment_readers().iter();
                let columns = columns.map(|reader| reader.fast_fields().i64("published_at"));
                let columns = columns.collect::<tantivy::Result<Vec<_>>>()?;
                copies.sort_by_cached_key(|copy| {
                    let segment = usize::try_from(copy.address.segment_ord).ok();
                    let column = segment.and_then(|segment| columns.get(segment));
                    let published = column.and_then(|column| column.first(copy.address.doc_id));
                    (copy.place.group, Reverse(published), copy.place)
                });
            }
        }
        let mut groups = FxHashMap::default();
        let mut begins = 0;
        for group in copies.chunk_by(|one, other| one.place.group == other.place.group) {
            let range = begins..begins + group.len();
            begins = range.end;
            groups.extend(group.first().map(|best| (best.address, range)));
        }
        Ok(Self { copies, groups })
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// The best of each group that are in a segment, in order of document.
    pub(super) fn best_in(&self, segment: SegmentOrdinal) -> Vec<CopyHit> {
        let ranges = self.groups.values();
        let best = ranges.filter_map(|range| self.copies.get(range.start));
        let inside = best.filter(|best| best.address.segment_ord == segment);
        let mut inside: Vec<CopyHit> = inside.copied().collect();
        inside.sort_unstable_by_key(|best| best.address);
        inside
    }

    /// The other hits in the group of its best hit, earliest first; none for a hit that is not the best.
    pub(super) fn others(&self, best: DocAddress) -> Vec<DocAddress> {
        let range = self.groups.get(&best).cloned().unwrap_or_default();
        let others = self.copies.get(range).unwrap_or_default().iter().skip(1);
        let mut others: Vec<&CopyHit> = others.collect();
        others.sort_unstable_by_key(|copy| copy.place);
        others.into_iter().map(|copy| copy.address).collect()
    }
}

impl<C: Collector> Collector for CopyCollector<'_, C> {
    type Fruit = CopyFruit<<C::Child as SegmentCollector>::Fruit>;
    type Child = CopySegmentCollector<C::Child>;

    fn check_schema(&self, schema: &Schema) -> tantivy::Result<()> {
        self.alone.check_schema(schema)
    }

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self::Child> {
        Ok(CopySegmentCollector {
            segment,
            alone: self.alone.for_segment(segment, reader)?,
            count: 0,
            stories: self.groups.in_segment(segment),
            passed: 0,
            copies: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.alone.requires_scoring()
    }

    fn merge_fruits(
        &self,
        segments: Vec<(<C::Child as SegmentCollector>::Fruit, usize, Vec<CopyHit>)>,
    ) -> tantivy::Result<Self::Fruit> {
        let mut fruit = CopyFruit {
            fruits: Vec::with_capacity(segments.len()),
            alone: 0,
            copies: Vec::new(),
        };
        for (inner, alone, copies) in segments {
            fruit.fruits.push(inner);
            fruit.alone += alone;
            fruit.copies.extend(copies);
        }
        Ok(fruit)
    }
}

/// Divides the hits of one segment, which come in order of document.
pub(super) struct CopySegmentCollector<S> {
    segment: SegmentOrdinal,
    alone: S,
    count: usize,
    stories: Arc<InSegment>,
    passed: usize,
    copies: Vec<CopyHit>,
}

impl<S: SegmentCollector> SegmentCollector for CopySegmentCollector<S> {
    type Fruit = (S::Fruit, usize, Vec<CopyHit>);

    fn collect(&mut self, document: DocId, score: Score) {
        let (place, passed) = find_in(&self.stories, document, self.passed);
        self.passed = passed;
        if let Some(place) = place {
            let address = DocAddress::new(self.segment, document);
            self.copies.push(CopyHit {
                address,
                score,
                place,
            });
        } else {
            self.count += 1;
            self.alone.collect(document, score);
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.alone.harvest(), self.count, self.copies)
    }
}
