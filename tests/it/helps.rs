//! The examples in the help, run on the seeds as they stand there.
#![cfg(unix)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::Test;

/// What a reader of the help may not have: `jq`, `man`, a network drive, a key to press.
const NOT_RUN: [&str; 4] = ["| man ", "dateline watch", "/mnt/", "<TAB>"];

#[test]
fn every_example_in_the_help_runs() {
    let test = Test::with_seeds();
    for folder in [
        ".local/share/man/man1",
        ".local/share/bash-completion/completions",
        ".zfunc",
    ] {
        fs::create_dir_all(test.path(folder)).unwrap();
    }
    test.answer(&["index"]);
    let mut ran = 0;
    for command in commands(&test) {
        for example in examples(&test, &command) {
            if NOT_RUN.iter().any(|part| example.contains(part)) {
                continue;
            }
            ran += 1;
            let example = example.split(" | jq ").next().unwrap();
            let output = shell(&test, example);
            let stderr = String::from_utf8(output.stderr).unwrap();
            // A story that is not found, and an archive without anything to suggest, are answers too.
            let may_be_none = ["why-not", "names suggest"];
            let expected = match output.status.code() {
                Some(1) => may_be_none.iter().any(|part| example.contains(part)),
                status => status == Some(0),
            };
            assert!(expected && !stderr.contains("error"), "{example}: {stderr}");
            let unknown = "no story has";
            assert!(
                !String::from_utf8(output.stdout).unwrap().contains(unknown),
                "{example}: a word that the seeds do not have"
            );
        }
    }
    assert!(ran > 45, "only {ran} examples");
}

/// What is typed for each command, after the name of the program.
fn commands(test: &Test) -> Vec<Vec<String>> {
    let help = test.answer(&["--help"]);
    let listed = help.split("Commands:\n").nth(1).unwrap();
    let listed = listed.lines().take_while(|line| !line.is_empty());
    let names = listed.map(|line| line.split_whitespace().next().unwrap().to_owned());
    let mut commands = vec![vec![]];
    commands.extend(names.filter(|name| name != "help").map(|name| vec![name]));
    commands.push(vec!["names".to_owned(), "suggest".to_owned()]);
    commands
}

/// The examples of a command, without the remarks beside them.
fn examples(test: &Test, command: &[String]) -> Vec<String> {
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    let help = test.answer(&[&command[..], &["--help"]].concat());
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let lines = lines.take_while(|line| line.starts_with("  "));
    let examples = lines.map(|line| line.trim().split("  ").next().unwrap().to_owned());
    let examples: Vec<String> = examples.collect();
    assert!(!examples.is_empty(), "{command:?} has no example");
    examples
}

/// Runs a line in a shell that finds the program.
fn shell(test: &Test, line: &str) -> std::process::Output {
    let program = Path::new(env!("CARGO_BIN_EXE_dateline"));
    let mut path = program.parent().unwrap().as_os_str().to_owned();
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(test.path(""));
    shell.env("PATH", path).env("HOME", test.path(""));
    shell
        .env("DATELINE_TODAY", "2026-11-22")
        .env_remove("DATELINE_INDEX");
    shell.output().unwrap()
}

#[test]
fn save_and_run_say_what_holds_for_them() {
    let test = Test::new();
    let help = |command: &str| test.answer(&[command, "--help"]);
    assert!(
        !help("save").contains("default: all stories")
            && help("who").contains("default: all stories")
    );
    assert!(!help("run").contains("--queries") && help("search").contains("trec with --queries"));
}
