//! Whole runs, with streams in memory.

mod help;
mod narrow;

use std::collections::HashMap;
use std::ffi::OsString;

use jiff::civil::date;

use super::{Environment, Status, Stream, Streams, run};

fn environment() -> Environment {
    Environment {
        env: HashMap::new(),
        stdout: Stream::Elsewhere,
        stderr: Stream::Elsewhere,
        now: date(2024, 7, 17).at(9, 0, 0, 0).in_tz("UTC").unwrap(),
    }
}

/// What a run comes to and writes to either stream.
fn dateline(args: &[&str]) -> (Status, String, String) {
    dateline_in(&environment(), args)
}

fn dateline_in(environment: &Environment, args: &[&str]) -> (Status, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
    };
    let args = ["dateline"].iter().chain(args).map(OsString::from);
    let status = run(args, environment, &mut streams);
    (
        status,
        String::from_utf8(stdout).unwrap(),
        String::from_utf8(stderr).unwrap(),
    )
}

/// What a run that fails has to say.
fn error(args: &[&str]) -> String {
    let (status, stdout, stderr) = dateline(args);
    assert_eq!((status, stdout.as_str()), (Status::Failed, ""));
    stderr
}

#[test]
fn the_arguments_are_sound() {
    use clap::CommandFactory;
    super::args::Args::command().debug_assert();
}

#[test]
fn an_invalid_number_is_an_error_that_says_what_is_expected() {
    let at_least_one = "expected a whole number of days, 1 or more";
    for (typed, flag, expected) in [
        (["--recency", "0"], "--recency <DAYS>", at_least_one),
        (["--recency", "-3"], "--recency <DAYS>", at_least_one),
        (["--recency", "1.5"], "--recency <DAYS>", at_least_one),
        (
            ["-n", "x"],
            "--limit <N>",
            "expected a whole number, 0 or more",
        ),
        (
            ["--offset", "-1"],
            "--offset <N>",
            "expected a whole number, 0 or more",
        ),
    ] {
        let told = error(&[&["search", "flood"], &typed[..]].concat());
        let value = typed[1];
        let line = format!("error: invalid value '{value}' for '{flag}': {expected}\n");
        assert!(told.starts_with(&line), "{told}");
    }
    for threads in ["0", "1025"] {
        let told = error(&["index", "--threads", threads]);
        assert!(
            told.contains("expected a whole number, 1 to 1024\n"),
            "{told}"
        );
    }
    assert!(error(&["watch", "--every", "0"]).contains("of seconds, 1 or more\n"));
    // More than can be counted are all: what is missing is the index.
    let all = ["search", "flood", "-n", "99999999999999999999"];
    assert!(error(&[&all, &["--index", "nowhere"][..]].concat()).contains("there is no index"));
}

#[test]
fn help_is_in_colour_if_asked_for() {
    for (args, colour) in [
        (&["--help"][..], false),
        (&["--color", "always", "--help"], true),
        (&["search", "--color=always", "--help"], true),
        (
            &["--color=always", "search", "--color", "never", "-x"],
            false,
        ),
        (&["search", "--nonsense", "--color=always"], true),
        (&["search", "--help", "--", "--color=always"], false),
    ] {
        let (_, stdout, stderr) = dateline(args);
        assert_eq!((stdout + &stderr).contains('\u{1b}'), colour, "{args:?}");
    }
}

#[test]
fn help_and_version_are_answers() {
    let (status, stdout, stderr) = dateline(&["--version"]);
    assert_eq!((status, stderr.as_str()), (Status::Found, ""));
    assert_eq!(stdout, format!("dateline {}\n", env!("CARGO_PKG_VERSION")));
    let (status, stdout, _) = dateline(&["search", "--help"]);
    assert_eq!(status, Status::Found);
    assert!(
        stdout.contains("dateline search -- -biden bank"),
        "{stdout}"
    );
}

