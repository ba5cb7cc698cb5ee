//! Tells what stands beside an article: comments, and links to other articles.

use trafilatura::dom::{Document, NodeId};

/// How many elements around one are looked at.
const AROUND: usize = 12;

/// What the classes and ids of such blocks begin with.
const BESIDE: [&str; 3] = ["comment", "related", "recommend"];

/// What an `<aside>` is about that belongs to the article.
const ABOUT: [&str; 7] = [
    "meta", "info", "date", "author", "byline", "detail", "article",
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
        "aside" => !ABOUT.iter().any(|word| marks.contains(word)),
        _ => marks
            .split_whitespace()
            .any(|mark| BESIDE.iter().any(|word| mark.starts_with(word))),
    }
}
