//! Marked text: who is found in it, and who is one.

use std::ops::Range;

use proptest::prelude::*;

use super::chain::{Chained, WithoutArticle, chain};
use super::evidence::Evidence;
use super::hash;
use super::lexicon::{Entry, Lexicon, List};
use super::missed::add_missed_names;
use super::model::{Model, NEVER, Row};
use super::name_rules::ENGLISH;
use super::names;
use super::partial::complete_partial_names;
use super::tag::{Sort, TAGS};
use super::tagger::Found;
use super::token::{Token, tokenize};
use crate::story::{Kind, Language, Names, TextField};

mod chains;
mod cuts;
mod full_names;
mod german;
mod namesakes;
mod spanish;
mod stretches;
mod wires;

fn tokens_of(text: &str, lexicon: Lexicon<'_>) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize(text, lexicon, &mut tokens);
    tokens
}

/// Checks that exactly the bracketed names are found: `[Angela Merkel|PER]`.
#[track_caller]
fn check(marked: &str) {
    check_in(Language::English, marked);
}

/// [`check`] in a language.
#[track_caller]
fn check_in(language: Language, marked: &str) {
    let text: String = marked
        .split(['[', ']'])
        .map(|piece| piece.split('|').next().unwrap_or_default())
        .collect();
    let found = names("", &text, Some(language));
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
    check_entities_in(Language::English, text, expected);
}

/// [`check_entities`] in a language.
#[track_caller]
fn check_entities_in(language: Language, text: &str, expected: &[(&str, usize)]) {
    let found = names("", text, Some(language));
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
    check(
        "The [United Nations|ORG] and the [World Bank|ORG] asked for help. [Microsoft Corp.|ORG] said no.",
    );
}

#[test]
fn what_sort_of_place_stands_before_it_tells_a_place_from_a_person() {
    check(
        "Miners in the town of [Linden|LOC], south of [Georgetown|LOC], fear for their jobs. [Linden|LOC] lives on bauxite.",
    );
    check("In the village of [Marlow|LOC] nobody spoke. They fled the city of [Knin|LOC].");
    check("On Monday [Sarah Linden|PER] said no. [Linden|PER] lives on bauxite.");
}

#[test]
fn a_sign_off_is_nobody() {
    for end in [
        "\n Reuter",
        "\nREUTER\n\u{3}",
        "        REUTER",
        "\n\nHarbour\n",
        "\nREUTER\n Reuter",
        " REUTER",
    ] {
        let body = format!("Angela Merkel flew to Paris on Monday.{end}");
        let found = names("", &body, Some(Language::English));
        let entities: Vec<String> = found.entities.iter().map(ToString::to_string).collect();
        assert_eq!(entities, ["person/Angela Merkel", "place/Paris"], "{end:?}");
    }
    for (body, mentions) in [
        ("On Monday she met\nMerkel.", 1),
        ("The minister met Angela Merkel in Paris.\n\nMerkel", 3),
        ("On Monday Angela Merkel spoke.\u{a0}Yesterday", 1),
        ("On Monday Angela Merkel spoke.\u{3000}Yesterday", 1),
    ] {
        let found = names("", body, Some(Language::English));
        assert_eq!(found.mentions.len(), mentions, "{body}");
    }
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
        &[("person/Bill Clinton", 3), ("person/Hillary Clinton", 1)],
    );
}

/// The names of a text after [`add_missed_names`], if the tagger found only `found`.
fn with_missed_names(text: &str, lexicon: Lexicon<'_>, mut found: Vec<Found>) -> Vec<Found> {
    let tokens = tokens_of(text, lexicon);
    let evidence = Evidence::gather(&tokens, &ENGLISH);
    add_missed_names(&tokens, &evidence, &ENGLISH, &mut found);
    found
}

fn person(tokens: Range<usize>) -> Found {
    let sort = Sort::PERSON;
    Found { tokens, sort }
}

#[test]
fn a_name_known_from_elsewhere_is_not_overlooked() {
    let text = "Ngozi Okafor spoke. Few cheered when Okafor left; Okafor's car was late.";
    let names = with_missed_names(text, Lexicon::new(&[]), vec![person(0..2)]);
    assert_eq!(names.len(), 3);
    assert!(names.iter().all(|name| name.sort == Sort::PERSON));
}

#[test]
fn a_word_that_is_also_written_small_is_no_missed_name() {
    let text = "Ian Price spoke. Price was no matter, but the price was.";
    let names = with_missed_names(text, Lexicon::new(&[]), vec![person(0..2)]);
    assert_eq!(names, [person(0..2)]);
}

#[test]
fn a_given_name_is_not_overlooked_behind_the_word_that_opens_the_sentence() {
    let table = table(&["today"], List::Function);
    let text = "Amina Yusuf hid in a well. Today Amina studies law.";
    let names = with_missed_names(text, Lexicon::new(&table), vec![person(0..2)]);
    assert_eq!(names.last(), Some(&person(8..9)));
}

#[test]
fn a_family_name_of_two_words_and_initials_with_small_words() {
    check_entities(
        "Aung San Suu Kyi was tired, and Suu Kyi said so.",
        &[("person/Aung San Suu Kyi", 2)],
    );
    check_entities(
        "The Bank of Japan did nothing on Monday. The BOJ said that it would wait.",
        &[("org/Bank of Japan", 2)],
    );
}

