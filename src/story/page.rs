//! The answer to a query.

use jiff::civil::Date;

use super::{AnnotatedStory, Span, Story, TextField};

/// A ranked story.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its place in the whole answer, from 1.
    pub rank: usize,
    /// How well it fits: BM25 over its words, 0 when the query has none.
    pub score: f32,
    /// Of what the score is made, where that was asked for: the parts add up to it.
    pub score_parts: Vec<ScorePart>,
    /// The story, with its names and dates.
    pub story: AnnotatedStory,
    /// The day we first read it.
    pub seen: Date,
    /// The fragments that show why it is a hit, in order of place, title first.
    pub snippets: Vec<Snippet>,
    /// The other hits that are copies of it, the first published first, where it stands for all of them.
    pub copies: Vec<CopyOfHit>,
}

/// A hit that another stands for.
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
    /// For what.
    pub why: ScoreWhy,
    /// How much.
    pub score: f32,
}

/// What earns a story a part of its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreWhy {
    /// The words stand in this field, which earns more than any other.
    In(TextField),
    /// The word stands just as typed.
    AsTyped,
    /// The word stands early in the body.
    Early,
    /// The two words stand side by side.
    Pair,
    /// The word is one that the first hits have in common.
    Theme,
    /// The word is one of a name asked for.
    Name,
    /// The story was published late, on the day that stands in place of words.
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
            Self::Pair => "side by side",
            Self::Theme => "in common",
            Self::Name => "named",
            Self::Recent => "recent",
        }
    }
}

/// A stretch of a story with the matching words lit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The text it is cut from.
    pub field: TextField,
    /// Where it is cut from that text.
    pub span: Span,
    /// The lit stretches: in the same text's bytes, within `span`, in order, disjoint.
    pub highlights: Vec<Highlight>,
}

impl Snippet {
    /// The page of its story that what matched first in it stands on; `None` where that has no pages.
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

/// A lit stretch, and what it was read as where it is a date or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where it stands in the field's text.
    pub span: Span,
    /// The value or the canonical name that made it match, where the words do not show it themselves.
    pub reading: Option<String>,
}

/// How many stories fit the rest of a query but were left out by its date filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// They have no date of that sort at all.
    pub undated: usize,
    /// Their date is too vague to tell: it overlaps the days asked for and is not within them.
    pub imprecise: usize,
    /// Which date the undated lack.
    pub lack: Lack,
}

impl LeftOut {
    /// What two queries left out.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            undated: self.undated + other.undated,
            imprecise: self.imprecise + other.imprecise,
            lack: self.lack.or(other.lack),
        }
    }
}

/// Which date a story can lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lack {
    /// That of its publication.
    #[default]
    Published,
    /// Any that it tells.
    Told,
    /// Either.
    Either,
}

impl Lack {
    /// Of two sorts of stories that lack a date, which date that is.
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
    /// How many groups of copies they are in, a story without copies being one; `None` where each stands for itself.
    pub groups: Option<usize>,
    /// The hits asked for, best first.
    pub hits: Vec<Hit>,
    /// Behind the last hit, where feedback is asked for and there is room: stories that are no hits, and have much of what the
    /// first hits have in common.
    pub alike: Vec<Hit>,
    /// What the date filters left out; `None` when the query has no date filter.
    pub left_out: Option<LeftOut>,
    /// Words of the query that no story has, as typed: where there are no hits, or any of the words will do.
    pub unknown_words: Vec<String>,
    /// What may have been meant by them, where anything near is in the archive.
    pub suggestions: Vec<Suggestion>,
}

/// A word that may have been meant by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The word as typed, which no story has.
    pub word: String,
    /// The word that may have been meant, folded.
    pub instead: String,
    /// How many stories have it.
    pub stories: u64,
}
