//! What a shell is told that completes a command line.

use std::path::Path;
use std::process::Command;

use crate::support::Test;

/// What a bash completes the last of some words to, which it has cut as it does; `None` where there is no bash. It gives
/// the word that the cursor is in once without the sign that is open in it.
fn completed(test: &Test, words: &[&str]) -> Option<Vec<String>> {
    const CALL: &str = r#"source <(dateline completions bash) && COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        cursor=${!#} && { _dateline dateline "${cursor#[=\"\']}" "" || :; } && printf '%s\n' "${COMPREPLY[@]}""#;
    let program = Path::new(env!("CARGO_BIN_EXE_dateline")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(
        [program.to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&path)),
    );
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", CALL, "bash"]).args(words);
    bash.current_dir(test.path("")).env("PATH", path.unwrap());
    let ran = match bash.env_remove("DATELINE_INDEX").output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        ran => ran.unwrap(),
    };
    let trouble = String::from_utf8(ran.stderr).unwrap();
    assert_eq!((ran.status.code(), trouble.as_str()), (Some(0), ""));
    let told = String::from_utf8(ran.stdout).unwrap();
    let told = told.lines().filter(|told| !told.is_empty());
    Some(told.map(str::to_owned).collect())
}

#[test]
fn names_of_the_archive_are_completed() {
    let test = Test::with_seeds();
    test.answer(&["index"]);
    for (typed, expected) in [
        (&["search", "--person", "mus"][..], &[r"Elon\ Musk"][..]),
        (&["search", "--person", "=", "mus"], &[r"Elon\ Musk"]),
        (&["search", "--person", r"Elon\ Mu"], &[r"Elon\ Musk"]),
        (&["search", "--person", "=", r"elon\ m"], &[r"Elon\ Musk"]),
        (&["who", "--person", "\"elon m"], &["Elon Musk"]),
        (&["who", "--person", "=", "'elon m"], &["Elon Musk"]),
        (&["who", "--with", "Thierry"], &[r"Thierry\ Breton"]),
        (&["timeline", "--place", "elon"], &[]),
        (&["who", "--country", "=", "u"], &["US", "UA"]),
        (&["--index", "none", "search", "--person", "mus"], &[]),
        (&["--index", "=", "none", "search", "--person", "mus"], &[]),
        (
            &["--index", "=", "index", "search", "--person", "mus"],
            &[r"Elon\ Musk"],
        ),
    ] {
        let words = [&["dateline"][..], typed].concat();
        if let Some(told) = completed(&test, &words) {
            assert_eq!(told, expected, "{typed:?}");
        }
    }
    // Several that have a word that begins so are told where they share no beginning, which the shell would put there.
    let words = ["dateline", "who", "--with", "tru"];
    let both = [r"Donald\ Trump", r"Wellcome\ Trust"];
    assert!(completed(&test, &words).is_none_or(|told| told == both));
    for (one, other, told) in [
        ("Bella Tarn", "Boris Tarn", &[][..]),
        (
            "Bella Tarn",
            "Bella Tarbert",
            &[r"Bella\ Tarbert", r"Bella\ Tarn"],
        ),
    ] {
        let story = format!(
            "Police said on Monday that {one} had met {other} in the old harbour of the town.\n"
        );
        test.file("seeds/a.txt", story).answer(&["index"]);
        assert!(test.answer(&["who", "-n", "1000"]).contains(one));
        let words = ["dateline", "who", "--with", "tar"];
        assert!(completed(&test, &words).is_none_or(|completed| completed == told));
    }
    let all = completed(&test, &["dateline", "search", "--person", "="]);
    assert!(
        all.is_none_or(|all| all.len() == 50),
        "as many as are shown"
    );
}

#[test]
fn saved_queries_are_completed() {
    let test = Test::with_seeds();
    test.answer(&["index"]);
    for name in ["harbour", "two words", "town"] {
        test.answer(&["save", name, "storm"]);
    }
    for (typed, expected) in [
        (&["run", "h"][..], &["harbour"][..]),
        (&["run", "two"], &[r"two\ words"]),
        (&["run", "t"], &["town", r"two\ words"]),
        (&["saved", "--remove", "=", "word"], &[r"two\ words"]),
        (&["save", "h"], &[]),
        (&["--index", "none", "run", "h"], &[]),
    ] {
        let words = [&["dateline"][..], typed].concat();
        if let Some(told) = completed(&test, &words) {
            assert_eq!(told, expected, "{typed:?}");
        }
    }
    let words = ["dateline", "saved", "--remove", "two"];
    assert_eq!(candidates(&test, "fish", &words), ["two words"]);
}

/// What other shells are told of the last of some words.
fn candidates(test: &Test, shell: &str, words: &[&str]) -> Vec<String> {
    let output = test
        .command(&[&["--"][..], words].concat())
        .env("DATELINE_COMPLETE", shell)
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().map(str::to_owned).collect()
}

#[test]
fn other_shells_quote_names_themselves() {
    let test = Test::with_seeds();
    test.answer(&["index"]);
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        let script = test.answer(&["completions", shell]);
        assert!(script.contains("DATELINE_COMPLETE"), "{shell}: {script}");
        let words = ["dateline", "search", "--person", "mus"];
        assert_eq!(candidates(&test, shell, &words), ["Elon Musk"], "{shell}");
        let words = ["dateline", "search", "--person=mus"];
        assert_eq!(candidates(&test, shell, &words), ["--person=Elon Musk"]);
    }
    for shell in ["zsh", "fish"] {
        let words = ["dateline", "search", "--person", "\"elon m"];
        assert_eq!(candidates(&test, shell, &words), ["Elon Musk"], "{shell}");
    }
    let zsh = test.answer(&["completions", "zsh"]);
    assert!(zsh.contains("other -U"), "zsh drops what does not begin so");
    let lists = "compstate[insert]= compstate[list]='list force'";
    assert!(
        zsh.contains(lists),
        "zsh drops what was typed for names that share no beginning"
    );
}

#[test]
fn files_are_completed() {
    let test = Test::new();
    test.file("old news/may 1.txt", "Rain fell.");
    for (typed, expected) in [
        (&["index", "old"][..], r"old\ news/"),
        (&["annotate", r"old\ news/m"], r"old\ news/may\ 1.txt"),
        (&["search", "--queries", "=", "o"], r"old\ news/"),
    ] {
        let words = [&["dateline"][..], typed].concat();
        if let Some(told) = completed(&test, &words) {
            assert_eq!(told, [expected], "{typed:?}");
        }
    }
    for shell in ["zsh", "fish"] {
        let words = ["dateline", "why", "old"];
        assert_eq!(candidates(&test, shell, &words), ["old news/"], "{shell}");
    }
}

#[test]
fn flags_and_their_values_are_completed() {
    let test = Test::new();
    for (typed, expected) in [
        (&["search", "--so"][..], &["--source", "--sort"][..]),
        (
            &["search", "--sort", ""],
            &["relevance", "newest", "oldest"],
        ),
        (&["search", "--sort", "=", "ne"], &["newest"]),
    ] {
        let words = [&["dateline"][..], typed].concat();
        if let Some(told) = completed(&test, &words) {
            assert_eq!(told, expected, "{typed:?}");
        }
    }
}
