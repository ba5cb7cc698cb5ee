//! Tells what stands beside an article: comments, and links to other articles.

use trafilatura::dom::{Document, NodeId};

/// How many elements around one are looked at.
const AROUND: usize = 12;

/// The first words of the classes and ids of such blocks.
const BESIDE: [&str; 6] = [
    "comment",
    "comments",
    "commentlist",
    "related",
    "recommended",
    "recommendations",
];

/// What the marks of an `<aside>` say that does not belong to the article; others tell its day and its author.
const APART: [&str; 6] = [
    "related",
    "recommend",
    "sidebar",
    "widget",
    "teaser",
    "popular",
];

/// Whether an element is in a block of comments or of links to other articles.
pub(super) fn holds(page: &Document, element: NodeId) -> bool {
    let around = std::iter::successors(page.parent(element), |inner| page.parent(*inner));
    around.take(AROUND).any(|block| is_beside(page, block))
}

fn is_beside(page: &Document, block: NodeId) -> bool {
    let tag = page.tag_name(block);
    let marks = ["class", "id"]
        .into_iter()
        .filter_map(|name| page.get_attribute(block, name));
    let marks = marks.collect::<Vec<_>>().join(" ").to_lowercase();
    match tag {
        // A whole page may have the class `comments-open`.
        "html" | "body" | "main" | "article" => false,
        "aside" if marks.trim().is_empty() => {
            !page.iter_descendants(block, &["h2", "h3", "h4"]).is_empty()
        }
        "aside" => APART.iter().any(|word| marks.contains(word)),
        // A wrapper around the article itself may be called `related-content-enabled`.
        _ => {
            let mut marks = marks.split_whitespace();
            let first_word = |mark: &str| mark.split(['-', '_']).next().map(str::to_owned);
            marks.any(|mark| first_word(mark).is_some_and(|word| BESIDE.contains(&&*word)))
                && page.iter_descendants(block, &["h1"]).is_empty()
        }
    }
}
