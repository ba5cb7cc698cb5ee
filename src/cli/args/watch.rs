//! `dateline watch` as typed.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{DateFrom, number};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Updates the index as `dateline index` does, and again within a second or two of every change. Stop it with ctrl-C or a \
signal at any time: what is committed stays, and the next run does the rest.

Examples:
  dateline watch                        seeds/ into index/
  dateline watch seeds/wire seeds/desk
  dateline watch --every 60 /mnt/share  for a network drive, which may not report changes")]
pub(in crate::cli) struct Watch {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = "seeds")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Also check all files every so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = number::seconds, allow_negative_numbers = true)]
    pub(in crate::cli) every: Option<NonZeroU64>,
    /// How many threads read and annotate, and how many more index [default: one per processor]
    #[arg(long, value_name = "N", value_parser = number::threads, allow_negative_numbers = true)]
    pub(in crate::cli) threads: Option<NonZeroUsize>,
    /// Where to take the publication date of a story from if it has none
    #[arg(long, value_name = "SOURCE")]
    pub(in crate::cli) date_from: Option<DateFrom>,
}
