//! Who is meant by a short name that several might bear, and which spellings are of one organisation.

use super::{chained, check_entities, check_entities_in};
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
