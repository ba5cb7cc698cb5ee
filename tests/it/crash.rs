//! Killed at any moment, the next run ends with the answers of an undisturbed one.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::Test;

const KILLS: u32 = 50;

/// A few hundred stories in files of every sort; `changed` is the same archive a day later.
fn write(test: &Test, changed: bool) {
    for number in 0..60 {
        let path = format!("seeds/{}/{number}.txt", number % 7);
        if changed && number % 5 == 0 {
            let _gone = fs::remove_file(test.path(&path));
            continue;
        }
        let again = if changed && number % 3 == 0 {
            "again "
        } else {
            ""
        };
        test.file(&path, format!("Storm {number}\n\nOn Monday the storm hit town {again}{number}. Angela Merkel came in May 2019.\n"));
    }
    let stories = if changed { 0..400 } else { 100..500 };
    let line = |number| {
        format!(
            "{{\"id\":\"w{number}\",\"body\":\"Storm number {number} was seen from Hamburg.\",\"published\":\"2019-03-06\"}}\n"
        )
    };
    test.file("seeds/wire.jsonl", stories.map(line).collect::<String>());
}

/// What the archive answers.
fn answers(test: &Test) -> Vec<String> {
    let questions = [
        "storm",
        "storm 17 OR hamburg",
        "who:merkel",
        "about:2019-05",
        "published:none",
        "again",
    ];
    let ask = |question: &&str| {
        let jsonl = [
            "search", "--format", "jsonl", "--sort", "oldest", "-n", "600",
        ];
        test.run(&[&jsonl[..], &[question]].concat()).stdout
    };
    questions.iter().map(ask).collect()
}

#[test]
fn killed_anywhere_the_next_run_finishes_the_job() {
    let undisturbed = Test::new();
    write(&undisturbed, false);
    undisturbed.answer(&["index"]);
    let before = answers(&undisturbed);
    write(&undisturbed, true);
    let begun = Instant::now();
    undisturbed.answer(&["index"]);
    let whole_run = begun.elapsed();
    let after = answers(&undisturbed);
    assert_ne!(before, after);

    let test = Test::new();
    write(&test, false);
    // A linear congruential generator with a printed seed: the moments differ from run to run, and can be had again.
    let mut random = u64::from(std::process::id()) << 20 | u64::from(whole_run.subsec_micros());
    println!("seed {random}");
    for kill in 0..KILLS {
        // First while indexing from nothing, then while bringing up to date, each from where the last left off.
        if kill % 10 == 0 {
            let _none = fs::remove_dir_all(test.path("index"));
            write(&test, false);
        } else if kill % 10 == 5 {
            test.answer(&["index"]);
            write(&test, true);
        }
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let share = u32::try_from(random >> 33).unwrap() % 1100;
        let mut child = test
            .command(&["index"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep((whole_run * share / 1000).max(Duration::from_millis(1)));
        child.kill().unwrap();
        child.wait().unwrap();
        if kill % 10 == 4 || kill % 10 == 9 {
            test.answer(&["index"]);
            let expected = if kill % 10 == 4 { &before } else { &after };
            assert_eq!(&answers(&test), expected, "after kill {kill}");
        }
    }
}
