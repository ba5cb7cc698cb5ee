//! Completes a command line while it is typed: commands, flags, their values, and the names in the archive.
//!
//! The script that [`completions`](super::commands) writes makes a shell run this program with [`SHELL_VARIABLE`] set,
//! and with what was typed after `--`.

mod bash;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory};
use clap_complete::env::Shells;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::args::Args;
use super::saved::Saved;
use super::settings::Environment;
use super::{Status, Streams};
use crate::annotate::tokens::fold;
use crate::backend::Backend;
use crate::story::Kind;

/// The variable that a shell sets to its name.
pub(super) const SHELL_VARIABLE: &str = "DATELINE_COMPLETE";
/// The folder that file names are completed in.
const CURRENT_FOLDER: &str = ".";
/// A longer list of candidates is no help.
const MOST_CANDIDATES: usize = 50;

/// Our addition to the script for zsh. Without it, zsh drops candidates that do not begin as typed, such as `Elon Musk`
/// for `mus`, and deletes what is typed if several candidates share no prefix.
const ZSH: &str = "'values' other -U
        if [[ -z $compstate[unambiguous] ]] && (( compstate[nmatches] > 1 )); then
            compstate[insert]= compstate[list]='list force'
        fi";

/// The script that makes a shell ask for completions; `None` if there is none for the shell.
pub(super) fn script(shell: &str) -> Option<std::io::Result<String>> {
    if shell == "bash" {
        return Some(Ok(bash::SCRIPT.to_owned()));
    }
    let shells = Shells::builtins();
    let completer = shells.completer(shell)?;
    let mut script = Vec::new();
    let written = completer.write_registration(
        SHELL_VARIABLE,
        "dateline",
        "dateline",
        "dateline",
        &mut script,
    );
    Some(written.map(|()| {
        let script = String::from_utf8_lossy(&script);
        script.replace("'values' other", ZSH)
    }))
}

/// Prints the candidates for the word at the cursor for `shell`. On an error it prints nothing: a message would appear
/// in the middle of the command line.
pub(super) fn answer(
    shell: &OsStr,
    args: impl Iterator<Item = OsString>,
    environment: &Environment,
    streams: &mut Streams<'_>,
) -> Status {
    let typed: Vec<OsString> = args.skip_while(|arg| arg != "--").skip(1).collect();
    let shells = Shells::builtins();
    let name = Path::new(shell).file_stem().unwrap_or(shell);
    let Some(completer) = name.to_str().and_then(|name| shells.completer(name)) else {
        return Status::Failed;
    };
    let answered = if completer.name() == "bash" {
        let at = environment
            .variable(bash::WORD)
            .and_then(|at| at.to_str()?.parse().ok());
        answer_bash(typed, at.unwrap_or_default(), environment)
    } else {
        let typed = match completer.name() {
            "zsh" | "fish" => unquoted(typed),
            _ => typed,
        };
        let mut found = Vec::new();
        let mut command = command(&typed, environment);
        let answered = completer.write_complete(
            &mut command,
            typed,
            Some(Path::new(CURRENT_FOLDER)),
            &mut found,
        );
        answered.map(|()| found)
    };
    match answered.and_then(|found| streams.stdout.write_all(&found)) {
        Ok(()) => Status::Found,
        Err(_) => Status::Failed,
    }
}

/// The candidates for bash, one per line.
fn answer_bash(
    typed: Vec<OsString>,
    at: usize,
    environment: &Environment,
) -> std::io::Result<Vec<u8>> {
    let (typed, at) = bash::rejoined(typed, at);
    let cursor = typed.get(at).and_then(|word| word.to_str());
    let (_, open) = bash::unquoted(cursor.unwrap_or_default());
    let typed = unquoted(typed);
    let mut command = command(&typed, environment);
    let candidates =
        clap_complete::engine::complete(&mut command, typed, at, Some(Path::new(CURRENT_FOLDER)))?;
    let mut lines = String::new();
    for candidate in candidates {
        let value = candidate.get_value().to_string_lossy();
        // One per line: a candidate with a line break cannot be offered.
        if !value.contains(char::is_control) {
            lines += &bash::quoted(&value, open);
            lines.push('\n');
        }
    }
    Ok(lines.into_bytes())
}

/// The words as the shell would pass them to the program.
fn unquoted(typed: Vec<OsString>) -> Vec<OsString> {
    let words = typed.into_iter().map(|word| match word.to_str() {
        Some(word) => bash::unquoted(word).0.into(),
        None => word,
    });
    words.collect()
}

/// The clap command, completed with the names in the index that is typed or set.
fn command(typed: &[OsString], environment: &Environment) -> Command {
    let index = typed_index(typed)
        .or_else(|| environment.variable("DATELINE_INDEX").map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("index"));
    let mut command = with_names(Args::command(), &index);
    command.build();
    command
}

/// The value of `--index` as typed.
fn typed_index(typed: &[OsString]) -> Option<PathBuf> {
    let joined = typed.iter().find_map(|arg| {
        let folder = arg.to_str()?.strip_prefix("--index=")?;
        Some(PathBuf::from(folder))
    });
    let apart = || {
        let at = typed.iter().position(|arg| arg == "--index")?;
        typed.get(at + 1).map(PathBuf::from)
    };
    joined.or_else(apart)
}

