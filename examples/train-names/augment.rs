//! Copies of stories in other dress: sentences in capitals and in title case, as headlines are.

use crate::gold::Story;

/// The copies to train on beside the stories.
pub(crate) fn copies(stories: &[Story]) -> Vec<Story> {
    stories
        .iter()
        .enumerate()
        .filter(|(at, story)| {
            at % 2 == 0 && !story.source.starts_with("btc") && !story.source.starts_with("wnut")
        })
        .map(|(at, story)| dress(story, at / 2 % 2 == 0))
        .collect()
}

/// The story with each second sentence on a line of its own, in capitals or in title case.
fn dress(story: &Story, capitals: bool) -> Story {
    let mut bytes = story.text.clone().into_bytes();
    for (number, (start, end)) in sentences(&story.text).into_iter().enumerate() {
        if number % 2 == 1 {
            continue;
        }
        if start > 0 && bytes[start - 1] == b' ' {
            bytes[start - 1] = b'\n';
        }
        if end < bytes.len() && bytes[end] == b' ' {
            bytes[end] = b'\n';
        }
        if capitals {
            bytes[start..end].make_ascii_uppercase();
        } else {
            title(&mut bytes[start..end]);
        }
    }
    Story {
        text: String::from_utf8(bytes).unwrap(),
        weight: story.weight * 0.4,
        ..story.clone()
    }
}

/// Gives each word but the smallest a capital.
fn title(sentence: &mut [u8]) {
    const SMALL: [&[u8]; 14] = [
        b"a", b"an", b"the", b"of", b"in", b"on", b"at", b"to", b"for", b"and", b"or", b"by",
        b"with", b"as",
    ];
    for word in sentence.split_mut(|byte| *byte == b' ') {
        if let Some(first) = (!SMALL.contains(&&*word))
            .then_some(word)
            .and_then(<[u8]>::first_mut)
        {
            first.make_ascii_uppercase();
        }
    }
}

/// The sentences, roughly.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..bytes.len() {
        let ends = bytes[at] == b'.'
            && at > 2
            && bytes[at - 1].is_ascii_lowercase()
            && bytes[at - 2].is_ascii_lowercase();
        if bytes[at] == b'\n' || ends && bytes.get(at + 1) == Some(&b' ') {
            found.push((start, at + usize::from(ends)));
            start = at + 1 + usize::from(ends);
        }
    }
    found.push((start.min(bytes.len()), bytes.len()));
    found
}
