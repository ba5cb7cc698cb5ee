//! The names that the ledger may have for the file at a path.

use std::env::current_dir;
use std::path::{Path, absolute};

use crate::read::Found;

/// The path as typed, relative to the current folder, and absolute, without duplicates. If it exists, also with
/// symbolic links and `..` resolved.
pub(in crate::cli::commands) fn ledger_names(path: &Path) -> Vec<String> {
    let mut names = vec![Found::name_of(path)];
    let here = current_dir().ok();
    let as_written = (here.clone(), absolute(path).ok());
    let as_it_lies = (
        here.and_then(|here| here.canonicalize().ok()),
        path.canonicalize().ok(),
    );
    for way in [as_written, as_it_lies] {
        let (Some(here), Some(there)) = way else {
            continue;
        };
        let from_here = there.strip_prefix(here).ok().map(Found::name_of);
        names.extend(from_here);
        names.push(Found::name_of(&there));
    }
    let mut seen = Vec::new();
    names.retain(|name| {
        let is_new = !seen.contains(name);
        seen.push(name.clone());
        is_new
    });
    names
}
