//! `dateline watch`: brings changes into the index as they happen, and reports the result of each burst.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::tz::TimeZone;

use super::index::{bring_in, has_something, options, tell};
use super::news::{self, Meanwhile};
use crate::cli::args::{NewsFormat, Watch as Args};
use crate::cli::message::{Message, disk_is_full, hint_line};
use crate::cli::process::clock;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::IndexError;
use crate::ingest::{self, Burst, IngestError, Missing, Options, Summary, Watch, WatchError};

/// How long nothing must happen before the index is tidied up.
const IDLE: Duration = Duration::from_secs(10);
/// How long to wait for somebody else who writes to the index, and for room on the disk.
const RETRY: Duration = Duration::from_secs(1);
const RETRY_FULL: Duration = Duration::from_secs(5);
const MAKE_ROOM: &str = "make room on the disk, and it goes on; what was committed stays";

pub(super) fn run(
    args: &Args,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    has_something(&args.paths, "watch")?;
    let stop = Arc::new(AtomicBool::new(false));
    stop_on_signals(Arc::clone(&stop))?;
    let mut watching = Watching {
        options: Options {
            stop: Arc::clone(&stop),
            ..options(&args.paths, args.threads, args.date_from, settings)
        },
        settings,
        untidy: false,
        told_full: false,
        untold: false,
        trouble: None,
    };
    // Followed before it is looked at, so that nothing falls in between.
    let mut watch = follow(args, settings, streams)?;
    watching.bring_in(args.paths.clone(), true, streams)?;
    watching.options.missing = Missing::IsGone;
    watching.options.tidy = false;
    if !settings.quiet && !stop.load(Ordering::Relaxed) {
        writeln!(streams.stdout, "watching; stop with ctrl-C")?;
        streams.stdout.flush()?;
    }
    let every = args.every.map(|seconds| Duration::from_secs(seconds.get()));
    let mut looked = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        let patience = every.map_or(IDLE, |every| {
            every.saturating_sub(looked.elapsed()).min(IDLE)
        });
        let burst = match &mut watch {
            Some(watch) => watch.next(patience, &stop),
            None => wait(patience, &stop),
        };
        let due = every.is_some_and(|every| looked.elapsed() >= every);
        match burst {
            Burst::Stop => break,
            Burst::Paths(_) | Burst::Nothing if due => {
                watching.bring_in(args.paths.clone(), false, streams)?;
            }
            Burst::Everything => watching.bring_in(args.paths.clone(), false, streams)?,
            Burst::Paths(paths) => watching.bring_in(paths, false, streams)?,
            Burst::Nothing => {
                watching.tidy(streams)?;
                if watching.untold {
                    watching.tell_news(streams)?;
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

/// Follows the paths; where the system cannot and everything is looked at now and then, does without.
fn follow(
    args: &Args,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Option<Watch>> {
    match Watch::start(&args.paths, &settings.index) {
        Ok(watch) => Ok(Some(watch)),
        Err(error @ WatchError::Unreadable { .. }) => Err(error.into()),
        Err(error) if args.every.is_some() => {
            writeln!(
                streams.stderr,
                "warning: {error}; looking every so often instead"
            )?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn wait(patience: Duration, stop: &AtomicBool) -> Burst {
    let begun = Instant::now();
    while begun.elapsed() < patience {
        if stop.load(Ordering::Relaxed) {
            return Burst::Stop;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Burst::Nothing
}

/// The first signal ends it when no file is half read; the second at once, which is as safe.
fn stop_on_signals(stop: Arc<AtomicBool>) -> anyhow::Result<()> {
    let handler = move || {
        if stop.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "whoever asks twice wants no more waiting")]
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).context("cannot listen for signals")
}

struct Watching<'s> {
    options: Options,
    settings: &'s Settings,
    /// Whether something was written since the index was last tidied up.
    untidy: bool,
    /// Whether it was told that there is no room to tidy up.
    told_full: bool,
    /// Whether there may be news that could not be told yet.
    untold: bool,
    /// Why not, as it was told.
    trouble: Option<Message>,
}

impl Watching<'_> {
    /// Brings some paths in, and tells of it when anything came of it, or `always`.
    fn bring_in(
        &mut self,
        paths: Vec<PathBuf>,
        always: bool,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<()> {
        self.options.paths = paths;
        let mut told = false;
        let summary = loop {
            self.options.now = clock();
            self.options.today = self.today();
            match bring_in(&self.options, self.settings) {
                Ok(summary) => break summary,
                Err(error) => {
                    let patience = if is_locked(&error) {
                        RETRY
                    } else if disk_is_full(&error) {
                        RETRY_FULL
                    } else {
                        return Err(error);
                    };
                    if !std::mem::replace(&mut told, true) {
                        self.tell_wait(&error, streams)?;
                    }
                    if matches!(wait(patience, &self.options.stop), Burst::Stop) {
                        return Ok(());
                    }
                }
            }
        };
        let something = came_to_something(&summary);
        self.untidy |= something && !self.options.tidy;
        if something || always {
            if !self.settings.quiet {
                let time = self.options.now.to_zoned(TimeZone::system());
                write!(streams.stdout, "{}  ", time.strftime("%H:%M:%S"))?;
                tell(&summary, streams.stdout)?;
                streams.stdout.flush()?;
            }
            self.tell_news(streams)?;
        }
        Ok(())
    }

    /// Tells what is waited for.
    fn tell_wait(&self, error: &anyhow::Error, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        let is_full = disk_is_full(error);
        // Somebody else is done soon; room has to be made by somebody.
        if is_full || !self.settings.quiet {
            writeln!(streams.stderr, "waiting: {error:#}")?;
        }
        if is_full {
            hint_line(MAKE_ROOM, self.settings.error_look, streams.stderr)?;
        }
        Ok(())
    }

    /// Tells the news. What is wrong with the saved queries or with what people say of names is told, each time it is
    /// something else, and is no reason to stop: they are being edited, and the news is told when they are sound.
    fn tell_news(&mut self, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        let today = self.today();
        let text = NewsFormat::Text;
        match news::tell(text, today, Meanwhile::Leave, self.settings, streams) {
            Ok(told) => {
                self.untold = told.is_none();
                self.trouble = None;
            }
            // Nobody can be told anything.
            Err(error) if error.is::<io::Error>() => return Err(error),
            Err(error) => {
                self.untold = true;
                let look = self.settings.error_look;
                let trouble = Message::of(&error, look);
                if self.trouble.as_ref() != Some(&trouble) {
                    trouble.write(self.settings.log_format, look, streams.stderr)?;
                    self.trouble = Some(trouble);
                }
            }
        }
        Ok(())
    }

    /// The day it is by now, counted on from what the settings call today.
    fn today(&self) -> jiff::civil::Date {
        let day = |time: jiff::Timestamp| time.to_zoned(TimeZone::system()).date();
        let passed = day(clock()) - day(self.settings.now);
        self.settings
            .today
            .checked_add(passed)
            .unwrap_or(self.settings.today)
    }

    /// What there is no room for now is done another time; that is told once.
    fn tidy(&mut self, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        if !std::mem::take(&mut self.untidy) {
            return Ok(());
        }
        let done = ingest::purge(&self.options).map_err(anyhow::Error::from);
        let told_full = std::mem::take(&mut self.told_full);
        match done {
            // Whoever is writing tidies up.
            Err(error) if is_locked(&error) => Ok(()),
            Err(error) if disk_is_full(&error) => {
                self.untidy = true;
                self.told_full = true;
                if told_full {
                    return Ok(());
                }
                self.tell_wait(&error, streams)
            }
            done => done,
        }
    }
}

fn came_to_something(summary: &Summary) -> bool {
    let Summary {
        indexed_files,
        moved,
        gone,
        rejects,
        ..
    } = summary;
    indexed_files + moved + gone > 0 || !rejects.is_empty()
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
    use crate::cli::args::Everywhere;
    use crate::cli::settings::{Stream, Surroundings, resolve};

    #[test]
    fn news_is_of_the_day_it_is_by_now() {
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
        // It was begun yesterday, which it took for the 17th.
        let around = Surroundings {
            env: std::collections::HashMap::new(),
            stdout: Stream::Elsewhere,
            stderr: Stream::Elsewhere,
            now: Zoned::new(clock(), TimeZone::system()) - Span::new().days(1),
        };
        let typed = Everywhere {
            index: Some(path("index")),
            today: Some(date(2024, 7, 17).to_string()),
            ..Everywhere::default()
        };
        let settings = resolve(&typed, &around).unwrap();
        let mut watching = Watching {
            options: options(&[], None, None, &settings),
            settings: &settings,
            untidy: false,
            told_full: false,
            untold: false,
            trouble: None,
        };
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut streams = Streams {
            stdin: &mut io::empty(),
            stdout: &mut stdout,
            stderr: &mut stderr,
        };
        watching
            .bring_in(vec![path("wire.jsonl")], true, &mut streams)
            .unwrap();
        let told = String::from_utf8(stdout).unwrap();
        assert!(
            told.contains("new to `day`: 1 story (report 1)\n  Ferry sails\n"),
            "{told}"
        );
    }
}
