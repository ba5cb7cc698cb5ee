//! Dates a story that has no date of its own: by its dateline, the name of its file, or its folders.
//!
//! A dateline has a day but rarely a year, `LONDON, Aug 13 (Reuters) -`. The year is taken from the file's name or its
//! folders; if neither has one, the story stays undated.
//!
//! Only files of one story are dated so. A file of many stories is usually named after the day it was compiled.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::{Draft, ocr};
use crate::story::Published;

/// A day, not next to other digits: `2024-08-13`, `2024_8_13`, `20240813`.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|\D)(1[6-9]\d\d|20\d\d)(?:[-_. ](\d\d?)[-_. ](\d\d?)|(\d\d)(\d\d))(?:\D|$)")
        .ok()
});
/// The same in nested folders.
static FOLDERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|/)(1[6-9]\d\d|20\d\d)[-/](\d\d?)[-/](\d\d?)/").ok());
static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\p{L}\d])(1[6-9]\d\d|20\d\d)(?:[^\p{L}\d]|$)").ok());
/// A place, a day, perhaps a year and an agency, and a dash.
static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*(?P<place>\p{Lu}[\p{L}.'’ ,/()-]+?),?\s+",
        r"(?:(?P<month>\p{L}{3,})\.?\s+(?P<day>\d{1,2})",
        r"|(?P<first>\d{1,2})\.?\s+(?:de\s+)?(?P<second>\p{L}{3,})\.?)",
        r"(?:,?\s+(?:del?\s+)?(?P<year>1[6-9]\d\d|20\d\d))?,?\s*",
        r"(?P<agency>[(/]\p{L}[^)/\n]+[)/])?\s*(?:-|–|—|:)",
    ))
    .ok()
});
/// The longest dateline, in bytes.
const HEAD: usize = 200;
/// The longest place and the longest agency in it, in characters. A pattern that counted them itself would take ten
/// milliseconds to compile.
const LONGEST_PLACE: usize = 61;
const LONGEST_AGENCY: usize = 33;

/// Gives the story of the file `name` the day of its dateline or its name, unless it has one.
pub(super) fn complete(draft: &mut Draft, name: &str) {
    if draft.published.is_none() {
        let path = name.replace('\\', "/");
        draft.published = by_dateline(&draft.body, &path).or_else(|| by_path(&path));
    }
}

/// Whether a story with this day and text has the same day under both names of its file.
pub fn is_dated_alike(published: Option<&Published>, body: &str, one: &str, other: &str) -> bool {
    let by_name = |from: &str| ["file", "folder"].iter().any(|place| from.contains(place));
    let day = |name: &str| {
        let path = name.replace('\\', "/");
        by_dateline(body, &path).or_else(|| by_path(&path))
    };
    ocr::page(one) == ocr::page(other)
        && (published.is_some_and(|published| !by_name(published.from())) || day(one) == day(other))
}

/// The same for a page of a newspaper, without the dateline: the first one on it belongs to one story among many.
pub(super) fn complete_page(draft: &mut Draft, name: &str) {
    if draft.published.is_none() {
        draft.published = by_path(&name.replace('\\', "/"));
    }
}

/// The day of a dateline that has a year.
pub(super) fn by_full_dateline(body: &str) -> Option<Published> {
    by_dateline(body, "")
}

fn by_dateline(body: &str, path: &str) -> Option<Published> {
    let head = body.get(..body.floor_char_boundary(HEAD))?;
    let found = DATELINE.as_ref()?.captures(head)?;
    let part = |name| found.name(name).map(|part| part.as_str());
    let fits = |name, longest| part(name).is_none_or(|part| part.chars().count() <= longest);
    if !fits("place", LONGEST_PLACE) || !fits("agency", LONGEST_AGENCY) {
        return None;
    }
    // Only the town: its state or country need not be in capitals.
    let town = part("place")?.split(',').next().unwrap_or_default();
    let loud = town.chars().filter(|c| c.is_lowercase()).count() <= 2;
    if !loud && part("agency").is_none() {
        return None;
    }
    let day = part("day").or_else(|| part("first"))?;
    let month = part("month").or_else(|| part("second"))?;
    let in_year = |year: &str, from: &str| {
        let published = Published::parse(&format!("{day} {month} {year}"), from).ok()?;
        (published.interval().first() == published.interval().last()).then_some(published)
    };
    if let Some(year) = part("year") {
        return in_year(year, "dateline");
    }
    // Printed the day after, which may be in the year after.
    if let Some(named) = by_path(path) {
        let day = named.interval().first();
        let apart = |published: &Published| days_apart(published.interval().first(), day);
        let from = format!("dateline, year of {}", named.from());
        return (day.year() - 1..=day.year() + 1)
            .filter_map(|year| in_year(&year.to_string(), &from))
            .min_by_key(apart);
    }
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let year = |text: &str| {
        let last = YEAR.as_ref()?.captures_iter(text).last()?;
        Some(last.get(1)?.as_str().to_owned())
    };
    year(file)
        .and_then(|year| in_year(&year, "dateline, year of file name"))
        .or_else(|| in_year(&year(folders)?, "dateline, year of folder"))
}

