//! `dateline search` and `show`, over small archives made for the purpose.

use crate::support::{Test, lit};

fn archive() -> Test {
    let test = Test::new();
    let stories = [
        r#"{"id":"a","title":"Storm shuts port","body":"Angela Merkel visited Hamburg on Monday. Merkel thanked the crews. The storm had closed the port.","published":"2019-03-06","source":"Harbour Wire","lang":"en"}"#,
        r#"{"id":"b","title":"Port reopens","body":"The port of Hamburg reopened in March 2019 after storms and flooding.","published":"2019-03","lang":"en"}"#,
        r#"{"id":"c","title":"Regierung tagt","body":"Die Regierung tagte am Montag in Berlin. Die Regierungen der Länder nicht.","published":"2019-03-06","lang":"de"}"#,
        r#"{"id":"d","body":"Nobody knows when the denial-of-service attack began.","lang":"en"}"#,
    ];
    test.file("seeds/wire.jsonl", stories.join("\n"));
    test.answer(&["index"]);
    test
}

#[test]
fn words_phrases_prefixes_and_fuzzy_words() {
    let test = archive();
    let found = |query: &str| test.ids(&["--sort", "oldest", query]);
    assert_eq!(found("storm"), ["b", "a"], "stemmed: b has `storms`");
    assert_eq!(found("STORM port -flooding"), ["a"]);
    assert_eq!(found("\"denial of service\""), ["d"]);
    assert_eq!(found("denial-of-service"), ["d"]);
    assert_eq!(found("\"service denial\""), Vec::<String>::new());
    assert_eq!(found("\"service denial\"~5"), ["d"]);
    assert_eq!(found("flood*"), ["b"]);
    assert_eq!(found("Merkle~1"), ["a"]);
    assert_eq!(
        found("Regierung lander"),
        ["c"],
        "stemmed as German, accents folded"
    );
    assert_eq!(found("title:port storm"), ["b", "a"]);
    assert_eq!(found("attack OR flooding"), ["b", "d"]);
}

#[test]
fn who_and_when_filter_together() {
    let test = archive();
    assert_eq!(
        test.ids(&["--who", "merkel", "--published", "2019-03-06"]),
        ["a"]
    );
    assert_eq!(
        test.ids(&["--place", "Hamburg", "--about", "2019-03-04"]),
        ["a"]
    );
    assert_eq!(test.ids(&["--org", "Hamburg"]), Vec::<String>::new());
    assert_eq!(test.ids(&["published:2019-03"]), ["a", "b", "c"]);
    assert_eq!(test.ids(&["published:none"]), ["d"]);
    assert_eq!(test.ids(&["seen:2000..", "lang:de"]), ["c"]);
}

#[test]
fn a_date_filter_says_what_it_left_out() {
    let page = archive().page(&["--published", "2019-03-06", "*"]);
    assert_eq!(page["total"], 2);
    assert_eq!(page["undated"], 1, "d has no date");
    assert_eq!(page["imprecise"], 1, "b says only March");
    // Where the answer has no place for it, it is told beside it.
    let test = archive();
    test.file("queries.tsv", "1\t*\n2\t*\n");
    let told = |what: &str| format!(" WARN left out: {what} dated too vaguely to tell\n");
    for (args, what) in [
        (&["search", "*", "--format", "ids"][..], "1 undated, 1"),
        (&["search", "*", "--format", "csv"], "1 undated, 1"),
        (&["search", "*", "--format", "jsonl"], "1 undated, 1"),
        (&["search", "--queries", "queries.tsv"], "2 undated, 2"),
        (&["who", "--format", "csv"], "1 undated, 1"),
        (&["timeline", "--format", "csv"], "1 undated, 1"),
    ] {
        let args = [args, &["--published", "2019-03-06"]].concat();
        assert_eq!(test.run(&args).stderr, told(what), "{args:?}");
        assert_eq!(test.run(&[&args[..], &["-q"]].concat()).stderr, "");
    }
}

