//! Turns errors into messages for the person who typed: `error: …`, and a `hint: …` if there is something to do.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::args::LogFormat;
use super::damage::Panicked;
use super::saved::SavedError;
use crate::index::{FirstRead, IndexError, is_denied, is_full};
use crate::ingest::IngestError;
use crate::present::{Role, Styling, clean, wrap};
use crate::query::{QueryError, QuerySpan};
use crate::search::SearchError;

/// A query that cannot be parsed, with its text, in which the error is pointed at.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub(super) struct InvalidQuery {
    pub(super) text: String,
    pub(super) error: QueryError,
}

/// A flag whose value cannot be parsed. The value is pointed at as a query is.
#[derive(Debug, thiserror::Error)]
#[error("in `{flag}`: {problem}")]
pub(super) struct InvalidFlag {
    pub(super) flag: &'static str,
    pub(super) value: String,
    pub(super) problem: String,
    pub(super) hint: String,
}

impl InvalidFlag {
    /// The flag with a mark under its value.
    fn marked(&self, columns: usize) -> String {
        let text = format!("{} {}", self.flag, self.value);
        let begin = self.flag.len() + 1;
        let place = QuerySpan {
            range: begin..text.len(),
            column: begin + 1,
        };
        place.marked(&text, columns)
    }
}

/// An error with a hint.
#[derive(Debug, thiserror::Error)]
#[error("{problem}")]
pub(super) struct ErrorWithHint {
    pub(super) problem: String,
    pub(super) hint: String,
}

/// An error as it is printed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Message {
    /// What went wrong; the lines after the first show where.
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl Message {
    /// The message of an error, for a stream with this styling.
    pub(super) fn of(error: &anyhow::Error, styling: Styling) -> Self {
        let mut message = format!("{error:#}");
        let columns = styling.columns;
        let invalid_query = error.downcast_ref().map(|invalid: &InvalidQuery| {
            let InvalidQuery { text, error } = invalid;
            (error.place.marked(text, columns), error.problem.hint())
        });
        let invalid_flag = || {
            let invalid: &InvalidFlag = error.downcast_ref()?;
            Some((invalid.marked(columns), invalid.hint.clone()))
        };
        let Some((place, hint)) = invalid_query.or_else(invalid_flag) else {
            let hint = hint(error);
            return Self { message, hint };
        };
        message.extend(["\n", &place]);
        Self {
            message,
            hint: Some(hint),
        }
    }

    /// The message with what it is about before it.
    pub(super) fn within(self, what: &str) -> Self {
        Self {
            message: format!("{what}: {}", self.message),
            ..self
        }
    }

    pub(super) fn write(
        &self,
        format: LogFormat,
        styling: Styling,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            LogFormat::Text => self.write_text(styling, out),
            LogFormat::Json => self.write_json(out),
        }
    }

    fn write_text(&self, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
        let error = styling.style(Role::Error);
        let message = clean::block(&self.message);
        // Only the first line is folded: those after it show the place of the error.
        let (first, place) = message.split_at(message.find('\n').unwrap_or(message.len()));
        let first = format!("{error}error:{error:#} {first}");
        writeln!(out, "{}{place}", wrap(&first, "error: ".len(), styling))?;
        match &self.hint {
            Some(text) => hint_line(text, styling, out),
            None => Ok(()),
        }
    }

    /// Writes it in the format of the log's own lines.
    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let line =
            serde_json::json!({"level": "ERROR", "message": self.message, "hint": self.hint});
        writeln!(out, "{line}")
    }
}

/// Writes a hint.
pub(super) fn hint_line(text: &str, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
    let hint = styling.style(Role::Hint);
    let line = format!("{hint}hint:{hint:#} {}", clean::block(text));
    writeln!(out, "{}", wrap(&line, "hint: ".len(), styling))
}

