//! Stories with the names marked: a JSON object a line, or a text file with the marks in the text.

use std::path::{Path, PathBuf};

use dateline::annotate::entities::tag::Sort;
use dateline::story::Kind;
use serde_json::Value;

use crate::marked;

/// A story whose names are known.
#[derive(Clone)]
pub(crate) struct Story {
    /// The file it came from, without its ending.
    pub(crate) source: String,
    /// The text.
    pub(crate) text: String,
    /// First byte, end byte and sort of each name, in order.
    pub(crate) names: Vec<(usize, usize, Sort)>,
    /// How much it counts in training.
    pub(crate) weight: f32,
}

impl Story {
    /// Whether it is one of the files of tweets, which are written like nothing else.
    pub(crate) fn is_tweets(&self) -> bool {
        self.source.starts_with("btc") || self.source.starts_with("wnut")
    }
}

/// Reads files, and the `.jsonl` files of folders.
pub(crate) fn read(paths: &[PathBuf]) -> Vec<Story> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = std::fs::read_dir(path)
                .unwrap()
                .map(|entry| entry.unwrap().path());
            files.extend(inside.filter(|path| path.extension().is_some_and(|e| e == "jsonl")));
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.iter().flat_map(|path| read_file(path)).collect()
}

fn read_file(path: &Path) -> Vec<Story> {
    let source = path.file_stem().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    if path.extension().is_some_and(|e| e == "txt") {
        return marked::read_stories(&text, &source);
    }
    text.lines().map(|line| story(line, &source)).collect()
}

fn story(line: &str, source: &str) -> Story {
    let value: Value = serde_json::from_str(line).unwrap();
    let text = value["body"].as_str().unwrap().to_owned();
    // Offsets count characters; ours count bytes.
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut names: Vec<_> = value["names"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|name| {
            let at = |key: &str| bytes[usize::try_from(name[key].as_u64().unwrap()).unwrap()];
            (at("start"), at("end"), sort(name["kind"].as_str().unwrap()))
        })
        .collect();
    names.sort_unstable_by_key(|name| name.0);
    Story {
        source: source.to_owned(),
        text,
        names,
        weight: 1.0,
    }
}

fn sort(kind: &str) -> Sort {
    kind.parse::<Kind>().map_or(Sort::Other, Sort::Kind)
}
