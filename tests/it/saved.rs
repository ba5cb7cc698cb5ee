//! Saved queries, and the news of them.

use crate::support::Test;

pub(crate) fn story(id: &str, body: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"title\":\"Story {id}\",\"body\":\"{body}\",\"published\":\"2019-03-06\",\"lang\":\"en\"}}\n"
    )
}

/// An archive with a story of a storm, and a query saved over it.
pub(crate) fn archive() -> Test {
    let test = Test::new();
    test.file("seeds/1.jsonl", story("a", "The storm closed the harbour."));
    test.answer(&["index"]);
    let said = test.answer(&["save", "weather", "storm OR flood", "--lang", "en"]);
    assert_eq!(said, "saved `weather`, which finds 1 story now\n");
    test
}

#[test]
fn a_saved_query_is_run_listed_and_removed() {
    let test = archive();
    let ran = test.answer(&["run", "weather", "--format", "ids"]);
    assert_eq!(ran, "a\n");
    assert_eq!(
        test.answer(&["saved"]),
        "weather  storm OR flood --lang en\n"
    );
    let ran = test.run(&["save", "weather", "rain"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.starts_with(
        "error: there is already a saved query `weather`\nhint: replace it with `--replace`"
    ));
    let said = test.answer(&["save", "--replace", "weather", "rain"]);
    assert_eq!(said, "saved `weather`, which finds 0 stories now\n");
    test.answer(&["saved", "--remove", "weather"]);
    let ran = test.run(&["run", "weather"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (
            2,
            "error: there is no saved query `weather`\nhint: save one: `dateline save NAME QUERY…`\n"
        )
    );
    assert_eq!(test.run(&["saved"]).status, 1);
}

#[test]
fn a_saved_query_is_listed_as_it_was_typed() {
    let test = archive();
    test.answer(&["save", "today", "published:today", "fog", "--match", "any"]);
    test.answer(&[
        "save",
        "ann",
        "--person",
        "Ann Example",
        "--seen",
        "last week",
    ]);
    let listed = test.answer(&["saved"]);
    assert!(
        listed.contains("today    published:today fog --match any\n"),
        "{listed}"
    );
    assert!(
        listed.contains("ann      --person 'Ann Example' --seen 'last week'\n"),
        "{listed}"
    );
}

#[cfg(unix)]
#[test]
fn news_that_nobody_can_see_is_told_later() {
    let test = archive();
    test.file("seeds/2.jsonl", story("b", "A flood came."));
    let program = env!("CARGO_BIN_EXE_dateline");
    for output in [">&-", ">/dev/null"] {
        let line = format!("'{program}' index --news jsonl {output}");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line]).current_dir(test.path(""));
        assert!(
            shell
                .env_remove("DATELINE_INDEX")
                .output()
                .unwrap()
                .status
                .success()
        );
    }
    let said = test.answer(&["index"]);
    assert!(
        said.contains("new to `weather`: 1 story (report 1)\n  Story b\n"),
        "{said}"
    );
}

#[test]
fn comments_in_saved_toml_stay() {
    let test = archive();
    let noted = "# Ask Ann first.\n[weather]\nquery = 'storm OR flood' # for the Monday page\n";
    test.file("index/saved.toml", noted);
    let saved = || std::fs::read_to_string(test.path("index/saved.toml")).unwrap();
    test.answer(&["save", "rain", "rain", "--lang", "en"]);
    assert!(
        saved().starts_with(&format!("{noted}\n[rain]\nquery = \"rain\"\n")),
        "{}",
        saved()
    );
    test.answer(&["save", "--replace", "rain", "drizzle"]);
    assert_eq!(
        test.answer(&["saved"]),
        "rain     drizzle\nweather  storm OR flood\n"
    );
    test.answer(&["saved", "--remove", "rain"]);
    assert_eq!(saved().trim_end(), noted.trim_end());
    test.answer(&["saved", "--remove", "weather"]);
    assert_eq!(test.run(&["saved"]).status, 1);
}

#[test]
fn new_stories_are_reported_once() {
    let test = archive();
    let index = |test: &Test| {
        let said = test.answer(&["index"]);
        let news = said.find("new to ").map(|at| said[at..].to_owned());
        news.unwrap_or_default()
    };
    assert_eq!(index(&test), "");
    test.file(
        "seeds/2.jsonl",
        story("b", "A flood came.") + &story("c", "The sun shone."),
    );
    assert_eq!(
        index(&test),
        "new to `weather`: 1 story (report 1)\n  \
           Story b\n    \
             2019-03-06 · seeds/2.jsonl · b\n"
    );
    assert_eq!(index(&test), "");
    // A story that changes is no new one, nor is one whose file moves or that comes back; one that now fits is.
    std::fs::rename(test.path("seeds/1.jsonl"), test.path("seeds/moved.jsonl")).unwrap();
    test.file(
        "seeds/2.jsonl",
        story("b", "A flood came twice.") + &story("c", "The flood came."),
    );
    assert!(index(&test).ends_with(
        "new to `weather`: 1 story (report 2)\n  Story c\n    2019-03-06 · seeds/2.jsonl · c\n"
    ));
    std::fs::remove_file(test.path("seeds/2.jsonl")).unwrap();
    assert_eq!(index(&test), "");
    test.file("seeds/2.jsonl", story("b", "A flood came twice."));
    assert_eq!(index(&test), "");
    // Nor is all of it news in an index made anew.
    let said = test.answer(&["index", "--rebuild"]);
    assert!(!said.contains("new to"), "{said}");
}

