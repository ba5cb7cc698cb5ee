//! An index made anew: what only the one before it knew is not lost with it, wherever the making is cut short.

use std::fs;

use crate::news::{floods, news, rename, text};
use crate::support::{Ran, Test, copy};

/// Runs the program on a day.
fn on(test: &Test, day: &str, args: &[&str]) -> Ran {
    let mut command = test.command(args);
    let ran: Ran = command.env("DATELINE_TODAY", day).output().unwrap().into();
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran
}

/// The stories first read in a month.
fn seen(test: &Test, month: &str) -> Vec<String> {
    let mut files = test.ids(&["--seen", month]);
    files.sort();
    files
}

#[test]
fn a_rebuild_keeps_the_day_of_first_reading() {
    let test = Test::new();
    test.file("seeds/latest.txt", text("Flood in the north"))
        .file("other/b.txt", text("Flood abroad"));
    on(&test, "2024-01-05", &["index", "seeds", "other"]);
    test.file("seeds/c.txt", text("Flood in the south"));
    on(&test, "2024-02-05", &["index", "seeds", "other"]);
    let (january, february) = (["other/b.txt", "seeds/latest.txt"], ["seeds/c.txt"]);
    // One that is of another format is made anew most often.
    let meta = fs::read_to_string(test.path("index/meta.json")).unwrap();
    test.file(
        "index/meta.json",
        meta.replace(r#"{\"format\":"#, r#"{\"format\":99"#),
    );
    // The other folder is brought in later.
    on(&test, "2024-03-05", &["index", "--rebuild", "seeds"]);
    assert_eq!(seen(&test, "2024-01"), january[1..]);
    on(&test, "2024-03-06", &["index", "seeds", "other"]);
    assert_eq!(seen(&test, "2024-01"), january);
    assert_eq!(seen(&test, "2024-02"), february);
    assert!(!test.path("index/.dateline-first-read").exists());
    // One that has moved since the last run is the same, and what came to its name is another.
    rename(&test, "latest.txt", "old.txt");
    test.file("seeds/latest.txt", text("Flood in the far west"));
    on(
        &test,
        "2024-03-08",
        &["index", "--rebuild", "seeds", "other"],
    );
    assert_eq!(seen(&test, "2024-01"), ["other/b.txt", "seeds/old.txt"]);
    assert_eq!(seen(&test, "2024-03"), ["seeds/latest.txt"]);
}

#[test]
fn a_rebuild_takes_no_offence_at_what_lies_beside_the_index() {
    let test = Test::new();
    test.file("seeds/a.txt", text("Flood in the north"));
    test.answer(&["index"]);
    test.file("index/notes.txt", "Rain fell on the harbour.\n");
    for _ in 0..2 {
        test.answer(&["index", "--rebuild"]);
        assert_eq!(test.ids(&["flood"]), ["seeds/a.txt"]);
    }
    assert!(test.path("index/notes.txt").exists());
}

#[test]
fn a_rebuild_leaves_a_folder_alone_that_is_no_index() {
    let test = Test::new();
    test.file("seeds/a.txt", text("Flood in the north"));
    let segment = "index/d41d8cd98f00b204e9800998ecf8427e.store";
    for name in ["index/meta.json", segment] {
        test.file(name, "{\"title\":\"Mine\",\"body\":\"Keep me.\"}\n");
    }
    assert_eq!(test.run(&["index", "--rebuild"]).status, 2);
    assert!(test.path("index/meta.json").exists() && test.path(segment).exists());

    let test = Test::new();
    test.file("seeds/a.txt", text("Flood in the north"));
    test.file("index/.tantivy-writer.lock", "");
    test.file("index/mine.txt", "Keep me.\n");
    let ran = test.run(&["index", "--rebuild"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
}

#[test]
fn a_rebuild_warns_of_what_an_unreadable_index_loses() {
    let test = Test::new();
    test.file("seeds/a.txt", text("Flood in the north"));
    on(&test, "2024-01-05", &["index"]);
    fs::remove_file(test.path("index/meta.json")).unwrap();
    let ran = test.run(&["index", "--rebuild"]);
    assert!(
        ran.status == 0 && ran.stderr.contains("may count as first read today"),
        "{ran:?}"
    );
    assert_eq!(seen(&test, "2026-11"), ["seeds/a.txt"]);
    // Of none there is nothing to tell.
    fs::remove_dir_all(test.path("index")).unwrap();
    test.answer(&["index", "--rebuild"]);
    test.file("index/.dateline-first-read", "torn");
    let ran = test.run(&["index"]);
    let told = "error: cannot read the damaged file `index/.dateline-first-read`\nhint: remove it; the stories of a rebuilt index then count as first read today\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (2, told));
}

/// An archive whose stories were told of where they no longer are.
fn reported_after_move() -> Test {
    let test = floods(&[("latest.txt", &text("Flood in the north"))]);
    for day in ["1", "2"] {
        rename(&test, "latest.txt", &format!("{day}.txt"));
        test.file("seeds/latest.txt", text(&format!("Flood of day {day}")));
        assert_eq!(news(&test)[1], format!("Flood of day {day}"));
    }
    test
}

/// Such an archive, cut short.
fn cut_short(in_the_way: &str) -> Test {
    let test = reported_after_move();
    rebuild_until(&test, in_the_way);
    test
}

/// Makes an archive anew until a folder stands in the way of removing the index.
fn rebuild_until(test: &Test, in_the_way: &str) {
    copy(&test.path("index"), &test.path("before"));
    let in_the_way = test.path(&format!("index/{in_the_way}"));
    fs::create_dir_all(&in_the_way).unwrap();
    let ran = test.run(&["index", "--rebuild"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(test.path("index/.dateline-told-anew").exists());
    fs::remove_dir(in_the_way).unwrap();
}

/// Whether the index, made anew at last, tells of nothing that was told and of all that comes.
fn check_finished_rebuild(test: &Test, args: &[&str]) {
    let mut command = test.command(args);
    let ran: Ran = command
        .env("DATELINE_TODAY", "2026-12-24")
        .output()
        .unwrap()
        .into();
    assert!(
        ran.status == 0 && !ran.stdout.contains("new to"),
        "{args:?}: {ran:?}"
    );
    assert!(!test.path("index/.dateline-told-anew").exists());
    let all = ["seeds/1.txt", "seeds/2.txt", "seeds/latest.txt"];
    assert_eq!(seen(test, "2026-11"), all);
    rename(test, "latest.txt", "3.txt");
    test.file("seeds/latest.txt", text("Flood of day 3"));
    assert_eq!(
        news(test)[1..],
        ["Flood of day 3", "undated · seeds/latest.txt"]
    );
}

#[test]
fn killed_while_the_index_is_removed() {
    let test = cut_short("00000000000000000000000000000000.term");
    check_finished_rebuild(&test, &["index", "--rebuild"]);
}

#[test]
fn killed_after_the_index_is_removed() {
    let gone = || {
        let test = cut_short(".dateline-aliases.new");
        fs::remove_file(test.path("index/meta.json")).unwrap();
        test
    };
    check_finished_rebuild(&gone(), &["index"]);
    check_finished_rebuild(&gone(), &["index", "--rebuild"]);
    // It has been taken up, and no index made.
    let test = gone();
    let [anew, told] = [".dateline-told-anew", ".dateline-told"];
    let [anew, told] = [anew, told].map(|name| test.path(&format!("index/{name}")));
    fs::rename(anew, told).unwrap();
    check_finished_rebuild(&test, &["index"]);
}

#[test]
fn killed_before_the_index_is_removed() {
    let test = cut_short(".dateline-aliases.new");
    for name in [".dateline-told-anew", ".dateline-first-read"] {
        let written = test.path(&format!("index/{name}"));
        fs::rename(written, test.path(&format!("before/{name}"))).unwrap();
    }
    fs::remove_dir_all(test.path("index")).unwrap();
    fs::rename(test.path("before"), test.path("index")).unwrap();
    check_finished_rebuild(&test, &["index"]);
}

#[test]
fn new_stories_at_old_places_are_news_after_a_killed_rebuild() {
    let test = reported_after_move();
    rename(&test, "latest.txt", "3.txt");
    rebuild_until(&test, ".dateline-aliases.new");
    fs::remove_file(test.path("index/meta.json")).unwrap();
    let ran = test.answer(&["index"]);
    assert!(!ran.contains("new to"), "{ran}");
    test.file("seeds/latest.txt", text("Flood of day 3"));
    assert_eq!(
        news(&test)[1..],
        ["Flood of day 3", "undated · seeds/latest.txt"]
    );
}
