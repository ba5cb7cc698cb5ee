//! `dateline man`: the manual page, from the same definition as the command line.

use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::args::{self, Args};
use crate::cli::{Status, Streams};

pub(super) fn run(args: &args::Man, streams: &mut Streams<'_>) -> anyhow::Result<Status> {
    let mut program = Args::command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .with_context(|| format!("there is no command `{name}`"))?,
    };
    Man::new(page).render(&mut streams.stdout)?;
    Ok(Status::Found)
}
