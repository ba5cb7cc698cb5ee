//! `dateline why`: explains what became of a file, or of the files in a folder.

mod folder;
mod ledger_names;
mod member;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::args::Why;
use crate::cli::message::hint_line;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{
    Archive, Event, EventKind, History, IndexError, LedgerRow, Outcome, PassedOver, Reject,
    StoredStory,
};
use crate::present::{Styling, clean, counted, wrap};
use crate::read::Found;
use folder::Folder;
pub(super) use ledger_names::ledger_names;

/// How many stories, rejects or files are listed.
pub(super) const SHOWN: usize = 10;

pub(super) fn run(
    args: &Why,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let archive = Archive::open(&settings.index)?;
    let names = ledger_names(&args.file);
    for name in &names {
        if let Some(row) = archive.row(name)? {
            let stories = archive.stories_of_file(name)?;
            write_row(&row, stories, settings.styling, streams.stdout)?;
            return Ok(Status::Found);
        }
    }
    for name in &names {
        if let Some(folder) = Folder::of(name, &archive)? {
            folder.write(settings.styling, streams.stdout)?;
            return Ok(Status::Found);
        }
    }
    if let Some(status) = member::write(&args.file, &archive, settings, streams)? {
        return Ok(status);
    }
    not_in_ledger(&args.file, &archive, settings, streams)?;
    Ok(Status::NotFound)
}

fn write_row(
    row: &LedgerRow,
    stories: Vec<StoredStory>,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
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
            let ahead = but(ahead, "dated later than the day it was first read");
            let stories = counted::stories(*stories);
            let told =
                format!("`{file}` was read as {format} on {read_at}: {stories}{undated}{ahead}.");
            write_line(&told, styling, out)?;
        }
        Outcome::Gone => return write_gone(row, styling, out),
        Outcome::Skipped { reason } => {
            let reason = clean::line(reason);
            let told = format!("`{file}` was skipped on {read_at}: {reason}.");
            write_line(&told, styling, out)?;
        }
        Outcome::Rejected { reason } => {
            let reason = clean::line(reason);
            let told = format!("`{file}` was rejected on {read_at}: {reason}.");
            write_line(&told, styling, out)?;
        }
    }
    let changed = minute(Timestamp::from_nanosecond(row.modified.into()));
    let bytes = row.size;
    // A link that leads nowhere has neither.
    if bytes > 0 || row.modified > 0 {
        let told = format!("It had {bytes} bytes and was last changed on {changed}.");
        write_line(&told, styling, out)?;
    }
    if row.hash != [0; 16] {
        let hash = u128::from_be_bytes(row.hash);
        write_line(
            &format!("Its BLAKE3 hash begins with {hash:032x}."),
            styling,
            out,
        )?;
    }
    if row.metadata_hash != [0; 16] {
        write_line("Metadata files beside it may describe it.", styling, out)?;
    }
    write_stories(stories, styling, out)?;
    // The first reject of a rejected file was shown above.
    let told = usize::from(matches!(row.outcome, Outcome::Rejected { .. }));
    let rejects = row.rejects.iter().skip(told).map(reject_line);
    write_section("Rejects:", &rejects.collect::<Vec<_>>(), styling, out)?;
    let doubts = row.doubts.iter().map(reject_line);
    write_section("Warnings:", &doubts.collect::<Vec<_>>(), styling, out)?;
    let over = row.passed_over.iter();
    let over = over.map(|PassedOver { what, count }| format!("{count}  {}", clean::line(what)));
    write_section("Left out:", &over.collect::<Vec<_>>(), styling, out)?;
    write_history(&row.history, styling, out)
}

fn write_stories(
    mut stories: Vec<StoredStory>,
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
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
    write_section("Stories:", &stories.collect::<Vec<_>>(), styling, out)
}

/// Writes what became of a file that no longer exists, of which only the history is left.
fn write_gone(row: &LedgerRow, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let file = clean::line(&row.file);
    let last = row.history.events().last().map(|event| &event.what);
    let told = match last {
        Some(EventKind::MovedTo { file: to }) => format!("`{file}` is now `{}`.", clean::line(to)),
        _ => format!("`{file}` no longer exists."),
    };
    write_line(&told, styling, out)?;
    write_history(&row.history, styling, out)
}

