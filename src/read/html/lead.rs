//! Finds the lead: the paragraph below the headline that says the story in short. Extraction takes it for a teaser, and
//! leaves it out; to readers it is where the story begins.

use trafilatura::dom::{Document, NodeId};

use super::clues::text_within;

/// What the class of an element says that holds a lead.
const MARKS: [&str; 20] = [
    "intro",
    "standfirst",
    "vorspann",
    "chapo",
    "chapeau",
    "preface",
    "teaser-text",
    "teasertext",
    "article-teaser",
    "article__teaser",
    "lead-text",
    "leadtext",
    "article-lead",
    "subheadline",
    "article-summary",
    "abstract",
    "excerpt",
    "entradilla",
    "bajada",
    "copete",
];

/// Words too common to be looked for within others.
const WORDS: [&str; 5] = ["lead", "teaser", "summary", "dek", "ingress"];

/// The elements that may contain a lead.
const TAGS: [&str; 13] = [
    "p",
    "div",
    "section",
    "blockquote",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "span",
    "strong",
    "b",
    "em",
];

/// How many elements may lie between the headline and its lead.
const BELOW: usize = 80;

/// How long a lead is, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 40..=1200;

/// How much of its description a page must show for the paragraph to be it, in bytes: the description may be cut short.
const TELLING: usize = 30;

/// Candidates for the lead: by class, and by the page's description of itself.
#[derive(Debug, Default)]
pub(super) struct Leads {
    marked: Option<String>,
    described: Option<String>,
    descriptions: Vec<String>,
}

impl Leads {
    /// Adds the page's descriptions of itself.
    pub(super) fn describe(&mut self, description: &str) {
        if description.len() > TELLING {
            let start = description.get(..description.floor_char_boundary(TELLING));
            self.descriptions.extend(start.map(str::to_owned));
        }
    }

    /// Looks whether an element is the lead, `below` as many elements after the headline begins.
    pub(super) fn read(&mut self, page: &Document, element: NodeId, tag: &str, below: usize) {
        if below > BELOW || !TAGS.contains(&tag) {
            return;
        }
        if self.described.is_none() && !self.descriptions.is_empty() {
            let begins = page.child_nodes(element).into_iter().any(|node| {
                page.is_text(node) && {
                    let text = page.text_content(node);
                    let text = text.trim_start();
                    self.descriptions
                        .iter()
                        .any(|start| text.starts_with(start.as_str()))
                }
            });
            if begins {
                self.described = lead(page, block(page, element));
            }
        }
        if self.marked.is_none() && is_marked(&page.class_name(element)) {
            self.marked = paragraph(page, element).and_then(|node| lead(page, node));
        }
    }

    /// The text with the leads before it that it lacks.
    pub(super) fn before(self, body: String, title: &str) -> String {
        let mut text = body;
        for lead in [self.described, self.marked].into_iter().flatten() {
            let start = lead.get(..lead.floor_char_boundary(LENGTHS.start() - 1));
            if start.is_some_and(|start| !text.contains(start) && !title.contains(start)) {
                text = format!("{lead}\n\n{text}");
            }
        }
        text.trim_end().to_owned()
    }
}

/// The text of an element, if it may be a lead.
fn lead(page: &Document, element: NodeId) -> Option<String> {
    let text = text_within(page, element, *LENGTHS.end(), &|_| false);
    // One that breaks off is the teaser of another story.
    let breaks_off = text.ends_with(['…', '•', ']']) || text.ends_with("...");
    (LENGTHS.contains(&text.len()) && !breaks_off && !text.starts_with('©')).then_some(text)
}

/// The first paragraph in an element, or the element itself if it has no blocks. Links elsewhere are not paragraphs.
fn paragraph(page: &Document, element: NodeId) -> Option<NodeId> {
    const BLOCKS: [&str; 16] = [
        "p", "div", "section", "header", "footer", "figure", "picture", "img", "ul", "ol", "time",
        "h1", "h2", "h3", "h4", "address",
    ];
    let blocks = page.iter_descendants(element, &BLOCKS);
    let is_paragraph = |node: &NodeId| page.tag_name(*node) == "p";
    let paragraph = match blocks.first() {
        None => element,
        Some(_) => blocks.into_iter().find(is_paragraph)?,
    };
    let links = page.iter_descendants(paragraph, &["a"]);
    let linked: usize = links
        .iter()
        .map(|link| page.text_content(*link).len())
        .sum();
    let in_link = page
        .parent(element)
        .is_some_and(|parent| page.tag_name(parent) == "a");
    (!in_link && linked * 2 < page.text_content(paragraph).len()).then_some(paragraph)
}

/// The paragraph that contains an element.
fn block(page: &Document, element: NodeId) -> NodeId {
    let mut block = element;
    while matches!(page.tag_name(block), "span" | "strong" | "b" | "em")
        && let Some(parent) = page.parent(block)
    {
        block = parent;
    }
    block
}

fn is_marked(class: &str) -> bool {
    let class = class.to_lowercase();
    MARKS.iter().any(|mark| class.contains(mark))
        || class.split_whitespace().any(|word| WORDS.contains(&word))
}
