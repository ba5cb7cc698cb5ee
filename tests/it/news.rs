//! The news of saved queries: every story once, wherever it moves and whatever happens to the process that tells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::saved::{archive, story};
use crate::support::Test;

/// What `index` tells of news, a line of text each.
pub(crate) fn news(test: &Test) -> Vec<String> {
    let said = test.answer(&["index"]);
    let news = said.find("new to ").map_or("", |at| &said[at..]);
    news.lines().map(|line| line.trim().to_owned()).collect()
}

/// A story of a file of its own.
pub(crate) fn text(headline: &str) -> String {
    format!("{headline}\n\nThe water rose in the night, and nobody was hurt.\n")
}

/// An archive of these files of `seeds`, and the query `flood` saved over it as `f`.
pub(crate) fn floods(files: &[(&str, &str)]) -> Test {
    let test = Test::new();
    for (name, content) in files {
        test.file(&format!("seeds/{name}"), content);
    }
    test.answer(&["index"]);
    test.answer(&["save", "f", "flood"]);
    test
}

pub(crate) fn rename(test: &Test, from: &str, to: &str) {
    let path = |name: &str| test.path(&format!("seeds/{name}"));
    std::fs::rename(path(from), path(to)).unwrap();
}

#[test]
fn a_moved_story_is_not_news_but_a_new_one_at_its_place_is() {
    let test = floods(&[("latest.txt", &text("Flood in the north"))]);
    rename(&test, "latest.txt", "old.txt");
    test.file("seeds/latest.txt", text("Flood in the deep south"));
    let said = test.answer(&["index"]);
    assert!(
        said.starts_with(
            "indexed 2 stories from 2 files: 1 added, 0 replaced, 1 kept, 0 removed\n"
        ) && said.contains("1 file moved, not read again\n")
            && said.ends_with(
                "new to `f`: 1 story (report 1)\n  Flood in the deep south\n    undated · seeds/latest.txt\n"
            ),
        "{said}"
    );
    let why = |file: &str| test.answer(&["why", file]);
    assert!(why("seeds/old.txt").contains("moved here from `seeds/latest.txt`"));
    let latest = why("seeds/latest.txt");
    let moved = latest.find("moved to `seeds/old.txt`").unwrap();
    assert!(latest[moved..].contains("added, 1 story"), "{latest}");
    assert_eq!(news(&test), [""; 0]);
    // What came changes, and is no news for that; nor is it in an index made anew.
    test.file("seeds/latest.txt", text("Flood in the south falls"));
    assert_eq!(news(&test), [""; 0]);
    let said = test.answer(&["index", "--rebuild"]);
    assert!(!said.contains("new to"), "{said}");
    // Again, in two runs.
    rename(&test, "latest.txt", "older.txt");
    assert_eq!(news(&test), [""; 0]);
    test.file("seeds/latest.txt", text("Flood in the far west"));
    assert_eq!(news(&test)[1], "Flood in the far west");
}

