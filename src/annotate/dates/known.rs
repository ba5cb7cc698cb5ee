//! The classes of words that the program itself asks about, wherever a language file lists them.

use super::lexicon::{Class, Lexicon};

macro_rules! known {
    ($($field:ident $name:literal $doc:literal,)*) => {
        /// The classes that the program itself asks about.
        #[derive(Clone, Copy, Debug, Default)]
        pub(super) struct Known {
            $(#[doc = $doc] pub(super) $field: Option<Class>,)*
        }

        impl Known {
            pub(super) fn of(lexicon: &Lexicon) -> Self {
                Self { $($field: lexicon.class($name),)* }
            }
        }
    };
}

known! {
    ones "ones" "Number words below twenty.",
    tens "tens" "Twenty, thirty, …",
    times "times" "Hundred, thousand: they multiply.",
    some "some" "Words for an amount: few, couple.",
    article "article" "A, an.",
    nth "nth" "First, second, …",
    and "and" "Joins numbers.",
    half "halfword" "Half.",
    of "of" "Of, after an amount: a couple of.",
    attack "attack" "Attacks, terrorists: words after 11 September.",
    compared "compared" "Than, as: what is compared with a plan is no plan.",
    be "be" "What makes a verb in -ed a passive: will be paid.",
    ahead_to "ahead-to" "Words that look ahead where `to` follows.",
    to "to" "To.",
    limits "soon" "Words after which a time is to come: effective, as soon as.",
    until "until" "By, until, through: the verb tells whether a limit is over.",
    puts_off "puts-off" "Verbs whose limit is to come: postponed until, told to leave by.",
    sets "sets" "Words after which a time with `for` is to come: set for, called for.",
    for_ "for" "For.",
    ahead_for "ahead-for" "Words that look ahead where `for` follows.",
    ended "ended" "Ended, ending: what a quarter is told by.",
    moves "moves" "Verbs whose new time with `to` is to come: postponed to.",
    would "would" "Would, of what was to come once.",
    week_verb "week-verb" "Verbs that look ahead before a weekday; before a date the year of a company ends.",
    neutral "neutral" "Words in -ed that are no past: exceed.",
    could "could" "Could, which with `not` looks behind.",
    negative "negative" "Not, nobody.",
    than "than" "Than: before a noun a number after it is an amount.",
    compares "compares" "Well, far: before `ahead of` they make no time of it.",
    acts "acts" "Verbs in the third person that could be nouns: visits.",
    tells "tells" "Reports: with a noun alone they do so on a day, with a sentence they have done so.",
    halts "halts" "Closed, suspended: after `is` they tell of a day to come.",
    but "but" "But.",
    that "that" "That, which: a clause follows.",
    since "since" "Since: what follows is over.",
    scale "scale" "Words of games and of the weather: beside them a quarter is none of a year, and the 60s no decade.",
    game "game" "Scored, coach: beside them, and none of money, a quarter is none of a year.",
    money "money" "Loss, percent: words of business that a half of a year is not told by.",
    over "over" "Attack, disputed: what a day owns that is so is over.",
    outcome "outcome" "Results, survivors: what there is of an event that is over.",
    deictic "deictic" "Today, yesterday: a weekday in brackets after it is that day.",
    business "business" "Sales, growth: beside them a half is one of a year.",
    wake "wake" "After, from: what belongs to a day that follows is told of before it is to come.",
    due "due" "Due, which with `to` can mean because.",
    within "within" "In, on: a verb just before them governs the time that follows.",
    into "into" "Into: what comes into force is to come.",
    opening "opening" "Beginning, starting: the time that a series of events begins at follows.",
    between "between" "Between: two days follow, joined by `and`.",
    from "from" "From.",
    offered "offered" "Sale, open: with `are` and `from` they look ahead.",
    event "event" "Election, match: before it comes more is written of it in the present than after.",
    perfect "perfect" "German sein, haben: after a participle they make a perfect of `soll`.",
    front "front" "Ahead, before `of`.",
    earlier "earlier" "Before.",
    spends "spends" "Take, spent: an amount of time follows.",
    records "records" "Payable, record: the day of a payment follows.",
    later "later" "After, since: what counts from something.",
    plain "plain" "Verbs in the present, after a plural or a name: meet.",
    plain_or_noun "plain-or-noun" "Such verbs that could be nouns: vote.",
    going "going" "Verbs in -ing that look ahead after `is`: are meeting.",
    present "present" "Is, are.",
    had "had" "Had, of the past perfect.",
    holds "holds" "Has, had: before `until Friday` they set a limit.",
    have "have" "Have, of the perfect.",
    will "will" "Will, shall.",
    modal "modal" "Will, could, must: an infinitive follows.",
    who "who" "Who, whose: after a comma they begin an aside.",
    pronoun "pronoun" "They, we: subjects of a plural verb.",
    determiner "determiner" "The, its: a noun follows.",
    condition "condition" "If, when.",
    awaits "awaits" "When, if: after `would` they tell of what was to come.",
    adverb "adverb" "Still, already: what may stand within a verb, beside what ends in -ly.",
    units "units" "Units in the plural.",
    prefixes "prefix" "Mid, pre: what may stand before a date with a hyphen.",
    before_date "before-date" "Words after which a number is a year and `may` a month.",
    not_year "not-year" "Words after which a number is no year.",
    counted "counted" "Words before which a number is no year.",
    ahead "ahead" "Verbs and words that look ahead.",
    behind "behind" "Verbs that look back.",
    unit "unit" "Units of time.",
    month "month" "Months.",
    weekday "weekday" "Weekdays.",
    eastern "eastern" "Cities of the Far East and the Pacific, where the day begins early.",
    happened "happened" "Heard, met: verbs that tell of what has happened and never of what is planned.",
    clauses "clauses" "And, but: a clause may follow.",
    joins "joins" "And, to, or: what joins dates in a list.",
    rated "rated" "Words after which `a week` is a rate: once, times.",
    title "title" "Mr., Mrs.: a name follows.",
}
