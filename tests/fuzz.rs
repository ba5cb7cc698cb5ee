//! Throws damaged and made-up input at everything that reads any: each reader, what unpacks, the query, dates, names.
//!
//! As a test it is short and the same each time. `FUZZ_MINUTES=60 cargo test --release --test fuzz html` goes on for an
//! hour with a seed of the moment; `docs/testing.md` says more.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops where its ground gives way"
)]

#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/targets.rs"]
mod targets;

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mutate::Mutator;
use targets::{Signature, Target};

/// How many inputs a short run makes.
const SHORT: u64 = 400;
/// How many inputs that did something new are kept to make others of.
const KEPT: usize = 4000;
/// No input of a few kilobytes may take longer.
const LONGEST: Duration = Duration::from_secs(30);

/// Fuzzes one target.
fn fuzz(target: &Target) {
    let minutes = std::env::var("FUZZ_MINUTES").ok();
    let minutes: Option<f64> = minutes.map(|minutes| minutes.parse().unwrap());
    let begun = Instant::now();
    let seed = match minutes {
        None => 1,
        Some(_) => std::time::UNIX_EPOCH.elapsed().unwrap().as_secs(),
    };
    let mut pool = corpus(target);
    assert!(!pool.is_empty(), "no corpus for {}", target.name);
    let first = pool.len();
    let mut mutator = Mutator::new(seed);
    let mut known: HashSet<Signature> = HashSet::new();
    for input in &pool {
        known.insert(run(target, input));
    }
    let mut inputs = 0;
    while minutes.map_or(inputs < SHORT, |minutes| {
        begun.elapsed().as_secs_f64() < minutes * 60.0
    }) {
        let input = mutator.next(&pool);
        inputs += 1;
        // There is no other guide to what is new than what came of it.
        if known.insert(run(target, &input)) && pool.len() < KEPT {
            pool.push(input);
        }
    }
    if minutes.is_some() {
        println!(
            "{}: {inputs} inputs in {:.1} minutes, {} did something new, seed {seed}",
            target.name,
            begun.elapsed().as_secs_f64() / 60.0,
            pool.len() - first
        );
    }
}

/// Runs one input. One that ends the process, or never ends, is found in the file that was written before.
fn run(target: &Target, input: &[u8]) -> Signature {
    let last = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", target.name));
    fs::write(&last, input).unwrap();
    let begun = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    assert!(
        begun.elapsed() < LONGEST,
        "{} takes {:?} on `{}`",
        target.name,
        begun.elapsed(),
        last.display()
    );
    result.unwrap_or_else(|_| panic!("{} fails on `{}`", target.name, last.display()))
}

/// The inputs to begin with: those of the target's folder, in order of name, and the seeds that it reads.
fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    if let Some(format) = target.format {
        files.extend(files_in(&root.join("seeds")).into_iter().filter(|file| {
            let head = fs::read(file).unwrap();
            dateline::read::Format::of(&file.to_string_lossy(), &head) == Some(format)
        }));
    }
    files.extend(files_in(
        &root.join("tests/fuzz/corpus").join(target.corpus),
    ));
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    let files = files.into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).collect()
}

macro_rules! each {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            fuzz(&targets::of(stringify!($name)));
        })*
    };
}

each! {
    text markdown html json jsonl csv reuters trec feed nitf newsml_g2 newsml ninjs mail mbox warc docx odt rtf pdf alto ocr export
    docx_within odt_within unpack sidecar listing query range published dates names
}
