//! Reads a sitemap with the tags of Google News: for the address of each page its paper, language, day, headline,
//! keywords.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::fields::{Field, Filling};
use super::super::{Doubt, Draft, RejectReason, cut_short, plain_name, xml};
use super::{Key, Listing, Teller, finish, without_ending};

/// What a sitemap says of its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    pages: Vec<Draft>,
    /// The number of each page, by its address.
    by_address: BTreeMap<String, usize>,
    /// The same by the path in its address, and by host and path: what a copy of the site calls its file. `None` where
    /// two pages would have the same.
    by_path: BTreeMap<String, Option<usize>>,
}

/// Reads a whole sitemap; of one that breaks off, the whole entries before.
pub(super) fn read(text: &str) -> Result<Option<Listing>, RejectReason> {
    let (sitemap, doubts, is_whole) = match xml::with_root(text.as_bytes(), pages) {
        Ok((sitemap, doubts)) => (sitemap, doubts, true),
        Err(reason) => {
            let whole = cut_short::markup(text, &["url"]).ok_or(reason)?;
            let (sitemap, doubts) = xml::with_root(whole.as_bytes(), pages)?;
            (sitemap, doubts, false)
        }
    };
    let entries = sitemap.pages.len();
    Ok((entries > 0).then_some(Listing {
        teller: Teller::Sitemap(sitemap),
        doubts,
        broken: (!is_whole).then_some(RejectReason::EntriesBreakOff { entries }),
    }))
}

fn pages(root: Node<'_, '_>) -> (Sitemap, Vec<(u64, Doubt)>) {
    let mut sitemap = Sitemap::default();
    let mut doubts = Vec::new();
    for (entry, url) in (1..).zip(xml::all(root, "url")) {
        let is = |part: &Node<'_, '_>, name| part.is_element() && part.tag_name().name() == name;
        let part = |name| url.children().find(|part| is(part, name));
        if let (Some(address), Some(news)) = (part("loc"), part("news")) {
            let filling = page(&xml::line(address), news);
            sitemap.push(finish(filling, entry, &mut doubts));
        }
    }
    (sitemap, doubts)
}

