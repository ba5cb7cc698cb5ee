//! Marked text: who is found in it, and who is one.

use proptest::prelude::*;

use super::names;
use crate::story::{Kind, Language, Names, TextField};

/// Checks that exactly the bracketed names are found: `[Angela Merkel|PER]`.
#[track_caller]
fn check(marked: &str) {
    let text: String = marked
        .split(['[', ']'])
        .map(|piece| piece.split('|').next().unwrap_or_default())
        .collect();
    let found = english("", &text);
    let mut shown = String::new();
    let mut at = 0;
    for (mention, entity) in found.iter() {
        let code = match entity.kind {
            Kind::Person => "PER",
            Kind::Org => "ORG",
            Kind::Place => "LOC",
        };
        shown += &text[at..mention.span.start()];
        shown += &["[", mention.span.of(&text), "|", code, "]"].concat();
        at = mention.span.end();
    }
    shown += &text[at..];
    assert_eq!(shown, marked);
}

/// Checks the entities of a story, in order of first mention, each with how often it is named.
#[track_caller]
fn check_entities(text: &str, expected: &[(&str, usize)]) {
    let found = english("", text);
    let mut counts = vec![0; found.entities.len()];
    for mention in &found.mentions {
        counts[mention.entity as usize] += 1;
    }
    let shown: Vec<(String, usize)> = found
        .entities
        .iter()
        .map(ToString::to_string)
        .zip(counts)
        .collect();
    let expected: Vec<(String, usize)> = expected
        .iter()
        .map(|(name, count)| ((*name).to_owned(), *count))
        .collect();
    assert_eq!(shown, expected);
}

fn english(title: &str, body: &str) -> Names {
    names(title, body, Some(Language::English))
}

#[test]
fn people_and_places() {
    check("[Angela Merkel|PER] flew from [Zürich|LOC] to [Paris|LOC].");
}

#[test]
fn titles_and_possessives_stay_outside() {
    check(
        "Mr. [Biden|PER]'s plane left [London|LOC] on Monday with President [Emmanuel Macron|PER].",
    );
}

#[test]
fn organisations() {
    check("The [United Nations|ORG] and the [World Bank|ORG] asked [Microsoft|ORG] for help.");
}

#[test]
fn no_names_in_plain_words() {
    check("The weather was fine on Tuesday. However, it rained in the evening.");
}

#[test]
fn a_person_is_one_however_named() {
    check_entities(
        "Elon Musk spoke first. Musk was followed by Mr. Musk's lawyer, and Musk left.",
        &[("person/Elon Musk", 4)],
    );
}

#[test]
fn two_people_of_one_name_are_two() {
    check_entities(
        "Bill Clinton met reporters. Clinton said little. Later Hillary Clinton spoke. Clinton said more.",
        &[("person/Bill Clinton", 2), ("person/Hillary Clinton", 2)],
    );
}

#[test]
fn initials_mean_the_whole() {
    check_entities(
        "The European Union met in Brussels. The EU said it would meet again.",
        &[("org/European Union", 2), ("place/Brussels", 1)],
    );
}

#[test]
fn a_language_without_a_model_has_no_names() {
    let body = "Angela Merkel flog nach Paris.";
    assert_eq!(names("", body, Some(Language::German)), Names::default());
    assert_eq!(names("", body, None), Names::default());
}

#[test]
fn the_title_comes_first() {
    let found = english(
        "Merkel flies to Paris",
        "Angela Merkel flew to Paris on Monday.",
    );
    assert_eq!(
        found.mentions.first().map(|mention| mention.field),
        Some(TextField::Title)
    );
    assert!(
        found
            .entities
            .iter()
            .any(|entity| entity.name == "Angela Merkel")
    );
}

proptest! {
    #[test]
    fn any_text_keeps_the_contract(title in "\\PC{0,40}", body in "(\\PC|[A-Z][a-z]+|[ .,'’\n-]|Mr\\. |U\\.S\\.|Ünal|the ){0,80}") {
        let found = english(&title, &body);
        prop_assert_eq!(&found, &english(&title, &body));
        let mut before = (TextField::Title, 0);
        for (mention, entity) in found.iter() {
            let text = if mention.field == TextField::Title { &title } else { &body };
            prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()));
            prop_assert!(before <= (mention.field, mention.span.start()));
            prop_assert!(!entity.name.is_empty());
            before = (mention.field, mention.span.end());
        }
        prop_assert_eq!(found.iter().count(), found.mentions.len());
    }
}
