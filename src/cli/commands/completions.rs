//! `dateline completions`: a script that lets a shell complete our commands.

use clap::CommandFactory;

use crate::cli::args::{Args, Completions};
use crate::cli::{Status, Streams};

pub(super) fn run(args: &Completions, streams: &mut Streams<'_>) -> anyhow::Result<Status> {
    // Made in memory, since the generator panics when a pipe closes.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    streams.stdout.write_all(&script)?;
    Ok(Status::Found)
}
