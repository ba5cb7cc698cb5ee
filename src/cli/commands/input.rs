//! Reads texts that are given to a command in a file or on standard input.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use anyhow::Context;

use crate::cli::message::{ErrorWithHint, InvalidFlag};
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

/// Reads a text from `input`, called `called` in messages.
pub(super) fn text(called: &str, mut input: impl Read) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let read = input.read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read {called}"))?;
    Ok(String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        ErrorWithHint {
            problem: format!("{called} is not UTF-8 from byte {at} on"),
            hint: "convert it, for example with `iconv -f latin1 -t utf-8 FILE`".to_owned(),
        }
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_says_where_utf8_ends() {
        assert_eq!(text("`a`", "Zürich".as_bytes()).unwrap(), "Zürich");
        let error = text("standard input", b"Z\xfcrich".as_slice()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "standard input is not UTF-8 from byte 2 on"
        );
    }
}
