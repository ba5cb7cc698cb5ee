//! Saved queries, and the news of them: every story once, whatever happens to the process that tells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::Test;

fn story(id: &str, body: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"title\":\"Story {id}\",\"body\":\"{body}\",\"published\":\"2019-03-06\",\"lang\":\"en\"}}\n"
    )
}

/// An archive with a story of a storm, and a query saved over it.
fn archive() -> Test {
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
        "weather  (storm OR flood) lang:en\n"
    );
    let ran = test.run(&["save", "weather", "rain"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr
            .starts_with("error: there is a saved query `weather`\nhint: add `--replace`")
    );
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
fn what_is_new_is_told_once() {
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
fn programs_get_a_line_for_each_story() {
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
    assert!(
        ran.stdout
            .ends_with("cannot read the saved query `weather`: `(` is never closed at column 1\n"),
        "{}",
        ran.stdout
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
    test.file("index/saved.toml", "[weather]\nqeury = \"storm\"\n");
    for command in [&["index"][..], &["run", "weather"], &["saved"]] {
        let ran = test.run(command);
        assert_eq!(ran.status, 2, "{command:?}");
        assert!(
            ran.stderr.contains("unknown field `qeury`"),
            "{}",
            ran.stderr
        );
    }
}

/// What was read of the news: the last line may be cut off.
fn read(output: &str, reports: &mut BTreeMap<u64, BTreeSet<String>>) {
    for line in output.lines() {
        let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let id = line["id"].as_str().unwrap().to_owned();
        reports
            .entry(line["report"].as_u64().unwrap())
            .or_default()
            .insert(id);
    }
}

#[test]
fn killed_anywhere_no_news_is_missed_or_told_as_new_twice() {
    let test = archive();
    let begun = Instant::now();
    test.answer(&["index"]);
    let whole_run = begun.elapsed();
    let mut random = u64::from(std::process::id()) << 20 | u64::from(whole_run.subsec_micros());
    println!("seed {random}");
    let mut expected = BTreeSet::new();
    let mut reports = BTreeMap::new();
    for round in 0..40 {
        let ids = [format!("{round}-a"), format!("{round}-b")];
        let stories: String = ids.iter().map(|id| story(id, "A storm again.")).collect();
        test.file(&format!("seeds/round-{round}.jsonl"), stories);
        expected.extend(ids);
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let share = u32::try_from(random >> 33).unwrap() % 1500;
        let mut child = test
            .command(&["index", "-q", "--news", "jsonl"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep((whole_run * share / 1000).max(Duration::from_millis(1)));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut output = String::new();
        child.stdout.unwrap().read_to_string(&mut output).unwrap();
        read(&output, &mut reports);
    }
    read(
        &test.answer(&["index", "-q", "--news", "jsonl"]),
        &mut reports,
    );
    let told: Vec<&String> = reports.values().flatten().collect();
    assert_eq!(
        told.len(),
        expected.len(),
        "a story stands in two reports, or is missed"
    );
    assert_eq!(told.into_iter().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(test.answer(&["index", "-q", "--news", "jsonl"]), "");
}
