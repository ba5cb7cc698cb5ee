//! On a narrow terminal lines end between words; what goes elsewhere has them whole.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are indexed"
)]

use std::fs;

use super::{Environment, Status, Stream, dateline, dateline_in, environment};

const COLUMNS: usize = 40;

/// An archive whose only story has long lines, and what to call it.
fn archive() -> (tempfile::TempDir, String, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    fs::create_dir(path("news")).unwrap();
    let body = "The ferry of the northern line sailed again on Monday, after the harbour had been shut for two weeks. \
                Ada Lovelace of the Harbour Office said that nobody had been hurt.\\n\\n  a short line\\n";
    let story = format!(
        r#"{{"id":"f","title":"The ferry sails again after two weeks in the harbour","byline":"Our own correspondent in the far north","published":"2024-07-15","body":"{body}"}}"#
    );
    fs::write(path("news/wire.jsonl"), story).unwrap();
    fs::write(path("news/no.txt"), "").unwrap();
    let (index, news) = (path("index"), path("news"));
    let (status, _, stderr) = dateline(&["--index", &index, "index", "--keep-going", &news]);
    assert_eq!(status, Status::Found, "{stderr}");
    (dir, index, news)
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let (_dir, index, news) = archive();
    let terminal = Environment {
        stdout: Stream::Terminal { columns: COLUMNS },
        stderr: Stream::Terminal { columns: COLUMNS },
        ..environment()
    };
    let file = format!("{news}/wire.jsonl");
    let (_, ferry, _) = dateline_in(&terminal, &["--index", &index, "show", "f"]);
    assert!(ferry.contains("\n  a short line\n"), "{ferry}");
    for args in [
        &["show", "f"][..],
        &["show", "a story that is in nobody's archive at all"],
        &["why", &file],
        &["why", &news],
        &["why", "a file that nobody has ever brought into it"],
        &["why", "wire"],
        &["why-not", "f", "storm", "published:2023", "ferry OR boat"],
        &["saved"],
        &["search", "autor:smith"],
        &[
            "search",
            "author:smith wrote of ferries and of all the harbours in the north autor:smith and of the sea beyond them",
        ],
        &[
            "search",
            "one two three four five six seven eight nine (ten eleven twelve",
        ],
        &[
            "search",
            "published:2024-13-45 and of all the ferries of the north",
        ],
        &["search", "--sort", "foo"],
        &["search", "-ferry"],
        &["--help"],
    ] {
        for colour in ["--color=always", "--color=never"] {
            let args = [&["--index", &index, colour], args].concat();
            let (_, stdout, stderr) = dateline_in(&terminal, &args);
            for line in (stdout + &stderr).lines() {
                let bare = without_styles(line);
                let words = bare.split_whitespace().count();
                // What is one word stands as it is, behind its name in a row.
                let is_row = bare.starts_with(|c: char| c.is_alphabetic()) && words == 2;
                assert!(
                    bare.chars().count() <= COLUMNS || words == 1 || is_row,
                    "{args:?}: {bare:?}"
                );
            }
        }
    }
}

fn without_styles(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let others = parts.map(|part| part.split_once('m').unwrap().1);
    first + &others.collect::<String>()
}

#[test]
fn lines_are_not_folded_in_files_and_pipes() {
    let (_dir, index, _) = archive();
    let (_, told, _) = dateline(&["--index", &index, "show", "f"]);
    assert!(told.starts_with("The ferry sails again after [two weeks|P2W] in the harbour\n\n"));
    let body = "[Ada Lovelace|person] of the Harbour Office said that nobody had been hurt.\n\n  a short line\n";
    assert!(told.ends_with(body), "{told}");
    assert!(told.contains("\nbyline     Our own correspondent in the far north\n"));
    let (_, _, told) = dateline(&["--index", &index, "search", "autor:smith"]);
    assert!(told.ends_with(
        "\nhint: did you mean `byline:`? if the colon belongs to the text, put it all in quotes\n"
    ));
}
