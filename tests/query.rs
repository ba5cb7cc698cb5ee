//! The query language: the manual's tables, the text of every error, and what must hold of any query.

use dateline::query::{
    Axis, DateFilter, DateRange, Fact, FactField, Matching, NameFilter, Pattern, Query, Reading,
    Relation, Text, glob, parse, plain, range,
};
use dateline::story::{Kind, TextField};
use jiff::civil::{Date, date};
use proptest::prelude::*;

#[path = "query/random.rs"]
mod random;

use random::*;

const TODAY: Date = date(2024, 7, 17);

fn all(text: &str) -> Result<Query, String> {
    read(text, Matching::All)
}

fn read(text: &str, matching: Matching) -> Result<Query, String> {
    let today = TODAY;
    parse(text, &Reading { today, matching }).map_err(|error| error.report(text))
}

#[test]
fn the_manual_is_right() {
    let mut rows = 0;
    let mut matching = Matching::All;
    for line in include_str!("../docs/query.md").lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, write, reads_as, _, _] = cells[..] else {
            continue;
        };
        match write {
            "write" => matching = Matching::All,
            "write with `--match any`" => matching = Matching::Any,
            "---" => {}
            _ => {
                rows += 1;
                let printed = match read(code(write), matching) {
                    Ok(query) => {
                        let printed = query.to_string();
                        assert_eq!(all(&printed), Ok(query), "{printed}");
                        printed
                    }
                    Err(report) => report.lines().next().unwrap_or_default().to_owned(),
                };
                assert_eq!(printed, code(reads_as), "{write}");
            }
        }
    }
    assert!(rows > 60, "only {rows} rows found");
}

/// What a code span of Markdown holds.
fn code(cell: &str) -> &str {
    match cell.strip_prefix("``") {
        Some(_) => cell.trim_start_matches("``").trim_end_matches("``").trim(),
        None => cell.trim_matches('`'),
    }
}

#[test]
fn every_error_shows_the_place_and_a_hint() {
    for expected in include_str!("query_errors.txt").trim_end().split("\n\n") {
        let text = expected.lines().nth(1).unwrap_or_default().trim_start();
        let report = all(text).expect_err(text);
        assert_eq!(format!("error: {report}"), expected);
    }
}

#[test]
fn the_caret_is_below_wide_and_combining_characters() {
    assert_eq!(
        all("東京 cafe\u{301} autor:x\ty")
            .unwrap_err()
            .lines()
            .skip(1)
            .take(2)
            .collect::<Vec<_>>(),
        ["  東京 cafe\u{301} autor:x y", "            ^^^^^"]
    );
}

#[test]
fn a_long_query_is_shown_in_part() {
    let text = format!(
        "{}zebra:x {}",
        "before ".repeat(1000),
        "after ".repeat(1000)
    );
    let report = all(&text).unwrap_err();
    assert!(
        report.starts_with("unknown field `zebra` at column 7001\n"),
        "{report}"
    );
    assert!(
        report
            .lines()
            .take(3)
            .all(|line| line.chars().count() < 200),
        "{report}"
    );
    let shown: Vec<usize> = report
        .lines()
        .skip(1)
        .take(2)
        .filter_map(|line| line.find(['z', '^']))
        .collect();
    assert_eq!(shown.len(), 2);
}

