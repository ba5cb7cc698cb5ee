//! Sets markup as plain text: paragraphs with a blank line between them, one line each.

use trafilatura::dom::{Document, NodeId};

use crate::read::typeset::{Gap, Text, gap};

/// The text of `html`, without a first paragraph that is the title over again.
pub(super) fn plain(html: &str, title: &str) -> String {
    let page = Document::parse(html);
    let mut text = Text::default();
    let mut open = vec![Step::Enter(page.root())];
    while let Some(step) = open.pop() {
        match step {
            Step::Leave(gap) => text.widen(gap),
            Step::Enter(node) if page.is_text(node) => text.push(&page.text_content(node)),
            Step::Enter(node) => {
                let gap = gap(page.tag_name(node));
                text.widen(gap);
                open.push(Step::Leave(gap));
                open.extend(page.child_nodes(node).into_iter().rev().map(Step::Enter));
            }
        }
    }
    text.without_first(title)
}

/// The walk over the tree, without recursion.
enum Step {
    Enter(NodeId),
    Leave(Gap),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lines_and_words() {
        let html = "<div><h1>Rain</h1><p>It <b>fell</b>, and\n fell<i>.</i></p> <ul><li>Here</li><li>there</li></ul>and<br>there</div>";
        assert_eq!(
            plain(html, ""),
            "Rain\n\nIt fell, and fell.\n\nHere\nthere\n\nand\nthere"
        );
        assert!(plain(html, "Rain").starts_with("It fell"));
        assert_eq!(plain("<p>Rain</p>", "Rain"), "Rain");
        assert_eq!(plain("<p>Rain\u{ad}fall</p>", ""), "Rainfall");
        assert_eq!(plain("a\u{2028}b<p> </p>c", ""), "a b\n\nc");
    }
}
