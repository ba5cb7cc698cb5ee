//! `dateline watch` over folders that are shut, linked, moved, gone and back, or too many.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::Test;
use crate::watch::Watching;

const NOBODY: u32 = 65_534;

/// Watches a folder as somebody to whom a folder can be shut.
fn watch<'t>(test: &'t Test, args: &[&str]) -> Watching<'t> {
    let mut command = test.command(&[&["watch"], args].concat());
    let folder = test.path("");
    if folder.metadata().unwrap().uid() == 0 {
        for entry in walkdir::WalkDir::new(folder) {
            let path = entry.unwrap().into_path();
            if !path.is_symlink() {
                chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    Watching::with(test, command)
}

fn chmod(test: &Test, folder: &str, mode: u32) {
    fs::set_permissions(test.path(folder), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_that_cannot_be_read_is_told_and_followed_once_it_can() {
    for quiet in [&[][..], &["-q"]] {
        let test = Test::new();
        test.file("news/a.txt", "The river rose.")
            .file("news/shut/deep/b.txt", "The bridge fell.")
            .file("news/z/c.txt", "The tower stands.");
        chmod(&test, "news/shut", 0o000);
        let watching = watch(&test, &[quiet, &["news"]].concat());
        watching.finds("river OR bridge OR tower", &["news/a.txt", "news/z/c.txt"]);
        test.file("news/z/d.txt", "A second tower.");
        watching.finds("tower", &["news/z/c.txt", "news/z/d.txt"]);
        chmod(&test, "news/shut", 0o755);
        watching.finds("bridge", &["news/shut/deep/b.txt"]);
        test.file("news/shut/deep/e.txt", "A second bridge.");
        watching.finds("bridge", &["news/shut/deep/b.txt", "news/shut/deep/e.txt"]);
        let (status, stdout, stderr) = watching.stop("-TERM");
        assert_eq!(status, Some(0), "{stderr}");
        let shut = "news/shut: it cannot be read: permission denied";
        if quiet.is_empty() {
            assert!(
                stdout.contains(&format!("rejected 1:\n  {shut}\n")),
                "{stdout}"
            );
            assert_eq!(stderr, "");
        } else {
            let told = format!("error: rejected {shut}\nhint: `dateline why news` says more\n");
            assert_eq!((stdout, stderr), (String::new(), told));
        }
    }
}

#[test]
fn what_is_rejected_again_and_again_is_told_once() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.");
    symlink("nowhere", test.path("news/link")).unwrap();
    let watching = watch(&test, &["--every", "1", "news"]);
    watching.finds("river", &["news/a.txt"]);
    std::thread::sleep(Duration::from_millis(2500));
    let (_, stdout, _) = watching.stop("-TERM");
    assert_eq!(stdout.matches("rejected 1:").count(), 1, "{stdout}");
}

#[test]
fn a_folder_is_followed_under_all_its_names() {
    let test = Test::new();
    test.file("news/a/1.txt", "The river rose.")
        .file("store/2.txt", "The bridge fell.")
        .file("3.txt", "The tower stands.");
    for (target, link) in [
        ("a", "b"),
        ("../store", "c"),
        ("../3.txt", "d.txt"),
        (".", "loop"),
    ] {
        symlink(target, test.path("news").join(link)).unwrap();
    }
    let watching = watch(&test, &["news"]);
    watching.finds("river", &["news/a/1.txt", "news/b/1.txt"]);
    test.file("news/a/1.txt", "The lake rose.");
    watching.finds("lake", &["news/a/1.txt", "news/b/1.txt"]);
    test.file("store/2.txt", "The lake fell.");
    watching.finds("fell", &["news/c/2.txt"]);
    watching.finds("lake", &["news/a/1.txt", "news/b/1.txt", "news/c/2.txt"]);
    test.file("3.txt", "The tower leans.");
    watching.finds("leans", &["news/d.txt"]);
    watching.stop("-TERM");
}

#[test]
fn folders_that_come_move_go_and_come_back() {
    let test = Test::new();
    test.file("news/a/1.txt", "The river rose.");
    let move_folder = |from: &str, to: &str| fs::rename(test.path(from), test.path(to)).unwrap();
    let watching = watch(&test, &["news"]);
    watching.finds("river", &["news/a/1.txt"]);
    test.file("news/n/m/2.txt", "The bridge fell.");
    watching.finds("bridge", &["news/n/m/2.txt"]);
    move_folder("news/n", "news/o");
    watching.finds("bridge", &["news/o/m/2.txt"]);
    test.file("news/o/m/2.txt", "The bridge stands.");
    watching.finds("stands", &["news/o/m/2.txt"]);
    move_folder("news/o", "out");
    watching.finds("bridge", &[]);
    move_folder("out", "news/p");
    watching.finds("bridge", &["news/p/m/2.txt"]);
    test.file("news/p/m/2.txt", "The bridge leans.");
    watching.finds("leans", &["news/p/m/2.txt"]);
    move_folder("news", "gone");
    watching.finds("river", &[]);
    // Another folder takes its place, and the removal of the first does not end the watch over it.
    test.file("news/a/3.txt", "A new river.");
    watching.finds("river", &["news/a/3.txt"]);
    fs::remove_dir_all(test.path("gone")).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    test.file("news/a/4.txt", "A new bridge.");
    watching.finds("bridge", &["news/a/4.txt"]);
    let (status, _, stderr) = watching.stop("-TERM");
    assert_eq!((status, stderr.as_str()), (Some(0), ""));
}

/// Runs a line in which only so much of the system's room for watching is left; `None` where that cannot be limited.
fn limited(test: &Test, limit: &str, line: &str) -> Option<Command> {
    let shell = |line: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", line]);
        command
            .current_dir(test.path(""))
            .env("DATELINE", env!("CARGO_BIN_EXE_dateline"));
        command
    };
    let set = format!("echo {limit}");
    let mut tried = shell(&set);
    let tried = tried.stderr(Stdio::null()).status();
    let can = tried.is_ok_and(|status| status.success());
    can.then(|| shell(&format!("{set} && exec {line}")))
}

#[test]
fn where_the_system_allows_no_more_all_files_are_checked() {
    for limit in [
        "3 > /proc/sys/user/max_inotify_watches",
        "0 > /proc/sys/user/max_inotify_instances",
    ] {
        let test = Test::new();
        for folder in 0..6 {
            test.file(&format!("news/{folder}/a.txt"), "The river rose.");
        }
        let line = "\"$DATELINE\" watch --every 1 news";
        let Some(command) = limited(&test, limit, line) else {
            return;
        };
        let mut watching = Watching::with(&test, command);
        let told = watching.complains();
        assert!(
            told.contains("the system's limit on watched folders is reached, so all files are checked every 1 second; to raise it on Linux, `sysctl "),
            "{told}"
        );
        for folder in 0..6 {
            test.file(&format!("news/{folder}/a.txt"), "The bridge fell.");
        }
        let all: Vec<String> = (0..6)
            .map(|folder| format!("news/{folder}/a.txt"))
            .collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        watching.finds("bridge", &all);
        assert_eq!(watching.stop("-TERM").0, Some(0));
    }
}
