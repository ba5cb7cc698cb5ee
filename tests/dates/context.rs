//! Dates that other words around them tell: a quarter by its end, a weekend by its holiday.

use dateline::annotate::dates;
use dateline::story::{Language, TimexType};

use super::check_all;

#[test]
fn weekends_and_weeks_of_holidays() {
    check_all(
        "2024-08-13",
        "
        Crowds filled the beach over [Labor Day weekend|2024-W35-WE].
        Few worked in [Easter week|2024-W13] and [Christmas week|2023-W52].
        They came home for [Thanksgiving weekend|2023-W47-WE].
        ",
    );
}

#[test]
fn a_weekend_lies_where_its_verb_looks() {
    check_all(
        "2024-08-17",
        "
        It rained over [the weekend|2024-W33-WE].
        ",
    );
    check_all(
        "2024-08-15",
        "
        It will rain over [the weekend|2024-W33-WE].
        ",
    );
}

#[test]
fn a_quarter_is_told_by_its_end() {
    check_all(
        "2024-08-13",
        "
        For [the quarter|2024-Q2] ended [July 31|2024-07-31], sales fell. In [the quarter|2024-Q2] ended [June 30|2024-06-30] they rose.
        Profit fell in its [fourth quarter|2024-Q4] ended [July 31|2024-07-31].
        ",
    );
}

#[test]
fn nine_months_are_not_compared_with_a_quarter() {
    check_all(
        "2024-08-13",
        "
        [Second-quarter|2024-Q2] profit rose. In [the nine months|P9M] ended [June 30|2024-06-30] it fell from [a year earlier|2023].
        [Second-quarter|2024-Q2] profit fell from [a year earlier|2023-Q2].
        ",
    );
}

#[test]
fn the_week_is_that_of_the_day_told() {
    check_all(
        "2024-08-12",
        "
        Stocks fell on [Friday|2024-08-09]. For [the week|2024-W32], they lost 3%.
        ",
    );
    check_all(
        "2024-08-13",
        "
        The court will [soon|FUTURE_REF] rule; it soon ruled.
        As soon as possible, soon after dawn, he was soon released.
        He said it would soon rain.
        ",
    );
}

#[test]
fn no_day_in_particular() {
    check_all(
        "2024-08-13",
        "
        [Today|PRESENT_REF]'s youth reads little; the people of [tomorrow|FUTURE_REF] read less.
        [Today|2024-08-13]'s talks ended.
        ",
    );
}

#[test]
fn other_words_around_a_date() {
    check_all(
        "2024-08-13",
        "
        Shares are up 5% since [year-end|2023-12-31].
        Shares will rise by [year-end|2024-12-31].
        It was high noon for this 6-year-old and the 8-year-olds.
        It broke out in [the early hours of Monday|2024-08-12TMO].
        He said that [four days|P4D] were enough; [the previous three years|P3Y] were not.
        They fly five times [a week|P1W].
        He will be freed [a week from Friday|2024-08-23].
        ",
    );
}

#[test]
fn a_fiscal_quarter_is_of_the_year_that_holds_its_middle() {
    check_all(
        "2024-03-12",
        "
        Profit fell in its [fourth quarter|2023-Q4] ended [Jan. 3|2024-01-03].
        Profit fell in its [third quarter|2023-Q3] ended [Jan. 31|2024-01-31] and its [first quarter|2024-Q1] ended [Dec. 31|2023-12-31].
        ",
    );
    check_all(
        "2024-10-08",
        "
        Profit fell in its [fiscal fourth quarter|2024-Q4] ended [Aug. 26|2024-08-26] from [a year earlier|2023-Q4].
        Profit fell in its [fiscal first quarter|2024-Q1] ended [Sept. 30|2024-09-30].
        ",
    );
}

#[test]
fn the_fall_in_prices_is_no_season() {
    check_all(
        "2024-08-13",
        "
        It was hit by the fall in prices, but [the fall of 2020|2020-FA] was good, as was [this fall|2024-FA].
        ",
    );
}

#[test]
fn what_is_compared_is_of_the_unit_told() {
    check_all(
        "2024-08-15",
        "
        Sales fell in [July|2024-07] from [the same month a year earlier|2023-07].
        They rose in [July|2024-07], as in [the same month last year|2023-07].
        They rose [this week|2024-W33] from [the same week last year|2023-W33].
        It arrives on [Sept. 9|2024-09-09], [three days|P3D] later than planned.
        It arrived on [Sept. 9, 2023|2023-09-09] and left [three days later|2023-09-12].
        It is expected in [August|2024-08] or [September of this year|2024-09].
        The boxy cars of [the 70s|197] and [80s|198] are gone.
        ",
    );
}

#[test]
fn results_of_a_month_are_compared_with_those_of_the_year_before() {
    check_all(
        "2024-08-15",
        "
        Exports rose in [June|2024-06] from [a year earlier|2023-06].
        Exports rose in [June|2024-06] from 5 million in [May|2024-05] and 4 million [a year earlier|2023-06].
        From [January|2024-01] to [May|2024-05] exports rose from [a year earlier|2023].
        Exports of 5 million in [May|2024-05] were more than those in [May a year ago|2023-05].
        ",
    );
}

