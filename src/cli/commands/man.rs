//! `dateline man`: the manual page, from the same definition as the command line.

use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::args::{self, Args};
use crate::cli::{Status, Streams};

pub(super) fn run(args: &args::Man, streams: &mut Streams<'_>) -> anyhow::Result<Status> {
    let mut program = Args::command();
    program.build();
    let mut page = match &args.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .with_context(|| format!("there is no command `{name}`"))?,
    };
    // clap_mangen's own synopsis is all flags, without their values; the options are described below it anyway.
    let usage = page.render_usage().to_string();
    let page = page.override_usage(usage.trim_start_matches("Usage: ").to_owned());
    let source = concat!("dateline ", env!("CARGO_PKG_VERSION"));
    Man::new(page).source(source).render(&mut streams.stdout)?;
    Ok(Status::Found)
}
