//! Sets markup as plain text: paragraphs with a blank line between them, one line each.

use trafilatura::dom::{Document, NodeId};

use crate::read::typeset::{Gap, Text, gap, without_first};

/// What stands between two paragraphs.
const BREAK: &str = "\n\n";
/// Elements whose text is not shown.
const UNSEEN: [&str; 4] = ["script", "style", "template", "noscript"];

/// The text of `html`, without a first paragraph that is the title over again.
pub(super) fn plain(html: &str, title: &str) -> String {
    whole(&Document::parse(html)).without_first(title)
}

/// The text of the story that was extracted from a page as `content`, likewise. Of a short page the crate returns all
/// words in one paragraph, with no space where one paragraph ended and the next began; the page shows where that was.
/// `page` is all its text, as [`of_page`] sets it.
pub(super) fn of_story(content: &str, page: &str, title: &str) -> String {
    let text = of_page(&Document::parse(content));
    let text = parted(&text, page).unwrap_or(text);
    without_first(text, title)
}

/// All that a page says, apart from scripts and the like.
pub(super) fn of_page(page: &Document) -> String {
    whole(page).set()
}

/// A text in the lines and paragraphs that the page has it in; `None` if the page does not have all of it in whole
/// lines, in this order, or not in more paragraphs.
fn parted(text: &str, page: &str) -> Option<String> {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect();
    let all: String = letters(text);
    let mut rest = all.as_str();
    let mut parted = String::new();
    for paragraph in page.split(BREAK) {
        let mut gap = BREAK;
        for line in paragraph.split('\n') {
            let own: String = letters(line);
            let Some(after) = rest.strip_prefix(&own).filter(|_| !own.is_empty()) else {
                continue;
            };
            if !parted.is_empty() {
                parted.push_str(gap);
            }
            parted.push_str(line);
            gap = "\n";
            rest = after;
        }
    }
    let breaks = |text: &str| text.matches(BREAK).count();
    (rest.is_empty() && breaks(&parted) > breaks(text)).then_some(parted)
}

fn whole(page: &Document) -> Text {
    let mut text = Text::default();
    let mut open = vec![Step::Enter(page.root())];
    while let Some(step) = open.pop() {
        match step {
            Step::Leave(gap) => text.widen(gap),
            Step::Enter(node) if page.is_text(node) => text.push(&page.text_content(node)),
            Step::Enter(node) if UNSEEN.contains(&page.tag_name(node)) => {}
            Step::Enter(node) => {
                let gap = gap(page.tag_name(node));
                text.widen(gap);
                open.push(Step::Leave(gap));
                open.extend(page.child_nodes(node).into_iter().rev().map(Step::Enter));
            }
        }
    }
    text
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
    fn paragraphs_are_those_of_the_page() {
        let page = "Home\n\nRain\n\nIt fell.\nAnd fell.\n\nNobody came.\n\nMore";
        let parted = |text: &str| super::parted(text, page);
        let whole = "Rain\n\nIt fell.\nAnd fell.\n\nNobody came.";
        assert_eq!(
            parted("RainIt fell. And fell.Nobody came.").as_deref(),
            Some(whole)
        );
        assert_eq!(
            parted("RainIt fell. And fell.\n\nNobody came.").as_deref(),
            Some(whole)
        );
        for text in [
            whole,
            "It fell.\n\nAnd fell.",
            "Rain fell.",
            "It fell. And",
            "* Rain",
            "RainIt fell. And fell.Nobody came. Else",
            "",
        ] {
            assert_eq!(parted(text), None, "{text}");
        }
    }

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
