//! Who is meant by a short name that several might bear, and which spellings are of one organisation.

use std::ops::Range;

use super::{
    Found, Lexicon, List, Sort, chained, check_entities, check_entities_in, english, names, person,
    table, with_missed_names,
};
use crate::story::Kind;
use crate::story::Language::{German, Spanish};

#[test]
fn a_title_tells_whom_a_shared_surname_means() {
    check_entities(
        "Bill Clinton and Hillary Clinton came to Dublin. Mrs. Clinton spoke first. Mr. Clinton waved.",
        &[
            ("person/Bill Clinton", 2),
            ("person/Hillary Clinton", 2),
            ("place/Dublin", 1),
        ],
    );
    check_entities(
        "President George Bush flew home with Senator Prescott Bush. Reporters asked President Bush about taxes.",
        &[("person/George Bush", 2), ("person/Prescott Bush", 1)],
    );
}

#[test]
fn kin_leave_the_surname_to_whose_kin_they_are() {
    for kin in [
        "his son Hunter Biden",
        "his son, Hunter Biden",
        "Hunter Biden, his son",
        "Hunter Biden, the president's son, and wept",
    ] {
        let text = format!("Joe Biden spoke for an hour about {kin}. Biden took no questions.");
        check_entities(
            &text,
            &[("person/Joe Biden", 2), ("person/Hunter Biden", 1)],
        );
    }
    check_entities_in(
        Spanish,
        "Mauricio Macri habló de su padre, Franco Macri. Después Macri se fue.",
        &[("person/Mauricio Macri", 2), ("person/Franco Macri", 1)],
    );
    check_entities_in(
        German,
        "Thomas Gottschalk kam mit seinem Bruder Christoph Gottschalk. Später sprach Gottschalk lange.",
        &[
            ("person/Thomas Gottschalk", 2),
            ("person/Christoph Gottschalk", 1),
        ],
    );
}

#[test]
fn the_end_of_a_name_means_the_one_organisation_that_ends_so() {
    check_entities(
        "The Baltimore Orioles play in Cleveland on Friday. A spokesman for the Orioles said so.",
        &[("org/Baltimore Orioles", 2), ("place/Cleveland", 1)],
    );
    // More than one ends so, or it is an organisation of its own.
    check_entities(
        "The New York Giants flew to meet the San Francisco Giants. A spokesman for the Giants said so.",
        &[
            ("org/New York Giants", 1),
            ("org/San Francisco Giants", 1),
            ("org/Giants", 1),
        ],
    );
    check_entities(
        "A member of New Labour spoke in Leeds. Later Labour lost the seat.",
        &[("org/New Labour", 1), ("place/Leeds", 1), ("org/Labour", 1)],
    );
}

#[test]
fn a_shared_surname_means_who_was_named_just_before_or_else_most() {
    check_entities(
        "Serena Williams won in Rome. Venus Williams lost. Williams said that she was tired.",
        &[
            ("person/Serena Williams", 1),
            ("place/Rome", 1),
            ("person/Venus Williams", 2),
        ],
    );
    check_entities(
        "Serena Williams won on Monday. Venus Williams lost on Tuesday. Serena Williams plays again on Friday. \
         It rained for an hour. The crowd waited. Nobody left before the evening. Williams said that she was tired.",
        &[("person/Serena Williams", 3), ("person/Venus Williams", 1)],
    );
}

#[test]
fn a_country_is_not_who_is_called_like_it() {
    check_entities(
        "Michael Jordan opened a school in Jordan. The king of Jordan thanked Mr. Jordan.",
        &[("person/Michael Jordan", 2), ("place/Jordan", 2)],
    );
}

#[test]
fn capitals_tell_an_organisation_from_who_is_called_like_it() {
    check_entities(
        "Taylor Swift sang in Brussels. Swift thanked the crowd. Russian banks were cut off from SWIFT, the payments \
         system, a week before.",
        &[
            ("person/Taylor Swift", 2),
            ("place/Brussels", 1),
            ("org/SWIFT", 1),
        ],
    );
    let text = "Taylor Swift sang. SWIFT was told.\nSWIFT THANKS ALL";
    let found = [
        (0..2, Kind::Person),
        (4..5, Kind::Org),
        (8..9, Kind::Person),
    ];
    let fullest: Vec<_> = chained(text, &found)
        .into_iter()
        .map(|name| name.fullest)
        .collect();
    assert_eq!(fullest, [0..2, 4..5, 0..2]);
}

#[test]
fn a_country_before_an_agency_is_not_told_by_its_initials() {
    check_entities(
        "The U.S. Securities and Exchange Commission (SEC) fined the bank. The SEC said so on Monday, and the \
         Securities and Exchange Commission wrote to it.",
        &[("org/U.S. Securities and Exchange Commission", 4)],
    );
    check_entities(
        "The U.S. Environmental Protection Agency wrote to the bank. The EPA wants the soil cleaned.",
        &[("org/U.S. Environmental Protection Agency", 2)],
    );
}

#[test]
fn a_company_is_one_with_and_without_what_tells_that_it_is_one() {
    check_entities(
        "Amazon.com Inc said on Monday that it would hire 500 people. Amazon pays them well.",
        &[("org/Amazon.com Inc", 2)],
    );
    check_entities(
        "Shares of Alphabet Inc rose on Tuesday. Analysts expect more of Alphabet this year.",
        &[("org/Alphabet Inc", 2)],
    );
}

