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
fn why_knows_the_files_in_an_archive() {
    let test = Test::new();
    let packed = zip(&[
        ("a.txt", b"The river rose."),
        ("sub/a.jsonl.gz", &gz("{\"title\":\"River\"}\n{broken\n")),
        ("empty.txt", b""),
        ("photo.jpg", b"\xff\xd8"),
        ("metadata.csv", b"file,source\na.txt,The Bugle\n"),
    ]);
    test.file("news/old.zip", &packed);
    test.answer(&["index", "--keep-going", "news"]);
    let whole = test.path("news/old.zip!/a.txt").display().to_string();
    for path in ["news/old.zip!/a.txt", "./news/old.zip!/a.txt", &whole] {
        let told = test.answer(&["why", path]);
        assert!(
            told.starts_with("`news/old.zip!/a.txt` was read from `news/old.zip` on "),
            "{told}"
        );
        assert!(
            told.contains(": 1 story.\nStories:\n  news/old.zip!/a.txt "),
            "{told}"
        );
    }
    for (path, says) in [
        (
            "news/old.zip!/",
            ["sub/a.jsonl.gz#1 ", "`sub/a.jsonl.gz`: broken JSON"],
        ),
        (
            "news/old.zip!/sub",
            ["sub/a.jsonl.gz#1 ", "`sub/a.jsonl.gz`: broken JSON"],
        ),
        (
            "news/old.zip!/sub/a.jsonl.gz",
            ["sub/a.jsonl.gz#1 ", "`sub/a.jsonl.gz`: broken JSON"],
        ),
        (
            "news/old.zip!/empty.txt",
            [": 0 stories.", "`empty.txt`: the file is empty"],
        ),
    ] {
        let told = test.answer(&["why", path]);
        assert!(says.iter().all(|says| told.contains(says)), "{told}");
    }
    for path in ["news/old.zip!/photo.jpg", "news/old.zip!/no.txt"] {
        let ran = test.run(&["why", path]);
        let told = format!(
            "`{path}` has no stories and no rejects.\n\
             hint: `dateline why news/old.zip` says how many files in it were left out\n"
        );
        assert_eq!((ran.status, ran.stderr), (1, told));
    }
    let told = test.answer(&["why", "news/old.zip"]);
    let over = "Left out:\n  1  files in archives in no format that holds news\n  1  files in archives that describe others\n";
    assert!(told.contains(over), "{told}");
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
