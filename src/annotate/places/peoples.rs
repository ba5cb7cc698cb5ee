//! Which peoples a story speaks of. `Canadian` is no place, but leads to Canada.

use rustc_hash::FxHashMap;

use super::gazetteer::{Gazetteer, What};
use super::key::Key;
use crate::annotate::tokens::Words;
use crate::story::{AnnotatedStory, Country, Kind, Span, TextField};

/// How often a story speaks of the people of each country, with a capital and outside the names of people and places.
/// `in French,` is a language.
pub(super) fn peoples(annotated: &AnnotatedStory, world: Gazetteer<'_>) -> FxHashMap<Country, u32> {
    let mut counts = FxHashMap::default();
    for field in [TextField::Title, TextField::Body] {
        let names = annotated
            .names
            .iter()
            .filter(|(mention, entity)| mention.field == field && entity.kind != Kind::Org);
        let names = names.map(|(mention, _)| mention.span);
        count(annotated.story.text(field), names, world, &mut counts);
    }
    counts
}

fn count(
    text: &str,
    names: impl Iterator<Item = Span>,
    world: Gazetteer<'_>,
    counts: &mut FxHashMap<Country, u32>,
) {
    let mut names = names.peekable();
    let mut key = Key::default();
    let mut words = Words::new(text);
    let mut before = Before::default();
    while words.advance() {
        let range = words.range();
        while names.next_if(|name| name.end() <= range.start).is_some() {}
        let is_free = names.peek().is_none_or(|name| name.start() >= range.end);
        let rest = text.get(range.start..).unwrap_or_default();
        let mut found = None;
        if is_free && rest.starts_with(char::is_uppercase) {
            let people = |key: &str| {
                let mut known = world.find(key).filter(|known| known.what == What::People);
                known.next().map(|known| known.country)
            };
            // `South Korean` is one people, and `Greek Cypriot` not two.
            let gap = text.get(before.end..range.start).unwrap_or_default();
            let is_beside = matches!(gap, " " | "-" | "\n");
            let both = is_beside.then(|| people(key.of_two(&before.word, words.folded())));
            if let Some(both) = both.flatten() {
                if let Some(times) = before.people.and_then(|people| counts.get_mut(&people)) {
                    *times -= 1;
                }
                found = Some(both);
            } else if !before.tells_language(text.get(range.end..).unwrap_or_default()) {
                found = people(words.folded());
            }
        }
        if let Some(country) = found {
            *counts.entry(country).or_default() += 1;
        }
        before.word.clear();
        before.word.push_str(words.folded());
        before.end = range.end;
        before.people = found;
    }
    counts.retain(|_, times| *times > 0);
}

/// The word before.
#[derive(Default)]
struct Before {
    word: String,
    end: usize,
    /// Whom it was counted for.
    people: Option<Country>,
}

impl Before {
    /// Whether what stands behind it, with `rest` to follow, is a language: `said in French.`
    fn tells_language(&self, rest: &str) -> bool {
        matches!(
            self.word.as_str(),
            "in" | "into" | "speak" | "speaks" | "spoke" | "speaking"
        ) && !rest.starts_with(' ')
    }
}
