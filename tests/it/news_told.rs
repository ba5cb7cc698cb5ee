//! The news of saved queries, and what may happen to whoever tells or reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::news::{floods, news, text};
use crate::saved::{archive, story};
use crate::support::Test;

/// Tells news where none of it can be written.
#[cfg(target_os = "linux")]
fn to_a_full_disk(test: &Test) {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let mut command = test.command(&["index", "--news", "jsonl"]);
    let command = command.stdout(full.unwrap()).stderr(Stdio::null());
    assert_eq!(command.status().unwrap().code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn an_unconfirmed_report_is_shown_again_even_if_the_query_changes() {
    let test = floods(&[("1.txt", "Flood one.")]);
    test.file("seeds/2.txt", text("Flood two"));
    to_a_full_disk(&test);
    test.answer(&["save", "--replace", "f", "zebra"]);
    test.file("seeds/3.txt", text("Zebra three"));
    let told = news(&test);
    let headlines: Vec<&String> = told
        .iter()
        .step_by(3)
        .chain(told.iter().skip(1).step_by(3))
        .collect();
    assert_eq!(
        headlines,
        [
            "new to `f`: 1 story (report 1)",
            "new to `f`: 1 story (report 2)",
            "Flood two",
            "Zebra three"
        ]
    );
    assert_eq!(news(&test), [""; 0]);
    // A query of today finds nothing of it tomorrow.
    test.answer(&["save", "day", "seen:today"]);
    test.file("seeds/4.txt", text("Rain four"));
    to_a_full_disk(&test);
    let mut tomorrow = test.command(&["index"]);
    let tomorrow = tomorrow
        .env("DATELINE_TODAY", "2026-11-23")
        .output()
        .unwrap();
    let said = String::from_utf8(tomorrow.stdout).unwrap();
    assert!(
        said.contains("new to `day`: 1 story (report 1)\n  Rain four\n"),
        "{said}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn stories_gone_since_are_not_reported() {
    let test = floods(&[("1.txt", "Flood one.")]);
    let remove = |name: &str| std::fs::remove_file(test.path(name)).unwrap();
    test.file("seeds/2.txt", "Flood two.");
    to_a_full_disk(&test);
    remove("seeds/2.txt");
    assert_eq!(news(&test), [""; 0]);
    test.file("seeds/3.txt", "Flood three.")
        .file("seeds/4.txt", text("Flood four"));
    to_a_full_disk(&test);
    remove("seeds/3.txt");
    assert_eq!(
        news(&test)[..2],
        ["new to `f`: 1 story (report 2)", "Flood four"]
    );
}

#[test]
fn a_slow_reader_does_not_block_saving() {
    let test = floods(&[("1.txt", "Flood one.")]);
    let many: String = (0..3000)
        .map(|n| story(&format!("s{n}"), "A flood came."))
        .collect();
    test.file("seeds/many.jsonl", many);
    let mut command = test.command(&["index", "--news", "jsonl"]);
    let mut slow = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = slow.stdout.take().unwrap();
    let mut first = [0; 1];
    stdout.read_exact(&mut first).unwrap();
    assert_eq!(
        test.answer(&["save", "g", "one"]),
        "saved `g`, which finds 1 story now\n"
    );
    let mut waits = test.command(&["index"]);
    let mut waits = waits
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    std::io::BufReader::new(waits.stderr.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert_eq!(
        said,
        "waiting: another process is reporting what is new to the saved queries of the index at `index`\n"
    );
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert!(slow.wait().unwrap().success());
    assert_eq!(rest.lines().count(), 3000);
    let output = waits.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!said.contains("new to"), "told already: {said}");
}

#[test]
fn a_long_report_names_the_command_for_the_rest() {
    let test = floods(&[("1.txt", "Flood one.")]);
    test.answer(&["save", "two words", "storm"]);
    let ids: Vec<String> = (10..25).rev().map(|number| format!("p{number}")).collect();
    let stories: String = ids.iter().map(|id| story(id, "A storm.")).collect();
    test.file("seeds/many.jsonl", stories);
    let told = news(&test);
    let titles: Vec<&String> = told.iter().skip(1).step_by(2).take(10).collect();
    let expected: Vec<String> = (10..20).map(|number| format!("Story p{number}")).collect();
    assert_eq!(
        titles,
        expected.iter().collect::<Vec<_>>(),
        "of one day in order of id"
    );
    assert_eq!(
        told.last().unwrap(),
        "… and 5 more; `dateline run 'two words' --sort newest -n 15` lists all"
    );
    let ran = test.answer(&[
        "run",
        "two words",
        "--sort",
        "newest",
        "-n",
        "15",
        "--format",
        "ids",
    ]);
    assert_eq!(ran.lines().count(), 15);
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
fn killed_anywhere_no_news_is_missed_or_reported_twice() {
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
