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
mod parts;
pub mod places;
pub mod sentences;
pub mod shingles;
mod stems;
pub mod tokens;

use crate::story::{AnnotatedStory, DateMention, Names, Story, TextField, Timex};

/// Finds the names and dates in a story, and its language if the story does not give it.
pub fn annotate(story: Story) -> AnnotatedStory {
    let mut annotated = AnnotatedStory {
        story,
        names: Names::default(),
        dates: Vec::new(),
    };
    annotate_in_place(&mut annotated);
    annotated
}

/// The same for a story that has no annotations yet.
pub(crate) fn annotate_in_place(annotated: &mut AnnotatedStory) {
    let story = &mut annotated.story;
    if story.language.is_none() {
        story.language = language::detect(&story.title, &story.body);
    }
    annotated.names = entities::names(&story.title, &story.body, story.language);
    let published = story
        .published
        .as_ref()
        .map(crate::story::Published::interval);
    for field in [TextField::Title, TextField::Body] {
        let text = story.text(field);
        for part in parts::of(text, parts::LONGEST) {
            let within = text.get(part.clone()).unwrap_or_default();
            let found = dates::mentions(within, story.language, published);
            let in_whole = found.into_iter().filter_map(|timex| {
                let span = parts::in_whole(text, &part, timex.span)?;
                let timex = Timex { span, ..timex };
                Some(DateMention { field, timex })
            });
            annotated.dates.extend(in_whole);
        }
    }
    clash::resolve(annotated);
}
