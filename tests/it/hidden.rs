//! Hidden files and folders: counted, and not read unless they are named.

use std::fs;

use crate::support::Test;

#[test]
fn each_is_one_line_of_the_ledger() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.")
        .file("news/.DS_Store", "Desktop.")
        .file("news/.git/objects/1.txt", "A commit.")
        .file("news/sub/.draft.txt", "The bridge fell.");
    let skipped = "  3 files skipped, no story in it\n";
    let told = test.answer(&["--index", "news/.index", "index", "news"]);
    assert!(
        told.starts_with("indexed 1 story from 4 files: 1 added"),
        "{told}"
    );
    assert!(told.ends_with(skipped), "{told}");
    let told = test.answer(&["--index", "news/.index", "index", "news"]);
    assert_eq!(
        told,
        format!("indexed 1 story from 4 files: 0 added, 0 replaced, 1 kept, 0 removed\n{skipped}")
    );
    let status = test.answer(&["--index", "news/.index", "status"]);
    assert!(
        status.contains("4 files: 0 indexed, 1 unchanged, 3 skipped, 0 rejected\n")
            && status.contains("3  hidden: its name begins with a dot\n"),
        "{status}"
    );
    let why = test.answer(&["--index", "news/.index", "why", "news/.git"]);
    assert!(
        why.contains("skipped: hidden: its name begins with a dot\n"),
        "{why}"
    );
    fs::remove_dir_all(test.path("news/.git")).unwrap();
    let told = test.answer(&["--index", "news/.index", "index", "news"]);
    assert!(told.contains("  1 file gone\n  2 files skipped"), "{told}");
    test.answer(&["index", "news/sub/.draft.txt", "news/a.txt"]);
    assert_eq!(test.ids(&["bridge"]), ["news/sub/.draft.txt"]);
}
