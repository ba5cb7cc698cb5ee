//! Brings files into an archive: walks, reads, annotates, writes.

mod run;

pub use run::{IngestError, Options, Progress, Summary, read_file, run};
