//! Finds out after an internal error whether the index is damaged or the program at fault.
//!
//! Reading every byte of an index before each search would take too long. So it is done afterwards, when something has
//! gone wrong that damaged files may have caused.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::message::{index_error, is_permission_denied};
use crate::index::{IndexError, verify};
use crate::search::SearchError;

/// The program panicked.
#[derive(Debug, thiserror::Error)]
#[error("internal error: {0}")]
pub(super) struct Panicked(String);

impl Panicked {
    fn of(panic: &(dyn Any + Send)) -> Self {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Self(message.unwrap_or("unknown cause").to_owned())
    }
}

/// The result of an action; a panic is turned into an error.
pub(super) fn catch_panic<T>(action: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let done = catch_unwind(AssertUnwindSafe(action));
    done.unwrap_or_else(|panic| Err(Panicked::of(&*panic).into()))
}

/// The error, or the damage to the index in `dir` that may have caused it.
pub(super) fn diagnose(error: anyhow::Error, dir: &Path) -> anyhow::Error {
    let may_be_damage = error.is::<Panicked>()
        || matches!(error.downcast_ref(), Some(SearchError::Tantivy(_)))
        || index_error(&error).is_some_and(IndexError::may_be_damage);
    if !may_be_damage || is_permission_denied(&error) {
        return error;
    }
    match catch_unwind(AssertUnwindSafe(|| verify(dir))) {
        Ok(Ok(files)) if !files.is_empty() => IndexError::Damaged {
            dir: dir.to_owned(),
            files,
        }
        .into(),
        Ok(Err(damaged @ IndexError::Damaged { .. })) => damaged.into(),
        _ => error,
    }
}

/// Keeps panics, which are caught and reported as errors, from being printed a second time.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        tracing::debug!("{panic}");
    }));
}
