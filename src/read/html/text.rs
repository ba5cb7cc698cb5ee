//! Sets markup as plain text: paragraphs with a blank line between them, one line each.

use trafilatura::dom::{Document, NodeId};

/// Elements that stand apart by a blank line.
const PARAGRAPHS: &str = "p div h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre section article figure figcaption hr header main aside";

/// Elements that begin a line.
const LINES: &str = "br li tr dt dd";

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

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
                let gap = gap(&page, node);
                text.widen(gap);
                open.push(Step::Leave(gap));
                open.extend(page.child_nodes(node).into_iter().rev().map(Step::Enter));
            }
        }
    }
    match text.set.split_once("\n\n") {
        Some((first, rest)) if !title.is_empty() && first == title => rest.to_owned(),
        _ => text.set,
    }
}

/// The walk over the tree, without recursion.
enum Step {
    Enter(NodeId),
    Leave(Gap),
}

/// What an element sets before and after it.
fn gap(page: &Document, node: NodeId) -> Gap {
    let tag = page.tag_name(node);
    let is_one_of = |list: &str| list.split_ascii_whitespace().any(|listed| listed == tag);
    if is_one_of(PARAGRAPHS) {
        Gap::Paragraph
    } else if is_one_of(LINES) {
        Gap::Line
    } else if matches!(tag, "td" | "th") {
        Gap::Space
    } else {
        Gap::None
    }
}

/// The text as it is being set.
struct Text {
    set: String,
    /// The widest gap since the last word.
    gap: Gap,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            set: String::new(),
            gap: Gap::None,
        }
    }
}

impl Text {
    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn push(&mut self, text: &str) {
        // Unicode's own line ends are white space too, and become a space like any other in HTML.
        if text.starts_with(char::is_whitespace) {
            self.widen(Gap::Space);
        }
        for word in text.split_whitespace() {
            if !self.set.is_empty() {
                self.set.push_str(match self.gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            // Soft hyphens are for setting a line, not part of a word.
            self.set.extend(word.split('\u{ad}'));
            self.gap = Gap::Space;
        }
        if !text.ends_with(char::is_whitespace) && !text.is_empty() {
            self.gap = Gap::None;
        }
    }
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
