//! `dateline status` and `dateline why` as typed.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline status
  dateline status --json | jq .undated
  dateline status --verify   read every byte of the index, and say which of its files are damaged")]
pub(in crate::cli) struct Status {
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Read all of the index first and compare its checksums; exit status 2 when it is damaged
    #[arg(long)]
    pub(in crate::cli) verify: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline why archive/1987/0412.sgm
  dateline why archive/1987            what became of the files in a folder")]
pub(in crate::cli) struct Why {
    /// A file or a folder, by its path from here or from the root of the disk, or as `dateline index` named it
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
}