#[test]
fn nights_and_mornings_around_a_day_told() {
    check_all(
        "2024-08-15",
        "
        He was shot on [July 3|2024-07-03]. [The night before|2024-07-02TNI], he had dined.
        He was shot on [July 3|2024-07-03]. [The morning after|2024-07-04TMO], he died.
        ",
    );
}

#[test]
fn bare_amounts_of_time() {
    check_all(
        "2024-08-15",
        "
        The vote came just [days|PXD] after the raid and ended [months|PXM] of talks.
        It could take [years|PXY].
        The offer comes [a day|P1D] after the vote; he earns $5 [a day|P1D].
        [Every few seconds|PTXS] one is born.
        He works [six days a week|P1W].
        ",
    );
}

#[test]
fn numbers_that_are_no_days() {
    check_all(
        "2024-08-15",
        "
        He scored in the 29th minute and won on the 19th straight night.
        He left on [the 29th|2024-07-29].
        ",
    );
}

#[test]
fn a_day_after_is_a_length_and_five_dollars_a_day_a_rate() {
    let classes = |text: &str| -> Vec<TimexType> {
        let found = dates::mentions(text, Some(Language::English), None);
        found.iter().map(|timex| timex.class).collect()
    };
    assert_eq!(
        classes("The offer comes a day after the vote."),
        [TimexType::Duration]
    );
    assert_eq!(classes("He earns five dollars a day."), [TimexType::Set]);
}

#[test]
fn a_day_without_its_month_is_of_the_month_told() {
    check_all(
        "2024-06-12",
        "
        She resigned in [November 1990|1990-11]. She left on [the 28th|1990-11-28].
        It broke out on [November 28, 1990|1990-11-28]. It was out on [the 3rd|1990-12-03].
        He spoke on [16 May 2018|2018-05-16]. He left on [the 3rd|2018-05-03].
        The trial opened on [Oct. 12, 2017|2017-10-12]. The jury was sworn in on [the 11th|2017-10-11].
        It opened in [2023|2023]. They met on [the 28th|2024-05-28].
        ",
    );
}

#[test]
fn what_follows_a_remark_in_a_history_counts_from_it() {
    check_all(
        "2019-03-01",
        "On [June 5, 1812|1812-06-05] they marched. In [May 1813|1813-05] they lost, in [1814|1814] and [1815|1815] again, in [1816|1816] not. The author joined the Navy in [1939|1939] and [a year later|1940] was sent to Malta. They left [a year later|1817].",
    );
}

#[test]
fn a_year_beside_a_day_is_its_year() {
    check_all(
        "2024-06-05",
        "
        On [December 7 of 1941|1941-12-07] the harbour was bombed, landed on [July 20 in 1969|1969-07-20].
        Power was cut on [June 30|2024-06-30] in 1200 homes.
        He left on [May 4 two years ago|2022-05-04], she in [October 10 years ago|2014-10], they in [spring two years ago|2022-SP].
        They met on [Christmas Day two years ago|2022-12-25] and vote on [the second Tuesday of November next year|2025-11-11].
        The fair runs from [24|2025-08-24] to [26 August next year|2025-08-26].
        ",
    );
}

#[test]
fn the_year_told_just_before_a_day_is_its_year() {
    check_all(
        "2024-06-05",
        "
        In [1963|1963], on [Nov. 22|1963-11-22], the president was shot.
        In [1969|1969], in [July|1969-07], men landed.
        The rule will take effect [next year|2025], on [Jan. 1|2025-01-01].
        They met [last year|2023], on [May 4|2023-05-04].
        They lost in [2016|2016] and in [May|2024-05] they won.
        Unlike [last year|2023], in [March|2024-03] sales fell. After a record in [2022|2022], in [March|2024-03] they fell.
        In [2023|2023], in [March|2023-03] it rained.
        The firm, founded in [2010|2010], said in [May|2024-05] that it would close.
        ",
    );
}

#[test]
fn the_week_told_just_before_a_weekday_is_its_week() {
    check_all(
        "2024-06-05",
        "
        They met [last week|2024-W22], on [Tuesday|2024-05-28].
        Shares fell [last week|2024-W22], on [Monday|2024-06-03] they rose.
        ",
    );
}

#[test]
fn the_year_told_just_before_a_day_in_german_and_spanish() {
    let values = |text, language| {
        let published = jiff::civil::date(2024, 6, 5);
        let published = Some(dateline::story::Interval::day(published));
        let found = dates::mentions(text, Some(language), published);
        let values = found.iter().map(|timex| timex.value.clone());
        values.collect::<Vec<_>>()
    };
    let german = [
        ("Am 20. Juli im Jahr 1969 landeten sie.", "1969-07-20"),
        ("Sie fiel am 9. November des Jahres 1989.", "1989-11-09"),
        ("1963 wurde am 22. November geschossen.", "1963 1963-11-22"),
        ("Er ging im Mai vor zwei Jahren.", "2022-05"),
        (
            "Vor drei Wochen, am Dienstag, fiel der Preis.",
            "2024-W20 2024-05-14",
        ),
    ];
    for (text, expected) in german {
        assert_eq!(values(text, Language::German).join(" "), expected, "{text}");
    }
    let spanish = [
        ("En 1963, el 22 de noviembre, murió.", "1963 1963-11-22"),
        ("Se fue en mayo de hace dos años.", "2022-05"),
    ];
    for (text, expected) in spanish {
        assert_eq!(
            values(text, Language::Spanish).join(" "),
            expected,
            "{text}"
        );
    }
}
