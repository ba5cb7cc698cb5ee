//! Undoes German inflection: `Merkels` is `Merkel`, `der Deutschen Bank` is `Deutsche Bank`. A compound that is on no
//! list is judged by its last part: a `Nachlassgericht` is a court.

use rustc_hash::FxHashSet;

use super::hash;
use super::lexicon::{Entry, Lexicon, List};
use super::token::{Shape, Token};
use crate::story::Kind;

/// Gives the tokens of a text what is known of their bare words.
pub(super) fn unbend(text: &str, tokens: &mut [Token], lexicon: Lexicon<'_>) {
    let mut written: Option<FxHashSet<u64>> = None;
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at).copied().filter(is_word) else {
            continue;
        };
        let mut is_written = |word| {
            let words = written.get_or_insert_with(|| {
                let capitals = tokens.iter().filter(|token| is_word(token));
                capitals.map(|token| token.word).collect()
            });
            words.contains(&word)
        };
        let (mut word, mut entry) = (token.word, token.entry);
        if let Some((bare, known)) = genitive(&token, lexicon, &mut is_written) {
            (word, entry) = (bare, known);
        } else if entry.lists() == 0 && token.end - token.start <= LONGEST_COMPOUND {
            let letters = text.get(token.start as usize..token.end as usize);
            entry = compound(letters.unwrap_or_default(), token.shape, lexicon).unwrap_or(entry);
        }
        if let Some(token) = tokens.get_mut(at) {
            (token.word, token.entry) = (word, entry);
        }
    }
}

/// A word that may be a noun or a name.
fn is_word(token: &Token) -> bool {
    matches!(token.shape, Shape::Title | Shape::Hyphen | Shape::Inner)
}

/// The bare word that a word unknown to the lists is with an `s` behind it, and what is known of it: one of the lists, or
/// one that the text also has without.
fn genitive(
    token: &Token,
    lexicon: Lexicon<'_>,
    is_written: &mut impl FnMut(u64) -> bool,
) -> Option<(u64, Entry)> {
    let long = token.end - token.start >= 4;
    if !long || token.tail & 0xff != u32::from(b's') || token.entry.lists() != 0 {
        return None;
    }
    let bare = hash::without_last(token.word, b's');
    let entry = lexicon.get(bare);
    let takes_s = entry.lists() & TAKES_S != 0;
    (takes_s || entry.lists() == 0 && is_written(bare)).then_some((bare, entry))
}

/// What takes the `s` of the genitive.
const TAKES_S: u32 = List::Given.bit()
    | List::Family.bit()
    | List::Country.bit()
    | List::City.bit()
    | List::Town.bit()
    | List::Region.bit()
    | List::Noun.bit();

/// What is known of the longest end of a word that is a word: `Kanzleramtschef` is a `Chef`. Behind the last hyphen that end
/// is all that stands there, for `Kramp-Karrenbauer` is no farmer.
fn compound(word: &str, shape: Shape, lexicon: Lexicon<'_>) -> Option<Entry> {
    let ends = word.char_indices().skip(SHORTEST_HEAD).map(|(at, _)| at);
    let end = |at: usize| {
        word.get(at..)
            .filter(|end| end.chars().nth(SHORTEST_END - 1).is_some())
    };
    let known = |end: &str| {
        let entry = lexicon.get(hash::word(end));
        entry.is(List::Noun).then_some((end.to_lowercase(), entry))
    };
    let (end, entry) = if shape == Shape::Hyphen {
        known(word.rsplit('-').next()?)?
    } else {
        ends.map_while(end).find_map(known)?
    };
    let names_end_so = shape != Shape::Hyphen && NAME_ENDS.contains(&end.as_str());
    let lists = entry.lists() & INHERITED;
    (!names_end_so).then(|| Entry::new(lists, entry.cluster()))
}

