//! The program: arguments and streams in, an answer and an exit status out.
//!
//! 1. [`args`] is the command line as typed.
//! 2. [`settings`] resolves it with the environment.
//! 3. [`commands`] has one file per command, which calls the library and hands its answer to `present`.
//! 4. [`complete`] answers a shell that completes a command line.
//! 5. [`message`] says what went wrong and what to do about it, [`damage`] whether the index is at fault.
//!
//! Only this module uses the environment, the standard streams, the clock and the exit status.

mod args;
mod clear;
mod commands;
mod complete;
mod damage;
mod log;
mod message;
mod process;
mod saved;
mod settings;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, ValueEnum};

use crate::present::wrap;
use args::{Args, When};
pub use damage::quiet_panics;
use message::Message;
pub use settings::{Environment, Stream};

/// The streams that a run reads from and writes to.
pub struct Streams<'s> {
    /// Standard input.
    pub stdin: &'s mut dyn Read,
    /// Standard output: the answer.
    pub stdout: &'s mut dyn Write,
    /// Standard error: everything else.
    pub stderr: &'s mut dyn Write,
}

/// The result of a run, as grep has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// There are hits, or the command succeeded.
    Found,
    /// There are no hits.
    NotFound,
    /// There was an error, which has been reported.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Found => 0,
            Status::NotFound => 1,
            Status::Failed => 2,
        })
    }
}

/// Runs the program once. `args` begins with its name.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    streams: &mut Streams<'_>,
) -> Status {
    if let Some(shell) = environment.variable(complete::SHELL_VARIABLE) {
        let answered =
            AssertUnwindSafe(|| complete::answer(shell, args.into_iter(), environment, streams));
        return catch_unwind(answered).unwrap_or(Status::Failed);
    }
    let typed: Vec<OsString> = args.into_iter().collect();
    match Args::try_parse_from(&typed) {
        Ok(args) => answer(&args, environment, streams),
        Err(mut error) => {
            let hint = hint_for(&mut error, &typed);
            let colour = colour_typed(&typed);
            usage(&error, hint.as_deref(), colour, environment, streams)
        }
    }
}

fn answer(args: &Args, environment: &Environment, streams: &mut Streams<'_>) -> Status {
    let settings = match settings::resolve(&args.common, environment) {
        Ok(settings) => settings,
        Err(error) => {
            let styling = environment.styling(environment.stderr, args.common.color);
            return fail(&error.into(), args.common.log_format, styling, streams);
        }
    };
    log::start(&settings);
    let result = damage::catch_panic(|| {
        let status = commands::run(&args.command, &settings, streams)?;
        Ok(streams.stdout.flush().map(|()| status)?)
    });
    match result {
        Ok(status) => status,
        Err(error) if is_closed_pipe(&error) => Status::Found,
        Err(error) => {
            let error = damage::diagnose(error, &settings.index);
            fail(&error, settings.log_format, settings.error_styling, streams)
        }
    }
}

/// The value of `--color`, found even if the other arguments are wrong or ask for help.
fn colour_typed(typed: &[OsString]) -> When {
    let words = typed.iter().take_while(|word| *word != "--");
    let words: Vec<&str> = words.map(|word| word.to_str().unwrap_or("")).collect();
    let apart = words.windows(2).filter_map(|pair| match pair {
        ["--color", when] => Some(*when),
        _ => None,
    });
    let joined = words
        .iter()
        .filter_map(|word| word.strip_prefix("--color="));
    let mut values = apart.chain(joined);
    values
        .find_map(|when| When::from_str(when, false).ok())
        .unwrap_or_default()
}

/// The hint for an argument that is not UTF-8.
const NOT_UTF8: &str = r"type it in UTF-8; write a file name that is not UTF-8 as `search` prints it, like `caf\xE9.txt`";

/// A better hint than clap's for arguments that it cannot parse, if there is one. Clap's own is then removed.
fn hint_for(error: &mut clap::Error, typed: &[OsString]) -> Option<String> {
    if error.kind() == ErrorKind::InvalidUtf8 {
        return Some(NOT_UTF8.to_owned());
    }
    let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    // Clap reads `-trump` as a row of short flags, and `-t` does not exist.
    let word = |word: &&str| word.len() > flag.len() && word.starts_with(flag.as_str());
    let is_flag = !flag.starts_with('-') || flag.starts_with("--");
    let mut typed = typed.iter().filter_map(|word| word.to_str());
    let excluding = typed.find(word).filter(|_| !is_flag)?;
    let excluded = excluding.trim_start_matches('-');
    let usage = error.get(ContextKind::Usage).map(ToString::to_string);
    let takes_files = usage.is_some_and(|usage| {
        !usage.contains("QUERY") && (usage.contains("FILE>") || usage.contains("PATH]"))
    });
    let hint = if takes_files {
        format!("write a file of this name as `./{excluding}`")
    } else {
        format!(
            "to exclude `{excluded}`, put `--` after the flags and before the query: `-- … {excluding}`"
        )
    };
    error.remove(ContextKind::Suggested);
    Some(hint)
}

/// The indent of the rest of a folded line.
const HANG: usize = 2;

/// Writes what clap says: help, the version, or what is wrong with the arguments.
fn usage(
    error: &clap::Error,
    hint: Option<&str>,
    colour: When,
    environment: &Environment,
    streams: &mut Streams<'_>,
) -> Status {
    let (to, stream): (&mut dyn Write, _) = if error.use_stderr() {
        (streams.stderr, environment.stderr)
    } else {
        (streams.stdout, environment.stdout)
    };
    let text = error.render();
    let styling = environment.styling(stream, colour);
    let text = if styling.colour {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    let written = write!(to, "{}", wrap(&text, HANG, styling)).and_then(|()| match hint {
        Some(hint) => message::hint_line(hint, styling, to),
        None => Ok(()),
    });
    let asked_for = !error.use_stderr();
    match written.and_then(|()| to.flush()) {
        Ok(()) if asked_for => Status::Found,
        Err(error) if asked_for && error.kind() == io::ErrorKind::BrokenPipe => Status::Found,
        _ => Status::Failed,
    }
}

/// Reports an error.
fn fail(
    error: &anyhow::Error,
    format: args::LogFormat,
    styling: crate::present::Styling,
    streams: &mut Streams<'_>,
) -> Status {
    // The output so far comes before the error. If neither stream can be written to, the error cannot be reported.
    let _ = streams.stdout.flush();
    let _ = Message::of(error, styling).write(format, styling, streams.stderr);
    Status::Failed
}

/// Whether the reader of the output has closed the pipe, which is not an error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests;
