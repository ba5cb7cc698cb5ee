//! The ledger tells all: what was rejected, what became of each file, and that it adds up.

use std::fs::{self, File};
use std::time::{Duration, UNIX_EPOCH};

use dateline::ingest::{self, Options, Summary};
use jiff::Timestamp;
use jiff::civil::date;

use crate::support::Test;

fn status(test: &Test) -> serde_json::Value {
    serde_json::from_str(&test.answer(&["status", "--json"])).unwrap()
}

/// Every file met is one of four, and the files of the ledger are those that were met.
fn adds_up(test: &Test) -> serde_json::Value {
    let status = status(test);
    let run = &status["last_run"];
    let of = |name: &str| run[name].as_u64().unwrap();
    let sum = of("indexed") + of("unchanged") + of("skipped") + of("rejected");
    assert_eq!(of("files"), sum, "{status:#}");
    assert_eq!(status["files"], run["files"], "{status:#}");
    let stories = status["formats"].as_array().unwrap().iter();
    let stories: u64 = stories
        .map(|format| format["stories"].as_u64().unwrap())
        .sum();
    assert_eq!(status["stories"], stories, "{status:#}");
    let dated = status["dated"].as_u64().unwrap();
    assert_eq!(status["undated"], stories - dated, "{status:#}");
    status
}

#[test]
fn a_reject_is_exit_status_two_until_it_is_fixed() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.").file(
        "news/b.jsonl",
        "{\"id\":\"b\",\"body\":\"Rain.\"}\n{\"id\":\n",
    );
    let index = || test.run(&["index", "news"]);
    assert_eq!(index().status, 2);
    let again = index();
    assert_eq!(again.status, 2, "nothing has changed");
    let place = "news/b.jsonl:2: ";
    let told = format!("rejected by an earlier run 1:\n  {place}");
    assert!(again.stdout.contains(&told), "{}", again.stdout);
    let quiet = test.run(&["index", "-q", "news"]);
    assert_eq!((quiet.status, quiet.stdout.as_str()), (2, ""));
    let told = format!("error: rejected {place}");
    assert!(quiet.stderr.starts_with(&told), "{}", quiet.stderr);
    let hint = "\nhint: `dateline why news` says more\n";
    assert!(quiet.stderr.ends_with(hint), "{}", quiet.stderr);
    assert_eq!(test.run(&["index", "--keep-going", "news"]).status, 0);
    test.file("news/b.jsonl", "{\"id\":\"b\",\"body\":\"Rain.\"}\n");
    assert_eq!(index().status, 0);
}

#[test]
fn the_first_thousand_rejects_of_a_file_are_listed() {
    let test = Test::new();
    test.file("news/a.jsonl", "{\"id\":\n".repeat(2500));
    assert_eq!(test.run(&["index", "news"]).status, 2);
    let status = status(&test);
    let rejected = status["rejected"].as_array().unwrap();
    let more = "and 1500 more of the same kind";
    assert!(
        rejected.iter().any(|reason| reason["name"] == more),
        "{status:#}"
    );
}

#[test]
fn annotate_reports_unreadable_files() {
    let test = Test::new();
    test.file("a.txt", "The river rose.")
        .file("b.json", "{\"title\":");
    assert_eq!(test.run(&["annotate", "a.txt"]).status, 0);
    for broken in ["b.json", "gone.txt"] {
        let ran = test.run(&["annotate", broken, "a.txt"]);
        assert_eq!(ran.status, 2, "{broken}");
        assert!(
            ran.stdout.contains("The river rose."),
            "the others are read"
        );
        assert!(ran.stderr.contains(broken), "{}", ran.stderr);
        let keep_going = ["annotate", "--keep-going", broken, "a.txt"];
        assert_eq!(test.run(&keep_going).status, 0, "{broken}");
    }
}

