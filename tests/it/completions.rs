//! What a shell is told that completes a command line.

use crate::support::Test;

/// What `bash` is told of the last of some words.
fn completed(test: &Test, words: &[&str]) -> Vec<String> {
    let asked = [&["--"][..], words].concat();
    let output = test
        .command(&asked)
        .env("DATELINE_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .env("_CLAP_IFS", "\n")
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().map(str::to_owned).collect()
}

#[test]
fn names_are_those_of_the_archive() {
    let test = Test::with_seeds();
    test.answer(&["index"]);
    let told = |words: &[&str]| completed(&test, words);
    let people = told(&["dateline", "search", "--person", "mus"]);
    assert_eq!(people, [r"Elon\ Musk"]);
    let escaped = told(&["dateline", "search", "--person", r"Elon\ Mu"]);
    assert_eq!(escaped, [r"Elon\ Musk"]);
    let quoted = told(&["dateline", "who", "--person", "\"elon m"]);
    assert_eq!(quoted, ["\"Elon Musk\""]);
    let beside = told(&["dateline", "who", "--with", "Thierry"]);
    assert_eq!(beside, [r"Thierry\ Breton"]);
    let places = told(&["dateline", "timeline", "--place", "elon"]);
    assert_eq!(places, [""; 0]);
    let elsewhere = told(&["dateline", "--index", "none", "search", "--person", "mus"]);
    assert_eq!(elsewhere, [""; 0], "where there is no index");
}

#[test]
fn flags_and_their_values_are_told() {
    let test = Test::new();
    let flags = completed(&test, &["dateline", "search", "--so"]);
    assert_eq!(flags, ["--source", "--sort"]);
    let orders = completed(&test, &["dateline", "search", "--sort", ""]);
    assert_eq!(orders, ["relevance", "newest", "oldest"]);
}
