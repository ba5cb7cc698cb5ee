//! What the folders around a file say of it: sidecars, which are laid over its stories, and listings, which are laid
//! under.
#![expect(
    clippy::disallowed_methods,
    reason = "reading files is what ingest is for"
)]

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::hash::half;
use crate::read::listing::{self, Listing, Shelf};
use crate::read::sidecar::{self, Sidecar};
use crate::read::{Draft, Format, Found};
use crate::story::Published;

/// The sidecars and listings met so far, by folder.
#[derive(Default)]
pub(super) struct Metadata {
    folders: HashMap<String, Folder>,
}

#[derive(Default)]
struct Folder {
    sidecars: Vec<Sidecar>,
    listed: Option<Listed>,
}

/// The listings of a folder, and whence they speak.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// How long the name of its folder is.
    folder: usize,
    /// Of all that each says; none for those in a packed file, which has a hash of its own.
    hashes: Arc<[[u8; 16]]>,
    shelf: Arc<Shelf>,
}

/// What is known of a file from beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// What sidecars say of it, which wins over what it says itself.
    said: Option<Draft>,
    /// What may say something of its stories, the nearest first. Of which is known only when these are read.
    listed: Vec<Listed>,
    /// The date of stories that tell none.
    lent: Option<Published>,
}

impl Metadata {
    /// What is said of the file called `name`: by what lies in its own folder and in those above, the nearest having
    /// the last word.
    pub(super) fn of(&mut self, name: &str) -> Beside {
        let mut beside = Beside::default();
        // From the outermost folder to the innermost: "a/b/c.txt" is "a/b/c.txt" in "", "b/c.txt" in "a/", …
        let ends = std::iter::once(0).chain(name.match_indices('/').map(|(at, _)| at + 1));
        for end in ends {
            let Some((folder, file)) = name.split_at_checked(end) else {
                continue;
            };
            let folder = self.folder(folder);
            for sidecar in &folder.sidecars {
                beside.say(sidecar, file);
            }
            beside.list(folder.listed.clone());
        }
        beside
    }

    fn folder(&mut self, name: &str) -> &Folder {
        self.folders
            .entry(name.to_owned())
            .or_insert_with(|| Folder::at(name))
    }
}

impl Listed {
    /// `folder` is the name of its folder, with the sign at its end.
    pub(super) fn new(folder: &str, listings: Vec<Listing>) -> Self {
        Self {
            folder: folder.len(),
            hashes: Arc::default(),
            shelf: Arc::new(Shelf::from(listings)),
        }
    }
}

impl Folder {
    /// What cannot be read is met by the walk, which says so.
    fn at(folder: &str) -> Self {
        let names = sidecar::NAMES.iter().map(|name| format!("{folder}{name}"));
        let sidecars =
            names.filter_map(|name| Some(sidecar::read(&name, &fs::read(Path::new(&name)).ok()?)));
        let path = Path::new(if folder.is_empty() { "." } else { folder });
        let mut names: Vec<String> = fs::read_dir(path)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .map(|name| format!("{folder}{name}"))
            .filter(|name| listing::may_be_listing(name))
            .collect();
        names.sort_unstable();
        let listings = names
            .iter()
            .filter_map(|name| listing::read(&beginning(Path::new(name)).ok()?).ok()?);
        let listings: Vec<Listing> = listings.collect();
        let hash = |listing: &Listing| half(&blake3::hash(format!("{listing:?}").as_bytes()));
        let hashes = listings.iter().map(hash).collect();
        Self {
            sidecars: sidecars.collect(),
            listed: (!listings.is_empty()).then(|| Listed {
                hashes,
                ..Listed::new(folder, listings)
            }),
        }
    }
}

/// The bytes of a file that may be a listing, and no more than tell that it is too large to be one.
pub(super) fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(listing::LARGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Beside {
    /// Lays nearer listings before those it has.
    pub(super) fn list(&mut self, nearer: Option<Listed>) {
        self.listed.splice(0..0, nearer);
    }

    /// Lays what a nearer sidecar says over the rest.
    pub(super) fn say(&mut self, nearer: &Sidecar, file: &str) {
        if let Some(here) = nearer.files.get(file) {
            self.said.get_or_insert_default().overlay(&here.draft);
        }
    }

    /// The same, with a date for stories that tell none.
    pub(super) fn lending(self, lent: Option<Published>) -> Self {
        Self { lent, ..self }
    }

    /// Lays what is said of a story under and over it. `alone` says that its file holds no other.
    pub(super) fn tell(&self, format: Format, file: &str, alone: bool, draft: &mut Draft) {
        for listed in &self.listed {
            let file = file.get(listed.folder..).unwrap_or_default();
            listed.shelf.tell(format, file, alone, draft);
        }
        if let Some(said) = &self.said {
            draft.overlay(said);
        }
        if draft.published.is_none() {
            draft.published.clone_from(&self.lent);
        }
    }

    /// The first half of the BLAKE3 hash of all that is known; zero for nothing.
    pub(super) fn hash(&self) -> [u8; 16] {
        let all = match (&self.said, &self.lent, self.listed.as_slice()) {
            (None, None, []) => return [0; 16],
            (Some(said), None, []) => format!("{said:?}"),
            (said, lent, []) => format!("{said:?} {lent:?}"),
            (said, lent, listed) => {
                let listed: Vec<_> = listed
                    .iter()
                    .flat_map(|listed| listed.hashes.iter())
                    .collect();
                format!("{said:?} {lent:?} {listed:?}")
            }
        };
        half(&blake3::hash(all.as_bytes()))
    }
}

/// When a file was last written, to the day, as the date of what is in it.
pub(super) fn written_at(found: &Found) -> Option<Published> {
    let nanoseconds = i128::from(found.modified);
    let at = Timestamp::from_nanosecond(nanoseconds).ok()?;
    let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    (found.modified != 0).then(|| Published::parse(&day.to_string(), "file time").ok())?
}
