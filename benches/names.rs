//! How fast names are found, from raw text, tokenising included: MB and tokens a second on one core.
//!
//! ```text
//! cargo bench --bench names -- [STORIES]
//! ```
//!
//! STORIES is any file that `dateline index` reads; without it the seeds are taken over and over.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    reason = "a bench stops where its ground gives way, and prints"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline::annotate::entities::lexicon::Lexicon;
use dateline::annotate::entities::names;
use dateline::annotate::entities::token::tokenize;
use dateline::ingest::read_file;
use dateline::story::{AnnotatedStory, Language};

const ROUNDS: usize = 7;
/// Fewer bytes than this are gone over again in each round.
const LEAST: usize = 1_000_000;

fn main() {
    let given = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let texts = given.map_or_else(seeds, |path| read(&[path.into()]));
    let bytes: usize = texts
        .iter()
        .map(|(title, body)| title.len() + body.len())
        .sum();
    let times = LEAST.div_ceil(bytes.max(1));
    let mut tokens = Vec::new();
    for (title, body) in &texts {
        tokenize(title, Lexicon::new(&[]), &mut tokens);
        tokenize(body, Lexicon::new(&[]), &mut tokens);
    }
    let started = Instant::now();
    black_box(names("Paris", "Paris", Some(Language::English)));
    let load = started.elapsed();
    let mut rounds = [0.0; ROUNDS];
    for round in &mut rounds {
        let started = Instant::now();
        for (title, body) in std::iter::repeat_n(&texts, times).flatten() {
            black_box(names(title, body, Some(Language::English)));
        }
        *round = started.elapsed().as_secs_f64();
    }
    rounds.sort_by(f64::total_cmp);
    let speed = |amount: usize, seconds: f64| (amount * times) as f64 / 1e6 / seconds;
    println!(
        "{} stories, {:.2} MB, {times} times over, {ROUNDS} rounds",
        texts.len(),
        bytes as f64 / 1e6
    );
    println!("model loaded, first story read in {load:.1?}");
    for (what, seconds) in [("median", rounds[ROUNDS / 2]), ("best", rounds[0])] {
        let (megabytes, tokens) = (speed(bytes, seconds), speed(tokens.len(), seconds));
        println!("{what:8} {megabytes:6.1} MB/s {tokens:6.2} M tokens/s");
    }
}

/// The seeds that are stories by themselves, without pages to be extracted.
fn seeds() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/wire");
    let files = std::fs::read_dir(folder).unwrap();
    read(&files.map(|file| file.unwrap().path()).collect::<Vec<_>>())
}

/// Title and body of each story.
fn read(files: &[PathBuf]) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for file in files {
        let mut keep = |story: AnnotatedStory| texts.push((story.story.title, story.story.body));
        read_file(file, None, &mut keep).unwrap();
    }
    texts
}
