//! Stories with the names marked in the text: `[Angela Merkel|P]`.
//!
//! `P` is a person, `O` an organisation, `L` a place, anything else another name. What follows a colon (`[Merkel|P:Angela
//! Merkel]`) says who is meant, and is left aside. A mark inside a mark is dropped: the outer name is the whole.

use dateline::annotate::entities::tag::Sort;
use dateline::story::Kind;

use crate::gold::Story;

/// The stories of a file, a line each, `\n` for a line break. Lines with `#` are remarks.
pub(crate) fn read_stories(text: &str, source: &str) -> Vec<Story> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| read(&line.replace("\\n", "\n"), source, 1.0))
        .collect()
}

/// Takes the marks out of a story.
pub(crate) fn read(marked: &str, source: &str, weight: f32) -> Story {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut open = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['[', '|']) {
        text += &rest[..at];
        let mark = &rest[at..];
        if let Some(tail) = mark.strip_prefix('[') {
            open.push(text.len());
            rest = tail;
            continue;
        }
        let start = open
            .pop()
            .unwrap_or_else(|| panic!("`|` and no `[`: {marked}"));
        if open.is_empty() && start < text.len() {
            names.push((start, text.len(), sort(mark.as_bytes()[1])));
        }
        let end = mark
            .find(']')
            .unwrap_or_else(|| panic!("`|` and no `]`: {marked}"));
        rest = &mark[end + 1..];
    }
    assert!(open.is_empty(), "`[` and no `]`: {marked}");
    Story {
        source: source.to_owned(),
        text: text + rest,
        names,
        weight,
    }
}

fn sort(letter: u8) -> Sort {
    match letter {
        b'P' => Sort::Kind(Kind::Person),
        b'O' => Sort::Kind(Kind::Org),
        b'L' => Sort::Kind(Kind::Place),
        _ => Sort::Other,
    }
}