#[test]
fn news_as_jsonl_has_a_line_per_story() {
    let test = archive();
    test.file("seeds/2.jsonl", story("b", "A flood came."));
    test.answer(&["index", "--news", "none"]);
    let ran = test.run(&["index", "--news", "jsonl"]);
    assert!(
        ran.stderr.starts_with("indexed 2 stories"),
        "{}",
        ran.stderr
    );
    let line: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (&line["saved"], &line["report"], &line["id"]),
        (&"weather".into(), &1.into(), &"b".into())
    );
}

#[test]
fn a_saved_query_that_cannot_be_read_is_an_error() {
    let test = archive();
    let saved = std::fs::read_to_string(test.path("index/saved.toml")).unwrap();
    test.file(
        "index/saved.toml",
        saved.replace("storm OR flood", "(storm"),
    );
    let ran = test.run(&["index"]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.stderr,
        "error: cannot read the saved query `weather` in `index/saved.toml`: `(` is never closed at column 1\n  \
           (storm\n  ^\nhint: close it with `)`, or remove it\n"
    );
    let ran = test.run(&["run", "weather"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr
            .starts_with("error: `(` is never closed at column 1\n  (storm\n  ^\n"),
        "{}",
        ran.stderr
    );
    assert!(
        test.answer(&["saved"])
            .starts_with("weather  cannot be read: `(` is never closed")
    );
    // It keeps nobody from what is new to the others.
    test.file(
        "index/saved.toml",
        "[a]\nquery = \"path:[\"\n[b.only]\npath = [\"[\"]\n[weather]\nquery = \"storm\"\n",
    );
    test.file("seeds/2.jsonl", story("b", "The storm went on."));
    let ran = test.run(&["index"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains(
            "cannot read the saved query `a` in `index/saved.toml`: invalid file pattern `[`"
        ) && ran
            .stderr
            .contains("cannot read the saved query `b` in `index/saved.toml`: in `--path`")
            && ran.stdout.contains("new to `weather`: 2 stories"),
        "{ran:?}"
    );
    test.file("index/saved.toml", "[weather]\nqeury = \"storm\"\n");
    for command in [&["index"][..], &["run", "weather"], &["saved"]] {
        let ran = test.run(command);
        assert_eq!(ran.status, 2, "{command:?}");
        assert!(
            ran.stderr.contains("unknown field `qeury`")
                && ran.stderr.contains("\nhint: a saved query is a table"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn without_an_index_nothing_is_saved() {
    let test = Test::new();
    test.file("news/1.txt", "Flood one.");
    for (index, problem) in [
        ("news", "`news` is not an index and holds other files"),
        ("typo", "there is no index at `typo`"),
    ] {
        for command in [
            &["save", "x", "flood"][..],
            &["saved"],
            &["saved", "--remove", "x"],
            &["run", "x"],
        ] {
            let ran = test.run(&[&["--index", index], command].concat());
            let first = ran.stderr.lines().next().unwrap_or_default();
            assert_eq!(
                (ran.status, first),
                (2, format!("error: {problem}").as_str()),
                "{command:?}"
            );
        }
    }
    assert!(!test.path("typo").exists());
    assert_eq!(test.path("news").read_dir().unwrap().count(), 1);
}

#[test]
fn control_characters_in_the_name_of_a_query_are_escaped() {
    let test = archive();
    test.file(
        "index/saved.toml",
        "[\"\\u001b[31mred\"]\nquery = \"flood\"\n",
    );
    let ran = test.run(&["run", "nope"]);
    assert_eq!(
        ran.stderr,
        "error: there is no saved query `nope`\nhint: the saved queries are: \u{fffd}[31mred\n"
    );
    test.file("index/saved.toml", "[red]\nquery = \"\u{1b}[31m\"\n");
    let ran = test.run(&["saved"]);
    assert!(
        ran.status == 2 && !ran.stderr.contains('\u{1b}'),
        "{}",
        ran.stderr
    );
}

#[test]
fn without_saved_queries_a_hint_says_how_to_save_one() {
    let test = archive();
    test.answer(&["saved", "--remove", "weather"]);
    let ran = test.run(&["saved"]);
    let told = "there are no saved queries\nhint: save one: `dateline save NAME QUERY…`\n";
    assert_eq!(
        (ran.status, ran.stdout.as_str(), ran.stderr.as_str()),
        (1, "", told)
    );
    let ran = test.run(&["saved", "-q"]);
    assert_eq!(
        (ran.status, ran.stdout.as_str(), ran.stderr.as_str()),
        (1, "", "")
    );
}
