//! Splits tokens at hyphens: a wire's slug from the headline after it (`Soccer-Liverpool`, `UPDATE 2-Nokia`), and two
//! names that do not form one (`U.S.-China`, `Pfizer-BioNTech`).
//!
//! A name that is on the lists as a whole stays whole (`Coca-Cola`), and so does one whose parts are not both on them
//! (`Jean-Claude`).

use super::hash;
use super::lexicon::{Entry, Lexicon, List};
use super::name_rules::NameRules;
use super::token::{Shape, Token};

/// The byte of the hyphen at which a word is split, if it is. `before` is the token before it.
pub(super) fn splitting_hyphen(
    text: &str,
    token: &Token,
    before: Option<&Token>,
    lexicon: Lexicon<'_>,
) -> Option<usize> {
    if !matches!(token.shape, Shape::Hyphen | Shape::Mixed | Shape::Late) {
        return None;
    }
    let start = token.start as usize;
    let word = text.get(start..token.end as usize)?;
    if word.len() > LONGEST {
        return None;
    }
    let (slug, headline) = word.split_once('-')?;
    let rules = lexicon.rules();
    if headline.starts_with(char::is_uppercase) && stands_before_headline(slug, before, rules) {
        return Some(start + slug.len());
    }
    // Where names are inflected, a hyphen makes one word of two: `EU-Parlament`.
    if rules.inflected
        || token.shape != Shape::Hyphen
        || lexicon.get(token.word).lists() & WHOLE != 0
    {
        return None;
    }
    let is_given =
        |token: &Token| token.shape.is_capital() && lexicon.get(token.word).is(List::Given);
    if !token.first && before.is_some_and(is_given) {
        return None;
    }
    let hyphens = word.match_indices('-').take(MOST_HYPHENS);
    let parts = hyphens
        .map(|(at, _)| word.split_at(at))
        .find(|(left, right)| {
            let right = right.get(1..).unwrap_or_default();
            let right = right.split('-').next().unwrap_or_default();
            are_two_names(
                lexicon.get(hash::word(left)),
                lexicon.get(hash::word(right)),
            )
        });
    parts.map(|(left, _)| start + left.len())
}

/// Longer words, in bytes, are not split. The part after a splitting hyphen is read once more, up to its end, so that
/// the time would grow with the square of the word's length.
const LONGEST: usize = 200;

/// How many hyphens of a word are looked at.
const MOST_HYPHENS: usize = 4;

/// Whether a word before a hyphen says what sort of report follows.
fn stands_before_headline(word: &str, before: Option<&Token>, rules: &NameRules) -> bool {
    if rules.slugs.is_empty() {
        return false;
    }
    if rules.slugs.contains(&hash::word(word)) {
        return true;
    }
    let counts = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let shouts = word.len() > LONGEST_ACRONYM && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_small =
        word.len() > LONGEST_ACRONYM && word.bytes().all(|byte| byte.is_ascii_lowercase());
    counts && before.is_some_and(|before| rules.slugs.contains(&before.word)) || shouts || is_small
}

/// Longer words in capitals or in small letters are no first part of a name: `FOREX-Dollar`, `racing-Hamilton`; but
/// `ZANU-PF`, `al-Qaida`, `trans-Siberian`.
const LONGEST_ACRONYM: usize = 5;

/// Whether two words with a hyphen between are two names.
fn are_two_names(left: Entry, right: Entry) -> bool {
    let acts = |entry: Entry| entry.lists() & ACTOR != 0;
    let is_name =
        |entry: Entry| acts(entry) || entry.lists() & PLACE != 0 && entry.lists() & PERSON == 0;
    is_name(left) && is_name(right) && (acts(left) || acts(right))
}

const ACTOR: u32 = List::Country.bit() | List::Org.bit() | List::Club.bit();
const PLACE: u32 = List::City.bit() | List::Demonym.bit();
const PERSON: u32 = List::Given.bit() | List::Family.bit();
/// What a word with a hyphen may be as a whole.
const WHOLE: u32 = ACTOR | PLACE | PERSON | List::Town.bit() | List::Region.bit();
