//! Words of time that are none, and such as are easily passed over.

use dateline::story::Language;

use super::{check_all, check_in};

#[test]
fn prepositions_are_no_part_of_a_date() {
    check_all(
        "2019-10-16",
        "
        Shares fell following [Tuesday|2019-10-15]'s vote; he left in [May|2019-05] following [six years|P6Y] there.
        They met on [Friday|2019-10-11]; [the following Monday|2019-10-14] they parted, and in [the following years|PXY] met no more.
        He was optimistic about [next year|2020], and spoke about [Monday|2019-10-14]'s game.
        The mill was built in [about 1850|1850] and burnt [around Christmas 1901|1901-12-25].
        The minister lost his post [Wednesday|2019-10-16]; the [post-Christmas|2018-12-25] sales were poor.
        Prices rose 5 percent in [March|2019-03] to 40 and in [March 2018|2018-03] from 38; the march to Rome did not.
        Prices fell compared to [last year|2018], and are likely to fall in [2020|2020].
        ",
    );
}

#[test]
fn that_may_begin_a_clause() {
    check_all(
        "2019-10-16",
        "
        He said that [Thursday|2019-10-10]'s vote was lost but knew that [September|2019-09]'s had been won.
        They met in [July 2003|2003-07]; [that September|2003-09] they parted. They met again on [July 3, 2004|2004-07-03]. [That Monday|2004-06-28] they parted.
        They met in [2003|2003], and [that summer|2003-SU] they parted: those are the events that fall within it.
        They met in [May 2003|2003-05], and [that Friday|2003-05-XX] they parted.
        ",
    );
}

#[test]
fn names_hold_no_dates() {
    check_all(
        "2019-10-16",
        "
        The [2014|2014] Winter Olympics were held after the Summer Games, and the Winter Palace was closed.
        He was the Footballer of the Year, but not the richest man of [the year|2019].
        The end of the [1991|1991] Gulf War came before the start of the [2003|2003] one.
        The [1994|1994] Women's World Cup had few guests, but there were 1994 women in the hall.
        The Good Friday Agreement held on [Good Friday|2019-04-19].
        He told the Sunday Times on [Sunday|2019-10-13], the Times on [Saturday|2019-10-12], and the Mail on Sunday on [Monday|2019-10-14].
        The Today programme of [today|2019-10-16] comes after Saturday Night Live.
        The final [two years ago|2017] and the second one-day international come before [next year|2020]'s Summer Olympics.
        [Saturday|2019-10-12], the 30th birthday of the club, was quiet, and so was [Monday the 7th|2019-10-07].
        20th Century Fox made it in [the 20th century|19]. These are early days.
        ",
    );
}

#[test]
fn amounts_are_no_years() {
    check_all(
        "2019-10-16",
        "
        More than 2000 people came, no faster than 2000 rpm; a two thousand member militia was there.
        The loss was lower than [2003|2003]'s and came no sooner than [2006|2006].
        He ran it in [7.62secs|PT7.62S] and [8.63secs|PT8.63S], she in [an hour and 20 minutes|PT1H20M].
        The past four seasons were lost, an 1800 square foot house won in [the past two years|P2Y]; it was an [1824|1824] victory.
        Sales may fall [next year|2020], as they did in [fall last year|2018-FA]; the 6300s are no years, nor are 16-21 year olds.
        The 40 or 50-year old houses, the 13th night of riots, readings in the 40s and 50s.
        ",
    );
}

#[test]
fn two_years_or_the_halves_of_one() {
    check_all(
        "2019-10-16",
        "
        The [1982 year-end|1982-12-31] stock was low, and stood at 40 at [end March|2019-03].
        The quake struck at [1353|2019-10-11T13:53] ([1023 GMT|2019-10-11T10:23Z]) on [Friday|2019-10-11]; the clock stood at [9 : 30 a.m.|2019-10-16T09:30].
        It was on from [1945|2019-10-12T19:45Z] to [2030 GMT on Saturday|2019-10-12T20:30Z], and the war from [1939|1939] to [1945|1945].
        The offer expires at [midnight EST Friday|2019-10-18T24:00]. The raid [overnight Friday|2019-10-11TNI] was the third.
        Growth was 5% in [2017|2017]/[2018|2018], 4% in [2015|2015]-[6|2016] and 3% since [1998|1998]/[9|1999].
        Profit rose in [2H18|2018-H2] and [1H 2019|2019-H1], after a loss in [4Q17|2017-Q4].
        [The second fiscal quarter|2019-Q2] was worse than [the first fiscal quarter of 2018|2018-Q1].
        It will rise in [the third|2020-Q3] or [fourth quarters of 2020|2020-Q4] and over [the next decade|P10Y].
        ",
    );
}

