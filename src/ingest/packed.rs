//! Finds the sidecars and listings inside a packed file, and what they say of the other files in it.
//!
//! They may come after the files they describe, so the packed file is searched for them before it is read.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt::{self, Write};
use std::io::{Read, Seek};
use std::sync::Arc;

use super::metadata::{FileMetadata, Listed};
use super::reading::in_member;
use crate::index::Reject;
use crate::read::listing::{self, Listing};
use crate::read::sidecar::{self, Sidecar};
use crate::read::{Content, unpack};

/// The limit on what those in one packed file say, in bytes of what is kept of them, written out. It is kept in memory
/// until the file has been read, in about twice that size, and a small file may unpack to many large ones. Their own
/// size is not what counts: little is kept of a METS, and an archive may hold a thousand issues.
const MOST_METADATA: usize = 128 << 20;

/// The greatest depth of a folder in which they are found: a name in an archive may have sixty thousand folders, each
/// of which would be looked up.
const DEEPEST: usize = 100;

/// The sidecars and listings in a packed file.
#[derive(Default)]
pub(super) struct Packed {
    /// By the name of their folder, including the separator at its end.
    sidecars: HashMap<String, Vec<Sidecar>>,
    listed: HashMap<String, Listed>,
    /// Those, or parts of them, that could not be read.
    pub(super) rejects: Vec<Reject>,
    /// What was left out of them.
    pub(super) doubts: Vec<Reject>,
}

impl Packed {
    /// Searches a file for them. Damage in anything else is reported when that is read.
    pub(super) fn of(packed: &str, file: impl Read + Seek) -> Self {
        Self::within(MOST_METADATA, packed, file)
    }

    fn within(most: usize, packed: &str, file: impl Read + Seek) -> Self {
        let mut inside = Self::default();
        let mut listings = HashMap::<String, Vec<(String, Listing)>>::new();
        let mut sidecars = HashMap::<String, Vec<(String, Sidecar)>>::new();
        let mut room = most;
        let looked: Result<(), Infallible> = unpack(packed, file, &mut |name, content| {
            let read = match content {
                Content::Listing(input) => {
                    read_listing(input).map(|read| read.map(Description::Listing))
                }
                Content::Sidecar(input) => {
                    read_sidecar(name, input).map(|read| Some(Description::Sidecar(read)))
                }
                _ => Ok(None),
            };
            let kept = read.and_then(|read| {
                if let Some(description) = &read {
                    room = room
                        .checked_sub(length(description))
                        .ok_or_else(|| over_limit(most))?;
                }
                Ok(read)
            });
            let (folder, file) = name.split_at(name.rfind('/').map_or(0, |at| at + 1));
            let (folder, file) = (folder.to_owned(), file.to_owned());
            match kept {
                Ok(Some(Description::Listing(listing))) => {
                    let listing = inside.take_problems(packed, name, listing);
                    listings.entry(folder).or_default().push((file, listing));
                }
                Ok(Some(Description::Sidecar(mut sidecar))) => {
                    let errors = std::mem::take(&mut sidecar.errors).into_iter();
                    let errors = errors.map(|error| {
                        reject(packed, name, Some(error.line), error.reason.to_string())
                    });
                    inside.rejects.extend(errors);
                    sidecars.entry(folder).or_default().push((file, sidecar));
                }
                Ok(None) => {}
                Err(reason) => inside.rejects.push(reject(packed, name, None, reason)),
            }
            Ok(())
        });
        let Ok(()) = looked;
        let listed = listings.into_iter().map(|(folder, listings)| {
            let listed = Listed::new(folder.len(), by_name(listings));
            (folder, listed)
        });
        inside.listed = listed.collect();
        let sidecars = sidecars.into_iter();
        inside.sidecars = sidecars
            .map(|(folder, named)| (folder, by_name(named)))
            .collect();
        inside
    }

    /// The same listing, after what could not be used of it has been recorded.
    fn take_problems(&mut self, packed: &str, name: &str, mut listing: Listing) -> Listing {
        let doubts = std::mem::take(&mut listing.doubts).into_iter();
        let doubts =
            doubts.map(|(entry, doubt)| reject(packed, name, Some(entry), doubt.to_string()));
        self.doubts.extend(doubts);
        let broken = listing.broken.take().into_iter();
        let broken = broken.map(|reason| reject(packed, name, None, reason.to_string()));
        self.rejects.extend(broken);
        listing
    }

    /// What is said of a file in the packed one. The nearest folder overrides those above it, and they override what is
    /// beside the packed file.
    pub(super) fn metadata_of(
        &self,
        member: &str,
        outside: &Arc<FileMetadata>,
    ) -> Arc<FileMetadata> {
        if self.listed.is_empty() && self.sidecars.is_empty() {
            return Arc::clone(outside);
        }
        let mut beside = FileMetadata::clone(outside);
        for (at, _) in member.match_indices('/').take(DEEPEST) {
            let (folder, file) = member.split_at(at + 1);
            for sidecar in self.sidecars.get(folder).into_iter().flatten() {
                beside.add_sidecar(sidecar, file);
            }
            beside.add_listings(self.listed.get(folder).cloned());
        }
        Arc::new(beside)
    }
}

