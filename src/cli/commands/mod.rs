//! The commands, one file each.

mod annotate;
mod completions;
mod copies;
mod index;
mod input;
mod man;
mod names;
mod news;
mod question;
mod rebuild;
mod saved;
mod search;
mod show;
mod similar;
mod status;
mod timeline;
mod watch;
mod who;
mod why;
mod why_not;

use super::args::Command;
use super::message::hint_line;
use super::settings::Settings;
use super::{Status, Streams};
use crate::backend::Backend;
use crate::index::Reject;
use crate::present::{clean, counted};
use crate::query::Query;
use crate::search::Request;
use crate::story::{AnnotatedStory, LeftOut, Page};

/// Runs a command.
pub(super) fn run(
    command: &Command,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    match command {
        Command::Index(args) => index::run(args, settings, streams),
        Command::Watch(args) => watch::run(args, settings, streams),
        Command::Search(args) => search::run(args, settings, streams),
        Command::Similar(args) => similar::run(args, settings, streams),
        Command::Copies(args) => copies::run(args, settings, streams),
        Command::Who(args) => who::run(args, settings, streams),
        Command::Names(args) => names::run(args, settings, streams),
        Command::Timeline(args) => timeline::run(args, settings, streams),
        Command::Save(args) => saved::save(args, settings, streams),
        Command::Run(args) => saved::run(args, settings, streams),
        Command::Saved(args) => saved::list(args, settings, streams),
        Command::Annotate(args) => annotate::run(args, settings, streams),
        Command::Show(args) => show::run(args, settings, streams),
        Command::Status(args) => status::run(args, settings, streams),
        Command::Why(args) => why::run(args, settings, streams),
        Command::WhyNot(args) => why_not::run(args, settings, streams),
        Command::Completions(args) => completions::run(args, streams),
        Command::Man(args) => man::run(args, streams),
    }
}

/// The story of an id. If several files have one, it is that of the first, which is reported.
fn first_of_id(id: &str, backend: &Backend) -> anyhow::Result<Option<AnnotatedStory>> {
    let stories = backend.stories_of_id(id)?;
    let count = stories.len();
    let first = stories.into_iter().next().map(|stored| stored.annotated);
    if let Some(first) = first.as_ref().filter(|_| count > 1) {
        tracing::warn!(
            "{count} stories have the id `{}`; this is about the one in `{}`",
            clean::line(id),
            clean::line(&first.story.file)
        );
    }
    Ok(first)
}

/// Says that no story has an id, and which ids begin with it; if it is the name of a file, how to list its stories.
fn no_such_id(
    id: &str,
    backend: &Backend,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    if settings.quiet {
        return Ok(Status::NotFound);
    }
    let (styling, out) = (settings.error_styling, &mut *streams.stderr);
    why::write_line(
        &format!("no story has the id `{}`", clean::line(id)),
        styling,
        out,
    )?;
    let Backend::Local(local) = backend;
    let archive = local.archive();
    for name in why::ledger_names(id.as_ref()) {
        if !archive.stories_of_file(&name)?.is_empty() {
            let name = clean::word(&name);
            hint_line(
                &format!("`dateline why {name}` lists the stories of that file"),
                styling,
                out,
            )?;
            return Ok(Status::NotFound);
        }
    }
    let near = archive.ids_beginning(id, why::SHOWN + 1)?;
    if !id.is_empty() && !near.is_empty() {
        hint_line("ids that begin like this:", styling, out)?;
        let near: Vec<_> = near.iter().map(|id| clean::line(id).into_owned()).collect();
        why::write_some(&near, styling, out)?;
    }
    Ok(Status::NotFound)
}

/// A reject on one line, as compilers tell errors: file, place, reason.
fn rejected(file: &str, Reject { place, reason }: &Reject) -> String {
    let (file, reason) = (clean::line(file), clean::on_one_line(reason));
    match place {
        Some(place) => format!("{file}:{place}: {reason}"),
        None => format!("{file}: {reason}"),
    }
}

/// For a query without hits, a page with the words that no story has and suggestions for them.
fn suggestions_for(backend: &Backend, query: Query) -> anyhow::Result<Page> {
    Ok(backend.search(&Request {
        limit: 0,
        ..Request::new(query)
    })?)
}

/// Warns of what date filters left out, for output formats that cannot show it.
fn warn_left_out(left_out: Option<LeftOut>) {
    if let Some(what) = left_out.and_then(counted::left_out) {
        tracing::warn!("left out: {what}");
    }
}
