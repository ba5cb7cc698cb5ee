//! People's corrections of names: `names.toml`, a file beside the index that is laid over the names as found.
//!
//! ```toml
//! [merge]
//! "person/E. Musk" = "person/Elon Musk"
//!
//! [hide]
//! "person/EDT" = true
//! ```
//!
//! The index keeps what was found. Corrections apply from the next query on, in filters and counts alike, and are gone
//! once they are deleted from the file. `docs/names.md` describes every table.
#![expect(
    clippy::disallowed_methods,
    reason = "what people keep beside an index is on the disk"
)]

mod parse;

use std::fs;
use std::io;
use std::path::Path;

use globset::GlobMatcher;
use rustc_hash::{FxHashMap, FxHashSet};

pub use parse::NamesError;

use crate::story::{AnnotatedStory, Entity, Kind};

/// Beside the index.
const NAME: &str = "names.toml";

/// The corrections for the names of an archive.
#[derive(Debug, Default)]
pub struct Corrections {
    rules: FxHashMap<Entity, Rule>,
}

/// The rule for an entity, at most one of each table.
#[derive(Debug, Default)]
struct Rule {
    hidden: bool,
    kind: Option<Kind>,
    into: Option<Entity>,
    name: Option<String>,
    /// In files that match the pattern, the entity has this other name.
    split: Vec<(GlobMatcher, String)>,
}

impl Rule {
    /// The entities that this rule alone turns an entity into, before their own rules apply.
    fn targets(&self, found: &Entity) -> impl Iterator<Item = Entity> {
        let split = self.split.iter().map(|(_, name)| Entity {
            kind: found.kind,
            name: name.clone(),
        });
        let kind = self.kind.map(|kind| Entity {
            kind,
            name: found.name.clone(),
        });
        split.chain(self.into.clone()).chain(kind)
    }
}

impl Corrections {
    /// Reads the corrections for the index in `dir`; empty if there is no file.
    pub fn read(dir: &Path) -> Result<Self, NamesError> {
        let file = dir.join(NAME);
        match fs::read_to_string(&file) {
            Ok(text) => parse::read(&text, &file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(NamesError::Io { file, source }),
        }
    }

    /// Whether there are no corrections.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The corrected entity for one that was found in a file; `None` if it is hidden.
    pub fn meaning(&self, found: &Entity, file: &str) -> Option<Entity> {
        let mut is = found.clone();
        if let Some(rule) = self.rules.get(&is)
            && let Some((_, name)) = rule.split.iter().find(|(fits, _)| fits.is_match(file))
        {
            is.name.clone_from(name);
        }
        self.follow(is)
    }

    /// The corrected entity, without regard to `[split]`.
    fn follow(&self, mut is: Entity) -> Option<Entity> {
        // Circles are refused on reading, so this ends.
        while let Some(rule) = self.rules.get(&is) {
            if rule.hidden {
                return None;
            }
            match (rule.kind, &rule.into) {
                (Some(kind), _) => is.kind = kind,
                (None, Some(into)) => is = into.clone(),
                (None, None) => {
                    is.name = rule.name.clone().unwrap_or(is.name);
                    break;
                }
            }
        }
        Some(is)
    }

    /// Whether any entity is merged into another.
    pub fn merges(&self) -> bool {
        self.rules.values().any(|rule| rule.into.is_some())
    }

    /// Whether there is a rule for an entity.
    pub fn has_rule(&self, found: &Entity) -> bool {
        self.rules.contains_key(found)
    }

    /// Every entity with a rule.
    pub fn found(&self) -> impl Iterator<Item = &Entity> {
        self.rules.keys()
    }

    /// The entities whose rules never apply, sorted: no story names them, and no rule leads to them.
    pub fn unused_corrections(
        &self,
        mut is_named: impl FnMut(&Entity) -> tantivy::Result<bool>,
    ) -> tantivy::Result<Vec<&Entity>> {
        let rules = self.rules.iter();
        let targets: FxHashSet<Entity> = rules
            .flat_map(|(found, rule)| rule.targets(found))
            .collect();
        let mut unused_corrections = Vec::new();
        for entity in self.rules.keys().filter(|entity| !targets.contains(entity)) {
            if !is_named(entity)? {
                unused_corrections.push(entity);
            }
        }
        unused_corrections.sort_unstable();
        Ok(unused_corrections)
    }

    /// Whether the correction of an entity depends on the file.
    pub fn splits(&self, found: &Entity) -> bool {
        self.rules
            .get(found)
            .is_some_and(|rule| !rule.split.is_empty())
    }

    /// Every entity that one can be corrected to.
    pub fn meanings(&self, found: &Entity) -> Vec<Entity> {
        self.in_some_file(found).flatten().collect()
    }

    /// Whether, in some file, an entity's membership in these kinds changes by correction; a hidden entity is of no
    /// kind.
    pub fn changes_kind(&self, found: &Entity, kinds: &[Kind]) -> bool {
        let asked = |kind: Kind| Some(kind).filter(|kind| kinds.contains(kind));
        let mut is = self.in_some_file(found);
        is.any(|is| is.and_then(|is| asked(is.kind)) != asked(found.kind))
    }

    /// The corrected entity in files that match no pattern, and in those that match each pattern; `None` if it is
    /// hidden.
    fn in_some_file(&self, found: &Entity) -> impl Iterator<Item = Option<Entity>> {
        let split = self.rules.get(found).map_or(&[][..], |rule| &rule.split);
        let names = split.iter().map(|(_, name)| Entity {
            kind: found.kind,
            name: name.clone(),
        });
        let all = std::iter::once(found.clone()).chain(names);
        all.map(|entity| self.follow(entity))
    }

    /// Every entity that can be corrected to this one, if there is a rule for one of them.
    pub fn found_as(&self, is: &Entity) -> Vec<Entity> {
        let rules = self.rules.keys();
        let mut found: Vec<Entity> = rules
            .filter(|found| *found == is || self.meanings(found).contains(is))
            .cloned()
            .collect();
        if !found.is_empty() && !found.contains(is) {
            found.push(is.clone());
        }
        found
    }

    /// Applies the corrections to the names of a story.
    pub fn apply(&self, annotated: &mut AnnotatedStory) {
        let AnnotatedStory { story, names, .. } = annotated;
        if !names.entities.iter().any(|entity| self.has_rule(entity)) {
            return;
        }
        let mut entities: Vec<Entity> = Vec::with_capacity(names.entities.len());
        let mut places: Vec<Option<u32>> = Vec::with_capacity(names.entities.len());
        for found in &names.entities {
            places.push(self.meaning(found, &story.file).and_then(|is| {
                let known = entities.iter().position(|known| *known == is);
                let place = known.unwrap_or(entities.len());
                if known.is_none() {
                    entities.push(is);
                }
                u32::try_from(place).ok()
            }));
        }
        names.entities = entities;
        names.mentions.retain_mut(|mention| {
            let place = places.get(mention.entity as usize).copied().flatten();
            mention.entity = place.unwrap_or_default();
            place.is_some()
        });
    }
}
