//! Tags the time expressions of stories given as JSON Lines (`id`, `text`, `lang`, `dct`), for scoring: `annotate-dates STORIES.jsonl`.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program of its own"
)]

use dateline::annotate::dates;
use dateline::story::{Interval, Language};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    for line in std::fs::read_to_string(path)?.lines() {
        let story: Value = serde_json::from_str(line)?;
        let field = |name: &str| story.get(name).and_then(Value::as_str);
        let text = field("text").ok_or("a story has `text`")?;
        let language = field("lang").and_then(Language::from_tag);
        let published = field("dct").and_then(dates::interval);
        println!(
            "{}",
            json!({"id": story.get("id"), "timexes": tagged(text, language, published)})
        );
    }
    Ok(())
}

/// The mentions, with offsets in code points.
fn tagged(text: &str, language: Option<Language>, published: Option<Interval>) -> Vec<Value> {
    let points = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count());
    dates::mentions(text, language, published)
        .iter()
        .map(|timex| {
            json!({
                "s": points(timex.span.start()),
                "e": points(timex.span.end()),
                "type": timex.class.to_string().to_uppercase(),
                "value": timex.value,
            })
        })
        .collect()
}
