//! Trains the names model and scores it.
//!
//! ```text
//! cargo run --release --example train-names -- TRAIN… --dev DEV… --raw RAW… -o MODEL
//! cargo run --release --example train-names -- --evaluate GOLD…
//! cargo run --release --example train-names -- --language es --evaluate GOLD…
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
mod marked;
mod pack;
mod random;
mod swap;
mod teach;

use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use dateline::annotate::entities::lexicon::Lexicon;
use dateline::annotate::entities::name_rules::{ENGLISH, GERMAN, NameRules, SPANISH};
use dateline::story::Language;

/// Trains the names model of a language and scores it, or scores a model.
#[derive(Parser)]
struct Args {
    /// Stories to learn from, as JSON Lines or with marked names
    #[arg(required_unless_present = "evaluate")]
    train: Vec<PathBuf>,
    /// Stories to score the model by, and never to learn from
    #[arg(long, num_args = 1.., value_name = "DEV")]
    dev: Vec<PathBuf>,
    /// News without names, for clusters of words and to learn from what the first model finds in it
    #[arg(long, num_args = 1.., value_name = "RAW")]
    raw: Vec<PathBuf>,
    /// Score only, by these
    #[arg(long, num_args = 1.., value_name = "GOLD", conflicts_with = "train")]
    evaluate: Vec<PathBuf>,
    /// Where the model goes
    #[arg(short, long, value_name = "MODEL")]
    output: Option<PathBuf>,
    /// The model to score, instead of the one built in
    #[arg(long)]
    model: Option<PathBuf>,
    /// The folder of word lists
    #[arg(long, default_value = "data/names")]
    data: PathBuf,
    /// Whose names
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// How many stories the grammar composes
    #[arg(long, default_value_t = 1500)]
    composed: usize,
    /// How many copies of each story have other names
    #[arg(long, default_value_t = 1)]
    swaps: usize,
    /// How often the stories are gone through
    #[arg(long, default_value_t = 12)]
    epochs: u32,
    /// How many features the model keeps
    #[arg(long, default_value_t = 60_000)]
    rows: usize,
    /// How often it learns from what it finds in raw news
    #[arg(long, default_value_t = 1)]
    rounds: u32,
    /// What that counts beside stories read by people
    #[arg(long, default_value_t = 0.5)]
    trust: f32,
    /// How many errors to show
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| format!("no language we know: `{tag}`"))
}

/// How much the stories of a file count: those read with care count most, tweets least.
fn weight(source: &str) -> f32 {
    match source {
        "news" | "stories" => 1.0,
        _ if source.starts_with("btc") || source.starts_with("wnut") => 0.15,
        _ => 0.35,
    }
}

/// How names are read in a language.
fn rules(language: Language) -> &'static NameRules {
    match language {
        Language::Spanish => &SPANISH,
        Language::German => &GERMAN,
        _ => &ENGLISH,
    }
}

fn main() {
    let args = Args::parse();
    if !args.evaluate.is_empty() {
        let bytes = args.model.as_ref().map(|path| std::fs::read(path).unwrap());
        evaluate::report(
            args.language,
            bytes.as_deref(),
            &gold::read(&args.evaluate),
            args.errors,
        );
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
    let rules = rules(args.language);
    let clusters = clusters::learn(rules, &texts);
    println!(
        "{} words in clusters, {:.0?}",
        clusters.len(),
        started.elapsed()
    );
    let table = lists::table(rules, &args.data.join("lists"), &texts, &clusters);
    let lexicon = Lexicon::new(&table).for_rules(rules);
    let mut writer = compose::Writer::new(&args.data);
    let swapped = swap::copies(&stories, rules, &mut writer, args.swaps);
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
        pack::pack(rules, &table, &data, &weights)
    };
    let mut bytes = train(&stories);
    for round in 0..args.rounds {
        println!("{} bytes", bytes.len());
        evaluate::report(args.language, Some(&bytes), &gold::read(&args.dev), 0);
        let marked = teach::mark(&bytes, &raw, &stories, args.trust);
        println!("round {round}: {} stories marked", marked.len());
        let all: Vec<gold::Story> = stories.iter().cloned().chain(marked).collect();
        bytes = train(&all);
    }
    println!("{} bytes", bytes.len());
    if let Some(path) = &args.output {
        std::fs::write(path, &bytes).unwrap();
    }
    evaluate::report(
        args.language,
        Some(&bytes),
        &gold::read(&args.dev),
        args.errors,
    );
}
