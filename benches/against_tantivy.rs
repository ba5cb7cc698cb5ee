//! Dateline beside bare tantivy, in one run: indexing, warm queries, a cold search, peak memory. Prints ratios.
//!
//! ```text
//! cargo bench --bench against_tantivy -- [STORIES.jsonl [QUERIES.jsonl]]
//! ```
//!
//! STORIES holds a story a line as `dateline index` reads them (`body`, or `text` or `content`); without it the seeds
//! are taken a hundred times over. QUERIES holds `{"query": "+all +of +them" | "any of them" | "\"a phrase\""}` a
//! line, in tantivy's syntax. Bare tantivy gets the same bodies, `en_stem`, positions, stored, two threads.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "a bench stops where its ground gives way, and prints"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dateline::index::Archive;
use dateline::ingest::{Options, run};
use dateline::query::{Matching, Reading, parse};
use dateline::search::{Copies, LocalSearch, Request};
use jiff::Timestamp;
use jiff::civil::date;
use serde::Deserialize;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexWriter, ReloadPolicy, TantivyDocument, doc};

const THREADS: usize = 2;
const ROUNDS: usize = 5;

#[derive(Deserialize)]
struct Body {
    #[serde(alias = "text", alias = "content")]
    body: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    query: String,
}

fn main() {
    let args: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let work = tempfile::tempdir().unwrap();
    let stories = stories(args.first(), work.path());
    let bodies: Vec<String> = fs::read_to_string(&stories)
        .unwrap()
        .lines()
        .filter_map(|line| serde_json::from_str::<Body>(line).unwrap().body)
        .collect();
    let megabytes = bodies.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    println!(
        "{} stories, {megabytes:.1} MB of text, {THREADS} threads, {ROUNDS} rounds, medians",
        bodies.len()
    );

    let (bare_dir, our_dir) = (work.path().join("bare"), work.path().join("ours"));
    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare.push(timed(|| index_bare(&bare_dir, &bodies)));
        ours.push(timed(|| index_ours(&our_dir, &stories)));
    }
    let (bare, ours) = (median(&mut bare), median(&mut ours));
    println!(
        "indexing    bare {:.2} s ({:.1} MB/s)   dateline {:.2} s ({:.1} MB/s)   speed ratio {:.2}",
        bare.as_secs_f64(),
        megabytes / bare.as_secs_f64(),
        ours.as_secs_f64(),
        megabytes / ours.as_secs_f64(),
        bare.as_secs_f64() / ours.as_secs_f64()
    );
    println!(
        "size        bare {:.1} MB   dateline {:.1} MB",
        size(&bare_dir),
        size(&our_dir)
    );
    queries(args.get(1), &bare_dir, &our_dir);
    cold(&our_dir);
    memory(&stories, &work.path().join("memory"));
}

