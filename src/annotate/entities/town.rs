//! Tells a town from whoever is called like it by the state or country that follows it: `Jackson, Tenn.` is no person.
//! So does the dateline of a wire: `ST. LOUIS (AP) -`.

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
        let is_town = name.sort == Sort::PERSON
            && (is_before_region(tokens, name, rest.first()) || is_dateline(tokens, name));
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

const REGION: u32 = List::Country.bit() | List::Region.bit();

/// Whether a name is a town's as it stands: one word, or `St.` and one, without a title before it or a table around it.
fn is_one_word(tokens: &[Token], name: &Found) -> bool {
    let Some([first, rest @ ..]) = tokens.get(name.tokens.clone()) else {
        return false;
    };
    let before = name.tokens.start.checked_sub(1);
    let before = before.and_then(|at| tokens.get(at));
    let has_title =
        before.is_some_and(|before| before.shape.is_capital() && before.entry.is(List::Title));
    let is_saint = first.shape == Shape::Short && rest.len() == 1;
    (rest.is_empty() || is_saint)
        && first.style != Style::Table
        && (first.first || is_saint || !has_title)
}

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
