//! The environment, the standard streams and the clock of this process.
#![expect(
    clippy::disallowed_methods,
    reason = "the clock is read here and nowhere else"
)]

#[cfg(unix)]
use std::fs;
use std::io::{self, IsTerminal};

use jiff::{Timestamp, Zoned};
use terminal_size::{Width, terminal_size};

use super::{Environment, Stream};

impl Environment {
    /// The environment of this process, now.
    pub fn of_process() -> Self {
        Self {
            env: std::env::vars_os().collect(),
            stdout: stream(&io::stdout()),
            stderr: stream(&io::stderr()),
            now: Zoned::now(),
        }
    }
}

/// Whether nobody can see standard output: it was closed, in whose place Rust opens the null device, or it is that.
#[cfg(unix)]
pub(super) fn discards_output() -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path| fs::metadata(path).map(|file| (file.mode(), file.rdev()));
    let (output, null) = (device("/dev/stdout"), device("/dev/null"));
    output.is_ok_and(|output| null.is_ok_and(|null| output == null))
}

/// Whether nobody can see standard output; not known here.
#[cfg(not(unix))]
pub(super) fn discards_output() -> bool {
    false
}

/// The current time.
pub(super) fn clock() -> Timestamp {
    Timestamp::now()
}

fn stream(stream: &impl IsTerminal) -> Stream {
    if !stream.is_terminal() {
        return Stream::Elsewhere;
    }
    let columns = terminal_size().map_or(80, |(Width(columns), _)| usize::from(columns));
    Stream::Terminal { columns }
}