/// Sorts by name, as on disk, regardless of the order in the archive.
fn by_name<T>(mut named: Vec<(String, T)>) -> Vec<T> {
    named.sort_by(|(one, _), (other, _)| one.cmp(other));
    named.into_iter().map(|(_, value)| value).collect()
}

/// What a file in a packed one says of others.
#[derive(Debug)]
enum Description {
    Listing(Listing),
    Sidecar(Sidecar),
}

fn read_listing(input: &mut dyn Read) -> Result<Option<Listing>, String> {
    listing::read(&whole(input)?).map_err(|reason| reason.to_string())
}

fn read_sidecar(name: &str, input: &mut dyn Read) -> Result<Sidecar, String> {
    let bytes = whole(input)?;
    if bytes.len() as u64 > listing::LARGEST {
        return Err(format!("it is larger than {} MiB", listing::LARGEST >> 20));
    }
    Ok(sidecar::read(name, &bytes))
}

/// Reads the bytes, up to one more than the limit.
fn whole(input: &mut dyn Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = input.take(listing::LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot read all of it: {error}"))?;
    Ok(bytes)
}

/// The length of what it says, written out.
fn length(description: &Description) -> usize {
    struct Length(usize);
    impl Write for Length {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut length = Length(0);
    // Counting cannot fail.
    let _ = write!(length, "{description:?}");
    length.0
}

fn over_limit(most: usize) -> String {
    let most = most >> 20;
    format!("ignored: all metadata files of one archive may hold {most} MiB together")
}

fn reject(packed: &str, name: &str, place: Option<u64>, reason: String) -> Reject {
    Reject {
        place,
        reason: in_member(packed, name, reason),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::read::{Draft, Format};

    /// An archive with a sitemap of so many pages in each folder.
    fn archive(folders: &[(&str, usize)]) -> Cursor<Vec<u8>> {
        let mut archive = tar::Builder::new(Vec::new());
        for (folder, pages) in folders {
            let page = |page| {
                format!(
                    "<url><loc>https://a.example/{page}</loc><n:news><n:title>{folder}</n:title></n:news></url>"
                )
            };
            let pages: String = (0..*pages).map(page).collect();
            let text = format!("<urlset xmlns:n=\"x\">{pages}</urlset>");
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            let name = format!("{folder}/sitemap.xml");
            archive
                .append_data(&mut header, name, text.as_bytes())
                .unwrap();
        }
        Cursor::new(archive.into_inner().unwrap())
    }

    fn title(inside: &Packed, file: &str) -> String {
        let url = Some("https://a.example/1".to_owned());
        let mut draft = Draft {
            url,
            ..Draft::default()
        };
        let beside = inside.metadata_of(file, &Arc::default());
        beside.apply_to(Format::Html, file, true, &mut draft);
        draft.title
    }

    #[test]
    fn metadata_beyond_the_limit_is_ignored_and_reported() {
        let packed = archive(&[("a", 2), ("b", 100), ("c", 2), ("d", 2)]);
        let whole = Packed::of("n.tar", packed.clone());
        assert!(whole.rejects.is_empty(), "{:?}", whole.rejects);
        let most = 4000;
        let inside = Packed::within(most, "n.tar", packed);
        let rejected: Vec<_> = inside.rejects.iter().map(|reject| &reject.reason).collect();
        let told = format!("`b/sitemap.xml`: {}", over_limit(most));
        assert_eq!(rejected, [&told]);
        for (folder, whole_says, says) in [("a", "a", "a"), ("b", "b", ""), ("d", "d", "d")] {
            let file = format!("n.tar!/{folder}/1.html");
            assert_eq!(title(&whole, &file), whole_says, "{folder}");
            assert_eq!(title(&inside, &file), says, "{folder}");
        }
    }

    #[test]
    fn a_name_of_endless_folders_takes_no_time() {
        let inside = Packed::of("n.tar", archive(&[("a", 3)]));
        let endless = "a/".repeat(1 << 20);
        for _ in 0..100 {
            assert_eq!(title(&inside, &format!("n.tar!/{endless}1.html")), "a");
        }
    }

    #[test]
    fn the_order_of_packing_does_not_matter() {
        let csv = ("metadata.csv", "file,title,byline\n1.html,Table,Ann\n");
        let lines = (
            "metadata.jsonl",
            "{\"file\":\"1.html\",\"title\":\"Lines\"}\n",
        );
        for files in [[csv, lines], [lines, csv]] {
            let mut archive = tar::Builder::new(Vec::new());
            for (name, text) in files {
                let mut header = tar::Header::new_gnu();
                header.set_size(text.len() as u64);
                let name = format!("a/{name}");
                archive
                    .append_data(&mut header, name, text.as_bytes())
                    .unwrap();
            }
            let packed = Cursor::new(archive.into_inner().unwrap());
            let inside = Packed::of("n.tar", packed);
            assert_eq!(title(&inside, "n.tar!/a/1.html"), "Lines");
        }
    }

    #[test]
    fn the_nearest_listing_has_priority() {
        let inside = Packed::of("n.tar", archive(&[("a", 3), ("a/b", 2)]));
        for (file, told) in [("a/b/1.html", "a/b"), ("a/1.html", "a"), ("1.html", "")] {
            assert_eq!(title(&inside, &format!("n.tar!/{file}")), told, "{file}");
        }
    }
}