/// Bytes without rhyme or reason, the same each time.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 7_u64;
    let next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u8::try_from(state >> 56).unwrap()
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_a_reject() {
    let endings = [
        "zip", "tar", "tgz", "gz", "xz", "zst", "bz2", "docx", "odt", "pdf", "rtf", "warc",
        "warc.gz",
    ];
    let test = Test::new();
    for ending in endings {
        test.file(&format!("news/noise.{ending}"), noise(3000));
    }
    test.file("news/picture.jpg", noise(3000))
        .file("news/unpacked.txt.gz", "The river rose.");
    let ran = test.run(&["index", "news"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stdout.contains("1 file skipped"), "{}", ran.stdout);
    let status = adds_up(&test);
    assert_eq!(status["last_run"]["rejected"], endings.len());
    assert_eq!(test.ids(&["river"]), ["news/unpacked.txt.gz"]);
    for ending in endings {
        let why = test.answer(&["why", &format!("news/noise.{ending}")]);
        assert!(why.contains("was rejected on"), "{why}");
    }
}

#[test]
fn files_add_up_run_after_run() {
    let test = Test::with_seeds();
    test.file("seeds/broken.json", "{\"title\":").file(
        "seeds/doubtful.jsonl",
        "{\"body\":\"Rain.\",\"date\":\"soon\"}\n",
    );
    test.run(&["index"]);
    let first = adds_up(&test);
    assert_eq!(first["last_run"]["unchanged"], 0);
    assert_eq!(first["doubtful"][0]["count"], 1, "{first:#}");
    test.run(&["index"]);
    let second = adds_up(&test);
    assert_eq!(second["last_run"]["indexed"], 0);
    assert_eq!(second["last_run"]["rejected"], 1);
    fs::remove_file(test.path("seeds/broken.json")).unwrap();
    fs::rename(
        test.path("seeds/doubtful.jsonl"),
        test.path("seeds/other.jsonl"),
    )
    .unwrap();
    test.file("seeds/new.txt", "The river rose.");
    test.run(&["index"]);
    let third = adds_up(&test);
    assert_eq!(third["last_run"]["gone"], 1, "{third:#}");
    assert_eq!(third["last_run"]["indexed"], 1, "{third:#}");
    for kind in ["person", "org", "place"] {
        assert!(third["names"][kind].as_u64().unwrap() > 10, "{third:#}");
    }
}

/// What happened to a file, without the times.
fn history(test: &Test, file: &str) -> Vec<String> {
    let why = test.answer(&["why", file]);
    let (_, history) = why.split_once("History:\n").unwrap();
    let event = |line: &str| line.split_once(" UTC  ").unwrap().1.to_owned();
    history.lines().map(event).collect()
}

#[test]
fn why_tells_the_whole_history_of_a_file() {
    let test = Test::new();
    let lines = |ids: &[&str]| -> String {
        let line = |id: &&str| format!("{{\"id\":\"{id}\",\"body\":\"Rain {id}.\"}}\n");
        ids.iter().map(line).collect()
    };
    test.file("news/a.jsonl", lines(&["1", "2"]));
    test.answer(&["index", "news"]);
    test.file("news/a.jsonl", lines(&["2", "3", "4"]));
    test.answer(&["index", "news"]);
    test.answer(&["index", "news"]);
    fs::rename(test.path("news/a.jsonl"), test.path("news/b.jsonl")).unwrap();
    test.answer(&["index", "news"]);
    let so_far = ["added, 2 stories", "read again, 3 stories: 2 new, 1 gone"];
    assert_eq!(
        history(&test, "news/a.jsonl"),
        [so_far[0], so_far[1], "moved to `news/b.jsonl`"]
    );
    let moved = [so_far[0], so_far[1], "moved here from `news/a.jsonl`"];
    assert_eq!(history(&test, "news/b.jsonl"), moved);
    assert_eq!(status(&test)["files"], 1, "what is gone is no file");

    test.file("news/b.jsonl", "{\"id\":");
    test.run(&["index", "news"]);
    fs::remove_file(test.path("news/b.jsonl")).unwrap();
    test.answer(&["index", "news"]);
    test.file("news/b.jsonl", lines(&["5"]));
    test.answer(&["index", "news"]);
    let all = history(&test, "news/b.jsonl");
    assert_eq!(all[..3], moved);
    assert!(all[3].starts_with("rejected: broken JSON"), "{all:?}");
    assert_eq!(all[4..], ["gone", "added, 1 story"]);
}

#[test]
fn records_left_out_are_counted() {
    let record = |kind: &str, block: &str| {
        let length = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ledger.example/7\r\n\
             Content-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>River floods old town</title></head>\
        <body><h1>River floods old town</h1><p>The water rose by two metres, and the bridge is closed.</p></body></html>";
    let revisit = "HTTP/1.1 200 OK\r\n\r\n";
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx";
    let test = Test::new();
    let records = [
        record("request", "GET / HTTP/1.1\r\n\r\n"),
        record("response", page),
        record("revisit", revisit),
        record("revisit", revisit),
        record("response", picture),
    ];
    test.file("news/a.warc", records.concat())
        .file("news/b.warc", record("revisit", revisit));
    test.answer(&["index", "news"]);
    let status = adds_up(&test);
    let over = status["passed_over"].as_array().unwrap();
    let counts: Vec<u64> = over
        .iter()
        .map(|sort| sort["count"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [3, 1, 1], "{status:#}");
    assert_eq!(
        status["last_run"]["skipped"], 1,
        "of the second nothing could be a story"
    );
    let why = test.answer(&["why", "news/a.warc"]);
    assert!(why.contains("  2  revisits of an unchanged page"), "{why}");
}

#[test]
fn a_date_in_the_future_is_kept_and_flagged() {
    let test = Test::new();
    let line = "{\"id\":\"1\",\"body\":\"Rain.\",\"published\":\"2031-08-12\"}\n";
    test.file("news/a.jsonl", line);
    let summary = test.answer(&["index", "news"]);
    assert!(
        summary.contains("1 story dated later than today"),
        "{summary}"
    );
    assert_eq!(test.ids(&["published:2031"]), ["1"]);
    assert_eq!(adds_up(&test)["ahead"], 1);
    assert_eq!(test.page(&["rain"])["hits"][0]["published"]["ahead"], true);
    let shown = test.answer(&["show", "1"]);
    assert!(
        shown.contains("later than the day it was first read"),
        "{shown}"
    );
    assert!(
        test.answer(&["why", "news/a.jsonl"])
            .contains("1 dated later")
    );
    assert!(
        test.answer(&["annotate", "news/a.jsonl"])
            .contains("\"ahead\":true")
    );
}

/// When the files were last written, in seconds of 1970, for the clocks of the next test.
const WRITTEN: i64 = 1_767_225_600;

/// Indexes the news by a clock that stands still.
fn index_at(test: &Test, clock: fn() -> Timestamp) -> Summary {
    let (news, index) = (test.path("news"), test.path("index"));
    let options = Options::new(vec![news], index, clock, date(2026, 1, 1));
    ingest::run(&options, &mut |_| ()).unwrap()
}

#[test]
fn half_a_file_is_never_stored_as_the_whole() {
    let just_then = || Timestamp::new(WRITTEN, 1_000_000).unwrap();
    let later = || Timestamp::new(WRITTEN + 60, 0).unwrap();
    let test = Test::new();
    let write = |name: &str, text: &str| {
        test.file(name, text);
        let written = UNIX_EPOCH + Duration::from_secs(WRITTEN.unsigned_abs());
        let file = File::options().append(true).open(test.path(name)).unwrap();
        file.set_modified(written).unwrap();
    };
    let (first, next) = (
        "{\"id\":\"first\",\"body\":\"Rain.\"}\n",
        "{\"id\":\"next\",\"body\":\"Snow.\"}\n",
    );
    write("news/b.jsonl", first);
    assert_eq!(index_at(&test, later).added, 1);
    // A clock that still shows the time of writing: more may come within the same tick.
    write("news/b.jsonl", &format!("{first}{next}"));
    write("news/c.jsonl", "{\"id\":\"last\",\"body\":\"Snow.\"}\n");
    let summary = index_at(&test, just_then);
    let told: Vec<String> = summary
        .rejects
        .into_iter()
        .map(|(_, told)| told.reason)
        .collect();
    assert_eq!(
        told,
        ["it is still being written; the next run reads it again"; 2]
    );
    assert_eq!(
        test.ids(&["rain OR snow"]),
        ["first"],
        "what was there stays"
    );
    adds_up(&test);
    index_at(&test, later);
    assert_eq!(test.ids(&["snow"]), ["last", "next"], "both are whole now");
    adds_up(&test);
    let happened = history(&test, test.path("news/b.jsonl").to_str().unwrap());
    assert!(
        happened[1].starts_with("kept as it was: it is still being written"),
        "{happened:?}"
    );
    assert!(happened[2].starts_with("read again"), "{happened:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_could_not_be_read_is_read_later() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.")
        .file("elsewhere/b.txt", "The bridge fell.");
    // Reading the first byte of it is an error, also for whoever may read everything.
    let link = test.path("news/b.txt");
    std::os::unix::fs::symlink("/proc/self/mem", &link).unwrap();
    let ran = test.run(&["index", "news"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stdout.contains("news/b.txt: cannot read it: "),
        "{}",
        ran.stdout
    );
    assert_eq!(test.ids(&["river"]), ["news/a.txt"]);
    adds_up(&test);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(test.path("elsewhere/b.txt"), &link).unwrap();
    test.answer(&["index", "news"]);
    assert_eq!(test.ids(&["bridge"]), ["news/b.txt"]);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", &link).unwrap();
    assert_eq!(test.run(&["index", "news"]).status, 2);
    assert_eq!(test.ids(&["bridge"]), ["news/b.txt"], "what was read stays");
    let files = || {
        let files = fs::read_dir(test.path("index")).unwrap();
        let files = files.map(|file| file.unwrap().file_name());
        files.collect::<std::collections::BTreeSet<_>>()
    };
    let before = files();
    assert_eq!(test.run(&["index", "news"]).status, 2);
    assert_eq!(files(), before, "nothing new is nothing to write");
    adds_up(&test);
}

#[test]
fn a_record_without_text_is_a_warning() {
    let test = Test::new();
    let records =
        "{\"id\":\"1\",\"title\":\"River rises\"}\n{\"id\":\"2\",\"date\":\"2019-03-06\"}\n";
    test.file("news/wire.jsonl", records);
    let told = "2: it has neither title nor body";
    let indexed = test.run(&["index", "news"]);
    assert_eq!(indexed.status, 0, "{}", indexed.stderr);
    assert!(
        indexed.stdout.starts_with("indexed 1 story"),
        "{}",
        indexed.stdout
    );
    let why = test.answer(&["why", "news/wire.jsonl"]);
    assert!(why.contains("it has neither title nor body"), "{why}");
    let annotated = test.run(&["annotate", "news/wire.jsonl"]);
    assert_eq!((annotated.status, annotated.stdout.lines().count()), (0, 1));
    assert!(annotated.stderr.contains(told), "{}", annotated.stderr);
    // A file of nothing else holds no story, and that it should.
    test.file("empty/wire.jsonl", "{\"id\":\"2\"}\n");
    let empty = test.run(&["index", "empty"]);
    assert_eq!(empty.status, 2, "{}", empty.stderr);
    let told = "rejected 1:\n  empty/wire.jsonl:1: it has neither title nor body\n";
    assert!(empty.stdout.ends_with(told), "{}", empty.stdout);
    assert!(!empty.stdout.contains("warnings"), "{}", empty.stdout);
    let why = test.answer(&["why", "empty/wire.jsonl"]);
    assert!(why.contains(": it has neither title nor body."), "{why}");
    assert!(!why.contains("Warnings:"), "{why}");
}
