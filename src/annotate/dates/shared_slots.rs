//! Shares parts between the mentions of one expression: the month of `3 to 7 May`, the day of
//! `from 3 to 5 p.m. Friday`.

use super::grammar::{End, Meaning};
use super::matching::Mention;
use super::slots::{Slot, Slots};

/// The slots that a mention takes from the other ones of its match, if it does not fill them.
const SHARED: [Slot; 9] = [
    Slot::Year,
    Slot::Era,
    Slot::Unit,
    Slot::Way,
    Slot::Base,
    Slot::Meridiem,
    Slot::Zone,
    Slot::DayPart,
    Slot::Recurs,
];

/// The slots of the day of a time, which is given once for all times of a match: `from 3 to 5 p.m. Friday`.
const DAYS: [Slot; 4] = [Slot::Month, Slot::Day, Slot::Weekday, Slot::Holiday];

/// Completes each mention from the others: the month of `3 to 7 May`.
pub(super) fn share(parts: &mut [Mention], end: &End) {
    // `Monday and Tuesday nights`, but `from Friday evening to Sunday`.
    let parts_of_day = end.meaning == Meaning::Set;
    for at in 0..parts.len() {
        let lent = parts
            .iter()
            .rev()
            .fold(Slots::NOTHING, |lent, part| lent.or(&part.slots, &SHARED));
        let month = parts
            .iter()
            .rev()
            .find_map(|part| part.slots.get(Slot::Month));
        let day = parts.last().map_or(Slots::NOTHING, |last| last.slots);
        let Some(part) = parts.get_mut(at) else {
            continue;
        };
        // `2 p.m. (0500 GMT)`: a complete time is in a zone of its own, and a time with its zone is complete.
        let lent = if part.slots.has(Slot::Meridiem) {
            lent.without(Slot::Zone)
        } else if part.slots.has(Slot::Zone) {
            lent.without(Slot::Meridiem)
        } else {
            lent
        };
        let lent = if parts_of_day || part.slots.has(Slot::Hour) {
            lent
        } else {
            lent.without(Slot::DayPart)
        };
        let mut slots = part.slots.or(&lent, &SHARED);
        if slots.has(Slot::Hour) && !DAYS.iter().any(|slot| slots.has(*slot)) {
            slots = slots.or(&day, &DAYS);
        }
        if let (true, false, Some(month)) = (slots.has(Slot::Day), slots.has(Slot::Month), month) {
            slots = slots.with(Slot::Month, month);
        }
        part.slots = end
            .says
            .iter()
            .fold(slots, |slots, (slot, value)| slots.with(*slot, *value));
    }
}
