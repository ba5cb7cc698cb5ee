//! Counts in one segment those entities of which something is said, as whom they are.
//!
//! They are few: each is looked up in the column's dictionary once, and is counted apart from the others. A story that
//! names somebody under two names counts once.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use crate::index::{Overlay, Pair};
use crate::story::Entity;

/// The entities of a segment of which something is said, and how many documents name whom they are.
pub(super) struct Meant {
    overlay: Arc<Overlay>,
    /// Id and file of each document, to tell who is split.
    keys: Option<StrColumn>,
    /// By the number of what was found in the column.
    found: FxHashMap<u64, Whom>,
    /// Those of whom something is said themselves.
    said: FxHashSet<u64>,
    /// Whom somebody can be.
    counts: FxHashMap<String, u32>,
    prefixes: Vec<String>,
    /// Whom the document names that is looked at.
    named: Vec<String>,
}

enum Whom {
    /// Always the same; nobody, where they are hidden.
    One(Option<String>),
    /// It depends on the file.
    ByFile(Entity),
}

impl Meant {
    pub(super) fn of(
        overlay: &Arc<Overlay>,
        prefixes: &[String],
        column: &StrColumn,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let (mut found, mut said) = (FxHashMap::default(), FxHashSet::default());
        // Those that are somebody else, and those that they are: a document with both names one.
        let of = overlay.found().cloned();
        let all = of.flat_map(|entity| {
            let mut all = overlay.meanings(&entity);
            all.push(entity);
            all
        });
        for entity in all {
            let is_said = overlay.speaks_of(&entity);
            if let Some(number) = column.dictionary().term_ord(entity.to_string())? {
                let whom = if overlay.splits(&entity) {
                    Whom::ByFile(entity)
                } else {
                    // No rule but a split asks for the file.
                    Whom::One(overlay.meaning(&entity, "").map(|is| is.to_string()))
                };
                found.insert(number, whom);
                said.extend(is_said.then_some(number));
            }
        }
        Ok(Self {
            overlay: Arc::clone(overlay),
            keys: reader.fast_fields().str("key")?,
            found,
            said,
            counts: FxHashMap::default(),
            prefixes: prefixes.to_vec(),
            named: Vec::new(),
        })
    }

    /// Whether something is said of an entity itself, by its number.
    pub(super) fn speaks_of(&self, number: u64) -> bool {
        self.said.contains(&number)
    }

    /// Counts the one that a surname is taken for.
    pub(super) fn take_pair(&mut self, pair: &Pair, document: DocId) {
        let file = self.file(document).unwrap_or_default();
        let whom = self.overlay.meaning(&pair.full(), &file);
        self.name(whom.map(|is| is.to_string()));
    }

    /// Whether something is said of an entity that a document names, which is then counted here.
    pub(super) fn takes(&mut self, number: u64, document: DocId) -> bool {
        let Some(whom) = self.found.get(&number) else {
            return false;
        };
        let whom = match whom {
            Whom::One(whom) => whom.clone(),
            Whom::ByFile(entity) => {
                let file = self.file(document).unwrap_or_default();
                let is = self.overlay.meaning(entity, &file);
                is.map(|is| is.to_string())
            }
        };
        self.name(whom);
        true
    }

    fn name(&mut self, whom: Option<String>) {
        if let Some(whom) = whom
            && self.prefixes.iter().any(|prefix| whom.starts_with(prefix))
            && !self.named.contains(&whom)
        {
            self.named.push(whom);
        }
    }

    /// Counts whom the document names; whether it names anybody.
    pub(super) fn end_of_document(&mut self) -> bool {
        let any = !self.named.is_empty();
        for whom in self.named.drain(..) {
            *self.counts.entry(whom).or_default() += 1;
        }
        any
    }

    /// Whom documents name.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    /// How many documents name somebody.
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
