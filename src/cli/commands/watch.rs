//! `dateline watch`: brings changes into the index as they happen, and reports the result of each burst.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::tz::TimeZone;

use super::index::{check_default_path, index_files, options, rejects, write_summary};
use super::news::{self, IfBusy};
use crate::cli::args::{NewsFormat, Watch as Args};
use crate::cli::message::{Message, disk_is_full, hint_line};
use crate::cli::process::clock;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::{IndexError, Reject};
use crate::ingest::{self, Changes, IngestError, Missing, Options, Summary, Watch, WatchError};
use crate::present::counted;

/// How long nothing must happen before deleted documents are purged.
const IDLE: Duration = Duration::from_secs(10);
/// How long to wait before trying again while another process writes to the index, and while the disk is full.
const RETRY: Duration = Duration::from_secs(1);
const RETRY_FULL: Duration = Duration::from_secs(5);
/// How often to check all files if the system cannot tell of all changes.
const RESCAN: Duration = Duration::from_mins(1);
const RAISE_LIMIT: &str = "to raise it on Linux, `sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512`";
const MAKE_ROOM: &str = "free some disk space to let it go on; what was committed stays";

pub(super) fn run(
    args: &Args,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    check_default_path(&args.paths, "watch")?;
    let stop = Arc::new(AtomicBool::new(false));
    stop_on_signals(Arc::clone(&stop))?;
    let mut watching = Watching {
        options: Options {
            stop: Arc::clone(&stop),
            ..options(&args.paths, args.threads, args.date_from, settings)
        },
        settings,
        needs_purge: false,
        reported_full: false,
        news_pending: false,
        last_problem: None,
        last_rejects: Vec::new(),
    };
    // Watching begins before the first run, so that no change is missed.
    let mut watch = follow(args, settings)?;
    watching.index_files(args.paths.clone(), true, streams)?;
    watching.options.missing = Missing::IsGone;
    watching.options.purge = false;
    if !settings.quiet && !stop.load(Ordering::Relaxed) {
        writeln!(streams.stdout, "watching; stop with ctrl-C")?;
        streams.stdout.flush()?;
    }
    let mut every = args.every.map(|seconds| Duration::from_secs(seconds.get()));
    let mut looked = Instant::now();
    let mut reported_limit = false;
    while !stop.load(Ordering::Relaxed) {
        if watch.as_ref().is_none_or(Watch::is_limited) && !reported_limit {
            reported_limit = true;
            let every = *every.get_or_insert(RESCAN);
            let every = counted::of(every.as_secs(), "second", "seconds");
            tracing::warn!(
                "the system's limit on watched folders is reached, so all files are checked every {every}; {RAISE_LIMIT}"
            );
        }
        let patience = every.map_or(IDLE, |every| {
            every.saturating_sub(looked.elapsed()).min(IDLE)
        });
        let burst = match &mut watch {
            Some(watch) => watch.next(patience, &stop),
            None => wait(patience, &stop),
        };
        let due = every.is_some_and(|every| looked.elapsed() >= every);
        if due && let Some(watch) = &mut watch {
            watch.follow_all();
        }
        match burst {
            Changes::Stop => break,
            Changes::Paths(_) | Changes::Nothing if due => {
                watching.index_files(args.paths.clone(), false, streams)?;
            }
            Changes::Everything => watching.index_files(args.paths.clone(), false, streams)?,
            Changes::Paths(paths) => watching.index_files(paths, false, streams)?,
            Changes::Nothing => {
                watching.purge(streams)?;
                if watching.news_pending {
                    watching.report_news(streams)?;
                }
            }
        }
        if due {
            looked = Instant::now();
        }
    }
    if !settings.quiet {
        writeln!(streams.stdout, "stopped")?;
    }
    Ok(Status::Found)
}

