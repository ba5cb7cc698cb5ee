//! `dateline watch`: what changes can be found soon after, whatever happens.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::Test;

/// The program while it watches.
pub(crate) struct Watching<'t> {
    test: &'t Test,
    child: Child,
}

impl<'t> Watching<'t> {
    fn start(test: &'t Test, args: &[&str]) -> Self {
        Self::with(test, test.command(&[&["watch"], args].concat()))
    }

    pub(crate) fn with(test: &'t Test, mut command: Command) -> Self {
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = piped.spawn().unwrap();
        Self { test, child }
    }

    /// Waits until a search finds these stories and no others.
    pub(crate) fn finds(&self, query: &str, ids: &[&str]) {
        let begun = Instant::now();
        let mut found = Vec::new();
        while begun.elapsed() < Duration::from_secs(30) {
            let ran = self
                .test
                .run(&["search", "--format", "ids", "--sort", "oldest", query]);
            found = ran.stdout.lines().map(str::to_owned).collect();
            if found == ids {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{query} finds {found:?} and not {ids:?}");
    }

    /// Waits for the next line on standard error.
    pub(crate) fn complains(&mut self) -> String {
        let stderr = self.child.stderr.as_mut().unwrap();
        let mut line = String::new();
        BufReader::new(stderr).read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Ends it by a signal, and gives its exit status.
    fn end(&mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        let killed = std::process::Command::new("kill")
            .args([signal, &id])
            .status();
        assert!(killed.unwrap().success());
        self.child.wait().unwrap().code()
    }

    /// Likewise, and gives what it wrote too.
    pub(crate) fn stop(mut self, signal: &str) -> (Option<i32>, String, String) {
        let status = self.end(signal);
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut stdout)
            .unwrap();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        (status, stdout, stderr)
    }
}

#[cfg(unix)]
#[test]
fn a_new_sitemap_dates_the_pages_in_its_folder() {
    let test = Test::new();
    let page = "<!doctype html><title>Ice on the river</title><link rel=canonical href='https://ledger.example/ice'>\
                <h1>Ice on the river</h1><p>The ice on the river broke at dawn and took the old bridge with it.</p>";
    test.file("news/a/1.html", page);
    let watching = Watching::start(&test, &["news"]);
    watching.finds("published:none", &["news/a/1.html"]);
    let entry = "<urlset><url><loc>https://ledger.example/ice</loc><news><publication_date>1999-02-03</publication_date></news></url></urlset>";
    test.file("news/sitemap.xml", entry);
    watching.finds("published:1999-02-03", &["news/a/1.html"]);
    watching.stop("-TERM");
}

#[cfg(unix)]
#[test]
fn files_that_come_change_move_and_go() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.");
    let watching = Watching::start(&test, &["news"]);
    watching.finds("river", &["news/a.txt"]);
    test.file("news/b.txt", "The river fell.")
        .file("news/2024/c.txt", "A river froze.");
    watching.finds("river", &["news/2024/c.txt", "news/a.txt", "news/b.txt"]);
    test.file("news/a.txt", "The bridge is closed.");
    fs::remove_file(test.path("news/b.txt")).unwrap();
    watching.finds("river", &["news/2024/c.txt"]);
    watching.finds("bridge", &["news/a.txt"]);
    fs::rename(test.path("news/2024"), test.path("news/old")).unwrap();
    watching.finds("river", &["news/old/c.txt"]);
    test.file("news/metadata.csv", "file,published\na.txt,1999-08-13\n");
    watching.finds("published:1999", &["news/a.txt"]);
    test.file("news/broken.json", "{\"title\":");
    let begun = Instant::now();
    while !test
        .run(&["why", "news/broken.json"])
        .stdout
        .contains("broken JSON")
    {
        assert!(begun.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(50));
    }
    watching.finds("published:1999", &["news/a.txt"]);
    let (status, stdout, stderr) = watching.stop("-TERM");
    assert_eq!((status, stderr.as_str()), (Some(0), ""), "{stdout}");
    assert!(stdout.contains("watching; stop with ctrl-C\n"), "{stdout}");
    assert!(stdout.contains("1 file moved, not read again"), "{stdout}");
    assert!(stdout.contains("news/broken.json: broken JSON"), "{stdout}");
    assert!(stdout.ends_with("stopped\n"), "{stdout}");
    let after = test.run(&["index", "--keep-going", "news"]).stdout;
    assert!(
        after.contains("0 added, 0 replaced, 2 kept, 0 removed"),
        "{after}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_grows_and_one_that_vanishes() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.");
    let watching = Watching::start(&test, &["news"]);
    watching.finds("river", &["news/a.txt"]);
    for number in 0..40 {
        let line = |number| format!("{{\"id\":\"{number:02}\",\"body\":\"Snow {number}.\"}}\n");
        test.file(
            "news/wire.jsonl",
            (0..=number).map(line).collect::<String>(),
        );
        test.file("news/gone.txt", "Snow on the river.");
        std::thread::sleep(Duration::from_millis(10));
        fs::remove_file(test.path("news/gone.txt")).unwrap();
    }
    let all: Vec<String> = (0..40).map(|number| format!("{number:02}")).collect();
    let begun = Instant::now();
    while test.ids(&["snow", "--sort", "oldest"]) != all {
        assert!(begun.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(50));
    }
    let (status, stdout, stderr) = watching.stop("-INT");
    assert_eq!((status, stderr.as_str()), (Some(0), ""), "{stdout}");
    assert_eq!(test.ids(&["snow", "--sort", "oldest"]), all);
}

#[cfg(unix)]
#[test]
fn the_index_may_be_in_a_watched_folder() {
    let test = Test::new();
    test.file("a.txt", "The river rose.");
    let watching = Watching::start(&test, &["."]);
    watching.finds("river", &["a.txt"]);
    test.file("b.txt", "The river fell.");
    watching.finds("river", &["a.txt", "b.txt"]);
    std::thread::sleep(Duration::from_secs(1));
    let (_, stdout, _) = watching.stop("-TERM");
    let told = stdout.matches("indexed ").count();
    assert!(told <= 3, "its own writing is no change: {stdout}");
}

#[cfg(unix)]
#[test]
fn it_waits_for_another_writer() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.");
    test.answer(&["index", "news"]);
    let writer =
        dateline::index::ArchiveWriter::open(&test.path("index"), 1, "process 4711").unwrap();
    test.file("news/b.txt", "The river fell.");
    let mut watching = Watching::start(&test, &["news"]);
    assert_eq!(
        watching.complains(),
        "waiting: the index at `index` is being written to by process 4711"
    );
    drop(writer);
    watching.finds("river", &["news/a.txt", "news/b.txt"]);
    assert_eq!(watching.stop("-TERM").0, Some(0));
}

