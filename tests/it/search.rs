//! `dateline search` and `show`, over small archives made for the purpose.

use crate::support::Test;

pub(crate) fn archive() -> Test {
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
fn facets_are_counted() {
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
fn match_any_finds_stories_with_any_word() {
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
fn pages_have_no_gaps_and_no_limit() {
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
fn the_same_query_prints_the_same_bytes() {
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
