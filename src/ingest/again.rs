//! Files that change while they are read: no half of one is ever stored as the whole.
//!
//! When all of a file is in, it is looked at once more. One that has another size or time by then, or was written so
//! short a time ago that its time could not tell, is forgotten and read again, a little later each time. One that never
//! comes to rest is a reject: what was read of it before stays, and the next run reads it again.

use std::time::Duration;

use super::run::{IngestError, Run};
use crate::read::Found;

/// How often a file is read again.
const ATTEMPTS: u32 = 5;
/// How long to wait before the first time; twice as long each time after.
const PAUSE: Duration = Duration::from_millis(100);
/// File systems count time in steps: two changes within this many nanoseconds can look like one.
const STEP: i128 = 20_000_000;
/// The same of an empty file: whoever writes a file anew empties it first.
const STEP_OF_EMPTY: i128 = 2_000_000_000;

impl Run<'_> {
    /// Whether a file is as it was when it was opened; one that is gone is not.
    pub(super) fn is_at_rest(&self, found: &Found) -> bool {
        let now = (self.options.clock)().as_nanosecond();
        let age = now - i128::from(found.modified);
        let step = if found.size == 0 { STEP_OF_EMPTY } else { STEP };
        let just_written = (0..step).contains(&age);
        match found.look_again() {
            Ok(now) => now.size == found.size && now.modified == found.modified && !just_written,
            Err(error) => error.kind() != std::io::ErrorKind::NotFound,
        }
    }

    /// Waits until no file is open and those that had changed are read, or given up.
    pub(super) fn settle(&mut self) -> Result<(), IngestError> {
        self.close_all()?;
        let mut pause = PAUSE;
        for _ in 0..ATTEMPTS {
            if self.again.is_empty() || self.is_stopped() {
                break;
            }
            std::thread::sleep(pause);
            pause *= 2;
            for found in std::mem::take(&mut self.again) {
                match found.look_again() {
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                        let known = self.known(&found.name)?;
                        self.vanished(known);
                    }
                    now => self.read_file(&now.unwrap_or(found))?,
                }
            }
            self.close_all()?;
        }
        for found in std::mem::take(&mut self.again) {
            let known = self.known(&found.name)?;
            let reason = "it is still being written; the next run reads it again".to_owned();
            self.reject_whole(&found, known, reason)?;
        }
        Ok(())
    }
}
