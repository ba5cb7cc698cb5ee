//! Paragraphs as different kinds of news write them.

use dateline::story::Language;

use super::{check_all, check_in};

#[test]
fn markets() {
    check_all(
        "2023-10-18",
        "
        LONDON, [Oct 18|2023-10-18] (Agency) - Sterling slipped on [Wednesday|2023-10-18] as inflation held in [September|2023-09], ahead of a rate decision on [Nov. 2|2023-11-02].
        The bank, founded in [1872|1872], has cut rates four times since [June|2023-06] and is expected to do so again [next month|2023-11].
        It expects revenue of $4 billion in [fiscal 2024|2024], up from $3.6 billion in [2022|2022].
        Prices rose 6% in [the 12 months|P12M] to [August|2023-08], from 6.4% in [July|2023-07].
        The tender closes at [noon on Friday|2023-10-20T12:00], [a week|P1W] earlier than planned.
        In [the week to Oct. 6|2023-W40], stocks fell by three million barrels.
        ",
    );
    check_all(
        "1987-03-26",
        "
        SHARES FELL IN THE [MARCH 16|1987-03-16] WEEK, AND OUTPUT IN [1986|1986]/[87|1987] WILL FALL TOO.
        THE DIVIDEND IS PAYABLE [APRIL 15|1987-04-15] TO HOLDERS OF RECORD [MARCH 31|1987-03-31].
        [2ND QTR|1987-Q2] PROFIT WILL FALL, IT SAID.
        ",
    );
}

#[test]
fn sports() {
    check_all(
        "2015-06-01",
        "
        Wales host Belgium on [12 June|2015-06-12]; England go to Slovenia [two days later|2015-06-14].
        Rovers play Albion on [Saturday|2015-06-06] before hosting Town [a week later|2015-W24].
        The Bears, off [Thursday|2015-06-04], begin a three-game series [Friday|2015-06-05] against the Lions.
        The champion, who turns 29 on [Wednesday|2015-06-03], won again [two days ago|2015-05-30].
        The replay, if needed, will be on [Tuesday night|2015-06-02TNI].
        He was out for [the last six weeks|P6W] but trained on [Monday|2015-06-01] and could play [this weekend|2015-W23-WE].
        ",
    );
}

#[test]
fn courts_and_police() {
    check_all(
        "2017-03-03",
        "
        He was convicted in [June 2015|2015-06] of offences committed between [1998|1998] and [2004|2004].
        The jury retired on [Tuesday afternoon|2017-02-28TAF] and returned its verdict just before [noon today|2017-03-03T12:00].
        Police believe she died between [10 p.m. on Friday, Feb. 24|2017-02-24T22:00], and [6 a.m. the next day|2017-02-25T06:00].
        He pleaded not guilty in [January|2017-01] and is due back in court on [March 20|2017-03-20].
        He has [30 days|P30D] to appeal. The deadline is [midnight on Friday|2017-03-03T24:00].
        ",
    );
}

#[test]
fn weather() {
    check_all(
        "2023-03-15",
        "
        A warning is in effect from [6 p.m. Wednesday|2023-03-15T18:00] to [noon Thursday|2023-03-16T12:00].
        Snow will continue through [Thursday night|2023-03-16TNI], and temperatures should fall [late Friday|2023-03-17].
        It was the coldest [March 14|2023-03-14] in [30 years|P30Y].
        The storm made landfall on [Feb. 6|2023-02-06]; another came [two days later|2023-02-08].
        Rain is expected [Sunday|2023-03-19] through [Tuesday|2023-03-21].
        ",
    );
}

#[test]
fn elections() {
    check_all(
        "2020-10-30",
        "
        [Tuesday|2020-11-03]'s election is too close to call.
        [Thursday|2020-10-29]'s debate is all that they talk of.
        Polls close at [8 p.m. on Nov. 3|2020-11-03T20:00], with [four days|P4D] to go.
        Early voting ended on [Thursday|2020-10-29] in the south and ends on [Saturday|2020-10-31] in the north.
        She was elected in [2008|2008], re-elected in [2012|2012] and [2016|2016], and will leave office in [January|2021-01].
        ",
    );
}

