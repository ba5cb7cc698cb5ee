//! One article, and what was found in it.

use serde::{Deserialize, Serialize};

use super::{DateMention, Language, Names, Published, Tag, TextField};

/// What stands between the name of an archive and that of a file in it: `archive.zip!/folder/story.txt`. A folder on
/// disk whose name ends with `!` is written `\x21`, so that nothing else has it.
pub const MEMBER: &str = "!/";

/// One article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// Its name in the archive: what the story itself calls itself, else the file, with `#` and its place there when
    /// the file holds several. Two files may each hold a story of the same id.
    pub id: String,
    /// The file it was read from, with `/` between folders, and [`MEMBER`] between an archive and the file in it.
    pub file: String,
    /// The headline; empty where there is none.
    pub title: String,
    /// The text.
    pub body: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The paper, agency or site.
    pub source: Option<String>,
    /// The part of the paper.
    pub section: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// What it is written in, where that is known.
    pub language: Option<Language>,
    /// When it was published, where that is known.
    pub published: Option<Published>,
    /// What its source files it under, in the order it tells them.
    pub tags: Vec<Tag>,
    /// Where the pages of its text begin, in order, where it stands on pages.
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
    /// One of its texts; empty where it has none.
    pub fn text(&self, field: TextField) -> &str {
        match field {
            TextField::Title => &self.title,
            TextField::Body => &self.body,
            TextField::Byline => self.byline.as_deref().unwrap_or_default(),
        }
    }

    /// The page that a byte of the body stands on; `None` where it has no pages.
    pub fn page_at(&self, byte: usize) -> Option<u32> {
        let begun = |page: &PageStart| usize::try_from(page.start).is_ok_and(|start| start <= byte);
        let begun = self.pages.partition_point(begun);
        self.pages.get(begun.checked_sub(1)?).map(|page| page.page)
    }
}

/// A story with everybody it names and every time it tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnotatedStory {
    /// The article.
    pub story: Story,
    /// Who is named in title and body.
    pub names: Names,
    /// The times told in title and body, in order.
    pub dates: Vec<DateMention>,
}
