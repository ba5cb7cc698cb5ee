//! The command line as typed: every command, flag and example.
#![expect(
    clippy::doc_markdown,
    reason = "clap shows these comments as they stand"
)]

mod copies;
mod facet;
mod filters;
mod index;
mod ledger;
mod names;
mod number;
mod saved;
mod similar;
mod timeline;
mod watch;
mod who;
mod why_not;

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use serde::{Deserialize, Serialize};

pub(super) use copies::Copies;
pub(super) use facet::FacetName;
pub(super) use filters::Filters;
pub(super) use index::Index;
pub(super) use ledger::{Status, Why};
pub(super) use names::{Names, NamesCommand};
pub(super) use saved::{Run, Save, SavedList};
pub(super) use similar::Similar;
pub(super) use timeline::{Axis, By, Timeline};
pub(super) use watch::Watch;
pub(super) use who::{NameKind, Near, Who, WhoOrder};
pub(super) use why_not::WhyNot;

/// Full-text search for news archives that knows who and when.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: CommonOptions,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  dateline index seeds/                       index a folder of news
  dateline search musk trump                  stories with both words
  dateline search --who 'Angela Merkel' --published 2020..2023
  dateline search 'trump about:2024-07-13'    stories that mention that day

Exit status: 0 hits, 1 no hits, 2 an error.";

/// The flags of every command.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct CommonOptions {
    /// The folder of the index [env: DATELINE_INDEX] [default: index]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) index: Option<PathBuf>,
    /// Print only the answer and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Log to standard error what is done; -vv in detail
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
    /// When to use colours [env: NO_COLOR, CLICOLOR_FORCE]
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: When,
    /// The format of messages on standard error
    #[arg(long, value_name = "FORMAT", global = true, default_value = "text")]
    pub(super) log_format: LogFormat,
    /// The day that `yesterday` is counted from [env: DATELINE_TODAY]
    #[arg(long, value_name = "DATE", global = true, hide = true)]
    pub(super) today: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// Only on a terminal.
    #[default]
    Auto,
    /// Always, even in files and pipes.
    Always,
    /// Never.
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// Text for people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Index files and folders
    Index(Index),
    /// Index files and folders, and again whenever they change
    Watch(Watch),
    /// Search for stories
    Search(Box<Search>),
    /// List the stories most like a story
    Similar(Similar),
    /// List the copies of a story, and how they differ
    Copies(Copies),
    /// Count the names in stories
    Who(Box<Who>),
    /// Suggest corrections of names for `names.toml`
    Names(Names),
    /// Count stories over time
    Timeline(Box<Timeline>),
    /// Save a query under a name; `index` reports which stories are new to it
    Save(Box<Save>),
    /// Run a saved query
    Run(Run),
    /// List the saved queries, or remove one
    Saved(SavedList),
    /// Print what would be indexed, as JSON Lines; nothing is written to the index
    Annotate(Annotate),
    /// Print one story with its names and dates marked
    Show(Show),
    /// Show what the index holds, and what is missing from it
    Status(Status),
    /// Explain what became of a file
    Why(Why),
    /// Explain which parts of a query a story does not match
    WhyNot(Box<WhyNot>),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewsFormat {
    /// Text for people.
    Text,
    /// One JSON object per story; the summary goes to standard error.
    Jsonl,
    /// Not at all; a later run reports them.
    None,
}

/// Where the publication date of a story comes from if it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum DateFrom {
    /// The modification time of its file
    Mtime,
}

#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
A QUERY is words, \"phrases\", OR, -word, (groups), regulat*, brenton~1 and fields such as title:, who:, published:, about:.
A RANGE is 2024, 2024-07, 2024-07-13, 1990s, A..B, ..B, A.., none or words such as \"last week\".
Put `--` before a query that begins with `-`.

Examples:
  dateline search '\"denial of service\" OR \"blue ticks\"'
  dateline search --who 'Elon Musk' --about 2024-07-13
  dateline search --published 2023-03..2024-08 --sort newest -n 50 bank
  dateline search --format json bank | jq -r '.hits[].id'
  dateline search --facet person,source,published bank
  dateline search --copies hide --format ids bank
  dateline search --recency 30 bank
  dateline search -- -biden bank")]