#[test]
fn what_two_date_filters_left_out_would_have_passed_the_other() {
    let test = Test::new();
    for (id, published, body) in [
        ("hit", Some("2024-08-15"), "It burned on July 13, 2024."),
        ("no day told", Some("2024-08-15"), "It burned."),
        ("undated", None, "It burned on July 13, 2024."),
        ("neither", None, "It burned."),
        ("of another day", None, "It burned on July 14, 2024."),
        (
            "vaguely dated",
            Some("2024-08"),
            "It burned on July 13, 2024.",
        ),
        ("vaguely dated, no day told", Some("2024"), "It burned."),
        (
            "vaguely dated, of another day",
            Some("2024"),
            "It burned on July 14, 2024.",
        ),
    ] {
        let story =
            serde_json::json!({"id": id, "body": body, "published": published, "lang": "en"});
        test.file(&format!("seeds/{id}.json"), story.to_string());
    }
    test.answer(&["index"]);
    let left_out = |args: &[&str]| {
        let page = test.page(args);
        ["total", "undated", "imprecise"].map(|field| page[field].as_u64().unwrap())
    };
    let (published, about) = (["--published", "2024-08-15"], ["--about", "2024-07-13"]);
    assert_eq!(left_out(&published), [2, 3, 3]);
    assert_eq!(left_out(&about), [3, 3, 0]);
    assert_eq!(left_out(&[published, about].concat()), [1, 4, 1]);
}

#[test]
fn a_name_lights_every_mention_of_the_one_it_names() {
    let page = archive().page(&["person:\"Angela Merkel\""]);
    assert_eq!(lit(&page["hits"][0]), ["Angela Merkel", "Merkel"]);
}

