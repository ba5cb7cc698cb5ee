//! Finds out after an internal error whether the index is damaged or the program at fault.
//!
//! Reading every byte of an index before each search would take too long. So it is done afterwards, when something has
//! gone wrong that damaged files may have caused.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::message::{index_error, may_not};
use crate::index::{IndexError, verify};
use crate::search::SearchError;

/// Something in here panicked.
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

/// What an action comes to; that it panicked is an error.
pub(super) fn caught<T>(action: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let done = catch_unwind(AssertUnwindSafe(action));
    done.unwrap_or_else(|panic| Err(Panicked::of(&*panic).into()))
}

/// The error, or what is behind it where the index in `dir` is damaged.
pub(super) fn diagnosed(error: anyhow::Error, dir: &Path) -> anyhow::Error {
    let may_be_damage = error.is::<Panicked>()
        || matches!(error.downcast_ref(), Some(SearchError::Tantivy(_)))
        || index_error(&error).is_some_and(IndexError::may_be_damage);
    if !may_be_damage || may_not(&error) {
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

/// Keeps panics, which are caught and told as errors, from being told a second time.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        tracing::debug!("{panic}");
    }));
}
