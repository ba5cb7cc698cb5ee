//! Towns and companies that somebody in the story is called like.

use super::{check, check_entities, check_entities_in};
use crate::story::Language::{German, Spanish};

#[test]
fn a_town_before_its_region_is_nobody() {
    check_entities(
        "A fire in Jackson, Tenn., killed four. Alan Jackson, the singer, was safe. Jackson sang for them.",
        &[
            ("place/Jackson", 1),
            ("place/Tenn.", 1),
            ("person/Alan Jackson", 2),
        ],
    );
    check_entities(
        "Jackson, Wyoming, is cold. Alan Jackson was there and said that it was.",
        &[
            ("place/Jackson", 1),
            ("place/Wyoming", 1),
            ("person/Alan Jackson", 1),
        ],
    );
    check_entities(
        "Orrin Hatch said that chiles from Hatch, New Mexico, are the best.",
        &[
            ("person/Orrin Hatch", 1),
            ("place/Hatch", 1),
            ("place/New Mexico", 1),
        ],
    );
    // A title says otherwise.
    check_entities(
        "Alan Jackson sang. The crowd saw Mr. Jackson, Tennessee, and the river.",
        &[("person/Alan Jackson", 2), ("place/Tennessee", 1)],
    );
}

#[test]
fn whoever_is_named_before_a_country_or_behind_a_title_is_no_town() {
    check_entities(
        "Andy Murray lost in Paris. Murray, Scotland, won again in Rome.",
        &[
            ("person/Andy Murray", 2),
            ("place/Paris", 1),
            ("place/Scotland", 1),
            ("place/Rome", 1),
        ],
    );
}

#[test]
fn a_newspaper_ends_a_sentence() {
    check("He told the [FT|ORG]. But [Rover|ORG] left.");
}

#[test]
fn a_dateline_names_a_town() {
    check("[JACKSON|LOC], [Miss.|LOC] — The governor said that it was over.");
    check("[ST. LOUIS|LOC] ([AP|ORG]) — The mayor said that the fire was out.");
    check_entities(
        "JACKSON, Miss. — The governor came to Jackson on Monday. Jackson is poor, he said.",
        &[("place/Jackson", 3), ("place/Miss.", 1)],
    );
}

#[test]
fn a_company_is_not_who_founded_it() {
    check_entities(
        "Ford Motor Co. cut jobs. Jim Farley, who runs Ford, said that Ford would hire again. Shares of Ford rose. Henry \
         Ford founded the company. Ford was a farmer's son, and Mr. Ford liked speed. Ford trucks sell well.",
        &[
            ("org/Ford Motor Co.", 5),
            ("person/Jim Farley", 1),
            ("person/Henry Ford", 3),
        ],
    );
    check_entities(
        "Shares of Dell rose after Michael Dell said that he would buy the company. Later Dell declined to comment.",
        &[("org/Dell", 1), ("person/Michael Dell", 2)],
    );
    check_entities(
        "Bob Iger, who runs Disney, spoke at the grave of Walt Disney.",
        &[
            ("person/Bob Iger", 1),
            ("org/Disney", 1),
            ("person/Walt Disney", 1),
        ],
    );
    check_entities(
        "Walt Disney Co. was up on Monday. Walt Disney founded the company in 1923.",
        &[("org/Walt Disney Co.", 1), ("person/Walt Disney", 1)],
    );
    check_entities_in(
        German,
        "Die Aktien von Otto fielen am Montag. Michael Otto sagte nichts dazu. Später lachte Otto.",
        &[("org/Otto", 1), ("person/Michael Otto", 2)],
    );
    check_entities_in(
        Spanish,
        "Las acciones de Ortega subieron. Amancio Ortega no dijo nada. Después Ortega se fue.",
        &[("org/Ortega", 1), ("person/Amancio Ortega", 2)],
    );
}

#[test]
fn who_is_called_like_a_company_without_a_word_of_it_is_a_person() {
    check_entities(
        "Donald Trump owns the Trump Organization. Trump said that he was glad.",
        &[("person/Donald Trump", 2), ("org/Trump Organization", 1)],
    );
    // A place has investors in it, too.
    check_entities(
        "Whitney Houston sang for investors in Houston.",
        &[("person/Whitney Houston", 1), ("place/Houston", 1)],
    );
    // Part of a longer name.
    check_entities(
        "Charlie Moss, the chairman of Moss / Dragoti, left. Moss is 60.",
        &[("person/Charlie Moss", 3), ("org/Dragoti", 1)],
    );
}

#[test]
fn who_shares_something_or_has_a_title_is_no_company() {
    check_entities(
        "Tiger Woods and Phil Mickelson played on Saturday. Woods shares the lead with Mickelson. Woods said that he \
         was pleased.",
        &[("person/Tiger Woods", 3), ("person/Phil Mickelson", 2)],
    );
    check_entities(
        "Michael Howard spoke. The posters of Mr. Howard, which critics tore down, were red.",
        &[("person/Michael Howard", 2)],
    );
}

#[test]
fn shares_of_somebodys_company_leave_the_other_mentions_alone() {
    check_entities(
        "Henry Ford founded Ford in 1903. Ford was born in Michigan. Ford's wife died.",
        &[
            ("person/Henry Ford", 3),
            ("org/Ford", 1),
            ("place/Michigan", 1),
        ],
    );
}

#[test]
fn an_adjective_of_one_word_is_one_organisation_in_each_case() {
    check_entities_in(
        German,
        "Die Grünen haben gewonnen. Danach kamen die Grüne Annalena Baerbock und der Grüne Cem Özdemir.",
        &[
            ("org/Grünen", 3),
            ("person/Annalena Baerbock", 1),
            ("person/Cem Özdemir", 1),
        ],
    );
}
