//! Finds windows in which words and names are near each other and none is part of another.
//!
//! `"japan @place"~5` asks for the word and for a place besides: in a text about Japan alone, the one name must not
//! stand for both. The sweep of [`windows`] does not look at that, so it decides only where no wanted word is part of a
//! wanted name. Elsewhere each place is tried as the one that ends first ([`window_from`]).

use std::ops::ControlFlow;

use super::proximity::{PositionRange, slot_ranges, windows};

/// In a window of a long text are many places; of so many, each other slot can take some and enough are left.
const ENOUGH: usize = 64;
/// How many ways there may be to take the words of a window, before it is taken to have none that fits.
const MOST_TRIES: u32 = 64;

/// What a text has for a slot.
pub(crate) struct Filling {
    /// The position and length of each word or name, in order.
    pub(crate) places: Vec<(u32, u32)>,
    /// How many of them are wanted.
    pub(crate) times: usize,
    /// Whether they are names.
    pub(crate) are_names: bool,
}

/// As [`windows`], for the slots of a query.
pub(crate) fn windows_apart(
    slots: &[Filling],
    room: u32,
    mut found: impl FnMut(&[PositionRange]) -> ControlFlow<()>,
) -> bool {
    let words = slots.iter().filter(|slot| !slot.are_names);
    let mut words = words.flat_map(|slot| &slot.places);
    if !words.any(|(position, _)| is_in_name(slots, *position)) {
        let ranges = slots
            .iter()
            .map(|slot| slot_ranges(&slot.places, slot.times));
        return windows(&ranges.collect::<Vec<_>>(), room, found);
    }
    let mut any = false;
    for (number, slot) in slots.iter().enumerate() {
        for place in &slot.places {
            if let Some(window) = window_from(slots, number, *place, room) {
                any = true;
                if found(&window).is_break() {
                    return any;
                }
            }
        }
    }
    any
}

fn end((position, length): (u32, u32)) -> u32 {
    (position + length).saturating_sub(1)
}

fn has((position, length): (u32, u32), word: u32) -> bool {
    position <= word && word < position + length
}

fn is_in_name(slots: &[Filling], word: u32) -> bool {
    let mut names = slots.iter().filter(|slot| slot.are_names);
    names.any(|slot| {
        let after = slot
            .places
            .partition_point(|(position, _)| *position <= word);
        let before = after.checked_sub(1).and_then(|at| slot.places.get(at));
        before.is_some_and(|name| has(*name, word))
    })
}

/// A window in which nothing ends before `first`, which is one of slot `of`: the stretch of each slot.
fn window_from(
    slots: &[Filling],
    of: usize,
    first: (u32, u32),
    room: u32,
) -> Option<Vec<PositionRange>> {
    let from = end(first);
    let wanted: usize = slots.iter().map(|slot| slot.times).sum();
    let inside = |slot: &Filling| {
        let start = slot.places.partition_point(|place| end(*place) < from);
        let places = slot.places.get(start..).unwrap_or_default().iter();
        let places = places.take_while(|place| place.0.saturating_sub(from) < room);
        places
            .copied()
            .take(ENOUGH + 2 * wanted)
            .collect::<Vec<_>>()
    };
    let window = Window {
        slots,
        inside: slots.iter().map(inside).collect(),
        of,
        first,
    };
    let filled = slots.iter().zip(&window.inside);
    let mut filled = filled.map(|(slot, inside)| inside.len() >= slot.times);
    if !filled.all(|is_filled| is_filled) {
        return None;
    }
    let (mut taken, open) = window.words();
    let mut tries = MOST_TRIES;
    choose(&open, &mut taken, &mut tries, &|taken| {
        window.stretches(taken)
    })
}

/// What there is for each slot in one window.
struct Window<'s> {
    slots: &'s [Filling],
    inside: Vec<Vec<(u32, u32)>>,
    of: usize,
    first: (u32, u32),
}

/// A word that is taken, and its slot.
type Taken = (usize, u32);
/// The words that one more can be taken from, and their slot.
type Open = (usize, Vec<u32>);

