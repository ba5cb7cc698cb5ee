//! Where a sentence ends that a letter with a stop seems to go on with, and how it uses capitals.

use super::hash;
use super::token::{Shape, Style, Token};

/// Ends the sentence at a letter with a stop that the text also has without one: `on X. Musk said` where `X` is a company.
/// A lone letter is an initial only where the text does not use it as a word.
pub(super) fn end_sentences(tokens: &mut [Token]) {
    let letter = |token: &Token| 1u32 << (token.letter() & 31);
    let words = tokens.iter().filter(|token| token.shape == Shape::Letter);
    let words = words.fold(0, |words, token| words | letter(token)) & !PRONOUNS;
    if words == 0 {
        return;
    }
    for at in 1..tokens.len() {
        let Some([before, token, after]) = tokens.get_mut(at - 1..=at + 1) else {
            break;
        };
        if token.shape == Shape::Initial
            && words & letter(token) != 0
            && !before.shape.is_capital()
            && !token.first
            && after.shape.is_capital()
            && !after.glued
        {
            token.shape = Shape::Letter;
            token.end -= 1;
            token.word = hash::push(hash::EMPTY, token.letter());
            token.tail = token.head & 0xff;
            token.head = token.tail;
            after.first = true;
        }
    }
}

/// `A` and `I`, which every text has.
const PRONOUNS: u32 = 1 << (b'a' & 31) | 1 << (b'i' & 31);

/// Tells how the sentence uses capitals and writes it on its tokens.
pub(super) fn set_style(sentence: &mut [Token]) {
    let (mut lower, mut title, mut upper, mut numbers) = (0, 0, 0, 0);
    for token in sentence.iter() {
        let long = token.end - token.start >= 4;
        match token.shape {
            Shape::Lower if long => lower += 1,
            Shape::Acronym | Shape::Upper => upper += 1,
            Shape::Title | Shape::Inner | Shape::Hyphen => title += 1,
            shape if shape.is_number() => numbers += 1,
            _ => {}
        }
    }
    let small = sentence.iter().any(|token| token.shape == Shape::Lower);
    let style = if !small && upper >= 2 && title <= upper / 4 {
        Style::Upper
    } else if numbers >= 2 && lower <= 1 && title + upper >= 1 && numbers * 2 >= title + upper {
        Style::Table
    } else if title + upper >= 4 && lower * 4 <= title + upper {
        Style::Title
    } else if !small && upper == 1 && title == 0 {
        Style::Upper
    } else {
        Style::Running
    };
    for token in sentence {
        token.style = style;
    }
}
