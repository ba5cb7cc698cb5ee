//! Finds a day in an address, or in text that was written for people.

use std::sync::LazyLock;

use regex::Regex;

use crate::story::Published;

/// `/2014/07/19/`, `-20140719.html`.
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[/_-](20[0-3]\d|199\d)[/_-]?(0[1-9]|1[0-2])[/_-]?([0-2]\d|3[01])(?:\D|$)").ok()
});

/// `/29-10-2021`, if day and month cannot be confused.
static BACKWARDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[/_-](1[3-9]|2\d|3[01])-(0[1-9]|1[0-2])-(20[0-3]\d|199\d)(?:\D|$)").ok()
});
/// Whatever may be a date; `Published` says whether it is one.
static TEXT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
        r"|\b\d{4}[./]\d\d?[./]\d\d?\b",
        r"|(?P<nian>\d{4})年(?P<yue>\d\d?)月(?P<ri>\d\d?)日",
        r"|\b(?P<first>\d\d?)(?P<mark>[./-]) ?(?P<second>\d\d?)[./-] ?(?P<year>\d{4}|\d\d)\b",
        r"|\b\d\d?(?:st|nd|rd|th|er|º)?[. -]{0,2}(?:de |of )?\p{L}{3,10}[.,]?[ -](?:de |del )?\d{4}\b",
        r"|\b\p{L}{3,10}[. ]{1,2}\d\d?(?:st|nd|rd|th)?,? +\d{4}\b",
    ))
    .ok()
});

/// The day in the path of an address.
pub(super) fn in_address(address: &str) -> Option<Published> {
    let forwards = ADDRESS.as_ref()?.captures(address);
    let found = forwards.as_ref();
    let backwards = BACKWARDS.as_ref()?.captures(address);
    let part = |number| Some(found?.get(number)?.as_str());
    let behind = |number| Some(backwards.as_ref()?.get(number)?.as_str());
    let day = match part(1) {
        Some(year) => format!("{year}-{}-{}", part(2)?, part(3)?),
        None => format!("{}-{}-{}", behind(3)?, behind(2)?, behind(1)?),
    };
    plausible(Published::parse(&day, "url").ok()?)
}

/// The first date in a text. Where it has slashes, `month_first` says how `03/04/2024` is meant.
pub(super) fn in_text(text: &str, month_first: bool, from: &str) -> Option<Published> {
    if let Some(published) = Published::parse(text, from).ok().and_then(plausible) {
        return Some(published);
    }
    TEXT.as_ref()?.captures_iter(text).find_map(|found| {
        let part = |name| found.name(name).map(|part| part.as_str());
        let written = match (part("first"), part("second"), part("year")) {
            (Some(first), Some(second), Some(year)) => by_numbers(
                first,
                second,
                year,
                month_first && part("mark") == Some("/"),
            ),
            _ => match (part("nian"), part("yue"), part("ri")) {
                (Some(year), Some(month), Some(day)) => format!("{year}-{month:0>2}-{day:0>2}"),
                _ => found.get(0)?.as_str().to_owned(),
            },
        };
        plausible(Published::parse(&written, from).ok()?)
    })
}

/// `12.08.24` as `2024-08-12`.
fn by_numbers(first: &str, second: &str, year: &str, month_first: bool) -> String {
    let century = if year.len() == 2 { "20" } else { "" };
    let is_month = |text: &str| text.parse::<u8>().is_ok_and(|month| month <= 12);
    let (day, month) = if is_month(first) && (month_first || !is_month(second)) {
        (second, first)
    } else {
        (first, second)
    };
    format!("{century}{year}-{month:0>2}-{day:0>2}")
}

/// The date, if it is one day and not older than the web.
fn plausible(published: Published) -> Option<Published> {
    let days = published.interval();
    (days.first() == days.last() && (1993..=2100).contains(&days.first().year()))
        .then_some(published)
}
