//! How a text is cut into tokens.

use super::super::lexicon::{Lexicon, List};
use super::super::token::{Shape, tokenize};
use super::{hash, table};

/// Checks how a text is cut: tokens between bars.
#[track_caller]
pub(super) fn check_tokens_by(lexicon: Lexicon<'_>, cut: &str) {
    let text = cut.replace('|', "");
    let mut tokens = Vec::new();
    tokenize(&text, lexicon, &mut tokens);
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| &text[token.start as usize..token.end as usize])
        .collect();
    let expected: Vec<&str> = cut
        .split(['|', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    assert_eq!(words, expected);
}

#[track_caller]
fn check_tokens(cut: &str) {
    check_tokens_by(Lexicon::new(&[]), cut);
}

#[test]
fn names_are_cut_whole() {
    check_tokens("Mr. O'Brien of AT&T met J. P. Morgan in the U.S. on Monday|.");
    check_tokens("Kim Jong-il|, Jean-Pierre and al-Qaida|'s Ba'ath");
    check_tokens("Zürich|’s Côte d’Ivoire");
}

#[test]
fn a_letter_that_is_a_word_ends_its_sentence() {
    let shapes = |text: &str| {
        let mut tokens = Vec::new();
        tokenize(text, Lexicon::new(&[]), &mut tokens);
        let letters = tokens
            .iter()
            .filter(|token| token.word == hash::word("x") || token.shape == Shape::Initial);
        letters
            .map(|token| (token.shape, token.end - token.start))
            .collect::<Vec<_>>()
    };
    let letter = (Shape::Letter, 1);
    assert_eq!(
        shapes("X was down. He wrote on X. Okafor said so."),
        [letter, letter]
    );
    assert_eq!(
        shapes("It was written by X. Okafor said so."),
        [(Shape::Initial, 2)]
    );
    assert_eq!(
        shapes("X was down, said X. Okafor, and J. X. Ray."),
        [letter, letter, (Shape::Initial, 2), (Shape::Initial, 2)]
    );
}

#[test]
fn what_hangs_on_a_name_is_cut_off() {
    check_tokens("London|-|based|, U.S.|-|led|, pro|-|Moscow");
    check_tokens("Iran|'s (|EU|) \"|Trump|\"");
}

#[test]
fn numbers_and_addresses_are_one() {
    check_tokens(
        "1,000 at 3.5 in 1998|, see https://example.com/a,b or @user and mail@example.com",
    );
}

#[test]
fn words_near_capitals_are_looked_up() {
    let table = table(&["dog"], List::Speech);
    let known = |text: &str| {
        let mut tokens = Vec::new();
        tokenize(text, Lexicon::new(&table), &mut tokens);
        let known = tokens.iter().map(|token| token.entry.is(List::Speech));
        known.collect::<Vec<_>>()
    };
    assert_eq!(known("Dog dog dog")[..2], [true; 2]);
    let far = "so it is and so it was and so it goes on";
    assert_eq!(
        known(&[far, " dog dog dog Dog dog dog dog"].concat())[12..],
        [false, true, true, true, true, true, false]
    );
}
