//! Counts what the stories that a query finds have in common.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::tally::{Tally, Values};
use super::{LocalSearch, SearchError, TimelineRequest};
use crate::annotate::tokens::fold;
use crate::query::Query;
use crate::story::{Entity, Facet, FacetCounts, FacetValue, Kind, TimelineAxis};

impl LocalSearch {
    /// Counts each facet over the stories that a query finds, with at most `limit` values each where they are names,
    /// sources or languages.
    pub fn facets(
        &self,
        query: &Query,
        facets: &[Facet],
        limit: usize,
    ) -> Result<Vec<FacetCounts>, SearchError> {
        let counts = facets.iter().map(|facet| self.facet(query, *facet, limit));
        counts.collect()
    }

    fn facet(&self, query: &Query, facet: Facet, limit: usize) -> Result<FacetCounts, SearchError> {
        let (values, without) = match facet {
            Facet::Who => self.names(query, &Kind::ALL, limit)?,
            Facet::Named(kind) => self.names(query, &[kind], limit)?,
            Facet::Source => {
                let tally = self.collect(query, &Values::of("source_name"))?;
                (sources(&tally, limit)?, tally.without())
            }
            Facet::Lang | Facet::Country => {
                let tally = self.collect(query, &Values::of(facet.as_str()))?;
                let codes = tally.most(limit, Some)?.into_iter();
                let values = codes.map(|(value, stories)| plain(value, stories));
                (values.collect(), tally.without())
            }
            Facet::Published => self.published(query)?,
        };
        Ok(FacetCounts {
            facet,
            values,
            without,
        })
    }

    fn names(
        &self,
        query: &Query,
        kinds: &[Kind],
        limit: usize,
    ) -> Result<(Vec<FacetValue>, u64), SearchError> {
        let tally = self.collect(query, &Values::named(kinds, self.archive()))?;
        let entities = tally.most(limit, |text| text.parse().ok())?.into_iter();
        let values = entities.map(|(Entity { kind, name }, stories)| FacetValue {
            value: name,
            kind: Some(kind),
            stories,
        });
        Ok((values.collect(), tally.without()))
    }

    fn published(&self, query: &Query) -> Result<(Vec<FacetValue>, u64), SearchError> {
        let timeline = self.timeline(&TimelineRequest {
            query: query.clone(),
            axis: TimelineAxis::Published,
            unit: None,
        })?;
        let buckets = timeline.buckets.iter().filter(|bucket| bucket.stories > 0);
        let values = buckets.map(|bucket| plain(timeline.unit.label(bucket.days), bucket.stories));
        let without = timeline.stories.undated + timeline.stories.imprecise;
        Ok((values.collect(), without))
    }
}

/// The sources with the most stories. A query ignores case, so one source may be written in several ways; it is shown
/// as most of its stories write it.
fn sources(tally: &Tally, limit: usize) -> tantivy::Result<Vec<FacetValue>> {
    let mut written = tally.having(1)?;
    written.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    let mut sources: FxHashMap<String, FacetValue> = FxHashMap::default();
    for (source, stories) in written {
        let known = sources.entry(fold(&source));
        known.or_insert_with(|| plain(source, 0)).stories += stories;
    }
    let mut sources: Vec<FacetValue> = sources.into_values().collect();
    sources.sort_unstable_by(|a, b| {
        (Reverse(a.stories), &a.value).cmp(&(Reverse(b.stories), &b.value))
    });
    sources.truncate(limit);
    Ok(sources)
}

fn plain(value: String, stories: u64) -> FacetValue {
    FacetValue {
        value,
        kind: None,
        stories,
    }
}
