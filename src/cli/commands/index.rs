//! `dateline index`: brings files into the index and reports what became of them.

use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use super::news::{self, IfBusy};
use super::rebuild::remove_index;
use super::rejected;
use crate::cli::args::{DateFrom, Index, NewsFormat};
use crate::cli::message::{ErrorWithHint, command};
use crate::cli::process::clock;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{Archive, IndexError, Outcome, Reject};
use crate::ingest::{self, IngestError, Missing, Options, Progress, Summary};
use crate::present::{clean, counted};
use crate::read::Found;

/// How many rejects are listed.
const SHOWN: usize = 10;

pub(super) fn run(
    args: &Index,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    check_default_path(&args.paths, "index")?;
    let mut options = options(&args.paths, args.threads, args.date_from, settings);
    if args.rebuild {
        remove_index(args, &options, settings, streams)?;
    }
    if args.gone {
        check_known(&args.paths, settings)?;
        options.missing = Missing::IsGone;
    }
    let indexed = index_files(&options, settings);
    let summary = indexed.map_err(|error| explain_missing(error, settings))?;
    if !settings.quiet {
        // If a program reads the news, standard output has nothing else.
        let out: &mut dyn Write = match args.news {
            NewsFormat::Jsonl => &mut *streams.stderr,
            NewsFormat::Text | NewsFormat::None => &mut *streams.stdout,
        };
        write_summary(&summary, out)?;
    }
    let status = news::report(args.news, settings.today, IfBusy::Wait, settings, streams)?;
    if !summary.has_rejects() || args.keep_going {
        return Ok(status.unwrap_or(Status::Found));
    }
    if settings.quiet {
        // No summary has said so.
        return Err(rejects(&summary, &args.paths, settings).into());
    }
    Ok(Status::Failed)
}

/// The error that something was rejected, in this run or an earlier one.
pub(super) fn rejects(summary: &Summary, paths: &[PathBuf], settings: &Settings) -> ErrorWithHint {
    let all = summary.rejects.iter().chain(&summary.rejected_before);
    let more = match all.clone().count() {
        0 | 1 => String::new(),
        many => format!(", and {} more", many - 1),
    };
    let first = all.map(|(file, reject)| rejected(file, reject)).next();
    let lists = match paths {
        [path] => format!("why {}", clean::word(&path.to_string_lossy())),
        _ => "status".to_owned(),
    };
    ErrorWithHint {
        problem: format!("rejected {}{more}", first.unwrap_or_default()),
        hint: format!("`{}` says more", command(&settings.index, &lists)),
    }
}

/// The error for a path that does not exist, and if the index has stories from there, how to remove them.
fn explain_missing(error: anyhow::Error, settings: &Settings) -> anyhow::Error {
    let missing = match error.downcast_ref() {
        Some(IngestError::Unreadable { path, source })
            if source.kind() == io::ErrorKind::NotFound =>
        {
            path
        }
        _ => return error,
    };
    if !has_stories_of(missing, settings).unwrap_or(false) {
        return error;
    }
    let drop = format!("index --gone {}", clean::word(&missing.to_string_lossy()));
    ErrorWithHint {
        problem: format!("{error:#}"),
        hint: format!(
            "the index has stories from there; to remove them: `{}`",
            command(&settings.index, &drop)
        ),
    }
    .into()
}

/// Checks that each path exists or did so in an earlier run.
fn check_known(paths: &[PathBuf], settings: &Settings) -> anyhow::Result<()> {
    for path in paths {
        if let Err(error) = path.metadata()
            && !has_stories_of(path, settings)?
        {
            let problem = format!(
                "cannot read `{}`, and the index has no stories from there",
                path.display()
            );
            return Err(anyhow::Error::new(error).context(problem));
        }
    }
    Ok(())
}

/// Whether the index has stories of the files in and under a folder, or of the file of that name.
fn has_stories_of(path: &Path, settings: &Settings) -> Result<bool, IndexError> {
    let mut has_any = false;
    let name = Found::name_of(path);
    let archive = Archive::open(&settings.index)?;
    archive.each_row_under(&Found::folder_name(&name), |row| {
        has_any |= matches!(row.outcome, Outcome::Indexed { .. });
        Ok::<(), IndexError>(())
    })?;
    Ok(has_any)
}

/// Checks that the default path exists, for people who do not know that they can give paths.
pub(super) fn check_default_path(paths: &[PathBuf], command: &str) -> Result<(), ErrorWithHint> {
    if paths == [Path::new("seeds")] && !Path::new("seeds").exists() {
        return Err(ErrorWithHint {
            problem: "there is no folder `seeds` here".to_owned(),
            hint: format!("name the files or folders to {command}: `dateline {command} PATH…`"),
        });
    }
    Ok(())
}

