//! Reads files that hold no stories but describe others: sitemaps with the tags of Google News, and the METS of an
//! issue.
//!
//! A listing fills in what a story leaves out, and its day wins over one that was only guessed. A sidecar, which was
//! written for the archive, overrides the story instead.

mod folder_listings;
mod mets;
mod sitemap;

use std::borrow::Cow;
use std::io::Read;

pub use self::folder_listings::FolderListings;
use self::folder_listings::Key;
use self::mets::Issue;
use self::sitemap::Sitemap;
use super::fields::Filling;
use super::format::{HEAD, ending};
use super::{Doubt, Draft, Format, RejectReason, markup, wide, xml};
use crate::story::Published;

/// How large a listing may be, in bytes, packed or not: no sitemap may be larger than 50 MB.
pub const LARGEST: u64 = 64 << 20;

/// What a file says of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    teller: Teller,
    /// What was left out of it: the number of the entry, and why.
    pub doubts: Vec<(u64, Doubt)>,
    /// Why some of it could not be read.
    pub broken: Option<RejectReason>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Teller {
    Sitemap(Sitemap),
    Issue(Box<Issue>),
}

/// Whether a file with this beginning, plain or in gzip, is or may be a listing.
pub fn is_listing(head: &[u8]) -> bool {
    let head = unpacked(head, HEAD);
    let text = wide::utf8(&head);
    let start = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    let root = start
        .trim_ascii_start()
        .starts_with(b"<")
        .then(|| markup::first_element(start));
    matches!(
        root.flatten().as_deref(),
        Some("urlset" | "sitemapindex" | "mets")
    )
}

/// Whether a file of this name may be a listing: its name contains `sitemap` or `mets`, or is that of its folder.
///
/// ```
/// use dateline::read::listing::may_be_listing;
/// assert!(may_be_listing("ledger/news-sitemap.xml.gz"));
/// assert!(may_be_listing("sn83030214/1913050101/1913050101.xml"));
/// assert!(may_be_listing("1913050101.tar.gz!/1913050101.xml"));
/// assert!(!may_be_listing("sn83030214/1913050101/0001.xml"));
/// ```
pub fn may_be_listing(name: &str) -> bool {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let file = file.to_ascii_lowercase();
    let Some(stem) = file
        .strip_suffix(".gz")
        .unwrap_or(&file)
        .strip_suffix(".xml")
    else {
        return false;
    };
    let folder = folders.rsplit('/').next().unwrap_or_default();
    // An archive is a folder, whatever it is packed with.
    let folder = match folder.strip_suffix('!') {
        Some(archive) => archive.split('.').next().unwrap_or_default(),
        None => folder,
    };
    stem.contains("sitemap")
        || stem.contains("mets")
        || (!stem.is_empty() && stem.eq_ignore_ascii_case(folder))
}

/// Reads a whole listing; `None` if it is not about news.
///
/// # Errors
/// Why nothing of it can be read.
pub fn read(bytes: &[u8]) -> Result<Option<Listing>, RejectReason> {
    let bytes = unpacked(bytes, LARGEST + 1);
    if bytes.len() as u64 > LARGEST {
        let limit = usize::try_from(LARGEST).unwrap_or(usize::MAX);
        return Err(RejectReason::TooLarge { limit });
    }
    let text = xml::text(&bytes)?;
    match markup::first_element(text.as_bytes()).as_deref() {
        Some("urlset") => sitemap::read(&text),
        Some("mets") => mets::read(&text).map(Some),
        _ => Ok(None),
    }
}

/// The first bytes of what is in gzip, up to a limit; anything else as it is.
fn unpacked(bytes: &[u8], most: u64) -> Cow<'_, [u8]> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Cow::Borrowed(bytes);
    }
    let mut text = Vec::new();
    let mut decoder = flate2::read::MultiGzDecoder::new(bytes).take(most);
    // What breaks off is read as far as it goes.
    let _ = decoder.read_to_end(&mut text);
    Cow::Owned(text)
}

impl Listing {
    /// Fills in what it says of a story. `file` is the path of its file from the folder of the listing; `alone`
    /// says that the file holds no other story, so that its path names this one.
    ///
    /// ```
    /// use dateline::read::{Draft, Format, listing};
    /// let sitemap = r#"<urlset xmlns:news="x"><url><loc>https://ledger.example/floods</loc><news:news>
    ///     <news:publication><news:name>The Northern Ledger</news:name></news:publication>
    ///     <news:publication_date>2024-08-12</news:publication_date></news:news></url></urlset>"#;
    /// let listing = listing::read(sitemap.as_bytes()).unwrap().unwrap();
    /// let mut page = Draft { url: Some("http://www.ledger.example/floods/".into()), ..Draft::default() };
    /// listing.describe(Format::Html, "page7.html", true, &mut page);
    /// assert_eq!(page.source.as_deref(), Some("The Northern Ledger"));
    /// assert_eq!(page.published.unwrap().from(), "sitemap publication_date");
    /// ```
    pub fn describe(&self, format: Format, file: &str, alone: bool, draft: &mut Draft) {
        match &self.teller {
            Teller::Sitemap(sitemap) => {
                if let Some(said) = sitemap.of(file, alone, draft) {
                    fill_gaps(draft, said);
                }
            }
            Teller::Issue(issue) => {
                if matches!(format, Format::Alto | Format::Ocr)
                    && let Some(page) = issue.of(file)
                {
                    fill_gaps(draft, &issue.draft);
                    if draft.pages.is_empty() {
                        draft.pages = page;
                    }
                }
            }
        }
    }
}

