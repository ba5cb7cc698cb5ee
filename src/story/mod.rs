//! The nouns: plain values with their invariants, and nothing that reads, writes or searches.
//!
//! - A [`Story`] is one article.
//! - [`Names`] are the entities that it names, with the [`Mention`]s that name them.
//! - A [`DateMention`] is a time expression in it, with its [`Interval`] of days if it fixes days.
//! - A [`Location`] is the location of a place.
//! - A [`Page`] is the answer to a query: [`Hit`]s, each with its [`Snippet`]s. A [`Timeline`] counts the hits over
//!   time, and [`Who`] counts the names in them.

mod article;
mod change;
mod date_mention;
mod facet;
mod interval;
mod language;
mod location;
mod name;
mod page;
mod published;
mod span;
mod tag;
mod timeline;
mod who;

pub use article::{AnnotatedStory, MEMBER, PageStart, Story};
pub use change::{Change, Copied};
pub use date_mention::{DateMention, Timex, TimexType};
pub use facet::{Facet, FacetCounts, FacetValue};
pub use interval::{Interval, Precision};
pub use language::Language;
pub use location::{Country, Extent, Location, Places};
pub use name::{Entity, Kind, Mention, Names};
pub use page::{
    CopyOfHit, Dating, Highlight, Hit, LeftOut, MissingDate, Page, Relaxation, ScorePart, ScoreWhy,
    Snippet, Suggestion,
};
pub use published::{DateError, Published};
pub use span::{Span, TextField};
pub use tag::Tag;
pub use timeline::{Bucket, Placed, Timeline, TimelineAxis, Unit};
pub use who::{Named, Who};
