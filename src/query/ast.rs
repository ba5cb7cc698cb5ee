//! The query as a tree.

use jiff::civil::Date;

use crate::story::{Kind, TextField};

/// What a story must be like to be a hit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    /// Every story.
    All,
    /// All of them hold. Two or more.
    And(Vec<Query>),
    /// At least one holds. Two or more.
    Or(Vec<Query>),
    /// It does not hold.
    Not(Box<Query>),
    /// It has these words.
    Text(Text),
    /// It names this entity.
    Name(NameFilter),
    /// It was published, is about, or was seen at some time.
    Date(DateFilter),
    /// It has this exact value.
    Fact(Fact),
}

/// Words, and the field that they must be in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// The field, or title and body alike.
    pub field: Option<TextField>,
    /// What to look for there.
    pub pattern: Pattern,
}

/// What words to look for. The strings are as typed: folding and stemming belong to the language of each story.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// One word as typed; if the tokenizer finds several in it (`denial-of-service`), they are a phrase.
    Word(String),
    /// Words with this prefix: `regulat*`.
    Prefix(String),
    /// Words within `edits` (1 or 2) insertions, deletions, substitutions or swaps: `brenton~1`.
    Fuzzy {
        /// The word as typed.
        word: String,
        /// How many edits, 1 or 2.
        edits: u8,
    },
    /// The words side by side in this order: `"denial of service"`.
    Phrase(String),
    /// The words in any order, with at most `distance` other words among them: `"musk trump"~5`.
    Near {
        /// The words as typed.
        words: String,
        /// How many other words may be among them.
        distance: u32,
    },
}

/// An entity, by the words of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NameFilter {
    /// The kind of name; `None` for any.
    pub kind: Option<Kind>,
    /// The words, which must be side by side in the canonical name or in a surface form in the story.
    pub name: String,
}

/// One of a story's three times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Axis {
    /// When it was published.
    Published,
    /// The days named in its text.
    About,
    /// When we first read it.
    Seen,
}

/// How a date must relate to the range asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Wholly within it.
    Within,
    /// Sharing a day with it.
    Overlaps,
}

/// A date that a story must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateFilter {
    /// Which of its times.
    pub axis: Axis,
    /// Within or overlapping. `Overlaps` is only asked of [`Axis::About`].
    pub relation: Relation,
    /// The days asked for; with `Overlaps` always [`DateRange::Days`].
    pub range: DateRange,
}

/// The days a date filter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateRange {
    /// From one day to another, both included; an end not given is open. Where both are given, `first <= last`.
    Days {
        /// The first day, or the beginning of time.
        first: Option<Date>,
        /// The last day, or the end of time.
        last: Option<Date>,
    },
    /// A day of any year: `07-13`. A valid day of a leap year.
    DayOfYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// No date at all: `published:none`.
    None,
}

/// A value that must match exactly, apart from case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fact {
    /// Which fact.
    pub field: FactField,
    /// Its value; for [`FactField::Path`] a glob.
    pub value: String,
}

/// The fields that match exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactField {
    /// The paper, agency or site.
    Source,
    /// The part of the paper.
    Section,
    /// The language, by code.
    Lang,
    /// A country that it mentions, by code.
    Country,
    /// The file, as a glob: `archive/*`.
    Path,
}