/// The chains of a text in which these tokens are found to be names.
fn chained(text: &str, found: &[(Range<usize>, Kind)]) -> Vec<Chained> {
    let tokens = tokens_of(text, Lexicon::new(&[]));
    let found = found.iter().map(|(tokens, kind)| Found {
        tokens: tokens.clone(),
        sort: Sort::Kind(*kind),
    });
    let mut bare = WithoutArticle::default();
    bare.add(text, &tokens);
    chain(&tokens, &found.collect::<Vec<_>>(), &bare, &ENGLISH)
}

#[test]
fn a_short_name_in_brackets_means_the_long_one() {
    for text in [
        "Kivu Electric Power Co. (Kepo) met Ada Bello (Abel). Kepo left.",
        "Kivu Electric Power Co. <KEP> met Ada Bello <Abel>. KEP left.",
    ] {
        let found = [
            (0..4, Kind::Org),
            (5..6, Kind::Org),
            (8..10, Kind::Person),
            (11..12, Kind::Person),
            (14..15, Kind::Org),
        ];
        let chained = chained(text, &found);
        let fullest: Vec<_> = chained.iter().map(|name| name.fullest.clone()).collect();
        assert_eq!(fullest, [0..4, 0..4, 8..10, 11..12, 0..4], "{text}");
    }
}

#[test]
fn a_name_is_whole_wherever_it_stands() {
    let text = "Today the Kivu Relief Fund opened another house. Kivu Relief Fund staff were there, \
        but nobody from the Kivu Relief Fund Board.";
    let tokens = tokens_of(text, Lexicon::new(&[]));
    let name = |tokens, sort| Found { tokens, sort };
    let (org, place) = (Sort::ORG, Sort::PLACE);
    let mut found = vec![name(2..5, org), name(9..10, place), name(20..21, place)];
    complete_partial_names(&tokens, &mut found);
    assert_eq!(
        found,
        [name(2..5, org), name(9..12, org), name(20..21, place)]
    );
}

#[test]
fn a_word_that_opens_the_name_of_an_organisation_is_nobody() {
    let text = "Okoro Mills grew. Okoro hired. Ada Bello of Bello Mills left. Bello was tired.";
    let found = [
        (0..2, Kind::Org),
        (4..5, Kind::Person),
        (7..9, Kind::Person),
        (10..12, Kind::Org),
        (14..15, Kind::Person),
    ];
    let kinds: Vec<Kind> = chained(text, &found).iter().map(|name| name.kind).collect();
    assert_eq!(
        kinds,
        [Kind::Org, Kind::Org, Kind::Person, Kind::Org, Kind::Person]
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
    let body = "Angela Merkel s'est rendue à Paris.";
    assert_eq!(names("", body, Some(Language::French)), Names::default());
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

#[test]
fn what_follows_a_comma_may_belong_to_the_name() {
    check("Shares of [Apple, Inc.|ORG] rose, as did those of [Blue Harbor Partners, LLC|ORG].");
    check("He praised [Martin Luther King, Jr.|PER], who was born there.");
    check("A FILM BY [HARBOR MEDIA, INC.|ORG], A JOINT VENTURE OF [WESTGATE, INC.|ORG]");
    check_entities(
        "Westgate, Inc. was sold. Westgate has 40 stores.",
        &[("org/Westgate, Inc.", 2)],
    );
}

/// A table in which these words stand in this list.
fn table(words: &[&str], list: List) -> Vec<u8> {
    let entry = Entry::new(list.bit(), 0);
    let words = words.iter().map(|word| (hash::word(word), entry));
    Lexicon::pack(&words.collect::<Vec<_>>())
}

#[test]
fn a_table_gives_back_what_was_packed() {
    let words: Vec<(u64, Entry)> = (1..2000)
        .map(|n| (u64::from(n) * 7919, Entry::new(List::City.bit(), n)))
        .collect();
    let bytes = Lexicon::pack(&words);
    let lexicon = Lexicon::new(&bytes);
    let kept = words
        .iter()
        .filter(|(word, entry)| lexicon.get(*word) == *entry)
        .count();
    assert!(kept > 1900, "{kept} of 1999 found again");
    assert!((2000..4000).all(|n| lexicon.get(n * 7919) == Entry::default()));
}

#[test]
fn a_model_gives_back_what_was_packed() {
    let transitions = [[-3; TAGS]; TAGS + 1];
    let feature = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let rows: Vec<(u64, Row)> = (1..2000)
        .map(|n| (feature(n), [n.to_le_bytes()[0]; TAGS - 1]))
        .collect();
    let bytes = Model::pack(&ENGLISH, &[], &transitions, &rows);
    let model = Model::new(&bytes).unwrap();
    assert_eq!(model.transitions[2][3], -3);
    assert_eq!(model.transitions[2][5], NEVER, "it goes on with no name");
    let kept = rows
        .iter()
        .filter(|(feature, row)| model.row(*feature) == *row)
        .count();
    assert!(kept > 1900, "{kept} of 1999 found again");
    assert!(Model::new(&bytes[..bytes.len() - 1]).is_none(), "cut short");
    assert!(Model::new(b"something else").is_none());
}

proptest! {
    #[test]
    fn any_text_keeps_the_contract(language in 0..3usize, title in "\\PC{0,40}", body in "(\\PC|[A-Z][a-z]+|[ .,'’\n-]|Mr\\. |U\\.S\\.|Ünal|the |der |Merkels |EE\\. ?UU\\. |3\\. |de la ){0,80}") {
        let language = [Language::English, Language::Spanish, Language::German][language];
        let found = names(&title, &body, Some(language));
        prop_assert_eq!(&found, &names(&title, &body, Some(language)));
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
