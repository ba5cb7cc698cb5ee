//! `dateline who`, over a small archive made for the purpose.

use crate::support::Test;

fn archive() -> Test {
    let test = Test::new();
    let stories = [
        r#"{"id":"a","title":"Storm","body":"Angela Merkel visited Hamburg with Emmanuel Macron. Later Olaf Scholz spoke in Berlin.","published":"2019-03-06","lang":"en"}"#,
        r#"{"id":"b","title":"Port","body":"Angela Merkel went to Hamburg. Merkel met Olaf Scholz there.","published":"2019-03-07","lang":"en"}"#,
        r#"{"id":"c","title":"Talks","body":"Emmanuel Macron flew to Berlin.","published":"2019-03-08","lang":"en"}"#,
    ];
    test.file("seeds/wire.jsonl", stories.join("\n"));
    test.answer(&["index"]);
    test
}

#[test]
fn names_are_counted_by_story() {
    let test = archive();
    assert_eq!(
        test.answer(&["who", "--kind", "person"]),
        "2  person  Angela Merkel\n\
         2  person  Emmanuel Macron\n\
         2  person  Olaf Scholz\n\
         3 stories\n"
    );
    assert_eq!(
        test.answer(&["who", "--kind", "place", "storm"]),
        "1 of 2  place   Berlin\n\
         1 of 2  place   Hamburg\n\
         1 story\n"
    );
}

#[test]
fn names_are_counted_over_all_segments() {
    let test = Test::new();
    let mut file = 0;
    // Each run adds a part. The second of the first part is not the second of all, and who is first of all is seldom in two.
    for run in [
        &[
            ("Boris Johnson", 5),
            ("Emmanuel Macron", 5),
            ("Angela Merkel", 2),
        ][..],
        &[("Boris Johnson", 1), ("Angela Merkel", 2)],
        &[("Boris Johnson", 1), ("Angela Merkel", 2)],
    ] {
        for (name, stories) in run {
            for _ in 0..*stories {
                file += 1;
                let story = format!("{name} spoke of the flood on Monday.\n");
                test.file(&format!("seeds/{file}.txt"), story);
            }
        }
        test.answer(&["index", "--threads", "1"]);
    }
    assert_eq!(
        test.answer(&["who", "-n", "2", "--kind", "person"]),
        "7  person  Boris Johnson\n6  person  Angela Merkel\n18 stories\n"
    );
}

#[test]
fn names_mentioned_together_are_counted() {
    let test = archive();
    let beside = |near| {
        test.answer(&[
            "who", "--kind", "person", "--with", "merkel", "--near", near,
        ])
    };
    assert_eq!(
        beside("story"),
        "2 of 2  person  Olaf Scholz\n\
         1 of 2  person  Emmanuel Macron\n\
         2 stories that name `merkel`\n"
    );
    assert_eq!(
        beside("sentence"),
        "1 of 2  person  Emmanuel Macron\n\
         1 of 2  person  Olaf Scholz\n\
         2 stories that name `merkel`\n"
    );
    assert_eq!(
        test.answer(&[
            "who", "--kind", "person", "--with", "merkel", "--with", "macron"
        ]),
        "1 of 2  person  Olaf Scholz\n\
         1 story that names `merkel` and `macron`\n"
    );
}

#[test]
fn programs_get_counts_and_scores() {
    let test = archive();
    let answer = test.answer(&[
        "who",
        "--format",
        "json",
        "--sort",
        "typical",
        "storm OR port",
    ]);
    let who: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(
        (&who["schema"], &who["total"], &who["sort"]),
        (&1.into(), &2.into(), &"typical".into())
    );
    let first = &who["names"][0];
    assert_eq!(
        (&first["name"], &first["stories"], &first["archive"]),
        (&"Angela Merkel".into(), &2.into(), &2.into())
    );
    assert_eq!(first["score"], 0.5, "(1 - 2/3) * (1 / (2/3))");
    let csv = test.answer(&["who", "--format", "csv", "-n", "1", "--kind", "person"]);
    assert_eq!(
        csv,
        "rank,kind,name,stories,archive,score\n1,person,Angela Merkel,2,2,\n"
    );
}

#[test]
fn no_names_is_no_hit_and_punctuation_is_no_name() {
    let test = archive();
    let ran = test.run(&["who", "xyzzy"]);
    let nothing = "no stories\nno story in the archive has `xyzzy`\n";
    assert_eq!((ran.status, ran.stdout.as_str()), (1, nothing));
    let ran = test.run(&["who", "--with", "Makron"]);
    let nothing = "no stories that name `Makron`\n\
                   no story in the archive has `Makron`\n\
                   did you mean `macron` (2 stories) instead of `Makron`?\n";
    assert_eq!((ran.status, ran.stdout.as_str()), (1, nothing));
    for (args, word, instead) in [
        (&["who", "xyzzy"][..], "xyzzy", None),
        (&["who", "--with", "Makron"], "Makron", Some("macron")),
        (&["timeline", "Makron"], "Makron", Some("macron")),
        (&["timeline", "macron"], "", None),
    ] {
        let answer = test.run(&[args, &["--format", "json"]].concat()).stdout;
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let words: Vec<&str> = word.split_whitespace().collect();
        assert_eq!(
            answer["unknown_words"],
            serde_json::json!(words),
            "{args:?}"
        );
        let meant: Vec<_> = instead
            .map(|instead| serde_json::json!({"word": word, "instead": instead, "stories": 2}))
            .into_iter()
            .collect();
        assert_eq!(answer["suggestions"], serde_json::json!(meant), "{args:?}");
    }
    let ran = test.run(&["who", "--with", "?!"]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.stderr,
        "error: in `--with`: expected a letter or a digit, found `?!`\n  --with ?!\n         ^^\nhint: punctuation alone cannot be searched for\n"
    );
}
