//! Chooses the headline: as the page shows it, if its metadata agrees; otherwise from the metadata, without the site's
//! name.

use super::clues::Clues;

/// Separators between a headline and the name of the site.
const SEPARATORS: [&str; 11] = [
    " | ", " - ", " – ", " — ", " » ", " « ", " · ", " :: ", " // ", " • ", " │ ",
];
/// A separator that occurs inside headlines more often.
const COLON: &str = " : ";
/// The words between the name of a blog and the headline.
const ARCHIVES: [&str; 4] = ["Blog Archiv", "Blog Archive", "Archiv", "Archive"];

/// A title that contains a heading may be so many times as long; otherwise it may contain it by chance.
const LONGER: usize = 6;
/// Shorter titles, in bytes of letters, are found in headings by chance.
const TELLING: usize = 15;

/// The headline; empty if the page has none.
pub(super) fn of(clues: &Clues) -> String {
    let site = Site::of(clues);
    // Metadata for machines rarely adds the site's name to the headline; the title for people usually does.
    let named = [
        clues.meta("og:title"),
        clues.article.headline.clone(),
        clues.meta("twitter:title"),
    ];
    let named = named
        .into_iter()
        .flatten()
        .map(|title| without_site(&title, &site, false));
    let own = without_site(&clues.title, &site, true);
    let told: Vec<String> = named
        .chain([own])
        .filter(|title| !title.is_empty() && !site.is_called(title))
        .collect();
    let [first, second] = &clues.headings;
    let title = shown(first, &told)
        .or_else(|| shown(second, &told))
        .or_else(|| only(first, &site, &clues.title))
        .or_else(|| first_of_many(first, &site))
        .or_else(|| {
            only(second, &site, &clues.title).filter(|only| first.is_empty() && is_long(only))
        })
        .or_else(|| told.into_iter().next())
        .or_else(|| {
            first
                .iter()
                .chain(second)
                .find(|heading| !heading.is_empty())
                .cloned()
        })
        .unwrap_or_else(|| clues.title.clone());
    without_day(&without_site(&title, &site, false)).to_owned()
}

/// The headline without the name of the site that it was found on.
pub(super) fn without_site_called(title: &str, site: &str) -> String {
    let name = letters(site);
    let site = Site(Vec::from_iter((!name.is_empty()).then_some(name)));
    let cleaned = without_site(title, &site, false);
    if cleaned.is_empty() {
        title.to_owned()
    } else {
        cleaned
    }
}

/// The headline without a day before it: `23.01.2022 - River floods old town`.
fn without_day(title: &str) -> &str {
    let is_day =
        |text: &str| text.len() >= 6 && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    match title.split_once(' ') {
        Some((day, rest)) if is_day(day.trim_end_matches(':')) => {
            rest.trim_start_matches(['-', '–', '|', ':', ' '])
        }
        _ => title,
    }
}

/// The first of several headings, if it is as long as a headline.
fn first_of_many(headings: &[String], site: &Site) -> Option<String> {
    const WORDS: usize = 4;
    headings
        .first()
        .filter(|heading| heading.split_whitespace().count() >= WORDS && !site.is_called(heading))
        .cloned()
}

/// The names of the site, as letters only: its own, that in the heading that links to its front page, and its address.
struct Site(Vec<String>);

impl Site {
    fn of(clues: &Clues) -> Self {
        let host = clues.address().and_then(|address| {
            let (_, rest) = address.split_once("://")?;
            let host = rest.split('/').next()?;
            Some(host.trim_start_matches("www.").to_owned())
        });
        let label = host
            .as_deref()
            .and_then(|host| Some(host.rsplit_once('.')?.0.to_owned()));
        let names = [clues.site_name(), clues.home.clone(), host, label];
        Self(
            names
                .into_iter()
                .flatten()
                .map(|name| letters(&name))
                .filter(|name| !name.is_empty())
                .collect(),
        )
    }

    fn is_called(&self, part: &str) -> bool {
        let part = letters(part);
        self.0.contains(&part)
    }
}

