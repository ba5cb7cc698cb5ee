//! Which stories come first, and what decides it.

use crate::support::Test;

/// A line of JSON for a story of words.
fn of_words(id: &str, words: &[&str]) -> String {
    format!("{{\"id\":\"{id}\",\"body\":\"{}.\"}}\n", words.join(" "))
}

/// Reports of a flood, of a play that has a dam and of other days, by what files they are in.
fn flood() -> Test {
    let test = Test::new();
    let told = |place: &str, words: &str| format!("The dam burst, and {words} in {place}.");
    for (number, place) in ["Aldea", "Bresk", "Corvo", "Dunmar"].iter().enumerate() {
        // Three reports of one flood, and a fourth that does not say so.
        let words = if number < 3 {
            "the dam, the dam of the river Orla, burst"
        } else {
            "many people fled from the river Orla"
        };
        test.file(&format!("news/{number}.txt"), told(place, words));
    }
    test.file("news/x.txt", told("a play of the old town", "people fled"));
    for number in 0..80 {
        test.file(
            &format!("news/other-{number}.txt"),
            "Nothing of the kind happened in the town today, and people slept.",
        );
    }
    test
}

const DAM: [&str; 4] = ["--match", "any", "--plain", "dam burst"];

#[test]
fn feedback_ranks_by_the_words_of_the_first_hits() {
    let test = flood();
    test.answer(&["index", "news"]);
    let rank = |ids: &[String], id: &str| ids.iter().position(|found| found.ends_with(id));
    let alone = test.ids(&[&DAM[..], &["--feedback", "never"]].concat());
    let with = test.ids(&DAM);
    assert_eq!(with.len(), 5, "no story is found for the river alone");
    assert_eq!(alone.len(), 5);
    assert!(rank(&alone, "x.txt") < rank(&alone, "3.txt"), "{alone:?}");
    assert!(rank(&with, "3.txt") < rank(&with, "x.txt"), "{with:?}");
    let why = test.answer(&[&["search", "--explain"][..], &DAM].concat());
    assert!(why.contains("`orla` in common"), "{why}");
}