/// The hint for an error, if there is one.
fn hint(error: &anyhow::Error) -> Option<String> {
    if let Some(hinted) = error.downcast_ref::<ErrorWithHint>() {
        return Some(hinted.hint.clone());
    }
    if error.is::<Panicked>() {
        return Some(
            "please report this bug, with the output of `dateline status --verify`".to_owned(),
        );
    }
    if let Some(IngestError::Unreadable { path, source }) = error.downcast_ref()
        && source.kind() == io::ErrorKind::IsADirectory
    {
        let folder = clean::word(&path.to_string_lossy()).into_owned();
        return Some(format!(
            "`annotate` takes files: `find {folder} -type f -exec dateline annotate {{}} +`"
        ));
    }
    if disk_is_full(error) {
        return Some("free some disk space and run it again; what was committed stays".to_owned());
    }
    if let Some(SavedError::Toml { .. }) = error.downcast_ref() {
        return Some(
            "a saved query is a table such as `[harbour]` with a line such as `query = \"storm\"` (`docs/formats.md`)"
                .to_owned(),
        );
    }
    let is_of_index = index_error(error).is_some() || error.is::<SavedError>();
    if is_of_index && is_permission_denied(error) {
        return Some(
            "you need permission to read its folder, and for `index`, `watch`, `save` and `saved --remove` to write to it"
                .to_owned(),
        );
    }
    if index_error(error).is_none() && !error.is::<SavedError>() && is_missing(error) {
        return Some("check the path; a relative one begins at the folder you are in".to_owned());
    }
    index_error(error).and_then(index_hint)
}

/// Whether a file or folder does not exist.
fn is_missing(error: &anyhow::Error) -> bool {
    let mut kinds = error.chain().filter_map(io_kind);
    kinds.any(|kind| kind == io::ErrorKind::NotFound)
}

/// Whether the disk is full.
pub(super) fn disk_is_full(error: &anyhow::Error) -> bool {
    error.chain().filter_map(io_kind).any(is_full)
}

/// Whether permission was denied.
pub(super) fn is_permission_denied(error: &anyhow::Error) -> bool {
    error.chain().filter_map(io_kind).any(is_denied)
}

/// The kind of a system error. tantivy passes some on as text only, but with the system's error number in it.
fn io_kind(cause: &(dyn std::error::Error + 'static)) -> Option<io::ErrorKind> {
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return Some(error.kind());
    }
    let text = cause.to_string();
    let (_, number) = text.split_once("(os error ")?;
    let number = number.split(')').next()?.parse().ok()?;
    Some(io::Error::from_raw_os_error(number).kind())
}

pub(super) fn index_error(error: &anyhow::Error) -> Option<&IndexError> {
    let searching = error.downcast_ref().and_then(|error| match error {
        SearchError::Index(index) => Some(index),
        _ => None,
    });
    let ingesting = error.downcast_ref().and_then(|error| match error {
        IngestError::Index(index) => Some(index),
        IngestError::Unreadable { .. } => None,
    });
    error.downcast_ref().or(searching).or(ingesting)
}

fn index_hint(error: &IndexError) -> Option<String> {
    Some(match error {
        IndexError::Missing { dir } => format!("create one: `{} PATH…`", command(dir, "index")),
        IndexError::OtherFormat { dir, .. } => {
            format!("rebuild it: `{} --rebuild PATH…`", command(dir, "index"))
        }
        IndexError::Damaged { dir, .. } => format!(
            "rebuild it: `{} --rebuild PATH…`; `dateline status --verify` lists the damaged files",
            command(dir, "index")
        ),
        IndexError::Tantivy(_) | IndexError::Record(_) => {
            "run it again; if that does not help, check the index with `dateline status --verify`"
                .to_owned()
        }
        IndexError::NotAnIndex { .. } => {
            "give the folder of an index, or an empty or new folder to create one in: `--index DIR`"
                .to_owned()
        }
        IndexError::Locked { .. } => {
            "wait until it has finished; searching works meanwhile".to_owned()
        }
        IndexError::Names(error) => error.hint()?.to_owned(),
        IndexError::SideFile { file } if FirstRead::is_in(file) => {
            "remove it; the stories of a rebuilt index then count as first read today".to_owned()
        }
        IndexError::SideFile { .. } => {
            "remove it; what was reported of the saved queries is then reported once more"
                .to_owned()
        }
        IndexError::Inside { .. } => "leave that file out to index the others".to_owned(),
        IndexError::Io { .. } => return None,
    })
}

