//! Which peoples a story speaks of. `Canadian` is no place, but leads to Canada.
//!
//! Few words of a text are looked at: those that are, or end, the name of a people; in English only such with a capital. A
//! [`Usage`] says what else differs between languages.

mod usage;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

use super::gazetteer::Gazetteer;
use super::key::Key;
use crate::annotate::tokens::{Words, stands_alone};
use crate::story::{AnnotatedStory, Country, Kind, Language, Span, TextField};
pub(super) use usage::Usage;

/// How often a story speaks of the people of each country in its language, outside the names of people and places. `in
/// French,` is a language.
pub(super) fn peoples(annotated: &AnnotatedStory) -> FxHashMap<Country, u32> {
    let known = Known::of(annotated.story.language);
    let mut counts = FxHashMap::default();
    for field in [TextField::Title, TextField::Body] {
        let names = annotated
            .names
            .iter()
            .filter(|(mention, entity)| mention.field == field && entity.kind != Kind::Org);
        let names = names.map(|(mention, _)| mention.span);
        known.count(annotated.story.text(field), names, &mut counts);
    }
    counts
}

/// The names that a language has for peoples, from the gazetteer.
struct Known {
    usage: &'static Usage,
    /// By the last word, the country of a people, and the countries of those whose name has a word before it.
    words: FxHashMap<&'static str, Ending>,
    /// Whether any of them begins with three letters, by the number of these.
    beginnings: Vec<bool>,
}

#[derive(Default)]
struct Ending {
    alone: Option<Country>,
    behind: Vec<(&'static str, Country)>,
}

/// The letters of ASCII, and all other signs as one.
const LETTERS: usize = 27;

impl Known {
    /// Those of the language of a story.
    fn of(language: Option<Language>) -> &'static Self {
        static ENGLISH: LazyLock<Known> = LazyLock::new(|| Known::by(Usage::of(None)));
        static SPANISH: LazyLock<Known> =
            LazyLock::new(|| Known::by(Usage::of(Some(Language::Spanish))));
        static GERMAN: LazyLock<Known> =
            LazyLock::new(|| Known::by(Usage::of(Some(Language::German))));
        match language {
            Some(Language::Spanish) => &SPANISH,
            Some(Language::German) => &GERMAN,
            _ => &ENGLISH,
        }
    }

    fn by(usage: &'static Usage) -> Self {
        let mut all = Self {
            usage,
            words: FxHashMap::default(),
            beginnings: vec![false; LETTERS * LETTERS * LETTERS],
        };
        for (name, mut places) in Gazetteer::world().iter() {
            let Some(known) = places.find(|known| known.what == usage.what) else {
                continue;
            };
            let (before, last) = match name.split_once(' ') {
                Some((before, last)) => (Some(before), last),
                None => (None, name),
            };
            if let Some(begins) = beginning(last.as_bytes()).and_then(|b| all.beginnings.get_mut(b))
            {
                *begins = true;
            }
            let ending = all.words.entry(last).or_default();
            match before {
                Some(before) => ending.behind.push((before, known.country)),
                None => ending.alone = Some(known.country),
            }
        }
        all
    }

