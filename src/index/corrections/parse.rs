//! Parses `names.toml`, with errors that have the line.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use globset::Glob;
use serde::Deserialize;
use toml::Spanned;

use super::{Corrections, Rule};
use crate::story::Entity;

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
    /// It is not TOML, or has an unknown key. The problem has several lines.
    #[error("cannot read `{}`: {problem}", file.display())]
    Toml {
        /// Which.
        file: PathBuf,
        /// Where and why.
        problem: String,
    },
    /// A rule makes no sense.
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
struct NamesFile {
    merge: BTreeMap<Spanned<String>, String>,
    rename: BTreeMap<Spanned<String>, String>,
    kind: BTreeMap<Spanned<String>, String>,
    split: BTreeMap<Spanned<String>, BTreeMap<String, String>>,
    hide: BTreeMap<Spanned<String>, bool>,
}

/// Parses the content of `file`.
pub(super) fn read(text: &str, file: &Path) -> Result<Corrections, NamesError> {
    let written: NamesFile = toml::from_str(text).map_err(|error| NamesError::Toml {
        file: file.to_owned(),
        problem: error.to_string().trim_end().to_owned(),
    })?;
    let mut reader = Reader {
        text,
        file,
        corrections: Corrections::default(),
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
                let problem = format!("invalid file pattern `{glob}`: {error}");
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
    reader.check_no_cycles(written.merge.keys().chain(written.kind.keys()))?;
    Ok(reader.corrections)
}

struct Reader<'t> {
    text: &'t str,
    file: &'t Path,
    corrections: Corrections,
}

impl Reader<'_> {
    fn rule(&mut self, of: &Spanned<String>) -> Result<&mut Rule, NamesError> {
        let entity = self.entity(of.get_ref(), of)?;
        Ok(self.corrections.rules.entry(entity).or_default())
    }

    fn entity(&self, text: &str, of: &Spanned<String>) -> Result<Entity, NamesError> {
        let entity = text.parse::<Entity>().ok();
        entity.filter(|entity| !entity.name.trim().is_empty()).ok_or_else(|| {
            let problem = format!("expected a kind and a name, found `{text}`");
            self.wrong(of, problem, "write `person/Elon Musk`, `org/X` or `place/Butler`, as `dateline who --format csv` prints them")
        })
    }

    fn name(&self, name: &str, of: &Spanned<String>) -> Result<String, NamesError> {
        if name.parse::<Entity>().is_ok() {
            let problem = format!("expected a name without its kind, found `{name}`");
            return Err(self.wrong(
                of,
                problem,
                "leave the kind out; to merge two names, use the table `[merge]`, to change a kind, `[kind]`",
            ));
        }
        if name.contains(char::is_alphanumeric) {
            return Ok(name.to_owned());
        }
        let problem = format!("expected a name, found `{name}`");
        Err(self.wrong(of, problem, "to hide a name, use the table `[hide]`"))
    }

    /// Checks that following the rules of any entity comes to an end.
    fn check_no_cycles<'s>(
        &self,
        said: impl Iterator<Item = &'s Spanned<String>>,
    ) -> Result<(), NamesError> {
        for of in said {
            let mut at = self.entity(of.get_ref(), of)?;
            for _ in 0..=self.corrections.rules.len() {
                let rule = self.corrections.rules.get(&at);
                match rule.map(|rule| (rule.kind, rule.into.clone())) {
                    Some((Some(_), Some(_))) => {
                        let problem = format!("`{at}` is given another kind and also another name");
                        return Err(self.wrong(
                            of,
                            problem,
                            "the name it is merged into has a kind: remove the other line",
                        ));
                    }
                    Some((Some(kind), None)) => at.kind = kind,
                    Some((None, Some(into))) => at = into,
                    _ => break,
                }
            }
            let rule = self.corrections.rules.get(&at);
            if rule.is_some_and(|rule| rule.kind.is_some() || rule.into.is_some()) {
                let problem = format!("`{}` leads back to itself", of.get_ref());
                return Err(self.wrong(
                    of,
                    problem,
                    "remove one of the lines that lead to each other",
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

    fn corrections(text: &str) -> Result<Corrections, NamesError> {
        read(text, Path::new("names.toml"))
    }

    fn check(text: &str, file: &str, rows: &[(&str, Option<&str>)]) {
        let corrections = corrections(text).unwrap();
        for (found, is) in rows {
            let meaning = corrections.meaning(&found.parse().unwrap(), file);
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
    fn errors_have_the_line() {
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
                "[rename]\n\"org/X\" = \"org/Y\"",
                "`names.toml` line 2: expected a name without its kind, found `org/Y`",
            ),
            (
                "[split]\n\"org/X\" = { \"a/*\" = \"person/Y\" }",
                "`names.toml` line 2: expected a name without its kind, found `person/Y`",
            ),
            (
                "[split]\n\"org/X\" = { \"a[\" = \"Y\" }",
                "`names.toml` line 2: invalid file pattern `a[`",
            ),
            (
                "[merge]\n\"org/X\" = \"org/Y\"\n\"org/Y\" = \"org/X\"",
                "`names.toml` line 2: `org/X` leads back to itself",
            ),
            (
                "[merge]\n\"org/X\" = \"org/Y\"\n[kind]\n\"org/X\" = \"place\"",
                "`names.toml` line 2: `org/X` is given another kind and also another name",
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
            let error = corrections(text).unwrap_err();
            assert!(error.to_string().starts_with(told), "{error}");
            assert!(error.hint().is_some());
        }
    }
}
