//! `dateline why`: whatever a file is called, and what became of a folder.

use crate::support::Test;

/// A folder with a story, an empty file and a table of which one record is no story.
fn archive() -> Test {
    let test = Test::new();
    test.file(
        "news/1987/storm.txt",
        "Storm\n\nRain fell on the harbour.\n",
    );
    test.file("news/1987/empty.txt", "");
    test.file("news/1987/picture.bin", [0, 1, 2]);
    test.file("news/wire.jsonl", "{\"title\":\"Ferry sails\"}\n{broken\n");
    test.file("newsroom/other.txt", "Other\n\nNobody came.\n");
    test.answer(&["index", "--keep-going", "news", "newsroom"]);
    test
}

#[test]
fn a_file_is_found_by_any_path_to_it() {
    let test = archive();
    let told = test.answer(&["why", "news/1987/storm.txt"]);
    assert!(told.starts_with("`news/1987/storm.txt` was read as text"));
    let whole = test.path("news/1987/storm.txt").display().to_string();
    for path in [
        &whole,
        "./news/1987/storm.txt",
        "newsroom/../news/1987/storm.txt",
    ] {
        assert_eq!(test.answer(&["why", path]), told, "{path}");
    }
    // One that is there no more has no other way to it.
    std::fs::remove_file(test.path("news/1987/storm.txt")).unwrap();
    assert_eq!(test.answer(&["why", &whole]), told);
    // An index of paths from the root of the disk is asked from here.
    let news = test.path("news").display().to_string();
    test.answer(&["--index", "whole", "index", "--keep-going", &news]);
    let told = test.answer(&["--index", "whole", "why", "news/wire.jsonl"]);
    assert!(
        told.starts_with(&format!("`{news}/wire.jsonl` was read as jsonl")),
        "{told}"
    );
}

#[test]
fn why_of_a_folder_lists_its_files_by_outcome() {
    let test = archive();
    let told = "The folder `news` has 4 files: 2 indexed with 2 stories, 1 skipped, 1 rejected.\n\
                Skipped:\n\
                \x20 news/1987/picture.bin: not a format that holds news\n\
                Rejected:\n\
                \x20 news/1987/empty.txt: the file is empty\n\
                Rejected in part:\n\
                \x20 news/wire.jsonl: 1 reject\n";
    let whole = test.path("news").display().to_string();
    for path in ["news", "news/", "./news", &whole] {
        assert_eq!(test.answer(&["why", path]), told, "{path}");
    }
    let told = test.answer(&["why", "."]);
    assert!(
        told.starts_with("The folder `.` has 5 files: 3 indexed with 3 stories,"),
        "{told}"
    );
    let told = test.answer(&["why", "newsroom"]);
    assert_eq!(
        told,
        "The folder `newsroom` has 1 file: 1 indexed with 1 story, 0 skipped, 0 rejected.\n"
    );
    let ran = test.run(&["why", "new"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    assert!(
        ran.stderr.starts_with("`new` is not in the ledger.\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_folder_may_be_called_like_an_archive() {
    let test = Test::new();
    test.file("hurrah!/a.txt", "Rain fell on the harbour.\n");
    test.file("hurrah!/b.txt", "Nobody came to the harbour.\n");
    test.file("news/a.txt", "Snow fell on the harbour.\n");
    test.file("news/b.zip", "");
    test.file("hurrah!/metadata.csv", "file,published\na.txt,2024-08-12\n");
    test.answer(&["index", "hurrah!", "news/a.txt"]);
    for folder in ["hurrah!", "hurrah!/", "./hurrah!"] {
        let told = test.answer(&["why", folder]);
        let files = "The folder `hurrah!` has 3 files: 2 indexed with 2 stories, 1 skipped,";
        assert!(told.starts_with(files), "{told}");
    }
    let dated = test.ids(&["published:2024-08-12", "*"]);
    assert_eq!(dated, ["hurrah\\x21/a.txt"]);
    for (path, told) in [
        ("hurrah!/c.txt", ""),
        ("nothing.zip!/a.txt", ""),
        (
            "news/b.zip!/a.txt",
            "hint: index it with `dateline index news/b.zip`\n",
        ),
    ] {
        let ran = test.run(&["why", path]);
        let told = format!("`{path}` is not in the ledger.\n{told}");
        assert_eq!((ran.status, ran.stderr), (1, told));
    }
    std::fs::remove_file(test.path("hurrah!/b.txt")).unwrap();
    let told = test.answer(&["index", "hurrah!"]);
    assert!(
        told.ends_with("1 removed\n  1 file gone\n  1 file skipped, no story in it\n"),
        "{told}"
    );
}

#[test]
fn an_unknown_id_gets_a_hint() {
    let test = archive();
    let lines: Vec<String> = (0..12)
        .map(|id| format!("{{\"id\":\"hw-{id:02}\",\"body\":\"Rain.\"}}\n"))
        .collect();
    test.file("news/hw.jsonl", lines.concat());
    test.answer(&["index", "--keep-going", "news"]);
    let rest: Vec<String> = (0..10).map(|id| format!("  hw-{id:02}\n")).collect();
    let rest = rest.concat();
    let whole = test.path("news/hw.jsonl").display().to_string();
    let file = "hint: `dateline why news/hw.jsonl` lists the stories of that file\n";
    for (id, hint) in [
        (
            "hw-1",
            "hint: ids that begin like this:\n  hw-10\n  hw-11\n".to_owned(),
        ),
        (
            "hw-",
            format!("hint: ids that begin like this:\n{rest}  …\n"),
        ),
        ("news/hw.jsonl", file.to_owned()),
        (&whole, file.to_owned()),
        ("xyzzy", String::new()),
        ("", String::new()),
    ] {
        for command in ["show", "copies", "similar", "why-not"] {
            let ran = test.run(&[command, id]);
            let told = format!("no story has the id `{id}`\n{hint}");
            assert_eq!((ran.status, ran.stderr), (1, told), "{command} {id}");
        }
    }
    // One that is gone is not told.
    test.file("news/hw.jsonl", "{\"id\":\"hw-10\",\"body\":\"Rain.\"}\n");
    test.answer(&["index", "--keep-going", "news"]);
    let ran = test.run(&["show", "hw-"]);
    assert!(ran.stderr.ends_with(":\n  hw-10\n"), "{}", ran.stderr);
}