/// Starts watching the paths; `None` if the system cannot.
fn follow(args: &Args, settings: &Settings) -> anyhow::Result<Option<Watch>> {
    match Watch::start(&args.paths, &settings.index) {
        Ok(watch) => Ok(Some(watch)),
        Err(WatchError::Refused(error)) => {
            tracing::debug!(%error, "cannot watch files");
            Ok(None)
        }
        Err(error @ WatchError::Unreadable { .. }) => Err(error.into()),
    }
}

fn wait(patience: Duration, stop: &AtomicBool) -> Changes {
    let begun = Instant::now();
    while begun.elapsed() < patience {
        if stop.load(Ordering::Relaxed) {
            return Changes::Stop;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Changes::Nothing
}

/// The first signal stops it as soon as no file is half read; the second at once, which is just as safe.
fn stop_on_signals(stop: Arc<AtomicBool>) -> anyhow::Result<()> {
    let handler = move || {
        if stop.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "whoever asks twice wants no more waiting")]
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).context("cannot handle signals")
}

struct Watching<'s> {
    options: Options,
    settings: &'s Settings,
    /// Whether something was written since deleted documents were last purged.
    needs_purge: bool,
    /// Whether it was reported that the disk is too full to purge them.
    reported_full: bool,
    /// Whether there may be news that could not be reported yet.
    news_pending: bool,
    /// Why not, as last printed.
    last_problem: Option<Message>,
    /// What was rejected, as last printed.
    last_rejects: Vec<(String, Reject)>,
}

impl Watching<'_> {
    /// Indexes some paths, and reports the result if anything changed, or `always`.
    fn index_files(
        &mut self,
        paths: Vec<PathBuf>,
        always: bool,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<()> {
        self.options.paths = paths;
        let mut reported_wait = false;
        let summary = loop {
            self.options.now = clock();
            self.options.today = self.today();
            match index_files(&self.options, self.settings) {
                Ok(summary) => break summary,
                Err(error) => {
                    let patience = if is_locked(&error) {
                        RETRY
                    } else if disk_is_full(&error) {
                        RETRY_FULL
                    } else {
                        return Err(error);
                    };
                    if !std::mem::replace(&mut reported_wait, true) {
                        self.report_wait(&error, streams)?;
                    }
                    if matches!(wait(patience, &self.options.stop), Changes::Stop) {
                        return Ok(());
                    }
                }
            }
        };
        // A folder that cannot be read is rejected in every run.
        let has_news_of_rejects =
            !summary.rejects.is_empty() && summary.rejects != self.last_rejects;
        let changed = changed_something(&summary);
        self.needs_purge |= (changed || has_news_of_rejects) && !self.options.purge;
        if !(changed || has_news_of_rejects || always) {
            return Ok(());
        }
        if !self.settings.quiet {
            let time = self.options.now.to_zoned(TimeZone::system());
            write!(streams.stdout, "{}  ", time.strftime("%H:%M:%S"))?;
            write_summary(&summary, streams.stdout)?;
            streams.stdout.flush()?;
        } else if has_news_of_rejects || always && summary.has_rejects() {
            let error = rejects(&summary, &self.options.paths, self.settings).into();
            let styling = self.settings.error_styling;
            let message = Message::of(&error, styling);
            message.write(self.settings.log_format, styling, streams.stderr)?;
        }
        self.last_rejects = summary.rejects;
        self.report_news(streams)
    }

    /// Says what is waited for.
    fn report_wait(&self, error: &anyhow::Error, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        let is_full = disk_is_full(error);
        // Another process is done soon; a full disk needs somebody to act.
        if is_full || !self.settings.quiet {
            writeln!(streams.stderr, "waiting: {error:#}")?;
        }
        if is_full {
            hint_line(MAKE_ROOM, self.settings.error_styling, streams.stderr)?;
        }
        Ok(())
    }

    /// Reports the news. An error in `saved.toml` or `names.toml` is printed when it is a new one, and is no reason to
    /// stop: somebody is editing the file, and the news is reported once it is valid.
    fn report_news(&mut self, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        let today = self.today();
        let text = NewsFormat::Text;
        match news::report(text, today, IfBusy::Leave, self.settings, streams) {
            Ok(status) => {
                self.news_pending = status.is_none();
                self.last_problem = None;
            }
            // Nothing can be printed any more.
            Err(error) if error.is::<io::Error>() => return Err(error),
            Err(error) => {
                self.news_pending = true;
                let styling = self.settings.error_styling;
                let last_problem = Message::of(&error, styling);
                if self.last_problem.as_ref() != Some(&last_problem) {
                    last_problem.write(self.settings.log_format, styling, streams.stderr)?;
                    self.last_problem = Some(last_problem);
                }
            }
        }
        Ok(())
    }

    /// The current day, counted from the settings' `today`.
    fn today(&self) -> jiff::civil::Date {
        let day = |time: jiff::Timestamp| time.to_zoned(TimeZone::system()).date();
        let passed = day(clock()) - day(self.settings.now);
        self.settings
            .today
            .checked_add(passed)
            .unwrap_or(self.settings.today)
    }

    /// Purges deleted documents, if there may be any. On a full disk, says so once and tries again later.
    fn purge(&mut self, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        if !std::mem::take(&mut self.needs_purge) {
            return Ok(());
        }
        let done = ingest::purge(&self.options).map_err(anyhow::Error::from);
        let reported_full = std::mem::take(&mut self.reported_full);
        match done {
            // The process that is writing will purge them.
            Err(error) if is_locked(&error) => Ok(()),
            Err(error) if disk_is_full(&error) => {
                self.needs_purge = true;
                self.reported_full = true;
                if reported_full {
                    return Ok(());
                }
                self.report_wait(&error, streams)
            }
            done => done,
        }
    }
}

