//! The classes of words that the program itself asks about, wherever a language file lists them.

use super::lexicon::{Class, Lexicon};

macro_rules! known {
    ($($field:ident $name:literal $doc:literal,)*) => {
        /// The classes that the program itself asks about.
        #[derive(Clone, Copy, Debug, Default)]
        pub(super) struct WordClasses {
            $(#[doc = $doc] pub(super) $field: Option<Class>,)*
        }

        impl WordClasses {
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
    compared "compared" "Than, as: what is compared with a plan is not one.",
    be "be" "Forms of be, which make a verb in -ed a passive: will be paid.",
    ahead_to "ahead-to" "Words of planning before `to`: set to.",
    to "to" "To.",
    limits "soon" "Words before a time in the future: effective, as soon as.",
    until "until" "By, until, through: the verb decides whether the limit is past.",
    puts_off "puts-off" "Verbs whose limit is in the future: postponed until, told to leave by.",
    sets "sets" "Verbs of scheduling before `for`: set for, called for.",
    for_ "for" "For.",
    ahead_for "ahead-for" "Words of planning before `for`: ready for.",
    ended "ended" "Ended, ending: the last day of a quarter follows.",
    moves "moves" "Verbs whose new time follows `to`: postponed to.",
    would "would" "Would: the future as seen from the past.",
    week_verb "week-verb" "Verbs in the present tense that are about the future with a weekday, or just before a preposition and a month: ends in January.",
    neutral "neutral" "Words in -ed that are not past tenses: exceed.",
    could "could" "Could, which is past with `not`.",
    negative "negative" "Not, nobody.",
    than "than" "Than: the number after it is an amount if a noun follows.",
    compares "compares" "Well, far: with them `ahead of` is a comparison.",
    acts "acts" "Third-person verbs that could be nouns: visits.",
    tells "tells" "Reports: with a noun as its object it announces, with a clause it has happened.",
    halts "halts" "Closed, suspended: after `is` they are about a day in the future.",
    but "but" "But.",
    that "that" "That, which: a clause follows.",
    since "since" "Since: what follows is in the past.",
    scale "scale" "Words of games and of the weather: in their sentence a quarter is not one of a year, nor the 60s a decade.",
    game "game" "Scored, coach: in their sentence, without words of money, a quarter is not one of a year.",
    money "money" "Loss, percent: words of business that do not make a half one of a year.",
    over "over" "Attack, disputed: an event described so and named with its day is past.",
    outcome "outcome" "Results, survivors: what remains of a past event.",
    deictic "deictic" "Today, yesterday: a weekday in brackets after it is that day.",
    business "business" "Sales, growth: in their sentence a half is one of a year.",
    wake "wake" "After, from: an event named with its day after them is a cause.",
    due "due" "Due, which before `to` can mean because.",
    within "within" "In, on: a verb just before them governs the time that follows.",
    into "into" "Into: what comes into force does so in the future.",
    opening "opening" "Beginning, starting: the first day of a series of events follows.",
    says "says" "Said, says: after a comma they only name the source.",
    sport "sport" "Touchdown, quarterback: in their story a quarter is one of a game.",
    between "between" "Between: two days follow, joined by `and`.",
    from "from" "From.",
    offered "offered" "Sale, open: between `are` and `from` they are about the future.",
    event "event" "Election, match: events that are described in the present tense before they happen.",
    perfect "perfect" "German sein, haben: after a participle they form a perfect infinitive with `soll`.",
    front "front" "Ahead, before `of`.",
    earlier "earlier" "Before.",
    spends "spends" "Take, spent: a duration follows.",
    records "records" "Payable, record: the day of a payment follows.",
    later "later" "After, since: an event that is counted from follows.",
    plain "plain" "Verbs in the present tense after a plural or a name: meet.",
    plain_or_noun "plain-or-noun" "Such verbs that could be nouns: vote.",
    going "going" "Verbs in -ing that are about the future after `is`: are meeting.",
    present "present" "Is, are.",
    had "had" "Had, of the past perfect.",
    holds "holds" "Has, had: before `until Friday` they express a limit.",
    have "have" "Have, of the perfect.",
    will "will" "Will, shall.",
    modal "modal" "Will, could, must: an infinitive follows.",
    who "who" "Who, whose: after a comma they begin a relative clause.",
    pronoun "pronoun" "They, we: subjects of a plural verb.",
    determiner "determiner" "The, its: a noun follows.",
    condition "condition" "If, when.",
    awaits "awaits" "When, if: after `would` their clause is about the future.",
    adverb "adverb" "Still, already: adverbs within a verb, besides those in -ly.",
    units "units" "Units in the plural.",
    prefixes "prefix" "Mid, pre: what may stand before a date with a hyphen.",
    before_date "before-date" "Words after which a number is a year and `may` a month.",
    not_year "not-year" "Words after which a number is not a year.",
    counted "counted" "Words before which a number is not a year.",
    ahead "ahead" "Verbs and other words of the future.",
    behind "behind" "Verbs in the past tense.",
    unit "unit" "Units of time.",
    month "month" "Months.",
    weekday "weekday" "Weekdays.",
    eastern "eastern" "Cities of the Far East and the Pacific, where the day begins early.",
    happened "happened" "Heard, met: verbs of completed events, never of plans.",
    clauses "clauses" "And, but: a clause may follow.",
    joins "joins" "And, to, or: what joins dates in a list.",
    rated "rated" "Words after which `a week` is a rate: once, times.",
    title "title" "Mr., Mrs.: a name follows.",
}
