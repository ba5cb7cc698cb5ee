//! The help and the manual as texts.

use clap::{Command, CommandFactory};
use unicode_width::UnicodeWidthStr;

use super::dateline;
use crate::cli::args::Args;

/// The most columns that help takes up.
const COLUMNS: usize = 100;

#[test]
fn the_text_below_the_options_is_not_broken_by_hand() {
    check(&Args::command());
}

fn check(command: &Command) {
    let text = command.get_after_help().map(ToString::to_string);
    let text = text.unwrap_or_default();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("  ") {
            assert!(line.width() <= COLUMNS, "would be broken: {line}");
        } else if !line.is_empty() && lines.peek().is_some_and(|next| !next.is_empty()) {
            assert!(line.ends_with(['.', ':']), "goes on below: {line}");
        }
    }
    command.get_subcommands().for_each(check);
}

#[test]
fn the_synopsis_of_the_manual_is_that_of_the_help() {
    for (args, title, synopsis) in [
        (
            &["man"][..],
            "dateline",
            "\\fBdateline\\fR [OPTIONS] <COMMAND>\n",
        ),
        (
            &["man", "search"],
            "dateline-search",
            "\\fBdateline search\\fR [OPTIONS] [QUERY]...\n",
        ),
        (
            &["man", "show"],
            "dateline-show",
            "\\fBdateline show\\fR [OPTIONS] <ID>\n",
        ),
    ] {
        let (_, manual, _) = dateline(args);
        let version = env!("CARGO_PKG_VERSION");
        let title = format!(".TH {title} 1  \"dateline {version}\"");
        assert!(manual.contains(&title), "{manual}");
        assert!(
            manual.contains(&format!(".SH SYNOPSIS\n{synopsis}")),
            "{manual}"
        );
    }
}
