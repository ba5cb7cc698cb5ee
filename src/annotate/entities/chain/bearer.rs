//! Decides whom a lone name means if several people in a story share it: whether `Clinton` is Bill or Hillary.
//!
//! 1. A title before it decides: `Mrs. Clinton`, `President Clinton`.
//! 2. A person introduced as somebody's relative (`his brother Roger Clinton`, `married Bill Clinton`) goes by the full
//!    name, and the surname alone means the other; if both are relatives, it means the one named first:
//!    `Justin Trudeau, the son of Pierre Trudeau`.
//! 3. A person whom the story called so before it named any other bearer keeps the name.
//! 4. Among those who are left, it means the one named in this sentence or the one before; else the one named in full
//!    most often or, in a headline, first.

use std::cmp::Reverse;
use std::ops::Range;

use super::name_index::NameIndex;
use super::sexes::{Sex, sex_of_given};
use crate::annotate::entities::lexicon::List;
use crate::annotate::entities::name_rules::NameRules;
use crate::annotate::entities::short_forms::generational_suffix;
use crate::annotate::entities::tag::Sort;
use crate::annotate::entities::tagger::Found;
use crate::annotate::entities::token::{Shape, Token};

/// A name is near if it is at most so many tokens away.
const NEAR: usize = 60;

/// What a story says about its people, by the number of their fullest form.
pub(super) struct People {
    rules: &'static NameRules,
    // Empty if no two people share a name: then it is never needed.
    clues: Vec<PersonClues>,
}

/// What a story says about one person.
#[derive(Clone, Default)]
struct PersonClues {
    sex: Option<Sex>,
    /// The first letter of the given name.
    letter: u8,
    /// `Jr.`
    suffix: Option<u64>,
    /// The hash of the title before the full name; 0 if there is none.
    title: u64,
    /// Introduced as somebody's wife, son or brother.
    is_relative: bool,
    /// How often the full name occurs in the story.
    times: u32,
    /// Its first occurrence.
    first: usize,
    /// The end of the last mention so far; 0 if there was none.
    last: usize,
    /// Called by the shared name alone before any other of that name was mentioned.
    owns: bool,
}

impl People {
    /// Collects the clues around the full names of a story.
    pub(super) fn of(
        tokens: &[Token],
        found: &[Found],
        form_of: &[Option<usize>],
        name_index: &NameIndex,
        rules: &'static NameRules,
    ) -> Self {
        let mut people = Self {
            rules,
            clues: Vec::new(),
        };
        if !name_index.has_namesakes() {
            return people;
        }
        people.clues.resize(form_of.len(), PersonClues::default());
        let full = found
            .iter()
            .zip(form_of)
            .filter(|(name, _)| name.sort == Sort::PERSON && name.tokens.len() > 1);
        for (name, form) in full {
            let Some(clues) = form
                .and_then(|form| name_index.root(form))
                .and_then(|root| people.clues.get_mut(root))
            else {
                continue;
            };
            if clues.times == 0 {
                clues.first = name.tokens.start;
                clues.letter = tokens.get(name.tokens.start).map_or(0, Token::letter);
                clues.suffix =
                    generational_suffix(tokens.get(name.tokens.clone()).unwrap_or_default());
            }
            clues.times += 1;
            let given = tokens.get(name.tokens.start);
            clues.sex = clues
                .sex
                .or(given.and_then(|given| sex_of_given(given.word)));
            if let Some(title) = word_before(tokens, &name.tokens) {
                clues.add_title(title, rules);
            }
            clues.is_relative |= is_relative(tokens, &name.tokens, rules);
        }
        people
    }

    /// Records that a person is named there by a name that all of `bearers` have.
    pub(super) fn record_mention(
        &mut self,
        person: usize,
        bearers: &[usize],
        tokens: &Range<usize>,
    ) {
        let is_mentioned =
            |number: &usize| self.clues.get(*number).is_some_and(|clues| clues.last > 0);
        let mentioned = bearers.iter().filter(|number| is_mentioned(number));
        let owns = bearers.len() > 1 && mentioned.eq([&person]);
        if let Some(clues) = self.clues.get_mut(person) {
            clues.owns |= owns;
            clues.last = tokens.end;
        }
    }

    /// Chooses which of its bearers a name means.
    pub(super) fn choose(
        &self,
        bearers: &[usize],
        tokens: &[Token],
        name: &Range<usize>,
    ) -> Option<usize> {
        if let [one] = bearers {
            return Some(*one);
        }
        let bearers = bearers.iter().filter_map(|number| {
            let clues = self.clues.get(*number)?;
            Some((*number, clues))
        });
        let mut left: Vec<(usize, &PersonClues)> = bearers.collect();
        if let Some(title) = word_beside(tokens, name) {
            if let Some(sex) = sex_of_title(title, self.rules) {
                narrow_down(&mut left, |clues| clues.sex != Some(sex.other()));
                narrow_down(&mut left, |clues| clues.sex == Some(sex));
            }
            narrow_down(&mut left, |clues| clues.title == title.word);
            // `G Thomas`, as teams are listed.
            if matches!(title.shape, Shape::Letter | Shape::Initial) {
                narrow_down(&mut left, |clues| clues.letter == title.letter());
            }
        }
        if let Some(suffix) = generational_suffix(tokens.get(name.clone()).unwrap_or_default()) {
            narrow_down(&mut left, |clues| clues.suffix == Some(suffix));
        }
        let first = left.iter().map(|(_, clues)| clues.first).min();
        if left.iter().all(|(_, clues)| clues.is_relative) {
            narrow_down(&mut left, |clues| Some(clues.first) == first);
        }
        narrow_down(&mut left, |clues| !clues.is_relative);
        narrow_down(&mut left, |clues| clues.owns);
        narrow_down(&mut left, |clues| is_near(tokens, clues.last, name.start));
        let near = left
            .iter()
            .any(|(_, clues)| is_near(tokens, clues.last, name.start));
        let most = |(_, clues): &&(usize, &PersonClues)| {
            let times = if near { 0 } else { clues.times };
            (times, clues.last, Reverse(clues.first))
        };
        left.iter().max_by_key(most).map(|(number, _)| *number)
    }
}

