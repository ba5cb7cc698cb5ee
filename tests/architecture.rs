//! Holds the source to the map in `ARCHITECTURE.md`: who may use whom, and where each library may be named.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where its ground gives way"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and the modules of ours it may use. Reading order is the order of the flow.
const MAY_USE: &[(&str, &[&str])] = &[
    ("story", &[]),
    ("annotate", &["story"]),
    ("read", &["story"]),
    ("query", &["story", "annotate"]),
    ("index", &["story", "annotate"]),
    ("ingest", &["story", "annotate", "read", "index"]),
    ("search", &["story", "annotate", "query", "index"]),
    ("backend", &["story", "query", "search", "index"]),
    ("present", &["story", "query", "index"]),
    (
        "cli",
        &[
            "story", "annotate", "read", "query", "index", "ingest", "search", "backend", "present",
        ],
    ),
];

/// Libraries that only some modules may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tantivy", &["index", "search"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("tracing_subscriber", &["cli"]),
    ("walkdir", &["read"]),
];

/// What nobody says outside the module that is made for it.
const SAID_ONLY_IN: &[(&str, &[&str])] = &[
    ("std::env", &["cli", "main"]),
    ("std::process", &["cli", "main"]),
    ("stdout()", &["cli", "main"]),
];

#[test]
fn modules_use_only_what_the_map_allows() {
    let mut broken = Vec::new();
    for (path, module, source) in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for used in used_modules(&source) {
            if used != module && !allowed.contains(&used.as_str()) {
                broken.push(format!("{} uses crate::{used}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn libraries_are_named_only_where_they_belong() {
    let mut broken = Vec::new();
    for (path, module, source) in sources() {
        for (library, allowed) in ONLY_IN
            .iter()
            .map(|(name, allowed)| (format!("{name}::"), allowed))
        {
            if names(&source, &library) && !allowed.contains(&module.as_str()) {
                broken.push(format!("{} names {library}", path.display()));
            }
        }
        for (words, allowed) in SAID_ONLY_IN {
            if code(&source).any(|line| line.contains(words)) && !allowed.contains(&module.as_str())
            {
                broken.push(format!("{} says {words}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_module_is_on_the_map() {
    let known = |module: &str| {
        module == "lib" || module == "main" || MAY_USE.iter().any(|(name, _)| *name == module)
    };
    let unknown: Vec<String> = sources()
        .into_iter()
        .map(|(_, module, _)| module)
        .filter(|module| !known(module))
        .collect();
    assert!(unknown.is_empty(), "not in MAY_USE: {unknown:?}");
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (module, _) in MAY_USE {
        assert!(
            map.contains(&format!("`{module}`")),
            "ARCHITECTURE.md does not mention `{module}`"
        );
    }
}

#[test]
fn every_file_opens_by_saying_what_it_does() {
    for (path, _, source) in sources() {
        let first = source.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 8,
            "{} opens with {first:?}",
            path.display()
        );
    }
}

#[test]
fn main_only_calls_the_library() {
    let main = fs::read_to_string(root().join("src/main.rs")).unwrap();
    assert!(
        main.lines().count() <= 30,
        "main.rs has {} lines",
        main.lines().count()
    );
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file: its path, its top module, its text without its tests.
fn sources() -> Vec<(PathBuf, String, String)> {
    let src = root().join("src");
    walkdir::WalkDir::new(&src)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "rs")
        })
        .map(|entry| {
            let path = entry.path().strip_prefix(&src).unwrap().to_owned();
            let module = path
                .iter()
                .next()
                .unwrap()
                .to_string_lossy()
                .trim_end_matches(".rs")
                .to_owned();
            let text = fs::read_to_string(entry.path()).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
            (path, module, text)
        })
        .collect()
}

fn code(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.starts_with("//"))
}

/// Whether code names something that begins a path, and not the end of another name.
fn names(source: &str, path: &str) -> bool {
    code(source).any(|line| {
        line.match_indices(path).any(|(at, _)| {
            !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        })
    })
}

/// The modules after every `crate::`, those of a braced list too.
fn used_modules(source: &str) -> Vec<String> {
    let code: String = code(source).collect::<Vec<_>>().join("\n");
    let mut used = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        let list = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split('}').next());
        for path in list
            .unwrap_or(rest)
            .split(if list.is_some() { ',' } else { '\0' })
        {
            let name: String = path
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            used.push(name);
        }
    }
    // A macro or a function at the root is no module.
    used.retain(|name| MAY_USE.iter().any(|(module, _)| module == name));
    used
}
