//! Files that get another name or are gone: where their stories are, by whom they are read, and that they are no news.

use std::fs;

use crate::news::{floods, news, rename, text};
use crate::support::Test;

fn id_and_day(test: &Test, query: &str) -> Vec<(String, String)> {
    let page = test.page(&[query]);
    let hits = page["hits"].as_array().unwrap().iter();
    let told = hits.map(|hit| {
        let day = hit["published"]["value"].as_str().unwrap_or("undated");
        (hit["id"].as_str().unwrap().to_owned(), day.to_owned())
    });
    told.collect()
}

#[test]
fn a_moved_file_is_read_by_the_reader_of_its_new_name() {
    let test = floods(&[
        ("a.txt", "# Flood by the *river*\n\nThe water rose.\n"),
        ("b.txt", &text("Flood in the north")),
        ("c.txt", "title,body\nFlood at sea,It came at night.\n"),
    ]);
    rename(&test, "a.txt", "a.md");
    rename(&test, "b.txt", "b.old");
    rename(&test, "c.txt", "c.csv");
    let said = test.answer(&["index"]);
    assert_eq!(
        said,
        "indexed 2 stories from 3 files: 1 added, 1 replaced, 0 kept, 2 removed\n  \
           2 stories without a publication date\n  \
           1 file skipped, no story in it\n\
         new to `f`: 1 story (report 1)\n  Flood at sea\n    undated · seeds/c.csv#2\n"
    );
    let page = test.page(&["river"]);
    assert_eq!(page["hits"][0]["title"], "Flood by the river");
    let why = test.answer(&["why", "seeds/a.md"]);
    assert!(
        why.starts_with("`seeds/a.md` was read as markdown")
            && why.contains("added, 1 story")
            && why.contains("moved here from `seeds/a.txt`"),
        "{why}"
    );
    assert!(test.answer(&["why", "seeds/b.old"]).contains("skipped on"));
    // An index made anew has the same.
    let found = test.ids(&["--sort", "oldest", "flood"]);
    test.answer(&["index", "--rebuild"]);
    assert_eq!(test.ids(&["--sort", "oldest", "flood"]), found);
    assert_eq!(found, ["seeds/a.md", "seeds/c.csv#2"]);
}

#[test]
fn a_file_is_dated_by_its_new_name() {
    let test = floods(&[("a.txt", &text("Flood in the north"))]);
    for (from, to, day) in [
        ("a.txt", "b.txt", "undated"),
        ("b.txt", "2024-08-13.txt", "2024-08-13"),
        ("2024-08-13.txt", "2024-08-14.txt", "2024-08-14"),
    ] {
        rename(&test, from, to);
        assert_eq!(news(&test), [""; 0], "{to}");
        let expected = (format!("seeds/{to}"), day.to_owned());
        assert_eq!(id_and_day(&test, "flood"), [expected]);
    }
}

#[test]
fn a_backup_by_an_editor_is_not_a_move() {
    let test = floods(&[
        ("a.txt", &text("Flood in the north")),
        (
            "b.html",
            "<!doctype html><title>Flood</title><p>Flood in the south.",
        ),
    ]);
    for (name, backup) in [
        ("a.txt", "a.txt~"),
        ("b.html", "b.html~"),
        ("b.html", "b.html.bak"),
    ] {
        rename(&test, name, backup);
        let before = fs::read_to_string(test.path(&format!("seeds/{backup}"))).unwrap();
        test.file(
            &format!("seeds/{name}"),
            before.replace("Flood", "Flood on Flood"),
        );
        assert_eq!(news(&test), [""; 0], "{name}");
        assert_eq!(
            test.ids(&["--sort", "oldest", "flood"]),
            ["seeds/a.txt", "seeds/b.html"]
        );
        let why = test.answer(&["why", &format!("seeds/{name}")]);
        assert!(
            why.contains("read again") && !why.contains("moved"),
            "{why}"
        );
    }
}

#[test]
fn a_file_moved_to_the_name_of_another_is_not_the_other() {
    let test = floods(&[("inbox/latest.txt", &text("Flood in the north"))]);
    test.answer(&["save", "inbox", "--path", "seeds/inbox/*"]);
    // It was dealt with and removed, and the next is moved in from elsewhere.
    fs::remove_file(test.path("seeds/inbox/latest.txt")).unwrap();
    test.file("seeds/draft.txt", text("Rain in the south"));
    assert_eq!(news(&test), [""; 0]);
    rename(&test, "draft.txt", "inbox/latest.txt");
    assert_eq!(
        news(&test)[..2],
        ["new to `inbox`: 1 story (report 1)", "Rain in the south"]
    );
}

#[test]
fn why_shows_the_history_of_a_file_under_all_its_names() {
    let test = floods(&[("log.txt", &text("Flood in the north"))]);
    for which in ["second", "third"] {
        if which == "third" {
            rename(&test, "log.1.txt", "log.2.txt");
        }
        rename(&test, "log.txt", "log.1.txt");
        test.file("seeds/log.txt", text(&format!("Flood of the {which} kind")));
        test.answer(&["index"]);
    }
    let why = test.answer(&["why", "seeds/log.2.txt"]);
    let history = why.split_once("History:").unwrap().1;
    assert!(
        history.matches("added, 1 story").count() == 1
            && history.contains("moved here from `seeds/log.txt`")
            && history.contains("moved here from `seeds/log.1.txt`"),
        "{history}"
    );
}

#[test]
fn the_stories_of_a_folder_that_is_gone_can_be_removed() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.")
        .file("old/b.txt", "The river fell.");
    test.answer(&["index", "news", "old"]);
    fs::remove_dir_all(test.path("old")).unwrap();
    let ran = test.run(&["index", "old"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (
            2,
            "error: cannot read `old`: No such file or directory (os error 2)\n\
             hint: the index has stories from there; to remove them: `dateline index --gone old`\n"
        )
    );
    let told = test.answer(&["index", "--gone", "old", "news"]);
    assert!(
        told.contains("1 kept, 1 removed\n  1 file gone\n"),
        "{told}"
    );
    assert_eq!(test.ids(&["river"]), ["news/a.txt"]);
    let ran = test.run(&["index", "--gone", "odl"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (
            2,
            "error: cannot read `odl`, and the index has no stories from there: No such file or directory (os error 2)\n\
             hint: check the path; a relative one begins at the folder you are in\n"
        )
    );
}
