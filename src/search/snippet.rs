//! Cuts the fragments of a story that show why it is a hit.
//!
//! 1. The highlights ([`Highlighter`]) in title, body and byline are collected; overlapping ones are joined.
//! 2. A title or byline with a highlight is a fragment. In the body, each sentence with a highlight is a candidate; a
//!    long one is cut at word ends. The candidate that shows most parts of the query not shown yet is taken, the
//!    earlier among equals, until there are enough.
//! 3. A fragment with room left is extended by the sentences after it.
//!
//! A hit of exact values alone (`source:`, `lang:`) has nothing to highlight: its snippet is the beginning of its text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::SnippetOptions;
use super::highlight::{Highlighter, MatchedPart, MatchedSpan};
use crate::annotate::sentences::sentences;
use crate::annotate::tokens::Stems;
use crate::story::{AnnotatedStory, Highlight, Snippet, Span, TextField};

/// The fragments of one hit: title first, then body and byline, each in order of position.
pub(crate) fn snippets(
    annotated: &AnnotatedStory,
    highlighter: &Highlighter,
    stems: &mut Stems,
    options: SnippetOptions,
) -> Vec<Snippet> {
    if options.fragments == 0 {
        return Vec::new();
    }
    let mut snippets = Vec::new();
    let mut shown = Vec::new();
    for field in [TextField::Title, TextField::Byline] {
        let matched = highlighter.highlight(annotated, field, stems);
        if !matched.is_empty() {
            shown.extend(matched.iter().map(|matched| matched.part));
            let text = annotated.story.text(field);
            snippets.extend(fragment(
                text,
                field,
                &around(text, 0..text.len(), &matched, options.length),
                &matched,
            ));
        }
    }
    snippets.truncate(options.fragments);
    let body = &annotated.story.body;
    let matched = highlighter.highlight(annotated, TextField::Body, stems);
    let room = options.fragments - snippets.len();
    let from_body = best(body, &matched, shown, room, options.length);
    let at = snippets
        .iter()
        .take_while(|snippet| snippet.field == TextField::Title)
        .count();
    snippets.splice(
        at..at,
        from_body
            .iter()
            .filter_map(|range| fragment(body, TextField::Body, range, &matched)),
    );
    if snippets.is_empty() {
        snippets.extend(beginning(annotated, options.length));
    }
    snippets
}

/// The start of the text, or of the title if there is no text.
fn beginning(annotated: &AnnotatedStory, length: usize) -> Option<Snippet> {
    let field = if annotated.story.body.trim().is_empty() {
        TextField::Title
    } else {
        TextField::Body
    };
    let text = annotated.story.text(field);
    let first = sentences(text).next()?;
    let first = cut(text, first.clone(), first.start..first.start, length);
    fragment(text, field, &extend(text, first, &[], length), &[])
}

fn fragment(
    text: &str,
    field: TextField,
    range: &Range<usize>,
    matched: &[MatchedSpan],
) -> Option<Snippet> {
    let span = Span::new(text, range.clone())?;
    let inside = matched
        .iter()
        .filter(|matched| range.start <= matched.span.start() && matched.span.end() <= range.end);
    Some(Snippet {
        field,
        span,
        highlights: joined(text, inside),
    })
}

/// Joins overlapping highlights, so that they are disjoint.
fn joined<'l>(text: &str, matched: impl Iterator<Item = &'l MatchedSpan>) -> Vec<Highlight> {
    let mut joined: Vec<Highlight> = Vec::new();
    for matched in matched {
        match joined.last_mut() {
            Some(last) if matched.span.start() < last.span.end() => {
                let end = last.span.end().max(matched.span.end());
                last.span = Span::new(text, last.span.start()..end).unwrap_or(last.span);
                if last.reading.is_none() {
                    last.reading.clone_from(&matched.reading);
                }
            }
            _ => joined.push(Highlight {
                span: matched.span,
                reading: matched.reading.clone(),
            }),
        }
    }
    joined
}

