//! Stories with the mentions marked: `[Merkel|P:Angela Merkel]`, a story a line.

use crate::Story;

pub(crate) const ENGLISH: &str = include_str!("../../tests/gold/entities.txt");
pub(crate) const SPANISH: &str = include_str!("../../tests/gold/spanish.txt");
pub(crate) const GERMAN: &str = include_str!("../../tests/gold/german.txt");

/// All of a file.
pub(crate) fn read(stories: &str) -> Vec<Story> {
    let stories = stories
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    stories
        .map(|line| story(&line.replace("\\n", "\n")))
        .collect()
}

fn story(line: &str) -> Story {
    let mut story = Story {
        text: String::new(),
        mentions: Vec::new(),
    };
    for piece in line.split(']') {
        let (text, mark) = piece.split_once('[').unwrap_or((piece, ""));
        story.text += text;
        let Some((form, what)) = mark.split_once('|') else {
            continue;
        };
        let (kind, fullest) = what.split_once(':').unwrap_or((what, form));
        let kind = match kind {
            "P" => "person",
            "O" => "org",
            "L" => "place",
            other => panic!("`{other}` is no kind: {line}"),
        };
        let start = story.text.len();
        story.text += form;
        let entity = [kind, fullest].join("/");
        story.mentions.push((start..story.text.len(), entity));
    }
    story
}
