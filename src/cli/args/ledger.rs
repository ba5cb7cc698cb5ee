//! `dateline status` and `dateline why` as typed.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline status
  dateline status --json | jq .undated
  dateline status --verify   read every byte of the index and report damaged files")]
pub(in crate::cli) struct Status {
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Verify the checksums of the whole index first; exit status 2 if it is damaged
    #[arg(long)]
    pub(in crate::cli) verify: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline why seeds/wire/wire-2008.tar.gz
  dateline why seeds/archive                 what became of the files in a folder")]
pub(in crate::cli) struct Why {
    /// A file or folder: a relative or absolute path, or the name that `dateline index` gave it
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
}