pub(super) struct Search {
    /// The query
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) wording: Wording,
    #[command(flatten)]
    pub(super) shape: Shape,
    /// Run the queries of a file (`-` for standard input); each line is an id, a tab and a query
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub(super) queries: Option<PathBuf>,
}

/// Which stories a command is about: those that match a query, filters, or both; all if there is neither.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct Question {
    /// Only stories that match this query, as in `dateline search` [default: all stories]
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) wording: Wording,
    #[command(flatten)]
    pub(super) filters: Filters,
}

/// How the words of a query are read.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct Wording {
    /// Whether all words must match, or any of them
    #[arg(long = "match", value_name = "HOW", default_value = "all")]
    pub(super) matching: Match,
    /// Take the query as plain words: no operator, field or quote in it is special
    #[arg(long)]
    pub(super) plain: bool,
}

/// Which hits are written, in which order and format.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(super) struct Shape {
    /// The order of hits
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(super) sort: Order,
    /// How many hits to show; 0 only counts them
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, value_parser = number::how_many, allow_negative_numbers = true)]
    pub(super) limit: usize,
    /// How many hits to skip
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = number::how_many, allow_negative_numbers = true)]
    pub(super) offset: usize,
    /// How to show copies, that is reprints, even lightly edited [default: group in text, show in other formats]
    #[arg(long, value_name = "HOW")]
    pub(super) copies: Option<CopiesShown>,
    /// Relevance feedback: rank also by words that the first hits share, and list other stories with many of them
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) feedback: Feedback,
    /// Rank recent stories higher: a bonus doubles the score on the archive's last day and halves every DAYS before
    #[arg(long, value_name = "DAYS", value_parser = number::days, allow_negative_numbers = true)]
    pub(super) recency: Option<NonZeroU32>,
    /// The output format [default: text; trec with --queries]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Count values among the hits: a comma-separated list of who, person, org, place, source, lang, country, published
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(super) facet: Vec<FacetName>,
    /// Show the parts of each hit's score
    #[arg(long)]
    pub(super) explain: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// Best match first.
    #[default]
    Relevance,
    /// Last published first.
    Newest,
    /// First published first.
    Oldest,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Feedback {
    /// With `--match any`.
    #[default]
    Auto,
    /// For every query with words.
    Always,
    /// Rank by the words of the query only.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CopiesShown {
    /// Each copy is a hit.
    Show,
    /// Only the best of a group is a hit; it says how many others there are.
    Group,
    /// Only the best of a group is a hit.
    Hide,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Match {
    /// All words must match.
    #[default]
    All,
    /// Any word will do.
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text for people.
    Text,
    /// One JSON object.
    Json,
    /// One JSON object per hit, one per line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// The ids, one per line.
    Ids,
    /// A run file as TREC has them.
    Trec,
}

/// The output formats of a command whose result is one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// Text for people.
    Text,
    /// One JSON object.
    Json,
    /// Comma-separated values with a header.
    Csv,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline annotate seeds/wire/lehman.txt | jq .names
  dateline annotate --published 1985 seeds/archive/undated/clip-0417.txt   for `July 13` of 1985

The exit status is 2 if a file, or a part of one, was rejected.")]
pub(super) struct Annotate {
    /// Files to read; - reads standard input
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// The publication date of stories that have none
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// Exit with status 0 even if something was rejected
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline show seeds/wire/2024-08-13-musk-trump-interview.txt
  dateline search --format ids -n 1 musk | xargs -r -d '\\n' dateline show")]
pub(super) struct Show {
    /// The id of a story, as `dateline search` prints it
    #[arg(value_name = "ID")]
    pub(super) id: String,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline search --person mus<TAB>
  dateline completions zsh > ~/.zfunc/_dateline")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: Shell,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline man > ~/.local/share/man/man1/dateline.1
  dateline man search | man -l -")]
pub(super) struct Man {
    /// The command to describe [default: the whole program]
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}
