//! Chooses the headline: as the page shows it, where what it says of itself agrees; else as it says, without the site's name.

use super::clues::Clues;

/// What stands between a headline and the name of the site.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " » ", " « ", " · ", " :: "];

/// The headline; empty when the page has none.
pub(super) fn of(clues: &Clues) -> String {
    let told: Vec<String> = [
        clues.meta("og:title"),
        clues.article.headline.clone(),
        clues.meta("twitter:title"),
        Some(clues.title.clone()),
    ]
    .into_iter()
    .flatten()
    .filter(|title| !title.is_empty())
    .collect();
    let [first, second] = &clues.headings;
    shown(first, &told)
        .or_else(|| only(first))
        .or_else(|| shown(second, &told))
        .or_else(|| {
            told.first()
                .map(|title| without_site(title, clues.site_name().as_deref()))
        })
        .unwrap_or_default()
}

/// The longest heading that is part of what the page says is its title, or the other way round.
fn shown(headings: &[String], told: &[String]) -> Option<String> {
    let agrees = |heading: &&String| {
        let heading = letters(heading);
        heading.len() >= 5
            && told.iter().map(|title| letters(title)).any(|title| {
                title.contains(&heading) || (title.len() >= 15 && heading.contains(&title))
            })
    };
    headings
        .iter()
        .filter(agrees)
        .max_by_key(|heading| heading.len())
        .cloned()
}

/// The only heading, where it is long enough not to be the name of the site.
fn only(headings: &[String]) -> Option<String> {
    let mut full = headings.iter().filter(|heading| !heading.is_empty());
    full.next()
        .filter(|heading| full.next().is_none() && heading.split_whitespace().count() >= 3)
        .cloned()
}

/// The title up to the last separator, where what follows is the site or shorter than what precedes.
fn without_site(title: &str, site: Option<&str>) -> String {
    let cut = SEPARATORS
        .iter()
        .filter_map(|separator| title.rfind(separator).map(|at| (at, separator.len())))
        .max();
    let Some((head, tail)) =
        cut.and_then(|(at, length)| Some((title.get(..at)?, title.get(at + length..)?)))
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
