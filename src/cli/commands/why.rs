//! `dateline why`: what became of a file, in sentences; of a folder, what became of the files in it.

mod folder;
mod meant;
mod member;

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::args::Why;
use crate::cli::message::hint_line;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{
    Archive, Event, Happened, History, IndexError, LedgerRow, Outcome, PassedOver, Reject,
    StoredStory,
};
use crate::present::{Look, clean, counted, fold};
use crate::read::Found;
use folder::Folder;
pub(super) use meant::names;

/// How many stories, rejects or other files are told one by one.
pub(super) const SHOWN: usize = 10;

pub(super) fn run(
    args: &Why,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let archive = Archive::open(&settings.index)?;
    let names = names(&args.file);
    for name in &names {
        if let Some(row) = archive.row(name)? {
            let stories = archive.stories_of_file(name)?;
            tell(&row, stories, settings.look, streams.stdout)?;
            return Ok(Status::Found);
        }
    }
    for name in &names {
        if let Some(folder) = Folder::of(name, &archive)? {
            folder.tell(settings.look, streams.stdout)?;
            return Ok(Status::Found);
        }
    }
    if let Some(status) = member::tell(&args.file, &archive, settings, streams)? {
        return Ok(status);
    }
    never_met(&args.file, &archive, settings, streams)?;
    Ok(Status::NotFound)
}

fn tell(
    row: &LedgerRow,
    stories: Vec<StoredStory>,
    look: Look,
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
            let ahead = but(ahead, "dated later than the day we first read it");
            let stories = counted::stories(*stories);
            let told =
                format!("`{file}` was read as {format} on {read_at}: {stories}{undated}{ahead}.");
            say(&told, look, out)?;
        }
        Outcome::Gone => return gone(row, look, out),
        Outcome::Skipped { reason } => {
            let reason = clean::line(reason);
            let told = format!("`{file}` was passed over on {read_at}: {reason}.");
            say(&told, look, out)?;
        }
        Outcome::Rejected { reason } => {
            let reason = clean::line(reason);
            let told = format!("`{file}` could not be read on {read_at}: {reason}.");
            say(&told, look, out)?;
        }
    }
    let changed = minute(Timestamp::from_nanosecond(row.modified.into()));
    let bytes = row.size;
    let told = format!("It had {bytes} bytes and was last changed on {changed}.");
    say(&told, look, out)?;
    if row.hash != [0; 16] {
        let hash = u128::from_be_bytes(row.hash);
        say(
            &format!("Its BLAKE3 hash begins with {hash:032x}."),
            look,
            out,
        )?;
    }
    if row.metadata_hash != [0; 16] {
        say("Metadata beside it may tell something about it.", look, out)?;
    }
    tell_stories(stories, look, out)?;
    // The first of a file that could not be read at all was told above.
    let told = usize::from(matches!(row.outcome, Outcome::Rejected { .. }));
    let rejects = row.rejects.iter().skip(told).map(placed);
    list(
        "What is no story in it:",
        &rejects.collect::<Vec<_>>(),
        look,
        out,
    )?;
    let doubts = row.doubts.iter().map(placed);
    list(
        "What was left out of its stories:",
        &doubts.collect::<Vec<_>>(),
        look,
        out,
    )?;
    let over = row.passed_over.iter();
    let over = over.map(|PassedOver { what, count }| format!("{count}  {}", clean::line(what)));
    list("Passed over in it:", &over.collect::<Vec<_>>(), look, out)?;
    tell_history(&row.history, look, out)
}

fn tell_stories(mut stories: Vec<StoredStory>, look: Look, out: &mut dyn Write) -> io::Result<()> {
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
    list("Its stories:", &stories.collect::<Vec<_>>(), look, out)
}

/// A file that is there no more has nothing but a history.
fn gone(row: &LedgerRow, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let file = clean::line(&row.file);
    let last = row.history.events().last().map(|event| &event.what);
    let told = match last {
        Some(Happened::MovedTo { file: to }) => format!("`{file}` is now `{}`.", clean::line(to)),
        _ => format!("`{file}` is there no more."),
    };
    say(&told, look, out)?;
    tell_history(&row.history, look, out)
}

/// What runs did with a file, a line each, the oldest first.
fn tell_history(history: &History, look: Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Its history:")?;
    for (nth, Event { at, what }) in history.events().iter().enumerate() {
        if nth == 1 && history.left_out() > 0 {
            writeln!(out, "  … {} more …", history.left_out())?;
        }
        let at = minute(Timestamp::from_second(*at));
        let told = format!("  {at}  {}", clean::on_one_line(&happened(what)));
        say(&told, look, out)?;
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
    path: &Path,
    archive: &Archive,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    if settings.quiet {
        return Ok(());
    }
    let (look, out) = (settings.error_look, &mut *streams.stderr);
    let file = Found::name_of(path);
    let name = clean::line(&file);
    say(&format!("`{name}` was never met."), look, out)?;
    let near = near(&file, archive)?;
    if !near.is_empty() {
        hint_line("files of such a name that were met:", look, out)?;
        shown(&near, look, out)?;
    } else if path.exists() {
        let path = clean::word(&file);
        hint_line(
            &format!("bring it in with `dateline index {path}`"),
            look,
            out,
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

/// A heading and a list; nothing where there is nothing in it.
fn list(heading: &str, lines: &[String], look: Look, out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    say(heading, look, out)?;
    shown(lines, look, out)
}

/// The first of some lines, and that there are more.
pub(super) fn some(lines: &[String], look: Look, out: &mut dyn Write) -> io::Result<()> {
    for line in lines.iter().take(SHOWN) {
        say(&format!("  {line}"), look, out)?;
    }
    if lines.len() > SHOWN {
        writeln!(out, "  …")?;
    }
    Ok(())
}

/// The first lines, and how many there are more.
fn shown(lines: &[String], look: Look, out: &mut dyn Write) -> io::Result<()> {
    for line in lines.iter().take(SHOWN) {
        say(&format!("  {line}"), look, out)?;
    }
    match lines.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more"),
    }
}

/// A line. What goes on below it stands further in where the line is one of a list.
pub(super) fn say(line: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let hang = if line.starts_with(' ') { 2 } else { 0 };
    writeln!(out, "{}", fold(line, hang, look))
}
