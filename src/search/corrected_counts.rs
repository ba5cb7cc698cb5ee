//! Counts the entities in one segment that `names.toml` corrects, under their corrected names.
//!
//! They are few: each is looked up in the column's dictionary once, and counted apart from the others. A story that
//! names an entity under two names counts once.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use crate::index::{Corrections, Pair};
use crate::story::Entity;

/// The corrected entities of a segment, and how many documents name each under its corrected name.
pub(super) struct CorrectedCounts {
    corrections: Arc<Corrections>,
    /// Id and file of each document, to decide `[split]` rules.
    keys: Option<StrColumn>,
    /// The correction, by the entity's ordinal in the column.
    found: FxHashMap<u64, Correction>,
    /// The ordinals of entities with a rule of their own.
    with_rule: FxHashSet<u64>,
    /// How many documents name each entity.
    counts: FxHashMap<String, u32>,
    prefixes: Vec<String>,
    /// The entities that the current document names.
    named: Vec<String>,
}

enum Correction {
    /// Always this entity; `None` if it is hidden.
    One(Option<String>),
    /// It depends on the file.
    ByFile(Entity),
}

impl CorrectedCounts {
    pub(super) fn of(
        corrections: &Arc<Corrections>,
        prefixes: &[String],
        column: &StrColumn,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let (mut found, mut with_rule) = (FxHashMap::default(), FxHashSet::default());
        // Entities with a rule, and the entities that the rules lead to: a document with both names one.
        let of = corrections.found().cloned();
        let all = of.flat_map(|entity| {
            let mut all = corrections.meanings(&entity);
            all.push(entity);
            all
        });
        for entity in all {
            let has_rule = corrections.has_rule(&entity);
            if let Some(number) = column.dictionary().term_ord(entity.to_string())? {
                let correction = if corrections.splits(&entity) {
                    Correction::ByFile(entity)
                } else {
                    // Only a split depends on the file.
                    Correction::One(corrections.meaning(&entity, "").map(|is| is.to_string()))
                };
                found.insert(number, correction);
                with_rule.extend(has_rule.then_some(number));
            }
        }
        Ok(Self {
            corrections: Arc::clone(corrections),
            keys: reader.fast_fields().str("key")?,
            found,
            with_rule,
            counts: FxHashMap::default(),
            prefixes: prefixes.to_vec(),
            named: Vec::new(),
        })
    }

    /// Whether an entity has a rule of its own, by its ordinal.
    pub(super) fn has_rule(&self, number: u64) -> bool {
        self.with_rule.contains(&number)
    }

    /// Counts the person that a surname is taken for.
    pub(super) fn count_alias(&mut self, pair: &Pair, document: DocId) {
        let file = self.file(document).unwrap_or_default();
        let entity = self.corrections.meaning(&pair.full(), &file);
        self.add_name(entity.map(|is| is.to_string()));
    }

    /// Whether an entity that a document names is corrected, and so counted here.
    pub(super) fn count_entity(&mut self, number: u64, document: DocId) -> bool {
        let Some(correction) = self.found.get(&number) else {
            return false;
        };
        let name = match correction {
            Correction::One(name) => name.clone(),
            Correction::ByFile(entity) => {
                let file = self.file(document).unwrap_or_default();
                let is = self.corrections.meaning(entity, &file);
                is.map(|is| is.to_string())
            }
        };
        self.add_name(name);
        true
    }

    fn add_name(&mut self, name: Option<String>) {
        if let Some(name) = name
            && self.prefixes.iter().any(|prefix| name.starts_with(prefix))
            && !self.named.contains(&name)
        {
            self.named.push(name);
        }
    }

    /// Counts the entities that the current document names, and says whether there are any.
    pub(super) fn end_of_document(&mut self) -> bool {
        let any = !self.named.is_empty();
        for name in self.named.drain(..) {
            *self.counts.entry(name).or_default() += 1;
        }
        any
    }

    /// The entities that documents name.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    /// How many documents name an entity.
    pub(super) fn count(&self, value: &str) -> u64 {
        self.counts.get(value).copied().map_or(0, u64::from)
    }

    fn file(&self, document: DocId) -> Option<String> {
        let column = self.keys.as_ref()?;
        let mut key = String::new();
        column
            .ord_to_str(column.ords().first(document)?, &mut key)
            .ok()?;
        key.split_once('\0').map(|(_, file)| file.to_owned())
    }
}
