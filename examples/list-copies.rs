//! Lists the groups of copies of an index, one a line: how many stories, how alike the one is to its nearest that is
//! least alike to it, and the ids.
//!
//! ```sh
//! cargo run --release --example list-copies -- index
//! ```
#![expect(clippy::print_stdout, reason = "a report is what this is for")]

use std::path::Path;

use dateline::annotate::shingles::{Compared, compared};
use dateline::index::Archive;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1);
    let dir = dir.unwrap_or_else(|| "index".to_owned());
    let archive = Archive::open(Path::new(&dir))?;
    for group in archive.groups()?.all() {
        let mut stories = Vec::new();
        for address in group {
            stories.extend(archive.story(address)?.map(|stored| stored.annotated.story));
        }
        let texts = stories.iter();
        let texts = texts.map(|story| Compared::of(&compared(&story.title, &story.body)));
        let texts: Vec<Compared> = texts.collect();
        let nearest = texts.iter().enumerate().map(|(place, text)| {
            let others = texts.iter().enumerate();
            let others = others.filter(|(other, _)| *other != place);
            others
                .map(|(_, other)| text.alike(other))
                .fold(0.0, f64::max)
        });
        let least = nearest.fold(1.0, f64::min);
        let ids: Vec<&str> = stories.iter().map(|story| story.id.as_str()).collect();
        println!("{}\t{least:.2}\t{}", ids.len(), ids.join("\t"));
    }
    Ok(())
}
