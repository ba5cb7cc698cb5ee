//! What people say of the names in an archive: a file beside the index that is laid over what was found.
//!
//! ```toml
//! [merge]
//! "person/E. Musk" = "person/Elon Musk"
//!
//! [hide]
//! "person/EDT" = true
//! ```
//!
//! The index keeps what was found. What the file says holds from the next question on, in filters and counts alike, and no
//! longer once it is deleted. `docs/names.md` tells of every table.
#![expect(
    clippy::disallowed_methods,
    reason = "what people keep beside an index is on the disk"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobMatcher};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use crate::story::{AnnotatedStory, Entity, Kind};

/// Beside the index.
const NAME: &str = "names.toml";

/// What is laid over the names of an archive.
#[derive(Debug, Default)]
pub struct Overlay {
    rules: FxHashMap<Entity, Rule>,
}

/// What is said of an entity. One of a sort at most.
#[derive(Debug, Default)]
struct Rule {
    hidden: bool,
    kind: Option<Kind>,
    into: Option<Entity>,
    name: Option<String>,
    /// In files that fit, it is somebody of another name.
    split: Vec<(GlobMatcher, String)>,
}

/// What is wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// It cannot be read.
    #[error("cannot read `{}`", file.display())]
    Io {
        /// Which.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no TOML, or says something that is not known. The problem has several lines.
    #[error("cannot read `{}`: {problem}", file.display())]
    Toml {
        /// Which.
        file: PathBuf,
        /// Where and why.
        problem: String,
    },
    /// What it says makes no sense.
    #[error("`{}` line {line}: {problem}", file.display())]
    Rule {
        /// Which.
        file: PathBuf,
        /// Where, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
        /// What to do about it.
        hint: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct Written {
    merge: BTreeMap<Spanned<String>, String>,
    rename: BTreeMap<Spanned<String>, String>,
    kind: BTreeMap<Spanned<String>, String>,
    split: BTreeMap<Spanned<String>, BTreeMap<String, String>>,
    hide: BTreeMap<Spanned<String>, bool>,
}

impl Overlay {
    /// That of the index in `dir`; nothing where there is no file.
    pub fn read(dir: &Path) -> Result<Self, NamesError> {
        let file = dir.join(NAME);
        match fs::read_to_string(&file) {
            Ok(text) => Self::parse(&text, &file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(NamesError::Io { file, source }),
        }
    }

    fn parse(text: &str, file: &Path) -> Result<Self, NamesError> {
        let written: Written = toml::from_str(text).map_err(|error| NamesError::Toml {
            file: file.to_owned(),
            problem: error.to_string().trim_end().to_owned(),
        })?;
        let mut reader = Reader {
            text,
            file,
            overlay: Self::default(),
        };
        for (of, into) in &written.merge {
            let into = reader.entity(into, of)?;
            reader.rule(of)?.into = Some(into);
        }
        for (of, name) in &written.rename {
            let name = reader.name(name, of)?;
            reader.rule(of)?.name = Some(name);
        }
        for (of, kind) in &written.kind {
            let kind = kind.parse().map_err(|()| {
                let problem = format!("expected `person`, `org` or `place`, found `{kind}`");
                reader.wrong(of, problem, "\"org/Pennsylvania\" = \"place\"")
            })?;
            reader.rule(of)?.kind = Some(kind);
        }
        for (of, files) in &written.split {
            for (glob, name) in files {
                let name = reader.name(name, of)?;
                let fits = Glob::new(glob).map_err(|error| {
                    let problem = format!("cannot read `{glob}` as a pattern of files: {error}");
                    reader.wrong(
                        of,
                        problem,
                        "\"person/John Smith\" = { \"sport/*\" = \"John Smith (footballer)\" }",
                    )
                })?;
                reader.rule(of)?.split.push((fits.compile_matcher(), name));
            }
        }
        for (of, hidden) in &written.hide {
            reader.rule(of)?.hidden = *hidden;
        }
        reader.no_circles(written.merge.keys().chain(written.kind.keys()))?;
        Ok(reader.overlay)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whom an entity that was found in a file is; `None` where it is to be hidden.
    pub fn meaning(&self, found: &Entity, file: &str) -> Option<Entity> {
        let mut is = found.clone();
        if let Some(rule) = self.rules.get(&is)
            && let Some((_, name)) = rule.split.iter().find(|(fits, _)| fits.is_match(file))
        {
            is.name.clone_from(name);
        }
        // No circle was let in, so there is an end.
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

    /// Every entity that something is said of.
    pub fn found(&self) -> impl Iterator<Item = &Entity> {
        self.rules.keys()
    }

    /// Whether whom an entity is depends on the file.
    pub fn splits(&self, found: &Entity) -> bool {
        self.rules
            .get(found)
            .is_some_and(|rule| !rule.split.is_empty())
    }

    /// Everybody whom an entity can be.
    pub fn meanings(&self, found: &Entity) -> Vec<Entity> {
        let split = self.rules.get(found).map_or(&[][..], |rule| &rule.split);
        let names = split.iter().map(|(_, name)| Entity {
            kind: found.kind,
            name: name.clone(),
        });
        // No file has this name: what no pattern fits.
        let mut meanings: Vec<Entity> = self.meaning(found, "\0").into_iter().collect();
        meanings.extend(names.filter_map(|name| self.meaning(&name, "\0")));
        meanings
    }

    /// Every entity that may be somebody, where something is said of one of them.
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

    /// Lays what is said over the names of a story.
    pub fn apply(&self, annotated: &mut AnnotatedStory) {
        let AnnotatedStory { story, names, .. } = annotated;
        if !names
            .entities
            .iter()
            .any(|entity| self.rules.contains_key(entity))
        {
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

struct Reader<'t> {
    text: &'t str,
    file: &'t Path,
    overlay: Overlay,
}

impl Reader<'_> {
    fn rule(&mut self, of: &Spanned<String>) -> Result<&mut Rule, NamesError> {
        let entity = self.entity(of.get_ref(), of)?;
        Ok(self.overlay.rules.entry(entity).or_default())
    }

    fn entity(&self, text: &str, of: &Spanned<String>) -> Result<Entity, NamesError> {
        let entity = text.parse::<Entity>().ok();
        entity.filter(|entity| !entity.name.trim().is_empty()).ok_or_else(|| {
            let problem = format!("expected a kind and a name, found `{text}`");
            self.wrong(of, problem, "write `person/Elon Musk`, `org/X` or `place/Butler`, as `dateline who --format csv` has them")
        })
    }

    fn name(&self, name: &str, of: &Spanned<String>) -> Result<String, NamesError> {
        if name.contains(char::is_alphanumeric) {
            return Ok(name.to_owned());
        }
        let problem = format!("expected a name, found `{name}`");
        Err(self.wrong(of, problem, "to hide somebody, there is the table `[hide]`"))
    }

    /// Whoever is somebody else is that in the end.
    fn no_circles<'s>(
        &self,
        said: impl Iterator<Item = &'s Spanned<String>>,
    ) -> Result<(), NamesError> {
        for of in said {
            let mut at = self.entity(of.get_ref(), of)?;
            for _ in 0..=self.overlay.rules.len() {
                let rule = self.overlay.rules.get(&at);
                match rule.map(|rule| (rule.kind, rule.into.clone())) {
                    Some((Some(_), Some(_))) => {
                        let problem = format!("`{at}` is of another kind, and also somebody else");
                        return Err(self.wrong(
                            of,
                            problem,
                            "whom it is merged into has a kind: leave the other line out",
                        ));
                    }
                    Some((Some(kind), None)) => at.kind = kind,
                    Some((None, Some(into))) => at = into,
                    _ => break,
                }
            }
            let rule = self.overlay.rules.get(&at);
            if rule.is_some_and(|rule| rule.kind.is_some() || rule.into.is_some()) {
                let problem = format!("`{}` leads back to itself", of.get_ref());
                return Err(self.wrong(
                    of,
                    problem,
                    "one of those that lead to each other must be the one that is meant",
                ));
            }
        }
        Ok(())
    }

    fn wrong(&self, of: &Spanned<String>, problem: String, hint: &'static str) -> NamesError {
        let before = self.text.get(..of.span().start).unwrap_or_default();
        NamesError::Rule {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            problem,
            hint,
        }
    }
}

impl NamesError {
    /// What to do about it, where anything is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Io { .. } => None,
            Self::Toml { .. } => {
                Some("the tables are `[merge]`, `[rename]`, `[kind]`, `[split]` and `[hide]`")
            }
            Self::Rule { hint, .. } => Some(hint),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlay(text: &str) -> Result<Overlay, NamesError> {
        Overlay::parse(text, Path::new("names.toml"))
    }

    fn check(text: &str, file: &str, rows: &[(&str, Option<&str>)]) {
        let overlay = overlay(text).unwrap();
        for (found, is) in rows {
            let meaning = overlay.meaning(&found.parse().unwrap(), file);
            assert_eq!(meaning.map(|is| is.to_string()).as_deref(), *is, "{found}");
        }
    }

    #[test]
    fn what_each_table_says() {
        let text = r#"
            [merge]
            "person/E. Musk" = "person/Elon Musk"
            "person/Musk" = "person/E. Musk"
            [rename]
            "person/Elon Musk" = "Elon R. Musk"
            [kind]
            "org/Butler" = "place"
            [split]
            "person/John Smith" = { "sport/*" = "John Smith (footballer)" }
            [hide]
            "place/Butler" = false
            "person/EDT" = true
        "#;
        check(
            text,
            "sport/1987.txt",
            &[
                ("person/Musk", Some("person/Elon R. Musk")),
                ("person/Elon Musk", Some("person/Elon R. Musk")),
                ("org/Elon Musk", Some("org/Elon Musk")),
                ("org/Butler", Some("place/Butler")),
                ("person/John Smith", Some("person/John Smith (footballer)")),
                ("person/EDT", None),
                ("person/Anybody Else", Some("person/Anybody Else")),
            ],
        );
        check(
            text,
            "news/1.txt",
            &[("person/John Smith", Some("person/John Smith"))],
        );
        check(
            "[hide]\n\"person/Elon Musk\" = true\n[merge]\n\"person/Musk\" = \"person/Elon Musk\"",
            "",
            &[("person/Musk", None)],
        );
    }

    #[test]
    fn what_makes_no_sense_is_told_with_its_line() {
        for (text, told) in [
            (
                "[merge]\n\"Elon Musk\" = \"person/Elon Musk\"",
                "`names.toml` line 2: expected a kind and a name, found `Elon Musk`",
            ),
            (
                "[merge]\n\n\"person/Musk\" = \"man/Musk\"",
                "`names.toml` line 3: expected a kind and a name, found `man/Musk`",
            ),
            (
                "[kind]\n\"org/Butler\" = \"town\"",
                "`names.toml` line 2: expected `person`, `org` or `place`, found `town`",
            ),
            (
                "[rename]\n\"org/X\" = \"\"",
                "`names.toml` line 2: expected a name, found ``",
            ),
            (
                "[split]\n\"org/X\" = { \"a[\" = \"Y\" }",
                "`names.toml` line 2: cannot read `a[` as a pattern of files",
            ),
            (
                "[merge]\n\"org/X\" = \"org/Y\"\n\"org/Y\" = \"org/X\"",
                "`names.toml` line 2: `org/X` leads back to itself",
            ),
            (
                "[merge]\n\"org/X\" = \"org/Y\"\n[kind]\n\"org/X\" = \"place\"",
                "`names.toml` line 2: `org/X` is of another kind, and also somebody else",
            ),
            (
                "[merg]\n\"org/X\" = \"org/Y\"",
                "cannot read `names.toml`: TOML parse error at line 1, column 2",
            ),
            (
                "[hide]\n\"org/X\" = true\n\"org/X\" = true",
                "cannot read `names.toml`: TOML parse error at line 3",
            ),
        ] {
            let error = overlay(text).unwrap_err();
            assert!(error.to_string().starts_with(told), "{error}");
            assert!(error.hint().is_some());
        }
    }
}
