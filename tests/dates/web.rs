//! What pages of today's papers and market reports write: the day of a session, amounts that are not exact, times with
//! their zone, and text all in capitals.

use dateline::annotate::dates;
use dateline::story::Language;

use super::{ENGLISH, check_all, check_in};

#[test]
fn the_day_is_the_one_told_last() {
    check_all(
        "2024-08-14",
        "
        The index fell on [Tuesday|2024-08-13] and ended [the day|2024-08-13] at 8,017.
        The index closed [the day|2024-08-14] higher. For [the day|2024-08-14], it gained 2 percent.
        It was founded on [May 5, 2001|2001-05-05]. It ended [the day|2024-08-14] at a high.
        It began [the day|XXXX-XX-XX] after the vote and ended the day that he left.
        They started [the day before yesterday|2024-08-12].
        Sales fell during [the month|2024-08] that followed. They fell during the [month-long|P1M] strike.
        They started the day [Tuesday|2024-08-13] at a high.
        ",
    );
}

#[test]
fn amounts_that_are_not_exact() {
    check_all(
        "2024-08-12",
        "
        It left [three or four days ago|2024-08-09], or [a day or two ago|2024-08-11].
        It comes in [a week or two|P1W], not in [two weeks|P2W] or [three weeks|P3W].
        [Ages ago|PAST_REF] it began; it took [2 or 3 months|P2M].
        In [May 2020|2020-05] it began. [A year or two later|2021] it ended.
        [Half an hour ago|2024-08-12TXX] it left.
        It was sued in Boston [hours|PTXH] after the vote, and sold [days|PXD] before a strike.
        It formed 650 million years after the sun.
        In [the weeks after|PXW], it grew. In the [weeks|PXW] after the vote it grew.
        ",
    );
}

#[test]
fn times_and_their_zones() {
    check_all(
        "2024-08-12",
        "
        It opens at [9:30 a.m. Eastern on Friday|2024-08-16T09:30], near eastern parks.
        Published on [Fri 9 Aug 2024 06.00 BST|2024-08-09T06:00].
        It fell at [mid-day|2024-08-12T12:00] and left at [12 noon|2024-08-12T12:00].
        It left at [a quarter to three|2024-08-12T02:45], or around [lunchtime|2024-08-12TMI].
        ",
    );
}

#[test]
fn days_and_years_as_pages_write_them() {
    check_all(
        "2024-08-12",
        "
        It began on [Dec.14|2023-12-14] and ended on [Jan.3, 2025|2025-01-03], in sec.14.
        It was built in [the year 1984|1984]/[1985|1985], in [the year 2012|2012]-[13|2013].
        They met on [the 5th|2024-06-05], [the 12th|2024-06-12] and [the 19th of June|2024-06-19].
        It opens in [the week beginning 19 August|2024-W34].
        [H1|2024-H1] sales rose; [FY24|2024]/[25|2025] and [fiscal-year 2025|2025] look good. The H1 tag is bold.
        Sales rose in [the June quarter of 2023|2023-Q2], and fell in the year-to-date.
        [One day|FUTURE_REF] the plant will close. It closed for [one day|P1D].
        What he says MAY OR MAY NOT be so.
        ",
    );
}

#[test]
fn the_first_century_is_not_before_christ() {
    check_all(
        "2024-08-12",
        "
        He was born in [the first century|00], in [the 1st century BC|BC00] and in [the 2nd century|01].
        It was in [the 40s BC|BC004] and in [the 430s BC|BC043].
        ",
    );
    for (text, days) in [
        ("the third century BC", "-000298-01-01..-000199-12-31"),
        ("the 1st century BC", "-000098-01-01..0000-12-31"),
        ("the first century", "0001-01-01..0099-12-31"),
        ("the second century", "0100-01-01..0199-12-31"),
        ("the 40s BC", "-000048-01-01..-000039-12-31"),
    ] {
        let found = dates::mentions(text, ENGLISH, None);
        let interval = found[0].interval.unwrap();
        assert_eq!(interval.to_string(), days, "{text}");
        assert_eq!(dates::interval(&found[0].value), Some(interval), "{text}");
    }
    let published = dates::interval("0001-01-01");
    for (text, value) in [("last century", "BC01"), ("the last decade", "BC001")] {
        let found = dates::mentions(text, ENGLISH, published);
        assert_eq!(found[0].value, value);
        assert_eq!(dates::interval(value), found[0].interval);
    }
}

#[test]
fn verbs_tell_in_capitals_too() {
    check_all(
        "1963-11-08",
        "
        THE MINISTRY PROMISED IN [SEPTEMBER|1963-09] THAT IT WOULD NOT LEAVE.
        The ministry promised in [September|1963-09] that it would not leave.
        THE FIVE CONDEMNED AT THE [APRIL|1963-04] TALKS WILL APPEAL.
        THE UNITED STATES WILL VOTE IN [MAY|1964-05].
        ",
    );
}

#[test]
fn what_begins_or_ends_then_is_to_come() {
    check_all(
        "2024-08-12",
        "
        The governor, whose term ends in [January|2025-01], said so.
        The law comes into force in [January|2025-01]. The union enters talks in [January|2025-01].
        A play is being staged, beginning on [Saturday|2024-08-17].
        They held talks, beginning on [Saturday|2024-08-10].
        He agreed, promising to wait until [September|2024-09].
        ",
    );
}

