//! Hashes words and features. The hashes must never change, since the weights are stored under them.

const PRIME: u64 = 0x0100_0000_01b3;
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of the empty word (the offset basis of FNV-1a).
pub(super) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: the hash of a word with one byte more.
pub(super) const fn push(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// The hash of two things in this order.
pub(super) fn pair(first: u64, second: u64) -> u64 {
    let mixed = (first ^ second.rotate_left(29)).wrapping_mul(MIX);
    mixed ^ (mixed >> 29)
}

/// The last step before a table lookup: makes every bit of the result depend on every bit of `hash`.
pub(super) fn finish(hash: u64) -> u64 {
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(MIX);
    mixed ^ (mixed >> 32)
}

/// The hash of a word, with letters in lower case and a curly apostrophe as a straight one.
pub fn word(text: &str) -> u64 {
    text.chars().fold(EMPTY, push_char)
}

/// [`word`] of lower-case ASCII letters, for constants.
pub(super) const fn ascii_word(letters: &[u8]) -> u64 {
    match letters {
        [] => EMPTY,
        [start @ .., last] => push(ascii_word(start), *last),
    }
}

/// [`word`] of each of some words that are all in lower case, for constants.
pub(super) const fn small_words<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut hashes = [EMPTY; N];
    let mut at = 0;
    while at < N {
        hashes[at] = ascii_word(words[at].as_bytes());
        at += 1;
    }
    hashes
}

/// The hash of a word without its last byte: [`push`] undone.
pub(super) const fn without_last(hash: u64, last: u8) -> u64 {
    hash.wrapping_mul(INVERSE) ^ last as u64
}

/// The inverse of [`PRIME`] modulo 2⁶⁴, by Newton's method: each round doubles the number of correct bits.
const INVERSE: u64 = {
    let mut inverse = PRIME;
    let mut round = 0;
    while round < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(PRIME.wrapping_mul(inverse)));
        round += 1;
    }
    inverse
};

/// The hash of a word with one character more.
pub(super) fn push_char(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return push(hash, (c as u8).to_ascii_lowercase());
    }
    if c == '’' {
        return push(hash, b'\'');
    }
    let mut buffer = [0; 4];
    c.to_lowercase()
        .flat_map(|lower| {
            let length = lower.encode_utf8(&mut buffer).len();
            buffer.into_iter().take(length)
        })
        .fold(hash, push)
}

/// The hash of a phrase, from those of its words.
pub fn phrase(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().fold(EMPTY, pair)
}
