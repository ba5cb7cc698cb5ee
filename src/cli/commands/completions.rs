//! `dateline completions`: prints the completion script for a shell.

use anyhow::anyhow;

use crate::cli::args::Completions;
use crate::cli::{Status, Streams, complete};

pub(super) fn run(args: &Completions, streams: &mut Streams<'_>) -> anyhow::Result<Status> {
    let shell = args.shell.to_string();
    let script = complete::script(&shell);
    let script = script.ok_or_else(|| anyhow!("there is no completion script for `{shell}`"))?;
    streams.stdout.write_all(script?.as_bytes())?;
    Ok(Status::Found)
}
