//! Tells what stands beside an article: comments, and links to other articles.

use trafilatura::dom::{Document, NodeId};

/// How many elements around one are looked at.
const AROUND: usize = 12;

/// What the classes and ids of such blocks begin with.
const BESIDE: [&str; 3] = ["comment", "related", "recommend"];

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
        "aside" => marks.trim().is_empty() || APART.iter().any(|word| marks.contains(word)),
        _ => marks
            .split_whitespace()
            .any(|mark| BESIDE.iter().any(|word| mark.starts_with(word))),
    }
}
