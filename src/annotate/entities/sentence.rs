//! Finds the ends of sentences after a letter with a full stop, which may also be an initial, and how each sentence
//! uses capitals.

use super::hash;
use super::token::{Shape, Style, Token};

/// Ends the sentence at a letter or an `Inc.` that the text also has without a stop: `on X. Musk said` where `X` is a
/// company; `sued Alphabet Inc. Alphabet said`. A lone letter is an initial only where the text does not use it as a
/// word.
pub(super) fn end_sentences(tokens: &mut [Token]) {
    let (mut letters, mut company_ends) = (0, 0);
    for token in tokens.iter() {
        match token.shape {
            Shape::Letter => letters |= letter(token),
            Shape::Title => company_ends |= company_end_bit(token.word),
            _ => {}
        }
    }
    letters &= !PRONOUNS;
    if letters == 0 && company_ends == 0 {
        return;
    }
    for at in 1..tokens.len() {
        let Some([before, token, after]) = tokens.get_mut(at - 1..=at + 1) else {
            break;
        };
        if token.first || !after.shape.is_capital() || after.glued {
            continue;
        }
        let bare = hash::without_last(token.word, b'.');
        let is_letter = token.shape == Shape::Initial
            && letters & letter(token) != 0
            && !before.shape.is_capital();
        let is_company_end =
            token.shape == Shape::Short && company_ends & company_end_bit(bare) != 0;
        if is_letter || is_company_end {
            token.shape = if is_letter {
                Shape::Letter
            } else {
                Shape::Title
            };
            token.end -= 1;
            token.word = bare;
            let length = token.end - token.start;
            if length < 4 {
                token.head &= (1 << (8 * length)) - 1;
            }
            token.tail = token.head.swap_bytes() >> (8 * (4 - length.clamp(1, 4)));
            after.first = true;
        }
    }
}

/// The letter of a token, as a bit.
fn letter(token: &Token) -> u32 {
    1 << (token.letter() & 31)
}

/// The bit of a word that a company's name can end with; 0 for any other word.
fn company_end_bit(word: u64) -> u32 {
    let known = COMPANY_ENDS.iter().position(|end| *end == word);
    known.map_or(0, |at| 1 << at)
}

const COMPANY_ENDS: [u64; 4] = hash::small_words(["inc", "corp", "co", "ltd"]);

/// `A` and `I`, which every text has.
const PRONOUNS: u32 = 1 << (b'a' & 31) | 1 << (b'i' & 31);

/// Finds how the sentence uses capitals, and sets this style on its tokens.
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