#[test]
fn depth_is_limited_but_not_length() {
    let deep = |n| format!("{}x{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(all(&deep(100)), all("x"));
    let refused = all(&deep(10_000)).unwrap_err();
    assert!(
        refused.starts_with("parentheses more than 100 deep at column 101\n"),
        "{refused}"
    );
    assert!(
        refused.ends_with("hint: remove those that are not needed: `a (b c)` is `a b c`"),
        "{refused}"
    );
    assert_eq!(all(&format!("{}x", "-".repeat(10_000))), all("x"));
    assert_eq!(all(&format!("{}x", "NOT ".repeat(10_001))), all("-x"));
    assert!(all(&"(-".repeat(10_000)).is_err());
    assert!(all(&"title:(".repeat(10_000)).is_err());
    let long = all(&"flood OR -storm who:x ".repeat(10_000)).unwrap();
    assert_eq!(long.positive().count(), 20_000);
}

#[test]
fn queries_parse_to_the_right_tree() {
    let word = |field, word: &str| {
        Query::Text(Text {
            field,
            pattern: Pattern::Word(word.to_owned()),
        })
    };
    let musk = Query::Name(NameFilter {
        kind: Some(Kind::Person),
        name: "Elon Musk".to_owned(),
    });
    assert_eq!(
        all("title:(flood -tide) OR person:\"Elon Musk\""),
        Ok(Query::Or(vec![
            Query::And(vec![
                word(Some(TextField::Title), "flood"),
                Query::Not(Box::new(word(Some(TextField::Title), "tide"))),
            ]),
            musk,
        ]))
    );
    assert_eq!(
        all("overlaps:1963"),
        Ok(Query::Date(DateFilter {
            axis: Axis::About,
            relation: Relation::Overlaps,
            range: DateRange::Days {
                first: Some(date(1963, 1, 1)),
                last: Some(date(1963, 12, 31))
            },
        }))
    );
    for quoted in ["“a b”", "”a b”", "„a b“", "«a b»", "»a b«", "“a b\""] {
        assert_eq!(all(quoted), all("\"a b\""));
    }
    assert_eq!(all(" \t\u{0}\u{feff} "), Ok(Query::All));
    assert_eq!(all("flood\u{0}storm\nsurge"), all("flood storm surge"));
    assert_eq!(all("a OR (b OR (c))"), all("a OR b OR c"));
    assert_eq!(all("a (b (c))"), all("a b c"));
    assert_eq!(all("-(-a)"), all("a"));
    assert_eq!(all("place:OR"), all("place:\"OR\""));
    assert_eq!(
        all("path:C:\\news\\*"),
        Ok(Query::Fact(Fact {
            field: FactField::Path,
            value: "C:\\news\\*".to_owned()
        }))
    );
}

#[test]
fn ranges_of_days() {
    let check = |text: &str, expected: &str| {
        let printed =
            range(text, TODAY).map_or_else(|error| error.to_string(), |range| range.to_string());
        assert_eq!(printed, expected, "{text}");
    };
    check(" 2024-07 .. 2024-08 ", "2024-07..2024-08");
    check("2024-7-3", "2024-07-03");
    check("2020-W53", "2020-12-28..2021-01-03");
    check("2024-w01", "2024-01-01..2024-01-07");
    check("2024-q1", "2024-01..2024-03");
    check("2024-07..2024", "2024-07..2024-12");
    check("2024-07-15..2024-07-15", "2024-07-15");
    check("NONE", "none");
    check("02-29", "02-29");
    check("9999-W52", "9999-12-27..9999-12-31");
    check("1995s", "cannot read `1995s` as a date");
    check("", "expected a day, found nothing");
    check(" .. ", "expected a day, found `..`");
    check("20240713", "cannot read `20240713` as a date");
    check("2024-07-13-1", "cannot read `2024-07-13-1` as a date");
    check("00-10", "impossible date `00-10`");
    check("none..", "cannot read `none` as a date");
    check("13-07-2024..14/7/2024", "2024-07-13..2024-07-14");
    check("07/13/2024", "2024-07-13");
    check("8.7.2024", "2024-07-08");
    check("32.7.2024", "impossible date `32.7.2024`");
    check("7/8/2024", "ambiguous date `7/8/2024`");
    check("07/08/24", "ambiguous date `07/08/24`");
    check("7/13/24", "2024-07-13");
    check("0/1/2024", "impossible date `0/1/2024`");
    check(
        "past 48 hours",
        "expected a day without a time, found `past 48 hours`",
    );
    // A week, a month, a year up to today, which is 17 July 2024.
    check("last 7 days", "2024-07-11..2024-07-17");
    check("the past week", "2024-07-11..2024-07-17");
    check("Past month", "2024-06-18..2024-07-17");
    check("past 1 day", "2024-07-17");
    check("next 3 days", "2024-07-18..2024-07-20");
    check("last week", "2024-07-08..2024-07-14");
}

#[test]
fn plain_text_has_no_operators() {
    let reading = |matching| Reading {
        today: TODAY,
        matching,
    };
    let check = |text: &str, matching, words: &[&str]| {
        let query = plain(text, &reading(matching));
        let found: Vec<&str> = query
            .positive()
            .map(|leaf| match leaf {
                Query::Text(Text {
                    field: None,
                    pattern: Pattern::Word(word),
                }) => word.as_str(),
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(found, words, "{text}");
        query
    };
    let query = check(
        "NOT \"who:me\" — (or -you*~1",
        Matching::All,
        &["NOT", "\"who:me\"", "(or", "-you*~1"],
    );
    assert!(matches!(query, Query::And(_)));
    assert_eq!(query.to_string(), r#""NOT" """who:me""" "(or" "-you*~1""#);
    let query = check("flood\tstorm", Matching::Any, &["flood", "storm"]);
    assert!(matches!(query, Query::Or(_)));
    for matching in [Matching::All, Matching::Any] {
        assert_eq!(plain(" \n", &reading(matching)), Query::All);
        assert_eq!(plain("— !", &reading(matching)), Query::nothing());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn printing_then_parsing_gives_the_query_back(query in queries()) {
        let printed = query.to_string();
        prop_assert_eq!(all(&printed), Ok(query), "{}", printed);
    }

    #[test]
    fn no_input_panics(text in any::<String>(), days in "[0-9]{1,4}[-.sWQ]{0,2}[0-9]{0,4}-?[0-9]{0,2}") {
        let _ = all(&text);
        let _ = range(&days, TODAY);
        settles(&text)?;
    }

    #[test]
    fn a_parsed_query_prints_and_parses_again(
        parts in prop::collection::vec(prop_oneof![
            3 => prop::sample::select(PARTS).prop_map(str::to_owned),
            1 => "[ab]",
            2 => Just(" ".to_owned()),
        ], 0..14)
    ) {
        settles(&parts.concat())?;
    }
}

/// Whatever can be read can be printed and read again.
fn settles(text: &str) -> Result<(), TestCaseError> {
    for matching in [Matching::All, Matching::Any] {
        if let Ok(query) = read(text, matching) {
            let printed = query.to_string();
            prop_assert!(!printed.contains(char::is_control));
            prop_assert_eq!(all(&printed), Ok(query), "{}", printed);
        }
        let reading = Reading {
            today: TODAY,
            matching,
        };
        let printed = plain(text, &reading).to_string();
        prop_assert!(all(&printed).is_ok(), "{}", printed);
    }
    Ok(())
}
