//! `dateline similar` as typed.

use clap::Args as ClapArgs;

use super::Format;
use super::number::how_many;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Stories are compared by their words, their names and the days they mention.

Examples:
  dateline similar seeds/wire/2024-08-13-musk-trump-interview.txt
  dateline similar - --published 2008-09-15 < seeds/wire/lehman.txt   has this been reported before?
  dateline search --format ids -n 1 musk | xargs -r -d '\\n' dateline similar --format ids")]
pub(in crate::cli) struct Similar {
    /// The id of a story, as `dateline search` prints it; `-` for a text or a file of any format from standard input
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    /// With `-`, the publication date of the text, which its relative dates such as `yesterday` are resolved against
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) published: Option<String>,
    /// How many stories to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, value_parser = how_many, allow_negative_numbers = true)]
    pub(in crate::cli) limit: usize,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: Format,
}
