//! What listings in a packed file say of the others in it.
//!
//! A listing may stand behind those it tells of, so the file is looked through for listings before it is read.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt::{self, Write};
use std::io::{Read, Seek};
use std::sync::Arc;

use super::metadata::{Beside, Listed};
use super::reading::in_member;
use crate::index::Reject;
use crate::read::listing::{self, Listing};
use crate::read::{Content, unpack};

/// How much the listings in one packed file may say, in bytes of all that is kept of them, written out. They are kept until
/// the file is read, in about twice as much memory; a small file may unpack to many that are large. What is counted
/// is not what they are read from: of a METS little is kept, and an archive may hold a thousand issues.
const MOST_SAID: usize = 128 << 20;

/// The listings in a packed file.
#[derive(Default)]
pub(super) struct Inside {
    /// By the name of their folder, with the sign at its end.
    folders: HashMap<String, Listed>,
    /// What could not be read of them.
    pub(super) rejects: Vec<Reject>,
    /// What was left out of them.
    pub(super) doubts: Vec<Reject>,
}

impl Inside {
    /// Looks through a file for listings. What is broken of anything else is met when that is read.
    pub(super) fn of(packed: &str, file: impl Read + Seek) -> Self {
        Self::within(MOST_SAID, packed, file)
    }

    fn within(most: usize, packed: &str, file: impl Read + Seek) -> Self {
        let mut inside = Self::default();
        let mut by_folder = HashMap::<String, Vec<Listing>>::new();
        let mut room = most;
        let looked: Result<(), Infallible> = unpack(packed, file, &mut |name, content| {
            if let Content::Listing(input) = content {
                match read(input) {
                    Ok(Some(listing)) => match room.checked_sub(length(&listing)) {
                        Some(left) => {
                            room = left;
                            let listing = inside.told_of(packed, name, listing);
                            let (folder, _) = name.split_at(name.rfind('/').map_or(0, |at| at + 1));
                            let here = by_folder.entry(folder.to_owned()).or_default();
                            here.push(listing);
                        }
                        None => inside
                            .rejects
                            .push(told(packed, name, None, too_much(most))),
                    },
                    Ok(None) => {}
                    Err(reason) => inside.rejects.push(told(packed, name, None, reason)),
                }
            }
            Ok(())
        });
        let Ok(()) = looked;
        inside.folders = by_folder
            .into_iter()
            .map(|(folder, listings)| {
                let listed = Listed::new(&folder, listings);
                (folder, listed)
            })
            .collect();
        inside
    }

    /// The same when what could not be used of it has been told.
    fn told_of(&mut self, packed: &str, name: &str, mut listing: Listing) -> Listing {
        let doubts = std::mem::take(&mut listing.doubts).into_iter();
        let doubts =
            doubts.map(|(entry, doubt)| told(packed, name, Some(entry), doubt.to_string()));
        self.doubts.extend(doubts);
        let broken = listing.broken.take().into_iter();
        let broken = broken.map(|reason| told(packed, name, None, reason.to_string()));
        self.rejects.extend(broken);
        listing
    }

    /// What is known of a file in the packed one: by listings in its folder and in those above, the nearest first, and then
    /// by what lies beside the packed file.
    pub(super) fn beside(&self, member: &str, outside: &Arc<Beside>) -> Arc<Beside> {
        let folders = member.match_indices('/').rev();
        let folders = folders.filter_map(|(at, _)| self.folders.get(member.get(..=at)?));
        let listed: Vec<Listed> = folders.cloned().collect();
        if listed.is_empty() {
            return Arc::clone(outside);
        }
        Arc::new(outside.behind(listed))
    }
}

fn read(input: &mut dyn Read) -> Result<Option<Listing>, String> {
    let mut bytes = Vec::new();
    let read = input.take(listing::LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot read it to its end: {error}"))?;
    listing::read(&bytes).map_err(|reason| reason.to_string())
}

/// How long all that a listing says is, written out.
fn length(listing: &Listing) -> usize {
    struct Length(usize);
    impl Write for Length {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut length = Length(0);
    // It never fails to count.
    let _ = write!(length, "{listing:?}");
    length.0
}

fn too_much(most: usize) -> String {
    let most = most >> 20;
    format!(
        "what it says is left out: with what other lists of pages in the same packed file say it is more than {most} MiB"
    )
}

fn told(packed: &str, name: &str, place: Option<u64>, reason: String) -> Reject {
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

    fn title(inside: &Inside, file: &str) -> String {
        let url = Some("https://a.example/1".to_owned());
        let mut draft = Draft {
            url,
            ..Draft::default()
        };
        let beside = inside.beside(file, &Arc::default());
        beside.tell(Format::Html, file, true, &mut draft);
        draft.title
    }

    #[test]
    fn what_goes_beyond_the_room_is_left_out_and_told() {
        let packed = archive(&[("a", 2), ("b", 100), ("c", 2), ("d", 2)]);
        let whole = Inside::of("n.tar", packed.clone());
        assert!(whole.rejects.is_empty(), "{:?}", whole.rejects);
        let most = 4000;
        let inside = Inside::within(most, "n.tar", packed);
        let rejected: Vec<_> = inside.rejects.iter().map(|reject| &reject.reason).collect();
        let told = format!("`b/sitemap.xml`: {}", too_much(most));
        assert_eq!(rejected, [&told]);
        for (folder, whole_says, says) in [("a", "a", "a"), ("b", "b", ""), ("d", "d", "d")] {
            let file = format!("n.tar!/{folder}/1.html");
            assert_eq!(title(&whole, &file), whole_says, "{folder}");
            assert_eq!(title(&inside, &file), says, "{folder}");
        }
    }

    #[test]
    fn the_nearest_listing_has_the_first_word() {
        let inside = Inside::of("n.tar", archive(&[("a", 3), ("a/b", 2)]));
        for (file, told) in [("a/b/1.html", "a/b"), ("a/1.html", "a"), ("1.html", "")] {
            assert_eq!(title(&inside, &format!("n.tar!/{file}")), told, "{file}");
        }
    }
}
