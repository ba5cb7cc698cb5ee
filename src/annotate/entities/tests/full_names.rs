//! Marked text: full names that begin and end alike, and names in parts.

use super::{check, check_entities, check_entities_in};
use crate::story::Language;

#[test]
fn a_father_is_not_his_son() {
    check_entities(
        "Donald Trump and his son Donald Trump Jr. came to court on Tuesday. Trump said nothing. Trump Jr. spoke.",
        &[("person/Donald Trump", 2), ("person/Donald Trump Jr.", 2)],
    );
    check_entities(
        "Donald Trump spoke on Tuesday. His son, Donald Trump Jr., left the room. Trump smiled.",
        &[("person/Donald Trump", 2), ("person/Donald Trump Jr.", 1)],
    );
    check_entities(
        "Martin Luther King Jr. spoke in Washington. Martin Luther King Sr. was a preacher, too.",
        &[
            ("person/Martin Luther King Jr.", 1),
            ("place/Washington", 1),
            ("person/Martin Luther King Sr.", 1),
        ],
    );
}

#[test]
fn initials_and_middle_names_tell_people_apart() {
    check_entities(
        "Former President George H.W. Bush died on Friday. George W. Bush spoke. George Herbert Walker Bush was 94.",
        &[
            ("person/George Herbert Walker Bush", 2),
            ("person/George W. Bush", 1),
        ],
    );
    check_entities(
        "Mary Ann Cole sang in Leeds. Mary Beth Cole danced.",
        &[
            ("person/Mary Ann Cole", 1),
            ("place/Leeds", 1),
            ("person/Mary Beth Cole", 1),
        ],
    );
    check_entities(
        "Actor Michael B. Jordan met Michael Jordan on Sunday.",
        &[
            ("person/Michael B. Jordan", 1),
            ("person/Michael Jordan", 1),
        ],
    );
    check_entities_in(
        Language::Spanish,
        "El ministro José Luis Gómez habló el lunes en Madrid. El diputado José Antonio Gómez le respondió.",
        &[
            ("person/José Luis Gómez", 1),
            ("place/Madrid", 1),
            ("person/José Antonio Gómez", 1),
        ],
    );
}

#[test]
fn a_fuller_name_is_the_same_person_unless_told_apart() {
    check_entities(
        "Robert Kennedy Jr. took office on Monday. Robert Kennedy said that he was glad.",
        &[("person/Robert Kennedy Jr.", 2)],
    );
    check_entities(
        "Joseph R. Biden spoke on Monday. Joe Biden said little. Joseph Biden then left.",
        &[("person/Joseph R. Biden", 2), ("person/Joe Biden", 1)],
    );
}

#[test]
fn a_king_is_not_somebody_of_that_surname() {
    check_entities(
        "The striker Thierry Henry scored on Sunday. Henry III was king of France.",
        &[
            ("person/Thierry Henry", 1),
            ("person/Henry III", 1),
            ("place/France", 1),
        ],
    );
}

#[test]
fn accents_do_not_count() {
    check_entities(
        "Kylian Mbappé scored twice on Sunday. Mbappe smiled. Kylian Mbappe had been ill.",
        &[("person/Kylian Mbappé", 3)],
    );
    check_entities(
        "Nestle said on Monday that it would sell a brand. Shares in Nestlé rose.",
        &[("org/Nestle", 2)],
    );
}

#[test]
fn a_peer_may_go_by_the_title() {
    check_entities(
        "Neil Kinnock once led the party. On Monday Lord Kinnock spoke in London.",
        &[("person/Neil Kinnock", 2), ("place/London", 1)],
    );
}

#[test]
fn parts_of_a_name_are_one() {
    check("The actor [Dwayne \"The Rock\" Johnson|PER] spoke on Friday.");
    check_entities(
        "The actor Dwayne \"The Rock\" Johnson spoke on Friday. Dwayne Johnson laughed.",
        &[("person/Dwayne Johnson", 2)],
    );
    check_entities(
        "The shop was bought by Donald Trump, Jr. on Friday.",
        &[("person/Donald Trump Jr.", 1)],
    );
}

#[test]
fn german_monarchs_have_numbers() {
    check_entities_in(
        Language::German,
        "Königin Elizabeth II. besuchte am Montag Bremen. Dort sprach Elizabeth II. mit Schülern.",
        &[("person/Elizabeth II.", 2), ("place/Bremen", 1)],
    );
}
