//! `dateline index`, `status` and `why`: nothing lost, nothing read twice.

use std::fs;

use crate::support::Test;

fn counts(summary: &str) -> &str {
    summary.lines().next().unwrap_or_default()
}

#[test]
fn news_beside_the_files_of_an_index_is_read() {
    let test = Test::with_seeds();
    test.answer(&["--index", "news", "index"]);
    test.file("news/rain.txt", "Rain fell on the harbour.\n");
    test.file("news/1987/snow.txt", "Snow fell on the harbour.\n");
    // Named like a file of the index, but for its extension.
    let hash = "news/d41d8cd98f00b204e9800998ecf8427e.txt";
    test.file(hash, "Nobody came to the harbour.\n");
    let files = ["news/1987/snow.txt", hash, "news/rain.txt"];
    test.answer(&["index", "news/rain.txt"]);
    for path in ["news", "."] {
        let told = test.answer(&["--index", "of-all", "index", path]);
        assert!(!told.contains("gone"), "{path}: {told}");
        let mut found = test.ids(&["--index", "of-all", "harbour", "path:news/*"]);
        found.sort();
        assert_eq!(found, files, "{path}");
        let found = test.answer(&["--index", "of-all", "why", "news"]);
        assert!(
            found.starts_with("The folder `news` has 3 files: 3 indexed"),
            "{found}"
        );
    }
    let told = test.answer(&["index", "news"]);
    assert!(
        told.contains("3 stories from 3 files: 2 added, 0 replaced, 1 kept, 0 removed"),
        "{told}"
    );
    // Also beside its own.
    test.answer(&["--index", "news", "index", "news"]);
    let mut found = test.ids(&["--index", "news", "harbour", "path:news/*"]);
    found.sort();
    assert_eq!(found, files);
    assert!(test.path(hash).exists());
}

#[test]
fn a_sidecar_tells_of_files_that_are_not_there() {
    let test = Test::new();
    test.file("news/a.txt", "Rain fell on the harbour.\n");
    let lines = "file,published\nb.txt,2024\na.txt,2024\n1987/c.txt,1987\n";
    test.file("news/metadata.csv", lines);
    let warnings = |told: String| {
        let (_, warnings) = told.split_once("warnings ").unwrap_or_default();
        warnings.to_owned()
    };
    let first = warnings(test.answer(&["index", "news"]));
    assert_eq!(
        first,
        "1:\n  news/metadata.csv:2: there is no file `b.txt`, nor that of 1 more line\n"
    );
    assert_eq!(
        warnings(test.answer(&["index", "news"])),
        "",
        "told already"
    );
    test.file("news/b.txt", "Snow fell on the harbour.\n");
    assert_eq!(
        warnings(test.answer(&["index", "news"])),
        "1:\n  news/metadata.csv:4: there is no file `1987/c.txt`\n"
    );
    test.file("news/1987/c.txt", "Hail fell on the harbour.\n");
    assert_eq!(warnings(test.answer(&["index", "news"])), "");
    std::fs::remove_file(test.path("news/a.txt")).unwrap();
    assert_eq!(
        warnings(test.answer(&["index", "news"])),
        "1:\n  news/metadata.csv:3: there is no file `a.txt`\n"
    );
    let told = test.answer(&["why", "news/metadata.csv"]);
    assert!(
        told.contains("Warnings:\n  3: there is no file `a.txt`\n"),
        "{told}"
    );
}

#[test]
fn a_sidecar_tells_of_files_that_are_spelt_otherwise() {
    let test = Test::new();
    test.file("news/cafe\u{301}.txt", "Rain fell on the harbour.\n");
    let line = "file,published\nCaf%C3%A9.txt,2024-08-12\ncaf%C3%A9.txt,2024-08-13\n";
    test.file("news/Metadata.csv", line);
    let told = test.answer(&["index", "news"]);
    let warning = "news/Metadata.csv:2: there is no file `Caf%C3%A9.txt`\n";
    assert!(told.ends_with(warning), "{told}");
    assert_eq!(test.ids(&["harbour", "published:2024-08-13"]).len(), 1);
}

