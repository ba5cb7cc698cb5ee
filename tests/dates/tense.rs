//! Where a weekday or a month lies: the verb that governs it tells.

use dateline::story::Language;

use super::{check_all, check_in};

#[test]
fn an_infinitive_looks_where_what_it_hangs_on_looks() {
    check_all(
        "2024-08-15",
        "
        The bank will cut rates on [Wednesday|2024-08-21].
        The bank is expected to cut rates in [September|2024-09].
        The bank is likely to cut rates in [September|2024-09].
        The storm could hit the coast by [Sunday|2024-08-18].
        She plans to set up a school in [October|2024-10].
        The leaders prepare to meet on [Saturday|2024-08-17].
        It becomes law on [Friday|2024-08-16].
        The bank cut rates on [Wednesday|2024-08-14].
        ",
    );
}

#[test]
fn what_had_been_planned_is_over() {
    check_all(
        "2024-08-13",
        "
        The launch had been set for [8 p.m. Monday|2024-08-12T20:00].
        The vote had been scheduled for [Friday|2024-08-09].
        The talks had been due to resume [Thursday|2024-08-08].
        The deadline had been [Monday|2024-08-12].
        They had hoped to leave [Saturday|2024-08-10].
        The storm had been expected to hit the coast on [Sunday|2024-08-11].
        The council had already met on [Friday|2024-08-09].
        The offer was to have expired [Friday|2024-08-09].
        ",
    );
    check_all(
        "2024-08-15",
        "
        She had planned to speak [Saturday|2024-08-10].
        He may have left the country [Tuesday|2024-08-13].
        They should have arrived [Tuesday|2024-08-13].
        It would have expired [Tuesday|2024-08-13].
        ",
    );
    check_all(
        "2024-03-12",
        "
        The minister could not be reached [Sunday|2024-03-10].
        Neither of them could be reached [Sunday|2024-03-10].
        The storm could reach the coast [Sunday|2024-03-17].
        The harvest may exceed a million tonnes by [August|2024-08].
        ",
    );
}

#[test]
fn what_is_planned_lies_ahead() {
    check_all(
        "2024-08-13",
        "
        The trial was to begin [Thursday|2024-08-15].
        The trial was due to begin [Thursday|2024-08-15].
        The hearing was scheduled for [Friday|2024-08-16].
        A hearing is scheduled for [Friday|2024-08-16].
        The hearing is set for [Friday|2024-08-16].
        A judge set a hearing for [Friday|2024-08-16].
        The union called a strike for [Monday|2024-08-19].
        The minister is to meet them [Thursday|2024-08-15].
        The bank said it would close [Friday|2024-08-16].
        The bank said [Friday|2024-08-09] it would close.
        On [Saturday|2024-08-17] he is due in court.
        The strike planned for [Friday|2024-08-16] was called off.
        A strike is planned [Friday|2024-08-16].
        Rain is expected [Wednesday|2024-08-14].
        They voted to meet again [Friday|2024-08-16].
        They have to close [Friday|2024-08-16].
        The forecast for [Wednesday|2024-08-14] calls for rain.
        ",
    );
    check_all(
        "2024-08-15",
        "
        Workers have scheduled a rally for [Saturday|2024-08-17].
        The vote, expected [Friday|2024-08-16], was delayed.
        The team was expected to arrive [Friday|2024-08-16].
        She plans to speak [Saturday|2024-08-17].
        She planned to speak [Saturday|2024-08-17].
        ",
    );
}

#[test]
fn a_limit_lies_where_its_verb_looks() {
    check_all(
        "2024-08-13",
        "
        The fair ran through [Sunday|2024-08-11].
        The festival ran through [Saturday night|2024-08-10TNI].
        The festival runs through [Sunday|2024-08-18].
        The festival will run through [Sunday|2024-08-18].
        They stayed until [Friday|2024-08-09].
        The fighting went on until [Sunday night|2024-08-11TNI].
        The shop will stay open until [Sunday|2024-08-18].
        They have until [Friday|2024-08-16] to appeal.
        The judge gave them until [Friday|2024-08-16] to appeal.
        The vote was postponed until [Friday|2024-08-16].
        The court adjourned until [Friday|2024-08-16].
        The judge put off the hearing until [Friday|2024-08-16].
        The curfew remains in place until [Friday|2024-08-16].
        The road was closed until [Friday|2024-08-16].
        Nothing was known until [Friday|2024-08-09].
        By [Friday|2024-08-09] they had left.
        The toll had risen to 40 by [Sunday|2024-08-11].
        The fire was under control by [Sunday|2024-08-11].
        They were told to leave by [Friday|2024-08-16].
        The firm must pay by [Friday|2024-08-16].
        The firm agreed to pay by [Friday|2024-08-16].
        The kidnappers demanded the money by [Friday|2024-08-16].
        The curfew was extended to [Friday|2024-08-16].
        The talks were pushed back to [Friday|2024-08-16].
        They lived there until [January|2024-01].
        The trial was put off until [January|2025-01].
        The trial was moved to [January|2025-01].
        It had sold 40 by [March|2024-03].
        ",
    );
    check_all(
        "2024-08-15",
        "
        Police had until [Friday|2024-08-16] to charge him.
        They will have left by [Friday|2024-08-16].
        Rain was forecast through [Saturday|2024-08-17].
        The power was out until [Wednesday morning|2024-08-14TMO].
        Nearly 90 percent had been counted by [Wednesday|2024-08-14].
        He was held until [Monday|2024-08-12].
        ",
    );
    check_all(
        "2024-03-12",
        "
        Traffic could be restored by [Saturday|2024-03-16].
        They urged continued talks to reach an agreement by [September|2024-09].
        He was asking for bids by [April|2024-04].
        But by [Friday|2024-03-08] the price had fallen.
        ",
    );
    check_all(
        "2024-03-12",
        "
        The trains stood still until [Wednesday|2024-03-13].
        The trains stood still until [Thursday|2024-03-07].
        The coin, until [Monday|2024-03-11] an item of lists and of talk, went into purses.
        They will stay for [30 days|P30D] from [Friday|2024-03-15].
        ",
    );
}

