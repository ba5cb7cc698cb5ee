//! `dateline copies` as typed.

use clap::Args as ClapArgs;

use super::TableFormat;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Copies are stories whose texts share at least half of their runs of five words, and the copies of those. Texts of forty \
runs or fewer must share four fifths.

Examples:
  dateline copies hw-2023-0313
  dateline copies --format json hw-2023-0313 | jq '.copies[].id'")]
pub(in crate::cli) struct Copies {
    /// The id of a story, as `dateline search` prints it
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: TableFormat,
}
