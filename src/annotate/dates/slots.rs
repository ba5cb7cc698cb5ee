//! What the words of one expression say, before it is resolved: one number per [`Slot`].

use super::value::{PARTS_OF_DAY, Unit};

macro_rules! slots {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// A part of what an expression says. A class of words named after a slot fills it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Slot {
            $(#[doc = $doc] $variant,)*
        }

        impl Slot {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $name),)*];
        }
    };
}

slots! {
    Year "year" "A year as written.",
    Era "era" "1 where the year counts back from the birth of Christ.",
    Month "month" "1 to 12.",
    Day "day" "1 to 31.",
    Weekday "weekday" "Monday is 1.",
    Weekday2 "weekday2" "A weekday before or after the date: `the Tuesday after Labor Day`.",
    Nth "nth" "First, second, …; -1 is the last.",
    Quarter "quarter" "1 to 4.",
    Half "half" "1 or 2.",
    Season "season" "0 is spring.",
    Holiday "holiday" "A place among the holidays.",
    Decade "decade" "1990, or 90 where the century is left open.",
    Century "century" "20 is the twentieth.",
    Hour "hour" "0 to 24.",
    Minute "minute" "0 to 59; less than 0 where it counts back from the hour: `a quarter to three`.",
    Second "second" "0 to 59.",
    Meridiem "meridiem" "0 before noon, 12 after.",
    Zone "zone" "1 for universal time, 0 for any other.",
    DayPart "part" "Morning, night, …: an index into `PARTS_OF_DAY`.",
    Unit "unit" "A unit of time.",
    Count "count" "How many units, in hundredths; 0 for some.",
    Unit2 "unit2" "The unit of a second amount.",
    Count2 "count2" "The second amount, in hundredths.",
    Way "way" "-1 back, 0 this, 1 ahead.",
    Base "told" "What it counts from, where not from today: a place in `BASES`.",
    Vague "vague" "-1 past, 0 present, 1 future.",
    Recurs "recurs" "1 in every one of these.",
    Plus "plus" "More of the unit, in hundredths: `a year and a half`.",
    Whole "whole" "The unit whose cell around the date is meant: `the week of May 5`.",
    Offset "offset" "-1 where a second amount lies before the date, 1 where it lies after: `two weeks before Christmas`.",
    Fixed "fixed" "1 where a vague amount of units is a length rather than a vague time.",
}

impl Slot {
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(slot, _)| *slot)
    }

    /// Reads a value of this slot as the language files write it: a number, or for units, seasons, holidays and parts of the day a code.
    pub(super) fn value(self, text: &str) -> Option<i32> {
        let index = |codes: &[&str]| {
            let at = codes.iter().position(|code| *code == text)?;
            i32::try_from(at).ok()
        };
        match self {
            Self::Unit | Self::Unit2 | Self::Whole => index(&UNITS.map(|(code, _)| code)),
            Self::Season => index(&["SP", "SU", "FA", "WI"]),
            Self::DayPart => index(&PARTS_OF_DAY),
            Self::Base => index(&BASES.map(|(code, _)| code)),
            Self::Holiday => index(&super::holiday::NAMES),
            _ => text.parse().ok(),
        }
    }
}

const UNITS: [(&str, Unit); 15] = [
    ("s", Unit::Second),
    ("min", Unit::Minute),
    ("h", Unit::Hour),
    ("D", Unit::Day),
    ("WE", Unit::Weekend),
    ("W", Unit::Week),
    ("2W", Unit::Fortnight),
    ("M", Unit::Month),
    ("Q", Unit::Quarter),
    ("S", Unit::Season),
    ("H", Unit::Half),
    ("Y", Unit::Year),
    ("DE", Unit::Decade),
    ("CE", Unit::Century),
    ("ML", Unit::Millennium),
];

/// The reference date of an expression that does not count from the publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The last date mentioned: `two days later`.
    Last,
    /// The expression is the last date of its unit, if any: `the quarter`.
    Unit,
    /// The quarter or month whose results are compared: `a year earlier`.
    Compared,
    /// The last date mentioned in a history, the publication in news: `the weekend`.
    History,
    /// None: no day in particular is meant, as in `at night`.
    None,
    /// The last date mentioned, and the value has its unit: `the same week last year`.
    Alike,
    /// An event without a date: `the day before the vote`.
    Event,
}

const BASES: [(&str, Base); 7] = [
    ("last", Base::Last),
    ("unit", Base::Unit),
    ("compared", Base::Compared),
    ("history", Base::History),
    ("none", Base::None),
    ("alike", Base::Alike),
    ("event", Base::Event),
];

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slots([i32; Slot::ALL.len()]);

const NOTHING: i32 = i32::MIN;

impl Slots {
    pub(super) const NOTHING: Self = Self([NOTHING; Slot::ALL.len()]);

    pub(super) fn get(&self, slot: Slot) -> Option<i32> {
        self.0
            .get(slot as usize)
            .copied()
            .filter(|value| *value != NOTHING)
    }

    /// As [`Self::get`], for the slots whose values are small.
    pub(super) fn small(&self, slot: Slot) -> Option<i8> {
        self.get(slot)?.try_into().ok()
    }

    pub(super) fn has(&self, slot: Slot) -> bool {
        self.get(slot).is_some()
    }

    pub(super) fn with(mut self, slot: Slot, value: i32) -> Self {
        if let Some(place) = self.0.get_mut(slot as usize) {
            *place = value;
        }
        self
    }

    /// Without this slot.
    pub(super) fn without(self, slot: Slot) -> Self {
        self.with(slot, NOTHING)
    }

    /// With the slots that only `other` fills.
    pub(super) fn or_all(mut self, other: &Self) -> Self {
        for (here, there) in self.0.iter_mut().zip(other.0) {
            if *here == NOTHING {
                *here = there;
            }
        }
        self
    }

    pub(super) fn unit(&self) -> Option<Unit> {
        Self::unit_of(self.get(Slot::Unit)?)
    }

    pub(super) fn second_unit(&self) -> Option<Unit> {
        Self::unit_of(self.get(Slot::Unit2)?)
    }

    pub(super) fn counts_from(&self) -> Option<Base> {
        let at = usize::try_from(self.get(Slot::Base)?).ok()?;
        BASES.get(at).map(|(_, base)| *base)
    }

    pub(super) fn whole(&self) -> Option<Unit> {
        Self::unit_of(self.get(Slot::Whole)?)
    }

    fn unit_of(value: i32) -> Option<Unit> {
        let at = usize::try_from(value).ok()?;
        UNITS.get(at).map(|(_, unit)| *unit)
    }

    /// With those of `slots` that only `other` fills: the year of `3 May to 7 June 2024`.
    pub(super) fn or(mut self, other: &Self, slots: &[Slot]) -> Self {
        for slot in slots {
            if let (None, Some(value)) = (self.get(*slot), other.get(*slot)) {
                self = self.with(*slot, value);
            }
        }
        self
    }
}
