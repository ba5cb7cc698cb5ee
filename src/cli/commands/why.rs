//! `dateline why`: what became of a file, in sentences.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::args::Why;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{
    Archive, Event, Happened, History, IndexError, LedgerRow, Outcome, PassedOver, Reject,
    StoredStory,
};
use crate::present::{clean, counted};
use crate::read::Found;

/// How many stories, rejects or other files are told one by one.
const SHOWN: usize = 10;

pub(super) fn run(
    args: &Why,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let archive = Archive::open(&settings.index)?;
    let file = Found::name_of(&args.file);
    let Some(row) = archive.row(&file)? else {
        never_met(&file, &archive, settings, streams)?;
        return Ok(Status::NotFound);
    };
    let stories = archive.stories_of_file(&file)?;
    tell(&row, stories, streams.stdout)?;
    Ok(Status::Found)
}

fn tell(row: &LedgerRow, mut stories: Vec<StoredStory>, out: &mut dyn Write) -> io::Result<()> {
    let read_at = minute(Timestamp::from_second(row.read_at));
    let file = clean::line(&row.file);
    match &row.outcome {
        Outcome::Indexed {
            format,
            stories,
            undated,
            ahead,
        } => {
            let but = |count: &u64, what: &str| match count {
                0 => String::new(),
                count => format!(", {count} {what}"),
            };
            let undated = but(undated, "without a publication date");
            let ahead = but(ahead, "dated later than the day we first read it");
            let stories = counted::stories(*stories);
            writeln!(
                out,
                "`{file}` was read as {format} on {read_at}: {stories}{undated}{ahead}."
            )?;
        }
        Outcome::Gone => return gone(row, out),
        Outcome::Skipped { reason } => {
            writeln!(
                out,
                "`{file}` was passed over on {read_at}: {}.",
                clean::line(reason)
            )?;
        }
        Outcome::Rejected { reason } => {
            writeln!(
                out,
                "`{file}` could not be read on {read_at}: {}.",
                clean::line(reason)
            )?;
        }
    }
    let changed = minute(Timestamp::from_nanosecond(row.modified.into()));
    writeln!(
        out,
        "It had {} bytes and was last changed on {changed}.",
        row.size
    )?;
    if row.hash != [0; 16] {
        let hash = u128::from_be_bytes(row.hash);
        writeln!(out, "Its BLAKE3 hash begins with {hash:032x}.")?;
    }
    if row.metadata_hash != [0; 16] {
        writeln!(out, "Metadata beside it may tell something about it.")?;
    }
    stories.sort_by(|a, b| a.annotated.story.id.cmp(&b.annotated.story.id));
    let stories = stories.iter().map(
        |StoredStory {
             annotated, seen, ..
         }| {
            let story = &annotated.story;
            let day = story
                .published
                .as_ref()
                .map_or("undated", |published| published.value());
            format!(
                "{}  {day}  {}  (first read on {seen})",
                clean::line(&story.id),
                clean::line(&story.title)
            )
        },
    );
    list("Its stories:", &stories.collect::<Vec<_>>(), out)?;
    // The first of a file that could not be read at all was told above.
    let told = usize::from(matches!(row.outcome, Outcome::Rejected { .. }));
    let rejects = row.rejects.iter().skip(told).map(placed);
    list("What is no story in it:", &rejects.collect::<Vec<_>>(), out)?;
    let doubts = row.doubts.iter().map(placed);
    list(
        "What was left out of its stories:",
        &doubts.collect::<Vec<_>>(),
        out,
    )?;
    let over = row.passed_over.iter();
    let over = over.map(|PassedOver { what, count }| format!("{count}  {}", clean::line(what)));
    list("Records passed over:", &over.collect::<Vec<_>>(), out)?;
    tell_history(&row.history, out)
}

/// A file that is there no more has nothing but a history.
fn gone(row: &LedgerRow, out: &mut dyn Write) -> io::Result<()> {
    let file = clean::line(&row.file);
    let last = row.history.events().last().map(|event| &event.what);
    match last {
        Some(Happened::MovedTo { file: to }) => {
            writeln!(out, "`{file}` is now `{}`.", clean::line(to))?;
        }
        _ => writeln!(out, "`{file}` is there no more.")?,
    }
    tell_history(&row.history, out)
}

/// What runs did with a file, a line each, the oldest first.
fn tell_history(history: &History, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Its history:")?;
    for (nth, Event { at, what }) in history.events().iter().enumerate() {
        if nth == 1 && history.left_out() > 0 {
            writeln!(out, "  … {} more …", history.left_out())?;
        }
        let at = minute(Timestamp::from_second(*at));
        writeln!(out, "  {at}  {}", clean::on_one_line(&happened(what)))?;
    }
    Ok(())
}

fn happened(what: &Happened) -> String {
    match what {
        Happened::Added { stories } => format!("added, {}", counted::stories(*stories)),
        Happened::Replaced {
            stories,
            added,
            removed,
        } => format!(
            "read again, {}: {added} new, {removed} gone",
            counted::stories(*stories)
        ),
        Happened::Skipped { reason } => format!("skipped: {reason}"),
        Happened::Rejected { reason } => format!("rejected: {reason}"),
        Happened::Kept { reason } => format!("kept as it was: {reason}"),
        Happened::MovedFrom { file } => format!("moved here from `{file}`"),
        Happened::MovedTo { file } => format!("moved to `{file}`"),
        Happened::Removed => "gone".to_owned(),
    }
}

fn placed(Reject { place, reason }: &Reject) -> String {
    match place {
        Some(place) => format!("{place}: {}", clean::line(reason)),
        None => clean::on_one_line(reason),
    }
}

/// To the minute; a time beyond the calendar is one nobody wrote.
fn minute(time: Result<Timestamp, jiff::Error>) -> String {
    time.map_or_else(
        |_| "an unknown day".to_owned(),
        |time| {
            time.to_zoned(TimeZone::UTC)
                .strftime("%Y-%m-%d %H:%M UTC")
                .to_string()
        },
    )
}

fn never_met(
    file: &str,
    archive: &Archive,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    if settings.quiet {
        return Ok(());
    }
    writeln!(streams.stderr, "`{}` was never met.", clean::line(file))?;
    let near = near(file, archive)?;
    if !near.is_empty() {
        list(
            "hint: files of such a name that were met:",
            &near,
            streams.stderr,
        )?;
    } else if Path::new(file).exists() {
        writeln!(
            streams.stderr,
            "hint: bring it in with `dateline index {}`",
            clean::line(file)
        )?;
    }
    Ok(())
}

/// The files in whose name the last part of `file` stands, upper or lower case.
fn near(file: &str, archive: &Archive) -> Result<Vec<String>, IndexError> {
    let name = |file: &str| file.rsplit('/').next().unwrap_or_default().to_lowercase();
    let wanted = name(file);
    let mut near = Vec::new();
    archive.each_row(|row| -> Result<(), IndexError> {
        if !wanted.is_empty() && name(&row.file).contains(&wanted) {
            near.push(clean::on_one_line(&row.file));
        }
        Ok(())
    })?;
    near.sort_unstable();
    Ok(near)
}

/// A heading and the first lines; nothing where there are none.
fn list(heading: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "{heading}")?;
    for line in lines.iter().take(SHOWN) {
        writeln!(out, "  {line}")?;
    }
    match lines.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more"),
    }
}