#[test]
fn stories_in_other_words_follow_the_hits() {
    let test = flood();
    test.file(
        "news/orla.txt",
        "Many people fled from the river Orla, and whole villages are under water.",
    );
    // It has the river in common, and nothing more.
    let little = "Whole villages along the river Orla are under water.";
    test.file("news/little.txt", little);
    test.answer(&["index", "news"]);
    let search = |args: &[&str]| test.answer(&[&["search"][..], args].concat());
    let shown = search(&DAM);
    let (hits, behind) = shown.split_once("Not hits, but similar").unwrap();
    assert!(
        !hits.contains("orla.txt") && behind.contains("orla.txt"),
        "{shown}"
    );
    assert!(shown.ends_with("\n3 stories and 2 copies\n"), "{shown}");

    let json = test.page(&DAM);
    assert_eq!(
        (&json["total"], json["hits"].as_array().unwrap().len()),
        (&5.into(), 5)
    );
    let alike = json["alike"].as_array().unwrap();
    assert_eq!(alike.len(), 1, "what has little in common is not alike");
    assert_eq!(
        (&alike[0]["file"], &alike[0]["rank"]),
        (&"news/orla.txt".into(), &6.into())
    );
    assert!(
        !alike[0]["snippets"][0]["highlights"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    let run = search(&[&DAM[..], &["--format", "trec"]].concat());
    assert!(run.ends_with("news/orla.txt 6 -6 dateline\n"), "{run}");
    let next = search(&[&DAM[..], &["--format", "trec", "--offset", "5"]].concat());
    assert_eq!(next.lines().count(), 1, "{next}");
    let none = |args: &[&str]| test.page(args).get("alike").is_none();
    assert!(
        none(&[&DAM[..], &["-n", "5"]].concat()),
        "there is no room for it"
    );
    assert!(none(&[&DAM[..], &["--feedback", "never"]].concat()));
    assert!(none(&["--match", "any", "dam burst -villages"]));
}

#[test]
fn an_early_word_counts_more_than_two_late_ones_and_less_than_three() {
    let test = Test::new();
    let story = |id: &str, first: usize, last: usize| {
        let (first, last) = (vec!["flood"; first], vec!["flood"; last]);
        let between = vec!["rain"; 60 - first.len() - last.len()];
        of_words(id, &[first, between, last].concat())
    };
    let mut stories = story("a-twice", 0, 2) + &story("b-first", 1, 0) + &story("c-thrice", 0, 3);
    stories.extend((0..60).map(|number| story(&format!("other-{number}"), 0, 0)));
    test.file("news/wire.jsonl", stories);
    test.answer(&["index", "news"]);
    assert_eq!(test.ids(&["flood"]), ["c-thrice", "b-first", "a-twice"]);
}

#[test]
fn rarer_words_of_the_first_hits_weigh_more() {
    let test = Test::new();
    let story = |id: &str, said: &[&str]| {
        let about = vec!["rain"; 30 - said.len()];
        of_words(id, &[said, &about].concat())
    };
    // The first hits say of both, and twice as often of what more stories know.
    let dam = [
        "dam", "burst", "dam", "burst", "orchard", "lantern", "lantern",
    ];
    let mut stories: String = (0..3)
        .map(|number| story(&format!("dam-{number}"), &dam))
        .collect();
    stories += &story("a-lantern", &["dam", "burst", "lantern"]);
    stories += &story("b-orchard", &["dam", "burst", "orchard"]);
    for number in 0..200 {
        let said = if number < 15 { "lantern" } else { "rain" };
        stories += &story(&format!("other-{number}"), &[said]);
    }
    test.file("news/wire.jsonl", stories);
    test.answer(&["index", "news"]);
    let last = |feedback: &str| test.ids(&["--feedback", feedback, "dam burst"])[3..5].to_vec();
    assert_eq!(last("never"), ["a-lantern", "b-orchard"]);
    assert_eq!(last("always"), ["b-orchard", "a-lantern"]);
}

#[test]
fn a_stem_is_searched_only_in_stories_of_its_language() {
    let test = Test::new();
    let stories = [
        r#"{"id":"par","body":"The bonds were sold at par, and the shares of the bank fell as well on the day.","lang":"en"}"#,
        r#"{"id":"paris","body":"O governo disse ontem que não vai aumentar os impostos sobre as empresas, e os ministros voltam hoje de Paris.","lang":"pt"}"#,
    ];
    test.file("seeds/wire.jsonl", stories.join("\n"));
    test.answer(&["index"]);
    assert_eq!(test.ids(&["lang:pt"]), ["paris"]);
    // In Portuguese the stem of `Paris` is `par`, which is an English word too.
    assert_eq!(test.ids(&["paris"]), ["paris"]);
}

#[test]
fn recency_ranks_recent_stories_higher() {
    let test = Test::new();
    for (id, body, published) in [
        ("a", "A flood, and a flood again.", Some("2018-12-31")),
        ("b", "A flood came in the night.", Some("2019-03-02")),
        ("c", "A flood came in the night.", None),
        ("d", "A flood came in the night.", Some("2090-01-01")),
    ] {
        let story =
            serde_json::json!({"id": id, "body": body, "published": published, "lang": "en"});
        test.file(&format!("seeds/{id}.json"), story.to_string());
    }
    test.answer(&["index"]);
    let found = |args: &[&str]| test.ids(&[&["flood"], args].concat());
    assert_eq!(found(&[]), ["a", "b", "c", "d"]);
    // What is still to come is as late as today.
    assert_eq!(found(&["--recency", "1000"]), ["d", "a", "b", "c"]);
    std::fs::remove_file(test.path("seeds/d.json")).unwrap();
    test.answer(&["index"]);
    assert_eq!(found(&["--recency", "30"]), ["b", "a", "c"]);
    let page = test.page(&["flood", "--recency", "30", "--explain", "-n", "1"]);
    let parts = page["hits"][0]["score_parts"].as_array().unwrap();
    let late = parts.last().unwrap();
    let half = page["hits"][0]["score"].as_f64().unwrap() / 2.0;
    assert_eq!(
        (&late["words"], &late["why"]),
        (&"2019-03-02".into(), &"recent".into())
    );
    assert!(
        (late["score"].as_f64().unwrap() - half).abs() < 1e-5,
        "{late}"
    );
    let ran = test.run(&["search", "flood", "--recency", "30", "--sort", "newest"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (
            2,
            "error: hits sorted by date have no scores for `--recency` to change\nhint: leave out `--recency` or `--sort`\n"
        )
    );
}

#[test]
fn a_person_called_so_comes_before_a_company_with_the_word_in_its_name() {
    let test = Test::new();
    let company = "The aircraft maker McDonnell Douglas Corp won an order. McDonnell Douglas Corp said no more.";
    let minister = "The Finance Minister, Roger Douglas, closed a loophole in the tax law. Douglas said no more.";
    test.file("news/company.txt", company);
    test.file("news/minister.txt", minister);
    for number in 0..8 {
        let other = format!("Nothing of the kind happened in the town on day {number}.");
        test.file(&format!("news/other-{number}.txt"), other);
    }
    test.answer(&["index", "news"]);
    let found = test.ids(&["douglas"]);
    assert_eq!(found.len(), 2);
    assert!(found[0].ends_with("minister.txt"), "{found:?}");
    let why = test.answer(&["search", "--explain", "douglas"]);
    assert_eq!(why.matches("`douglas` as a person").count(), 1, "{why}");
}
