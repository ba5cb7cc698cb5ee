//! Text in, values out: who is named and which days are told.
//!
//! [`annotate`] is the door. Behind it: [`language`] says what a text is written in, [`tokens`] what its words are,
//! [`sentences`] where its sentences end, [`entities`] whom it names and [`dates`] which days it tells. [`places`] says where
//! the places lie that it names, [`address`] what is said before a name (`Pope Francis`).
//!
//! Nothing here knows a file, the clock or the index: a story means the same wherever it came from.

pub(crate) mod address;
mod clash;
pub mod dates;
pub mod entities;
pub mod language;
#[cfg(test)]
pub(crate) mod marked;
pub mod places;
pub mod sentences;
pub mod shingles;
pub mod slots;
mod stems;
pub mod tokens;

use crate::story::{AnnotatedStory, DateMention, Story, TextField};

/// Finds the language of a story that does not say, everybody it names, and every time it tells.
pub fn annotate(mut story: Story) -> AnnotatedStory {
    if story.language.is_none() {
        story.language = language::detect(&story.title, &story.body);
    }
    let names = entities::names(&story.title, &story.body, story.language);
    let published = story
        .published
        .as_ref()
        .map(crate::story::Published::interval);
    let mut dates_told = Vec::new();
    for field in [TextField::Title, TextField::Body] {
        let told = dates::mentions(story.text(field), story.language, published);
        dates_told.extend(told.into_iter().map(|timex| DateMention { field, timex }));
    }
    let mut annotated = AnnotatedStory {
        story,
        names,
        dates: dates_told,
    };
    clash::settle(&mut annotated);
    annotated
}
