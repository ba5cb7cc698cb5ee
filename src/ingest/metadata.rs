//! Finds what the folders around a file say of it: sidecars, which override what its stories say, and listings, which
//! fill in what they leave out.
#![expect(
    clippy::disallowed_methods,
    reason = "reading files is what ingest is for"
)]

use std::collections::{HashMap, VecDeque};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::hash::half;
use crate::read::listing::{self, FolderListings, Listing};
use crate::read::sidecar::{self, Sidecar};
use crate::read::{Draft, Format, Found};
use crate::story::Published;

/// A cache of sidecars and listings, by folder.
#[derive(Default)]
pub(super) struct Metadata {
    folders: HashMap<PathBuf, Folder>,
}

#[derive(Default)]
struct Folder {
    sidecars: Vec<Sidecar>,
    listed: Option<Listed>,
}

/// The listings of a folder, and where that folder is.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// The length of the folder's name.
    folder: usize,
    /// A hash of each; none for those in a packed file, which has a hash of its own.
    hashes: Arc<[[u8; 16]]>,
    listings: Arc<FolderListings>,
}

/// What metadata beside a file says of it.
#[derive(Clone, Debug, Default)]
pub(super) struct FileMetadata {
    /// What sidecars say of it, which overrides what it says itself.
    from_sidecars: Option<Draft>,
    /// The listings that may say something of its stories, nearest first. Of which stories is known only once these are
    /// read.
    listed: Vec<Listed>,
    /// The date for stories that have none of their own.
    default_date: Option<Published>,
}

impl Metadata {
    /// What is said of the file at `path` by metadata in its own folder and in those above; the nearest has priority.
    pub(super) fn of(&mut self, path: &Path) -> FileMetadata {
        let mut beside = FileMetadata::default();
        let name = Found::name_of(path);
        // From the outermost folder to the innermost: "a/b/c.txt" is "a/b/c.txt" in "", "b/c.txt" in "a/", …
        let ends = std::iter::once(0).chain(name.match_indices('/').map(|(at, _)| at + 1));
        let parts = path.components().filter(|part| *part != Component::CurDir);
        let mut parts: VecDeque<_> = parts.collect();
        let mut path = PathBuf::new();
        for end in ends {
            let file = parts.iter().collect::<PathBuf>();
            let folder = self.folder(&path, end);
            for sidecar in &folder.sidecars {
                beside.add_sidecar(sidecar, &file.to_string_lossy());
            }
            beside.add_listings(folder.listed.clone());
            path.extend(parts.pop_front());
        }
        beside
    }

    /// The metadata in a folder; `length` is that of its name with the separator.
    fn folder(&mut self, path: &Path, length: usize) -> &Folder {
        self.folders
            .entry(path.to_owned())
            .or_insert_with(|| Folder::at(path, length))
    }
}

impl Listed {
    /// `folder` is the length of its folder's name, including the separator at its end.
    pub(super) fn new(folder: usize, listings: Vec<Listing>) -> Self {
        Self {
            folder,
            hashes: Arc::default(),
            listings: Arc::new(FolderListings::from(listings)),
        }
    }
}

impl Folder {
    /// The listings in a folder. What cannot be read is ignored here, since the walk reports it.
    fn at(folder: &Path, length: usize) -> Self {
        let here = Path::new(".");
        let path = if folder == Path::new("") {
            here
        } else {
            folder
        };
        let mut names: Vec<String> = fs::read_dir(path)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort_unstable();
        let sidecars = names.iter().filter(|name| sidecar::is_sidecar(name));
        let sidecars = sidecars.filter_map(|name| {
            let bytes = fs::read(folder.join(name)).ok()?;
            Some(sidecar::read(name, &bytes))
        });
        let listings = names
            .iter()
            .filter(|name| listing::may_be_listing(&Found::name_of(&path.join(name))))
            .filter_map(|name| listing::read(&beginning(&path.join(name)).ok()?).ok()?);
        let listings: Vec<Listing> = listings.collect();
        let hash = |listing: &Listing| half(&blake3::hash(format!("{listing:?}").as_bytes()));
        let hashes = listings.iter().map(hash).collect();
        Self {
            sidecars: sidecars.collect(),
            listed: (!listings.is_empty()).then(|| Listed {
                hashes,
                ..Listed::new(length, listings)
            }),
        }
    }
}

/// Reads a file that may be a listing, up to one byte more than a listing may have.
pub(super) fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(listing::LARGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl FileMetadata {
    /// Adds nearer listings before the others.
    pub(super) fn add_listings(&mut self, nearer: Option<Listed>) {
        self.listed.splice(0..0, nearer);
    }

    /// Overrides the rest with what a nearer sidecar says.
    pub(super) fn add_sidecar(&mut self, nearer: &Sidecar, file: &str) {
        if let Some(here) = nearer.of(file) {
            self.from_sidecars
                .get_or_insert_default()
                .overlay(&here.draft);
        }
    }

    /// The same, with a date for stories that have none of their own.
    pub(super) fn with_default_date(self, default_date: Option<Published>) -> Self {
        Self {
            default_date,
            ..self
        }
    }

    /// Applies to a draft what listings and sidecars say of it. `alone` says that it is the only story in its file.
    pub(super) fn apply_to(&self, format: Format, file: &str, alone: bool, draft: &mut Draft) {
        for listed in &self.listed {
            let file = file.get(listed.folder..).unwrap_or_default();
            listed.listings.describe(format, file, alone, draft);
        }
        if let Some(said) = &self.from_sidecars {
            draft.overlay(said);
        }
        if draft.published.is_none() {
            draft.published.clone_from(&self.default_date);
        }
    }

    /// The first half of the BLAKE3 hash of everything that is said; zero for nothing.
    pub(super) fn hash(&self) -> [u8; 16] {
        let all = match (
            &self.from_sidecars,
            &self.default_date,
            self.listed.as_slice(),
        ) {
            (None, None, []) => return [0; 16],
            (Some(said), None, []) => format!("{said:?}"),
            (said, default_date, []) => format!("{said:?} {default_date:?}"),
            (said, default_date, listed) => {
                let listed: Vec<_> = listed
                    .iter()
                    .flat_map(|listed| listed.hashes.iter())
                    .collect();
                format!("{said:?} {default_date:?} {listed:?}")
            }
        };
        half(&blake3::hash(all.as_bytes()))
    }
}

/// The day on which a file was last written, as a publication date.
pub(super) fn written_at(found: &Found) -> Option<Published> {
    let nanoseconds = i128::from(found.modified);
    let at = Timestamp::from_nanosecond(nanoseconds).ok()?;
    let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    (found.modified != 0).then(|| Published::parse(&day.to_string(), "file time").ok())?
}
