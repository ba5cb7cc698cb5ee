//! How fast dates are read, by language, in MB a second on one core: the best of several rounds.
//!
//! ```text
//! cargo bench --bench dates -- [STORIES.jsonl]
//! ```
//!
//! Without STORIES, a file as `dateline index` reads them, the seeds are read.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench stops where its ground gives way, and prints"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dateline::annotate::dates;
use dateline::ingest::read_file;
use dateline::story::{AnnotatedStory, Published};
use walkdir::WalkDir;

const ROUNDS: usize = 7;

/// A round is long enough for the clock to measure it.
const ROUND: Duration = Duration::from_millis(200);

fn main() {
    let mut by_language: BTreeMap<String, Vec<AnnotatedStory>> = BTreeMap::new();
    for file in files() {
        // Notes beside the stories, such as `metadata.csv`, are none.
        let _ = read_file(&file, None, &mut |story| {
            let language = story.story.language;
            let language = language.map_or("other".to_owned(), |language| language.to_string());
            by_language.entry(language).or_default().push(story);
        });
    }
    for (language, stories) in &by_language {
        let bytes: usize = stories.iter().map(|story| story.story.body.len()).sum();
        let seconds = (0..ROUNDS).map(|_| round(stories));
        let best = seconds.min_by(f64::total_cmp).unwrap();
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let speed = bytes as f64 / 1e6 / best;
        let count = stories.len();
        println!("{language:6} {count:6} stories {bytes:9} bytes {speed:7.1} MB/s");
    }
}

fn files() -> Vec<PathBuf> {
    let asked = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    if let Some(asked) = asked {
        return vec![asked.into()];
    }
    let seeds = WalkDir::new("seeds").sort_by_file_name().into_iter();
    let files = seeds.map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// The seconds that it takes to read the dates of all of these once.
fn round(stories: &[AnnotatedStory]) -> f64 {
    let start = Instant::now();
    let mut times = 0;
    while start.elapsed() < ROUND {
        for AnnotatedStory { story, .. } in stories {
            let published = story.published.as_ref().map(Published::interval);
            black_box(dates::mentions(&story.body, story.language, published));
        }
        times += 1;
    }
    start.elapsed().as_secs_f64() / f64::from(times)
}
