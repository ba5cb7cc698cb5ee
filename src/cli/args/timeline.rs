//! `dateline timeline` as typed.

use clap::{Args as ClapArgs, ValueEnum};

use super::{Question, TableFormat};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
A story is counted in the bar that its date lies wholly within. With `--axis about`, it is counted once in each bar that \
one of its dates lies within. With a QUERY, each count is shown beside that of the whole archive.

Examples:
  dateline timeline                                  the whole archive
  dateline timeline bank --by month
  dateline timeline --who 'Angela Merkel' --axis about --about 2015..2023
  dateline timeline --format csv bank > banks.csv")]
pub(in crate::cli) struct Timeline {
    #[command(flatten)]
    pub(in crate::cli) question: Question,
    /// The time that each bar covers [default: chosen by the range of dates]
    #[arg(long, value_name = "UNIT")]
    pub(in crate::cli) by: Option<By>,
    /// Which dates to count stories by
    #[arg(long, value_name = "TIME", default_value = "published")]
    pub(in crate::cli) axis: Axis,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: TableFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    /// A day.
    Day,
    /// A week, Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Axis {
    /// The publication date.
    Published,
    /// The dates in the text.
    About,
}
