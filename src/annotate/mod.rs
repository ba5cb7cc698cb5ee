//! Annotates stories: text in, values out. Which names a story has, and which dates.
//!
//! [`annotate`] is the entry point. [`language`] detects the language of a text, [`tokens`] splits it into words,
//! [`sentences`] into sentences; [`entities`] finds names and [`dates`] dates. [`places`] locates the places that it
//! names, [`address`] handles what comes before a name (`Pope Francis`).
//!
//! Nothing here knows a file, the clock or the index: a story means the same, wherever it came from.

pub(crate) mod address;
mod clash;
pub mod dates;
pub mod entities;
pub mod language;
#[cfg(test)]
pub(crate) mod marked;
pub mod name_markers;
pub mod places;
pub mod sentences;
pub mod shingles;
mod stems;
pub mod tokens;

use crate::story::{AnnotatedStory, DateMention, Story, TextField};

/// Finds the names and dates in a story, and its language if the story does not give it.
pub fn annotate(mut story: Story) -> AnnotatedStory {
    if story.language.is_none() {
        story.language = language::detect(&story.title, &story.body);
    }
    let names = entities::names(&story.title, &story.body, story.language);
    let published = story
        .published
        .as_ref()
        .map(crate::story::Published::interval);
    let mut date_mentions = Vec::new();
    for field in [TextField::Title, TextField::Body] {
        let timexes = dates::mentions(story.text(field), story.language, published);
        date_mentions.extend(
            timexes
                .into_iter()
                .map(|timex| DateMention { field, timex }),
        );
    }
    let mut annotated = AnnotatedStory {
        story,
        names,
        dates: date_mentions,
    };
    clash::resolve(&mut annotated);
    annotated
}
