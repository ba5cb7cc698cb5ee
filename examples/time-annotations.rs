//! How long each part of annotating takes: `cargo run --release --example time-annotations -- STORIES.jsonl`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for developers"
)]

use std::time::Instant;

use dateline::annotate::{annotate, dates, entities, language};
use dateline::ingest::read_file;
use dateline::story::{AnnotatedStory, Published};

fn main() {
    let path = std::env::args().nth(1).expect("a file of stories");
    let mut stories: Vec<AnnotatedStory> = Vec::new();
    let start = Instant::now();
    read_file(path.as_ref(), None, &mut |story| stories.push(story)).unwrap();
    let whole = start.elapsed();
    let bytes: usize = stories.iter().map(|story| story.story.body.len()).sum();
    let report = |what: &str, seconds: f64| {
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let speed = bytes as f64 / 1e6 / seconds;
        println!("{what:12} {seconds:6.3} s {speed:7.1} MB/s");
    };
    println!("{} stories, {bytes} bytes of text", stories.len());
    report("read, all", whole.as_secs_f64());
    let time = |what: &str, work: &dyn Fn(&AnnotatedStory)| {
        let start = Instant::now();
        stories.iter().for_each(work);
        report(what, start.elapsed().as_secs_f64());
    };
    time("language", &|story| {
        std::hint::black_box(language::detect(&story.story.title, &story.story.body));
    });
    time("names", &|story| {
        let story = &story.story;
        std::hint::black_box(entities::names(&story.title, &story.body, story.language));
    });
    time("dates", &|story| {
        let published = story.story.published.as_ref().map(Published::interval);
        std::hint::black_box(dates::mentions(
            &story.story.body,
            story.story.language,
            published,
        ));
    });
    time("annotate", &|story| {
        std::hint::black_box(annotate(story.story.clone()));
    });
}
