//! Counts the peoples that a story mentions: `Canadian` is not a place, but is evidence for Canada.
//!
//! Only few words of a text are looked at: those that are, or end, the name of a people, and in English only those with
//! a capital. A [`Usage`] says what else differs between languages.

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

/// How often a story mentions the people of each country, in its own language and outside the names of people and
/// places. `in French,` is a language and does not count.
pub(super) fn peoples(annotated: &AnnotatedStory) -> FxHashMap<Country, u32> {
    let known = PeopleNames::of(annotated.story.language);
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

/// The names of peoples in one language, from the gazetteer.
struct PeopleNames {
    usage: &'static Usage,
    /// By the last word of the name: the country of the people with that name, and of peoples whose name has a word
    /// before it.
    words: FxHashMap<&'static str, Ending>,
    /// For each combination of three first letters, whether any of them begins with it.
    beginnings: Vec<bool>,
}

#[derive(Default)]
struct Ending {
    alone: Option<Country>,
    behind: Vec<(&'static str, Country)>,
}

/// The letters of ASCII, and one value for all other characters.
const LETTERS: usize = 27;

impl PeopleNames {
    /// The names for the language of a story.
    fn of(language: Option<Language>) -> &'static Self {
        static ENGLISH: LazyLock<PeopleNames> = LazyLock::new(|| PeopleNames::by(Usage::of(None)));
        static SPANISH: LazyLock<PeopleNames> =
            LazyLock::new(|| PeopleNames::by(Usage::of(Some(Language::Spanish))));
        static GERMAN: LazyLock<PeopleNames> =
            LazyLock::new(|| PeopleNames::by(Usage::of(Some(Language::German))));
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
        for (name, mut places) in Gazetteer::built_in().iter() {
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

    /// Takes time linear in the length of any text: scanning continues after each word that was examined, and only the
    /// next word before and after a people is examined.
    fn count(
        &self,
        text: &str,
        names: impl Iterator<Item = Span>,
        counts: &mut FxHashMap<Country, u32>,
    ) {
        let mut names = names.peekable();
        // The end of the word counted last, and its country.
        let mut counted: Option<(usize, Country)> = None;
        // The end of the last mention of a language.
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
                // The word at `at` is too long to be one of them, and so is every word before this one.
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
            // `South Korean` is one people, and so is `Greek Cypriot`.
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

    /// Whether the name of a people is one more language in a list, by the text between it and the language before:
    /// `French and German`.
    fn joins_language(&self, text: &str, between: Range<usize>, people: &str) -> bool {
        let between = text.get(between).unwrap_or_default();
        let bare = between.trim_matches([' ', ',']);
        // The text in between may be a whole story, so searching it for commas comes last.
        self.usage.joins_languages.contains(&bare)
            && (!bare.is_empty() || between.contains(','))
            && (self.usage.may_be_language)(people)
    }

    /// Where the next word that may be one of them begins, at `from` or after it.
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
                // No other word begins inside this one.
                let rest = text.as_bytes().get(at..).unwrap_or_default().iter();
                at += rest.take_while(|byte| byte.is_ascii_alphanumeric()).count();
            }
        }
    }

    /// Whether a word that may be one of them begins at `at`, the first byte of a character.
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

/// Whether a letter after the text would belong to its last word.
fn ends_in_word(text: &str) -> bool {
    match text.as_bytes().last() {
        Some(last) if last.is_ascii() => last.is_ascii_alphanumeric(),
        _ => text
            .trim_end_matches(|c: char| is_combining_mark(c) && !c.is_alphanumeric())
            .ends_with(|c: char| c.is_alphanumeric() && !stands_alone(c)),
    }
}

/// The number of the combination of the first three letters; `None` if they are not all ASCII.
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

/// Where the last word of a text begins, if the text ends with a word; the end of the text if that word is a single
/// character of its own.
fn run_before(text: &str) -> usize {
    let is_word = |c: char| (c.is_alphanumeric() || is_combining_mark(c)) && !stands_alone(c);
    text.trim_end_matches(is_word).len()
}

/// Whether a text begins with one of these words, after a space, a hyphen or a line end.
fn is_followed_by(rest: &str, any: &[&str]) -> bool {
    let Some(rest) = rest.strip_prefix([' ', '-', '\n']) else {
        return false;
    };
    let mut words = Words::new(rest);
    words.advance() && words.range().start == 0 && any.contains(&words.folded())
}

impl Ending {
    /// The country of the people whose name has `word` before this one.
    fn behind(&self, word: &str) -> Option<Country> {
        if self.behind.is_empty() {
            return None;
        }
        let mut key = Key::default();
        // A leading `Saint` is abbreviated in keys.
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
    /// Whether only a space, a hyphen or a line end separates the two.
    is_beside: bool,
    has_capital: bool,
    /// Whether the other has a capital.
    is_before_capital: bool,
    /// The text before both.
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

    /// Whether `is_such` holds for one of at most `most` words before it in the sentence.
    fn follows(&self, most: usize, is_such: impl Fn(&str) -> bool) -> bool {
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

    /// Whether the people after it, followed by `rest`, is not a people or another one: `Latin American`,
    /// `Indian summer`.
    fn makes_other(&self, usage: &Usage, people: &str, rest: &str) -> bool {
        let one = (usage.one)(people);
        let of_one = |(known, _): &&(&str, &[&str])| *known == one;
        let is_behind = self.is_beside
            && (self.has_capital || usage.small)
            && (usage.not_behind.iter().find(of_one))
                .is_some_and(|(_, before)| before.contains(&self.word.as_str()));
        // The Central African Republic is a country, but Central African leaders come from many.
        is_behind && !(one == "african" && is_followed_by(rest, &["republic"]))
            || (usage.not_before.iter().find(of_one))
                .is_some_and(|(_, behind)| is_followed_by(rest, behind))
    }
}
