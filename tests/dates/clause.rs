//! Which clause a date is of: the verb of that one tells where it lies.

use dateline::story::Language;

use super::{check_all, check_in};

#[test]
fn the_clause_that_a_date_begins_tells_where_it_lies() {
    check_all(
        "2024-08-14",
        "
        [First-quarter|2024-Q1] profit rose and [second-half|2024-H2] growth should improve.
        He resigned on [Monday|2024-08-12], and on [Friday|2024-08-16] the board will name a successor.
        He will resign on [Monday|2024-08-19], and on [Friday|2024-08-09] the board named a successor.
        The talks failed, but in [May|2025-05] they will resume.
        The firm closed in [May|2024-05], and [September|2024-09] sales will suffer.
        Sales rose in [May|2024-05], [June|2024-06] and [July|2024-07], and will fall.
        They met [Friday|2024-08-09] and [Saturday|2024-08-10] to discuss what will follow.
        Although it froze on [Tuesday|2024-08-13], [Friday|2024-08-16] is forecast to be colder.
        Traffic between Oslo and Bergen will double by [October|2024-10], though it had been left alone.
        ",
    );
}

#[test]
fn the_clauses_of_spanish_and_german() {
    check_in(
        Language::Spanish,
        "2024-08-14",
        "
        [El segundo semestre|2024-H2] será mejor.
        Las ventas cayeron en [junio|2024-06], pero en [mayo|2025-05] subirán.
        [El primer trimestre|2024-Q1] fue malo y [el segundo semestre|2024-H2] será mejor.
        La votación es en [mayo|2025-05].
        Cerró [el jueves|2024-08-08]. La votación empieza [el jueves|2024-08-15].
        ",
    );
    check_in(
        Language::German,
        "2024-08-14",
        "
        Im [zweiten Halbjahr|2024-H2] wird der Umsatz steigen.
        Der Umsatz sank im [Mai|2024-05], im [Herbst|2024-FA] soll er steigen.
        Der Umsatz sank im [Mai|2024-05], im [April|2025-04] soll er steigen.
        Die nächste Wahl ist im [Herbst|2024-FA].
        Die Ernte ist im [Mai|2024-05] gestiegen.
        Es heißt, dass die Ernte im [Mai|2024-05] gestiegen ist.
        Er ist im [Mai|2024-05] gegangen, im [Juni|2025-06] kommt er wieder.
        Am [Donnerstag|2024-08-15] stimmt das Parlament ab.
        Am [Donnerstag|2024-08-08] stimmte das Parlament ab.
        ",
    );
}

#[test]
fn two_sentences_tell_two_days() {
    check_all(
        "2024-08-14",
        "
        The store closed [Thursday|2024-08-08]. Voting begins [Thursday|2024-08-15].
        The store closed on [Aug. 8|2024-08-08], that is, [Thursday|2024-08-08].
        ",
    );
}

#[test]
fn the_head_of_a_subject_tells_whether_its_verb_is_in_the_present() {
    check_all(
        "2024-08-14",
        "
        Tickets for the show go on sale [Thursday|2024-08-15].
        Tickets for the show go on sale at [10 a.m. Friday|2024-08-16T10:00].
        Tickets for the show went on sale [Thursday|2024-08-08].
        The vote is on [Tuesday|2024-08-20]. The fair is in [May|2025-05]. It was in [May|2024-05].
        ",
    );
}

#[test]
fn what_lasts_lasts_from_now_on() {
    check_all(
        "2024-03-14",
        "
        The season lasts from [June|2024-06] to [September|2024-09].
        The season lasted from [June|2023-06] to [September|2023-09].
        The show continues through [Sunday|2024-03-17].
        ",
    );
}

#[test]
fn what_is_over_is_not_to_come() {
    check_all(
        "2015-03-16",
        "
        The court heard the case on [March 30|2014-03-30].
        The court will hear the case on [March 30|2015-03-30].
        The court heard the case on [March 17|2015-03-17].
        The licence is good until [June 30|2015-06-30], the mayor said.
        ",
    );
}

#[test]
fn a_tale_goes_on_from_the_year_it_told() {
    check_all(
        "2013-08-12",
        "
        In [June 2009|2009-06] she joined. In [November|2009-11] she resigned. In [March|2010-03] she was back.
        She joined in [June 2009|2009-06] and resigned in [November|2009-11].
        The firm, which opened in [June 2009|2009-06], closed in [November|2012-11].
        The firm was founded in [June 2009|2009-06]. In [November|2012-11] it said it would close.
        In [June 2009|2009-06] she joined. In [November|2013-11] she will resign.
        ",
    );
}

#[test]
fn in_the_far_east_tomorrow_has_begun() {
    check_all(
        "2024-08-12",
        "
        TOKYO, Japan (Agency) - A train was hit [Tuesday|2024-08-13].
        HONG KONG, [Aug. 13|2024-08-13] (Agency) - A train was hit [Wednesday|2024-08-07].
        OSLO, Norway (Agency) - A train was hit [Tuesday|2024-08-06].
        Tokyo trains were late on [Tuesday|2024-08-06].
        ",
    );
}

#[test]
fn a_day_may_stand_within_a_plan() {
    check_all(
        "2024-08-14",
        "
        The council voted on [Monday|2024-08-12] to close the school in [June|2025-06].
        The council closed the school on [Monday|2024-08-12] to save money in [June|2024-06].
        The two firms agreed to a deal on [Friday|2024-08-09].
        The storm is forecast to reach the coast on [Friday|2024-08-16].
        Rain is likely [Friday|2024-08-16].
        ",
    );
}

#[test]
fn verbs_in_the_present_that_could_be_nouns() {
    check_all(
        "2024-08-14",
        "
        The Lions host the Bears on [Sunday|2024-08-18].
        The Lions, who lost to the Bears on [Sunday|2024-08-11], travel to Dallas on [Thursday|2024-08-15].
        Voters head to the polls [Tuesday|2024-08-20].
        He was the host of the fair on [Tuesday|2024-08-13].
        The firm reports earnings on [Thursday|2024-08-15].
        The Herald reports [Tuesday|2024-08-13] that the firm lost money.
        Reports on [Thursday|2024-08-08] showed a loss.
        Banks are closed [Monday|2024-08-19]; they were closed [Friday|2024-08-09].
        ",
    );
}

#[test]
fn what_somebody_said_is_said() {
    check_all(
        "2024-08-14",
        "
        The mayor, chief of the council, said on [Monday|2024-08-12] she would resign.
        The vote, expected [Friday|2024-08-16], was put off.
        ",
    );
}
