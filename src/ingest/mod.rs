//! Brings files into an archive: walks, reads, annotates, writes.
//!
//! [`run()`] is `dateline index`:
//! 1. A first walk counts the files, and with the ledger tells which files are gone (`plan`).
//! 2. A second walk looks at each file (`run`): unchanged it is kept, moved it is renamed (`moved`), else it is read
//!    (`file`).
//! 3. The calling thread unpacks files and cuts them into pieces (`reading`); as many threads as there are cores read
//!    and annotate them (`worker`, `stories`) and hand them to tantivy, which indexes on threads of its own.
//! 4. When every piece of a file is in, its ledger row is written; a file that has changed meanwhile is read again
//!    (`again`). Commits happen between files, never within one.
//!
//! [`Watch`] tells what changed, for whoever runs it again and again. [`read_file`] does the same to one file without
//! an index. Nothing here knows queries or the terminal.

mod again;
mod closing;
mod file;
mod hash;
mod inside;
mod metadata;
mod moved;
mod one_file;
mod plan;
mod reading;
mod run;
mod stories;
mod summary;
mod telling;
mod tidy;
mod watch;
mod worker;

pub use one_file::{Leftover, read_file};
pub use run::{IngestError, Missing, Options, run};
pub use summary::{Progress, Summary};
pub use tidy::tidy;
pub use watch::{Burst, Watch, WatchError};
