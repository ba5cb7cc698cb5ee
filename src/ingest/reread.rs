//! Reads files again that change while they are read, so that half a file is never stored as the whole.
//!
//! When a file has been read, its size and time are checked again. If they have changed, or if the file was written so
//! recently that its time could not show a change, the result is discarded and the file is read again, a little later
//! each time. A file that never settles is a reject: its stories from earlier runs stay, and the next run reads it
//! again.

use std::time::Duration;

use super::run::{IngestError, Run};
use crate::read::Found;

/// How often a file is read again.
const ATTEMPTS: u32 = 5;
/// How long to wait before the first attempt; twice as long before each further one.
const PAUSE: Duration = Duration::from_millis(100);
/// File systems count time in steps: two changes within this many nanoseconds can look like one.
const STEP: i128 = 20_000_000;
/// The same for an empty file, which may be one that is about to be rewritten: a writer truncates it first.
const STEP_OF_EMPTY: i128 = 2_000_000_000;

impl Run<'_> {
    /// Whether a file is unchanged since it was opened; false if it is gone.
    pub(super) fn is_unchanged(&self, found: &Found) -> bool {
        let now = (self.options.clock)().as_nanosecond();
        let age = now - i128::from(found.modified);
        let step = if found.size == 0 { STEP_OF_EMPTY } else { STEP };
        let just_written = (0..step).contains(&age);
        match found.look_again() {
            Ok(now) => now.size == found.size && now.modified == found.modified && !just_written,
            Err(error) => error.kind() != std::io::ErrorKind::NotFound,
        }
    }

    /// Waits until no file is open and all files that had changed have been read again or given up.
    pub(super) fn finish_open_files(&mut self) -> Result<(), IngestError> {
        self.close_all()?;
        let mut pause = PAUSE;
        for _ in 0..ATTEMPTS {
            if self.changed_while_read.is_empty() || self.is_stopped() {
                break;
            }
            std::thread::sleep(pause);
            pause *= 2;
            for found in std::mem::take(&mut self.changed_while_read) {
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
        for found in std::mem::take(&mut self.changed_while_read) {
            let known = self.known(&found.name)?;
            let reason = "it is still being written; the next run reads it again".to_owned();
            self.reject_whole(&found, known, reason)?;
        }
        Ok(())
    }
}
