//! What people say of names holds at once, everywhere, and is undone by deleting it.

use crate::support::{Test, lit};

/// Three stories name her in full; the last, of some day or of none, does not.
fn archive_of(last: &str) -> Test {
    let test = Test::new();
    let published = |day: &str, id: &str, body: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"Story\",\"body\":\"{body}\",\"published\":\"{day}\",\"lang\":\"en\"}}\n"
        )
    };
    let story = |id: &str, body: &str| published("2019-03-06", id, body);
    let full = "On Monday the chancellor, Angela Merkel, came to Hamburg to see the harbour.";
    let stories = [
        story("a", full),
        story("b", full),
        story("c", "Angela Merkel spoke in Berlin on Tuesday."),
        published(
            last,
            "d",
            "On Friday Merkel said that she would go to Paris.",
        ),
    ];
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    test
}

fn archive() -> Test {
    archive_of("")
}

fn people(test: &Test) -> Vec<String> {
    let table = test.answer(&["who", "--kind", "person", "--format", "csv"]);
    let rows = table.lines().skip(1);
    rows.map(|row| row.split(',').skip(2).take(3).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_merge_applies_everywhere_and_can_be_undone() {
    let test = archive();
    let before = ["Angela Merkel 3 3", "Merkel 1 1"];
    assert_eq!(people(&test), before);
    assert_eq!(test.ids(&["--person", "Angela Merkel"]).len(), 3);
    let said = test.answer(&["names", "suggest"]);
    assert_eq!(
        said,
        "[merge]\n\"person/Merkel\" = \"person/Angela Merkel\"  # alone in 1 story; 3 of 3 with a full name\n"
    );
    test.file("index/names.toml", said);
    assert_eq!(people(&test), ["Angela Merkel 4 4"]);
    assert_eq!(test.ids(&["--person", "Angela Merkel"]).len(), 4);
    let page = test.page(&["person:\"Angela Merkel\"", "paris", "--facet", "person"]);
    assert_eq!(page["hits"][0]["who"][0]["name"], "Angela Merkel");
    assert!(lit(&page["hits"][0]).contains(&"Merkel".to_owned()));
    assert_eq!(
        page["facets"]["person"]["values"][0]["value"],
        "Angela Merkel"
    );
    assert!(test.answer(&["show", "d"]).contains("Angela Merkel"));
    let beside = test.answer(&[
        "who",
        "--with",
        "Angela Merkel",
        "--kind",
        "place",
        "--format",
        "csv",
    ]);
    assert!(beside.contains("place,Paris,1,"), "{beside}");
    assert_eq!(test.run(&["names", "suggest"]).status, 1);
    // A second table of one name is none.
    test.file(
        "index/names.toml",
        "[merge]\n\"org/Elbe\" = \"place/Elbe\"\n",
    );
    let lines = test.answer(&["names", "suggest"]);
    assert!(
        !lines.contains("\n[merge]") && lines.starts_with("# to copy into the table [merge]"),
        "{lines}"
    );
    std::fs::remove_file(test.path("index/names.toml")).unwrap();
    assert_eq!(people(&test), before);
}

#[test]
fn a_surname_alone_means_whom_stories_of_its_time_name() {
    let test = archive_of("2019-06-30");
    assert_eq!(people(&test), ["Angela Merkel 4 4"]);
    assert_eq!(
        test.ids(&["--person", "Angela Merkel", "--sort", "oldest"]),
        ["a", "b", "c", "d"]
    );
    let page = test.page(&["person:\"Angela Merkel\"", "paris"]);
    assert_eq!(page["hits"][0]["who"][0]["name"], "Angela Merkel");
    assert_eq!(lit(&page["hits"][0]), ["Merkel", "Paris"]);
    let shown = test.answer(&["show", "d"]);
    let why =
        "aliases    Merkel → Angela Merkel (3 of the 3 full names in stories within half a year)\n";
    assert!(shown.contains(why), "{shown}");
    assert!(shown.contains("[Merkel|person Angela Merkel]"), "{shown}");

    // Whatever she is called now, her old name still finds her, also where the surname stands alone.
    for said in [
        "[rename]\n\"person/Angela Merkel\" = \"Mutti\"\n",
        "[merge]\n\"person/Angela Merkel\" = \"person/Mutti\"\n",
    ] {
        test.file("index/names.toml", said);
        assert_eq!(people(&test), ["Mutti 4 4"]);
        for name in ["Angela Merkel", "Mutti"] {
            let page = test.page(&["--person", name, "--sort", "oldest"]);
            assert_eq!(page["total"], 4, "{name} with {said}");
            assert_eq!(lit(&page["hits"][3]), ["Merkel"], "{name} with {said}");
        }
    }

    // What people say of the surname comes first.
    test.file(
        "index/names.toml",
        "[rename]\n\"person/Merkel\" = \"Somebody else\"\n",
    );
    assert_eq!(people(&test), ["Angela Merkel 3 3", "Somebody else 1 1"]);
    assert!(!test.answer(&["show", "d"]).contains("aliases  "));
    test.file(
        "index/names.toml",
        "[hide]\n\"person/Angela Merkel\" = true\n",
    );
    assert!(!test.answer(&["show", "d"]).contains("Merkel →"));
    std::fs::remove_file(test.path("index/names.toml")).unwrap();

    // Long after, and once others of the name are in the news, it is anybody.
    assert_eq!(
        people(&archive_of("2021-01-02")),
        ["Angela Merkel 3 3", "Merkel 1 1"]
    );
    let max = "{\"body\":\"On Monday the painter, Max Merkel, came to Hamburg.\",\"published\":\"2019-05-01\",\"lang\":\"en\"}";
    test.file("seeds/other.jsonl", max);
    test.answer(&["index"]);
    assert_eq!(
        people(&test),
        ["Angela Merkel 3 3", "Max Merkel 1 1", "Merkel 1 1"]
    );
}

/// Stories of a week that introduce `IMF` as something, and one of another day and language that has it alone.
fn lenders(introduced: &[&str], last: (&str, &str)) -> Test {
    let test = Test::new();
    let story = |id: &str, day: &str, body: &str, language: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"Story\",\"body\":\"{body}\",\"published\":\"{day}\",\"lang\":\"{language}\"}}\n"
        )
    };
    let introduced = introduced.iter().enumerate();
    let mut stories: Vec<String> = introduced
        .map(|(nth, full)| {
            let day = format!("2023-05-{:02}", nth + 1);
            let body = format!(
                "The {full} (IMF) met in Accra on Monday. The IMF said that it would lend the country more."
            );
            story(&format!("i{nth}"), &day, &body, "en")
        })
        .collect();
    let (day, language) = last;
    let body = match language {
        "de" => {
            "Der IWF will warten. Die Regierung sprach am Freitag mit dem IMF und der Weltbank."
        }
        _ => "On Friday the minister said that the IMF would visit Paris in June.",
    };
    stories.push(story("z", day, body, language));
    test.file("seeds/wire.jsonl", stories.concat());
    test.answer(&["index"]);
    test
}

