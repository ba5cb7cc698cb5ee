//! Which peoples short stories speak of, in English, Spanish and German.

use proptest::prelude::*;
use rustc_hash::FxHashMap;

use super::super::gazetteer::Gazetteer;
use super::super::key::Key;
use super::super::peoples::{Usage, peoples};
use super::super::places;
use super::marked;
use crate::annotate::tokens::Words;
use crate::story::{Country, Kind, Language, Span};

/// The story speaks of these countries.
fn check_countries(body: &str, expected: &[(&str, u32)]) {
    check_countries_in(None, body, expected);
}

fn check_countries_in(language: Option<Language>, body: &str, expected: &[(&str, u32)]) {
    let (mut story, _) = marked(body, Kind::Place);
    story.story.language = language;
    let found = places(&story).countries;
    let found: Vec<(&str, u32)> = found
        .iter()
        .map(|(country, times)| (country.code(), *times))
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn countries_come_by_how_often_they_are_spoken_of() {
    check_countries(
        "Canadian and American ministers met in [Ottawa|CA]; a Briton watched.",
        &[("CA", 2), ("GB", 1), ("US", 1)],
    );
    check_countries(
        "South Korean, South Sudanese, Greek Cypriot",
        &[("CY", 1), ("KR", 1), ("SS", 1)],
    );
    check_countries("New Zealanders and Saudi Arabians", &[("NZ", 1), ("SA", 1)]);
    check_countries(
        "She said in French, then in German: no. In Polish hands.",
        &[("PL", 1)],
    );
    check_countries(
        "They polish a turkey in the [Spanish Town|JM].",
        &[("JM", 1)],
    );
    check_countries("Nobody was there.", &[]);
}

#[test]
fn a_people_beside_some_words_is_none() {
    for body in [
        "Latin American and South American leaders, Central Americans",
        "North Americans met at the Pan-American Games, the South American republic too",
        "Central African leaders met; West African ones and East African ones did not",
        "From the North Pole to the South Pole. Pole position went to him; Pole Vault",
        "Indian summer in the Indian Ocean, West Indians, the Cleveland Indians",
        "New Mexicans vote; New Mexican chile",
    ] {
        check_countries(body, &[]);
    }
    check_countries(
        "The Central African Republic and South African, North Korean envoys",
        &[("CF", 1), ("KP", 1), ("ZA", 1)],
    );
    check_countries(
        "The Poles cheered a Pole; Position papers of an Indian. Summer came",
        &[("PL", 2), ("IN", 1)],
    );
    check_countries("American Indians and Native Americans", &[("US", 2)]);
    check_countries(
        "A new Mexican president, a New British law, from north American troops",
        &[("GB", 1), ("MX", 1), ("US", 1)],
    );
}

#[test]
fn languages_dishes_and_dogs_are_no_peoples() {
    for body in [
        "She speaks Russian fluently and learned Polish and Czech at school.",
        "A novel translated from the Russian; a play translated into Spanish by its author",
        "He taught Japanese, Korean and Chinese to adults, wrote in Dutch to friends, in Danish on Sundays.",
        "French fries, a German shepherd, Chinese whispers and Turkish delight; Russian roulette with Great Danes",
    ] {
        check_countries(body, &[]);
    }
    check_countries(
        "The teacher taught French children. In French and British waters a Russian speaks.",
        &[("FR", 2), ("GB", 1), ("RU", 1)],
    );
    let spanish = |body: &str, expected: &[(&str, u32)]| {
        check_countries_in(Some(Language::Spanish), body, expected);
    };
    for body in [
        "Tradujo la obra del alemán y al inglés, y enseña francés e italiano en un instituto.",
        "Da clases de japonés; aprendió ruso, polaco y checo. Domina el griego.",
        "Un pastor alemán, tinta china, una tortilla francesa y un baño turco; se despidió a la francesa.",
    ] {
        spanish(body, &[]);
    }
    spanish(
        "Ganó a la francesa en dos sets, según el entrenador del alemán Otto Kranz. Los alemanes y los ingleses esperan.",
        &[("DE", 2), ("FR", 1), ("GB", 1)],
    );
    let german = |body: &str, expected: &[(&str, u32)]| {
        check_countries_in(Some(Language::German), body, expected);
    };
    for body in [
        "Sie übersetzte den Roman aus dem Russischen ins Französische und Italienische.",
        "Im Englischen heißt das anders. Er spielt russisches Roulette.",
        "Ein deutscher Schäferhund, türkischer Honig und eine englische Woche für den Verein",
    ] {
        german(body, &[]);
    }
    german(
        "Im Französischen Dom sprach der türkische Minister zum deutschen Botschafter, dann die Russen.",
        &[("DE", 1), ("FR", 1), ("RU", 1), ("TR", 1)],
    );
}

#[test]
fn peoples_in_spanish() {
    let check = |body: &str, expected: &[(&str, u32)]| {
        check_countries_in(Some(Language::Spanish), body, expected);
    };
    for (body, expected) in [
        (
            "Los franceses votaron y el Gobierno alemán esperó.",
            [("DE", 1), ("FR", 1)],
        ),
        (
            "Una empresa polaca compró a los griegos dos barcos.",
            [("GR", 1), ("PL", 1)],
        ),
        ("Un sueco y una TURCA ganaron.", [("SE", 1), ("TR", 1)]),
        (
            "Estadounidenses: la delegación israelí llegó tarde.",
            [("IL", 1), ("US", 1)],
        ),
    ] {
        check(body, &expected);
    }
    check(
        "El ministro francés habló en francés; la japonesa, en español.",
        &[("FR", 1), ("JP", 1)],
    );
    check(
        "Nadie habla alemán en la montaña rusa, y él fue cabeza de turco.",
        &[],
    );
    check(
        "Con fines sociales, los vecinos de la calle americana pidieron agua.",
        &[],
    );
    check(
        "El presidente de [Francia|FR] recibió al italiano.",
        &[("FR", 1), ("IT", 1)],
    );
    check("German and French words", &[]);
}

#[test]
fn peoples_in_german() {
    let check = |body: &str, expected: &[(&str, u32)]| {
        check_countries_in(Some(Language::German), body, expected);
    };
    check(
        "Die Franzosen und die französische Regierung warten.",
        &[("FR", 2)],
    );
    check(
        "Dem türkischen Minister dankten zwei Däninnen und ein Ägypter.",
        &[("DK", 1), ("EG", 1), ("TR", 1)],
    );
    check(
        "Österreichische Züge fuhren in die Schweizer Berge.",
        &[("AT", 1), ("CH", 1)],
    );
    check(
        "Das deutsch-französische Abkommen gilt.",
        &[("DE", 1), ("FR", 1)],
    );
    check("Er sprach deutsch, sie antwortete auf Französisch.", &[]);
    check(
        "Im Indischen Ozean und im griechisch-römischen Stil, von der Pole-Position",
        &[],
    );
    check("Die südamerikanischen und die europäischen Länder", &[]);
    check("In [Polen|PL] streiken polnische Lehrer.", &[("PL", 2)]);
}

#[test]
fn a_word_without_end_is_passed_over_at_once() {
    let endless = ["É", "Б", "aÉaÉ", "É\u{301}", "\u{301}É", "東É", "F\u{301}"];
    for (part, french) in endless
        .map(|part| (part, 0))
        .into_iter()
        .chain([("東French", 200_000)])
    {
        let (mut story, _) = marked(
            &format!("Canadian {} Swiss", part.repeat(200_000)),
            Kind::Place,
        );
        let begun = std::time::Instant::now();
        let found = peoples(&story);
        story.story.language = Some(Language::German);
        let in_german = peoples(&story);
        assert!(begun.elapsed().as_secs() < 20, "{part}");
        assert_eq!(found.values().sum::<u32>(), french + 2, "{part}");
        assert_eq!(in_german.len(), 0, "{part}");
    }
}

#[test]
fn a_people_in_the_name_of_a_person_is_none() {
    let (mut story, _) = marked("[Dawn French|-] spoke.", Kind::Person);
    assert_eq!(places(&story).countries, []);
    story.names.entities[0].kind = Kind::Org;
    assert_eq!(places(&story).countries[0].0.code(), "FR");
}

/// The peoples of a text by looking at every word of it. `is_language` tells by the word before, the word and the text
/// behind.
fn plainly(
    text: &str,
    names: &[Span],
    usage: &Usage,
    is_language: fn(&str, &str, &str) -> bool,
) -> FxHashMap<Country, u32> {
    let mut counts: FxHashMap<Country, u32> = FxHashMap::default();
    let mut words = Words::new(text);
    let (mut word, mut end, mut before) = (String::new(), 0, None);
    while words.advance() {
        let range = words.range();
        let people = |key: &str| {
            let mut known = Gazetteer::built_in().find(key);
            let people = known.find(|known| known.what == usage.what)?;
            Some(people.country)
        };
        let mut found = None;
        let is_free = names
            .iter()
            .all(|name| name.end() <= range.start || name.start() >= range.end);
        let is_written_so = |c: char| c.is_uppercase() || usage.small && c.is_alphabetic();
        if is_free && text[range.start..].starts_with(is_written_so) {
            let is_beside = end > 0 && matches!(&text[end..range.start], " " | "-" | "\n");
            let both = Key::default().of_two(&word, words.folded()).to_owned();
            if let Some(both) = people(&both).filter(|_| is_beside) {
                if let Some(times) = before.and_then(|people| counts.get_mut(&people)) {
                    *times -= 1;
                }
                found = Some(both);
            } else if !is_language(&word, words.folded(), &text[range.end..]) {
                found = people(words.folded());
            }
        }
        if let Some(country) = found {
            *counts.entry(country).or_default() += 1;
        }
        (word, end, before) = (words.folded().to_owned(), range.end, found);
    }
    counts.retain(|_, times| *times > 0);
    counts
}

#[test]
fn a_language_at_the_beginning_of_a_long_story_takes_no_time() {
    let body = "It was translated from German ".to_owned() + &"as the French said ".repeat(30_000);
    let (story, _) = marked(&body, Kind::Place);
    let counted: Vec<u32> = peoples(&story).into_values().collect();
    assert_eq!(counted, [30_000]);
}

proptest! {
    #[test]
    fn peoples_are_those_that_a_look_at_every_word_finds(
        body in "(\\[(Dawn French|Greek|x)\\|-\\]|French|french|South|North|Korean|Koreans|Greek|Cypriot|Saint|St|Lucian|The|the|in|speak|New|Zealanders|Saudi|Éire|É|東|Swiss's| |-|\\.|\n|  |— ){0,24}",
        kind in prop::sample::select(vec![Kind::Person, Kind::Place]),
    ) {
        let (story, _) = marked(&body, kind);
        let names: Vec<Span> = story.names.mentions.iter().map(|mention| mention.span).collect();
        let is_language = |before: &str, people: &str, rest: &str| {
            let has_language = ["an", "ch", "greek"].iter().any(|end| people.ends_with(end));
            has_language && (before == "speak" || before == "in" && !rest.starts_with(' '))
        };
        let expected = plainly(&story.story.body, &names, Usage::of(None), is_language);
        prop_assert_eq!(peoples(&story), expected, "{}", story.story.body);
    }

    #[test]
    fn peoples_in_small_letters_are_those_that_a_look_at_every_word_finds(
        body in "(\\[(Ungarn|x)\\|-\\]|französische|Französisch|ÖSTERREICHISCH|Däne|deutsch|saudi|arabische|Saudi|papua|É|東|3|a\u{301}|Franzosen's| |-|\\.|\n|  |— ){0,24}",
    ) {
        let (mut story, _) = marked(&body, Kind::Place);
        story.story.language = Some(Language::German);
        let names: Vec<Span> = story.names.mentions.iter().map(|mention| mention.span).collect();
        let is_language = |_: &str, people: &str, rest: &str| people.ends_with("sch") && !rest.starts_with('-');
        let expected = plainly(&story.story.body, &names, Usage::of(Some(Language::German)), is_language);
        prop_assert_eq!(peoples(&story), expected, "{}", story.story.body);
    }
}