/// Waits until the program has written a line that holds this, and gives all it wrote until then.
fn until(lines: &mut impl Iterator<Item = std::io::Result<String>>, expected: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in lines {
        all.push(line.unwrap());
        if all.last().is_some_and(|line| line.contains(expected)) {
            return all;
        }
    }
    panic!("{expected} is not in {all:?}");
}

#[cfg(unix)]
#[test]
fn news_is_reported_while_files_are_edited() {
    for quiet in [&[][..], &["-q"]] {
        let test = Test::new();
        test.file("news/a.txt", "The river rose.");
        test.answer(&["index", "news"]);
        test.answer(&["save", "water", "river"]);
        let mut watching = Watching::start(&test, &[quiet, &["news"]].concat());
        let mut stdout = BufReader::new(watching.child.stdout.take().unwrap()).lines();
        let mut stderr = BufReader::new(watching.child.stderr.take().unwrap()).lines();
        test.file("news/b.txt", "The river fell.");
        let told = until(&mut stdout, "new to `water`: 1 story (report 1)");
        if !quiet.is_empty() {
            assert_eq!(told.len(), 1, "nothing but the news: {told:?}");
            assert_eq!(watching.end("-TERM"), Some(0));
            continue;
        }
        let saved = fs::read_to_string(test.path("index/saved.toml")).unwrap();
        let stories = ["news/c.txt", "news/d.txt"];
        let edited = ["index/names.toml", "index/saved.toml"];
        for ((number, file), name) in (2..).zip(edited).zip(stories) {
            test.file(file, "[mer");
            test.file(name, "The river froze.");
            until(&mut stderr, &format!("error: cannot read `{file}`"));
            fs::remove_file(test.path("index/names.toml")).unwrap_or_default();
            test.file("index/saved.toml", &saved);
            // When nothing else happens, too.
            let told = format!("new to `water`: 1 story (report {number})");
            until(&mut stdout, &told);
            until(&mut stdout, name);
        }
        assert_eq!(watching.end("-TERM"), Some(0));
    }
}

#[test]
fn a_missing_path_cannot_be_watched() {
    let ran = Test::new().run(&["watch", "news"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.starts_with("error: cannot read `news`"),
        "{}",
        ran.stderr
    );
    let ran = Test::new().run(&["watch"]);
    assert!(
        ran.stderr.contains("name the files or folders to watch"),
        "{}",
        ran.stderr
    );
}
