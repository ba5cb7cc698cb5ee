//! JSON, JSON Lines, ninjs.

use serde_json::{Value, json};

use super::{Told, joined};

fn object(story: &Told) -> Value {
    json!({"title": story.title, "author": story.byline, "published": story.day, "body": story.body()})
}

pub(crate) fn list(stories: &[Told]) -> Vec<u8> {
    let objects: Vec<Value> = stories.iter().map(object).collect();
    Value::from(objects).to_string().into_bytes()
}

pub(crate) fn lines(stories: &[Told]) -> Vec<u8> {
    joined(stories.iter().map(|story| format!("{}\n", object(story)))).into_bytes()
}

pub(crate) fn ninjs(story: &Told) -> Vec<u8> {
    json!({"uri": "urn:example", "type": "text", "versioncreated": story.day, "headline": story.title, "body_text": story.body()})
        .to_string()
        .into_bytes()
}