impl PersonClues {
    /// Adds what the word before the full name says.
    fn add_title(&mut self, title: &Token, rules: &NameRules) {
        if let Some(sex) = sex_of_title(title, rules) {
            self.sex = Some(sex);
        }
        if title.entry.is(List::Title) {
            self.title = title.word;
        }
    }
}

/// Whether a name is introduced as that of somebody's wife, son or brother, or as somebody's whose wife it is.
pub(super) fn is_relative(tokens: &[Token], name: &Range<usize>, rules: &NameRules) -> bool {
    word_before(tokens, name).is_some_and(|word| is_kinship_term(word, rules))
        || is_kin_of(tokens, name.start, rules)
        || is_kin_behind(tokens, name.end, rules)
}

/// Keeps only those who fit, if there are any.
fn narrow_down(left: &mut Vec<(usize, &PersonClues)>, fits: impl Fn(&PersonClues) -> bool) {
    if left.iter().any(|(_, clues)| fits(clues)) {
        left.retain(|(_, clues)| fits(clues));
    }
}

/// The word before a name, in its sentence.
fn word_beside<'t>(tokens: &'t [Token], name: &Range<usize>) -> Option<&'t Token> {
    let opens = tokens.get(name.start)?.first;
    tokens.get(name.start.checked_sub(1)?).filter(|_| !opens)
}

/// The same, with a comma between passed over: `his wife, Jill Biden`.
fn word_before<'t>(tokens: &'t [Token], name: &Range<usize>) -> Option<&'t Token> {
    let before = word_beside(tokens, name)?;
    if before.shape == Shape::Comma {
        return tokens.get(name.start.checked_sub(2)?);
    }
    Some(before)
}

/// Whether a full name is that of the person somebody is related or married to: `the son of the Rev. John Reed`,
/// `married to John Reed`.
fn is_kin_of(tokens: &[Token], start: usize, rules: &NameRules) -> bool {
    if tokens.get(start).is_none_or(|name| name.first) {
        return false;
    }
    let before = tokens.get(..start).unwrap_or_default().iter().rev();
    let mut before = before.take(LONGEST_OWNER + 2).peekable();
    while let Some(word) = before.next() {
        let next = before.peek();
        if rules.weds.contains(&word.word) {
            return true;
        }
        if rules.of.contains(&word.word) {
            return next.is_some_and(|word| is_kinship_term(word, rules));
        }
        let is_said_of_it = word.shape == Shape::Lower || word.entry.is(List::Title);
        if !is_said_of_it || word.first {
            return false;
        }
    }
    false
}

/// Whether a name is followed by an apposition about kin: `Jill Biden, his wife`, `Hunter Biden, the president's son,`.
fn is_kin_behind(tokens: &[Token], end: usize, rules: &NameRules) -> bool {
    let Some([comma, own, rest @ ..]) = tokens.get(end..) else {
        return false;
    };
    let opens = rules.own.contains(&own.word) || rules.articles.contains(&own.word);
    let mut apposition = rest
        .iter()
        .take(if opens { LONGEST_OWNER } else { 0 })
        .take_while(|token| token.shape != Shape::Comma && !token.first);
    comma.shape == Shape::Comma
        && (is_kinship_term(own, rules) || apposition.any(|word| is_kinship_term(word, rules)))
}

/// How many words of an apposition are looked at: `the former president's son`.
const LONGEST_OWNER: usize = 4;

fn is_kinship_term(word: &Token, rules: &NameRules) -> bool {
    rules.kin.iter().any(|(_, kin)| kin.contains(&word.word))
}

fn sex_of_title(title: &Token, rules: &NameRules) -> Option<Sex> {
    let mut said = rules.titles.iter().chain(rules.kin);
    let (sex, _) = said.find(|(_, words)| words.contains(&title.word))?;
    Some(*sex)
}

/// Whether what ended at `end` is in the sentence of `at` or the one before.
fn is_near(tokens: &[Token], end: usize, at: usize) -> bool {
    if end == 0 || at.saturating_sub(end) > NEAR {
        return false;
    }
    let between = tokens.get(end.saturating_sub(1)..=at).unwrap_or_default();
    let begins = between
        .windows(2)
        .filter(|pair| matches!(pair, [before, after] if after.first && !before.first));
    begins.count() <= 1
}
