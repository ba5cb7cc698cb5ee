//! Parses numbers as typed, with errors that say what is expected.

use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};

/// The most threads a run may have: more only wait for one another, and the system refuses very many.
const MOST_THREADS: u32 = 1024;

/// How many of something. A number too large to count with is as good as the largest.
pub(super) fn how_many(typed: &str) -> Result<usize, String> {
    let is_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    let expected = "expected a whole number, 0 or more";
    is_number
        .then(|| typed.parse().unwrap_or(usize::MAX))
        .ok_or_else(|| expected.to_owned())
}

pub(super) fn days(typed: &str) -> Result<NonZeroU32, String> {
    one_or_more(typed).ok_or_else(|| "expected a whole number of days, 1 or more".to_owned())
}

pub(super) fn seconds(typed: &str) -> Result<NonZeroU64, String> {
    let seconds = one_or_more(typed).map(NonZeroU64::from);
    seconds.ok_or_else(|| "expected a whole number of seconds, 1 or more".to_owned())
}

pub(super) fn threads(typed: &str) -> Result<NonZeroUsize, String> {
    let threads = one_or_more(typed).filter(|threads| threads.get() <= MOST_THREADS);
    let threads = threads.and_then(|threads| threads.try_into().ok());
    threads.ok_or_else(|| format!("expected a whole number, 1 to {MOST_THREADS}"))
}

/// A positive number; one that is too large becomes the largest.
fn one_or_more(typed: &str) -> Option<NonZeroU32> {
    let number = how_many(typed).ok()?;
    NonZeroU32::new(number.try_into().unwrap_or(u32::MAX))
}
