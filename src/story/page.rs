//! The answer to a query.

use jiff::civil::Date;
use serde::Serialize;

use super::{AnnotatedStory, Span, Story, TextField};

/// A ranked story.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its position in the whole answer, from 1.
    pub rank: usize,
    /// Its relevance: BM25 over the words of the query, or over the words of its names if it has no others; 0 if it has
    /// neither.
    pub score: f32,
    /// The parts that the score is the sum of, if they were asked for.
    pub score_parts: Vec<ScorePart>,
    /// The story, with its names and dates.
    pub story: AnnotatedStory,
    /// The day on which it was first read.
    pub seen: Date,
    /// The fragments that show why it is a hit, in order of position, title first.
    pub snippets: Vec<Snippet>,
    /// The other hits that are copies of it, earliest first, if it represents them.
    pub copies: Vec<CopyOfHit>,
}

/// A hit that is represented by another, a copy of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyOfHit {
    /// The story's id.
    pub id: String,
    /// The file it came from.
    pub file: String,
}

/// A summand of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorePart {
    /// The part of the query that earned it, in the query language.
    pub words: String,
    /// What it was earned for.
    pub why: ScoreWhy,
    /// How much it adds.
    pub score: f32,
}

/// What a part of a score is earned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreWhy {
    /// The words are in this field; the field that earns most counts.
    In(TextField),
    /// The story has the word exactly as typed.
    AsTyped,
    /// The word occurs early in the body.
    Early,
    /// The word is in the name of a person whom the story names.
    Person,
    /// The two words are side by side.
    Pair,
    /// The word is one that the first hits have in common.
    Theme,
    /// The word is part of a name in the query.
    Name,
    /// The story is recent; the day of publication is in place of the words.
    Recent,
}

impl ScoreWhy {
    /// Its name in formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::In(TextField::Title) => "title",
            Self::In(TextField::Body) => "body",
            Self::In(TextField::Byline) => "byline",
            Self::AsTyped => "as typed",
            Self::Early => "early",
            Self::Person => "as a person",
            Self::Pair => "side by side",
            Self::Theme => "in common",
            Self::Name => "named",
            Self::Recent => "recent",
        }
    }
}

/// A fragment of a story with highlights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The text it is cut from.
    pub field: TextField,
    /// Its span in that text.
    pub span: Span,
    /// The highlights: in bytes of the same text, within `span`, in order, disjoint.
    pub highlights: Vec<Highlight>,
}

impl Snippet {
    /// The page of the first match in it; `None` if the story has no pages.
    pub fn page_of(&self, story: &Story) -> Option<u32> {
        let lit = self
            .highlights
            .first()
            .map_or(self.span, |first| first.span);
        (self.field == TextField::Body)
            .then(|| story.page_at(lit.start()))
            .flatten()
    }
}

/// A highlighted span and, for a date or a name, what it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Its span in the field's text.
    pub span: Span,
    /// The value or the canonical name that made it match, if the words do not show it themselves.
    pub reading: Option<String>,
}

/// How many stories match the rest of a query but were left out by its date filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Stories without any date on that axis.
    pub undated: usize,
    /// Stories whose date is too vague to tell: it overlaps the range but is not within it.
    pub imprecise: usize,
    /// Which date the undated lack.
    pub lack: MissingDate,
}

/// How many hits have no place of their own in an order by day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dating {
    /// Hits without a publication date. They are the last.
    pub undated: usize,
    /// Hits dated more vaguely than by a day. They are where the first day would be that they may have been published
    /// on.
    pub vague: usize,
}

/// Which date a story can lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingDate {
    /// The date of publication.
    #[default]
    Published,
    /// Any date in its text.
    Mentioned,
    /// Either.
    Either,
}

impl MissingDate {
    /// Which date stories lack of which some lack `self` and others `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Either }
    }
}

/// The answer as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// How many stories are hits.
    pub total: usize,
    /// How many groups of copies they form, counting a story without copies as one; `None` if copies are not grouped.
    pub groups: Option<usize>,
    /// The hits asked for, best first.
    pub hits: Vec<Hit>,
    /// With feedback, if the hits do not fill the page: stories that are not hits, but share much of what the first
    /// hits have in common.
    pub alike: Vec<Hit>,
    /// What the date filters left out; `None` when the query has no date filter.
    pub left_out: Option<LeftOut>,
    /// How precisely the hits are dated, if they are sorted by date.
    pub dating: Option<Dating>,
    /// Words of the query that no story has, as typed. Only looked up if there are no hits, or if any of the words will
    /// do.
    pub unknown_words: Vec<String>,
    /// What may have been meant by them, if the archive has similar words.
    pub suggestions: Vec<Suggestion>,
    /// Parts of the query without any one of which it would have hits. Only looked up if there are no hits, although
    /// some story has each of the words.
    pub relaxations: Vec<Relaxation>,
}

/// A part of a query that could be left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// The part, in the query language.
    pub without: String,
    /// How many stories would be hits without it.
    pub stories: usize,
}

/// A suggestion for a mistyped word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The word as typed, which no story has.
    pub word: String,
    /// The word that may have been meant, folded.
    pub instead: String,
    /// How many stories have it.
    pub stories: u64,
}
