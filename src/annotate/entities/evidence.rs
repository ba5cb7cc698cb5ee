//! Collects what the rest of the story says about a word: whether it also occurs in lower case, what comes before it,
//! what follows it.
//!
//! `Musk` alone could be anything; if the story also has `Elon Musk` and `Mr. Musk`, it is a person.

use super::lexicon::List;
use super::name_rules::NameRules;
use super::token::{Shape, Style, Token};

/// A clue about a word, as a bit.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Clue {
    /// It is also written in lower case.
    Small,
    /// It has its capital in the middle of a sentence.
    Inside,
    /// A title or an initial is before it: `Mr. Musk`.
    AfterTitle,
    /// A given name is before it: `Elon Musk`.
    AfterGiven,
    /// It ends a longer run of capitals.
    EndsRun,
    /// It begins a longer run of capitals.
    BeginsRun,
    /// Its run ends in `Inc.`, `Ministry` or the like.
    OrgRun,
    /// It is alone in brackets: `(NATO)`.
    Bracketed,
    /// `in`, `near` or the like is before it.
    AfterIn,
    /// An article is before it.
    AfterThe,
    /// `said` or `told` is beside it.
    Speaks,
    /// A comma and a place follow it: `Butler, Pennsylvania`.
    BeforePlace,
    /// It follows a word with a capital and a comma.
    AfterComma,
    /// `'s` follows it.
    Owns,
    /// A word for a sort of place is before it: `the town of Linden`.
    AfterSort,
}

impl Clue {
    const fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// How many clues there are.
pub const CLUES: u8 = Clue::AfterSort as u8 + 1;

/// The clues about each word with a capital in one story.
#[derive(Debug, Default)]
pub struct Evidence {
    // Open addressing, a power of two, never more than half full.
    words: Vec<(u64, u16)>,
}

impl Evidence {
    /// Collects the clues in a story.
    pub fn gather(tokens: &[Token], rules: &NameRules) -> Self {
        let capitals = tokens
            .iter()
            .filter(|token| token.shape.is_capital())
            .count();
        let mut evidence = Self {
            words: vec![(0, 0); (capitals * 2).next_power_of_two().max(2)],
        };
        for (at, token) in tokens.iter().enumerate() {
            if token.shape.is_capital() {
                let clues = if token.style == Style::Running {
                    clues(tokens, rules, at)
                } else {
                    0
                };
                let word = token.spelt();
                let slot = evidence.slot(word);
                if let Some(slot) = evidence.words.get_mut(slot) {
                    *slot = (word, slot.1 | clues);
                }
            }
        }
        for token in tokens.iter().filter(|token| token.shape == Shape::Lower) {
            let slot = evidence.slot(token.word);
            if let Some(slot) = evidence
                .words
                .get_mut(slot)
                .filter(|slot| slot.0 == token.word)
            {
                slot.1 |= Clue::Small.bit();
            }
        }
        evidence
    }

    /// The clues about a token's word, one bit each. Clues about `US` say nothing about `us`, but in text all in
    /// capitals either may be meant.
    pub fn of(&self, token: &Token) -> u16 {
        let of = |word: u64| self.words.get(self.slot(word)).map_or(0, |slot| slot.1);
        let shouted = token.style == Style::Upper && token.shape == Shape::Acronym;
        of(token.spelt()) | if shouted { of(token.in_capitals()) } else { 0 }
    }

    /// Whether the story also has the word in lower case.
    pub fn is_written_small(&self, token: &Token) -> bool {
        self.of(token) & Clue::Small.bit() != 0
    }

    /// The slot of `word`, or the free slot where it would go.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only the low bits are wanted"
    )]
    fn slot(&self, word: u64) -> usize {
        let mask = self.words.len() - 1;
        let mut at = super::hash::finish(word) as usize & mask;
        while self
            .words
            .get(at)
            .is_some_and(|slot| slot.0 != 0 && slot.0 != word)
        {
            at = (at + 1) & mask;
        }
        at
    }
}

/// The clues about a word from one of its occurrences.
fn clues(tokens: &[Token], rules: &NameRules, at: usize) -> u16 {
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|at| tokens.get(at));
    let capital = |offset| near(offset).is_some_and(|token| token.shape.is_capital());
    let Some(token) = near(0) else { return 0 };
    let mut clues = 0;
    let mut note = |clue: Clue, holds: bool| {
        if holds {
            clues |= clue.bit();
        }
    };
    note(Clue::Inside, !token.first);
    if let Some(before) = near(-1).filter(|_| !token.first) {
        note(
            Clue::AfterTitle,
            before.entry.is(List::Title) || before.shape == Shape::Initial,
        );
        note(
            Clue::AfterGiven,
            before.shape.is_capital() && before.entry.is(List::Given),
        );
        note(Clue::EndsRun, before.shape.is_capital() && !capital(1));
        note(Clue::BeginsRun, !before.shape.is_capital() && capital(1));
        note(Clue::AfterIn, rules.within.contains(&before.word));
        note(Clue::AfterThe, rules.articles.contains(&before.word));
        note(
            Clue::AfterComma,
            before.shape == Shape::Comma && capital(-2),
        );
        note(
            Clue::Bracketed,
            before.shape == Shape::Open && near(1).is_some_and(|after| after.shape == Shape::Close),
        );
        note(Clue::Speaks, before.entry.is(List::Speech));
        let sort = if rules.of.is_empty() {
            Some(before)
        } else {
            near(-2).filter(|_| rules.of.contains(&before.word))
        };
        note(
            Clue::AfterSort,
            sort.is_some_and(|sort| rules.sorts_of_place.contains(&sort.word)),
        );
    }
    if let Some(after) = near(1) {
        note(Clue::Speaks, after.entry.is(List::Speech));
        note(Clue::Owns, after.shape == Shape::Possessive);
        note(
            Clue::BeforePlace,
            after.shape == Shape::Comma
                && near(2).is_some_and(|place| place.entry.lists() & PLACE != 0),
        );
        let last = (1..=3)
            .take_while(|offset| capital(*offset))
            .last()
            .and_then(near);
        note(
            Clue::OrgRun,
            last.is_some_and(|last| last.entry.is(List::OrgWord)),
        );
    }
    clues
}

const PLACE: u32 = List::Country.bit() | List::Region.bit();
