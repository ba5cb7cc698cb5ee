//! The listings of one folder, indexed so that a story only asks those that may know it.
//!
//! There may be thousands, each about one page: asking every one for every story would take time proportional to their
//! product.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::Listing;
use crate::read::{Draft, Format};

/// The listings of one folder, the first of them before the others.
#[derive(Debug)]
pub struct FolderListings {
    listings: Vec<Listing>,
    /// The hashed keys of each, with its number; sorted.
    keys: Vec<(u64, usize)>,
}

/// A key under which a listing may know a story.
#[derive(Hash)]
pub(super) enum Key<'t> {
    /// The address of the story, as it is compared.
    Address(&'t str),
    /// The path of its file, as it is compared.
    Path(&'t str),
    /// The name of the file of a page, without its ending.
    File(&'t str),
    /// The number of the page in the path of its file.
    Page(u32),
    /// Any page.
    AnyPage,
}

impl From<Vec<Listing>> for FolderListings {
    fn from(listings: Vec<Listing>) -> Self {
        let mut keys = Vec::new();
        for (number, listing) in listings.iter().enumerate() {
            listing.keys(&mut |key| keys.push((hashed(&key), number)));
        }
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        Self { listings, keys }
    }
}

impl FolderListings {
    /// As [`Listing::describe`] of each in turn.
    pub fn describe(&self, format: Format, file: &str, alone: bool, draft: &mut Draft) {
        let mut from = 0;
        // What one says may be under what the next is asked: an address.
        while let Some(number) = self.next(from, format, file, alone, draft)
            && let Some(listing) = self.listings.get(number)
        {
            listing.describe(format, file, alone, draft);
            from = number + 1;
        }
    }

    /// The first listing from that number on that may know the story.
    fn next(
        &self,
        from: usize,
        format: Format,
        file: &str,
        alone: bool,
        draft: &Draft,
    ) -> Option<usize> {
        let mut first: Option<usize> = None;
        super::story_keys(format, file, alone, draft, &mut |key| {
            let key = hashed(&key);
            let at = self.keys.partition_point(|entry| *entry < (key, from));
            let found = self.keys.get(at).filter(|(found, _)| *found == key);
            first = first
                .into_iter()
                .chain(found.map(|(_, number)| *number))
                .min();
        });
        first
    }
}

/// Two keys of one hash only have a listing asked that has nothing to say.
fn hashed(key: &Key<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn sitemap(pages: &[[&str; 3]]) -> Listing {
        let pages = pages.iter().map(|[address, title, paper]| {
            format!(
                "<url><loc>https://{address}</loc><n:news><n:publication><n:name>{paper}</n:name></n:publication><n:title>{title}</n:title></n:news></url>"
            )
        });
        let text = format!(
            "<urlset xmlns:n=\"x\">{}</urlset>",
            pages.collect::<String>()
        );
        read(text.as_bytes()).unwrap().unwrap()
    }

    fn mets(label: &str, files: &[&str]) -> Listing {
        let place = files
            .iter()
            .map(|file| format!("<file ID=\"{file}\"><FLocat href=\"./{file}.xml\"/></file>"));
        let page = files
            .iter()
            .map(|file| format!("<div TYPE=\"page\"><fptr FILEID=\"{file}\"/></div>"));
        let text = format!(
            "<mets LABEL=\"{label}\">{}{}</mets>",
            place.collect::<String>(),
            page.collect::<String>()
        );
        read(text.as_bytes()).unwrap().unwrap()
    }

    fn listings() -> Vec<Listing> {
        vec![
            sitemap(&[["a.example/fog", "", ""], ["a.example/x/mud", "Mud", ""]]),
            // Of two pages of one path neither is found by it.
            sitemap(&[
                ["a.example/frost", "Frost", "First"],
                ["b.example/frost", "Hail", ""],
            ]),
            mets("The Ledger, 1911-03-04", &["0001", "0002"]),
            sitemap(&[
                ["a.example/frost", "Rime", "Second"],
                ["a.example/fog", "Fog", "Second"],
            ]),
            mets("Every Page, 1911-03-05", &[]),
            sitemap(&[
                ["a.example/frost", "", "Third"],
                ["c.example/fog", "Smog", "Third"],
            ]),
            mets("The Courier, 1911-03-06", &["0002", "0003"]),
        ]
    }

    #[test]
    fn they_say_what_each_would_in_turn() {
        let (each, folder) = (listings(), FolderListings::from(listings()));
        for address in [
            None,
            Some("http://www.a.example/fog/"),
            Some("https://a.example/frost"),
            Some("https://b.example/frost"),
            Some("https://a.example/none"),
        ] {
            for (format, file) in [
                (Format::Html, "fog.html"),
                (Format::Html, "frost.html"),
                (Format::Html, "a.example/x/mud.html"),
                (Format::Alto, "0002.xml"),
                (Format::Alto, "0003.xml"),
                (Format::Html, "0002.xml"),
                (Format::Ocr, "seq-2/ocr.txt"),
                (Format::Ocr, "far/ed-1/seq-2/ocr.txt"),
            ] {
                for alone in [true, false] {
                    let url = address.map(str::to_owned);
                    let story = Draft {
                        url,
                        ..Draft::default()
                    };
                    let (mut by_each, mut by_folder) = (story.clone(), story);
                    for listing in &each {
                        listing.describe(format, file, alone, &mut by_each);
                    }
                    folder.describe(format, file, alone, &mut by_folder);
                    assert_eq!(by_folder, by_each, "{address:?} {file} {alone}");
                }
            }
        }
        let mut fog = Draft::default();
        folder.describe(Format::Html, "fog.html", true, &mut fog);
        let told = (
            fog.url.as_deref(),
            fog.title.as_str(),
            fog.source.as_deref(),
        );
        assert_eq!(told, (Some("https://a.example/fog"), "Fog", Some("Second")));
    }

    #[test]
    fn only_those_that_may_know_are_asked() {
        let pages = (0..50).map(|page| format!("a.example/{page}"));
        let listings = pages.map(|page| sitemap(&[[&page, "", ""]]));
        let folder = FolderListings::from(listings.collect::<Vec<_>>());
        for (file, asked) in [("7.html", Some(7)), ("49.txt", Some(49)), ("50.html", None)] {
            let story = Draft::default();
            let next = |from| folder.next(from, Format::Html, file, true, &story);
            assert_eq!(next(0), asked, "{file}");
            assert_eq!(next(asked.unwrap_or_default() + 1), None, "{file}");
        }
    }
}