/// The stories to index: those named, or the seeds over and over.
fn stories(named: Option<&PathBuf>, work: &Path) -> PathBuf {
    if let Some(named) = named {
        return named.clone();
    }
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let read = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("annotate")
        .args(files(&seeds))
        .output()
        .unwrap();
    let lines: Vec<String> = String::from_utf8(read.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let story: serde_json::Value = serde_json::from_str(line).unwrap();
            serde_json::json!({"title": story["title"], "body": story["body"]}).to_string() + "\n"
        })
        .collect();
    let path = work.join("stories.jsonl");
    fs::write(&path, lines.concat().repeat(100)).unwrap();
    path
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn index_bare(dir: &Path, bodies: &[String]) {
    fs::remove_dir_all(dir).ok();
    fs::create_dir_all(dir).unwrap();
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(tantivy::schema::IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field(
        "body",
        TextOptions::default()
            .set_indexing_options(indexing)
            .set_stored(),
    );
    let index = Index::create_in_dir(dir, schema.build()).unwrap();
    let mut writer: IndexWriter = index
        .writer_with_num_threads(THREADS, THREADS * (96 << 20))
        .unwrap();
    for text in bodies {
        writer.add_document(doc!(body => text.as_str())).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

fn index_ours(dir: &Path, stories: &Path) {
    fs::remove_dir_all(dir).ok();
    let options = Options {
        threads: THREADS,
        ..Options::new(
            vec![stories.to_owned()],
            dir.to_owned(),
            || Timestamp::UNIX_EPOCH,
            date(2026, 1, 1),
        )
    };
    run(&options, &mut |_| ()).unwrap();
}

/// Warm queries: top ten, without and with snippets.
fn queries(named: Option<&PathBuf>, bare_dir: &Path, our_dir: &Path) {
    let asked: Vec<String> = match named {
        Some(path) => {
            let text = fs::read_to_string(path).unwrap();
            text.lines()
                .map(|line| serde_json::from_str::<Asked>(line).unwrap().query)
                .collect()
        }
        None => [
            "+the +president",
            "market shares",
            "\"white house\"",
            "storm",
            "+said +on +monday",
        ]
        .map(str::to_owned)
        .to_vec(),
    };
    let index = Index::open_in_dir(bare_dir).unwrap();
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
        .unwrap();
    let searcher = tantivy::IndexReader::searcher(&reader);
    let body = index.schema().get_field("body").unwrap();
    let parser = QueryParser::for_index(&index, vec![body]);
    let local = LocalSearch::new(Archive::open(our_dir).unwrap()).unwrap();
    let reading = |matching| Reading {
        today: date(2026, 1, 1),
        matching,
    };
    let (mut bare_top, mut bare_snippets) = (Vec::new(), Vec::new());
    let (mut ours, mut feedback) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for text in &asked {
            let mut best = Vec::new();
            let query = parser.parse_query(text).unwrap();
            let top = timed(|| {
                best = searcher
                    .search(&query, &TopDocs::with_limit(10).order_by_score())
                    .unwrap();
            });
            bare_top.push(top);
            bare_snippets.push(
                top + timed(|| {
                    let generator = SnippetGenerator::create(&searcher, &*query, body).unwrap();
                    for (_, address) in &best {
                        let document: TantivyDocument = searcher.doc(*address).unwrap();
                        let text = document
                            .get_first(body)
                            .and_then(|value| value.as_str())
                            .unwrap();
                        std::hint::black_box(generator.snippet(text).to_html());
                    }
                }),
            );
            let matching = if text.starts_with(['+', '"']) {
                Matching::All
            } else {
                Matching::Any
            };
            let ask = |feedback| {
                timed(|| {
                    let query = parse(&text.replace('+', ""), &reading(matching)).unwrap();
                    let request = Request {
                        limit: 10,
                        copies: Copies::Group,
                        feedback,
                        ..Request::new(query)
                    };
                    std::hint::black_box(local.search(&request).unwrap());
                })
            };
            ours.push(ask(false));
            if matching == Matching::Any {
                feedback.push(ask(true));
            }
        }
    }
    println!("queries     {} warm, top ten", asked.len());
    let percentiles = |name: &str, times: &mut Vec<Duration>| {
        times.sort_unstable();
        let at =
            |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!("  {name:24} p50 {:.3} ms   p99 {:.3} ms", at(0.5), at(0.99));
        at(0.99)
    };
    let top = percentiles("bare, no snippets", &mut bare_top);
    let snippets = percentiles("bare, its snippets", &mut bare_snippets);
    let ours = percentiles("dateline, snippets+total", &mut ours);
    percentiles("with feedback, any word", &mut feedback);
    println!(
        "  p99 ratio: {:.2} of bare with its snippets, {:.2} of bare without",
        ours / snippets,
        ours / top
    );
}

/// From the start of the process to its end.
fn cold(our_dir: &Path) {
    let mut times: Vec<Duration> = (0..20)
        .map(|_| {
            timed(|| {
                let mut search = Command::new(env!("CARGO_BIN_EXE_dateline"));
                search
                    .arg("--index")
                    .arg(our_dir)
                    .args(["search", "oil", "prices"])
                    .stdout(Stdio::null());
                search.status().unwrap();
            })
        })
        .collect();
    println!(
        "cold search {:.1} ms from start to exit",
        median(&mut times).as_secs_f64() * 1e3
    );
}

/// The most memory a run of `dateline index` ever has, where the system tells.
fn memory(stories: &Path, dir: &Path) {
    let mut index = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let mut child = index
        .arg("--index")
        .arg(dir)
        .arg("-q")
        .arg("index")
        .arg(stories)
        .spawn()
        .unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0_u64;
    while child.try_wait().unwrap().is_none() {
        if let Ok(text) = fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = line
                .and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
                .unwrap_or(peak);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    println!("peak memory {} MB while indexing", peak / 1024);
}

fn size(dir: &Path) -> f64 {
    files(dir)
        .iter()
        .map(|file| file.metadata().unwrap().len())
        .sum::<u64>() as f64
        / 1e6
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
