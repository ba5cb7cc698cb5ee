//! Trains the names model and scores it.
//!
//! ```text
//! cargo run --release --example train-names -- TRAIN… --dev DEV… --raw RAW… -o MODEL
//! cargo run --release --example train-names -- --evaluate GOLD…
//! ```
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a tool for developers"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "tags are few, counts are far below 2^24, weights are rounded to bytes on purpose"
)]

mod augment;
mod clusters;
mod compose;
mod crf;
mod dataset;
mod evaluate;
mod gold;
mod lists;
mod pack;
mod random;
mod swap;
mod teach;

use std::path::PathBuf;
use std::time::Instant;

use dateline::annotate::entities::lexicon::Lexicon;

/// What was asked for.
#[derive(Default)]
struct Args {
    train: Vec<PathBuf>,
    dev: Vec<PathBuf>,
    raw: Vec<PathBuf>,
    evaluate: Vec<PathBuf>,
    output: Option<PathBuf>,
    model: Option<PathBuf>,
    data: PathBuf,
    composed: usize,
    epochs: u32,
    rows: usize,
    rounds: u32,
    trust: f32,
    errors: usize,
}

fn args() -> Args {
    let mut args = Args {
        data: PathBuf::from("data/names"),
        composed: 1500,
        epochs: 12,
        rows: 60_000,
        rounds: 1,
        trust: 0.5,
        ..Args::default()
    };
    let mut flag = String::new();
    for word in std::env::args().skip(1) {
        if word.starts_with('-') {
            flag = word;
            continue;
        }
        match flag.as_str() {
            "" => args.train.push(word.into()),
            "--dev" => args.dev.push(word.into()),
            "--raw" => args.raw.push(word.into()),
            "--evaluate" => args.evaluate.push(word.into()),
            "-o" => args.output = Some(word.into()),
            "--model" => args.model = Some(word.into()),
            "--data" => args.data = word.into(),
            "--composed" => args.composed = word.parse().unwrap(),
            "--epochs" => args.epochs = word.parse().unwrap(),
            "--rows" => args.rows = word.parse().unwrap(),
            "--rounds" => args.rounds = word.parse().unwrap(),
            "--trust" => args.trust = word.parse().unwrap(),
            "--errors" => args.errors = word.parse().unwrap(),
            _ => panic!("unknown flag {flag}"),
        }
    }
    args
}

/// How much the stories of a file count: those read with care count most, tweets least.
fn weight(source: &str) -> f32 {
    match source {
        "news" => 1.0,
        _ if source.starts_with("btc") || source.starts_with("wnut") => 0.15,
        _ => 0.35,
    }
}

fn main() {
    let args = args();
    if !args.evaluate.is_empty() {
        let bytes = args.model.as_ref().map(|path| std::fs::read(path).unwrap());
        evaluate::report(bytes.as_deref(), &gold::read(&args.evaluate), args.errors);
        return;
    }
    let started = Instant::now();
    let mut stories = gold::read(&args.train);
    for story in &mut stories {
        story.weight = weight(&story.source);
    }
    println!("{} stories", stories.len());
    let raw = gold::read(&args.raw);
    let texts: Vec<&gold::Story> = stories.iter().chain(&raw).collect();
    let clusters = clusters::learn(&texts);
    println!(
        "{} words in clusters, {:.0?}",
        clusters.len(),
        started.elapsed()
    );
    let table = lists::table(&args.data.join("lists"), &texts, &clusters);
    let lexicon = Lexicon::new(&table);
    let mut writer = compose::Writer::new(&args.data);
    let swapped = swap::copies(&stories, &mut writer);
    stories.extend(writer.stories(args.composed));
    stories.extend(swapped);
    let train = |stories: &[gold::Story]| {
        let mut data = dataset::build(lexicon, stories);
        println!("{}, {:.0?}", data.summary(), started.elapsed());
        let draft = crf::train(&data, args.epochs / 2);
        let kept = pack::weightiest(&data, &draft, args.rows);
        data.keep(&kept);
        println!("{}, {:.0?}", data.summary(), started.elapsed());
        let weights = crf::train(&data, args.epochs);
        println!("trained, {:.0?}", started.elapsed());
        pack::pack(&table, &data, &weights)
    };
    let mut bytes = train(&stories);
    for round in 0..args.rounds {
        println!("{} bytes", bytes.len());
        evaluate::report(Some(&bytes), &gold::read(&args.dev), 0);
        let marked = teach::mark(&bytes, &raw, &stories, args.trust);
        println!("round {round}: {} stories marked", marked.len());
        let all: Vec<gold::Story> = stories.iter().cloned().chain(marked).collect();
        bytes = train(&all);
    }
    println!("{} bytes", bytes.len());
    if let Some(path) = &args.output {
        std::fs::write(path, &bytes).unwrap();
    }
    evaluate::report(Some(&bytes), &gold::read(&args.dev), args.errors);
}