    /// Takes time in proportion to the text, whatever it is: reading goes on behind each word that was looked at, and what
    /// is before and behind a people is looked at up to the next word only.
    fn count(
        &self,
        text: &str,
        names: impl Iterator<Item = Span>,
        counts: &mut FxHashMap<Country, u32>,
    ) {
        let mut names = names.peekable();
        // Where the word ended that was counted last, and for whom.
        let mut counted: Option<(usize, Country)> = None;
        // Where the language ended that was named last.
        let mut language = 0;
        let mut from = 0;
        while let Some(at) = self.next(text, from) {
            let (head, rest) = text.split_at_checked(at).unwrap_or_default();
            let mut words = Words::new(rest);
            if !words.advance() {
                break;
            }
            let range = at + words.range().start..at + words.range().end;
            if range.start > at {
                // The word at `at` is too long to be anybody's, and so are all up to this one.
                from = range.start;
                continue;
            }
            from = range.end;
            let Some(ending) = self.words.get(words.folded()) else {
                continue;
            };
            while names.next_if(|name| name.end() <= range.start).is_some() {}
            if names.peek().is_some_and(|name| name.start() < range.end) {
                continue;
            }
            let before = Before::of(head, rest);
            let rest = text.get(range.end..).unwrap_or_default();
            if before.makes_other(self.usage, words.folded(), rest) {
                continue;
            }
            // `South Korean` is one people, and `Greek Cypriot` not two.
            let mut found = before
                .is_beside
                .then(|| ending.behind(&before.word))
                .flatten();
            if found.is_some() {
                if let Some((_, country)) = counted.filter(|(end, _)| *end == before.end)
                    && let Some(times) = counts.get_mut(&country)
                {
                    *times -= 1;
                }
            } else if (self.usage.is_language)(&before, words.folded(), rest)
                || language > 0 && self.joins_language(text, language..range.start, words.folded())
            {
                language = range.end;
            } else {
                found = ending.alone;
            }
            if let Some(country) = found {
                *counts.entry(country).or_default() += 1;
                counted = Some((range.end, country));
            }
        }
        counts.retain(|_, times| *times > 0);
    }

    /// Whether a word of theirs is one more language, by what stands between it and the one before: `French and German`.
    fn joins_language(&self, text: &str, between: Range<usize>, people: &str) -> bool {
        let between = text.get(between).unwrap_or_default();
        let bare = between.trim_matches([' ', ',']);
        // A whole story may stand between: its commas are looked for last.
        self.usage.joins_languages.contains(&bare)
            && (!bare.is_empty() || between.contains(','))
            && (self.usage.may_be_language)(people)
    }

    /// Where the next word begins that may be one of them, at `from` or behind it.
    fn next(&self, text: &str, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = text.as_bytes().get(at..)?;
            let mut bytes = rest.iter();
            at += if self.usage.small {
                bytes.position(|byte| byte.is_ascii_alphabetic() || *byte >= 0xc0)?
            } else {
                bytes.position(|byte| byte.is_ascii_uppercase() || *byte >= 0xc0)?
            };
            if self.may_begin(text, at) {
                return Some(at);
            }
            at += 1;
            if self.usage.small {
                // No other begins within the word.
                let rest = text.as_bytes().get(at..).unwrap_or_default().iter();
                at += rest.take_while(|byte| byte.is_ascii_alphanumeric()).count();
            }
        }
    }

    /// Whether a word that may be one of them begins at the first byte of a character.
    fn may_begin(&self, text: &str, at: usize) -> bool {
        let (head, word) = text.split_at_checked(at).unwrap_or_default();
        let is_known = |begins| self.beginnings.get(begins) == Some(&true);
        let may_be_one = if word.as_bytes().first().is_some_and(u8::is_ascii) {
            beginning(word.as_bytes()).is_none_or(is_known)
        } else {
            word.starts_with(|c: char| c.is_uppercase() || self.usage.small && c.is_alphabetic())
        };
        may_be_one && !ends_in_word(head)
    }
}

/// Whether a letter behind the text would belong to the last word of it.
fn ends_in_word(text: &str) -> bool {
    match text.as_bytes().last() {
        Some(last) if last.is_ascii() => last.is_ascii_alphanumeric(),
        _ => text
            .trim_end_matches(|c: char| is_combining_mark(c) && !c.is_alphanumeric())
            .ends_with(|c: char| c.is_alphanumeric() && !stands_alone(c)),
    }
}