#[test]
fn only_what_changed_is_read_again() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose on Monday.")
        .file("news/b.txt", "The bridge is closed.")
        .file("news/c/d.txt", "The mill burned down.");
    assert_eq!(
        counts(&test.answer(&["index", "news"])),
        "indexed 3 stories from 3 files: 3 added, 0 replaced, 0 kept, 0 removed"
    );
    assert_eq!(
        counts(&test.answer(&["index", "news"])),
        "indexed 3 stories from 3 files: 0 added, 0 replaced, 3 kept, 0 removed"
    );
    test.file("news/a.txt", "The river fell on Tuesday.");
    fs::remove_file(test.path("news/b.txt")).unwrap();
    fs::rename(test.path("news/c/d.txt"), test.path("news/mill.txt")).unwrap();
    let summary = test.answer(&["index", "news"]);
    assert_eq!(
        counts(&summary),
        "indexed 2 stories from 2 files: 0 added, 1 replaced, 1 kept, 1 removed"
    );
    assert!(
        summary.contains("1 file moved, not read again"),
        "{summary}"
    );
    assert_eq!(test.ids(&["river"]), ["news/a.txt"]);
    assert!(test.ids(&["rose"]).is_empty());
    assert!(test.ids(&["bridge"]).is_empty());
    assert_eq!(test.ids(&["mill"]), ["news/mill.txt"]);
    assert_eq!(test.ids(&["path:news/m*"]), ["news/mill.txt"]);
}

/// Each run leaves a deleted story behind and segments that want merging: both are seen to, one after the other.
#[test]
fn many_small_runs_all_succeed() {
    let test = Test::new();
    for run in 0..40 {
        let name = |run: i32| format!("news/{run}.txt");
        test.file(&name(run), format!("The river rose on day {run}."));
        if run > 0 {
            test.file(&name(run - 1), format!("The river fell after day {run}."));
        }
        test.answer(&["index", "news", "--threads", "1"]);
    }
    assert_eq!(test.page(&["fell"])["total"], 39);
}

#[test]
fn other_folders_are_not_changed() {
    let test = Test::new();
    test.file("one/a.txt", "The river rose.")
        .file("two/b.txt", "The river fell.");
    test.answer(&["index", "one"]);
    test.answer(&["index", "two"]);
    assert_eq!(test.ids(&["river"]), ["one/a.txt", "two/b.txt"]);
}

#[test]
fn a_sidecar_dates_a_file_and_its_changes_count() {
    let test = Test::new();
    test.file("news/a.txt", "The talks ended on July 13.").file(
        "news/metadata.csv",
        "file,published,source\na.txt,2024-08-13,Harbour Wire\n",
    );
    test.answer(&["index", "news"]);
    assert_eq!(test.ids(&["about:2024-07-13"]), ["news/a.txt"]);
    assert_eq!(
        test.ids(&["source:\"harbour wire\"", "published:2024-08-13"]),
        ["news/a.txt"]
    );
    test.file("news/metadata.csv", "file,published\na.txt,1999-08-13\n");
    assert_eq!(
        counts(&test.answer(&["index", "news"])),
        "indexed 1 story from 2 files: 0 added, 1 replaced, 0 kept, 0 removed"
    );
    assert_eq!(test.ids(&["about:1999-07-13"]), ["news/a.txt"]);
}

