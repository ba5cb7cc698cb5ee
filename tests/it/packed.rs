//! Archives in a folder: what lies in them comes and goes with them.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::Test;

fn gz(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn stories_in_an_archive_come_and_go_with_it() {
    let test = Test::new();
    let lines = "{\"id\":\"7\",\"title\":\"River rises\"}\n";
    let packed = zip(&[
        ("2024/a.txt", b"The river rose."),
        ("b.jsonl", lines.as_bytes()),
        ("c.jsonl.gz", &gz(lines)),
        ("broken.json", b"{\"title\": \"river"),
        ("photo.jpg", b"\xff\xd8"),
    ]);
    test.file("news/old.zip", &packed)
        .file("news/d.txt.gz", gz("The river fell."));
    let summary = test.answer(&["index", "--keep-going", "news"]);
    assert!(
        summary.starts_with("indexed 4 stories from 2 files: 4 added"),
        "{summary}"
    );
    assert!(summary.contains("`broken.json`: broken JSON"), "{summary}");
    let found = ["7", "7", "news/d.txt.gz", "news/old.zip!/2024/a.txt"];
    assert_eq!(test.ids(&["river", "--sort", "oldest"]), found);
    assert_eq!(
        test.ids(&["river", "--path", "news/old.zip!/*.txt"]),
        ["news/old.zip!/2024/a.txt"]
    );
    let again = test.answer(&["index", "--keep-going", "news"]);
    assert!(again.contains("4 kept, 0 removed"), "{again}");

    fs::rename(test.path("news/old.zip"), test.path("news/new.zip")).unwrap();
    let moved = test.answer(&["index", "--keep-going", "news"]);
    assert!(moved.contains("4 kept, 0 removed"), "{moved}");
    assert_eq!(
        test.ids(&["river", "--path", "news/new.zip!/*.txt"]),
        ["news/new.zip!/2024/a.txt"]
    );

    fs::remove_file(test.path("news/new.zip")).unwrap();
    let gone = test.answer(&["index", "news"]);
    assert!(gone.contains("1 kept, 3 removed"), "{gone}");
    assert_eq!(test.ids(&["river"]), ["news/d.txt.gz"]);
}

#[test]
fn an_archive_of_images_is_skipped() {
    let test = Test::new();
    test.file("news/a.zip", zip(&[("photo.jpg", b"\xff\xd8")]))
        .file("news/b.txt", "The river rose.");
    let summary = test.answer(&["index", "news"]);
    assert!(summary.contains("1 file skipped"), "{summary}");
}

#[test]
fn file_times_date_stories_only_when_asked() {
    let test = Test::new();
    test.file("news/a.txt", "The river rose.");
    test.answer(&["index", "news"]);
    assert_eq!(test.ids(&["published:none"]), ["news/a.txt"]);
    let summary = test.answer(&["index", "news", "--date-from", "mtime"]);
    assert!(summary.contains("1 replaced"), "{summary}");
    assert!(
        test.ids(&["published:2020.."])
            .contains(&"news/a.txt".to_owned())
    );
}