fn changed_something(summary: &Summary) -> bool {
    let Summary {
        indexed_files,
        moved,
        gone,
        ..
    } = summary;
    indexed_files + moved + gone > 0
}

fn is_locked(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(IngestError::Index(IndexError::Locked { .. }))
    )
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the test makes the files that are watched"
)]
mod tests {
    use jiff::civil::date;
    use jiff::{Span, Zoned};

    use super::*;
    use crate::cli::args::CommonOptions;
    use crate::cli::settings::{Environment, Stream, resolve};

    #[test]
    fn saved_queries_are_run_for_the_current_day() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        std::fs::create_dir(path("index")).unwrap();
        std::fs::write(
            path("index/saved.toml"),
            "[day]\nquery = \"published:today\"\n",
        )
        .unwrap();
        let story = r#"{"title":"Ferry sails","published":"2024-07-18"}"#;
        std::fs::write(path("wire.jsonl"), story).unwrap();
        // It started yesterday, when `today` was the 17th.
        let environment = Environment {
            env: std::collections::HashMap::new(),
            stdout: Stream::Elsewhere,
            stderr: Stream::Elsewhere,
            now: Zoned::new(clock(), TimeZone::system()) - Span::new().days(1),
        };
        let typed = CommonOptions {
            index: Some(path("index")),
            today: Some(date(2024, 7, 17).to_string()),
            ..CommonOptions::default()
        };
        let settings = resolve(&typed, &environment).unwrap();
        let mut watching = Watching {
            options: options(&[], None, None, &settings),
            settings: &settings,
            needs_purge: false,
            reported_full: false,
            news_pending: false,
            last_problem: None,
            last_rejects: Vec::new(),
        };
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut streams = Streams {
            stdin: &mut io::empty(),
            stdout: &mut stdout,
            stderr: &mut stderr,
        };
        watching
            .index_files(vec![path("wire.jsonl")], true, &mut streams)
            .unwrap();
        let told = String::from_utf8(stdout).unwrap();
        assert!(
            told.contains("new to `day`: 1 story (report 1)\n  Ferry sails\n"),
            "{told}"
        );
    }
}