#[test]
fn vague_times_and_ends() {
    check_all(
        "2019-10-16",
        "
        At [week's end|2019-W42] they will meet, and again in [the new year|2020].
        [Last season|PAST_REF] they lost [the other day|PAST_REF]; [moments later|FUTURE_REF] they hope to win [next season|FUTURE_REF].
        They ended [decades|PXDE] of talks to end [years|PXY] of war; the news came [days|PXD] after the vote.
        It is to last [three months|P3M], a [month-long|P1M] truce, but could last [years|PXY].
        It pays 5 euros [per annum|P1Y], set [monthly|P1M] or [quarterly|P3M].
        They are to enforce a [month-old|P1M] law against a month-old baby.
        They lost [midweek|2019-W42]; a midweek match is no time.
        ",
    );
}

#[test]
fn days_told_in_two_ways() {
    check_all(
        "2019-10-16",
        "
        On [Monday evening, July 22|2019-07-22TEV], they met, and on [Tuesday night July 23, 2019|2019-07-23TNI] they parted.
        [Three years ago Saturday|2016-10-12] the bomb fell; [the evening|XXXX-XX-XXTEV] before the attack all was still.
        The final will be on [Saturday week|2019-10-26].
        She was heard in [the early hours|2019-10-16TMO].
        They had until [Friday|2019-10-18] to pay. They had until [Monday|2019-10-14] to pay, but did not.
        They will miss [January|2020-01]'s vote; the group's [March|2019-03] index rose over [the summer|2019-SU].
        [Canada Day|2019-07-01] was quiet, and so was [Women's Day|2019-03-08].
        ",
    );
}

#[test]
fn months_in_a_list_need_no_preposition() {
    check_all(
        "2019-10-16",
        "
        Rain fell in [April|2019-04], [May|2019-05], [July|2019-07] and [August|2019-08]. In [March|2019-03], May said no.
        ",
    );
}

#[test]
fn a_round_number_before_a_noun_counts_it() {
    check_in(
        Language::German,
        "2024-06-12",
        "
        Der Betrieb entlässt 2000 Mitarbeiter, vor 2000 Zuschauern und 1900 Gästen.
        Das Tor kostete 2000 Euro Strafe.
        Im [Mai 2000|2000-05] war er dort, ab [2000|2000] Meister, [2010|2010] Dritter.
        Er wurde [2000|2000] Meister und spielte [2000|2000] Paul Maier zu.
        ",
    );
    check_in(
        Language::Spanish,
        "2024-06-12",
        "
        Llegaron 2000 soldados, y despiden a 2000 trabajadores.
        Son más de 2000 y menos de 1950.
        En [2000|2000] muchas granjas cerraron; ganó en [2008|2008] y [2012|2012] las elecciones.
        ",
    );
    check_all(
        "2024-06-12",
        "
        Some 1900 officers saw the 2000 residents leave.
        The [2000|2000] elections followed the [1992|1992] riots.
        ",
    );
}

#[test]
fn sums_of_money_are_no_years() {
    check_all(
        "2024-06-12",
        "
        It cost Rs 2000, Rs. 1950, ₹1999, ₹ 1999 or EUR 1999.
        It cost 1999 naira, 1950 yen or 1950 crore.
        He lived at No. 1999, in [1999|1999].
        ",
    );
}

#[test]
fn a_financial_year_has_two_years() {
    check_all(
        "2024-06-12",
        "
        It fell in [the financial year 2023|2023]-[24|2024], in [FY2022|2022]-[23|2023] and in [fiscal year 2020|2020]/[21|2021].
        ",
    );
    check_in(
        Language::German,
        "2024-06-12",
        "Im Geschäftsjahr [2018|2018]/[19|2019] fiel es, in der Saison [2018|2018]-[19|2019] nicht.",
    );
    check_in(
        Language::Spanish,
        "2024-06-12",
        "En la temporada [2012|2012]-[13|2013] cayó.",
    );
}

#[test]
fn the_days_of_a_list_have_a_weekday_each() {
    check_all(
        "2024-06-12",
        "
        [Fri 14 June|2024-06-14], [Sat 15 June|2024-06-15], [Sun 16 June|2024-06-16]
        It opened on [June 14, a Friday|2024-06-14].
        After [Friday, June 14|2024-06-14], [Saturday|2024-06-15] will be quiet.
        ",
    );
}

#[test]
fn weeks_and_weekdays_in_other_words() {
    check_all(
        "2024-06-12",
        "
        He died [a week ago on Monday|2024-06-03].
        They meet [Sunday next|2024-06-16], and they met [Monday last|2024-06-10].
        [Week of June 24|2024-W26]: closed.
        [Week ending June 21|2024-W25]: open.
        [Monday|2024-06-10] next door they met, and on [Sunday|2024-06-09] next to the church.
        It was put off by [an extra week|P1W] to [June 21|2024-06-21].
        ",
    );
}

#[test]
fn holidays_on_a_weekday() {
    check_all(
        "2024-06-12",
        "
        They met on [Remembrance Sunday 2019|2019-11-10] and on [Whit Monday|2024-05-20].
        Sales rose on [Cyber Monday|2023-11-27] and [Giving Tuesday|2023-11-28].
        They met on [Holy Saturday|2024-03-30] and on [April Fool's Day|2024-04-01].
        Shares fell on Black Wednesday and on Bloody Monday.
        The [Boxing Day|2004-12-26] tsunami killed thousands.
        India celebrates Independence Day on [August 15|2024-08-15].
        Crowds will celebrate [Independence Day|2024-07-04].
        ",
    );
    check_in(
        Language::German,
        "2024-06-12",
        "Sie spielten am [Tag der Deutschen Einheit|2023-10-03].",
    );
    check_in(
        Language::Spanish,
        "2024-06-12",
        "Abrió [el día de San Valentín|2024-02-14].",
    );
}

#[test]
fn weekdays_that_are_names_or_verbs() {
    check_all(
        "2024-06-12",
        "
        Mr. Monday Etim and Wednesday Addams said no.
        The Actor Weds a Model
        It opens on [Weds.|2024-06-12], and on [Weds 19 June|2024-06-19].
        ",
    );
}
