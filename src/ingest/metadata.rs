//! What the sidecars of the folders around a file say of it.
#![expect(
    clippy::disallowed_methods,
    reason = "reading files is what ingest is for"
)]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::hash::half;
use crate::read::sidecar::{self, Sidecar};
use crate::read::{Draft, Found};
use crate::story::Published;

/// The sidecars met so far, by folder.
#[derive(Default)]
pub(super) struct Metadata {
    folders: HashMap<String, Vec<Sidecar>>,
}

impl Metadata {
    /// What is said of the file called `name`: by the sidecars of its own folder and of those above, the nearest
    /// having the last word; `None` when nothing is.
    pub(super) fn of(&mut self, name: &str) -> Option<Draft> {
        let mut said: Option<Draft> = None;
        // From the outermost folder to the innermost: "a/b/c.txt" is "a/b/c.txt" in "", "b/c.txt" in "a/", …
        let ends = std::iter::once(0).chain(name.match_indices('/').map(|(at, _)| at + 1));
        for end in ends {
            let Some((folder, file)) = name.split_at_checked(end) else {
                continue;
            };
            for sidecar in self.folder(folder) {
                if let Some(here) = sidecar.files.get(file) {
                    said.get_or_insert_default().overlay(&here.draft);
                }
            }
        }
        said
    }

    fn folder(&mut self, folder: &str) -> &[Sidecar] {
        self.folders.entry(folder.to_owned()).or_insert_with(|| {
            let names = sidecar::NAMES.iter().map(|name| format!("{folder}{name}"));
            // One that cannot be read is met by the walk, which says so.
            names
                .filter_map(|name| Some(sidecar::read(&name, &fs::read(Path::new(&name)).ok()?)))
                .collect()
        })
    }
}

/// The first half of the BLAKE3 hash of what was said of a file, and of the date lent to it; zero for nothing.
pub(super) fn hash(said: Option<&Draft>, lent: Option<&Published>) -> [u8; 16] {
    match (said, lent) {
        (None, None) => [0; 16],
        (Some(draft), None) => half(&blake3::hash(format!("{draft:?}").as_bytes())),
        (said, lent) => half(&blake3::hash(format!("{said:?} {lent:?}").as_bytes())),
    }
}

/// What is known of a file from beside it.
pub(super) struct Beside {
    pub(super) said: Option<Draft>,
    pub(super) lent: Option<Published>,
    /// Of both.
    pub(super) hash: [u8; 16],
}

/// When a file was last written, to the day, as the date of what is in it.
pub(super) fn written_at(found: &Found) -> Option<Published> {
    let nanoseconds = i128::from(found.modified);
    let at = Timestamp::from_nanosecond(nanoseconds).ok()?;
    let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    (found.modified != 0).then(|| Published::parse(&day.to_string(), "file time").ok())?
}
