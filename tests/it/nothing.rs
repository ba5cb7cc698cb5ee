//! What a search says that finds nothing, and `dateline why-not`.

use crate::search::archive;
use crate::support::Test;

#[test]
fn unknown_words_are_named() {
    let ran = archive().run(&["search", "storm", "xyzzy"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stdout.contains("no story in the archive has `xyzzy`"),
        "{}",
        ran.stdout
    );
}

#[test]
fn every_part_that_no_story_has_is_named() {
    let test = archive();
    let unknown = |args: &[&str]| test.page(args)["unknown_words"].clone();
    for (query, missing) in [
        ("\"storm xyzzy\"", &["xyzzy"][..]),
        ("\"xyzzy @person\"~5", &["xyzzy"]),
        ("xyzz* storm", &["xyzz*"]),
        ("body:xyzzy~1", &["body:xyzzy~1"]),
        ("source:xyzzy storm", &["source:xyzzy"]),
        ("path:xyzzy/* lang:fr", &["path:xyzzy/*", "lang:fr"]),
        ("person:\"Angela Xyzzy\"", &["Xyzzy"]),
        // All of its words are there.
        ("\"port storm port\"", &[]),
    ] {
        assert_eq!(unknown(&[query]), serde_json::json!(missing), "{query}");
    }
    let words: Vec<String> = (0..5000).map(|number| format!("xyzzy{number}")).collect();
    let first: Vec<&String> = words.iter().take(10).collect();
    for matching in ["any", "all"] {
        let missing = unknown(&["--match", matching, &words.join(" ")]);
        assert_eq!(missing, serde_json::json!(first));
    }
}

#[test]
fn a_word_that_only_the_field_lacks_is_named_with_it() {
    let test = Test::new();
    test.file("news/a.txt", "A barge was sunk on the quay.");
    test.answer(&["index", "news"]);
    let ran = test.run(&["search", "title:barge"]);
    let told = "no stories; no story in the archive has `title:barge`\n";
    assert_eq!((ran.status, ran.stdout.as_str()), (1, told));
    let suggested = |query: &str| test.page(&[query])["suggestions"].clone();
    assert_eq!(suggested("title:bardge"), serde_json::json!([]));
    test.file("news/b.md", "# A barge on fire\n\nIt burnt for days.\n");
    test.answer(&["index", "news"]);
    let barge = |word: &str, instead: &str, stories: u64| serde_json::json!([{"word": word, "instead": instead, "stories": stories}]);
    assert_eq!(
        suggested("title:bardge"),
        barge("title:bardge", "title:barge", 1)
    );
    assert_eq!(suggested("bardge"), barge("bardge", "barge", 2));
}

#[test]
fn among_similar_words_the_more_frequent_is_suggested() {
    let test = Test::new();
    test.file("news/a.txt", "The badge was sold on the quay.")
        .file("news/b.txt", "The barge was sunk.")
        .file("news/c.txt", "A barge came in.");
    test.answer(&["index", "news"]);
    let page = test.page(&["bardge"]);
    let barge = serde_json::json!([{"word": "bardge", "instead": "barge", "stories": 2}]);
    assert_eq!(page["suggestions"], barge);
}

#[test]
fn a_word_similar_to_an_unknown_one_is_suggested() {
    let test = archive();
    let page = test.page(&["hamburk", "port"]);
    assert_eq!(page["unknown_words"], serde_json::json!(["hamburk"]));
    let hamburg = serde_json::json!([{"word": "hamburk", "instead": "hamburg", "stories": 2}]);
    assert_eq!(page["suggestions"], hamburg);
    let page = test.page(&["--place", "Hamburk"]);
    assert_eq!(
        page["suggestions"][0]["instead"], "hamburg",
        "a name is words"
    );
    let page = test.page(&["--match", "any", "hamburk port"]);
    assert_eq!(
        (&page["total"], &page["suggestions"]),
        (&2.into(), &hamburg)
    );
    let ran = test.run(&["search", "Regierugn"]);
    assert!(
        ran.stdout.contains("did you mean `regierung` (1 story)"),
        "{}",
        ran.stdout
    );
    let none = test.page(&["xyzzy"]);
    assert_eq!(
        none["suggestions"],
        serde_json::json!([]),
        "nothing is near"
    );
    let known = test.page(&["storms", "denial"]);
    assert_eq!(
        known["suggestions"],
        serde_json::json!([]),
        "each of them is in some story"
    );
}

#[test]
fn parts_that_could_be_left_out_are_named() {
    let test = Test::new();
    test.file("news/a.txt", "The storm sank a barge.")
        .file("news/b.txt", "The storm came at night.")
        .file("news/c.txt", "A ferry and a tug ran aground.");
    test.answer(&["index", "news"]);
    let told = |query: &[&str]| test.run(&[&["search"], query].concat()).stdout;
    let hint = "no stories\nleave out `ferry` for 2 stories, or `storm` for 1 story\n";
    assert_eq!(told(&["storm", "ferry"]), hint);
    let hint = "no stories\nleave out `-night` for 1 story, or `-barge` for 1 story\n";
    assert_eq!(told(&["storm -night -barge"]), hint);
    // One part alone is not enough, or nothing would be asked for.
    assert_eq!(told(&["storm", "barge", "ferry", "tug"]), "no stories\n");
    assert_eq!(
        told(&["ferry -tug"]),
        "no stories\nleave out `-tug` for 1 story\n"
    );
    let page = test.page(&["storm", "ferry"]);
    let first = serde_json::json!({"without": "ferry", "stories": 2});
    assert_eq!(page["relaxations"][0], first);
    assert_eq!(test.page(&["storm"])["relaxations"], serde_json::json!([]));
}

#[test]
fn which_part_of_a_query_a_story_fails() {
    let test = Test::new();
    test.file(
        "seeds/a.jsonl",
        "{\"id\":\"1\",\"body\":\"The storm hit the coast on July 13.\",\"published\":\"2024-07-15\",\"source\":\"Harbour Wire\"}\n",
    );
    test.answer(&["index"]);
    let ran = test.run(&[
        "why-not",
        "--source",
        "ledger",
        "1",
        "--",
        "storm",
        "(snow OR coast)",
        "-july",
        "about:2023",
    ]);
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.stdout,
        "1 is not found by `storm (snow OR coast) -july about:2023 source:ledger`\n  \
         yes  storm\n  \
         yes  snow OR coast\n    \
         no   snow\n    \
         yes  coast\n  \
         no   -july\n  \
         no   about:2023  (it mentions 2024-07-13)\n  \
         no   source:ledger  (its source is `Harbour Wire`)\n"
    );
    let found = test.run(&["why-not", "1", "storms"]);
    assert_eq!(
        (found.status, found.stdout.as_str()),
        (0, "1 is found by `storms`\n  yes  storms\n")
    );
    // An id may stand in two files.
    let story = |text: &str| format!("{{\"id\":\"twin\",\"body\":\"{text}\"}}");
    test.file("seeds/x.json", story("The storm came in the night."))
        .file("seeds/y.json", story("Rain fell."));
    test.answer(&["index"]);
    let twins = test.run(&["why-not", "twin", "storms"]);
    assert_eq!(
        twins.stdout,
        "twin, in seeds/x.json, is found by `storms`\n  yes  storms\n\
         twin, in seeds/y.json, is not found by `storms`\n  no   storms\n"
    );
    let none = test.run(&["why-not", "2", "storms"]);
    assert_eq!(
        (none.status, none.stderr.as_str()),
        (1, "no story has the id `2`\n")
    );
    let json = test
        .run(&["why-not", "--json", "1", "published:2023"])
        .stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["stories"][0]["found"], false);
    assert_eq!(
        json["stories"][0]["clauses"]["instead"],
        "it was published 2024-07-15"
    );
}

#[test]
fn a_name_is_suggested_that_the_filter_finds() {
    let test = Test::new();
    let story =
        |id: &str, body: &str| format!("{{\"id\":\"{id}\",\"body\":\"{body}\",\"lang\":\"en\"}}\n");
    let stories = [
        story("1", "The minister flew to London on Monday."),
        story("2", "Trains to London were late."),
        story("3", "Mr. Landon said that he was glad. Peter Landon left."),
    ];
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    let suggested = |args: &[&str]| test.page(args)["suggestions"].clone();
    let instead = |word: &str, instead: &str, stories: u64| serde_json::json!([{"word": word, "instead": instead, "stories": stories}]);
    assert_eq!(suggested(&["Londun"]), instead("Londun", "london", 2));
    assert_eq!(
        suggested(&["--place", "Londun"]),
        instead("Londun", "london", 2)
    );
    assert_eq!(suggested(&["--org", "Londun"]), serde_json::json!([]));
    assert_eq!(
        suggested(&["--person", "Lundon"]),
        instead("Lundon", "landon", 1)
    );
    assert_eq!(
        suggested(&["--person", "Peter Landun"]),
        instead("Landun", "landon", 1)
    );
}
