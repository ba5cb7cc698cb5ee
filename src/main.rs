//! The `dateline` program.

use std::io::{self, BufWriter};
use std::process::ExitCode;

use dateline::cli::{self, Environment, Streams};

fn main() -> ExitCode {
    cli::quiet_panics();
    // Standard error is not locked: threads write their log there too.
    let mut streams = Streams {
        stdin: &mut io::stdin().lock(),
        stdout: &mut BufWriter::new(io::stdout().lock()),
        stderr: &mut io::stderr(),
    };
    cli::run(
        std::env::args_os(),
        &Environment::of_process(),
        &mut streams,
    )
    .into()
}
