//! Undoes German inflection: `Merkels` is `Merkel`, `der Deutschen Bank` is `Deutsche Bank`. A compound that is on no
//! list is judged by its last part: a `Nachlassgericht` is a court.

use rustc_hash::FxHashSet;

use super::hash;
use super::lexicon::{Entry, Lexicon, List};
use super::token::{Shape, Token};
use crate::story::Kind;

/// Looks up inflected words and compounds by their base form, and stores the result in the tokens.
pub(super) fn look_up_base_forms(text: &str, tokens: &mut [Token], lexicon: Lexicon<'_>) {
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

/// The base form of an unknown word that ends in `s`, with its entry: a word of the lists, or one that the text also
/// has without the `s`.
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

/// The entry of the longest known word at the end of a compound: `Kanzleramtschef` is a `Chef`. After a hyphen it must
/// be the whole part, since `Kramp-Karrenbauer` is not a farmer (`Bauer`).
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

/// The longest word whose ends are looked up, in bytes: each lookup takes time linear in its length.
const LONGEST_COMPOUND: u32 = 60;
const SHORTEST_HEAD: usize = 3;
const SHORTEST_END: usize = 4;
/// What a compound inherits from its last part.
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

/// The words of a name without the endings of case and gender: `Europäischen Union` as `Europäische Union`.
pub(super) fn uninflected(words: &[Token]) -> impl Iterator<Item = u64> + '_ {
    let last = words.len().saturating_sub(1);
    let uninflected = move |(at, token): (usize, &Token)| {
        let [end, before, ..] = token.tail.to_le_bytes();
        if at < last && before == b'e' && ENDS.contains(&end) && is_adjective(token.entry) {
            hash::without_last(token.word, end)
        } else {
            token.word
        }
    };
    words.iter().enumerate().map(uninflected)
}

/// The key of an organisation's name of one word, which may be an adjective: the `Grünen` are the `Grüne` of one form.
pub(super) fn uninflected_word(word: &Token) -> u64 {
    let [end, before, ..] = word.tail.to_le_bytes();
    if [before, end] == *b"en" && is_adjective(word.entry) {
        hash::without_last(word.word, end)
    } else {
        word.word
    }
}

/// The endings of an adjective after its `e`.
const ENDS: [u8; 4] = *b"nrsm";

/// Whether it is inflected like an adjective; `Berliner` is not.
fn is_adjective(entry: Entry) -> bool {
    entry.is(List::Common) && !entry.is(List::Demonym)
}

/// A name in the nominative: `Deutsche Bank` for `der Deutschen Bank`, `Merkel` for `Merkels`. `last` is the hash of
/// its last word in the token.
pub(super) fn nominative(kind: Kind, name: &str, last: u64, lexicon: Lexicon<'_>) -> String {
    let (rest, end) = name
        .rsplit_once(' ')
        .map_or(("", name), |(rest, end)| (rest, end));
    // In `Hertz/Avis`, the token is more than this word.
    let is_genitive = hash::word(end) == hash::push(last, b's');
    let end = end.strip_suffix('s').filter(|_| is_genitive).unwrap_or(end);
    if kind == Kind::Person || rest.is_empty() {
        return [rest, end].join(" ").trim_start().to_owned();
    }
    let ending = ending(&end.to_lowercase());
    let mut nominative = String::with_capacity(name.len() + 1);
    for word in rest.split(' ') {
        let inflected =
            is_adjective(lexicon.get(hash::word(word))) && word.chars().nth(3).is_some();
        let stem = word.strip_suffix(['n', 'r', 's', 'm']).unwrap_or(word);
        match stem.strip_suffix('e').filter(|_| inflected) {
            Some(stem) => nominative.extend([stem, ending]),
            None => nominative += word,
        }
        nominative.push(' ');
    }
    nominative + end
}

/// The ending of an adjective without an article, before a noun with this ending.
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

/// Masculine nouns for organisations and places, in lower case.
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
/// Neuter nouns for organisations and places.
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
