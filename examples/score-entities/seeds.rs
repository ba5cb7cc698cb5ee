//! The seeds in a language and what `tests/gold/seeds.jsonl` says of their bodies.

use std::path::Path;

use dateline::ingest::read_file;
use dateline::story::{Language, MEMBER};
use serde_json::Value;

use crate::Story;

/// All of them.
pub(crate) fn read(language: Language) -> Vec<Story> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = std::fs::read_to_string(root.join("tests/gold/seeds.jsonl")).unwrap();
    let gold = gold.lines().map(|line| serde_json::from_str(line).unwrap());
    let code = language.to_string();
    let spoken = gold.filter(|gold: &Value| gold["lang"] == code.as_str());
    spoken.map(|gold| story(root, &gold)).collect()
}

fn story(root: &Path, gold: &Value) -> Story {
    let file = gold["file"].as_str().unwrap();
    let mut body = None;
    let mut keep = |story: dateline::story::AnnotatedStory| {
        if gold["id"].as_str().is_none_or(|id| id == story.story.id) {
            body = Some(story.story.body);
        }
    };
    // Of an archive it is the archive that is read.
    let read = file.split(MEMBER).next().unwrap();
    read_file(&root.join(read), None, &mut keep).unwrap();
    let text = body.unwrap_or_else(|| panic!("{file} has no story {}", gold["id"]));
    let names = gold["names"].as_array().unwrap().iter();
    let mentions = names.map(|name| {
        let form = name["text"].as_str().unwrap();
        let nth = usize::try_from(name["nth"].as_u64().unwrap()).unwrap();
        let (start, _) = text.match_indices(form).nth(nth - 1).unwrap();
        let entity = ["kind", "name"].map(|key| name[key].as_str().unwrap());
        (start..start + form.len(), entity.join("/"))
    });
    Story {
        mentions: mentions.collect(),
        text,
    }
}