impl Listing {
    /// Passes on all keys of stories that it may describe. For a story with none of these keys ([`story_keys`]),
    /// [`Self::describe`] does nothing.
    fn keys(&self, key: &mut dyn FnMut(Key<'_>)) {
        match &self.teller {
            Teller::Sitemap(sitemap) => sitemap.keys(key),
            Teller::Issue(issue) => issue.keys(key),
        }
    }
}

/// Passes on all keys under which a listing may describe a story.
fn story_keys(
    format: Format,
    file: &str,
    alone: bool,
    draft: &Draft,
    key: &mut dyn FnMut(Key<'_>),
) {
    Sitemap::story_keys(file, alone, draft, key);
    if matches!(format, Format::Alto | Format::Ocr) {
        Issue::story_keys(file, key);
    }
}

/// Fills in the fields that a story lacks, and its day even if it has a guessed one.
fn fill_gaps(draft: &mut Draft, said: &Draft) {
    let mut whole = said.clone();
    let day = whole
        .published
        .take_if(|_| draft.published.as_ref().is_none_or(is_guessed));
    whole.overlay(draft);
    whole.published = day.or(whole.published);
    *draft = whole;
}

/// Whether a day was not given as the day of publication, but found in an address, a dateline, a name or some text, or
/// given as the day of a change.
fn is_guessed(published: &Published) -> bool {
    let from = published.from().to_ascii_lowercase();
    let told = [
        "field ",
        "front matter ",
        "header ",
        "label ",
        "code ",
        "json-ld datepublished",
        "meta ",
        "line below the headline",
        "sitemap ",
        "mets ",
    ];
    let of_change = from.contains("modif") || from.contains("updated");
    of_change || !told.iter().any(|teller| from.starts_with(teller))
}

/// What was filled in of a listing's entry, and its doubts under the number of that entry.
fn finish(filling: Filling, entry: u64, doubts: &mut Vec<(u64, Doubt)>) -> Draft {
    let (draft, doubted) = filling.into_parts();
    doubts.extend(doubted.into_iter().map(|doubt| (entry, doubt)));
    draft
}

/// A path without its extension, such as `.html`: a page may be saved with another than it had.
fn without_ending(path: &str) -> &str {
    let ending = ending(path);
    let is_one = (2..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !ending.bytes().all(|byte| byte.is_ascii_digit());
    let length = path.len() - if is_one { ending.len() + 1 } else { 0 };
    path.get(..length).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, guessed: bool) {
        let published = Published::parse("2024-08-12", from).unwrap();
        assert_eq!(is_guessed(&published), guessed, "{from}");
    }

    #[test]
    fn a_day_that_is_told_stays() {
        for from in [
            "field date",
            "front matter date",
            "json-ld datePublished",
            "meta article:published_time",
            "meta date",
        ] {
            check(from, false);
        }
        for from in [
            "url",
            "dateline",
            "dateline, year of file name",
            "file name",
            "folder",
            "text",
            "class entry-date",
            "json-ld dateModified",
            "meta article:modified_time",
            "meta og:updated_time",
            "field updated",
        ] {
            check(from, true);
        }
    }

    #[test]
    fn what_is_no_listing_says_nothing() {
        for text in [
            "<urlset><url><loc>https://a.example/</loc></url></urlset>",
            "<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>",
            "<nitf/>",
        ] {
            assert_eq!(read(text.as_bytes()), Ok(None), "{text}");
        }
        assert_eq!(read(b""), Err(RejectReason::Empty));
        let long = vec![b' '; (64 << 20) + 1];
        assert!(matches!(read(&long), Err(RejectReason::TooLarge { .. })));
    }

    #[test]
    fn names() {
        for (name, named) in [
            ("sitemap.xml", true),
            ("a/Sitemap_News-2.XML.gz", true),
            ("a/issue.mets.xml", true),
            ("1913050101/1913050101.xml", true),
            ("1913050101/0001.xml", false),
            ("sitemap.html", false),
            ("sitemap/a.xml", false),
            (".xml", false),
        ] {
            assert_eq!(may_be_listing(name), named, "{name}");
        }
    }
}
