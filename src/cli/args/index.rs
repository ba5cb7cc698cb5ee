//! `dateline index` as typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{DateFrom, NewsFormat, number};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Files that have not changed are not read again; files that are gone are removed from the index. A file is known by its \
path as given, so give the same paths each time, from the same folder.

Examples:
  dateline index                           seeds/ into index/
  dateline index seeds/wire seeds/desk     only these
  dateline index --rebuild seeds/          after an update that cannot read the old index
  dateline index --gone /mnt/old           remove the stories of a folder that was deleted
  dateline index --keep-going seeds/desk   exit status 0 even if files are rejected

The exit status is 2 if a file, or a part of one, was rejected; `dateline status` and `dateline why FILE` say why.")]
pub(in crate::cli) struct Index {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = "seeds")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Remove the existing index first; stories keep the day they were first read
    #[arg(long)]
    pub(in crate::cli) rebuild: bool,
    /// Remove the stories of paths that do not exist any more, instead of taking them for mistyped
    #[arg(long, conflicts_with = "rebuild")]
    pub(in crate::cli) gone: bool,
    /// How many threads read and annotate, and how many more index [default: one per processor]
    #[arg(long, value_name = "N", value_parser = number::threads, allow_negative_numbers = true)]
    pub(in crate::cli) threads: Option<NonZeroUsize>,
    /// Where to take the publication date of a story from if it has none
    #[arg(long, value_name = "SOURCE")]
    pub(in crate::cli) date_from: Option<DateFrom>,
    /// How to report stories that are new to the saved queries
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) news: NewsFormat,
    /// Exit with status 0 even if something was rejected; rebuild even if stories are lost that cannot be read again
    #[arg(long)]
    pub(in crate::cli) keep_going: bool,
}
