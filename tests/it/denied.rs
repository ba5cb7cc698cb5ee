//! An index that somebody may read and not write to.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;

use crate::saved::archive;
use crate::support::{Ran, Test};

/// The program as somebody else runs it, who may read all that is here and write nothing.
fn as_a_reader(test: &Test, args: &[&str]) -> Ran {
    for folder in ["", "index"] {
        let folder = test.path(folder);
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    }
    let mut command = test.command(args);
    if test.path("index").metadata().unwrap().uid() == 0 {
        // Whom nothing is forbidden runs it as nobody.
        command.uid(65_534).gid(65_534);
    }
    let ran = command.output().unwrap().into();
    for folder in ["", "index"] {
        let folder = test.path(folder);
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    ran
}

#[test]
fn a_read_only_index_can_be_searched() {
    let test = archive();
    let found = test.answer(&["search", "storm"]);
    let lock = test.path("index/.tantivy-meta.lock");
    for there in [true, false] {
        if !there {
            fs::remove_file(&lock).unwrap();
        }
        let ran = as_a_reader(&test, &["search", "storm"]);
        assert_eq!(
            (ran.status, &ran.stdout, ran.stderr.as_str()),
            (0, &found, ""),
            "with a lock: {there}"
        );
        let ran = as_a_reader(&test, &["status", "--verify"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    }
    let hint = "hint: you need permission to read its folder, and for `index`, `watch`, `save` and `saved --remove` to write to it\n";
    for (args, what) in [
        (&["index"][..], "use the index at `index`"),
        (&["index", "--rebuild"], "use the index at `index`"),
        (&["watch"], "use the index at `index`"),
        (&["save", "x", "storm"], "use `index/.dateline-saved.lock`"),
    ] {
        let ran = as_a_reader(&test, args);
        assert_eq!(
            (ran.status, ran.stderr),
            (
                2,
                format!("error: cannot {what}: Permission denied (os error 13)\n{hint}")
            ),
            "{args:?}"
        );
    }
    assert_eq!(test.answer(&["search", "storm"]), found);
}

#[test]
fn an_unreadable_folder_is_not_a_missing_index() {
    let test = archive();
    let shut = test.path("shut");
    fs::create_dir(&shut).unwrap();
    fs::rename(test.path("index"), shut.join("index")).unwrap();
    fs::create_dir(test.path("index")).unwrap();
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
    let ran = as_a_reader(&test, &["--index", "shut/index", "search", "storm"]);
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
    let told = "error: cannot use the index at `shut/index`: Permission denied (os error 13)\n";
    assert!(
        ran.status == 2 && ran.stderr.starts_with(told),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_stories_of_a_folder_that_cannot_be_read_stay() {
    let test = Test::new();
    test.file("store/b.txt", "The bridge fell.")
        .file("news/a.txt", "The river rose.");
    let link = test.path("news/wire");
    std::os::unix::fs::symlink(test.path("store"), &link).unwrap();
    test.answer(&["index", "news"]);
    // A link to itself cannot be followed, even by whom nothing is forbidden.
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&link, &link).unwrap();
    let ran = test.run(&["index", "news"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stdout.starts_with(
            "indexed 2 stories from 2 files: 0 added, 0 replaced, 2 kept, 0 removed\n"
        ),
        "{}",
        ran.stdout
    );
    assert_eq!(test.ids(&["bridge"]), ["news/wire/b.txt"]);
    // Nor does a rebuild lose them unasked.
    let ran = test.run(&["index", "--rebuild", "news"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (
            2,
            "error: the index has 1 story of files that cannot be read now, such as news/wire: it cannot be read: filesystem loop or indirection limit (e.g. symlink loop)\n\
             hint: make them readable and rebuild then; `--rebuild --keep-going` rebuilds without these stories\n"
        )
    );
    assert_eq!(test.ids(&["bridge"]), ["news/wire/b.txt"]);
    let ran = test.run(&["index", "--rebuild", "--keep-going", "news"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(test.ids(&["bridge"]), [""; 0]);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(test.path("store"), &link).unwrap();
    test.answer(&["index", "news"]);
    fs::remove_file(&link).unwrap();
    test.answer(&["index", "news"]);
    assert_eq!(test.ids(&["bridge"]), [""; 0], "now it is gone");
}

#[test]
fn a_link_to_a_folder_that_cannot_be_read_is_told_by_its_name() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.")
        .file("store/b.txt", "The bridge fell.");
    std::os::unix::fs::symlink(test.path("store"), test.path("news/wire")).unwrap();
    test.answer(&["index", "news"]);
    if test.path("index").metadata().unwrap().uid() == 0 {
        for entry in walkdir::WalkDir::new(test.path("")) {
            let path = entry.unwrap().into_path();
            std::os::unix::fs::lchown(path, Some(65_534), Some(65_534)).unwrap();
        }
    }
    fs::set_permissions(test.path("store"), fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = test.command(&["index", "news"]);
    if test.path("index").metadata().unwrap().uid() == 65_534 {
        command.uid(65_534).gid(65_534);
    }
    let ran: Ran = command.output().unwrap().into();
    fs::set_permissions(test.path("store"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(
        ran.stdout,
        "indexed 2 stories from 2 files: 0 added, 0 replaced, 2 kept, 0 removed\n\
         rejected 1:\n  news/wire: it cannot be read: permission denied\n"
    );
}