/// The best fragments of the body, disjoint, in order of position. `shown` are the parts of the query that other
/// fragments show.
fn best(
    body: &str,
    matched: &[MatchedSpan],
    mut shown: Vec<MatchedPart>,
    room: usize,
    length: usize,
) -> Vec<Range<usize>> {
    let mut candidates = candidates(body, matched, length);
    let mut chosen: Vec<Range<usize>> = Vec::new();
    while chosen.len() < room {
        let parts = |candidate: &Candidate| {
            let mut parts = candidate.parts.clone();
            parts.sort_unstable();
            parts.dedup();
            let new = parts.iter().filter(|part| !shown.contains(part)).count();
            (new, parts.len(), candidate.parts.len())
        };
        // `max_by_key` gives the last of equals, but the news is at the top.
        let Some(index) = (0..candidates.len())
            .rev()
            .max_by_key(|index| candidates.get(*index).map(parts))
        else {
            break;
        };
        let candidate = candidates.remove(index);
        shown.extend(candidate.parts);
        chosen.push(candidate.range);
    }
    chosen.sort_by_key(|range| range.start);
    let starts: Vec<usize> = chosen.iter().skip(1).map(|range| range.start).collect();
    let limits = starts.into_iter().map(Some).chain([None]);
    chosen
        .into_iter()
        .zip(limits)
        .map(|(range, limit)| {
            extend(
                body.get(..limit.unwrap_or(body.len())).unwrap_or(body),
                range,
                matched,
                length,
            )
        })
        .collect()
}

/// A span of the body that could be shown, and the parts of the query highlighted in it, with repetition.
struct Candidate {
    range: Range<usize>,
    parts: Vec<MatchedPart>,
}

/// One candidate for each sentence with a highlight; a highlight that spans several sentences joins them.
fn candidates(body: &str, matched: &[MatchedSpan], length: usize) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut matched = matched.iter().peekable();
    let mut sentences = sentences(body).peekable();
    while let (Some(sentence), true) = (sentences.next(), matched.peek().is_some()) {
        let mut range = sentence;
        let mut inside: Vec<MatchedSpan> = Vec::new();
        while let Some(next) = matched.next_if(|matched| matched.span.start() < range.end) {
            while range.end < next.span.end() {
                range.end = sentences
                    .next()
                    .map_or(next.span.end(), |joined| joined.end.max(range.end));
            }
            range.start = range.start.min(next.span.start());
            inside.push(next.clone());
        }
        if inside.is_empty() {
            continue;
        }
        let range = around(body, range, &inside, length);
        let parts = inside.iter().filter(|matched| {
            range.start <= matched.span.start() && matched.span.end() <= range.end
        });
        let parts = parts.map(|matched| matched.part).collect();
        candidates.push(Candidate { range, parts });
    }
    candidates
}

/// The span of `range` to show: all of it if it is short enough, else the window in which most parts are highlighted.
fn around(text: &str, range: Range<usize>, matched: &[MatchedSpan], length: usize) -> Range<usize> {
    if fits(text, &range, length) {
        return range;
    }
    let mut best: Option<(usize, Range<usize>)> = None;
    for (index, first) in matched.iter().enumerate() {
        let mut core = first.span.range();
        let mut parts = vec![first.part];
        for next in matched.get(index + 1..).unwrap_or_default() {
            let wider = core.start..core.end.max(next.span.end());
            if !fits(text, &wider, length) {
                break;
            }
            core = wider;
            if !parts.contains(&next.part) {
                parts.push(next.part);
            }
        }
        if best.as_ref().is_none_or(|(most, _)| parts.len() > *most) {
            best = Some((parts.len(), core));
        }
    }
    let core = best.map_or(range.start..range.start, |(_, core)| core);
    cut(text, range, core, length)
}

