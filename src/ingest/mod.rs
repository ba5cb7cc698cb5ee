//! Brings files into an archive: walks, reads, annotates, writes.
//!
//! [`run()`] is `dateline index`:
//! 1. A first walk counts the files and compares them with the ledger, to find which files are gone (`plan`).
//! 2. A second walk looks at each file (`run`). An unchanged file is kept, a moved one is renamed (`moved`), and any
//!    other is read (`file`).
//! 3. The calling thread unpacks files and cuts them into pieces (`reading`). Worker threads, one per core, read and
//!    annotate the pieces (`worker`, `stories`) and hand the stories to tantivy, which indexes on threads of its own.
//! 4. When every piece of a file is done, its ledger row is written. A file that has changed meanwhile is read again
//!    (`reread`). Commits happen between files, never within one.
//!
//! [`Watch`] reports which files change, so that `run` can be repeated for them. [`read_file`] reads and annotates one
//! file without an index. Nothing here knows queries or the terminal.

mod close_file;
mod file;
mod followed;
mod hash;
mod metadata;
mod metadata_files;
mod moved;
mod one_file;
mod packed;
mod plan;
mod purge;
mod reading;
mod reread;
mod run;
mod stories;
mod summary;
mod watch;
mod worker;

pub use one_file::{Leftover, read_file, read_input};
pub use purge::purge;
pub use run::{IngestError, Missing, Options, run};
pub use summary::{Progress, Summary};
pub use watch::{Changes, Watch, WatchError};
