//! `dateline save`, `dateline run` and `dateline saved` as typed.

use clap::Args as ClapArgs;

use super::{Question, Shape};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
`dateline index` then tells which stories are new to it, each once. What it finds now is not new. Days such as `today` are
read anew every time.

Examples:
  dateline save harbour 'storm OR flood' --place Hamburg
  dateline run harbour
  dateline saved")]
pub(in crate::cli) struct Save {
    /// What to call it
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    #[command(flatten)]
    pub(in crate::cli) question: Question,
    /// Take the place of the query of this name
    #[arg(long)]
    pub(in crate::cli) replace: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline run harbour
  dateline run harbour --sort newest --format jsonl")]
pub(in crate::cli) struct Run {
    /// What the query is called
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    #[command(flatten)]
    pub(in crate::cli) shape: Shape,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
They are kept in `saved.toml` beside the index, which may be edited.

Examples:
  dateline saved
  dateline saved --remove harbour")]
pub(in crate::cli) struct SavedList {
    /// Remove a query, and forget what was told of it but for the number of its last report
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) remove: Option<String>,
}
