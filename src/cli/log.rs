//! Sends the log of the library to standard error.

use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::args::LogFormat;
use super::settings::Settings;

/// Starts the log. A process has one: a second run in it keeps the first one's.
pub(super) fn start(settings: &Settings) {
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let lines = match settings.log_format {
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
        LogFormat::Text => lines
            .with_ansi(settings.error_styling.colour)
            .with_target(settings.level > LevelFilter::INFO)
            .without_time()
            .boxed(),
    };
    // The libraries log a lot, above all about broken pages, so they are heard only at the highest levels.
    let libraries = match settings.level {
        LevelFilter::TRACE => LevelFilter::DEBUG,
        LevelFilter::DEBUG => LevelFilter::WARN,
        _ => LevelFilter::OFF,
    };
    let targets = Targets::new()
        .with_target("dateline", settings.level)
        .with_default(libraries);
    let log = tracing_subscriber::registry().with(lines.with_filter(targets));
    if let Err(kept) = log.try_init() {
        tracing::debug!(%kept, "the log was started before");
    }
}