#[test]
fn wars() {
    check_all(
        "2006-07-31",
        "
        An air raid killed 54 people on [Sunday|2006-07-30], [hours|PTXH] after the envoy arrived.
        The raids stopped for [48 hours|PT48H] from [2 a.m.|2006-07-31T02:00] ([2300 GMT Sunday|2006-07-30T23:00Z]).
        Soldiers were seized in a [July 12|2006-07-12] raid; [19 days ago|2006-07-12] the fighting began.
        The council is to meet later on [Monday|2006-07-31]; a vote could come by [Wednesday|2006-08-02] or [Thursday|2006-08-03].
        They held the south for [22 years|P22Y] until [2000|2000].
        ",
    );
}

#[test]
fn obituaries_and_features() {
    check_all(
        "2018-04-17",
        "
        She died at home on [Tuesday|2018-04-17]. Born on [June 8, 1925|1925-06-08], she married in [January 1945|1945-01] and moved west [three years later|1948].
        He served from [1943|1943] to [1946|1946], and worked at the mill for [more than 30 years|P30Y] until [the early 1980s|198].
        A service will be held on [Saturday at 11 a.m.|2018-04-21T11:00]
        [One night in June 1956|1956-06] he left; [one day last year|2017] he was back.
        On [May 3, 1968|1968-05-03], [the day|1968-05-03] before the march, he wrote home.
        He wrote for the daily Herald, and came [daily|P1D].
        ",
    );
    let life = "She was born on [May 3, 1931|1931-05-03], joined the navy on [June 1, 1950|1950-06-01], left it in [1955|1955], \
        moved in [1960|1960], retired in [1990|1990] and returned in [1999|1999]. [Last June|2017-06] she had fallen; she died on \
        [Thursday|2018-04-12], her son said [Friday|2018-04-13].";
    check_all("2018-04-17", life);
    // A weekday beside a day of long ago is of that week.
    let letter = "He was born on [May 3, 1920|1920-05-03] and married in [June 1941|1941-06]. On [Friday, June 9, 1944|1944-06-09] he \
        wrote that on [Tuesday|1944-06-06] he had landed. The war was over in [May 1945|1945-05]. He moved west in [1948|1948], was a \
        judge from [1951|1951] and wrote books until [1960|1960]. He died on [Thursday|2018-04-12].";
    check_all("2018-04-17", letter);
}

#[test]
fn old_magazines() {
    check_all(
        "1963-05-10",
        "
        In the capital [last week|1963-W18], the crackdown that began on [April 26|1963-04-26] went on.
        Not until [the spring of 1961|1961-SP] did he see her again. [That fall|1961-FA] they married.
        After a [three-hour|PT3H] talk [one afternoon last week|1963-W18], the two men shook hands.
        [Next month|1963-06] he will be 70.
        ",
    );
}

#[test]
fn science() {
    check_all(
        "2024-02-15",
        "
        The lander lifted off on [Thursday|2024-02-15] and should reach lunar orbit on [Feb. 21|2024-02-21], with a landing planned for [the following day|2024-02-22].
        The crater was formed [some 66 million years ago|PAST_REF].
        The probe, launched in [October 2018|2018-10], will take [seven years|P7Y].
        [Last month|2024-01] was the warmest [January|2024-01] since records began in [1850|1850].
        The reef was counted over [18 months|P18M], and watched for [over 18 months|P18M].
        ",
    );
}

#[test]
fn spanish_and_german_agencies() {
    check_in(
        Language::German,
        "2024-08-12",
        "
        Der Minister soll am [Freitag|2024-08-09] zurückgetreten sein.
        Der Minister soll am [Freitag|2024-08-16] zurücktreten.
        Das Gericht will am [Donnerstag|2024-08-15] sein Urteil verkünden.
        Die Partei kommt [Mitte September|2024-09] in Berlin zusammen, [drei Wochen|P3W] vor der Wahl.
        ",
    );
    check_in(
        Language::Spanish,
        "2024-08-12",
        "
        El partido se jugó [anoche|2024-08-11TNI] y el próximo será [el sábado|2024-08-17].
        El accidente ocurrió en [la madrugada del domingo|2024-08-11TMO].
        ",
    );
}
