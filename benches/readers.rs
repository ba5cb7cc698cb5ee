//! How fast each format is read, in MB a second of its files, beside only reading their bytes: the best of several rounds, on
//! one core.
//!
//! ```text
//! cargo bench --bench readers -- [FOLDER]
//! ```
//!
//! Without FOLDER the stories of the seeds are written in every format and read from there. With FOLDER the files in it are
//! read, by format; of those that are packed what lies in them counts as of the archive.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench stops where its ground gives way, and prints"
)]

#[path = "../examples/write-formats/written/mod.rs"]
mod written;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::read::{self, Content, Format, Recognised, pieces, unpack};
use walkdir::WalkDir;

/// How often each is measured.
const ROUNDS: usize = 3;
/// How many times over the seeds are written.
const TIMES: usize = 20;

fn main() {
    let asked = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let folder = tempfile::tempdir().unwrap();
    let by_format = match asked {
        Some(asked) => by_format(Path::new(&asked)),
        None => write(folder.path()),
    };
    println!("format            files  stories      MB  cat MB/s  read MB/s  times cat  stories/s");
    for (format, files) in by_format {
        line(&format, &files);
    }
}

/// The seeds in every format, by format.
fn write(folder: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    let stories = vec![written::every::stories_in(Path::new("seeds")); TIMES].concat();
    let mut by_format: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for (format, files) in written::every::every_format(&stories) {
        for (name, bytes) in files {
            let path = folder.join(format).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
            by_format.entry(format.to_owned()).or_default().push(path);
        }
    }
    by_format
}

/// The files in a folder by what they are read as.
fn by_format(folder: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    let mut by_format: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let files = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap);
    for file in files.filter(|entry| entry.file_type().is_file()) {
        let path = file.into_path();
        let format = match recognised(&path).0 {
            Recognised::Stories(format) => format.to_string(),
            Recognised::Packed => "archive".to_owned(),
            Recognised::Listing | Recognised::NoNews => continue,
        };
        by_format.entry(format).or_default().push(path);
    }
    by_format
}

fn recognised(path: &Path) -> (Recognised, impl Read) {
    Recognised::of(&path.to_string_lossy(), File::open(path).unwrap()).unwrap()
}

fn line(format: &str, files: &[PathBuf]) {
    let bytes: u64 = files
        .iter()
        .map(|file| file.metadata().unwrap().len())
        .sum();
    let mut buffer = vec![0; 1 << 16];
    let cat = best(|| files.iter().map(|file| cat(file, &mut buffer)).sum());
    let mut stories = 0;
    let read = best(|| {
        stories = files.iter().map(|file| read(file)).sum();
        stories
    });
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (megabytes, told) = (bytes as f64 / 1e6, stories as f64);
    println!(
        "{format:15} {:7} {stories:8} {megabytes:7.2} {:9.0} {:10.1} {:10.1} {:10.0}",
        files.len(),
        megabytes / cat,
        megabytes / read,
        read / cat,
        told / read
    );
}

/// The seconds of the quickest round.
fn best(mut round: impl FnMut() -> usize) -> f64 {
    let seconds = (0..ROUNDS).map(|_| {
        let begun = Instant::now();
        black_box(round());
        begun.elapsed().as_secs_f64()
    });
    seconds.min_by(f64::total_cmp).unwrap()
}

/// The bytes of a file, and nothing done with them.
fn cat(file: &Path, buffer: &mut [u8]) -> usize {
    let mut file = File::open(file).unwrap();
    let mut bytes = 0;
    loop {
        match file.read(buffer).unwrap() {
            0 => return bytes,
            more => bytes += black_box(more),
        }
    }
}

/// The stories of a file.
fn read(file: &Path) -> usize {
    let name = file.to_string_lossy();
    let (recognised, input) = recognised(file);
    let mut stories = 0;
    let mut of = |format: Format, name: &str, input: &mut dyn Read| {
        for piece in pieces(format, input) {
            stories += black_box(read::read(format, name, &piece.unwrap()))
                .stories
                .len();
        }
    };
    match recognised {
        Recognised::Stories(format) => {
            let mut input = input;
            of(format, &name, &mut input);
        }
        Recognised::Packed => {
            let packed = File::open(file).unwrap();
            let whole: Result<(), Infallible> = unpack(&name, packed, &mut |name, content| {
                if let Content::Stories(format, input) = content {
                    of(format, name, input);
                }
                Ok(())
            });
            whole.unwrap();
        }
        Recognised::Listing | Recognised::NoNews => {}
    }
    stories
}
