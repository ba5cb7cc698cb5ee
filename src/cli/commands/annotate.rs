//! `dateline annotate`: prints what would be indexed, as JSON Lines.

use std::io;

use super::input::{self, STDIN, named};
use super::rejected;
use crate::annotate::places::places;
use crate::cli::args::Annotate;
use crate::cli::message::Message;
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::ingest::{IngestError, read_file, read_input};
use crate::present::annotate;
use crate::story::AnnotatedStory;

/// If a file cannot be read, the others are still read.
pub(super) fn run(
    args: &Annotate,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let published = input::published(args.published.as_deref())?;
    let mut status = Status::Found;
    for file in &args.files {
        let mut written: io::Result<()> = Ok(());
        let mut write = |story: AnnotatedStory| {
            if written.is_ok() {
                written = annotate::line(&story, &places(&story), settings.today, streams.stdout);
            }
        };
        let read = if file.as_os_str() == STDIN {
            let input = &mut *streams.stdin;
            let read = read_input(file, input, published.as_ref(), &mut write);
            read.map_err(|error| match error {
                IngestError::Unreadable { source, .. } => {
                    anyhow::Error::new(source).context("cannot read standard input")
                }
                error @ IngestError::Index(_) => error.into(),
            })
        } else {
            read_file(file, published.as_ref(), &mut write).map_err(anyhow::Error::from)
        };
        written?;
        match read {
            Ok(left) => {
                let file = named(file);
                for reject in &left.rejects {
                    report(
                        &anyhow::Error::msg(rejected(&file, reject)),
                        settings,
                        streams,
                    )?;
                }
                for doubt in &left.doubts {
                    tracing::warn!("{}", rejected(&file, doubt));
                }
                if !left.rejects.is_empty() {
                    status = Status::Failed;
                }
            }
            Err(error) => {
                report(&error, settings, streams)?;
                status = Status::Failed;
            }
        }
    }
    Ok(if args.keep_going {
        Status::Found
    } else {
        status
    })
}

/// Writes an error about one file, after what was written of those before it.
fn report(error: &anyhow::Error, settings: &Settings, streams: &mut Streams<'_>) -> io::Result<()> {
    streams.stdout.flush()?;
    let styling = settings.error_styling;
    Message::of(error, styling).write(settings.log_format, styling, streams.stderr)
}