/// A command on the index in `dir`; without `--index` if that is the default.
pub(super) fn command(dir: &Path, name: &str) -> String {
    if dir == Path::new("index") {
        format!("dateline {name}")
    } else {
        format!(
            "dateline --index {} {name}",
            clean::word(&dir.to_string_lossy())
        )
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;
    use jiff::civil::date;

    use super::*;
    use crate::query::{Matching, Reading, parse};

    fn check(error: impl Into<anyhow::Error>, told: &str) {
        let mut out = Vec::new();
        let message = Message::of(&error.into(), Styling::PLAIN);
        message
            .write(LogFormat::Text, Styling::PLAIN, &mut out)
            .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), told);
    }

    fn missing() -> IndexError {
        IndexError::Missing {
            dir: "index".into(),
        }
    }

    #[test]
    fn a_missing_index() {
        let told =
            "error: there is no index at `index`\nhint: create one: `dateline index PATH…`\n";
        check(missing(), told);
        check(SearchError::Index(missing()), told);
        check(IngestError::Index(missing()), told);
        check(
            IndexError::Missing { dir: "old".into() },
            "error: there is no index at `old`\nhint: create one: `dateline --index old index PATH…`\n",
        );
    }

    #[test]
    fn an_unusable_index() {
        let dir = || "index".into();
        check(
            IndexError::OtherFormat {
                dir: dir(),
                found: 0,
            },
            "error: the index at `index` has format 0, but this dateline reads format 12\n\
             hint: rebuild it: `dateline index --rebuild PATH…`\n",
        );
        check(
            IndexError::NotAnIndex { dir: dir() },
            "error: `index` is not an index and holds other files\n\
             hint: give the folder of an index, or an empty or new folder to create one in: `--index DIR`\n",
        );
        check(
            IndexError::Locked {
                dir: dir(),
                holder: Some("process 7".to_owned()),
            },
            "error: the index at `index` is being written to by process 7\n\
             hint: wait until it has finished; searching works meanwhile\n",
        );
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        check(
            IndexError::Io {
                dir: dir(),
                source: denied,
            },
            "error: cannot use the index at `index`: permission denied\n\
             hint: you need permission to read its folder, and for `index`, `watch`, `save` and `saved --remove` to write to it\n",
        );
    }

    #[test]
    fn a_file_that_cannot_be_read() {
        let unreadable = IngestError::Unreadable {
            path: "wire/1987".into(),
            source: io::ErrorKind::PermissionDenied.into(),
        };
        check(
            unreadable,
            "error: cannot read `wire/1987`: permission denied\n",
        );
    }

    #[test]
    fn a_query_with_its_place() {
        let text = "(storm coast";
        let reading = Reading {
            today: date(2024, 7, 17),
            matching: Matching::All,
        };
        let error = InvalidQuery {
            error: parse(text, &reading).unwrap_err(),
            text: text.to_owned(),
        };
        check(
            Err::<(), _>(error)
                .context("line 3 of the queries")
                .unwrap_err(),
            "error: line 3 of the queries: `(` is never closed at column 1\n  (storm coast\n  ^\n\
             hint: close it with `)`, or remove it\n",
        );
    }

    #[test]
    fn a_flag_with_its_value() {
        let error = InvalidFlag {
            flag: "--about",
            value: "2024-13..".to_owned(),
            problem: "impossible date `2024-13`".to_owned(),
            hint: "months are 01 to 12".to_owned(),
        };
        check(
            error,
            "error: in `--about`: impossible date `2024-13`\n  --about 2024-13..\n          ^^^^^^^^^\n\
             hint: months are 01 to 12\n",
        );
    }

    #[test]
    fn for_programs() {
        let mut out = Vec::new();
        Message::of(&missing().into(), Styling::PLAIN)
            .write(LogFormat::Json, Styling::PLAIN, &mut out)
            .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"hint\":\"create one: `dateline index PATH…`\",\"level\":\"ERROR\",\"message\":\"there is no index at `index`\"}\n"
        );
    }
}
