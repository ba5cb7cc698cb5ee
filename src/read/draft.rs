//! The result of a reader: draft stories, what it had to leave out of them, and what it rejected.

use std::collections::BTreeMap;

use super::Piece;
use super::fields::Filling;
use crate::story::{DateError, Language, PageStart, Published, Tag};

/// A story as a reader found it, before the archive gives it an id, a language and a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The id it has in its file.
    pub id: Option<String>,
    /// The headline; empty if there is none.
    pub title: String,
    /// The text; empty if there is none.
    pub body: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The section or desk it appeared in.
    pub section: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The language its file says it is in.
    pub language: Option<Language>,
    /// When it was published, and where that was found.
    pub published: Option<Published>,
    /// The subject tags that its file gives it.
    pub tags: Vec<Tag>,
    /// Where the pages of its text begin.
    pub pages: Vec<PageStart>,
}

impl Draft {
    /// Overrides these fields with those of `other`; fields that `other` leaves out stay.
    pub fn overlay(&mut self, other: &Self) {
        let text = |mine: &mut String, other: &str| {
            if !other.is_empty() {
                other.clone_into(mine);
            }
        };
        text(&mut self.title, &other.title);
        text(&mut self.body, &other.body);
        if !other.body.is_empty() {
            self.pages.clone_from(&other.pages);
        }
        over(&mut self.id, other.id.as_ref());
        over(&mut self.byline, other.byline.as_ref());
        over(&mut self.source, other.source.as_ref());
        over(&mut self.section, other.section.as_ref());
        over(&mut self.url, other.url.as_ref());
        over(&mut self.language, other.language.as_ref());
        over(&mut self.published, other.published.as_ref());
        if !other.tags.is_empty() {
            self.tags.clone_from(&other.tags);
        }
    }
}

fn over<T: Clone>(mine: &mut Option<T>, other: Option<&T>) {
    if let Some(other) = other {
        *mine = Some(other.clone());
    }
}

/// The result of one piece of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readout {
    /// The stories, each with its place from 1: its line (JSON Lines, CSV) or number (JSON); 1 if the file is one
    /// story.
    pub stories: Vec<(u64, Draft)>,
    /// What was rejected.
    pub rejected: Vec<Rejected>,
    /// What was left out of stories that were kept.
    pub warnings: Vec<Warning>,
    /// How many records cannot be stories, by what they are.
    pub passed_over: BTreeMap<&'static str, u64>,
}

impl Readout {
    pub(super) fn story(draft: Draft) -> Self {
        Self {
            stories: vec![(1, draft)],
            ..Self::default()
        }
    }

    /// Adds what was found at `place`, as a story or as a reject.
    pub(super) fn take(&mut self, place: u64, filling: Filling) {
        match filling.finish() {
            Ok(filled) => self.push(place, filled),
            Err(reason) => self.refuse(Some(place), reason),
        }
    }

    /// Adds what was found at `place` as a story, even if it has no text.
    pub(super) fn keep(&mut self, place: u64, filling: Filling) {
        self.push(place, filling.into_parts());
    }

    fn push(&mut self, place: u64, (draft, doubts): (Draft, Vec<Doubt>)) {
        self.stories.push((place, draft));
        let doubted = doubts.into_iter().map(|doubt| Warning { place, doubt });
        self.warnings.extend(doubted);
    }

    /// Adds another readout.
    pub(super) fn append(&mut self, other: Self) {
        self.stories.extend(other.stories);
        self.rejected.extend(other.rejected);
        self.warnings.extend(other.warnings);
        for (what, count) in other.passed_over {
            *self.passed_over.entry(what).or_default() += count;
        }
    }

    /// Counts a record that cannot be a story.
    pub(super) fn pass_over(&mut self, what: &'static str) {
        *self.passed_over.entry(what).or_default() += 1;
    }

    /// Adds a reject at `place`.
    pub(super) fn refuse(&mut self, place: Option<u64>, reason: RejectReason) {
        self.rejected.push(Rejected { place, reason });
    }

    /// This readout; if it is empty, with a reject that says so.
    pub(super) fn or_nothing(mut self, piece: &Piece, bytes: &[u8]) -> Self {
        let nothing =
            self.stories.is_empty() && self.rejected.is_empty() && self.passed_over.is_empty();
        if bytes.is_empty() && piece.first == 1 {
            self.refuse(None, RejectReason::Empty);
        } else if nothing && !bytes.trim_ascii().is_empty() {
            self.refuse(Some(piece.first), RejectReason::NoStory);
        }
        self
    }

    /// Reports the stories with characters that could not be decoded.
    pub(super) fn tell_unreadable(&mut self) {
        let sign = memchr::memmem::Finder::new("\u{fffd}");
        for (place, draft) in &self.stories {
            let texts = [&draft.title, &draft.body].map(String::as_bytes);
            let count = texts.iter().map(|text| sign.find_iter(text).count()).sum();
            if count > 0 {
                self.warnings.push(Warning {
                    place: *place,
                    doubt: Doubt::Unreadable { count },
                });
            }
        }
    }

