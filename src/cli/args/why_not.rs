//! `dateline why-not` as typed.

use clap::Args as ClapArgs;

use super::Question;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Each part of the query is checked against the story, just as a search would. The exit status is that of the search: 0 if \
the query finds the story, 1 if it does not.

Examples:
  dateline why-not seeds/wire/2024-08-13-musk-trump-interview.txt musk published:2023
  dateline why-not --json hw-2023-0313 --person 'Elon Musk' | jq '.stories[].clauses.parts[]'")]
pub(in crate::cli) struct WhyNot {
    /// The id of a story, as `dateline search` prints it
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    #[command(flatten)]
    pub(in crate::cli) question: Question,
    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
