//! `dateline who` as typed.

use clap::{Args as ClapArgs, ValueEnum};

use super::number::how_many;
use super::{Question, TableFormat};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Each name is listed with the number of stories that mention it and, with a QUERY, the number in the whole archive. A \
person is listed once, whatever names the stories use.

Examples:
  dateline who                                       the whole archive
  dateline who --kind person bank
  dateline who --with 'Angela Merkel' --near sentence
  dateline who --published 2023 --sort typical -n 50
  dateline who --format csv bank > names.csv")]
pub(in crate::cli) struct Who {
    #[command(flatten)]
    pub(in crate::cli) question: Question,
    /// Only names of this kind; repeatable
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Vec<NameKind>,
    /// Only names mentioned together with this one; repeatable: together with all of them
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) with: Vec<String>,
    /// What counts as together
    #[arg(long, value_name = "WHERE", default_value = "story", requires = "with")]
    pub(in crate::cli) near: Near,
    /// The order of names
    #[arg(long, value_name = "ORDER", default_value = "count")]
    pub(in crate::cli) sort: WhoOrder,
    /// How many names to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20, value_parser = how_many, allow_negative_numbers = true)]
    pub(in crate::cli) limit: usize,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: TableFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum NameKind {
    /// People, real or not.
    Person,
    /// Companies, agencies, parties, clubs, courts.
    Org,
    /// Countries, cities, rivers, buildings.
    Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Near {
    /// In the same story.
    Story,
    /// In the same sentence.
    Sentence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum WhoOrder {
    /// By the number of stories.
    Count,
    /// By how much more they are named here than in the whole archive.
    Typical,
}