#[test]
fn a_rebuild_tells_moved_stories_from_new_ones() {
    let test = floods(&[("latest.txt", &text("Flood in the north"))]);
    let rotate = |day: u8| {
        rename(&test, "latest.txt", &format!("{day}.txt"));
        test.file("seeds/latest.txt", text(&format!("Flood of day {day}")));
    };
    let told = |args: &[&str]| {
        let said = test.answer(&[&["index"], args].concat());
        let news = said.find("new to ").map_or("", |at| &said[at..]);
        let news = news.lines().filter(|line| line.contains("Flood"));
        news.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    rotate(1);
    assert_eq!(told(&["--rebuild"]), ["Flood of day 1"]);
    assert_eq!(told(&[]), [""; 0]);
    // Written down, told later.
    rotate(2);
    assert_eq!(told(&["--rebuild", "--news", "none"]), [""; 0]);
    assert_eq!(told(&[]), ["Flood of day 2"]);
    rotate(3);
    assert_eq!(told(&[]), ["Flood of day 3"]);
    // Nothing came to the name of what moved, and something does when the index has been made anew.
    rename(&test, "latest.txt", "4.txt");
    assert_eq!(told(&["--rebuild"]), [""; 0]);
    test.file("seeds/latest.txt", text("Flood of day 4"));
    assert_eq!(told(&[]), ["Flood of day 4"]);
    // Of an index that cannot be read nothing is known but what it told.
    let damaged = std::fs::read(test.path("index/meta.json")).unwrap();
    test.file("index/meta.json", &damaged[..damaged.len() / 2]);
    let ran = test.run(&["index", "--rebuild"]);
    assert!(
        ran.status == 0 && ran.stderr.contains("cannot be used") && !ran.stdout.contains("new to"),
        "{ran:?}"
    );
}

#[test]
fn a_file_that_begins_again_each_day_is_all_news() {
    let line = |day: u8, number: u8| {
        format!("{{\"title\":\"Flood {day}.{number}\",\"body\":\"Rain.\"}}\n")
    };
    let test = floods(&[("today.jsonl", &(line(1, 1) + &line(1, 2)))]);
    for day in 2..5 {
        rename(&test, "today.jsonl", &format!("day{day}.jsonl"));
        test.file("seeds/today.jsonl", line(day, 1));
        assert_eq!(news(&test)[1], format!("Flood {day}.1"));
        test.file("seeds/today.jsonl", line(day, 1) + &line(day, 2));
        let told = news(&test);
        assert_eq!(
            (told.len(), &told[1]),
            (3, &format!("Flood {day}.2")),
            "{told:?}"
        );
    }
}

#[test]
fn rotating_files_are_followed() {
    let headline = |which: &str| format!("Flood of the {which} kind");
    let story = |which: &str| text(&headline(which));
    let test = floods(&[
        ("log.txt", &story("first")),
        ("log.1.txt", &story("noughth")),
    ]);
    for which in ["second", "third"] {
        // The last is lost; the others move on.
        rename(&test, "log.1.txt", "log.2.txt");
        rename(&test, "log.txt", "log.1.txt");
        test.file("seeds/log.txt", story(which));
        let told = news(&test);
        assert_eq!((told.len(), &told[1]), (3, &headline(which)), "{told:?}");
    }
    assert_eq!(
        test.ids(&["flood"]),
        ["seeds/log.1.txt", "seeds/log.2.txt", "seeds/log.txt"]
    );
    // Two that change places, and one that was only touched while a copy has its time.
    rename(&test, "log.1.txt", "log.3.txt");
    rename(&test, "log.2.txt", "log.1.txt");
    rename(&test, "log.3.txt", "log.2.txt");
    let said = test.answer(&["index"]);
    assert!(
        said.contains("3 kept") && said.contains("2 files moved"),
        "{said}"
    );
    let log = test.path("seeds/log.txt");
    let time = log.metadata().unwrap().modified().unwrap();
    std::fs::copy(&log, test.path("seeds/copy.txt")).unwrap();
    let touch = |name: &str, time| {
        let file = std::fs::File::options()
            .write(true)
            .open(test.path(name))
            .unwrap();
        file.set_modified(time).unwrap();
    };
    touch("seeds/copy.txt", time);
    touch("seeds/log.txt", time + Duration::from_secs(1));
    let said = test.answer(&["index"]);
    assert!(
        said.contains("1 added, 0 replaced, 3 kept, 0 removed"),
        "{said}"
    );
}

#[test]
fn a_replaced_query_continues_its_report_numbers() {
    let test = floods(&[("1.txt", "Flood one.")]);
    test.file("seeds/2.txt", "Flood two.");
    assert_eq!(news(&test)[0], "new to `f`: 1 story (report 1)");
    // It cannot be written down, and dies there.
    std::fs::create_dir(test.path("index/.saved.toml.new")).unwrap();
    let ran = test.run(&["save", "f", "zebra", "--replace"]);
    assert_eq!(ran.status, 2, "{}", ran.stdout);
    std::fs::remove_dir(test.path("index/.saved.toml.new")).unwrap();
    assert_eq!(news(&test), [""; 0]);
    test.answer(&["save", "f", "--replace", "flood OR zebra", "--lang", "en"]);
    assert_eq!(news(&test), [""; 0]);
    test.file("seeds/3.txt", "A zebra fled from the stables in the night.");
    assert_eq!(news(&test)[0], "new to `f`: 1 story (report 2)");
    // Whoever edits the file changes what is asked, and not what was told.
    let file = test.path("index/saved.toml");
    let saved = std::fs::read_to_string(&file).unwrap();
    std::fs::write(file, saved.replace("OR zebra", "OR zebra OR lion")).unwrap();
    assert_eq!(news(&test), [""; 0]);
}

#[test]
fn an_empty_file_of_queries_loses_nothing() {
    let test = floods(&[("1.txt", "Flood one.")]);
    let file = test.path("index/saved.toml");
    let saved = std::fs::read_to_string(&file).unwrap();
    for number in 2..4 {
        std::fs::write(&file, "").unwrap();
        assert_eq!(news(&test), [""; 0]);
        std::fs::write(&file, &saved).unwrap();
        assert_eq!(news(&test), [""; 0], "what was told is told again");
        test.file(&format!("seeds/{number}.txt"), format!("Flood {number}."));
        let told = format!("new to `f`: 1 story (report {})", number - 1);
        assert_eq!(news(&test)[0], told);
    }
}

#[test]
fn a_query_removed_and_saved_again_continues_its_report_numbers() {
    let test = floods(&[("1.txt", "Flood one.")]);
    test.file("seeds/2.txt", "Flood two.");
    assert_eq!(news(&test)[0], "new to `f`: 1 story (report 1)");
    test.answer(&["saved", "--remove", "f"]);
    test.file("seeds/3.txt", "Flood three.");
    assert_eq!(news(&test), [""; 0]);
    test.answer(&["save", "f", "flood"]);
    assert_eq!(news(&test), [""; 0]);
    test.file("seeds/4.txt", "Flood four.");
    assert_eq!(news(&test)[0], "new to `f`: 1 story (report 2)");
}

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
