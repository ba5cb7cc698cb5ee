//! Chooses the headline: as the page shows it, where what it says of itself agrees; else as it says, without the site's name.

use super::clues::Clues;

/// What stands between a headline and the name of the site.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " » ", " « ", " · ", " :: "];

/// Shorter titles, in bytes of letters, are found in headings by chance.
const TELLING: usize = 15;

/// The headline; empty when the page has none.
pub(super) fn of(clues: &Clues) -> String {
    let site = clues.site_name();
    let told: Vec<String> = [
        clues.meta("og:title"),
        clues.article.headline.clone(),
        clues.meta("twitter:title"),
        Some(clues.title.clone()),
    ]
    .into_iter()
    .flatten()
    .map(|title| without_site(&title, site.as_deref()))
    .filter(|title| !title.is_empty())
    .collect();
    let [first, second] = &clues.headings;
    shown(first, &told)
        .or_else(|| shown(second, &told))
        .or_else(|| only(first, &clues.title))
        .or_else(|| told.into_iter().next())
        .unwrap_or_default()
}

/// The longest heading that is part of a title the page tells; or a told title that is part of a heading, beside a kicker or a date.
fn shown(headings: &[String], told: &[String]) -> Option<String> {
    let told: Vec<(&String, String)> = told.iter().map(|title| (title, letters(title))).collect();
    let agreed = headings.iter().filter_map(|heading| {
        let heading_letters = letters(heading);
        let within = |title: &str| heading_letters.len() >= 5 && title.contains(&heading_letters);
        let around = |title: &str| title.len() >= TELLING && heading_letters.contains(title);
        if told.iter().any(|(_, title)| within(title)) {
            Some(heading)
        } else {
            told.iter()
                .find(|(_, title)| around(title))
                .map(|(title, _)| *title)
        }
    });
    agreed.max_by_key(|heading| heading.len()).cloned()
}

/// The only heading, unless it is the name of the site: short, or what the page's title has beside the headline.
fn only(headings: &[String], title: &str) -> Option<String> {
    let mut full = headings.iter().filter(|heading| !heading.is_empty());
    full.next()
        .filter(|heading| full.next().is_none() && heading.split_whitespace().count() >= 3)
        .filter(|heading| !letters(title).contains(&letters(heading)))
        .cloned()
}

/// The title up to the last separator, where what follows is the site or shorter than what precedes.
fn without_site(title: &str, site: Option<&str>) -> String {
    let last = SEPARATORS
        .iter()
        .filter_map(|separator| Some((title.rfind(separator)?, separator.len())))
        .max();
    let Some((head, tail)) =
        last.and_then(|(at, length)| Some((title.get(..at)?, title.get(at + length..)?)))
    else {
        return title.to_owned();
    };
    let is_site = |part: &str| site.is_some_and(|site| letters(site) == letters(part));
    if is_site(head) {
        tail.to_owned()
    } else if is_site(tail) || tail.chars().count() < head.chars().count() {
        head.trim().to_owned()
    } else {
        title.to_owned()
    }
}

/// The letters and digits in lower case: what is the same however it is set.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
