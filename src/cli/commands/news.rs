//! What is new to the saved queries: told at the end of `dateline index`.
//!
//! What will be told is written down first, and that it was told afterwards ([`Told`]).

use super::question;
use crate::backend::Backend;
use crate::cli::args::NewsFormat;
use crate::cli::saved::Saved;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::Told;
use crate::present::news;
use crate::search::FoundStory;

/// How many stories of a report are shown to people.
const SHOWN: usize = 10;

/// What is to be told of a saved query.
enum News<'q> {
    /// It cannot be read.
    Unreadable(&'q str, String),
    /// The report of this number.
    Report(&'q str, u64, Vec<FoundStory>),
}

/// Tells the news of every saved query. `Failed` where one of them cannot be read.
pub(super) fn tell(
    format: NewsFormat,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    if format == NewsFormat::None || !Saved::exist(&settings.index) {
        return Ok(Status::Found);
    }
    let saved = Saved::lock(&settings.index)?;
    let backend = Backend::local(&settings.index)?;
    let mut told = Told::read(&settings.index)?;
    told.keep(|query| saved.queries.contains_key(query));
    let mut status = Status::Found;
    let mut all: Vec<News> = Vec::new();
    for (name, query) in &saved.queries {
        let asked = question::query(&query.query, &query.wording(), &query.only, settings.today);
        let asked = match asked {
            Ok(asked) => asked,
            Err(error) => {
                status = Status::Failed;
                all.push(News::Unreadable(name, format!("{error:#}")));
                continue;
            }
        };
        let found = backend.found(&asked)?;
        let numbers: Vec<[u64; 2]> = found.iter().map(|story| story.numbers).collect();
        for report in told.reports(name, &numbers) {
            let its = found.iter();
            let its = its.filter(|story| report.tells_of(story.numbers));
            all.push(News::Report(name, report.number, its.copied().collect()));
        }
    }
    told.write(&settings.index)?;
    let out = &mut *streams.stdout;
    for news in &all {
        match (format, news) {
            (NewsFormat::Jsonl, News::Unreadable(query, why)) => {
                news::unreadable_line(query, why, out)?;
            }
            (NewsFormat::Jsonl, News::Report(query, number, stories)) => {
                for found in stories {
                    if let Some(story) = backend.read(found)? {
                        news::line(query, *number, &story.story, out)?;
                    }
                }
            }
            (_, News::Unreadable(query, why)) => news::unreadable(query, why, out)?,
            (_, News::Report(query, number, stories)) => {
                news::headline(query, *number, stories.len(), out)?;
                for found in stories.iter().take(SHOWN) {
                    if let Some(story) = backend.read(found)? {
                        news::story(&story.story, settings.look, out)?;
                    }
                }
                news::more(query, stories.len().saturating_sub(SHOWN), out)?;
            }
        }
    }
    out.flush()?;
    told.confirm();
    told.write(&settings.index)?;
    Ok(status)
}