#[test]
fn an_acronym_alone_means_what_stories_of_its_time_introduce() {
    let fund = "International Monetary Fund";
    let test = lenders(&[fund; 3], ("2023-06-30", "en"));
    let orgs = |test: &Test| {
        let table = test.answer(&["who", "--kind", "org", "--format", "csv"]);
        let rows = table.lines().skip(1);
        rows.map(|row| row.split(',').skip(2).take(3).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(orgs(&test), ["International Monetary Fund 4 4"]);
    assert_eq!(
        test.ids(&["--org", "monetary fund", "paris"]),
        ["z"],
        "though it has neither word"
    );
    let page = test.page(&[
        "org:\"International Monetary Fund\"",
        "paris",
        "--facet",
        "org",
    ]);
    assert_eq!(page["facets"]["org"]["values"][0]["value"], fund);
    assert_eq!(page["hits"][0]["who"][0]["name"], fund);
    assert!(lit(&page["hits"][0]).contains(&"IMF".to_owned()));
    let all = test.page(&["org:\"International Monetary Fund\""]);
    let hits = all["hits"].as_array().unwrap();
    let earned = |hit: &serde_json::Value| hit["score"].as_f64() > Some(0.0);
    assert!(hits.iter().all(earned), "{hits:?}");
    let shown = test.answer(&["show", "z"]);
    let why = "aliases    IMF → International Monetary Fund (3 of the 3 introductions by stories within half a year)\n";
    assert!(shown.contains(why), "{shown}");
    assert!(
        shown.contains("[IMF|org International Monetary Fund]"),
        "{shown}"
    );
    assert_eq!(test.run(&["names", "suggest"]).status, 1);

    test.file("index/names.toml", "[hide]\n\"org/IMF\" = true\n");
    assert_eq!(orgs(&test), ["International Monetary Fund 3 3"]);
    assert!(!test.answer(&["show", "z"]).contains("aliases  "));

    // Long after, in another language, and where the same letters are introduced as two, they are anybody's.
    let late = lenders(&[fund; 3], ("2024-06-30", "en"));
    assert_eq!(orgs(&late), ["International Monetary Fund 3 3", "IMF 1 1"]);
    assert_eq!(
        late.answer(&["names", "suggest"]),
        "[merge]\n\"org/IMF\" = \"org/International Monetary Fund\"  # alone in 1 story; 3 of 3 with a full name\n"
    );
    let german = lenders(&[fund; 3], ("2023-06-30", "de"));
    assert!(orgs(&german).contains(&"International Monetary Fund 3 3".to_owned()));
    let two = lenders(
        &[fund, fund, fund, "Irish Music Federation"],
        ("2023-06-30", "en"),
    );
    assert!(orgs(&two).contains(&"International Monetary Fund 3 3".to_owned()));
}

#[test]
fn a_hidden_name_is_not_found() {
    let test = archive();
    test.file(
        "index/names.toml",
        "[hide]\n\"person/Merkel\" = true\n[rename]\n\"person/Angela Merkel\" = \"A. Merkel\"\n",
    );
    assert_eq!(people(&test), ["A. Merkel 3 3"]);
    assert_eq!(test.ids(&["--person", "Merkel"]).len(), 3);
    assert_eq!(test.ids(&["person:\"a merkel\""]).len(), 3);
}

#[test]
fn status_lists_corrections_of_names_that_no_story_has() {
    let test = archive();
    test.file(
        "index/names.toml",
        "[merge]\n\"person/Angela Merkle\" = \"person/Angela Merkel\"\n\
         [rename]\n\"person/Chancellor\" = \"A. Merkel\"\n\
         [split]\n\"person/Angela Merkel\" = { \"seeds/*\" = \"Chancellor\" }\n",
    );
    let status = test.answer(&["status"]);
    let unused_corrections =
        "unmatched  in `names.toml`, but in no story: `person/Angela Merkle`\n";
    assert!(status.ends_with(unused_corrections), "{status}");
}

#[test]
fn an_error_in_names_toml_is_reported_with_its_line() {
    let test = archive();
    test.file(
        "index/names.toml",
        "[merge]\n\"Merkel\" = \"person/Angela Merkel\"\n",
    );
    for command in [&["who"][..], &["search", "monday"], &["show", "a"]] {
        let ran = test.run(command);
        assert_eq!(ran.status, 2, "{command:?}");
        assert!(ran.stderr.starts_with("error: `index/names.toml` line 2: expected a kind and a name, found `Merkel`\nhint: write `person/"), "{}", ran.stderr);
    }
    // The index can be brought up to date all the same, and made anew: the file is not its own.
    test.answer(&["index"]);
    test.answer(&["index", "--rebuild"]);
    assert!(test.path("index/names.toml").exists());
}
