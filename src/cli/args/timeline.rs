//! `dateline timeline` as typed.

use clap::{Args as ClapArgs, ValueEnum};

use super::{Question, TableFormat};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
A story counts where its date lies wholly within; one that tells several days counts once in each stretch it tells of.
With a QUERY, every count stands beside that of the whole archive.

Examples:
  dateline timeline                                  the whole archive
  dateline timeline flood --by month
  dateline timeline --who 'Angela Merkel' --axis about --about 2015..2016
  dateline timeline --format csv election > election.csv")]
pub(in crate::cli) struct Timeline {
    #[command(flatten)]
    pub(in crate::cli) question: Question,
    /// How long a bar's time is [default: what shows most of it]
    #[arg(long, value_name = "UNIT")]
    pub(in crate::cli) by: Option<By>,
    /// Count stories by which of their times
    #[arg(long, value_name = "TIME", default_value = "published")]
    pub(in crate::cli) axis: Axis,
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: TableFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    /// A day each.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month each.
    Month,
    /// A year each.
    Year,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Axis {
    /// When it was published.
    Published,
    /// The days its text tells of.
    About,
}
