//! A story, with and without its annotations.

use serde::{Deserialize, Serialize};

use super::{DateMention, Language, Names, Published, Tag, TextField};

/// The separator between the name of an archive and that of a file in it: `archive.zip!/folder/story.txt`. A `!` at the
/// end of a folder's name on disk is written `\x21`, so that the separator is unambiguous.
pub const MEMBER: &str = "!/";

/// One article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Story {
    /// Its identifier: the id that the source gives it, else the name of the file, followed by `#` and its place if the
    /// file holds several. Two files may each hold a story with the same id.
    pub id: String,
    /// The file it was read from, with `/` between folders, and [`MEMBER`] between an archive and the file in it.
    pub file: String,
    /// The headline; empty if there is none.
    pub title: String,
    /// The text.
    pub body: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The paper, agency or site.
    pub source: Option<String>,
    /// The part of the paper.
    pub section: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// The language it is written in, if known.
    pub language: Option<Language>,
    /// When it was published, if known.
    pub published: Option<Published>,
    /// The subject tags of its source, in the source's order.
    pub tags: Vec<Tag>,
    /// Where the pages of its text begin, in order, if it has pages.
    pub pages: Vec<PageStart>,
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageStart {
    /// Its number in the file, from 1.
    pub page: u32,
    /// Its first byte in the story's body.
    pub start: u32,
}

impl Story {
    /// One of its texts; empty if it has none.
    pub fn text(&self, field: TextField) -> &str {
        match field {
            TextField::Title => &self.title,
            TextField::Body => &self.body,
            TextField::Byline => self.byline.as_deref().unwrap_or_default(),
        }
    }

    /// The page of a byte of the body; `None` if the story has no pages.
    pub fn page_at(&self, byte: usize) -> Option<u32> {
        let begun = |page: &PageStart| usize::try_from(page.start).is_ok_and(|start| start <= byte);
        let begun = self.pages.partition_point(begun);
        self.pages.get(begun.checked_sub(1)?).map(|page| page.page)
    }
}

/// A story with its names and dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnotatedStory {
    /// The article.
    pub story: Story,
    /// The names in title and body.
    pub names: Names,
    /// The time expressions in title and body, in order.
    pub dates: Vec<DateMention>,
}
