//! `dateline names`: proposes corrections of names.

use crate::backend::Backend;
use crate::cli::args::{Names, NamesCommand};
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::{clean, counted};
use crate::search::Merge;

pub(super) fn run(
    args: &Names,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let NamesCommand::Suggest { limit } = args.command;
    let backend = Backend::local(&settings.index)?;
    let merges = backend.merges()?;
    if merges.is_empty() {
        if !settings.quiet {
            writeln!(
                streams.stderr,
                "no short name clearly stands for one full name"
            )?;
        }
        return Ok(Status::NotFound);
    }
    let out = &mut *streams.stdout;
    if backend.has_merges() {
        // A file can have a table only once, and after another table the lines would belong to that.
        writeln!(out, "# to copy into the table [merge] of names.toml")?;
    } else {
        writeln!(out, "[merge]")?;
    }
    let limit = if limit == 0 { merges.len() } else { limit };
    for merge in merges.iter().take(limit) {
        let Merge {
            short,
            alone,
            full,
            stories,
            of,
        } = merge;
        let (short, full) = (quoted(&short.to_string()), quoted(&full.to_string()));
        let alone = counted::stories(*alone);
        writeln!(
            out,
            "{short} = {full}  # alone in {alone}; {stories} of {of} with a full name"
        )?;
    }
    if let more @ 1.. = merges.len().saturating_sub(limit) {
        writeln!(out, "# {more} more: `dateline names suggest -n 0`")?;
    }
    Ok(Status::Found)
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(clean::line(text).into_owned()).to_string()
}