/// The number of the first three letters; `None` where they are not all of ASCII.
fn beginning(word: &[u8]) -> Option<usize> {
    let letter = |at: usize| match word.get(at) {
        Some(byte) if !byte.is_ascii() => None,
        Some(byte) if byte.is_ascii_alphabetic() => {
            Some(usize::from(byte.to_ascii_lowercase() - b'a') + 1)
        }
        _ => Some(0),
    };
    Some((letter(0)? * LETTERS + letter(1)?) * LETTERS + letter(2)?)
}

/// Where the last word begins of a text that ends with a word; its end where that is a character by itself.
fn run_before(text: &str) -> usize {
    let is_word = |c: char| (c.is_alphanumeric() || is_combining_mark(c)) && !stands_alone(c);
    text.trim_end_matches(is_word).len()
}

/// Whether a text begins with one of these words, behind a space, a hyphen or a line's end.
fn is_followed_by(rest: &str, any: &[&str]) -> bool {
    let Some(rest) = rest.strip_prefix([' ', '-', '\n']) else {
        return false;
    };
    let mut words = Words::new(rest);
    words.advance() && words.range().start == 0 && any.contains(&words.folded())
}

impl Ending {
    /// The people whose name has that word before this one.
    fn behind(&self, word: &str) -> Option<Country> {
        if self.behind.is_empty() {
            return None;
        }
        let mut key = Key::default();
        // `Saint` is written in short where a name begins with it.
        let both = key.of_two(word, "x");
        let word = both.strip_suffix(" x")?;
        let known = self.behind.iter().find(|(before, _)| *before == word);
        known.map(|(_, country)| *country)
    }
}

/// The word before another.
struct Before<'t> {
    word: String,
    end: usize,
    /// Whether only a space, a hyphen or a line's end is between.
    is_beside: bool,
    has_capital: bool,
    /// Whether the other has a capital.
    is_before_capital: bool,
    /// What stands before both.
    head: &'t str,
}

impl<'t> Before<'t> {
    /// The last word of `head`, before `rest`.
    fn of(head: &'t str, rest: &str) -> Self {
        let text = head.trim_end_matches(|c: char| !c.is_alphanumeric());
        let start = run_before(text);
        let mut words = Words::new(text.get(start..).unwrap_or_default());
        let mut end = start;
        while words.advance() {
            end = start + words.range().end;
        }
        let gap = head.get(end..).unwrap_or_default();
        Self {
            word: words.folded().to_owned(),
            end,
            is_beside: end > start && matches!(gap, " " | "-" | "\n"),
            has_capital: text
                .get(start..)
                .is_some_and(|word| word.starts_with(char::is_uppercase)),
            is_before_capital: rest.starts_with(char::is_uppercase),
            head: text.get(..start).unwrap_or_default(),
        }
    }

    /// Whether one of the few words before it in the sentence is such a one.
    fn is_told_by(&self, most: usize, is_such: impl Fn(&str) -> bool) -> bool {
        let mut head = self.head;
        (0..most).any(|_| {
            let before = Before::of(head, "");
            let gap = head.get(before.end..).unwrap_or_default();
            if gap.contains(['.', '!', '?', '\n']) {
                head = "";
                return false;
            }
            head = before.head;
            is_such(&before.word)
        })
    }

    /// Whether the people behind it, with `rest` to follow, is none or another: `Latin American`, `Indian summer`.
    fn makes_other(&self, usage: &Usage, people: &str, rest: &str) -> bool {
        let one = (usage.one)(people);
        let of_one = |(known, _): &&(&str, &[&str])| *known == one;
        let is_behind = self.is_beside
            && (self.has_capital || usage.small)
            && (usage.not_behind.iter().find(of_one))
                .is_some_and(|(_, before)| before.contains(&self.word.as_str()));
        // The Central African Republic is a country, but Central African leaders are of many.
        is_behind && !(one == "african" && is_followed_by(rest, &["republic"]))
            || (usage.not_before.iter().find(of_one))
                .is_some_and(|(_, behind)| is_followed_by(rest, behind))
    }
}
