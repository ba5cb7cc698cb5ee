//! Reduces a name to the words that identify it, and derives what else it may be called.

use super::hash::{self, small_words};
use super::lexicon::List;
use super::name_rules::NameRules;
use super::token::{Shape, Token};
use crate::story::Kind;

/// The acronyms of a name: the initials of its words with capitals, without and with full stops (`EU`, `E.U.`), and
/// those of all its words (`BOJ`).
pub(super) fn initials(words: &[Token]) -> [u64; 3] {
    let capital = |token: &Token| token.shape.is_capital().then(|| token.letter());
    let small = |token: &Token| {
        let known = SMALL.iter().find(|(word, _)| *word == token.word);
        known.map(|(_, letter)| *letter)
    };
    let capitals = || words.iter().filter_map(capital);
    let bare = capitals().fold(hash::EMPTY, hash::push);
    let dotted = capitals()
        .flat_map(|letter| [letter, b'.'])
        .fold(hash::EMPTY, hash::push);
    let all = words
        .iter()
        .filter_map(|word| capital(word).or_else(|| small(word)));
    [bare, dotted, all.fold(hash::EMPTY, hash::push)]
}

/// The small words in names, and the letter that each contributes to an acronym.
const SMALL: [(u64, u8); 5] = [
    (hash::ascii_word(b"of"), b'o'),
    (hash::ascii_word(b"the"), b't'),
    (hash::ascii_word(b"and"), b'a'),
    (hash::ascii_word(b"for"), b'f'),
    (hash::ascii_word(b"in"), b'i'),
];

/// The words that identify a name: without an article or a `Lord`, and without `Inc.` or `Jr.` at the end.
pub(super) fn identifying_words<'t>(
    words: &'t [Token],
    kind: Kind,
    rules: &NameRules,
) -> &'t [Token] {
    let words = match words {
        [article, rest @ ..] if rules.articles.contains(&article.word) && !rest.is_empty() => rest,
        words => words,
    };
    let words = match words {
        [peer, rest @ ..]
            if kind == Kind::Person && !rest.is_empty() && PEERS.contains(&peer.word) =>
        {
            rest
        }
        words => words,
    };
    match words {
        [rest @ .., last] if !rest.is_empty() && endings(kind, rules).contains(&last.word) => {
            match rest {
                [rest @ .., and] if !rest.is_empty() && and.word == AND => rest,
                rest => rest,
            }
        }
        words => words,
    }
}

const AND: u64 = hash::ascii_word(b"&");

/// What may be left off the end of a name.
fn endings(kind: Kind, rules: &NameRules) -> &'static [u64] {
    match kind {
        Kind::Person => &PERSON_ENDINGS,
        Kind::Org => rules.org_endings,
        Kind::Place => &[],
    }
}

/// Each with and without its stop.
const PERSON_ENDINGS: [u64; 5] = small_words(["jr.", "jr", "sr.", "sr", "iii"]);

/// Whether a word tells a person from a relative of the same name: `Jr.`
pub(super) fn is_generational_suffix(word: &Token) -> bool {
    PERSON_ENDINGS.contains(&word.word)
}

/// The generational suffix of a name, with or without its stop.
pub(super) fn generational_suffix(words: &[Token]) -> Option<u64> {
    let [_, .., last] = words else { return None };
    let known = PERSON_ENDINGS
        .iter()
        .position(|ending| *ending == last.word)?;
    u64::try_from(known / 2).ok()
}

/// Whether a word behind one name alone is the number of a monarch.
pub(super) fn is_regnal_number(word: &Token) -> bool {
    word.word == PERSON_ENDINGS[4]
}

/// Titles of peers, before the family name alone or the whole name: `Lord Kinnock`.
const PEERS: [u64; 5] = small_words(["lord", "lady", "baroness", "dame", "sir"]);

/// Whether a word may be left off the end of an organisation's name: `Inc.`
pub(super) fn is_org_ending(word: &Token, rules: &NameRules) -> bool {
    rules.org_endings.contains(&word.word)
}

/// An organisation's words without the initials of a country before them: `U.S. Forest Service` is the
/// `Forest Service`.
pub(super) fn without_country(words: &[Token]) -> &[Token] {
    match words {
        [country, rest @ ..]
            if matches!(country.shape, Shape::Dotted | Shape::Acronym)
                && country.entry.is(List::Country)
                && !rest.is_empty() =>
        {
            rest
        }
        words => words,
    }
}

/// The hash of a word of an organisation's name: `Amazon.com` is `Amazon`.
pub(super) fn without_domain(word: &Token) -> u64 {
    word.stem(b".com").unwrap_or(word.word)
}

/// The same, with a plural as its singular: a `Lib Dem` is one of the `Lib Dems`, a `Tory` one of the `Tories`. But one
/// bank is not some banks.
pub(super) fn singular(word: &Token) -> u64 {
    if word.stem(b"ss").is_some() || word.entry.is(List::OrgWord) {
        return word.word;
    }
    let ies = word.stem(b"ies").map(|stem| hash::push(stem, b'y'));
    ies.or_else(|| word.stem(b"s"))
        .unwrap_or_else(|| without_domain(word))
}
