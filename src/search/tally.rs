//! Counts the values of a text column over the hits of a query, without reading a story.
//!
//! Within a segment a value is an ordinal, and counting increments an array. Across segments only the texts of values
//! are comparable, and looking one up unpacks a block of the column's dictionary, so it is done only for values that
//! can matter: a value of `least` stories has, in one of `n` segments, at least an `n`th of them.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::alias_counts::AliasCounts;
use super::corrected_counts::CorrectedCounts;
use crate::index::ordinals::beginning_with;
use crate::index::{Aliases, Archive, Corrections};
use crate::story::Kind;

/// Collects a [`Tally`] of a column.
pub(super) struct Values {
    column: &'static str,
    /// Only values that begin with one of these are counted.
    prefixes: Vec<String>,
    /// The corrections of `names.toml`, if the values are entities.
    corrections: Option<Arc<Corrections>>,
    /// What short names are taken for, if the values are entities.
    aliases: Option<Arc<Aliases>>,
}

impl Values {
    /// All values of a column.
    pub(super) fn of(column: &'static str) -> Self {
        Self {
            column,
            prefixes: vec![String::new()],
            corrections: None,
            aliases: None,
        }
    }

    /// The entities of some kinds, corrected and with short names resolved.
    pub(super) fn named(kinds: &[Kind], archive: &Archive) -> Self {
        let corrections = &archive.corrections;
        Self {
            column: "entity",
            prefixes: kinds.iter().map(|kind| format!("{kind}/")).collect(),
            corrections: (!corrections.is_empty()).then(|| Arc::clone(corrections)),
            aliases: Some(Arc::clone(&archive.aliases)),
        }
    }
}

/// How many stories have each value.
pub(super) struct Tally {
    segments: Vec<SegmentTally>,
}

impl Tally {
    /// How many stories were counted.
    pub(super) fn stories(&self) -> u64 {
        self.segments.iter().map(|segment| segment.stories).sum()
    }

    /// How many of them have none of the values.
    pub(super) fn without(&self) -> u64 {
        self.segments.iter().map(|segment| segment.without).sum()
    }

    /// The `limit` values of the most stories, most frequent first, each parsed by `read`; ties are in the order of
    /// what `read` gives. Values that cannot be parsed are left out.
    pub(super) fn most<V: Ord>(
        &self,
        limit: usize,
        read: impl Fn(String) -> Option<V>,
    ) -> tantivy::Result<Vec<(V, u64)>> {
        let mut least = 1;
        for segment in &self.segments {
            // The `limit` best values of one segment have at least as many stories over all segments: so their least is
            // a bound.
            let counts = segment.counts.iter().copied().filter(|count| *count > 0);
            let mut counts: Vec<u32> = counts.collect();
            if let Some(last) = limit.checked_sub(1).filter(|last| *last < counts.len()) {
                let (_, count, _) =
                    counts.select_nth_unstable_by_key(last, |count| Reverse(*count));
                least = least.max(u64::from(*count));
            }
        }
        let values = self.having(least)?.into_iter();
        let values = values.filter_map(|(value, count)| Some((read(value)?, count)));
        let mut values: Vec<(V, u64)> = values.collect();
        values.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        values.truncate(limit);
        Ok(values)
    }

    /// How many stories have a value.
    pub(super) fn count(&self, value: &str) -> tantivy::Result<u64> {
        let counts = self.segments.iter().map(|segment| segment.count(value));
        counts.sum()
    }

    /// The values of at least so many stories, in no particular order.
    pub(super) fn having(&self, least: u64) -> tantivy::Result<Vec<(String, u64)>> {
        let share = least.div_ceil(self.segments.len().max(1) as u64).max(1);
        let mut counts = FxHashMap::default();
        for segment in &self.segments {
            segment.add(share, &mut counts)?;
        }
        if share > 1 {
            // A value that was added from one segment may have fewer documents in another.
            for (value, count) in &mut counts {
                *count = self.count(value)?;
            }
        }
        Ok(counts
            .into_iter()
            .filter(|(_, count)| *count >= least)
            .collect())
    }
}

/// How many documents of a segment have each value, by the value's ordinal.
pub(super) struct SegmentTally {
    column: Option<StrColumn>,
    wanted: Vec<Range<u64>>,
    /// Only values that begin with one of these are wanted.
    prefixes: Vec<String>,
    counts: Vec<u32>,
    /// The ordinals of the current document.
    numbers: Vec<u64>,
    corrected: Option<CorrectedCounts>,
    aliases: Option<AliasCounts>,
    /// How many documents name an entity by a short name, if no document names it in full.
    elsewhere: FxHashMap<String, u32>,
    stories: u64,
    without: u64,
}

