//! Completes a command line while it is typed: commands, flags, their values, and the names in the archive.
//!
//! The script that [`completions`](super::commands) writes makes a shell run us with [`ASKED`] set and what was typed
//! behind `--`.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory};
use clap_complete::env::Shells;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::args::Args;
use super::settings::Surroundings;
use super::{Status, Streams};
use crate::annotate::tokens::fold;
use crate::backend::Backend;
use crate::story::Kind;

/// The variable that a shell sets to its name.
pub(super) const ASKED: &str = "DATELINE_COMPLETE";
/// A list of more is no help.
const MOST: usize = 50;

/// The script that makes a shell ask; `None` for one we do not know.
pub(super) fn script(shell: &str) -> Option<std::io::Result<Vec<u8>>> {
    let shells = Shells::builtins();
    let shell = shells.completer(shell)?;
    let mut script = Vec::new();
    let written = shell.write_registration(ASKED, "dateline", "dateline", "dateline", &mut script);
    Some(written.map(|()| script))
}

/// Answers `shell`, which asks for what may stand where the cursor is. Where nothing can be told, nothing is said: an
/// error would stand in the middle of what is typed.
pub(super) fn answer(
    shell: &OsStr,
    args: impl Iterator<Item = OsString>,
    around: &Surroundings,
    streams: &mut Streams<'_>,
) -> Status {
    let typed: Vec<OsString> = args.skip_while(|arg| arg != "--").skip(1).collect();
    let shells = Shells::builtins();
    let name = Path::new(shell).file_stem().unwrap_or(shell);
    let Some(completer) = name.to_str().and_then(|name| shells.completer(name)) else {
        return Status::Failed;
    };
    let quoting = if completer.name() == "bash" {
        // bash takes what it is told as typed; the other shells quote it themselves.
        Quoting::Ours
    } else {
        Quoting::Theirs
    };
    let index = typed_index(&typed)
        .or_else(|| around.variable("DATELINE_INDEX").map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("index"));
    let mut command = with_names(Args::command(), &index, quoting);
    command.build();
    let mut found = Vec::new();
    let answered = completer.write_complete(&mut command, typed, None, &mut found);
    if answered.is_err() || streams.stdout.write_all(&found).is_err() {
        return Status::Failed;
    }
    Status::Found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Ours,
    Theirs,
}

/// The folder that was typed behind `--index`.
fn typed_index(typed: &[OsString]) -> Option<PathBuf> {
    let joined = typed.iter().find_map(|arg| {
        let folder = arg.to_str()?.strip_prefix("--index=")?;
        Some(PathBuf::from(folder))
    });
    let apart = || {
        let at = typed.iter().position(|arg| arg == "--index")?;
        // bash cuts `--index=DIR` at the sign.
        let mut behind = typed.iter().skip(at + 1).skip_while(|arg| *arg == "=");
        behind.next().map(PathBuf::from)
    };
    joined.or_else(apart)
}

/// The command, whose flags that take a name know the names of an index.
fn with_names(command: Command, index: &Path, quoting: Quoting) -> Command {
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
                    names
                        .map(|name| CompletionCandidate::new(quoted(&name, typed, quoting)))
                        .collect()
                });
                command = command.mut_arg(flag, |arg| arg.add(names));
            }
        }
        command
    })
}

/// The names in the archive that begin as typed, those of most stories first; where none does, the one that has a word that
/// does. A shell takes the beginning that all have in common for what was typed, so others are of no use to it.
fn names(index: &Path, kinds: &[Kind], typed: &str) -> Vec<String> {
    let typed: String = typed.chars().filter(|c| !"\\\"'".contains(*c)).collect();
    let begins = fold(&typed);
    let all = Backend::local(index).ok();
    let all = all.and_then(|backend| backend.everybody(kinds).ok());
    let all = all.into_iter().flatten().map(|entity| entity.name);
    // A control character would do something to the line it is written in.
    let all = all.filter(|name| !name.contains(char::is_control));
    let (mut first, mut inside): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for name in all {
        let folded = fold(&name);
        let mut words = folded.match_indices(' ').map(|(at, _)| at + 1);
        if folded.starts_with(&begins) {
            if first.len() < MOST && !first.contains(&name) {
                first.push(name);
            }
        } else if words.any(|at| {
            let rest = folded.get(at..);
            rest.is_some_and(|rest| rest.starts_with(&begins))
        }) && !inside.contains(&name)
            && inside.len() < MOST
        {
            inside.push(name);
        }
    }
    if first.is_empty() && inside.len() == 1 {
        return inside;
    }
    first
}

/// A name as it is to stand in the command line, where something was typed of it.
fn quoted(name: &str, typed: &str, quoting: Quoting) -> String {
    if quoting == Quoting::Theirs {
        return name.to_owned();
    }
    match typed.chars().next() {
        Some('"') => {
            let special = |c: char| "\"$`\\!".contains(c);
            format!("\"{}\"", escaped(name, special))
        }
        Some('\'') => format!("'{}'", name.replace('\'', r"'\''")),
        _ => escaped(name, |c| !(c.is_alphanumeric() || "-_.,/".contains(c))),
    }
}

fn escaped(name: &str, special: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if special(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_as_one_word() {
        for (typed, expected) in [("mus", r"Conan\ O\'Brien"), ("\"con", "\"Conan O'Brien\"")] {
            assert_eq!(quoted("Conan O'Brien", typed, Quoting::Ours), expected);
        }
        assert_eq!(quoted("Elon Musk", "mus", Quoting::Theirs), "Elon Musk");
    }

    #[test]
    fn the_index_is_the_one_that_is_typed() {
        let typed = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            typed_index(&words)
        };
        assert_eq!(typed("dateline --index a search"), Some("a".into()));
        assert_eq!(typed("dateline search --index=b x"), Some("b".into()));
        assert_eq!(typed("dateline --index = c search"), Some("c".into()));
        assert_eq!(typed("dateline search x"), None);
    }
}