impl Window<'_> {
    /// The words to take, and for each that is still wanted those it can be taken from. Words that are part of no name
    /// are taken first, since they take nothing away.
    fn words(&self) -> (Vec<Taken>, Vec<Open>) {
        let (mut taken, mut open) = (Vec::new(), Vec::new());
        for (number, (slot, inside)) in self.slots.iter().zip(&self.inside).enumerate() {
            if slot.are_names {
                continue;
            }
            let words = inside.iter().map(|place| place.0);
            let (parts, mut free): (Vec<u32>, Vec<u32>) =
                words.partition(|word| is_in_name(self.slots, *word));
            if number == self.of && !free.contains(&self.first.0) {
                free.insert(0, self.first.0);
            }
            free.truncate(slot.times);
            open.extend((free.len()..slot.times).map(|_| (number, parts.clone())));
            taken.extend(free.into_iter().map(|word| (number, word)));
        }
        (taken, open)
    }

    /// The stretch of each slot with these words; `None` if they leave too few names.
    fn stretches(&self, taken: &[Taken]) -> Option<Vec<PositionRange>> {
        let slots = self.slots.iter().enumerate();
        let stretches = slots.map(|(number, slot)| {
            if slot.are_names {
                return self.names(number, slot.times, taken);
            }
            let words = taken.iter().filter(|(of, _)| *of == number);
            let words = words.map(|(_, word)| *word);
            Some((words.clone().min()?, words.max()?))
        });
        stretches.collect()
    }

    /// The stretch of the first names of a slot that have none of the words in them.
    fn names(&self, number: usize, times: usize, taken: &[Taken]) -> Option<PositionRange> {
        let inside = self.inside.get(number)?.iter().copied();
        let is_free = |name: &(u32, u32)| !taken.iter().any(|(_, word)| has(*name, *word));
        let mut names: Vec<(u32, u32)> = inside.filter(is_free).collect();
        if number == self.of {
            // The sort is stable: the others stay in order.
            names.sort_by_key(|name| *name != self.first);
            names.first().filter(|name| **name == self.first)?;
        }
        names.truncate(times);
        names.sort_unstable();
        let (low, high) = (names.first()?, names.last()?);
        (names.len() == times).then_some((low.0, end(*high)))
    }
}

/// Takes a word for each open place in all ways until `complete` has something, or `tries` are used up.
fn choose<T>(
    open: &[Open],
    taken: &mut Vec<Taken>,
    tries: &mut u32,
    complete: &impl Fn(&[Taken]) -> Option<T>,
) -> Option<T> {
    let Some(((slot, words), rest)) = open.split_first() else {
        *tries = tries.saturating_sub(1);
        return complete(taken);
    };
    words.iter().find_map(|word| {
        if *tries == 0 || taken.iter().any(|(_, other)| other == word) {
            return None;
        }
        taken.push((*slot, *word));
        let found = choose(rest, taken, tries, complete);
        taken.pop();
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[u32], names: &[(u32, u32)], times: usize, room: u32, expected: bool) {
        let slots = [
            Filling {
                places: words.iter().map(|word| (*word, 1)).collect(),
                times: 1,
                are_names: false,
            },
            Filling {
                places: names.to_vec(),
                times,
                are_names: true,
            },
        ];
        let any = windows_apart(&slots, room, |_| ControlFlow::Break(()));
        assert_eq!(any, expected, "{words:?} {names:?}");
    }

    #[test]
    fn a_name_does_not_stand_for_itself_and_a_word_in_it() {
        check(&[3], &[(3, 1)], 1, 2, false);
        check(&[3], &[(2, 3)], 1, 9, false);
        check(&[3], &[(3, 1), (4, 1)], 1, 2, true);
        check(&[3], &[(2, 1), (3, 1)], 1, 2, true);
        check(&[3, 5], &[(3, 1)], 1, 3, true);
        check(&[3, 5], &[(3, 1)], 1, 2, false);
        check(&[3], &[(3, 1), (4, 1)], 2, 9, false);
        check(&[3], &[(1, 1), (3, 1), (4, 1)], 2, 9, true);
    }
}