/// The clap command, with the names of an index as values of the flags that take names.
fn with_names(command: Command, index: &Path) -> Command {
    command.mut_subcommands(|mut command| {
        for (flag, kinds) in [
            ("who", &Kind::ALL[..]),
            ("with", &Kind::ALL[..]),
            ("person", &[Kind::Person][..]),
            ("org", &[Kind::Org][..]),
            ("place", &[Kind::Place][..]),
        ] {
            if command.get_arguments().any(|arg| arg.get_id() == flag) {
                let index = index.to_owned();
                let names = ArgValueCompleter::new(move |typed: &OsStr| {
                    let typed = typed.to_str().unwrap_or_default();
                    let names = names(&index, kinds, typed).into_iter();
                    names.map(CompletionCandidate::new).collect()
                });
                command = command.mut_arg(flag, |arg| arg.add(names));
            }
        }
        let saved = match command.get_name() {
            "run" => Some("name"),
            "saved" => Some("remove"),
            _ => None,
        };
        if let Some(arg) = saved {
            let index = index.to_owned();
            let names = ArgValueCompleter::new(move |typed: &OsStr| {
                let saved = Saved::read(&index).ok();
                let names = saved
                    .into_iter()
                    .flat_map(|saved| saved.queries.into_keys());
                let names = beginning(names, typed.to_str().unwrap_or_default()).into_iter();
                names.map(CompletionCandidate::new).collect()
            });
            command = command.mut_arg(arg, |arg| arg.add(names));
        }
        if command.get_arguments().any(|arg| arg.get_id() == "country") {
            let index = index.to_owned();
            let codes = ArgValueCompleter::new(move |typed: &OsStr| {
                let typed = typed.to_str().unwrap_or_default().to_uppercase();
                let backend = Backend::local(&index).ok();
                let codes = backend.and_then(|backend| backend.countries().ok());
                let codes = codes.into_iter().flatten();
                let codes = codes.filter(|code| code.starts_with(&typed));
                codes.map(CompletionCandidate::new).collect()
            });
            command = command.mut_arg("country", |arg| arg.add(codes));
        }
        command
    })
}

/// The names in the archive that begin as typed, those in most stories first.
fn names(index: &Path, kinds: &[Kind], typed: &str) -> Vec<String> {
    let all = Backend::local(index).ok();
    let all = all.and_then(|backend| backend.names_of_kinds(kinds).ok());
    beginning(all.into_iter().flatten().map(|entity| entity.name), typed)
}

/// The names that begin as typed; if there are none, those with a word that begins so. A shell replaces what was typed
/// by the common prefix of all candidates, so several of the latter are useful only if that is empty or longer.
fn beginning(all: impl Iterator<Item = String>, typed: &str) -> Vec<String> {
    let begins = compared(typed);
    // Control characters could garble the command line.
    let all = all.filter(|name| !name.contains(char::is_control));
    let (mut first, mut inside): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for name in all {
        let folded = compared(&name);
        if folded.starts_with(&begins) {
            if first.len() < MOST_CANDIDATES && !first.contains(&name) {
                first.push(name);
            }
        } else if has_word(&folded, &begins)
            && !inside.contains(&name)
            && inside.len() < MOST_CANDIDATES
        {
            inside.push(name);
        }
    }
    if !first.is_empty() {
        return first;
    }
    let shared = shared(&inside);
    if shared.is_empty() || has_word(&compared(&shared), &begins) {
        inside
    } else {
        first
    }
}

/// A name or its beginning in the form that is compared: folded, every apostrophe a straight one.
fn compared(text: &str) -> String {
    fold(text).replace(['‘', '’', 'ʼ'], "'")
}

/// Whether a word of the text after the first begins so.
fn has_word(text: &str, begins: &str) -> bool {
    let mut words = text.match_indices(' ').map(|(at, _)| at + 1);
    words.any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(begins)))
}

/// The common prefix of all.
fn shared(all: &[String]) -> String {
    let mut all = all.iter();
    let first = all.next().cloned().unwrap_or_default();
    all.fold(first, |shared, other| {
        let both = shared.chars().zip(other.chars());
        both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_may_be_curly_or_straight() {
        for (name, typed) in [("Pat O’Hara", "pat o'h"), ("Pat O'Hara", "pat o’h")] {
            let names = beginning([name.to_owned()].into_iter(), typed);
            assert_eq!(names, [name]);
        }
    }

    #[test]
    fn the_index_is_the_value_of_the_flag() {
        let typed = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            typed_index(&words)
        };
        assert_eq!(typed("dateline --index a search"), Some("a".into()));
        assert_eq!(typed("dateline search --index=b x"), Some("b".into()));
        assert_eq!(typed("dateline --index c search"), Some("c".into()));
        assert_eq!(typed("dateline --index"), None);
        assert_eq!(typed("dateline search x"), None);
    }
}
