//! The tables of `docs/dates.md`, and the time expressions of a text as marked text.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read the manual and may fail"
)]

use dateline::annotate::dates;
use dateline::story::{Interval, Language, Timex};
use jiff::civil::{Date, date};
use proptest::prelude::*;

#[path = "dates/clause.rs"]
mod clause;
#[path = "dates/context.rs"]
mod context;
#[path = "dates/news.rs"]
mod news;
#[path = "dates/tense.rs"]
mod tense;
#[path = "dates/web.rs"]
mod web;
#[path = "dates/wire.rs"]
mod wire;
#[path = "dates/words.rs"]
mod words;

const ENGLISH: Option<Language> = Some(Language::English);

#[test]
fn the_manual_is_right() {
    let manual = std::fs::read_to_string("docs/dates.md").unwrap();
    let published = Interval::day(date(2024, 8, 12));
    let mut language = None;
    let mut wrong = Vec::new();
    for line in manual.lines() {
        language = match line {
            "## English" => Some(Language::English),
            "## Spanish" => Some(Language::Spanish),
            "## German" => Some(Language::German),
            _ => language,
        };
        let Some((expression, value)) =
            line.strip_prefix("| ").and_then(|row| row.split_once(" |"))
        else {
            continue;
        };
        if language.is_none() || expression == "expression" || expression.starts_with("**") {
            continue;
        }
        let found = dates::mentions(expression, language, Some(published));
        let found: Vec<_> = found.iter().map(|timex| timex.value.as_str()).collect();
        let value = value.trim_end_matches('|').trim();
        if found.join(" ") != value {
            wrong.push(format!(
                "{expression}\n  expected {value}\n  found    {}",
                found.join(" ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text with what is found marked: `[yesterday|2019-02-28] he said`.
fn marked(text: &str, language: Option<Language>, published: Option<&str>) -> String {
    let published = published.and_then(dates::interval);
    let mut marked = String::new();
    let mut at = 0;
    for timex in dates::mentions(text, language, published) {
        marked += text.get(at..timex.span.start()).unwrap();
        marked.extend(["[", timex.span.of(text), "|", &timex.value, "]"]);
        at = timex.span.end();
    }
    marked + text.get(at..).unwrap()
}

/// Tags the sentence without its marks, as of a day or of none (`""`), and expects the marks back.
fn check(published: &str, sentence: &str) {
    let published = (!published.is_empty()).then_some(published);
    assert_eq!(marked(&unmarked(sentence), ENGLISH, published), sentence);
}

/// The sentence without its marks.
fn unmarked(sentence: &str) -> String {
    let mut text = String::new();
    for (at, piece) in sentence.split('[').enumerate() {
        match piece.split_once('|') {
            Some((words, rest)) if at > 0 => text.extend([words, rest.split_once(']').unwrap().1]),
            _ => text += piece,
        }
    }
    text
}

/// As [`check`], for a sentence a line; all that differ are shown.
fn check_all(published: &str, sentences: &str) {
    check_in(Language::English, published, sentences);
}

/// As [`check_all`], in another language.
fn check_in(language: Language, published: &str, sentences: &str) {
    let lines = sentences.lines().map(str::trim);
    let wrong: Vec<String> = lines
        .map(|sentence| {
            let found = marked(&unmarked(sentence), Some(language), Some(published));
            (sentence, found)
        })
        .filter(|(sentence, found)| found != sentence)
        .map(|(sentence, found)| format!("expected {sentence}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn prepositions_are_not_part_of_a_date() {
    check(
        "2019-03-01",
        "[Yesterday|2019-02-28] he said that in [May|2018-05] it fell.",
    );
    check(
        "2019-03-01",
        "From [1990|1990] to [1995|1995] and since [the end of 2001|2001].",
    );
    check(
        "2019-03-01",
        "At [about 7:15 p.m.|2019-03-01T19:15] it fell for [nearly two hours|PT2H].",
    );
}

#[test]
fn without_a_publication_date_nothing_is_guessed() {
    check(
        "",
        "On [July 13|XXXX-07-13] and on [Tuesday|XXXX-WXX-2] it fell.",
    );
    check(
        "",
        "[Last week|XXXX-WXX] it fell, [now|PRESENT_REF] it rises; in [1985|1985] it was [May 5|XXXX-05-05].",
    );
    check(
        "",
        "[Yesterday|XXXX-XX-XX] it fell, as in [last year's summer|XXXX-SU].",
    );
    check("", "It was built in [44 BC|BC0044].");
}

#[test]
fn a_vague_publication_date_resolves_only_vague_dates() {
    check("2024", "[Last year|2023] it fell, on [July 13|XXXX-07-13].");
    check(
        "2024-07",
        "[Last month|2024-06] it fell, [yesterday|XXXX-XX-XX].",
    );
    check(
        "2024-07",
        "It fell on [June 26|2024-06-26], as in [March|2024-03], and on [Tuesday|XXXX-WXX-2]; it will rise on [Aug. 5|2024-08-05].",
    );
}

#[test]
fn a_year_in_another_sentence_is_not_used() {
    check(
        "2019-03-01",
        "Founded in [1985|1985], it said on [Feb. 5|2019-02-05] that it would close.",
    );
}

#[test]
fn a_history_counts_from_the_date_before() {
    check(
        "2019-03-01",
        "On [June 5, 1812|1812-06-05] they marched. By [August|1812-08] they had lost. In [March 1813|1813-03] came peace, \
         after [October 1812|1812-10] and [September 1812|1812-09]; in [1814|1814] a treaty, signed in [May 1815|1815-05].",
    );
}

#[test]
fn a_report_of_years_is_no_history() {
    check(
        "1987-03-02",
        "It earned more in [1980|1980] than in [1979|1979], in [1982|1982] than in [1981|1981], and in [1984|1984] than in [1983|1983]; \
         in [the fourth quarter|1986-Q4] it earned nothing.",
    );
}

#[test]
fn a_remark_does_not_move_a_history() {
    check(
        "2019-03-01",
        "On [June 5, 1812|1812-06-05] they marched. In [May 1813|1813-05] they lost, in [1814|1814] and [1815|1815] again, \
         in [1816|1816] not. A historian wrote in [1976|1976] that they left on [July 3|1816-07-03].",
    );
}

#[test]
fn queries() {
    let today = date(2024, 8, 12);
    let read =
        |text| dates::expression(text, Language::English, today).map(|days| days.to_string());
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(read("yesterday"), day("2024-08-11"));
    assert_eq!(read("last week"), day("2024-08-05..2024-08-11"));
    assert_eq!(read("july 2024"), day("2024-07-01..2024-07-31"));
    assert_eq!(read("July 13"), day("2024-07-13"));
    assert_eq!(read("may"), day("2024-05-01..2024-05-31"));
    assert_eq!(read("1963"), day("1963-01-01..1963-12-31"));
    assert_eq!(read("the 1990s"), day("1990-01-01..1999-12-31"));
    assert_eq!(read("1990s"), day("1990-01-01..1999-12-31"));
    assert_eq!(read("Q3 2024"), day("2024-07-01..2024-09-30"));
    assert_eq!(read("last summer"), day("2023-06-01..2023-08-31"));
    assert_eq!(read("last 7 days"), day("2024-08-06..2024-08-12"));
    assert_eq!(
        read("from May to July 2024"),
        None,
        "`from` is no part of a range"
    );
    assert_eq!(read("May to July 2024"), day("2024-05-01..2024-07-31"));
    assert_eq!(read("recently"), None);
    assert_eq!(read("two weeks"), None);
    assert_eq!(read("paris"), None);
    assert_eq!(read(""), None);
}

#[test]
fn a_language_without_a_grammar_has_dates_in_digits() {
    let found = dates::mentions("2024-07-13 heti, elokuu", Some(Language::Finnish), None);
    let values: Vec<_> = found.iter().map(|timex| timex.value.as_str()).collect();
    assert_eq!(values, ["2024-07-13"]);
}

#[test]
fn the_ends_of_the_calendar_are_no_trouble() {
    for day in [date(-9999, 1, 1), date(9999, 12, 31), date(0, 1, 1)] {
        let published = Interval::day(day);
        for text in [
            "last century",
            "next century",
            "900 years ago",
            "in 90,000 centuries' time",
            "tomorrow",
            "yesterday",
            "next Friday",
            "last weekend",
            "Easter",
            "the winter of 9999",
            "30000 decades ago",
        ] {
            for timex in dates::mentions(text, ENGLISH, Some(published)) {
                assert!(timex.span.end() <= text.len());
            }
        }
    }
}

fn is_sound(text: &str, found: &[Timex]) -> bool {
    let inside = found.iter().all(|timex| {
        text.get(timex.span.range())
            .is_some_and(|words| !words.is_empty())
    });
    let ordered = found
        .windows(2)
        .all(|pair| pair[0].span.end() <= pair[1].span.start());
    inside && ordered
}

/// Days where a calendar ends, turns or leaps.
const EDGES: &[Date] = &[
    date(2024, 2, 29),
    date(2023, 1, 1),
    date(1, 1, 1),
    date(0, 12, 31),
    date(-1, 1, 1),
    date(-9999, 1, 1),
    date(-9990, 2, 28),
    date(9999, 12, 31),
    date(9995, 7, 1),
];

const PIECES: &[&str] = &[
    "the",
    "last",
    "next",
    "two",
    "a",
    "few",
    "hundred",
    "thousand",
    "years",
    "week",
    "ago",
    "later",
    "May",
    "march",
    "5",
    "31",
    "1998",
    "'98",
    "1990s",
    "-",
    ",",
    ".",
    "/",
    ":",
    "10:35",
    "p.m.",
    "EST",
    "Monday",
    "every",
    "and",
    "to",
    "of",
    "in",
    "quarter",
    "third",
    "half",
    "2024-02-30",
    "29 February 1900",
    "morning",
    "\n\n",
    "é",
    "–",
    "’s",
    "$",
    "(",
    ")",
    "44 BC",
    "Easter",
    "weekend",
    "12/31/99",
    "before",
    "after",
    "Christmas",
    "winter",
    "next",
    "century",
    "million",
    "decades",
    "1800s",
    "19th",
    "A.D.",
    "9999",
    "fiscal",
    "nights",
    "through",
];

proptest! {
    #[test]
    fn any_text_is_safe(text in ".{0,80}", year in -9999_i16..=9999) {
        for language in [ENGLISH, Some(Language::Spanish), Some(Language::German), None] {
            let published = Interval::year(year);
            prop_assert!(is_sound(&text, &dates::mentions(&text, language, published)));
        }
        let _ = dates::interval(&text);
    }

    #[test]
    fn any_mix_of_words_is_safe(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24),
        glue in prop::sample::select(&[" ", ""][..]),
        day in prop::option::of(prop::sample::select(EDGES)),
    ) {
        let text = pieces.join(glue);
        let published = day.map(Interval::day);
        let found = dates::mentions(&text, ENGLISH, published);
        prop_assert!(is_sound(&text, &found));
        // What is written reads back as the same days.
        for timex in &found {
            if let Some(days) = timex.interval {
                prop_assert_eq!(dates::interval(&timex.value), Some(days), "{}", &timex.value);
            }
        }
        let again = dates::mentions(&text, ENGLISH, published);
        prop_assert_eq!(found, again);
    }
}
