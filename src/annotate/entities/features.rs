//! Computes the features that the tagger sees: for each token of a stretch, hashes of everything that may show whether
//! it is a name.
//!
//! The trainer and the tagger both use this, so they cannot differ. A change here makes every model file useless.

use std::ops::Range;

use super::evidence::{CLUES, Evidence};
use super::hash::{finish, pair};
use super::lexicon::{Lexicon, List};
use super::token::{Style, Token};

/// A story as the features see it.
#[derive(Clone, Copy)]
pub struct StoryContext<'s> {
    /// Its tokens.
    pub tokens: &'s [Token],
    /// What the story as a whole says about its words.
    pub evidence: &'s Evidence,
    /// The entries of the lexicon for phrases.
    pub lexicon: Lexicon<'s>,
}

/// The longest phrase looked for in the lists, in tokens.
pub const LONGEST_PHRASE: usize = 6;

/// A phrase of the lists that covers a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    lists: u32,
    place: u8,
}

/// The phrases of the lists that cover each token of `stretch`, the longest of those that begin alike.
pub fn find_phrases(context: StoryContext<'_>, stretch: Range<usize>, hits: &mut Vec<Hit>) {
    hits.clear();
    hits.resize(stretch.len(), Hit::default());
    let tokens = context.tokens.get(stretch).unwrap_or_default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (length, lists) = if token.entry.is(List::Begins) {
            longest_phrase(context.lexicon, tokens.get(at..).unwrap_or_default())
        } else {
            (0, 0)
        };
        for (offset, hit) in hits.iter_mut().skip(at).take(length).enumerate() {
            let place = if offset == 0 {
                1
            } else if offset + 1 == length {
                3
            } else {
                2
            };
            *hit = Hit { lists, place };
        }
        at += length.max(1);
    }
}

/// The length of the longest listed phrase that `tokens` begin with, and its lists.
pub(super) fn longest_phrase(lexicon: Lexicon<'_>, tokens: &[Token]) -> (usize, u32) {
    let mut hash = super::hash::EMPTY;
    let mut found = (0, 0);
    for (at, token) in tokens.iter().take(LONGEST_PHRASE).enumerate() {
        hash = pair(hash, token.word);
        if at > 0 {
            let lists = lexicon.get(hash).lists();
            if lists != 0 {
                found = (at + 1, lists);
            }
        }
    }
    found
}

/// The most features that a token has.
pub const MOST: usize = TEMPLATES + CLUES as usize;

const TEMPLATES: usize = 24;

/// Calls `see` with each feature of the token at `at`, which lies in `stretch`, whose phrases are `hits`.
///
/// The templates are few on purpose: of sixty that were tried, these carry the score, and each costs the same time.
pub fn features(
    context: StoryContext<'_>,
    stretch: &Range<usize>,
    hits: &[Hit],
    at: usize,
    mut see: impl FnMut(u64),
) {
    let near = |offset: isize| View::of(context, at.checked_add_signed(offset));
    let (here, before, after) = (near(0), near(-1), near(1));
    let (far_before, far_after) = (near(-2), near(2));
    let mut template = 0;
    let mut emit = |value: u64| {
        template += 1;
        see(feature(template, value));
    };

    // The words, and those they behave like.
    emit(here.word);
    emit(before.word);
    emit(after.word);
    emit(pair(before.word, after.word));
    emit(here.cluster);
    emit(pair(before.cluster, here.cluster));

    // Their context: `town of`, `, a bank in`.
    emit(pair(far_before.cluster, before.word));
    emit(pair(after.word, far_after.cluster));

    // Their looks.
    emit(pair(
        pair(before.shape, here.shape),
        pair(after.shape, here.style),
    ));
    emit(pair(pair(far_before.shape, before.shape), here.shape));
    emit(pair(pair(far_after.shape, after.shape), here.shape));
    let (head, tail) = context.tokens.get(at).map_or((0, 0), |token| {
        (u64::from(token.head), u64::from(token.tail))
    });
    emit(head);
    emit(tail & 0x00ff_ffff);

    // The lists.
    let hit = |offset: usize| {
        hits.get(offset)
            .map_or(0, |hit| u64::from(hit.lists) << 2 | u64::from(hit.place))
    };
    let inside = at - stretch.start;
    emit(before.lists);
    emit(pair(before.lists, here.lists));
    emit(pair(here.lists, after.lists));
    emit(pair(hit(inside), here.style));
    emit(pair(hit(inside), here.lists));
    emit(pair(hit(inside + 1), here.lists));

    // The run of capitals around it.
    let (first, last) = context.run(stretch, at);
    let (opener, closer) = (
        View::of(context, Some(first)),
        View::of(context, Some(last)),
    );
    let place = pair((at - first).min(3) as u64, (last - at).min(3) as u64);
    let beyond = View::of(context, last.checked_add(1));
    emit(pair(opener.lists, place));
    emit(pair(closer.lists, place));
    emit(pair(closer.cluster, place));
    emit(pair(beyond.word, place));

    // The rest of the story.
    let clues = context
        .tokens
        .get(at)
        .map_or(0, |token| context.evidence.of(token));
    emit(pair(u64::from(clues), place));
    for clue in (0..CLUES).filter(|clue| clues & 1 << clue != 0) {
        see(feature(100 + u64::from(clue), here.shape));
    }
}

/// The hash of what one template sees.
fn feature(template: u64, value: u64) -> u64 {
    finish(value.wrapping_add(template.wrapping_mul(0xd6e8_feb8_6659_fd93)))
}

/// One token as the features see it; beyond the ends of the story, nothing.
#[derive(Clone, Copy, Default)]
struct View {
    word: u64,
    shape: u64,
    lists: u64,
    cluster: u64,
    style: u64,
}

impl View {
    fn of(context: StoryContext<'_>, at: Option<usize>) -> Self {
        let Some(token) = at.and_then(|at| context.tokens.get(at)) else {
            return Self::default();
        };
        Self {
            word: token.word,
            shape: ((1 + token.shape as u64) << 1) | u64::from(token.first),
            lists: u64::from(token.entry.lists()),
            cluster: u64::from(token.entry.cluster()),
            style: 1 + token.style as u64,
        }
    }
}

impl StoryContext<'_> {
    /// First and last token of the run of capitals around `at`; `at` itself where it has none. In a sentence of
    /// capitals a run says nothing.
    fn run(self, stretch: &Range<usize>, at: usize) -> (usize, usize) {
        const LONGEST: usize = 8;
        let capital = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                token.shape.is_capital() && matches!(token.style, Style::Running | Style::Table)
            })
        };
        if !capital(at) {
            return (at, at);
        }
        let first = (stretch.start..at)
            .rev()
            .take(LONGEST)
            .take_while(|at| capital(*at))
            .last()
            .unwrap_or(at);
        let last = (at + 1..stretch.end)
            .take(LONGEST)
            .take_while(|at| capital(*at))
            .last()
            .unwrap_or(at);
        (first, last)
    }
}
