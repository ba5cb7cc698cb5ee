//! Reads headings: the headline without the lines above and below it, and links to the front page.

use trafilatura::dom::{Document, NodeId};

use super::clues::text_without;

/// Classes of elements in a heading that are not the headline itself.
const KICKERS: [&str; 23] = [
    "dachzeile",
    "kicker",
    "topline",
    "overline",
    "roofline",
    "spitzmarke",
    "eyebrow",
    "topic",
    "pretitle",
    "pre-title",
    "supertitle",
    "surtitre",
    "rubrik",
    "vignette",
    "preheadline",
    "subheadline",
    "subtitle",
    "subline",
    "category",
    "fake-h",
    "invisible",
    "h1small",
    "label",
];

/// The text of a heading without the lines above or below the headline in it.
pub(super) fn text(page: &Document, element: NodeId) -> String {
    let is_kicker = |node: NodeId| {
        let class = page.get_attribute(node, "class").unwrap_or_default();
        let class = class.to_lowercase();
        page.tag_name(node) == "small" || KICKERS.iter().any(|kicker| class.contains(kicker))
    };
    let proper = text_without(page, element, &|node| node != element && is_kicker(node));
    let proper = proper.trim_start_matches([':', '-', '–', '|', ' ']);
    if proper.is_empty() {
        text_without(page, element, &|_| false)
    } else {
        proper.to_owned()
    }
}

/// Whether an address is that of a whole site.
pub(super) fn is_front_page(address: &str) -> bool {
    // An archive of the web has the address behind its own.
    let path = match address.rsplit_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => match address.trim_start_matches('.').strip_prefix('/') {
            Some(path) => path,
            None => return false,
        },
    };
    matches!(path, "" | "index.html" | "index.php")
}
