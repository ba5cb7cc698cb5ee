//! Scores how well the names of a story are told apart and put together, by B³ (Bagga and Baldwin 1998).
//!
//! ```text
//! cargo run --release --example score-entities -- [--errors]
//! ```
//!
//! Gold are the stories of `tests/gold` in each language that names are read in: the seeds, and short ones. A mention is
//! right with its exact place and kind; one that is missed or made up counts as put together with nobody.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a tool for developers"
)]

mod bcubed;
mod marked;
mod seeds;

use dateline::annotate::entities::names;
use dateline::story::Language;

/// A mention: where it stands, and whom it means, as `kind/fullest form`.
type Mention = (std::ops::Range<usize>, String);

/// A story whose entities are known.
struct Story {
    text: String,
    mentions: Vec<Mention>,
}

fn main() {
    let errors = std::env::args().any(|arg| arg == "--errors");
    for (language, short) in [
        (Language::English, marked::ENGLISH),
        (Language::Spanish, marked::SPANISH),
        (Language::German, marked::GERMAN),
    ] {
        let seeds = seeds::read(language);
        let stories: Vec<Story> = seeds.into_iter().chain(marked::read(short)).collect();
        println!("{language}: {} stories", stories.len());
        bcubed::report(&stories, |text| find(text, language), errors);
    }
}

/// What the library finds.
fn find(text: &str, language: Language) -> Vec<Mention> {
    let found = names("", text, Some(language));
    let mentions = found.iter();
    mentions
        .map(|(mention, entity)| (mention.span.range(), entity.to_string()))
        .collect()
}
