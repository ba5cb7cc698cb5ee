//! Names of any kind in quotations, and words that are asked for twice.

use crate::support::{Test, lit};

fn archive() -> Test {
    let test = Test::new();
    let story =
        |id: &str, body: &str| format!("{{\"id\":\"{id}\",\"body\":\"{body}\",\"lang\":\"en\"}}\n");
    let stories = [
        story(
            "who",
            "The plan was drawn up by Elon Musk, who left the room.",
        ),
        story("japan", "The envoys talked for hours about Japan and left."),
        story(
            "both",
            "The envoys talked for hours about Japan and China and left.",
        ),
        story("bank", "The bank was robbed at noon."),
        story("banks", "The bank sued another bank at noon."),
    ];
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    test
}

#[test]
fn a_marker_is_one_however_it_is_written() {
    let test = archive();
    for query in [
        "\"@person who left\"",
        "\"@person, who left\"",
        "\"by @Person\"",
        "\"by @person.\"",
        "\"@person's who\"",
        "\"plan @PERSON\"~9",
    ] {
        assert_eq!(test.ids(&[query]), ["who"], "{query}");
    }
}

#[test]
fn a_name_is_not_both_itself_and_a_word_in_it() {
    let test = archive();
    assert_eq!(test.ids(&["\"japan @place\"~0"]), [""; 0]);
    assert_eq!(test.ids(&["\"japan @place\"~1"]), ["both"]);
    let page = test.page(&["\"japan @place\"~1"]);
    assert_eq!(lit(&page["hits"][0]), ["Japan", "China"]);
    assert_eq!(test.ids(&["\"@place japan\"~1"]), ["both"]);
    let mut ids = test.ids(&["\"@place hours\"~2"]);
    ids.sort_unstable();
    assert_eq!(ids, ["both", "japan"]);
}

#[test]
fn a_word_that_stands_there_twice_is_asked_for_twice() {
    let test = archive();
    assert_eq!(test.ids(&["\"bank bank\"~3"]), ["banks"]);
    assert_eq!(test.ids(&["\"bank bank\"~1"]), [""; 0]);
    let page = test.page(&["\"bank bank\"~3"]);
    assert_eq!(lit(&page["hits"][0]), ["bank", "bank"]);
}

#[test]
fn a_snippet_of_a_long_sentence_shows_all_that_is_near_each_other() {
    let test = Test::new();
    let long = "the storm and the ".repeat(40);
    let body = format!(
        "People said that {long} storm flooded the quays before Angela Merkel came to the storm of the year in {long} town."
    );
    test.file("news/a.txt", body);
    test.answer(&["index", "news"]);
    let page = test.page(&["\"flooded @person storm\"~5"]);
    let snippets = page["hits"][0]["snippets"].as_array().unwrap();
    let shown: Vec<&str> = snippets
        .iter()
        .map(|snippet| snippet["text"].as_str().unwrap())
        .collect();
    assert!(
        shown
            .iter()
            .any(|text| text.contains("flooded") && text.contains("Merkel")),
        "{shown:?}"
    );
}
