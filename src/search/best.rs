//! Collects the top-k hits of a compiled query: how many hits there are, and those of one page.

use std::num::NonZeroUsize;

use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::query::Query as TantivyQuery;
use tantivy::{DocAddress, Order};

use super::grouped::{CopyCollector, Grouped};
use super::local::StoryStatistics;
use super::threshold::{Threshold, ThresholdCollector};
use super::{Copies, LocalSearch, Request, SearchError, Sort};

/// The hits asked for, and how many there are.
pub(super) struct Best {
    /// How many stories are hits.
    pub(super) total: usize,
    /// How many groups of copies they are in, if they are grouped.
    pub(super) groups: Option<usize>,
    pub(super) hits: Vec<Found>,
}

/// One of the hits asked for.
pub(super) struct Found {
    pub(super) address: DocAddress,
    pub(super) score: f32,
    /// The hits that are copies of it, if they are grouped.
    pub(super) copies: Vec<DocAddress>,
}

impl LocalSearch {
    /// The page of hits that a request asks for, among those that `query` finds. If they are ranked by score, this
    /// raises the threshold on the way.
    pub(super) fn best(
        &self,
        query: &dyn TantivyQuery,
        threshold: &Threshold,
        request: &Request,
    ) -> Result<Best, SearchError> {
        let Some(limit) = NonZeroUsize::new(request.limit) else {
            return self.count_only(query, request);
        };
        // A collector allocates room for all it is asked for, so never ask for more documents than there are.
        let documents = usize::try_from(self.archive().searcher.num_docs());
        let documents = documents.unwrap_or(usize::MAX).max(1);
        let limit = limit.get().min(documents);
        let offset = request.offset.min(documents);
        let top = TopDocs::with_limit(limit).and_offset(offset);
        let key = self.tie_breaker().clone();
        let order = match request.sort {
            Sort::Relevance => {
                let by_score = ThresholdCollector {
                    top: top.order_by((SortBySimilarityScore, key)),
                    places: offset + limit,
                    threshold: threshold.clone(),
                };
                return self.ranked(query, request, by_score, |(score, _)| score);
            }
            Sort::Newest => Order::Desc,
            Sort::Oldest => Order::Asc,
        };
        let published = SortByStaticFastValue::<i64>::for_field("published_at");
        let by_day = top.order_by(((published, order), key));
        self.ranked(query, request, by_day, |_| 0.0)
    }

    fn count_only(&self, query: &dyn TantivyQuery, request: &Request) -> Result<Best, SearchError> {
        let searcher = &self.archive().searcher;
        let (total, groups) = if request.copies == Copies::Show {
            (searcher.search(query, &Count)?, None)
        } else {
            let collector = CopyCollector {
                alone: &Count,
                groups: self.groups()?,
            };
            let parted = searcher.search(query, &collector)?;
            let total = parted.alone + parted.copies.len();
            let grouped = Grouped::of(parted.copies, request.sort, searcher)?;
            (total, Some(parted.alone + grouped.len()))
        };
        Ok(Best {
            total,
            groups,
            hits: Vec::new(),
        })
    }

    /// The hits that `top` puts first. `score` takes the score from the key they are ordered by.
    fn ranked<K: 'static>(
        &self,
        query: &dyn TantivyQuery,
        request: &Request,
        top: impl Collector<Fruit = Vec<(K, DocAddress)>>,
        score: impl Fn(K) -> f32,
    ) -> Result<Best, SearchError> {
        let searcher = &self.archive().searcher;
        let statistics = StoryStatistics::of(self.archive());
        let found = |(key, address), copies| Found {
            address,
            score: score(key),
            copies,
        };
        if request.copies == Copies::Show {
            let all = (Count, top);
            let (total, best) =
                searcher.search_with_statistics_provider(query, &all, &statistics)?;
            let hits = best.into_iter().map(|hit| found(hit, Vec::new()));
            return Ok(Best {
                total,
                groups: None,
                hits: hits.collect(),
            });
        }
        let collector = CopyCollector {
            alone: &top,
            groups: self.groups()?,
        };
        let parted = searcher.search_with_statistics_provider(query, &collector, &statistics)?;
        let total = parted.alone + parted.copies.len();
        let grouped = Grouped::of(parted.copies, request.sort, searcher)?;
        let mut fruits = parted.fruits;
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let best = grouped.best_in(segment);
            if best.is_empty() {
                continue;
            }
            let mut collector = top.for_segment(segment, reader)?;
            for copy in best {
                collector.collect(copy.address.doc_id, copy.score);
            }
            fruits.push(collector.harvest());
        }
        let best = top.merge_fruits(fruits)?.into_iter();
        let hits = best.map(|hit| {
            let copies = grouped.others(hit.1);
            found(hit, copies)
        });
        Ok(Best {
            total,
            groups: Some(parted.alone + grouped.len()),
            hits: hits.collect(),
        })
    }
}