fn page(address: &str, news: Node<'_, '_>) -> Filling {
    let mut filling = Filling::new("sitemap");
    let said = |path: &[&'static str]| xml::line_at(news, path);
    filling.fill(Field::Url, "loc", address);
    filling.fill(Field::Source, "name", said(&["publication", "name"]));
    filling.fill(Field::Title, "title", said(&["title"]));
    let language = said(&["publication", "language"]);
    filling.fill(Field::Language, "language", language);
    let day = said(&["publication_date"]);
    filling.fill(Field::Published, "publication_date", day);
    for keyword in said(&["keywords"]).split(',') {
        filling.tag("keyword", keyword);
    }
    filling
}

impl Sitemap {
    /// Of two entries of one address the first counts.
    fn push(&mut self, page: Draft) {
        let number = self.pages.len();
        let address = key(page.url.as_deref().unwrap_or_default());
        if self.by_address.contains_key(&address) {
            return;
        }
        if let Some((_, path)) = address.split_once('/') {
            for path in [path_key(&address), path_key(path)] {
                let place = self.by_path.entry(path);
                place
                    .and_modify(|page| *page = None)
                    .or_insert(Some(number));
            }
        }
        self.by_address.insert(address, number);
        self.pages.push(page);
    }

    /// What it says of a story, found by the story's address or, if it has none, by the path of its file.
    pub(super) fn of(&self, file: &str, alone: bool, draft: &Draft) -> Option<&Draft> {
        let number = match &draft.url {
            Some(address) => self.by_address.get(&key(address)).copied(),
            None if alone => self.by_path.get(&path_key(file)).copied().flatten(),
            None => None,
        };
        self.pages.get(number?)
    }

    pub(super) fn keys(&self, take: &mut dyn FnMut(Key<'_>)) {
        for address in self.by_address.keys() {
            take(Key::Address(address));
        }
        for (path, _) in self.by_path.iter().filter(|(_, page)| page.is_some()) {
            take(Key::Path(path));
        }
    }

    /// Under what [`Self::of`] looks.
    pub(super) fn story_keys(
        file: &str,
        alone: bool,
        draft: &Draft,
        take: &mut dyn FnMut(Key<'_>),
    ) {
        match &draft.url {
            Some(address) => take(Key::Address(&key(address))),
            None if alone => take(Key::Path(&path_key(file))),
            None => {}
        }
    }
}

/// An address as it is compared: without scheme, `www.`, fragment and a last `/`, the host in lower case, the path with
/// the letters that it encodes.
fn key(address: &str) -> String {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let address = address.split('#').next().unwrap_or_default();
    let (host, path) = address.split_at(address.find('/').unwrap_or(address.len()));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}{}", plain_name(path.trim_end_matches('/')))
}

/// A path as it is compared: without the query, `index.html`, and its ending.
fn path_key(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let path = without_ending(path);
    plain_name(path.strip_suffix("/index").unwrap_or(path)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::super::Format;
    use super::super::Listing;

    use super::*;

    const SITEMAP: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
            xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc>https://www.ledger.example/2024/floods.html?ref=map</loc><lastmod>2024-09-01</lastmod>
          <image:image><image:loc>https://ledger.example/a.jpg</image:loc></image:image>
          <news:news><news:publication><news:name>The Northern Ledger</news:name><news:language>en</news:language></news:publication>
          <news:publication_date>2024-08-12T07:30:00+02:00</news:publication_date><news:title>River floods</news:title>
          <news:keywords>Floods, Old Town</news:keywords></news:news></url>
        <url><loc>https://ledger.example/2024/frost/</loc>
          <news:news><news:publication_date>soon</news:publication_date><news:title>First frost</news:title></news:news></url>
        <url><loc>https://ledger.example/about</loc></url>
        </urlset>"#;

    fn listing(text: &str) -> Listing {
        super::read(text).unwrap().unwrap()
    }

    fn told(url: Option<&str>, file: &str, alone: bool) -> Draft {
        let mut draft = Draft {
            url: url.map(str::to_owned),
            ..Draft::default()
        };
        listing(SITEMAP).describe(Format::Html, file, alone, &mut draft);
        draft
    }

    #[test]
    fn all_that_it_says() {
        let page = told(
            Some("http://LEDGER.example/2024/floods.html?ref=map#top"),
            "x",
            false,
        );
        let published = page.published.as_ref().unwrap();
        assert_eq!(
            (
                page.title.as_str(),
                page.source.as_deref(),
                published.value(),
                published.from()
            ),
            (
                "River floods",
                Some("The Northern Ledger"),
                "2024-08-12T07:30:00+02:00",
                "sitemap publication_date"
            )
        );
        assert_eq!(page.language.unwrap().to_string(), "en");
        let tags: Vec<&str> = page.tags.iter().map(|tag| tag.value.as_str()).collect();
        assert_eq!(tags, ["Floods", "Old Town"]);
        assert_eq!(
            listing(SITEMAP).doubts[0].1.to_string(),
            "no date in `publication_date`: expected a date, found `soon`"
        );
    }

    #[test]
    fn pages_are_found_by_address_or_else_by_file() {
        for (url, file, alone, title) in [
            (
                Some("https://ledger.example/2024/frost"),
                "x.html",
                true,
                "First frost",
            ),
            (None, "2024/frost/index.html", true, "First frost"),
            (None, "2024/frost.html", true, "First frost"),
            (None, "ledger.example/2024/floods.htm", true, "River floods"),
            (None, "2024/floods.jsonl", false, ""),
            (None, "floods.html", true, ""),
            (
                Some("https://other.example/2024/frost"),
                "2024/frost.html",
                true,
                "",
            ),
            (Some("https://ledger.example/about"), "about.html", true, ""),
        ] {
            assert_eq!(told(url, file, alone).title, title, "{url:?} {file}");
        }
    }

    #[test]
    fn addresses_may_be_spelt_otherwise() {
        let text = SITEMAP.replace("2024/frost", "2024/gel-%C3%A9pais");
        for (url, file) in [
            (Some("https://ledger.example/2024/gel-épais"), "x.html"),
            (None, "2024/gel-e\u{301}pais.html"),
        ] {
            let mut page = Draft {
                url: url.map(str::to_owned),
                ..Draft::default()
            };
            listing(&text).describe(Format::Html, file, true, &mut page);
            assert_eq!(page.title, "First frost", "{file}");
        }
    }

    #[test]
    fn what_the_page_says_stays() {
        let mut page = Draft {
            title: "Floods, day two".into(),
            url: Some("https://ledger.example/2024/frost".into()),
            ..Draft::default()
        };
        listing(SITEMAP).describe(Format::Html, "x", true, &mut page);
        assert_eq!(page.title, "Floods, day two");
    }

    #[test]
    fn two_pages_of_one_path_are_none() {
        let text = SITEMAP.replace(
            "https://ledger.example/2024/frost/",
            "https://b.example/2024/floods",
        );
        let mut page = Draft::default();
        listing(&text).describe(Format::Html, "2024/floods.html", true, &mut page);
        assert_eq!(page, Draft::default());
    }

    #[test]
    fn of_one_that_breaks_off_the_beginning_is_read() {
        let cut = &SITEMAP[..SITEMAP.find("First frost").unwrap()];
        let listing = listing(cut);
        assert_eq!(
            listing.broken.as_ref().unwrap().to_string(),
            "it is cut short after 1 whole entry"
        );
        let mut page = Draft::default();
        listing.describe(Format::Html, "2024/floods.html", true, &mut page);
        assert_eq!(page.title, "River floods");
    }
}
