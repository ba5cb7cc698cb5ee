//! What the ledger may call the file that somebody means by a path.

use std::env::current_dir;
use std::path::{Path, absolute};

use crate::read::Found;

/// The path as typed, then as it is called from here and from the root of the disk; each once. Where it is there, links and
/// `..` on its way are followed too.
pub(in crate::cli::commands) fn names(path: &Path) -> Vec<String> {
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
