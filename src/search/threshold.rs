//! The top-k threshold: the score that a hit must reach to be on the page. A hit that cannot reach it need not be
//! scored in full.
//!
//! The collector of the best hits raises it on the way ([`ThresholdCollector`]); bonuses are skipped by it
//! ([`bonus_query`](super::bonus_query)).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::schema::Schema;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// The lowest score on the page so far; 0 until the page is full.
#[derive(Clone, Debug, Default)]
pub(super) struct Threshold(Arc<AtomicU32>);

/// A margin for rounding: a sum that is less than this short of the threshold may reach it.
const ROUNDED_UP: Score = 1.0001;

impl Threshold {
    /// Whether a hit with at most this score may belong on the page.
    pub(super) fn is_reached_by(&self, score: Score) -> bool {
        score * ROUNDED_UP >= Score::from_bits(self.0.load(Ordering::Relaxed))
    }

    fn raise(&self, score: Bits) {
        self.0.fetch_max(score.0, Ordering::Relaxed);
    }
}

/// A score as its bits: non-negative floats sort like their bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Bits(u32);

impl Bits {
    fn of(score: Score) -> Self {
        Self(score.max(0.0).to_bits())
    }
}

/// A collector that passes hits on to another one, and raises the threshold by their scores.
pub(super) struct ThresholdCollector<C> {
    pub(super) top: C,
    /// How many hits there can be up to the end of the page.
    pub(super) places: usize,
    pub(super) threshold: Threshold,
}

impl<C: Collector> Collector for ThresholdCollector<C> {
    type Fruit = C::Fruit;
    type Child = ThresholdSegmentCollector<C::Child>;

    fn check_schema(&self, schema: &Schema) -> tantivy::Result<()> {
        self.top.check_schema(schema)
    }

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self::Child> {
        Ok(ThresholdSegmentCollector {
            top: self.top.for_segment(segment, reader)?,
            best: BinaryHeap::new(),
            places: self.places,
            threshold: self.threshold.clone(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.top.requires_scoring()
    }

    fn merge_fruits(
        &self,
        segments: Vec<<C::Child as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<C::Fruit> {
        self.top.merge_fruits(segments)
    }
}

/// The same for one segment.
pub(super) struct ThresholdSegmentCollector<S> {
    top: S,
    /// The best scores, at most `places` of them; the lowest is on top.
    best: BinaryHeap<Reverse<Bits>>,
    places: usize,
    threshold: Threshold,
}

impl<S: SegmentCollector> SegmentCollector for ThresholdSegmentCollector<S> {
    type Fruit = S::Fruit;

    fn collect(&mut self, document: DocId, score: Score) {
        if !self.threshold.is_reached_by(score) {
            return;
        }
        self.top.collect(document, score);
        let score = Bits::of(score);
        if self.best.len() < self.places {
            self.best.push(Reverse(score));
        } else if let Some(mut least) = self.best.peek_mut()
            && score > least.0
        {
            *least = Reverse(score);
        }
        if self.best.len() == self.places
            && let Some(Reverse(least)) = self.best.peek()
        {
            self.threshold.raise(*least);
        }
    }

    fn harvest(self) -> S::Fruit {
        self.top.harvest()
    }
}
