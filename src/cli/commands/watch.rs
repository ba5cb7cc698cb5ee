//! `dateline watch`: brings changes into the index as they happen, and tells what each burst of them came to.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::tz::TimeZone;

use super::index::{bring_in, has_something, options, tell};
use super::news;
use crate::cli::args::{NewsFormat, Watch as Args};
use crate::cli::process::clock;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::index::IndexError;
use crate::ingest::{self, Burst, IngestError, Missing, Options, Summary, Watch, WatchError};

/// How long nothing must happen before the index is tidied up.
const IDLE: Duration = Duration::from_secs(10);
/// How long to wait for somebody else who writes to the index.
const RETRY: Duration = Duration::from_secs(1);

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
            Burst::Nothing => watching.tidy()?,
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
                Err(error) if is_locked(&error) && !self.options.stop.load(Ordering::Relaxed) => {
                    if !told && !self.settings.quiet {
                        writeln!(streams.stderr, "waiting: {error}")?;
                        told = true;
                    }
                    std::thread::sleep(RETRY);
                }
                Err(error) => return Err(error),
            }
        };
        let something = came_to_something(&summary);
        self.untidy |= something && !self.options.tidy;
        if (something || always) && !self.settings.quiet {
            let time = self.options.now.to_zoned(TimeZone::system());
            write!(streams.stdout, "{}  ", time.strftime("%H:%M:%S"))?;
            tell(&summary, streams.stdout)?;
            // A saved query that cannot be read is told of, and no reason to stop.
            news::tell(NewsFormat::Text, self.settings, streams)?;
            streams.stdout.flush()?;
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

    fn tidy(&mut self) -> anyhow::Result<()> {
        if std::mem::take(&mut self.untidy) {
            match ingest::tidy(&self.options) {
                // Whoever is writing tidies up.
                Err(IngestError::Index(IndexError::Locked { .. })) => {}
                done => done?,
            }
        }
        Ok(())
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
