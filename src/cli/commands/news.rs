//! Reports what is new to the saved queries, at the end of `dateline index` and while `dateline watch` runs.
//!
//! A report is written to disk before it is shown, and marked as shown afterwards ([`Reported`]). One process reports
//! at a time. The saved queries are not locked meanwhile, since whoever reads the output may be slow.

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;

use super::question;
use crate::backend::Backend;
use crate::cli::args::NewsFormat;
use crate::cli::message::Message;
use crate::cli::process::discards_output;
use crate::cli::saved::{Lock, Saved, announce_wait};
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{Numbers, Reported, Reports};
use crate::present::{Styling, clean, news};
use crate::query::Query;
use crate::search::FoundStory;

/// How many stories of a report are shown to people.
const SHOWN: usize = 10;

/// What to do while another process reports news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IfBusy {
    /// Wait, and say so.
    Wait,
    /// Report it later.
    Leave,
}

/// What to report of a saved query.
enum News {
    /// It cannot be parsed.
    Unreadable { name: String, why: anyhow::Error },
    Report {
        name: String,
        number: u64,
        /// The stories that still exist, in order.
        stories: Vec<FoundStory>,
        /// How many stories the query finds in all.
        all: usize,
    },
}

/// Reports what is new to each saved query on a day. `Failed` if one of them cannot be parsed, `None` if another
/// process is reporting. If nobody can see the output, a later run reports it.
pub(super) fn report(
    format: NewsFormat,
    today: Date,
    if_busy: IfBusy,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Option<Status>> {
    if format == NewsFormat::None || !Saved::exist(&settings.index) || discards_output() {
        return Ok(Some(Status::Found));
    }
    let lock = match if_busy {
        IfBusy::Wait => Lock::Reporting.acquire(
            &settings.index,
            &mut announce_wait(settings, streams.stderr),
        ),
        IfBusy::Leave => Lock::Reporting.acquire(&settings.index, &mut |_| false),
    };
    let Some(_lock) = lock? else {
        return Ok(None);
    };
    let saved = Saved::lock(&settings.index, settings, streams.stderr)?;
    let backend = Backend::local(&settings.index)?;
    let all = news(&saved, &backend, today, settings)?;
    let saved_file = saved.file().to_owned();
    drop(saved);
    for news in &all {
        if let News::Unreadable { name, why } = news {
            unreadable(name, why, &saved_file, settings, streams)?;
        }
        match format {
            NewsFormat::Jsonl => for_programs(news, &backend, streams.stdout)?,
            NewsFormat::Text | NewsFormat::None => {
                for_people(news, &backend, settings.styling, streams.stdout)?;
            }
        }
    }
    streams.stdout.flush()?;
    let reports = all.iter().filter_map(|news| match news {
        News::Report { name, number, .. } => Some((name, *number)),
        News::Unreadable { .. } => None,
    });
    let reports: Vec<_> = reports.collect();
    if !reports.is_empty() {
        let _saved = Lock::Saved.acquire(
            &settings.index,
            &mut announce_wait(settings, streams.stderr),
        )?;
        let mut reported = Reported::read(&settings.index)?;
        for (name, number) in &reports {
            reported.confirm(name, *number);
        }
        reported.write(&settings.index)?;
    }
    Ok(Some(if reports.len() < all.len() {
        Status::Failed
    } else {
        Status::Found
    }))
}

/// Writes down what is new to each saved query, for the rebuilt index to report.
pub(super) fn save_for_rebuild(
    today: Date,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    let dir = &settings.index;
    let _lock = Lock::Reporting.acquire(dir, &mut announce_wait(settings, streams.stderr))?;
    let saved = Saved::lock(dir, settings, streams.stderr)?;
    let backend = Backend::local(dir)?;
    news(&saved, &backend, today, settings)?;
    let all = backend.found(&Query::All)?;
    let all: Vec<Numbers> = all.iter().map(|story| story.numbers).collect();
    Ok(Reported::read(dir)?.write_for_rebuild(dir, &all)?)
}

/// What to report, after writing it to disk.
fn news(
    saved: &Saved,
    backend: &Backend,
    today: Date,
    settings: &Settings,
) -> anyhow::Result<Vec<News>> {
    let mut reported = Reported::read(&settings.index)?;
    let mut everything = None;
    let mut all = Vec::new();
    for (name, query) in &saved.queries {
        let name = name.clone();
        let asked = question::query(&[&query.query], &query.wording(), &query.only, today);
        let asked = match asked {
            Ok(asked) => asked,
            Err(error) => {
                all.push(News::Unreadable { name, why: error });
                continue;
            }
        };
        let found = backend.found(&asked)?;
        let numbers: Vec<Numbers> = found.iter().map(|story| story.numbers).collect();
        let Reports { unconfirmed, new } = reported.reports(&name, &query.to_toml()?, &numbers);
        if !unconfirmed.is_empty() && everything.is_none() {
            everything = Some(backend.found(&Query::All)?);
        }
        // The query may have been changed since, or its dates may mean other days.
        let unconfirmed = unconfirmed.into_iter().zip(std::iter::repeat(&everything));
        let found = Some(found);
        for (report, among) in unconfirmed.chain(new.map(|report| (report, &found))) {
            let stories = among.iter().flatten();
            let stories = stories.filter(|story| report.contains(&story.numbers));
            let mut stories: Vec<FoundStory> = stories.copied().collect();
            backend.put_in_order(&mut stories);
            all.push(News::Report {
                name: name.clone(),
                number: report.number,
                stories,
                all: numbers.len(),
            });
        }
    }
    reported.write(&settings.index)?;
    Ok(all)
}

/// Reports a query that cannot be parsed, after the news so far.
fn unreadable(
    name: &str,
    why: &anyhow::Error,
    file: &Path,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    streams.stdout.flush()?;
    let message = Message::of(why, settings.error_styling).within(&format!(
        "cannot read the saved query `{}` in `{}`",
        clean::line(name),
        file.display()
    ));
    Ok(message.write(settings.log_format, settings.error_styling, streams.stderr)?)
}

fn for_programs(news: &News, backend: &Backend, out: &mut dyn Write) -> anyhow::Result<()> {
    match news {
        News::Unreadable { name, why } => news::unreadable_line(name, &format!("{why:#}"), out)?,
        News::Report {
            name,
            number,
            stories,
            ..
        } => {
            for found in stories {
                if let Some(story) = backend.read(found)? {
                    news::line(name, *number, &story.story, out)?;
                }
            }
        }
    }
    Ok(())
}

/// Writes a report as text; nothing if none of its stories exists any more.
fn for_people(
    news: &News,
    backend: &Backend,
    styling: Styling,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match news {
        News::Unreadable { .. } => {}
        News::Report { stories, .. } if stories.is_empty() => {}
        News::Report {
            name,
            number,
            stories,
            all,
        } => {
            news::headline(name, *number, stories.len(), out)?;
            for found in stories.iter().take(SHOWN) {
                if let Some(story) = backend.read(found)? {
                    news::story(&story.story, styling, out)?;
                }
            }
            news::more(name, stories.len().saturating_sub(SHOWN), *all, out)?;
        }
    }
    Ok(())
}
