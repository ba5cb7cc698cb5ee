//! `dateline names` as typed.

use clap::{Args as ClapArgs, Subcommand};

use super::number::how_many;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline names suggest > index/names.toml   if there is none yet; then delete the wrong lines
  dateline names suggest                      else copy the right lines under its [merge]")]
pub(in crate::cli) struct Names {
    #[command(subcommand)]
    pub(in crate::cli) command: NamesCommand,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(in crate::cli) enum NamesCommand {
    /// Suggest which full names short names stand for, as lines for the table `[merge]` of `names.toml`
    #[command(after_help = "\
A surname that stands alone in some stories is suggested for a full name if, of the stories with any full name of that \
surname, nine tenths have this one. The beginning of an organisation's name is treated likewise.

Examples:
  dateline names suggest
  dateline names suggest -n 0    all of them")]
    Suggest {
        /// How many to suggest; 0 for all
        #[arg(short = 'n', long, value_name = "N", default_value_t = 20, value_parser = how_many, allow_negative_numbers = true)]
        limit: usize,
    },
}
