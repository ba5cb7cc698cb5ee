//! Counts in one segment the surnames that are taken for somebody, as whom they are.
//!
//! Most are taken for somebody whom another story of the segment names in full, and are counted with them by number.
//! The others are counted here.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{DocId, SegmentOrdinal};

use crate::index::{Alias, Aliases, Pair};

/// The surnames of a segment that are taken for somebody.
pub(super) struct Taken {
    aliases: Arc<Aliases>,
    here: Arc<Vec<Alias>>,
    /// How many of them are of documents that are passed.
    passed: usize,
    /// How many documents name somebody whom no story of the segment names in full, by the place of the pair.
    elsewhere: FxHashMap<u32, u32>,
}

impl Taken {
    pub(super) fn of(aliases: &Arc<Aliases>, segment: SegmentOrdinal) -> Self {
        Self {
            aliases: Arc::clone(aliases),
            here: aliases.in_segment(segment),
            passed: 0,
            elsewhere: FxHashMap::default(),
        }
    }

    /// That of a number in a document. Documents are asked for in order.
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

    /// Counts one that is taken for somebody whom no story of the segment names in full.
    pub(super) fn add(&mut self, alias: &Alias) {
        *self.elsewhere.entry(alias.pair).or_default() += 1;
    }

    /// Whom documents name so, and how many.
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
