//! Completes names of several words of which the tagger saw only a part: once a story has `Qatar Charity`, it is that
//! name everywhere.

use rustc_hash::FxHashMap;

use super::hash;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Style, Token, phrase};

/// The longest name that is looked for, in tokens.
const LONGEST: usize = 8;

/// What the story knows of its names of several words.
#[derive(Default)]
struct StoryNames {
    /// The sort of each, by the hash of its words: as it was first found.
    sorts: FxHashMap<u64, Sort>,
    /// The length of the longest that begins with a word.
    longest: FxHashMap<u64, usize>,
}

/// Gives each repetition of a name its full length.
pub(super) fn complete_partial_names(tokens: &[Token], found: &mut Vec<Found>) {
    let known = StoryNames::of(tokens, found);
    if known.sorts.is_empty() {
        return;
    }
    let mut whole = Vec::new();
    let mut names = found.iter().peekable();
    let mut at = 0;
    while at < tokens.len() {
        while names.next_if(|name| name.tokens.end <= at).is_some() {}
        let length = match names.peek() {
            Some(name) if name.tokens.start < at => 0,
            _ => known.length_at(tokens, at),
        };
        let end = at + length;
        let inside = || {
            let ahead = names.clone();
            ahead.take_while(|name| name.tokens.start < end)
        };
        let is_new =
            length > 0 && inside().all(|name| name.tokens.end <= end && name.tokens.len() < length);
        if is_new && let Some(sort) = known.sort(tokens, at, end) {
            whole.push(Found {
                tokens: at..end,
                sort,
            });
        }
        at = end.max(at + 1);
    }
    if whole.is_empty() {
        return;
    }
    let covers = |name: &Found| {
        let before = whole.partition_point(|whole| whole.tokens.end <= name.tokens.start);
        whole
            .get(before)
            .is_some_and(|whole| whole.tokens.start <= name.tokens.start)
    };
    found.retain(|name| !covers(name));
    found.append(&mut whole);
    found.sort_by_key(|name| name.tokens.start);
}

impl StoryNames {
    fn of(tokens: &[Token], found: &[Found]) -> Self {
        let mut known = Self::default();
        for name in found.iter().filter(|name| name.tokens.len() > 1) {
            let words = tokens.get(name.tokens.clone()).unwrap_or_default();
            if let [first, .., last] = words
                && first.style == Style::Running
                && first.shape.is_capital()
                && last.shape.is_capital()
                && words.len() <= LONGEST
            {
                let longest = known.longest.entry(first.word).or_default();
                *longest = words.len().max(*longest);
                known.sorts.entry(phrase(words)).or_insert(name.sort);
            }
        }
        known
    }

    /// The length of the longest known name that begins at `at` and has no capital beside it; 0 for none.
    fn length_at(&self, tokens: &[Token], at: usize) -> usize {
        let capital = |at: usize| tokens.get(at).filter(|token| token.shape.is_capital());
        let Some(first) = capital(at) else { return 0 };
        let Some(longest) = self.longest.get(&first.word) else {
            return 0;
        };
        let stands_behind_one =
            !first.first && at.checked_sub(1).is_some_and(|at| capital(at).is_some());
        if first.style != Style::Running || stands_behind_one {
            return 0;
        }
        let mut hash = hash::EMPTY;
        let mut found = 0;
        let words = tokens.get(at..).unwrap_or_default().iter();
        for (length, token) in (1..=*longest).zip(words) {
            if length > 1 && token.first {
                break;
            }
            hash = hash::pair(hash, token.word);
            let is_known = token.shape.is_capital() && self.sorts.contains_key(&hash);
            if is_known && capital(at + length).is_none_or(|next| next.first) {
                found = length;
            }
        }
        found
    }

    fn sort(&self, tokens: &[Token], start: usize, end: usize) -> Option<Sort> {
        self.sorts.get(&phrase(tokens.get(start..end)?)).copied()
    }
}
