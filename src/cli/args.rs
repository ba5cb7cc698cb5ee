//! The command line as typed: every command, flag and example.
#![expect(
    clippy::doc_markdown,
    reason = "clap shows these comments as they stand"
)]

mod copies;
mod facet;
mod filters;
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
    pub(super) everywhere: Everywhere,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  dateline index archive/                      index a folder of news
  dateline search musk trump                   stories with both words
  dateline search --who 'Angela Merkel' crisis --published 2015..2016
  dateline search 'outage about:2024-07-13'    stories that tell of that day

Exit status: 0 hits, 1 no hits, 2 an error.";

/// What every command takes.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Everywhere {
    /// The folder of the index [env: DATELINE_INDEX] [default: index]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) index: Option<PathBuf>,
    /// Say nothing but the answer
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Tell on standard error what is done; -vv in detail
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
    /// When to use colours [env: NO_COLOR, CLICOLOR_FORCE]
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: When,
    /// How messages on standard error are written
    #[arg(long, value_name = "FORMAT", global = true, default_value = "text")]
    pub(super) log_format: LogFormat,
    /// The day that `yesterday` is counted from [env: DATELINE_TODAY]
    #[arg(long, value_name = "DATE", global = true, hide = true)]
    pub(super) today: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal.
    #[default]
    Auto,
    /// Also in files and pipes.
    Always,
    /// Nowhere.
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Bring files into the index
    Index(Index),
    /// Bring files into the index, and again whenever they change
    Watch(Watch),
    /// Find stories
    Search(Box<Search>),
    /// Find the stories that are like a story
    Similar(Similar),
    /// List the copies of a story, and what differs in them
    Copies(Copies),
    /// Count whom stories name
    Who(Box<Who>),
    /// Propose what to say of names in `names.toml`
    Names(Names),
    /// Count stories over time
    Timeline(Box<Timeline>),
    /// Save a query under a name; `index` tells what is new to it
    Save(Box<Save>),
    /// Find stories by a saved query
    Run(Run),
    /// List the saved queries, or remove one
    Saved(SavedList),
    /// Print what would be indexed, as JSON Lines; write nothing
    Annotate(Annotate),
    /// Print one story, names and dates marked
    Show(Show),
    /// Tell what the index holds, and what is missing from it
    Status(Status),
    /// Tell what became of a file
    Why(Why),
    /// Tell which parts of a query a story does not satisfy
    WhyNot(Box<WhyNot>),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Files that have not changed are not read again; files that are gone are removed from the index.

Examples:
  dateline index                      seeds/ into index/
  dateline index archive/ wire.jsonl
  dateline index --rebuild archive/   after an update that cannot read the old index
  dateline index --keep-going mess/   whatever is rejected, the exit status is 0

The exit status is 2 when a file, or a part of one, was rejected: `dateline status` and `dateline why FILE` tell.")]
pub(super) struct Index {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = "seeds")]
    pub(super) paths: Vec<PathBuf>,
    /// Remove the old index first; stories keep the day they were first read
    #[arg(long)]
    pub(super) rebuild: bool,
    /// How many threads read and annotate, and how many index [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = number::threads, allow_negative_numbers = true)]
    pub(super) threads: Option<std::num::NonZeroUsize>,
    /// Where to take the date of a story from that tells none
    #[arg(long, value_name = "SOURCE")]
    pub(super) date_from: Option<DateFrom>,
    /// How to tell what is new to the saved queries
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) news: NewsFormat,
    /// End with exit status 0 also when something was rejected
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewsFormat {
    /// For people.
    Text,
    /// A JSON object for each story; all else goes to standard error.
    Jsonl,
    /// Not at all: a later run tells it.
    None,
}

/// Dates of stories that tell none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum DateFrom {
    /// The time their file was last written
    Mtime,
}

