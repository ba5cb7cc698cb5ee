//! The news of saved queries: every story once, wherever it moves.

use std::time::Duration;

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