/// Writes the history of a file, one line per event, oldest first.
fn write_history(history: &History, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "History:")?;
    for (nth, Event { at, what }) in history.events().iter().enumerate() {
        if nth == 1 && history.left_out() > 0 {
            writeln!(out, "  … {} more …", history.left_out())?;
        }
        let at = minute(Timestamp::from_second(*at));
        let told = format!("  {at}  {}", clean::on_one_line(&event(what)));
        write_line(&told, styling, out)?;
    }
    Ok(())
}

fn event(what: &EventKind) -> String {
    match what {
        EventKind::Added { stories } => format!("added, {}", counted::stories(*stories)),
        EventKind::Replaced {
            stories,
            added,
            removed,
        } => format!(
            "read again, {}: {added} new, {removed} gone",
            counted::stories(*stories)
        ),
        EventKind::Skipped { reason } => format!("skipped: {reason}"),
        EventKind::Rejected { reason } => format!("rejected: {reason}"),
        EventKind::Kept { reason } => format!("kept as it was: {reason}"),
        EventKind::MovedFrom { file } => format!("moved here from `{file}`"),
        EventKind::MovedTo { file } => format!("moved to `{file}`"),
        EventKind::Removed => "gone".to_owned(),
    }
}

fn reject_line(Reject { place, reason }: &Reject) -> String {
    match place {
        Some(place) => format!("{place}: {}", clean::line(reason)),
        None => clean::on_one_line(reason),
    }
}

/// A time to the minute.
fn minute(time: Result<Timestamp, jiff::Error>) -> String {
    time.map_or_else(
        |_| "an unknown time".to_owned(),
        |time| {
            time.to_zoned(TimeZone::UTC)
                .strftime("%Y-%m-%d %H:%M UTC")
                .to_string()
        },
    )
}

fn not_in_ledger(
    path: &Path,
    archive: &Archive,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    if settings.quiet {
        return Ok(());
    }
    let (styling, out) = (settings.error_styling, &mut *streams.stderr);
    let told = as_typed(path);
    let told = clean::line(&told);
    write_line(&format!("`{told}` is not in the ledger."), styling, out)?;
    let file = member::outermost(path);
    let near = similar_names(&Found::name_of(&file), archive)?;
    if !near.is_empty() {
        hint_line("files with such a name in the ledger:", styling, out)?;
        write_lines(&near, styling, out)?;
    } else if file.exists() {
        let file = as_typed(&file);
        let file = clean::word(&file);
        hint_line(
            &format!("index it with `dateline index {file}`"),
            styling,
            out,
        )?;
    }
    Ok(())
}

/// The path in the shortest form that a shell takes for it. A name in the ledger is not always one.
fn as_typed(path: &Path) -> String {
    let path: PathBuf = path.components().collect();
    path.to_string_lossy().into_owned()
}

/// The files whose name contains the last part of `file`, whatever the case.
fn similar_names(file: &str, archive: &Archive) -> Result<Vec<String>, IndexError> {
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

/// Writes a heading and a list; nothing if the list is empty.
fn write_section(
    heading: &str,
    lines: &[String],
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    write_line(heading, styling, out)?;
    write_lines(lines, styling, out)
}

/// Writes the first lines, and whether there are more.
pub(super) fn write_some(
    lines: &[String],
    styling: Styling,
    out: &mut dyn Write,
) -> io::Result<()> {
    for line in lines.iter().take(SHOWN) {
        write_line(&format!("  {line}"), styling, out)?;
    }
    if lines.len() > SHOWN {
        writeln!(out, "  …")?;
    }
    Ok(())
}

/// Writes the first lines, and how many more there are.
fn write_lines(lines: &[String], styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    for line in lines.iter().take(SHOWN) {
        write_line(&format!("  {line}"), styling, out)?;
    }
    match lines.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more"),
    }
}

/// Writes a line; if it is folded and an item of a list, the rest is indented.
pub(super) fn write_line(line: &str, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let hang = if line.starts_with(' ') { 2 } else { 0 };
    writeln!(out, "{}", wrap(line, hang, styling))
}
