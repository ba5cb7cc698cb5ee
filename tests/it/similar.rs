//! `dateline similar`, over a small archive made for the purpose.

use crate::support::Test;

fn archive() -> Test {
    let test = Test::new();
    let stories = [
        r#"{"id":"fire","body":"A fire destroyed the old mill in Hamburg on 3 March 2019. The mill had stood by the river for a century.","lang":"en"}"#,
        r#"{"id":"again","body":"Flames gutted a historic mill on the river; firemen fought the fire until dawn on 3 March 2019.","lang":"en"}"#,
        r#"{"id":"other","body":"A fire alarm in a school in Berlin was false. Pupils went home on 9 May 2020.","lang":"en"}"#,
        r#"{"id":"sport","body":"The home side won the match by two goals.","lang":"en"}"#,
    ];
    test.file("seeds/wire.jsonl", stories.join("\n"));
    test.answer(&["index"]);
    test
}

#[test]
fn the_most_similar_story_comes_first_and_never_itself() {
    let test = archive();
    let ids = test.answer(&["similar", "fire", "--format", "ids"]);
    let ids: Vec<&str> = ids.lines().collect();
    assert_eq!(ids[0], "again");
    assert!(!ids.contains(&"fire"), "{ids:?}");
    assert_eq!(
        test.answer(&["similar", "fire", "--format", "ids", "-n", "1"]),
        "again\n"
    );
}

#[test]
fn snippets_show_what_is_similar() {
    let test = archive();
    let answer = test.answer(&["similar", "fire", "--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let lit = crate::support::lit(&page["hits"][0]);
    assert!(
        ["mill", "fire", "3 March 2019"]
            .iter()
            .all(|words| lit.iter().any(|lit| lit == words)),
        "{lit:?}"
    );
    assert!(
        page["query"].as_str().unwrap().contains("about:2019-03-03"),
        "{page}"
    );
}

#[test]
fn a_text_from_standard_input_finds_similar_stories() {
    let test = archive();
    let similar = ["similar", "-", "--format", "ids", "-n", "1"];
    let ran = test.handed(&similar, b"Two goals decided the match.");
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (0, "sport\n"),
        "{}",
        ran.stderr
    );
    for other in [
        &b"Two goals decided the caf\xe9's match."[..],
        b"\xff\xfeT\0w\0o\0 \0g\0o\0a\0l\0s\0.\0",
    ] {
        assert_eq!(test.handed(&similar, other).stdout, "sport\n", "{other:?}");
    }
    let ran = test.handed(&similar, b" \n");
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("standard input has no text"),
        "{}",
        ran.stderr
    );
    let dated = [&similar[..], &["--published", "2020-05-10"]].concat();
    let ran = test.handed(
        &dated,
        b"Yesterday there was nothing in the news that anybody would have told of.",
    );
    assert_eq!(ran.stdout, "other\n", "yesterday is the ninth of May");
}

#[test]
fn no_similar_story_and_no_such_id() {
    let test = archive();
    let ran = test.handed(&["similar", "-"], b"Xyzzy plugh.");
    assert_eq!((ran.status, ran.stdout.as_str()), (1, "no stories\n"));
    let ran = test.run(&["similar", "nothing"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (1, "no story has the id `nothing`\n")
    );
    let ran = test.run(&["similar", "fire", "--published", "2020"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("hint: "), "{}", ran.stderr);
}

#[test]
fn a_story_with_only_a_headline_has_similar_stories() {
    let test = Test::new();
    for (id, title, body) in [
        (
            "a",
            "Earthquake in Chile",
            "People ran into the streets at night.",
        ),
        (
            "b",
            "News in brief",
            "The earthquake was felt in the capital, officials said.",
        ),
        (
            "c",
            "Earthquake shakes towns",
            "Schools are closed on Monday.",
        ),
        ("d", "Markets", "Shares fell on Monday."),
    ] {
        let story = serde_json::json!({"id": id, "title": title, "body": body, "lang": "en"});
        test.file(&format!("seeds/{id}.json"), story.to_string());
    }
    test.answer(&["index"]);
    let ids = test.answer(&["similar", "a", "--format", "ids"]);
    assert_eq!(ids, "b\nc\n");
}

#[test]
fn standard_input_is_read_in_any_format() {
    let test = archive();
    let similar = ["similar", "-", "--format", "ids", "-n", "1"];
    let page = "<html><head><title>Ledger</title><script>var mill = 'mill mill mill river fire';</script></head>\
        <body><article><p>Two goals decided the match for the home side.</p></article></body></html>";
    let json = "{\"note\": \"the old mill by the river\", \"title\": \"Match\", \"body\": \"Two goals decided the match.\"}";
    for story in [page, json] {
        let ran = test.handed(&similar, story.as_bytes());
        assert_eq!((ran.status, ran.stdout.as_str()), (0, "sport\n"), "{ran:?}");
    }
    let two = "{\"body\":\"Two goals decided the match.\"}\n{\"body\":\"The old mill burnt.\"}\n";
    let ran = test.handed(&similar, two.as_bytes());
    assert_eq!(ran.stdout, "sport\n");
    assert!(
        ran.stderr
            .contains("standard input has 2 stories; this is about the first"),
        "{ran:?}"
    );
}