#[test]
fn who_says_so_does_not_tell_when() {
    check_all(
        "2024-02-29",
        "
        The firm plans to offer systems that use its chips in [the second half of the year|2024-H2], the bank said.
        In [December|2023-12], the bank said it would sell.
        Late on [Monday|2024-02-26], the bank said it would sell.
        Shares rose, one of the highs of the night when the bank failed.
        ",
    );
}

#[test]
fn a_quarter_in_a_story_of_a_game_is_not_one_of_a_year() {
    check_all(
        "2024-08-12",
        "
        The Bears scored a touchdown. They were to take the lead later in the third quarter, but lost.
        The bank lost money. It was to sell its shares [later in the third quarter|2024-Q3], but failed.
        ",
    );
}

#[test]
fn a_quarter_told_by_its_end_is_the_one_that_is_reported() {
    check_all(
        "2024-10-26",
        "
        For [the quarter|2024-Q2] ended [June 30|2024-06-30] it lost money, as [a year earlier|2023-Q2].
        In [fiscal first quarter|2024-Q1] sales fell. For [the quarter|2024-Q3] ended [Sept. 30|2024-09-30] it paid as [a year earlier|2023-Q1].
        Profit for [the second quarter|2024-Q2] was less than [a year earlier|2023-Q2].
        ",
    );
}

#[test]
fn german_half_and_quarter_hours() {
    check_in(
        Language::German,
        "2024-08-12",
        "
        Das Spiel beginnt um [halb acht|2024-08-12T07:30], am [Freitag um halb neun Uhr abends|2024-08-16T20:30].
        Es endet gegen [Viertel nach drei|2024-08-12T03:15], [Viertel vor vier|2024-08-12T03:45] oder [dreiviertel acht|2024-08-12T07:45].
        Halb so viele kamen um [halb eins|2024-08-12T00:30].
        ",
    );
}

#[test]
fn the_coming_weekend_is_the_one_not_yet_begun() {
    let coming = [(12, 33), (14, 33), (16, 33), (17, 33), (18, 34)];
    for (day, week) in coming {
        let sentence = format!("They meet [the coming weekend|2024-W{week}-WE].");
        check_all(&format!("2024-08-{day}"), &sentence);
    }
}

#[test]
fn no_week_in_particular() {
    check_all(
        "2024-08-12",
        "
        They met in the week of the vote, and in [the week of the 5th of May|2024-W18].
        ",
    );
}

#[test]
fn amounts_that_are_not_exact_in_spanish_and_german() {
    check_in(
        Language::Spanish,
        "2024-08-12",
        "
        Abrió [hace dos o tres años|2022], [hace una semana o dos|2024-W32], [hace media hora|2024-08-12TXX].
        Abrió a [la una y cuarto de la tarde|2024-08-12T13:15].
        Cerrará en [lo que queda de año|2024].
        ",
    );
    check_in(
        Language::German,
        "2024-08-12",
        "
        Es begann [vor ein bis zwei Wochen|2024-W32]; nach [jahrelangem|PXY] Streit endet ein [einjähriger|P1Y] Vertrag.
        Es begann in der [vorletzten Woche|2024-W31]. Im [Mai 2020|2020-05] begann es, im [Folgejahr|2021] endete es.
        Es endet im [Laufe der Woche|2024-W33] und an [Wochenenden|XXXX-WXX-WE].
        ",
    );
}

#[test]
fn a_zone_and_an_airline() {
    check_all(
        "2024-08-12",
        "
        He spoke at [9 a.m. Eastern|2024-08-12T09:00] and at [6 p.m. Pacific Tuesday|2024-08-06T18:00].
        At [9 a.m.|2024-08-12T09:00] Eastern Airlines cut its flights, and at [6 p.m.|2024-08-12T18:00] Pacific Gas did.
        ",
    );
}

#[test]
fn a_quarterback_in_a_report_on_business() {
    check_all(
        "2024-08-12",
        "
        The quarterback smiled. Nike, the sponsor, said that [first-quarter|2024-Q1] sales rose.
        The quarterback was born in Ohio. They met again in [the seventies|197].
        The quarterback smiled. He threw twice in the third quarter.
        ",
    );
}

#[test]
fn a_time_in_brackets_is_in_its_own_zone() {
    check_all(
        "2024-06-12",
        "
        It struck at [2 p.m.|2024-06-12T14:00] ([0500 GMT|2024-06-12T05:00Z]).
        It struck at [5:47 pm|2024-06-12T17:47] ([0847 GMT|2024-06-12T08:47Z]).
        It struck at [17:47|2024-06-07T17:47] ([0847 GMT|2024-06-07T08:47Z]) on [Friday|2024-06-07].
        ",
    );
}

#[test]
fn a_date_that_is_clear_decides_for_the_others() {
    check_all(
        "2024-06-12",
        "
        Sent on [04/07/2024|2024-04-07].
        Sent on [04/07/2023|2023-07-04], on [28/05/2024|2024-05-28] and [03-06-2024|2024-06-03].
        Sent on [04/07/2024|2024-04-07] and on [05/28/2024|2024-05-28].
        Sent on [3.7.2024|2024-07-03], and on [28/05/2024|2024-05-28] or [05/28/2024|2024-05-28] and [04/07/2024|2024-04-07].
        ",
    );
    check_in(
        Language::Spanish,
        "2024-06-12",
        "Enviado el [04/07/2024|2024-04-07] y el [05/28/2024|2024-05-28].",
    );
}
