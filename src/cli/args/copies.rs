//! `dateline copies` as typed.

use clap::Args as ClapArgs;

use super::TableFormat;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Copies are stories whose texts share at least half of their runs of five words, and the copies of those. Of short texts
more is asked: four fifths where there are forty runs or fewer.

Examples:
  dateline copies wire/2024-08-13-interview.txt
  dateline copies --format json hw-17 | jq '.copies[].id'")]
pub(in crate::cli) struct Copies {
    /// The id of a story, as a search prints it
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: TableFormat,
}