#[test]
fn the_present_looks_ahead() {
    check_all(
        "2024-08-13",
        "
        The court meets [Thursday|2024-08-15].
        The two leaders meet [Thursday|2024-08-15] in Oslo.
        The two leaders did not meet [Thursday|2024-08-08].
        The two leaders met [Thursday|2024-08-08] in Oslo.
        They are meeting [Thursday|2024-08-15].
        She is flying to Oslo on [Thursday|2024-08-15].
        The exhibition closes [Sunday|2024-08-18].
        The bank, which lost $5 million [last year|2023], opens [Friday|2024-08-16].
        The game, delayed by rain, begins [Thursday|2024-08-15].
        Talks that failed in [June|2024-06] resume [Thursday|2024-08-15].
        The deal takes effect [Monday|2024-08-19].
        The deal took effect [Monday|2024-08-12].
        The ban goes into effect [Monday|2024-08-19].
        He appears in court [Wednesday|2024-08-14].
        He appeared in court [Wednesday|2024-08-07].
        Voting ends [Sunday|2024-08-18].
        Voting ended [Sunday|2024-08-11].
        She leaves for Rome [Thursday|2024-08-15].
        The polls open [Thursday|2024-08-15].
        The polls opened [Thursday|2024-08-08].
        The shop was open [Monday|2024-08-12].
        The season begins in [April|2025-04].
        Its term expires in [January|2025-01].
        If they win [Saturday|2024-08-17], they stay up.
        Unless it rains [Saturday|2024-08-17], the fair goes on.
        ",
    );
    check_all(
        "2024-08-15",
        "
        Schools reopen [Monday|2024-08-19] after a strike.
        The trial of a man accused of spying opens [Monday|2024-08-19].
        It was unclear whether they would meet [Friday|2024-08-16].
        ",
    );
}

#[test]
fn the_nearest_is_before_the_event() {
    check_all(
        "2024-08-13",
        "
        Stocks rose ahead of [Friday|2024-08-16]'s report.
        Prices rose ahead of the [November|2024-11] election.
        The party split before [Monday|2024-08-12]'s vote.
        The party is split before [Thursday|2024-08-15]'s vote.
        Shares fell after [Friday|2024-08-09]'s close.
        Police are investigating [Friday|2024-08-09]'s attack.
        He claimed responsibility for [Friday|2024-08-09]'s attack.
        ",
    );
    check_all(
        "2024-08-15",
        "
        The two were killed before [Wednesday|2024-08-14]'s raid.
        Oil fell as traders awaited [Friday|2024-08-16]'s report.
        ",
    );
}

#[test]
fn a_verb_that_governs_another_clause_does_not_tell() {
    check_all(
        "2024-08-13",
        "
        People wounded [Friday|2024-08-09] are in hospital.
        He was able to win [Friday|2024-08-09].
        They had to close [Friday|2024-08-09].
        She went on to win [Sunday|2024-08-11].
        The crew managed to land [Sunday|2024-08-11].
        The firm failed to pay on [Friday|2024-08-09].
        The mayor, expected to resign, spoke [Monday|2024-08-12].
        The plan would, if approved, take effect [Friday|2024-08-16].
        The strike, which will hurt the port, began [Friday|2024-08-09].
        The man expected to win the vote said [Friday|2024-08-09] he would quit.
        They protested [Friday|2024-08-09] against a plan to cut jobs.
        The dividend would be paid on a still unspecified date in [September|2024-09].
        Nobody has been charged since the arrest [Friday|2024-08-09].
        The plane was bound for Rome when it crashed [Sunday|2024-08-11].
        Residents voted [Sunday|2024-08-11] on whether to join.
        ",
    );
    check_all(
        "2024-08-15",
        "
        Two of those killed [Tuesday|2024-08-13] will be buried [Friday|2024-08-16].
        The bill passed in a House vote [Tuesday|2024-08-13].
        The company, which is to close, said [Wednesday|2024-08-14] it lost money.
        He warned that the talks could fail, he said [Tuesday|2024-08-13].
        Shares closed higher than expected [Tuesday|2024-08-13].
        ",
    );
    check_all(
        "2024-08-15",
        "
        Money would be put into the markets when they opened on [Friday|2024-08-16].
        The markets fell when they opened on [Friday|2024-08-09].
        He would not comment, though the talks ended [Friday|2024-08-09].
        It would open when ready. He left [Friday|2024-08-09].
        ",
    );
}