impl SegmentTally {
    /// Counts one value of a document, as the entity it means, and says whether it is a wanted one.
    fn count_one(&mut self, number: u64, document: DocId) -> bool {
        let has_rule = self
            .corrected
            .as_ref()
            .is_some_and(|corrected| corrected.has_rule(number));
        let mut number = number;
        if !has_rule
            && let Some(aliases) = &mut self.aliases
            && let Some(alias) = aliases.find(document, number)
        {
            let Some(full) = alias.full else {
                match (&mut self.corrected, aliases.pair(&alias)) {
                    (Some(corrected), Some(pair)) => corrected.count_alias(pair, document),
                    (None, Some(pair)) => {
                        let full = pair.full().to_string();
                        let mut prefixes = self.prefixes.iter();
                        let is_wanted = prefixes.any(|prefix| full.starts_with(prefix));
                        if is_wanted {
                            aliases.add(&alias);
                        }
                        return is_wanted;
                    }
                    (_, None) => {}
                }
                return false;
            };
            number = full.into();
        }
        if let Some(corrected) = &mut self.corrected
            && corrected.count_entity(number, document)
        {
            return false;
        }
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        let is_wanted = self.wanted.iter().any(|wanted| wanted.contains(&number));
        let count = self.counts.get_mut(place).filter(|_| is_wanted);
        count.map(|count| *count += 1).is_some()
    }

    /// Adds to `counts` the values of at least so many documents of this segment.
    fn add(&self, least: u64, counts: &mut FxHashMap<String, u64>) -> tantivy::Result<()> {
        let Some(column) = &self.column else {
            return Ok(());
        };
        if let Some(corrected) = &self.corrected {
            for value in corrected.values() {
                *counts.entry(value.to_owned()).or_default() += corrected.count(value);
            }
        }
        for (value, count) in &self.elsewhere {
            if u64::from(*count) >= least {
                *counts.entry(value.clone()).or_default() += u64::from(*count);
            }
        }
        let counted = (0..).zip(self.counts.iter().copied().map(u64::from));
        let enough = counted.filter(|(_, count)| *count >= least);
        let (ords, enough): (Vec<u64>, Vec<u64>) = enough.unzip();
        let mut enough = enough.into_iter();
        column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
            let count = enough.next().unwrap_or_default();
            let Ok(value) = std::str::from_utf8(value) else {
                return;
            };
            match counts.get_mut(value) {
                Some(known) => *known += count,
                None => {
                    counts.insert(value.to_owned(), count);
                }
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
        let corrected = self
            .corrected
            .as_ref()
            .map_or(0, |corrected| corrected.count(value));
        let elsewhere = self.elsewhere.get(value).copied().map_or(0, u64::from);
        Ok(count.copied().map_or(0, u64::from) + corrected + elsewhere)
    }
}

impl Collector for Values {
    type Fruit = Tally;
    type Child = SegmentTally;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentTally> {
        let column = reader.fast_fields().str(self.column)?;
        let mut segment = SegmentTally {
            column: None,
            wanted: Vec::new(),
            prefixes: self.prefixes.clone(),
            counts: Vec::new(),
            numbers: Vec::new(),
            corrected: None,
            aliases: None,
            elsewhere: FxHashMap::default(),
            stories: 0,
            without: 0,
        };
        if let Some(column) = column {
            for prefix in &self.prefixes {
                segment.wanted.push(beginning_with(&column, prefix)?);
            }
            segment.counts = vec![0; column.dictionary().num_terms()];
            if let Some(corrections) = &self.corrections {
                segment.corrected = Some(CorrectedCounts::of(
                    corrections,
                    &self.prefixes,
                    &column,
                    reader,
                )?);
            }
            if let Some(aliases) = &self.aliases {
                segment.aliases = Some(AliasCounts::of(aliases, ordinal));
            }
            segment.column = Some(column);
        }
        Ok(segment)
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
        let mut has_any = false;
        if let Some(column) = &self.column {
            self.numbers.extend(column.ords().values_for_doc(document));
        }
        let mut numbers = std::mem::take(&mut self.numbers);
        for number in numbers.drain(..) {
            has_any |= self.count_one(number, document);
        }
        self.numbers = numbers;
        if let Some(corrected) = &mut self.corrected {
            has_any |= corrected.end_of_document();
        }
        self.without += u64::from(!has_any);
    }

    fn harvest(mut self) -> Self {
        self.elsewhere = self
            .aliases
            .as_ref()
            .map(AliasCounts::elsewhere)
            .unwrap_or_default();
        self
    }
}