fn days_apart(one: Date, other: Date) -> i32 {
    one.since(other)
        .map_or(i32::MAX, |span| span.get_days().abs())
}

fn by_path(path: &str) -> Option<Published> {
    let (folders, file) = match path.rsplit_once('/') {
        Some((folders, file)) => (format!("{folders}/"), file),
        None => (String::new(), path),
    };
    let in_name = DAY.as_ref()?.captures(file);
    in_name
        .and_then(|found| day(&found, "file name"))
        .or_else(|| {
            let last = FOLDERS.as_ref()?.captures_iter(&folders).last()?;
            day(&last, "folder")
        })
}

fn day(found: &Captures<'_>, from: &str) -> Option<Published> {
    let mut parts = found.iter().skip(1).flatten().map(|part| part.as_str());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Published::parse(&format!("{year}-{month:0>2}-{day:0>2}"), from).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_may_tell_of_another_day() {
        let check = |published: Option<(&str, &str)>, body: &str, other: &str, alike: bool| {
            let published = published.and_then(|(day, from)| Published::parse(day, from).ok());
            let one = "wire/a.txt";
            let is_alike = is_dated_alike(published.as_ref(), body, one, other);
            assert_eq!(is_alike, alike, "{other}");
        };
        let told = Some(("2024-08-13", "field date"));
        check(told, "", "2024-08-14.txt", true);
        check(None, "", "b.txt", true);
        check(None, "", "2024-08-14.txt", false);
        check(
            Some(("2024-08-14", "file time")),
            "",
            "2024-08-14.txt",
            false,
        );
        check(
            None,
            "LONDON, Aug 13 (Reuters) - Rain.",
            "1996/a.txt",
            false,
        );
        check(None, "Rain fell.", "1996/a.txt", true);
        check(told, "", "1913-05-01/ed-1/seq-3/ocr.txt", false);
    }

    fn check(name: &str, body: &str, expected: Option<(&str, &str)>) {
        let mut draft = Draft {
            body: body.to_owned(),
            ..Draft::default()
        };
        complete(&mut draft, name);
        let told = draft
            .published
            .as_ref()
            .map(|published| (published.value(), published.from()));
        assert_eq!(told, expected, "{name}: {body}");
    }

    #[test]
    fn by_file_and_folder() {
        for (name, day) in [
            ("2024-08-13-floods.txt", Some("2024-08-13")),
            ("a/ledger_20240813_A1.txt", Some("2024-08-13")),
            ("wire 2024.8.3.txt", Some("2024-08-03")),
            ("120240813.txt", None),
            ("2024-13-45.txt", None),
            ("floods-2024.txt", None),
        ] {
            check(name, "Rain.", day.map(|day| (day, "file name")));
        }
        for name in ["a/1911/03/04/p1.txt", "sn83/1911-03-04/ed-1/ocr.txt"] {
            check(name, "Rain.", Some(("1911-03-04", "folder")));
        }
        check("1911/13/04/p1.txt", "Rain.", None);
    }

    #[test]
    fn by_dateline() {
        for (body, day) in [
            ("LONDON, Aug 13 (Reuters) - It rained.", "1987-08-13"),
            ("London, Aug. 13 (Reuters) - It rained.", "1987-08-13"),
            ("PARIS, 13 août (AFP) – Il pleut.", "1987-08-13"),
            ("ST. GALLEN, 13. August (sda) - Es regnet.", "1987-08-13"),
            ("MADRID, 13 de agosto — Llueve.", "1987-08-13"),
            ("PARIS, Texas, Aug. 13 - It rained.", "1987-08-13"),
        ] {
            let told = Some((day, "dateline, year of folder"));
            check("wire/1987/0412.txt", body, told);
            check("wire/0412.txt", body, None);
        }
        check(
            "0412.txt",
            "NEW YORK, Aug. 13, 2024 /Harbour Wire/ -- It rained.",
            Some(("2024-08-13", "dateline")),
        );
        check(
            "0412.txt",
            "CÓRDOBA, Argentina, 13 de agosto de 2024 - Llueve.",
            Some(("2024-08-13", "dateline")),
        );
        check(
            "2025-01-01-rain.txt",
            "LONDON, Dec 31 - It rained.",
            Some(("2024-12-31", "dateline, year of file name")),
        );
        check(
            "1987/0412.txt",
            "It rained on Monday, Aug 13 - and how.",
            None,
        );
        check("1987/0412.txt", "LONDON, Flat 13 - To let.", None);
    }

    #[test]
    fn what_the_story_says_stays() {
        let mut draft = Draft {
            published: Published::parse("1999", "field date").ok(),
            ..Draft::default()
        };
        complete(&mut draft, "2024-08-13.txt");
        assert_eq!(draft.published.unwrap().value(), "1999");
    }
}
