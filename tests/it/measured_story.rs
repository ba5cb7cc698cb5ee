//! One story told without date or headline, and what must be found in it.

use crate::support::{Test, lit};

/// In our words: a delayed interview, with names, a day of no year and a month of one.
const STORY: &str = "Elon Musk\u{2019}s interview with former President Donald Trump began late after trouble on the \
platform X, which Musk owns. He blamed a \u{201c}massive\u{201d} denial-of-service attack (DDOS).\n\n\
Trump spoke of the rally near Butler, Pennsylvania, where he was shot at on July 13. Musk had backed Mr. Trump \
within the hour.\n\n\
The platform had failed before, when Florida Governor Ron DeSantis announced his campaign there in May 2023. \
Thierry Breton of the EU had written to Musk.";

fn archive(metadata: Option<&str>) -> Test {
    let test = Test::new();
    test.file("seeds/interview.txt", STORY);
    if let Some(metadata) = metadata {
        test.file("seeds/metadata.csv", metadata);
    }
    test.answer(&["index"]);
    test
}

fn check(test: &Test, query: &[&str], expected: &[&str]) {
    let page = test.page(query);
    assert_eq!(page["total"], 1, "{query:?}");
    assert_eq!(lit(&page["hits"][0]), expected, "{query:?}");
}

#[test]
fn the_right_words_are_highlighted() {
    let test = archive(None);
    check(&test, &["\"denial-of-service\""], &["denial-of-service"]);
    check(&test, &["place:butler"], &["Butler"]);
    check(&test, &["about:2023-05"], &["May 2023"]);
    check(&test, &["published:none"], &[]);
    let page = test.page(&["--person", "Elon Musk"]);
    let lit = lit(&page["hits"][0]);
    assert_eq!(lit.first().map(String::as_str), Some("Elon Musk"));
    assert!(
        lit.iter()
            .all(|words| words == "Elon Musk" || words == "Musk"),
        "{lit:?}"
    );
}

#[test]
fn a_day_without_a_year_stays_so() {
    let test = archive(None);
    check(&test, &["about:07-13"], &["July 13"]);
    for year in [
        "about:2023-07-13",
        "about:2024-07-13",
        "about:2026-07-13",
        "about:2023-07",
    ] {
        assert!(test.ids(&[year]).is_empty(), "{year}");
    }
}

#[test]
fn a_publication_date_gives_it_a_year() {
    let test = archive(Some("file,published\ninterview.txt,2024-08-13\n"));
    check(&test, &["about:2024-07-13"], &["July 13"]);
    check(&test, &["about:07-13"], &["July 13"]);
    let annotated = test.answer(&[
        "annotate",
        "--published",
        "2024-08-13",
        "seeds/interview.txt",
    ]);
    let story: serde_json::Value = serde_json::from_str(&annotated).unwrap();
    let dates: Vec<&str> = story["dates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|date| date["value"].as_str().unwrap())
        .collect();
    assert!(dates.contains(&"2024-07-13"), "{dates:?}");
}