/// Widens `core` to `length` characters within `range`, with a third of the room before it, and moves both ends to word
/// ends.
fn cut(text: &str, range: Range<usize>, core: Range<usize>, length: usize) -> Range<usize> {
    let room = length.saturating_sub(graphemes(text.get(core.clone()).unwrap_or_default()));
    let before = text.get(range.start..core.start).unwrap_or_default();
    let after = text.get(core.end..range.end).unwrap_or_default();
    let spare_after = nth_grapheme(after, room).map_or_else(|| room - graphemes(after), |_| 0);
    let mut lead = room / 3;
    if spare_after > lead {
        lead = spare_after.max(lead).min(room);
    }
    let start = range.start + last_graphemes(before, lead);
    let taken = graphemes(text.get(start..core.start).unwrap_or_default());
    let end = nth_grapheme(after, room.saturating_sub(taken)).map_or(range.end, |at| core.end + at);
    let start = if start > range.start {
        start_at_word(text, start..core.start)
    } else {
        start
    };
    let end = if end < range.end {
        end_at_word(text, core.end..end)
    } else {
        end
    };
    start..end
}

/// Moves the start of a span to after its first white space, unless a word begins exactly there.
fn start_at_word(text: &str, range: Range<usize>) -> usize {
    if text
        .get(..range.start)
        .is_some_and(|before| before.ends_with(char::is_whitespace))
    {
        return range.start;
    }
    let stretch = text.get(range.clone()).unwrap_or_default();
    let after = stretch
        .find(char::is_whitespace)
        .map_or("", |at| stretch.get(at..).unwrap_or_default().trim_start());
    range.end - after.len()
}

/// Moves the end of a span to before its last white space, unless a word ends exactly there.
fn end_at_word(text: &str, range: Range<usize>) -> usize {
    let stretch = text.get(range.clone()).unwrap_or_default();
    let ends = text
        .get(range.end..)
        .is_none_or(|after| after.starts_with(char::is_whitespace));
    let kept = if ends {
        stretch
    } else {
        stretch
            .rfind(char::is_whitespace)
            .and_then(|at| stretch.get(..at))
            .unwrap_or("")
    };
    range.start + kept.trim_end().len()
}

/// Extends a span by the following sentences of the same paragraph, as long as they fit. They must not go beyond the
/// end of `text`.
fn extend(
    text: &str,
    mut range: Range<usize>,
    matched: &[MatchedSpan],
    length: usize,
) -> Range<usize> {
    let rest = text.get(range.end..).unwrap_or_default();
    let from = range.end;
    for next in sentences(rest) {
        let wider = range.start..from + next.end;
        let gap = text.get(range.end..from + next.start).unwrap_or_default();
        let whole = matched
            .iter()
            .all(|matched| matched.span.start() >= wider.end || matched.span.end() <= wider.end);
        if gap.contains("\n\n")
            || !gap.contains(char::is_whitespace)
            || !whole
            || !fits(text, &wider, length)
        {
            break;
        }
        range = wider;
    }
    range
}

fn fits(text: &str, range: &Range<usize>, length: usize) -> bool {
    // A character has at least one byte, so most spans need no counting.
    range.len() <= length || graphemes(text.get(range.clone()).unwrap_or_default()) <= length
}

/// How many characters a person sees in a text.
fn graphemes(text: &str) -> usize {
    if is_bytewise(text) {
        text.len()
    } else {
        text.graphemes(true).count()
    }
}

/// The offset of the character with `n` others before it; `None` if there are no more than `n`.
fn nth_grapheme(text: &str, n: usize) -> Option<usize> {
    if is_bytewise(text) {
        (n < text.len()).then_some(n)
    } else {
        text.grapheme_indices(true).nth(n).map(|(at, _)| at)
    }
}

/// The offset at which the last `n` characters begin.
fn last_graphemes(text: &str, n: usize) -> usize {
    if is_bytewise(text) {
        return text.len().saturating_sub(n);
    }
    let last = text.grapheme_indices(true).rev().take(n).last();
    last.map_or(text.len(), |(at, _)| at)
}

/// Whether every byte is a character: in ASCII this is so except for CR LF.
fn is_bytewise(text: &str) -> bool {
    text.is_ascii() && !text.contains('\r')
}