/// The longest word whose ends are looked up, in bytes: each costs its length.
const LONGEST_COMPOUND: u32 = 60;
const SHORTEST_HEAD: usize = 3;
const SHORTEST_END: usize = 4;
/// What a compound has from its last part.
const INHERITED: u32 = List::Noun.bit()
    | List::Title.bit()
    | List::OrgWord.bit()
    | List::PlaceWord.bit()
    | List::OtherWord.bit();

/// Nouns that end names of people and places more often than other words.
const NAME_ENDS: [&str; 24] = [
    "bach", "bauer", "berg", "brunn", "brücke", "burg", "dorf", "feld", "furt", "hafen", "heim",
    "hofer", "holz", "kirche", "knecht", "mann", "reich", "stadt", "stein", "tal", "wald", "wein",
    "winkel", "zell",
];

/// The words of a name without what its case and gender put behind them: `Europäischen Union` as `Europäische Union`.
pub(super) fn bare(words: &[Token]) -> impl Iterator<Item = u64> + '_ {
    let last = words.len().saturating_sub(1);
    let bare = move |(at, token): (usize, &Token)| {
        let [end, before, ..] = token.tail.to_le_bytes();
        if at < last && before == b'e' && ENDS.contains(&end) && is_adjective(token.entry) {
            hash::without_last(token.word, end)
        } else {
            token.word
        }
    };
    words.iter().enumerate().map(bare)
}

/// What stands behind the `e` of an adjective.
const ENDS: [u8; 4] = *b"nrsm";

/// Whether it bends as adjectives do; `Berliner` does not.
fn is_adjective(entry: Entry) -> bool {
    entry.is(List::Common) && !entry.is(List::Demonym)
}

/// A name as it is called by itself: `Deutsche Bank` where a story has `der Deutschen Bank`, `Merkel` where it has `Merkels`.
/// `last` is its last word as a token has it.
pub(super) fn called(kind: Kind, name: &str, last: u64, lexicon: Lexicon<'_>) -> String {
    let (rest, end) = name
        .rsplit_once(' ')
        .map_or(("", name), |(rest, end)| (rest, end));
    // What is glued to another word, as in `Hertz/Avis`, is not all that stands there.
    let is_genitive = hash::word(end) == hash::push(last, b's');
    let end = end.strip_suffix('s').filter(|_| is_genitive).unwrap_or(end);
    if kind == Kind::Person || rest.is_empty() {
        return [rest, end].join(" ").trim_start().to_owned();
    }
    let ending = ending(&end.to_lowercase());
    let mut called = String::with_capacity(name.len() + 1);
    for word in rest.split(' ') {
        let bends = is_adjective(lexicon.get(hash::word(word))) && word.chars().nth(3).is_some();
        let stem = word.strip_suffix(['n', 'r', 's', 'm']).unwrap_or(word);
        match stem.strip_suffix('e').filter(|_| bends) {
            Some(stem) => called.extend([stem, ending]),
            None => called += word,
        }
        called.push(' ');
    }
    called + end
}

/// What adjectives end with before a noun that ends so, without an article.
fn ending(noun: &str) -> &'static str {
    let ends_so = |nouns: &[&str]| nouns.iter().any(|end| noun.ends_with(end));
    if ends_so(&MASCULINE) {
        "er"
    } else if ends_so(&NEUTER) {
        "es"
    } else {
        "e"
    }
}

/// Nouns of organisations and places, in small letters, that are masculine.
const MASCULINE: [&str; 19] = [
    "bund",
    "verband",
    "verein",
    "rat",
    "gerichtshof",
    "dienst",
    "fonds",
    "club",
    "klub",
    "rundfunk",
    "tag",
    "ring",
    "ozean",
    "golf",
    "osten",
    "see",
    "wald",
    "kongress",
    "senat",
];
/// And neuter.
const NEUTER: [&str; 16] = [
    "kreuz",
    "institut",
    "parlament",
    "theater",
    "museum",
    "amt",
    "gericht",
    "fernsehen",
    "werk",
    "meer",
    "haus",
    "zentrum",
    "komitee",
    "ministerium",
    "orchester",
    "land",
];
