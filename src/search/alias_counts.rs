//! Counts the surnames and short names in one segment that are taken for an entity, as that entity.
//!
//! Most are taken for an entity that another story of the segment names in full, and are counted with it by its
//! ordinal. The others are counted here.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{DocId, SegmentOrdinal};

use crate::index::{Alias, Aliases, Pair};

/// The short names of a segment that are taken for an entity.
pub(super) struct AliasCounts {
    aliases: Arc<Aliases>,
    here: Arc<Vec<Alias>>,
    /// How many of them belong to documents that have been passed.
    passed: usize,
    /// How many documents name an entity that no story of the segment names in full, by the index of its pair.
    elsewhere: FxHashMap<u32, u32>,
}

impl AliasCounts {
    pub(super) fn of(aliases: &Arc<Aliases>, segment: SegmentOrdinal) -> Self {
        Self {
            aliases: Arc::clone(aliases),
            here: aliases.in_segment(segment),
            passed: 0,
            elsewhere: FxHashMap::default(),
        }
    }

    /// The alias of an ordinal in a document. Documents must be asked for in order.
    pub(super) fn find(&mut self, document: DocId, number: u64) -> Option<Alias> {
        let rest = self.here.get(self.passed..)?;
        if rest.first()?.doc < document {
            self.passed += rest.partition_point(|alias| alias.doc < document);
        }
        let rest = self.here.get(self.passed..)?.iter();
        let mut of_document = rest.take_while(|alias| alias.doc == document);
        of_document
            .find(|alias| u64::from(alias.short) == number)
            .copied()
    }

    pub(super) fn pair(&self, alias: &Alias) -> Option<&Pair> {
        self.aliases.pair(alias)
    }

    /// Counts a short name that is taken for an entity which no story of the segment names in full.
    pub(super) fn add(&mut self, alias: &Alias) {
        *self.elsewhere.entry(alias.pair).or_default() += 1;
    }

    /// The entities that documents name so, and how many documents do.
    pub(super) fn elsewhere(&self) -> FxHashMap<String, u32> {
        let mut counts = FxHashMap::default();
        for (pair, count) in &self.elsewhere {
            if let Some(pair) = self.aliases.pairs().get(*pair as usize) {
                *counts.entry(pair.full().to_string()).or_default() += count;
            }
        }
        counts
    }
}
