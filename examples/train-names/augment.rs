//! Copies of stories in other dress: sentences in capitals and in title case, as headlines are.

use crate::gold::Story;

/// The copies to train on beside the stories.
pub(crate) fn copies(stories: &[Story]) -> Vec<Story> {
    let news = |story: &&Story| !story.is_tweets() && story.source != "raw";
    let dressed = stories.iter().filter(news).step_by(2).enumerate();
    let dressed = dressed.map(|(at, story)| dress(story, at % 2 == 0));
    let spaced = stories
        .iter()
        .filter(news)
        .skip(1)
        .step_by(2)
        .map(space_hyphens);
    dressed.chain(spaced).collect()
}

/// The story with its hyphens set between spaces, as some typesetters do: `Kim Jong - il`.
fn space_hyphens(story: &Story) -> Story {
    let text = &story.text;
    let is_hyphen = |at: usize| {
        let word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        word(text[..at].chars().next_back()) && word(text[at + 1..].chars().next())
    };
    let hyphens: Vec<usize> = text
        .match_indices('-')
        .map(|(at, _)| at)
        .filter(|at| is_hyphen(*at))
        .collect();
    let moved = |at: usize| at + 2 * hyphens.partition_point(|hyphen| *hyphen < at);
    let mut spaced = String::new();
    let mut from = 0;
    for hyphen in &hyphens {
        spaced += &text[from..*hyphen];
        spaced += " - ";
        from = hyphen + 1;
    }
    Story {
        text: spaced + &text[from..],
        names: story
            .names
            .iter()
            .map(|(start, end, sort)| (moved(*start), moved(*end), *sort))
            .collect(),
        weight: story.weight * 0.3,
        ..story.clone()
    }
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