#[test]
fn wrong_use_is_an_error() {
    let stderr = error(&["serach"]);
    assert!(
        stderr.starts_with("error: unrecognized subcommand 'serach'"),
        "{stderr}"
    );
    let stderr = error(&["search", "-biden"]);
    assert!(
        stderr.ends_with(
            "\nhint: to exclude `biden`, put `--` after the flags and before the query: `-- … -biden`\n"
        ) && !stderr.contains("tip:"),
        "{stderr}"
    );
    for command in ["annotate", "why", "index", "watch"] {
        let stderr = error(&[command, "-storm.txt"]);
        let hint = "\nhint: write a file of this name as `./-storm.txt`\n";
        assert!(stderr.ends_with(hint), "{stderr}");
    }
    assert_eq!(
        error(&["search"]),
        "error: nothing to search for\n\
         hint: give a query or a filter; `dateline search '*'` finds every story\n"
    );
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf8_gets_a_hint() {
    use std::os::unix::ffi::OsStringExt;
    let args = ["dateline", "search"].map(OsString::from).into_iter();
    let args = args.chain([OsString::from_vec(b"Z\xfcrich".to_vec())]);
    let mut stderr = Vec::new();
    let mut streams = Streams {
        stdin: &mut std::io::empty(),
        stdout: &mut Vec::new(),
        stderr: &mut stderr,
    };
    assert_eq!(run(args, &environment(), &mut streams), Status::Failed);
    let stderr = String::from_utf8(stderr).unwrap();
    assert!(
        stderr.starts_with("error: invalid UTF-8 was detected")
            && stderr.ends_with("\nhint: type it in UTF-8; write a file name that is not UTF-8 as `search` prints it, like `caf\\xE9.txt`\n"),
        "{stderr}"
    );
}

#[test]
fn a_missing_index_is_an_error_for_every_command() {
    for command in [
        &["search", "storm"][..],
        &["similar", "x"],
        &["copies", "x"],
        &["who"],
        &["timeline"],
        &["show", "x"],
        &["status"],
        &["why", "x"],
    ] {
        let args = [&["--index", "no/such/index"], command].concat();
        assert_eq!(
            error(&args),
            "error: there is no index at `no/such/index`\n\
             hint: create one: `dateline --index no/such/index index PATH…`\n",
            "{command:?}"
        );
    }
}

#[test]
fn conditions_are_checked_before_the_index_is_opened() {
    let stderr = error(&["search", "--lang", "englisch"]);
    assert!(
        stderr.starts_with("error: in `--lang`: unknown language `englisch`\n  --lang englisch\n         ^^^^^^^^\n"),
        "{stderr}"
    );
    let stderr = error(&["search", "--who", "?!"]);
    assert!(
        stderr.starts_with("error: in `--who`: expected a letter or a digit, found `?!`\n"),
        "{stderr}"
    );
    let stderr = error(&["search", "storm", "--published", "someday"]);
    assert!(
        stderr.starts_with("error: in `--published`: cannot read `someday` as a date\n"),
        "{stderr}"
    );
}

#[test]
fn several_queries_have_no_csv() {
    assert_eq!(
        error(&["search", "--queries", "-", "--format", "csv"]),
        "error: `--queries` does not support this format\n\
         hint: with `--queries`, use `--format` trec, jsonl or ids\n"
    );
}

/// What a shell is told of the last word typed.
fn completed(shell: &str, typed: &[&str]) -> String {
    let mut around = environment();
    around.env.insert("DATELINE_COMPLETE".into(), shell.into());
    let mut stdout = Vec::new();
    let mut streams = Streams {
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut Vec::new(),
    };
    let args = ["dateline", "--"].iter().chain(typed).map(OsString::from);
    assert_eq!(run(args, &around, &mut streams), Status::Found);
    String::from_utf8(stdout).unwrap()
}

#[test]
fn every_shell_has_a_completion_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (status, script, _) = dateline(&["completions", shell]);
        assert_eq!(status, Status::Found);
        assert!(script.contains("DATELINE_COMPLETE"), "{shell}: {script}");
    }
}

#[test]
fn the_manual_and_the_completions_know_every_command() {
    let (_, manual, _) = dateline(&["man"]);
    let completed = completed("fish", &["dateline", ""]);
    for command in [
        "index",
        "search",
        "similar",
        "copies",
        "who",
        "timeline",
        "names",
        "save",
        "run",
        "saved",
        "annotate",
        "show",
        "status",
        "why",
        "completions",
        "man",
    ] {
        assert!(
            manual.contains(&format!("dateline\\-{command}(1)")),
            "{command}: {manual}"
        );
        assert!(completed.contains(command), "{command}: {completed}");
    }
    let (_, manual, _) = dateline(&["man", "search"]);
    assert!(manual.contains("\\-\\-published"), "{manual}");
    assert_eq!(
        error(&["man", "sing"]),
        "error: there is no command `sing`\n"
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for args in [&["man"][..], &["completions", "zsh"], &["--help"]] {
        let mut stderr = Vec::new();
        let mut streams = Streams {
            stdin: &mut std::io::empty(),
            stdout: &mut Closed,
            stderr: &mut stderr,
        };
        let args = ["dateline"].iter().chain(args).map(OsString::from);
        assert_eq!(run(args, &environment(), &mut streams), Status::Found);
        assert!(stderr.is_empty());
    }
}