#[test]
fn every_reject_is_reported_with_its_place() {
    let test = Test::new();
    test.file(
        "news/wire.jsonl",
        "{\"id\":\"1\",\"body\":\"Rain.\"}\n{\"id\":\n{\"id\":\"3\",\"body\":\"Snow.\"}\n",
    )
    .file("news/empty.txt", "")
    .file("news/photo.jpg", b"\xff\xd8\xff\xe0\0\0");
    let ran = test.run(&["index", "news"]);
    assert_eq!(ran.status, 2, "something was rejected");
    assert_eq!(
        counts(&ran.stdout),
        "indexed 2 stories from 3 files: 2 added, 0 replaced, 0 kept, 0 removed"
    );
    assert!(
        ran.stdout.contains("news/empty.txt: the file is empty"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("news/wire.jsonl"), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 file skipped"), "{}", ran.stdout);
    assert_eq!(test.ids(&["rain OR snow"]), ["1", "3"]);
    let why = test.run(&["why", "news/empty.txt"]);
    assert_eq!(why.status, 0);
    assert!(why.stdout.contains("the file is empty"), "{}", why.stdout);
    assert_eq!(test.run(&["why", "news/other.txt"]).status, 1);
}

#[test]
fn the_ledger_adds_up() {
    let test = Test::with_seeds();
    test.answer(&["index"]);
    let status: serde_json::Value =
        serde_json::from_str(&test.answer(&["status", "--json"])).unwrap();
    let files = walkdir::WalkDir::new(test.path("seeds"))
        .into_iter()
        .map(Result::unwrap);
    let on_disk = files.filter(|entry| entry.file_type().is_file()).count();
    assert_eq!(status["files"], on_disk, "{status:#}");
    let stories = test.ids(&["*"]).len();
    assert_eq!(status["stories"], stories, "{status:#}");
    assert_eq!(
        test.ids(&["published:none"]).len(),
        status["undated"],
        "{status:#}"
    );
}

#[test]
fn a_folder_with_other_files_is_refused() {
    let test = Test::new();
    let ran = test.run(&["search", "rain"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr
            .starts_with("error: there is no index at `index`"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("dateline index"), "{}", ran.stderr);
    test.file("index/notes.txt", "not an index")
        .file("seeds/a.txt", "Rain.");
    let ran = test.run(&["index"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("is not an index and holds other files"),
        "{}",
        ran.stderr
    );
    assert!(test.path("index/notes.txt").exists());
}

#[test]
fn a_folder_with_a_file_called_like_ours_is_no_index() {
    let test = Test::new();
    test.file("index/meta.json", r#"{"pages": 3}"#)
        .file("seeds/a.txt", "Rain.");
    for args in [&["search", "rain"][..], &["index"], &["index", "--rebuild"]] {
        let ran = test.run(args);
        assert_eq!(ran.status, 2, "{args:?}");
        let told = "error: `index` is not an index and holds other files";
        assert!(ran.stderr.contains(told), "{args:?}: {}", ran.stderr);
    }
    assert!(test.path("index/meta.json").exists());
}

#[test]
fn an_index_of_another_format_is_refused_and_rebuilt() {
    let test = Test::new();
    test.file("seeds/a.txt", "Rain.");
    test.answer(&["index"]);
    let meta = fs::read_to_string(test.path("index/meta.json")).unwrap();
    let other = meta.replace(r#"{\"format\":"#, r#"{\"format\":99"#);
    assert_ne!(meta, other);
    test.file("index/meta.json", other);
    let ran = test.run(&["search", "rain"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("has format 99"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--rebuild"), "{}", ran.stderr);
    test.answer(&["index", "--rebuild"]);
    assert_eq!(test.ids(&["rain"]), ["seeds/a.txt"]);
}

#[test]
fn without_its_list_of_files_an_index_is_damaged_or_unfinished() {
    let test = Test::new();
    test.file("seeds/a.txt", "Rain.")
        .file("index/.managed.json", "[\"meta.json\"]");
    assert!(
        test.run(&["search", "rain"])
            .stderr
            .contains("there is no index")
    );
    test.answer(&["index"]);
    fs::remove_file(test.path("index/meta.json")).unwrap();
    for args in [&["search", "rain"][..], &["index"], &["status", "--verify"]] {
        let ran = test.run(args);
        assert_eq!(ran.status, 2);
        let told = "error: the index at `index` is damaged: `meta.json` is missing\nhint: rebuild it: `dateline index --rebuild PATH…`";
        assert!(ran.stderr.starts_with(told), "{}", ran.stderr);
    }
    let ran = test.run(&["index", "--rebuild"]);
    assert!(
        ran.status == 0 && ran.stderr.contains("may count as first read today"),
        "{ran:?}"
    );
    assert_eq!(test.ids(&["rain"]), ["seeds/a.txt"]);
}

#[test]
fn verify_says_that_an_index_is_sound() {
    let test = Test::new();
    test.file("seeds/a.txt", "Rain.");
    test.answer(&["index"]);
    let status = test.answer(&["status"]);
    let verified = test.answer(&["status", "--verify"]);
    assert_eq!(
        verified,
        status + "verified   no file of the index is damaged\n"
    );
}

#[test]
fn the_second_writer_learns_who_holds_the_lock() {
    let test = Test::new();
    test.file("seeds/a.txt", "Rain.");
    let dir = test.path("index");
    let writer = dateline::index::ArchiveWriter::open(&dir, 1, "process 4711").unwrap();
    let ran = test.run(&["index"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("is being written to by process 4711"),
        "{}",
        ran.stderr
    );
    drop(writer);
    test.answer(&["index"]);
}

#[test]
fn an_index_is_no_news() {
    let test = Test::new();
    test.file("a.txt", "Rain fell.");
    test.answer(&["--index", "other/index", "index", "a.txt"]);
    let here = test.path("").display().to_string();
    for path in [".", &here] {
        test.answer(&["index", path]);
        let summary = test.answer(&["index", path]);
        assert_eq!(
            summary.lines().next().unwrap(),
            "indexed 1 story from 1 file: 0 added, 0 replaced, 1 kept, 0 removed"
        );
    }
    test.file("other/index/b.txt", "Snow fell.");
    for (path, added) in [("other/index/b.txt", 1), ("other/index/meta.json", 0)] {
        let summary = test.answer(&["index", path]);
        assert!(summary.contains(&format!(": {added} added")), "{summary}");
        assert!(!summary.contains("rejected"), "{summary}");
    }
    test.answer(&["why", "other/index/b.txt"]);
}

#[test]
fn wide_characters_are_read_in_any_format_and_once() {
    let test = Test::new();
    let wide = |text: &str| -> Vec<u8> {
        let letters = text.chars().map(u32::from);
        letters.flat_map(u32::to_be_bytes).collect()
    };
    test.file("n/a.txt", wide("\u{feff}Rain fell in Zürich."))
        .file("n/b.jsonl", wide("\u{feff}{\"title\":\"Rain\"}\n{\"title\":\"More rain\"}\n"))
        .file("n/c.csv", wide("\u{feff}title,body\nRain,Rain fell.\n"))
        .file(
            "n/d.xml",
            wide("\u{feff}<?xml version='1.0' encoding='UTF-32'?><rss version='2.0'><channel><item><title>Rain</title></item></channel></rss>"),
        );
    let summary = test.answer(&["index", "n"]);
    assert!(
        summary.starts_with("indexed 5 stories from 4 files: 5 added"),
        "{summary}"
    );
    let touched = std::fs::File::open(test.path("n/a.txt")).unwrap();
    touched
        .set_modified(std::time::SystemTime::UNIX_EPOCH)
        .unwrap();
    std::fs::rename(test.path("n/b.jsonl"), test.path("n/moved.jsonl")).unwrap();
    let summary = test.answer(&["index", "n"]);
    assert!(
        summary
            .starts_with("indexed 5 stories from 4 files: 0 added, 0 replaced, 5 kept, 0 removed"),
        "{summary}"
    );
}
