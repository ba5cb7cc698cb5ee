//! Reads texts that are given to a command in a file or on standard input.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use anyhow::Context;

use crate::cli::message::InvalidFlag;
use crate::story::{DateError, Published};

/// The file name that means standard input.
pub(super) const STDIN: &str = "-";

/// The name of a file in messages.
pub(super) fn named(file: &Path) -> Cow<'_, str> {
    if file == Path::new(STDIN) {
        Cow::Borrowed("standard input")
    } else {
        file.to_string_lossy()
    }
}

/// The value of `--published`: the date for stories that have none.
pub(super) fn published(day: Option<&str>) -> Result<Option<Published>, InvalidFlag> {
    let published = day.map(|day| {
        Published::parse(day, "--published").map_err(|error| InvalidFlag {
            flag: "--published",
            value: day.to_owned(),
            problem: error.to_string(),
            hint: hint(&error).to_owned(),
        })
    });
    published.transpose()
}

fn hint(error: &DateError) -> &'static str {
    match error {
        DateError::NoSuchDay(_) => "check the month, and how many days it has",
        DateError::Ambiguous(_) => "`2024-07-13` is 13 July 2024",
        DateError::NotADate(_) => {
            "write the date of one story, such as `2024-07-13`, `2024-07`, `2024` or `13 July 2024`; \
             neither words such as `last week` nor ranges are taken here"
        }
    }
}

/// Reads all of `input`, called `called` in messages.
pub(super) fn bytes(called: &str, mut input: impl Read) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = input.read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read {called}"))?;
    Ok(bytes)
}