    pub(super) fn reject(place: Option<u64>, reason: RejectReason) -> Self {
        Self {
            rejected: vec![Rejected { place, reason }],
            ..Self::default()
        }
    }
}

/// Something in a file that should have been a story but is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Line or number from 1, as in [`Readout::stories`]; `None` for the file as a whole.
    pub place: Option<u64>,
    /// Why.
    pub reason: RejectReason,
}

/// Why something is not a story.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// Not a byte.
    #[error("the file is empty")]
    Empty,
    /// No text.
    #[error("it has no text")]
    NoText,
    /// The format may hold stories, and this file holds none.
    #[error("it has no story")]
    NoStory,
    /// Not text in any encoding.
    #[error("it is binary, not text")]
    Binary,
    /// Text in an encoding that nothing here can read.
    #[error("its encoding is not known")]
    Encoding,
    /// A file of one story, or a line or record, that is too large.
    #[error("it is larger than {} MiB", limit >> 20)]
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// Broken JSON.
    #[error("broken JSON at line {line}, column {column}: {message}")]
    Json {
        /// Line of the file, from 1.
        line: u64,
        /// Byte of the line, from 1; 0 at the end of the line.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// JSON, but no object.
    #[error("expected an object with a title or a body, found {found}")]
    NotAnObject {
        /// What was found: `a number`.
        found: &'static str,
    },
    /// Fields, but none of them a title or a body.
    #[error("it has neither title nor body")]
    NoTitleOrBody,
    /// A CSV record that cannot be cut into cells, or not under this header.
    #[error("broken CSV: {0}")]
    Csv(String),
    /// A CSV record that goes on to the end of the file.
    #[error("a quote is never closed, so the records after it cannot be told apart")]
    OpenQuote,
    /// A table whose header names neither a title nor a body.
    #[error("no column of the header is a title or a body: `{header}`")]
    NoColumns {
        /// The header as written.
        header: String,
    },
    /// Markup that is not well formed, or not the format it seemed to be.
    #[error("broken markup: {0}")]
    Markup(String),
    /// A PDF that cannot be read.
    #[error("the PDF cannot be read: {0}")]
    Pdf(String),
    /// A page of a PDF that cannot be read.
    #[error("page {page} cannot be read")]
    PdfPage {
        /// Its number, from 1.
        page: u32,
    },
    /// A file that takes a parser too long.
    #[error("it takes longer than {seconds} seconds to read")]
    TooLong {
        /// How long it may take.
        seconds: u64,
    },
    /// A list of stories that breaks off.
    #[error("it is cut short after {stories} whole {}", if *stories == 1 { "story" } else { "stories" })]
    BreaksOff {
        /// How many stories come before.
        stories: usize,
    },
    /// A list of pages that breaks off.
    #[error("it is cut short after {entries} whole {}", if *entries == 1 { "entry" } else { "entries" })]
    EntriesBreakOff {
        /// How many entries come before.
        entries: usize,
    },
    /// A PDF of pictures.
    #[error("it has no text layer: its pages are images")]
    NoTextLayer,
    /// A web page that is too deeply nested or too large to be taken apart.
    #[error("the page cannot be parsed: {0}")]
    Html(String),
}

/// Something that was left out of a story that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The place of the story in [`Readout::stories`].
    pub place: u64,
    /// What was left out, and why.
    pub doubt: Doubt,
}

/// Why a field was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// The story stays undated, unless another field dates it.
    #[error("no date in `{field}`: {source}")]
    Date {
        /// The field as the file calls it.
        field: String,
        /// What is wrong with it.
        source: DateError,
    },
    /// The story has the date that the field begins with.
    #[error("only `{part}` of `{field}` is a date: {source}")]
    PartOfDate {
        /// The field as the file calls it.
        field: String,
        /// The part that counts.
        part: String,
        /// What is wrong with the whole.
        source: DateError,
    },
    /// The language is found from the text instead.
    #[error("no language in `{field}`: expected a tag such as `en`, found `{tag}`")]
    Language {
        /// The field as the file calls it.
        field: String,
        /// What was found.
        tag: String,
    },
    /// The field is left empty, unless another fills it.
    #[error("no text in `{field}`: expected text, found an object without a `name`")]
    NoText {
        /// The field as the file calls it.
        field: String,
    },
    /// The story may have lost its text.
    #[error("the long text in `{field}` was left out: no field of this name is known")]
    Overlooked {
        /// The field as the file calls it.
        field: String,
    },
    /// A delimiter in its text was not quoted.
    #[error("it has more cells than the header has names: `{field}` was put together from several")]
    SplitCell {
        /// The field as the file calls it.
        field: String,
    },
    /// The text has `\u{fffd}` in their place.
    #[error("{count} {} cannot be read", if *count == 1 { "character" } else { "characters" })]
    Unreadable {
        /// How many characters.
        count: usize,
    },
    /// The front matter of a Markdown file, which is left out as a whole.
    #[error("the front matter cannot be read: {0}")]
    FrontMatter(String),
}