#[test]
fn a_headline_means_who_is_named_first() {
    let body = "Margaret Reed, a grocer's daughter, died on Monday. She studied with Denis Reed in Oxford.";
    let found = english("Reed dies at 87", body);
    let first = found
        .mentions
        .first()
        .and_then(|mention| found.entities.get(mention.entity as usize));
    assert_eq!(
        first.map(|entity| entity.name.as_str()),
        Some("Margaret Reed")
    );
}

#[test]
fn whose_kin_somebody_is_leaves_the_surname_to_them() {
    for kin in [
        "Born in Memphis, the daughter of the Rev. Clarence Cole, she sang as a girl.",
        "She was married to Clarence Cole for a year.",
        "In 1951 she married Clarence Cole.",
    ] {
        let text = format!("Aretha Cole died on Monday. {kin} Cole went to New York in 1960.");
        let found = english("", &text);
        let people = found
            .iter()
            .filter(|(_, entity)| entity.kind == Kind::Person);
        let names: Vec<&str> = people.map(|(_, entity)| entity.name.as_str()).collect();
        assert_eq!(
            names,
            ["Aretha Cole", "Clarence Cole", "Aretha Cole"],
            "{text}"
        );
    }
    check_entities(
        "Justin Trudeau, the son of former Prime Minister Pierre Trudeau, won again. Trudeau thanked his voters.",
        &[("person/Justin Trudeau", 2), ("person/Pierre Trudeau", 1)],
    );
}

#[test]
fn whom_a_story_calls_by_the_surname_it_goes_on_to_call_so() {
    check_entities(
        "Joe Biden won on Saturday. Biden spoke for an hour. Jill Biden sent a picture. Biden thanked the voters.",
        &[("person/Joe Biden", 3), ("person/Jill Biden", 1)],
    );
}

#[test]
fn an_initial_tells_whom_a_shared_surname_means() {
    check_entities(
        "Gareth Thomas led the team. Jonathan Thomas was hurt. On Monday G. Thomas will train again.",
        &[("person/Gareth Thomas", 2), ("person/Jonathan Thomas", 1)],
    );
}

#[test]
fn a_family_name_is_one_with_and_without_its_article() {
    let found = [0..2, 4..5, 7..8].map(|tokens| (tokens, Kind::Person));
    for text in [
        "Khalid al-Falih left. Falih spoke. Al-Falih slept.",
        "Khalid Falih left. Al-Falih spoke. Falih slept.",
    ] {
        let chained = chained(text, &found).into_iter();
        let fullest: Vec<Range<usize>> = chained.map(|name| name.fullest).collect();
        assert_eq!(fullest, [0..2, 0..2, 0..2], "{text}");
    }
}

#[test]
fn a_name_within_a_full_name_is_that_of_the_only_one_who_has_it() {
    check_entities(
        "President Luiz Inacio Lula da Silva flew to Paris. On Monday Mr. Lula spoke.",
        &[("person/Luiz Inacio Lula da Silva", 2), ("place/Paris", 1)],
    );
}

#[test]
fn a_family_name_of_several_words_is_no_place() {
    let text = "Marine Le Pen lost. Le Pen conceded.";
    let sort = Sort::PLACE;
    let found = vec![person(0..3), Found { tokens: 5..7, sort }];
    let found = with_missed_names(text, Lexicon::new(&[]), found);
    assert_eq!(found[1].sort, Sort::PERSON);
}

#[test]
fn an_organisation_is_one_in_singular_and_plural() {
    let org = Kind::Org;
    let fullest = |text: &str, found: &[(Range<usize>, Kind)]| -> Vec<Range<usize>> {
        let chained = chained(text, found).into_iter();
        chained.map(|name| name.fullest).collect()
    };
    assert_eq!(
        fullest("A Tory left the Tories.", &[(1..2, org), (4..5, org)]),
        [4..5, 4..5]
    );
    assert_eq!(
        fullest(
            "Owners of Taivos like a Taivo.",
            &[(2..3, org), (5..6, org)]
        ),
        [5..6, 5..6]
    );
}

#[test]
fn a_country_in_the_capitals_of_a_dateline_is_called_as_elsewhere() {
    check_entities(
        "BAGHDAD, IRAQ (AP) - Allied planes bombed the city. Iraq said on Monday that it would fight.",
        &[("place/Baghdad", 1), ("place/Iraq", 2), ("org/AP", 1)],
    );
}

#[test]
fn whoever_is_called_mr_is_a_person() {
    let text = "On Thursday the council heard what Mrs May, Mr French and Mr Speaker had to say.";
    let lists = table(&["speaker"], List::Title);
    let found = with_missed_names(text, Lexicon::new(&lists), Vec::new());
    let words: Vec<Range<usize>> = found.into_iter().map(|name| name.tokens).collect();
    assert_eq!(words, [7..8, 10..11]);
}

#[test]
fn a_nickname_is_whose_name_the_story_has() {
    let org = Kind::Org;
    let chained = chained(
        "The Federal Reserve met. The Fed said no.",
        &[(1..3, org), (6..7, org)],
    );
    assert!(
        chained.iter().all(|name| name.fullest == (1..3)),
        "{chained:?}"
    );
}

#[test]
fn nobody_is_named_by_headline_and_text_together() {
    let body = "U.S. Merkels the Merkels Ünalde la Merkels EE.UU. Merkels U.S. EE.UU.";
    let found = names("$0ß", body, Some(German));
    assert!(
        found.entities.iter().all(|entity| !entity.name.is_empty()),
        "{found:?}"
    );
}
