//! What agencies write: quarters of games and of firms, events that are over, sessions that are planned.

use super::check_all;

#[test]
fn a_quarter_beside_a_game_is_none_of_a_year() {
    check_all(
        "2024-08-12",
        "
        In the third quarter the Bears kicked one more and led 21-14.
        The Lakers trailed by 12 points after the third quarter.
        Profit in [the third quarter|2024-Q3] trailed estimates.
        Sales of games rose in [the fourth quarter|2023-Q4].
        ",
    );
}

#[test]
fn what_a_day_owns_may_be_over_by_what_it_is() {
    check_all(
        "2024-08-14",
        "
        [Monday|2024-08-12]'s attack comes as they are to vote.
        They will hold talks over [Sunday|2024-08-11]'s disputed election.
        They will hold talks over [Sunday|2024-08-18]'s election.
        They will go on counting results from [Saturday|2024-08-10]'s vote.
        ",
    );
}

#[test]
fn a_participle_looks_where_its_verb_does() {
    check_all(
        "2024-08-14",
        "
        He will speak at a church-sponsored meeting on [Sunday|2024-08-18].
        He was re-elected [Sunday|2024-08-11].
        Samples taken [Sunday|2024-08-11] will show what it is.
        Samples will be taken [Sunday|2024-08-18].
        On [Friday|2024-08-16], the firm is expected to announce it.
        In [May|2024-05] they agreed to pay in [June|2025-06].
        ",
    );
}

#[test]
fn words_around_a_time_belong_to_it() {
    check_all(
        "2024-08-12",
        "
        At [9 that night|2024-08-12T21:00] he called.
        It fell on [a Sunday in March|2024-03], not on [a recent Tuesday|PAST_REF].
        He came in [1988|1988]. [More than 20 years later|2008] he left.
        For [the year|2024] to date it rose. In [the year|P1Y] starting [April 1|2025-04-01] it will rise.
        Unadjusted [May|2024-05] unemployment rose. Traders May Trade Futures.
        ",
    );
}