#[test]
fn whom_people_address_is_found_and_those_who_say_most_of_her_come_first() {
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
fn those_of_one_name_are_told_apart_by_what_stands_before_it() {
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

#[test]
fn what_no_story_has_is_named() {
    let ran = archive().run(&["search", "storm", "xyzzy"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stdout.contains("no story at all has `xyzzy`"),
        "{}",
        ran.stdout
    );
}

#[test]
fn of_words_equally_near_the_one_of_more_stories_is_suggested() {
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
fn a_word_near_one_that_no_story_has_is_suggested() {
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
        ran.stdout.contains("did you mean `regierung`, in 1 story"),
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
fn what_hits_have_in_common_is_counted() {
    let test = archive();
    let page = test.page(&["--facet", "place,source,lang,published", "-n", "0", "*"]);
    let facets = &page["facets"];
    assert_eq!(
        facets["place"],
        serde_json::json!({
            "values": [
                {"kind": "place", "value": "Hamburg", "stories": 2},
                {"kind": "place", "value": "Berlin", "stories": 1},
            ],
            "without": 1,
        })
    );
    assert_eq!(
        facets["source"],
        serde_json::json!({"values": [{"value": "Harbour Wire", "stories": 1}], "without": 3})
    );
    assert_eq!(
        facets["lang"]["values"][0],
        serde_json::json!({"value": "en", "stories": 3})
    );
    assert_eq!(
        facets["published"],
        serde_json::json!({"values": [{"value": "2019-03-06", "stories": 2}], "without": 2})
    );
    let said = test.answer(&["search", "--facet", "lang,source", "storm"]);
    assert!(
        said.contains("lang       en 2\nsource     Harbour Wire 1, none 1\n"),
        "{said}"
    );
    let lines = test.answer(&["search", "--format", "jsonl", "--facet", "lang", "storm"]);
    let last = r#"{"facets":{"lang":{"values":[{"value":"en","stories":2}],"without":0}}}"#;
    assert_eq!(lines.lines().last(), Some(last));
    let csv = ["search", "--format", "csv", "--facet", "lang", "storm"];
    let ran = test.run(&csv);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("csv with `-n 0`"), "{}", ran.stderr);
    let counts = test.answer(&[&csv[..], &["-n", "0"]].concat());
    assert_eq!(counts, "facet,kind,value,stories\nlang,,en,2\nlang,,,0\n");
}

#[test]
fn the_parts_of_a_score_add_up() {
    let test = archive();
    let page = test.page(&["--explain", "storm port"]);
    for hit in page["hits"].as_array().unwrap() {
        let parts = hit["score_parts"].as_array().unwrap();
        let sum: f64 = parts
            .iter()
            .map(|part| part["score"].as_f64().unwrap())
            .sum();
        assert!((sum - hit["score"].as_f64().unwrap()).abs() < 1e-4, "{hit}");
    }
    let said = test.answer(&["search", "--explain", "Regierungen"]);
    assert!(said.contains("`Regierungen` as typed"), "{said}");
    let ran = test.run(&["search", "--explain", "--format", "ids", "storm"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("text, json or jsonl"), "{}", ran.stderr);
}

#[test]
fn any_word_will_do_when_asked() {
    let test = archive();
    assert_eq!(test.ids(&["--match", "any", "xyzzy attack"]), ["d"]);
    assert_eq!(
        test.ids(&["--match", "any", "storm attack lang:en -flooding"])
            .len(),
        2
    );
}

#[test]
fn plain_words_are_words_and_nothing_else() {
    let test = archive();
    assert_eq!(
        test.ids(&["--plain", "--match", "any", "title:(( -attack \""]),
        ["d"]
    );
}

#[test]
fn pages_follow_one_another_without_gap_or_wall() {
    let test = archive();
    let all = test.ids(&["*"]);
    let paged: Vec<String> = (0..all.len())
        .flat_map(|offset| {
            let offset = offset.to_string();
            let ran = test.run(&[
                "search", "--format", "ids", "-n", "1", "--offset", &offset, "*",
            ]);
            ran.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(paged, all);
    let beyond = test.page(&["--offset", "1000000000", "*"]);
    assert_eq!(
        (&beyond["total"], beyond["hits"].as_array().unwrap().len()),
        (&4.into(), 0)
    );
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
         no   about:2023  (it tells of 2024-07-13)\n  \
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
fn a_hit_on_a_page_names_it() {
    let test = Test::new();
    let file: &[u8] = include_bytes!("../fuzz/corpus/pdf/page.pdf");
    test.file("seeds/a.pdf", file);
    test.answer(&["index"]);
    let page = test.page(&["water"]);
    assert_eq!(page["hits"][0]["snippets"][0]["page"], 1, "{page:#}");
    let told = test.answer(&["search", "water"]);
    assert!(told.contains("(page 1)"), "{told}");
    let annotated = test.answer(&["annotate", "seeds/a.pdf"]);
    assert!(
        annotated.contains(r#""pages":[{"page":1,"start":0}]"#),
        "{annotated}"
    );
}

#[test]
fn a_slip_in_a_file_of_queries_is_told() {
    let test = archive();
    for (lines, told) in [
        ("\u{feff}q1\tstorm\n", None),
        ("storm\n", Some("line 1 of the queries has no tab")),
        (
            "q1\tstorm\n\n\tport\n",
            Some("line 3 of the queries has no id"),
        ),
        ("q1\t \n", Some("line 1 of the queries has no query")),
        (
            "q1\tstorm\nq1\tport\n",
            Some("line 2 of the queries has the id of line 1"),
        ),
    ] {
        test.file("queries.tsv", lines);
        let ran = test.run(&["search", "--queries", "queries.tsv"]);
        match told {
            None => assert!(ran.stdout.starts_with("q1 Q0 "), "{ran:?}"),
            Some(told) => assert!(ran.status == 2 && ran.stderr.contains(told), "{ran:?}"),
        }
    }
    assert_eq!(test.run(&["search", " "]).status, 2);
}

#[test]
fn a_run_in_order_of_date_keeps_its_order() {
    let run = archive().answer(&["search", "--format", "trec", "--sort", "oldest", "storm"]);
    let scores = run.lines().map(|line| line.split(' ').nth(4).unwrap());
    let scores: Vec<f64> = scores.map(|score| score.parse().unwrap()).collect();
    assert!(
        scores.len() > 1 && scores.windows(2).all(|two| two[0] > two[1]),
        "{run}"
    );
}

#[test]
fn many_queries_in_one_run() {
    let test = archive();
    test.file("queries.tsv", "q1\tstorm port\nq2\tattack\n");
    let run = test.answer(&["search", "--format", "trec", "--queries", "queries.tsv"]);
    let columns: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(columns.len(), 3, "{run}");
    assert_eq!(
        (
            columns[2][0],
            columns[2][1],
            columns[2][2],
            columns[2][3],
            columns[2][5]
        ),
        ("q2", "Q0", "d", "1", "dateline")
    );
}

#[test]
fn the_same_question_prints_the_same_bytes() {
    let test = archive();
    let ask = || test.answer(&["search", "--format", "jsonl", "storm OR port OR regierung"]);
    assert_eq!(ask(), ask());
}

#[test]
fn a_story_is_shown_with_its_names_and_dates() {
    let shown = archive().answer(&["show", "a"]);
    assert!(shown.contains("Storm shuts port"), "{shown}");
    assert!(
        shown.contains("2019-03-04"),
        "Monday is the fourth: {shown}"
    );
    let ran = archive().run(&["show", "nothing"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
}

#[test]
fn a_phrase_of_many_words_takes_no_time() {
    let test = archive();
    // Were every word of it copied for each that follows, this would be minutes.
    let phrase = format!("\"{}\"", "storm ".repeat(10_000));
    assert_eq!(test.ids(&[&phrase]), [""; 0]);
    let near = format!("\"{}\"~9", "@person storm ".repeat(2_000));
    assert_eq!(test.ids(&[&near]), [""; 0]);
}
