//! Whom a search for somebody finds and lights.

use crate::search::archive;
use crate::support::{Test, lit};

#[test]
fn every_mention_of_the_person_is_highlighted() {
    let page = archive().page(&["person:\"Angela Merkel\""]);
    assert_eq!(lit(&page["hits"][0]), ["Angela Merkel", "Merkel"]);
}

#[test]
fn a_name_with_a_form_of_address_is_found_and_ranked() {
    let test = archive();
    let told = r#"{"id":"0","title":"Crews at work","body":"Crews worked in Hamburg on Monday. The chancellor, Angela Merkel, sent a letter, and the mayor of the town read it out to them.","published":"2019-03-06","lang":"en"}"#;
    test.file("seeds/late.jsonl", told);
    test.answer(&["index"]);
    let found = |args: &[&str]| test.ids(args);
    assert_eq!(found(&["--person", "Angela Merkel"]), ["a", "0"]);
    assert_eq!(found(&["--person", "Chancellor Merkel"]), ["a", "0"]);
    assert_eq!(
        found(&["--person", "Mrs. Merkel", "--sort", "oldest"]),
        ["0", "a"]
    );
    assert_eq!(
        found(&["--place", "Chancellor Hamburg"]),
        Vec::<String>::new()
    );
    let why = test.answer(&["search", "--explain", "--person", "merkel"]);
    assert!(why.contains("`merkel` named"), "{why}");
}

#[test]
fn namesakes_are_told_apart_by_their_titles() {
    let test = Test::new();
    for (id, body) in [
        (
            "pope",
            "Pope Francis visited Lisbon on Friday, and he met pilgrims there.",
        ),
        (
            "film",
            "Francis Ford Coppola showed his new film in Cannes on Friday.",
        ),
        (
            "band",
            "A crowd of 30,000 heard The Who on Friday, the Guardian said.",
        ),
        (
            "un",
            "The World Health Organization (WHO) warned on Friday. The WHO said that cases had doubled.",
        ),
    ] {
        let story = format!("{{\"id\":\"{id}\",\"body\":\"{body}\",\"lang\":\"en\"}}");
        test.file(&format!("seeds/{id}.json"), &story);
    }
    test.answer(&["index"]);
    for (flag, name, expected) in [
        ("--person", "Pope Francis", &["pope"][..]),
        ("--person", "Francis", &["film", "pope"]),
        ("--org", "The Who", &["band"]),
        ("--org", "the WHO", &["un", "band"]),
        ("--org", "The Guardian", &["band"]),
        ("--org", "Guardian", &["band"]),
    ] {
        let mut found = test.ids(&[flag, name]);
        found.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{flag} {name}");
    }
}
