//! Writes stories as files of every format that is read.
//!
//! ```text
//! cargo run --example write-formats -- seeds             the seeds that are no text, anew
//! cargo run --example write-formats -- FOLDER SEEDS      the stories in SEEDS, in every format, into FOLDER
//! ```
//!
//! The same stories give the same bytes each time. `benches/readers.rs` uses [`written`] too.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a tool of the project stops where its ground gives way"
)]

mod seeds;
mod written;

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = args.next().unwrap_or_else(|| "seeds".into());
    match args.next() {
        None => {
            for (name, bytes) in seeds::all() {
                write(&folder.join(name), &bytes);
            }
        }
        Some(seeds) => {
            let stories = written::every::stories_in(&seeds);
            for (format, files) in written::every::every_format(&stories) {
                for (name, bytes) in files {
                    write(&folder.join(format).join(name), &bytes);
                }
            }
        }
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
