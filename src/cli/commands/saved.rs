//! `dateline save`, `dateline run` and `dateline saved`: queries under a name.

use super::{question, search};
use crate::backend::Backend;
use crate::cli::args::{Run, Save, SavedList, Search};
use crate::cli::message::{ErrorWithHint, hint_line};
use crate::cli::saved::{Saved, SavedQuery};
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{Numbers, Reported};
use crate::present::{clean, counted};

const SAVE_ONE: &str = "save one: `dateline save NAME QUERY…`";

pub(super) fn save(
    args: &Save,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let name = &args.name;
    if name.trim().is_empty() || name.contains(char::is_control) {
        return Err(ErrorWithHint {
            problem: format!("`{}` cannot be the name of a query", clean::line(name)),
            hint: "choose a word: `dateline save harbour storm --place Hamburg`".to_owned(),
        }
        .into());
    }
    if args.question.query.is_empty() && args.question.filters.are_none() {
        return Err(search::empty_query().into());
    }
    let query = question::parse_question(&args.question, settings.today)?;
    // If there is no index, nothing is written.
    Backend::local(&settings.index)?;
    let mut saved = Saved::lock(&settings.index, settings, streams.stderr)?;
    if saved.queries.contains_key(name) && !args.replace {
        return Err(ErrorWithHint {
            problem: format!("there is already a saved query `{name}`"),
            hint: "replace it with `--replace`, or choose another name".to_owned(),
        }
        .into());
    }
    let found = Backend::local(&settings.index)?.found(&query)?;
    let found: Vec<Numbers> = found.iter().map(|story| story.numbers).collect();
    let count = found.len();
    let asked = &args.question;
    let query = SavedQuery::new(asked.query.join(" "), &asked.wording, asked.filters.clone());
    // This is written first. If the process dies in between, it is ignored, because it belongs to another query than
    // the saved one.
    let mut reported = Reported::read(&settings.index)?;
    reported.mark_known(name, query.to_toml()?, &found);
    reported.write(&settings.index)?;
    saved.queries.insert(name.clone(), query);
    saved.write()?;
    if !settings.quiet {
        let stories = counted::stories(count as u64);
        writeln!(streams.stdout, "saved `{name}`, which finds {stories} now")?;
    }
    Ok(Status::Found)
}

pub(super) fn run(
    args: &Run,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let mut saved = read(settings)?;
    let Some(query) = saved.queries.remove(&args.name) else {
        return Err(unknown(&args.name, &saved).into());
    };
    let search = Search {
        wording: query.wording(),
        query: vec![query.query],
        filters: query.only,
        shape: args.shape.clone(),
        queries: None,
    };
    search::run(&search, settings, streams)
}

pub(super) fn list(
    args: &SavedList,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    if let Some(name) = &args.remove {
        let saved = read(settings)?;
        if !saved.queries.contains_key(name) {
            return Err(unknown(name, &saved).into());
        }
        let mut saved = Saved::lock(&settings.index, settings, streams.stderr)?;
        saved.queries.remove(name);
        saved.write()?;
        let mut reported = Reported::read(&settings.index)?;
        reported.forget(name);
        reported.write(&settings.index)?;
        return Ok(Status::Found);
    }
    let saved = read(settings)?;
    let widest = saved.queries.keys().map(|name| name.chars().count()).max();
    let widest = widest.unwrap_or_default();
    for (name, query) in &saved.queries {
        let asked = question::query(
            &[&query.query],
            &query.wording(),
            &query.only,
            settings.today,
        );
        let asked = asked.map_or_else(
            |error| format!("cannot be read: {error:#}"),
            |_| query.typed(),
        );
        let (name, asked) = (clean::line(name), clean::on_one_line(&asked));
        writeln!(streams.stdout, "{name:widest$}  {asked}")?;
    }
    if !saved.queries.is_empty() {
        return Ok(Status::Found);
    }
    if !settings.quiet {
        let (styling, out) = (settings.error_styling, &mut *streams.stderr);
        writeln!(out, "there are no saved queries")?;
        hint_line(SAVE_ONE, styling, out)?;
    }
    Ok(Status::NotFound)
}

/// The saved queries. If there is no file of them, there must at least be an index.
fn read(settings: &Settings) -> anyhow::Result<Saved> {
    if !Saved::exist(&settings.index) {
        Backend::local(&settings.index)?;
    }
    Ok(Saved::read(&settings.index)?)
}

fn unknown(name: &str, saved: &Saved) -> ErrorWithHint {
    let names: Vec<_> = saved.queries.keys().map(|name| clean::line(name)).collect();
    ErrorWithHint {
        problem: format!("there is no saved query `{}`", clean::line(name)),
        hint: if names.is_empty() {
            SAVE_ONE.to_owned()
        } else {
            format!("the saved queries are: {}", names.join(", "))
        },
    }
}