/// The longest heading that is part of a title in the metadata; or such a title that is part of a heading, next to a
/// kicker or a date.
fn shown(headings: &[String], told: &[String]) -> Option<String> {
    let told: Vec<(&String, String)> = told.iter().map(|title| (title, letters(title))).collect();
    let alone = headings
        .iter()
        .filter(|heading| !heading.is_empty())
        .count()
        == 1;
    let agreed = headings.iter().filter_map(|heading| {
        let heading_letters = letters(heading);
        let length = heading_letters.len();
        let within = |title: &str| {
            length >= 5 && length * LONGER >= title.len() && title.contains(&heading_letters)
        };
        let around = |title: &str| title.len() >= TELLING && heading_letters.contains(title);
        if told.iter().any(|(_, title)| within(title)) {
            let is_told = told.iter().any(|(_, title)| *title == heading_letters);
            return Some((is_told, heading));
        }
        let (title, title_letters) = told.iter().find(|(_, title)| around(title))?;
        // If the only heading is longer than the title, it is the full headline if it begins alike; otherwise, with a
        // kicker.
        let quotes = heading.starts_with(['"', '„', '“', '«']) && heading.contains(": ");
        let goes_on = quotes || heading_letters.starts_with(title_letters.as_str());
        let in_full = alone && goes_on && length < title_letters.len() * 2;
        Some((false, if in_full { heading } else { *title }))
    });
    agreed
        .max_by_key(|(is_told, heading)| (*is_told, heading.len()))
        .map(|(_, heading)| heading.clone())
}

/// The only heading, unless it is the name of the site.
fn only(headings: &[String], site: &Site, title: &str) -> Option<String> {
    let mut full = headings.iter().filter(|heading| !heading.is_empty());
    full.next()
        .filter(|heading| full.next().is_none() && !site.is_called(heading))
        .filter(|heading| is_long(heading) || !letters(title).contains(&letters(heading)))
        .cloned()
}

/// Whether a heading is longer than the name of a part of the page. Chinese and Japanese have no spaces between words,
/// only between a word and its reading.
fn is_long(heading: &str) -> bool {
    !is_han(heading) && heading.split_whitespace().count() >= 3
}

/// The title without the name of the site before or after it. With `loosely`, the part after the last separator is
/// removed too if it is shorter than the part before it.
fn without_site(title: &str, site: &Site, loosely: bool) -> String {
    let mut title = unspaced(title.trim());
    for separator in SEPARATORS {
        while let Some((head, tail)) = title.split_once(separator)
            && (site.is_called(head) || head.is_empty() || ARCHIVES.contains(&head.trim()))
        {
            title = tail.trim_start_matches(['»', '/', '|', ' ']);
        }
    }
    let before = before_site(title, site);
    if before.len() < title.len() {
        return before.to_owned();
    }
    let last = SEPARATORS
        .iter()
        .filter_map(|separator| Some((title.rfind(separator)?, separator.len())))
        .max();
    let Some((head, tail)) =
        last.and_then(|(at, length)| Some((title.get(..at)?, title.get(at + length..)?)))
    else {
        return title.to_owned();
    };
    let is_shorter = tail.chars().count() < head.chars().count();
    let is_address = !tail.contains(' ') && tail.contains('.') && !tail.ends_with('.');
    if site.is_called(tail) || (is_shorter && (loosely || is_address)) {
        head.trim().to_owned()
    } else {
        title.to_owned()
    }
}

/// The part before the name of the site, if there is more after it.
fn before_site<'t>(title: &'t str, site: &Site) -> &'t str {
    let separators = || SEPARATORS.iter().chain([&COLON]);
    let cuts = separators().flat_map(|separator| title.match_indices(separator));
    cuts.filter(|(at, separator)| {
        let rest = title.get(at + separator.len()..).unwrap_or_default();
        let ends = separators().filter_map(|separator| rest.find(separator));
        let end = ends.min().unwrap_or(rest.len());
        *at > 0 && rest.get(..end).is_some_and(|part| site.is_called(part))
    })
    .map(|(at, _)| at)
    .min()
    .and_then(|at| title.get(..at))
    .unwrap_or(title)
    .trim()
}

/// A Chinese or Japanese title without the site's name before `|` or after `-`, `_` or `|`, which have no spaces around
/// them there.
fn unspaced(title: &str) -> &str {
    let longer = |one: &str, other: &str| one.chars().count() > other.chars().count();
    match (
        title.split_once(['|', '｜']),
        title.rsplit_once(['-', '_', '|', '｜']),
    ) {
        _ if !is_han(title) => title,
        (_, Some((head, tail))) if is_han(head) && longer(head, tail) => head,
        (Some((head, tail)), _) if is_han(tail) && longer(tail, head) => tail,
        _ => title,
    }
}

fn is_han(part: &str) -> bool {
    part.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c))
}

/// The letters and digits in lower case, to compare texts however they are set.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
