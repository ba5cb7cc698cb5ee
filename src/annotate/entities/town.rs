//! Tells a town from whoever is called like it by the state or country that follows it: `Jackson, Tenn.` is no person.
//! So does the dateline of a wire: `ST. LOUIS (AP) -`.

use super::hash::small_words;
use super::lexicon::List;
use super::tag::Sort;
use super::tagger::Found;
use super::token::{Shape, Style, Token};

/// Makes places of the towns that were taken for people.
pub(super) fn settle_towns(tokens: &[Token], found: &mut [Found]) {
    for at in 0..found.len() {
        let Some([name, rest @ ..]) = found.get(at..) else {
            break;
        };
        let in_region = || {
            let next = rest.first();
            is_before_region(tokens, name, next)
                && (!is_before_country(tokens, next) || is_only_place(tokens, found, name))
        };
        let is_town = name.sort == Sort::PERSON && (in_region() || is_dateline(tokens, name));
        if is_town && let Some(name) = found.get_mut(at) {
            name.sort = Sort::PLACE;
        }
    }
}

/// Whether a lone word is followed by the region or country that it is in, and then by what ends that: `Hatch, New
/// Mexico, is`. `next` is the name after it.
pub(super) fn is_before_region(tokens: &[Token], name: &Found, next: Option<&Found>) -> bool {
    let end = name.tokens.end;
    let Some(region) = next.filter(|next| next.sort == Sort::PLACE && next.tokens.start == end + 1)
    else {
        return false;
    };
    let is_comma = |token: &Token| token.shape == Shape::Comma;
    let is_region = match tokens.get(region.tokens.clone()) {
        Some([region]) => region.entry.lists() & REGION != 0 || region.shape == Shape::Dotted,
        Some([first, _]) => !first.first,
        _ => false,
    };
    is_one_word(tokens, name)
        && tokens.get(end).is_some_and(is_comma)
        && is_region
        && tokens.get(region.tokens.end).is_none_or(ends_region)
}

/// Whether the name after a town may be a country, which people have, too: `Murray, Scotland, won`.
pub(super) fn is_before_country(tokens: &[Token], next: Option<&Found>) -> bool {
    let region = next.and_then(|next| tokens.get(next.tokens.clone()));
    match region {
        Some([region]) => {
            region.shape != Shape::Dotted
                && (region.entry.is(List::Country) || NATIONS.contains(&region.word))
                && !STATES.contains(&region.word)
        }
        Some([.., last]) => !STATES.contains(&last.word),
        _ => false,
    }
}

/// What teams play for that is no country of its own.
const NATIONS: [u64; 4] = small_words(["england", "scotland", "wales", "britain"]);

/// The last words of states in America that are countries, too, or have names of two words.
const STATES: [u64; 11] = small_words([
    "georgia",
    "hampshire",
    "jersey",
    "mexico",
    "york",
    "carolina",
    "dakota",
    "virginia",
    "island",
    "columbia",
    "territory",
]);

/// Whether a lone word is on the list of places, and nobody in the story has it for a surname.
fn is_only_place(tokens: &[Token], found: &[Found], name: &Found) -> bool {
    let Some([word]) = tokens.get(name.tokens.clone()) else {
        return true;
    };
    let mut people = found.iter().filter(|name| name.sort == Sort::PERSON);
    let is_of_word = |name: &Found| matches!(tokens.get(name.tokens.clone()), Some([_, .., last]) if last.word == word.word);
    word.entry.lists() & List::PLACES != 0 && !people.any(is_of_word)
}

const REGION: u32 = List::Country.bit() | List::Region.bit();

/// Whether a name is a town's as it stands: one word, or `St.` and one, without a title before it or a table around it.
fn is_one_word(tokens: &[Token], name: &Found) -> bool {
    let Some([first, rest @ ..]) = tokens.get(name.tokens.clone()) else {
        return false;
    };
    let is_saint = is_saint(first) && rest.len() == 1;
    (rest.is_empty() || is_saint)
        && first.style != Style::Table
        && (is_saint || !has_title(tokens, name.tokens.start))
}

/// `St.`, `Ft.`.
fn is_saint(token: &Token) -> bool {
    token.shape == Shape::Short && SAINTS.contains(&token.word)
}

const SAINTS: [u64; 5] = small_words(["st.", "ste.", "ft.", "mt.", "pt."]);

/// Whether a title stands before the name that begins at `at`, or earlier in the sentence one for several people.
fn has_title(tokens: &[Token], at: usize) -> bool {
    let in_sentence = tokens.get(..at).unwrap_or_default().iter().rev();
    if tokens.get(at).is_none_or(|name| name.first) {
        return false;
    }
    for (back, token) in in_sentence.enumerate() {
        let is_title = token.shape.is_capital() && token.entry.is(List::Title);
        let is_any = is_title || token.shape == Shape::Short && !is_saint(token);
        if back == 0 && is_any || TITLES_OF_SEVERAL.contains(&token.word) {
            return true;
        }
        if token.first {
            break;
        }
    }
    false
}

const TITLES_OF_SEVERAL: [u64; 4] = small_words(["sens.", "reps.", "govs.", "messrs."]);

/// Whether a token can stand behind a region that says where a town is.
fn ends_region(token: &Token) -> bool {
    let is_mark = matches!(
        token.shape,
        Shape::Comma | Shape::Stop | Shape::Dash | Shape::Open | Shape::Close | Shape::Quote
    );
    token.first || is_mark
}

/// Whether a name in capitals opens a line and is followed by an agency in brackets and a dash.
fn is_dateline(tokens: &[Token], name: &Found) -> bool {
    let Some([town, ..]) = tokens.get(name.tokens.clone()) else {
        return false;
    };
    let shape = |offset: usize| {
        tokens
            .get(name.tokens.end + offset)
            .map(|token| token.shape)
    };
    let before = name.tokens.start.checked_sub(1);
    let opens = town.first
        || before
            .and_then(|at| tokens.get(at))
            .is_some_and(|saint| saint.first && saint.shape == Shape::Short);
    opens
        && town.shape.is_capital()
        && town.shape != Shape::Title
        && [shape(0), shape(2), shape(3)]
            == [Some(Shape::Open), Some(Shape::Close), Some(Shape::Dash)]
}
