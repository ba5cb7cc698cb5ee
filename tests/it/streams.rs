//! Exit status, colours, closed pipes, messages.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use crate::support::Test;

fn archive() -> Test {
    let test = Test::new();
    let story = |number| {
        format!("{{\"id\":\"{number}\",\"body\":\"Rain fell on the town, again and again.\"}}\n")
    };
    test.file("seeds/wire.jsonl", (0..3000).map(story).collect::<String>());
    test.answer(&["index"]);
    test
}

#[test]
fn the_exit_status_is_that_of_grep() {
    let test = archive();
    assert_eq!(test.run(&["search", "rain"]).status, 0);
    assert_eq!(test.run(&["search", "snow"]).status, 1);
    assert_eq!(test.run(&["search", "autor:smith"]).status, 2);
    assert_eq!(test.run(&["serach"]).status, 2);
    assert_eq!(test.run(&["--help"]).status, 0);
}

#[test]
fn an_error_shows_the_place() {
    let ran = archive().run(&["search", "rain", "autor:smith"]);
    assert_eq!(ran.stdout, "");
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(lines[0], "error: unknown field `autor` at column 6");
    assert_eq!(lines[1], "  rain autor:smith");
    assert_eq!(lines[2], "       ^^^^^");
    assert!(lines[3].starts_with("hint: "), "{lines:?}");
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let test = archive();
    assert!(!test.answer(&["search", "rain"]).contains('\u{1b}'));
    assert!(
        test.answer(&["--color", "always", "search", "rain"])
            .contains('\u{1b}')
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    let test = archive();
    let mut command = test.command(&["search", "-n", "3000", "rain"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn messages_can_be_json() {
    let ran = archive().run(&["--log-format", "json", "-v", "search", "rain"]);
    assert!(!ran.stderr.is_empty());
    for line in ran.stderr.lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(message.is_object());
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let test = Test::new();
    for command in [
        "index",
        "watch",
        "search",
        "annotate",
        "show",
        "status",
        "why",
        "why-not",
        "completions",
        "man",
    ] {
        let help = test.answer(&[command, "--help"]);
        assert!(help.contains("Examples:"), "{command}: {help}");
    }
    assert!(test.answer(&["completions", "bash"]).contains("dateline"));
    assert!(test.answer(&["man"]).contains(".TH"));
}

#[test]
fn annotate_reads_standard_input_in_any_format() {
    let test = Test::new();
    for (input, title) in [
        (
            "Ferry sails\n\nAngela Merkel came to Hamburg.\n",
            "Ferry sails",
        ),
        ("{\"title\":\"Rain\"}\n{\"title\":\"More rain\"}\n", "Rain"),
    ] {
        let ran = test.handed(&["annotate", "-"], input.as_bytes());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        let story: serde_json::Value =
            serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
        assert_eq!(
            (&story["title"], &story["file"]),
            (&title.into(), &"-".into())
        );
    }
}

#[test]
fn stories_on_standard_input_are_read_as_they_come_in() {
    let test = Test::new();
    let mut command = test.command(&["annotate", "-"]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let (close, closed) = std::sync::mpsc::channel::<()>();
    let writer = std::thread::spawn(move || {
        for number in 0..10_000 {
            let id = format!("{{\"id\":\"{number}\",\"body\":\"Rain fell on the harbour.\"}}");
            writeln!(input, "{id}").unwrap();
        }
        closed.recv().unwrap();
    });
    // It does not wait for the end.
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    output.read_line(&mut first).unwrap();
    assert!(first.starts_with("{\"id\":\"0\""), "{first}");
    close.send(()).unwrap();
    assert_eq!(output.lines().count(), 9999);
    writer.join().unwrap();
    assert!(child.wait().unwrap().success());
}