/// The options of a run.
pub(super) fn options(
    paths: &[PathBuf],
    threads: Option<NonZero<usize>>,
    date_from: Option<DateFrom>,
    settings: &Settings,
) -> Options {
    let threads = threads.or_else(|| thread::available_parallelism().ok());
    Options {
        threads: threads.map_or(1, NonZero::get),
        now: settings.now,
        date_from_mtime: date_from == Some(DateFrom::Mtime),
        holder: format!("process {}", std::process::id()),
        ..Options::new(
            paths.to_vec(),
            settings.index.clone(),
            clock,
            settings.today,
        )
    }
}

/// Runs it, with a progress bar on a terminal.
pub(super) fn index_files(options: &Options, settings: &Settings) -> anyhow::Result<Summary> {
    let bar = settings.progress.then(bar).transpose()?;
    let summary = ingest::run(options, &mut |progress| {
        if let Some(bar) = &bar {
            show(bar, progress);
        }
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Ok(summary?)
}

fn bar() -> anyhow::Result<ProgressBar> {
    let style = "{bar:30.cyan/dim} {msg}  {bytes} of {total_bytes}  {bytes_per_sec}";
    let bar = ProgressBar::new(0);
    bar.set_style(ProgressStyle::with_template(style)?);
    Ok(bar)
}

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_length(progress.bytes_met);
    bar.set_position(progress.bytes);
    bar.set_message(format!(
        "{} of {} files, {} stories",
        progress.files, progress.files_met, progress.stories
    ));
}

/// Writes the summary of a run: one line of counts, then what was left out and why.
pub(super) fn write_summary(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    let &Summary {
        added,
        replaced,
        kept,
        removed,
        ..
    } = summary;
    writeln!(
        out,
        "indexed {} from {}: {added} added, {replaced} replaced, {kept} kept, {removed} removed",
        counted::of(added + replaced + kept, "story", "stories"),
        counted::of(summary.files, "file", "files"),
    )?;
    let asides = [
        (
            summary.undated,
            "story",
            "stories",
            "without a publication date",
        ),
        (summary.ahead, "story", "stories", "dated later than today"),
        (summary.moved, "file", "files", "moved, not read again"),
        (summary.gone, "file", "files", "gone"),
        (summary.skipped, "file", "files", "skipped, no story in it"),
    ];
    for (count, one, many, what) in asides {
        if count > 0 {
            writeln!(out, "  {} {what}", counted::of(count, one, many))?;
        }
    }
    list("warnings", &summary.doubts, out)?;
    list("rejected", &summary.rejects, out)?;
    list("rejected by an earlier run", &summary.rejected_before, out)?;
    if summary.stopped {
        writeln!(
            out,
            "stopped before all files were read; run it again to go on"
        )?;
    }
    Ok(())
}

fn list(what: &str, rejects: &[(String, Reject)], out: &mut dyn Write) -> io::Result<()> {
    if !rejects.is_empty() {
        writeln!(out, "{what} {}:", rejects.len())?;
    }
    for (file, reject) in rejects.iter().take(SHOWN) {
        writeln!(out, "  {}", rejected(file, reject))?;
    }
    match rejects.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more: `dateline status`"),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn told(summary: &Summary) -> String {
        let mut out = Vec::new();
        write_summary(summary, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_summary_of_a_run_without_rejects_is_one_line() {
        let summary = Summary {
            added: 50,
            files: 35,
            ..Summary::default()
        };
        let line = "indexed 50 stories from 35 files: 50 added, 0 replaced, 0 kept, 0 removed\n";
        assert_eq!(told(&summary), line);
    }

    #[test]
    fn the_summary_lists_rejects_and_warnings() {
        let reject = |place| {
            let reason = "not JSON".to_owned();
            ("wire.jsonl".to_owned(), Reject { place, reason })
        };
        let summary = Summary {
            kept: 1,
            removed: 2,
            files: 1,
            undated: 1,
            moved: 1,
            skipped: 3,
            gone: 2,
            ahead: 1,
            doubts: vec![reject(Some(4))],
            rejected_before: vec![reject(Some(13))],
            rejects: (1..12).map(Some).chain([None]).map(reject).collect(),
            ..Summary::default()
        };
        assert_snapshot!(told(&summary), @"
        indexed 1 story from 1 file: 0 added, 0 replaced, 1 kept, 2 removed
          1 story without a publication date
          1 story dated later than today
          1 file moved, not read again
          2 files gone
          3 files skipped, no story in it
        warnings 1:
          wire.jsonl:4: not JSON
        rejected 12:
          wire.jsonl:1: not JSON
          wire.jsonl:2: not JSON
          wire.jsonl:3: not JSON
          wire.jsonl:4: not JSON
          wire.jsonl:5: not JSON
          wire.jsonl:6: not JSON
          wire.jsonl:7: not JSON
          wire.jsonl:8: not JSON
          wire.jsonl:9: not JSON
          wire.jsonl:10: not JSON
          … and 2 more: `dateline status`
        rejected by an earlier run 1:
          wire.jsonl:13: not JSON
        ");
    }
}