#[test]
fn a_month_just_over_is_not_that_of_next_year() {
    check_all(
        "2024-03-12",
        "
        They expect a pickup after the losses of [February|2024-02].
        The meeting had been scheduled for [April|2024-04].
        It showed a loss in [May|2023-05] after a gain in [January|2024-01].
        The dividend is payable in [May|2024-05].
        ",
    );
}

#[test]
fn what_was_planned_but_did_not_come_is_over() {
    check_all(
        "2024-08-14",
        "
        He was due in court [Tuesday|2024-08-13] but did not appear.
        The river was expected to crest [Tuesday night|2024-08-13TNI] but kept rising.
        He was due in court [Tuesday|2024-08-20] but hopes to be freed.
        He is due in court [Tuesday|2024-08-20] but did not say so.
        ",
    );
}

#[test]
fn a_range_may_hold_the_day_of_publication() {
    check_all(
        "2024-08-14",
        "
        The fair runs from [May 1|2024-05-01] to [Oct. 31|2024-10-31].
        The fair will run from [May 1|2025-05-01] to [Oct. 31|2025-10-31].
        The fair ran from [May 1|2024-05-01] to [June 30|2024-06-30].
        The pool is open from [May|2024-05] to [September|2024-09].
        ",
    );
}

#[test]
fn this_season_lies_where_its_verb_looks() {
    check_all(
        "2020-01-22",
        "
        The term runs through [this fall|2020-FA]. I met her [this summer|2019-SU].
        They will meet [this December|2020-12]; they met [this December|2019-12].
        ",
    );
}

#[test]
fn what_comes_ahead_of_an_event_is_to_come() {
    check_all(
        "2020-01-21",
        "
        Shares rose ahead of a summit in Geneva on [Friday|2020-01-24].
        They had risen ahead of a vote on [Friday|2020-01-17].
        They came in well ahead of the others on [Friday|2020-01-17].
        ",
    );
}

#[test]
fn an_infinitive_in_a_headline_is_to_come() {
    check_all(
        "2024-06-12",
        "
        Minister to visit Oslo on [Friday|2024-06-14]
        Fed to meet [Thursday|2024-06-13]
        Queen to Visit Oslo in [March|2025-03]
        Bank to cut rates in [March|2025-03], sources say
        Chef to be honoured in [March|2025-03]
        Bid to save school fails on [Friday|2024-06-07]
        MAYOR TO ADDRESS TEACHERS [FRIDAY NIGHT|2024-06-14TNI]
        Miners linked to strike on [Friday|2024-06-07]
        Union refuses to meet on [Friday|2024-06-07]
        Snow thanks to storm on [Friday|2024-06-07]
        They came to Oslo to meet the mayor on [Friday|2024-06-07].
        Efforts to free them on [Friday|2024-06-07] failed.
        Speaking to lawmakers in Oslo [Friday|2024-06-07], Mr. Lind said no.
        JOBLESS RATE RISES TO RECORD IN [JANUARY|2024-01]
        ACME LTD YEAR TO END [JANUARY|2024-01]
        ",
    );
}

#[test]
fn what_is_announced_in_the_present_is_to_come() {
    check_all(
        "2024-06-12",
        "
        Acme reports on [Friday|2024-06-14]
        Acme, which reports on [Friday|2024-06-14], rose.
        Media reports on [Friday|2024-06-07] said he died.
        France visit the Netherlands on [Sunday|2024-06-16].
        LEADERS MEET [FRIDAY|2024-06-14]
        Stocks close lower [Friday|2024-06-07]
        STOCKS CLOSE LOWER [FRIDAY|2024-06-07]
        Join us on [Friday|2024-06-14].
        They join unions. We're going on [Friday|2024-06-14].
        The judge adjourned the case to [Monday|2024-06-17].
        The speaker recalled the house for [Monday|2024-06-17].
        Man dies [Monday|2024-06-10]
        ",
    );
    check_in(
        Language::German,
        "2024-06-12",
        "
        Die Bank legt am [Freitag|2024-06-14] Zahlen vor.
        Gericht urteilt am [Montag|2024-06-17]
        Die Bank legte am [Freitag|2024-06-07] Zahlen vor.
        ",
    );
    check_in(
        Language::Spanish,
        "2024-06-12",
        "
        El jurado decide [el lunes|2024-06-17].
        La ley podría aprobarse [el jueves|2024-06-13].
        El jurado decidió [el lunes|2024-06-10].
        ",
    );
}