#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
A QUERY is words, \"phrases\", OR, -word, (groups), regulat*, brenton~1 and fields such as title:, who:, published:, about:.
A RANGE is 2024, 2024-07, 2024-07-13, 1990s, A..B, ..B, A.., none or words such as \"last week\".
A query that begins with `-` follows a `--`.

Examples:
  dateline search '\"denial of service\" OR outage'
  dateline search --who 'Elon Musk' --about 2024-07-13
  dateline search --published 2024-07..2024-08 --sort newest -n 50 election
  dateline search --format json flood | jq -r '.hits[].id'
  dateline search --facet person,source,published flood
  dateline search --copies hide --format ids flood
  dateline search --recency 30 flood
  dateline search -- -biden election")]
pub(super) struct Search {
    /// What to look for
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) wording: Wording,
    #[command(flatten)]
    pub(super) shape: Shape,
    /// Run the queries of a file (`-` for standard input), each line an id, a tab and a query
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub(super) queries: Option<PathBuf>,
}

/// Which stories a command is about: those of a query, those that fit conditions, both, or all.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct Question {
    /// Which stories: a query as `dateline search` takes it; all when not said
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
    /// Whether all words must match or any will do
    #[arg(long = "match", value_name = "HOW", default_value = "all")]
    pub(super) matching: Match,
    /// The query is words and nothing else: no operator, field or quote in it is special
    #[arg(long)]
    pub(super) plain: bool,
}

/// Which hits are written, and how.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(super) struct Shape {
    /// The order of hits
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(super) sort: Order,
    /// How many hits to show; 0 only counts
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, value_parser = number::how_many, allow_negative_numbers = true)]
    pub(super) limit: usize,
    /// How many hits to pass over
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = number::how_many, allow_negative_numbers = true)]
    pub(super) offset: usize,
    /// What becomes of copies: reprints, and those lightly edited [default: group as text, else show]
    #[arg(long, value_name = "HOW")]
    pub(super) copies: Option<CopiesShown>,
    /// Rank by what the first hits have in common too, and show behind them what has much of it and none of the words
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) feedback: Feedback,
    /// Rank late stories higher: score double on the archive's last day, half as much more for each DAYS before
    #[arg(long, value_name = "DAYS", value_parser = number::days, allow_negative_numbers = true)]
    pub(super) recency: Option<NonZeroU32>,
    /// The form of the answer [default: text; trec with --queries]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Count what the hits have in common, with commas: who, person, org, place, source, lang, country, published
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(super) facet: Vec<FacetName>,
    /// Say of each hit of what its score is made
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
    /// Where any of the words will do.
    #[default]
    Auto,
    /// Wherever words are asked for.
    Always,
    /// By the words asked for alone.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CopiesShown {
    /// Each copy is a hit.
    Show,
    /// The best of a group stands for it and tells of the others.
    Group,
    /// The best of a group stands for it.
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
    /// For people.
    Text,
    /// One JSON object.
    Json,
    /// A JSON object for each hit, one a line.
    Jsonl,
    /// A table with a header.
    Csv,
    /// The ids, one a line.
    Ids,
    /// A TREC run.
    Trec,
}

/// The forms of an answer that is one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
    /// A table with a header.
    Csv,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline annotate story.txt | jq '.names'
  dateline annotate --published 2024-08-12 story.txt   `July 13` is then 2024-07-13

The exit status is 2 when a file, or a part of one, could not be read.")]
pub(super) struct Annotate {
    /// Files to read; - reads standard input
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// The publication date of stories that have none of their own
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// End with exit status 0 also when a file, or a part of one, could not be read
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline show wire/2024-08-13-interview.txt
  dateline search --format ids -n 1 interview | xargs -d '\\n' dateline show")]
pub(super) struct Show {
    /// The id of a story, as a search prints it
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
    /// Which shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: Shell,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  dateline man > ~/.local/share/man/man1/dateline.1
  dateline man search | man -l -")]
pub(super) struct Man {
    /// The command to tell of; the program as a whole when not said
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}
