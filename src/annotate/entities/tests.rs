//! Marked text: who is found in it, and who is one.

use proptest::prelude::*;

use super::echo::add_echoes;
use super::evidence::Evidence;
use super::hash;
use super::lexicon::{Entry, Lexicon, List};
use super::model::{Model, NEVER, Row};
use super::names;
use super::stretch::stretches;
use super::tag::{Sort, TAGS};
use super::tagger::Found;
use super::token::tokenize;
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
    check(
        "The [United Nations|ORG] and the [World Bank|ORG] asked for help. [Microsoft Corp.|ORG] said no.",
    );
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

/// How many names a story has when the tagger found only its first two words, a person's.
fn echoes(text: &str) -> usize {
    let mut tokens = Vec::new();
    tokenize(text, Lexicon::new(&[]), &mut tokens);
    let sort = Sort::Kind(Kind::Person);
    let mut found = vec![Found { tokens: 0..2, sort }];
    add_echoes(&tokens, &Evidence::gather(&tokens), &mut found);
    assert!(found.iter().all(|name| name.sort == sort));
    found.len()
}

#[test]
fn a_name_known_from_elsewhere_is_not_overlooked() {
    assert_eq!(
        echoes("Ngozi Okafor spoke. Few cheered when Okafor left; Okafor's car was late."),
        3
    );
}

#[test]
fn a_word_that_is_also_written_small_is_no_echo() {
    assert_eq!(
        echoes("Ian Price spoke. Price was no matter, but the price was."),
        1
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

/// Checks how a text is cut: tokens between bars.
#[track_caller]
fn check_tokens(cut: &str) {
    let text = cut.replace('|', "");
    let mut tokens = Vec::new();
    tokenize(&text, Lexicon::new(&[]), &mut tokens);
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| &text[token.start as usize..token.end as usize])
        .collect();
    let expected: Vec<&str> = cut
        .split(['|', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    assert_eq!(words, expected);
}

#[test]
fn names_are_cut_whole() {
    check_tokens("Mr. O'Brien of AT&T met J. P. Morgan in the U.S. on Monday|.");
    check_tokens("Kim Jong-il|, Jean-Pierre and al-Qaida|'s Ba'ath");
    check_tokens("Zürich|’s Côte d’Ivoire");
}

#[test]
fn what_hangs_on_a_name_is_cut_off() {
    check_tokens("London|-|based|, U.S.|-|led|, pro|-|Moscow");
    check_tokens("Iran|'s (|EU|) \"|Trump|\"");
}

#[test]
fn numbers_and_addresses_are_one() {
    check_tokens(
        "1,000 at 3.5 in 1998|, see https://example.com/a,b or @user and mail@example.com",
    );
}

/// Checks which stretches are looked at.
#[track_caller]
fn check_stretches(text: &str, expected: &[&str]) {
    let mut tokens = Vec::new();
    tokenize(text, Lexicon::new(&[]), &mut tokens);
    let found: Vec<&str> = stretches(&tokens)
        .filter_map(|stretch| tokens.get(stretch))
        .map(|tokens| &text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize])
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn small_words_join_capitals() {
    check_stretches(
        "They say the Ministry of Health and Ludwig van Beethoven were late",
        &["They", "Ministry of Health and Ludwig van Beethoven"],
    );
}

#[test]
fn a_sentence_ends_a_stretch() {
    check_stretches("I saw Rome. Paris was next", &["I", "Rome", "Paris"]);
}

/// A table in which these words stand in this list.
fn table(words: &[&str], list: List) -> Vec<u8> {
    let entry = Entry::new(list.bit(), 0);
    let words = words.iter().map(|word| (hash::word(word), entry));
    Lexicon::pack(&words.collect::<Vec<_>>())
}

#[test]
fn a_common_word_alone_at_the_start_is_no_stretch() {
    let table = table(&["showers"], List::Common);
    let stretches_of = |text: &str| {
        let mut tokens = Vec::new();
        tokenize(text, Lexicon::new(&table), &mut tokens);
        stretches(&tokens).count()
    };
    assert_eq!(stretches_of("Showers fell all week."), 0);
    assert_eq!(stretches_of("Showers Lane was dry. They like Showers."), 3);
}

#[test]
fn words_near_capitals_are_looked_up() {
    let table = table(&["dog"], List::Speech);
    let known = |text: &str| {
        let mut tokens = Vec::new();
        tokenize(text, Lexicon::new(&table), &mut tokens);
        let known = tokens.iter().map(|token| token.entry.is(List::Speech));
        known.collect::<Vec<_>>()
    };
    assert_eq!(known("Dog dog dog")[..2], [true; 2]);
    let far = "so it is and so it was and so it goes on";
    assert_eq!(
        known(&[far, " dog dog dog Dog dog dog dog"].concat())[12..],
        [false, true, true, true, true, true, false]
    );
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
    let bytes = Model::pack(&[], &transitions, &rows);
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
