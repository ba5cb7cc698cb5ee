//! A table of dates as archives write them, and what each is read as.

use proptest::prelude::*;

use super::*;

fn check(text: &str, value: &str) {
    let published = Published::parse(text, "field date");
    assert_eq!(
        published.as_ref().map(Published::value),
        Ok(value),
        "{text}"
    );
}

fn check_error(text: &str, message: &str) {
    let error = Published::parse(text, "field date").expect_err(text);
    assert_eq!(error.to_string(), message);
}

#[test]
fn iso_at_every_precision() {
    check("2024", "2024");
    check("2024-08", "2024-08");
    check("2024-W33", "2024-W33");
    check("2024-08-12", "2024-08-12");
    check("20240812", "2024-08-12");
    check("2024-08-12T20:00", "2024-08-12T20:00:00");
    check("2024-08-12 20:00:00.5", "2024-08-12T20:00:00.5");
    check("2024-08-12T20:00:00Z", "2024-08-12T20:00:00Z");
    check("2024-08-12T20:00:00-0400", "2024-08-12T20:00:00-04:00");
    check("2024-08-12T20:00:00+05:30", "2024-08-12T20:00:00+05:30");
    check("20240812T200000Z", "2024-08-12T20:00:00Z");
}

#[test]
fn a_day_in_iso_and_a_time_as_people_write_it() {
    for zone in [" UTC", " +0000", " +00:00", "+0000", " GMT"] {
        check(
            &format!("2024-08-13 09:00:00{zone}"),
            "2024-08-13T09:00:00Z",
        );
    }
    check("2024-08-13 09:00 +0200", "2024-08-13T09:00:00+02:00");
    check("2024-08-13 09:00:00 EST", "2024-08-13T09:00:00-05:00");
    check("2024-08-13 9:00 pm", "2024-08-13T21:00:00");
    check("2024-08-13T24:00:00Z", "2024-08-14T00:00:00Z");
    check_error(
        "2024-08-13 25:00:00",
        "expected a date, found `2024-08-13 25:00:00`",
    );
}

#[test]
fn signs_for_year_month_and_day() {
    check("2024年8月13日", "2024-08-13");
    check("2024年08月13日 9時30分", "2024-08-13T09:30:00");
    check("2024년 8월 13일", "2024-08-13");
}

#[test]
fn unix_time() {
    check("1723507200.5", "2024-08-13T00:00:00Z");
    check("-86400000", "1967-04-07T00:00:00Z");
    check("1723507200", "2024-08-13T00:00:00Z");
    check("1723507200000", "2024-08-13T00:00:00Z");
}

#[test]
fn mail_and_newswire() {
    check(
        "Mon, 12 Aug 2024 20:00:00 -0400",
        "2024-08-12T20:00:00-04:00",
    );
    check("Tue, 12 Aug 2024 20:00:00 EDT", "2024-08-12T20:00:00-04:00");
    check("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01.79");
    check(" 2-MAR-1987 09:05:00.00", "1987-03-02T09:05:00");
    check("2024/08/12", "2024-08-12");
    check("2024/08/12 7:30", "2024-08-12T07:30:00");
}

#[test]
fn written_by_people() {
    check("12 August 2024", "2024-08-12");
    check("August 12, 2024", "2024-08-12");
    check("Aug. 12th, 2024", "2024-08-12");
    check(
        "Monday, August 12, 2024 at 8:05 PM EDT",
        "2024-08-12T20:05:00-04:00",
    );
    check("August 12, 2024 12:30am", "2024-08-12T00:30:00");
    check("August 2024", "2024-08");
    check("12. März 2024", "2024-03-12");
    check("1er août 2024", "2024-08-01");
    check("12 de agosto de 2024", "2024-08-12");
    check("12.08.2024", "2024-08-12");
    check("25/08/2024", "2024-08-25");
    check("08/25/2024", "2024-08-25");
    check("05/05/2024", "2024-05-05");
}

#[test]
fn errors_say_what_is_wrong() {
    check_error("", "expected a date, found ``");
    check_error("last week", "expected a date, found `last week`");
    check_error("12", "expected a date, found `12`");
    check_error("2024-02-30", "there is no such day: `2024-02-30`");
    check_error("2024-13", "there is no such day: `2024-13`");
    check_error(
        "2024-02-30T10:00:00Z",
        "there is no such day: `2024-02-30T10:00:00Z`",
    );
    check_error("31 June 2024", "there is no such day: `31 June 2024`");
    check_error(
        "0001-01-01T00:00:00",
        "there is no such day: `0001-01-01T00:00:00`",
    );
    check_error(
        "03/04/2024",
        "`03/04/2024` may be day/month or month/day: write it as year-month-day",
    );
    check_error(
        "August 2024 14:00",
        "expected a date, found `August 2024 14:00`",
    );
}

#[test]
fn sorts_by_the_instant() {
    let instant = |text| Published::parse(text, "").map(|published| published.instant());
    assert_eq!(instant("1970-01-02"), Ok(86_400));
    assert_eq!(instant("1970-01-01T00:00:00-01:00"), Ok(3600));
    assert_eq!(instant("1987"), instant("1987-01-01"));
}

proptest! {
    #[test]
    fn never_panics(text in ".{0,40}") {
        let _ = Published::parse(&text, "");
    }

    #[test]
    fn the_value_parses_to_the_same_date(text in "(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-[0-2][1-8](T[01][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?(Z|[+-]0[0-9]:[0-5]0)?)?)?)?") {
        let published = Published::parse(&text, "field date").unwrap();
        prop_assert_eq!(Published::parse(published.value(), "field date"), Ok(published));
    }
}
