//! `dateline save`, `dateline run` and `dateline saved` as typed.

use clap::Args as ClapArgs;

use super::{Question, Shape};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
`dateline index` then reports which stories are new to it, each once; stories that match now are not new. Days such as \
`today` are worked out again in every run.

Examples:
  dateline save banks 'bank OR Treasury' --place Washington
  dateline run banks
  dateline saved")]
#[command(mut_arg("query", |query| query.help("Only stories that match this query, as in `dateline search`; or give a filter")))]
pub(in crate::cli) struct Save {
    /// A name for the query
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    #[command(flatten)]
    pub(in crate::cli) question: Question,
    /// Replace the saved query of this name
    #[arg(long)]
    pub(in crate::cli) replace: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline run banks
  dateline run banks --sort newest --format jsonl")]
#[command(mut_arg("format", |format| format.help("The output format [default: text]")))]
pub(in crate::cli) struct Run {
    /// The name of the query
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    #[command(flatten)]
    pub(in crate::cli) shape: Shape,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
They are stored in `saved.toml` in the folder of the index, which you may edit.

Examples:
  dateline saved
  dateline saved --remove banks")]
pub(in crate::cli) struct SavedList {
    /// Remove a query and the record of what was reported for it, but for the number of its last report
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) remove: Option<String>,
}
