//! Resolves surnames that stand alone, by the full names in other stories.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::find::{Alone, FoundAlias, LEAST, are_nearly_all};
use super::segment::{Listed, Segment};
use super::surname::Name;
use super::window::{Change, Window};
use crate::annotate::entities::is_given_name;
use crate::story::Kind;

/// A full name that begins with no known given name is likely an error of the tagger, unless so many stories give it.
const SURE: u32 = 2;

/// The surnames that are taken for people, from all segments and the names of their people.
pub(super) fn aliases(segments: &[Segment<'_>], listed: &[Listed]) -> Vec<FoundAlias> {
    let both = surnames_both_ways(listed);
    let mut families = Families::default();
    for (segment, listed) in segments.iter().zip(listed) {
        families.collect(segment, listed, &both);
    }
    let mut found = Vec::new();
    for (_, mut family) in families.families {
        family.full.sort_unstable();
        family.alone.sort_unstable();
        family.resolve(&mut found);
    }
    found
}

/// The surnames that occur both alone and in a full name.
fn surnames_both_ways(listed: &[Listed]) -> FxHashSet<String> {
    let (mut alone, mut full) = (FxHashSet::default(), FxHashSet::default());
    let names = listed.iter().flat_map(|listed| &listed.names);
    for name in names.filter_map(|name| Name::read(name)) {
        match name {
            Name::Alone(surname) => alone.insert(surname),
            Name::Full { surname, .. } => full.insert(surname),
        };
    }
    alone.retain(|surname| full.contains(surname));
    alone
}

/// All stories with a surname, alone or in a full name, by surname.
#[derive(Default)]
struct Families {
    families: FxHashMap<String, Family>,
}

#[derive(Default)]
struct Family {
    /// When each story with a full name was published, and that name.
    full: Vec<(i64, Full)>,
    alone: Vec<Alone>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Full {
    given: String,
    written: String,
}

impl Families {
    fn collect(&mut self, segment: &Segment<'_>, listed: &Listed, surnames: &FxHashSet<String>) {
        let read = listed.names.iter().map(|name| {
            let read = Name::read(name)?;
            surnames.contains(read.surname()).then_some(read)
        });
        let read: Vec<Option<Name>> = read.collect();
        let mut inside: Vec<(&Name, &String)> = Vec::new();
        for (doc, published) in segment.published() {
            inside.clear();
            inside.extend(segment.entities(doc).filter_map(|number| {
                let place = listed.place(number)?;
                Some((read.get(place)?.as_ref()?, listed.names.get(place)?))
            }));
            for (place, (name, written)) in inside.iter().enumerate() {
                // A story counts once for each person, in whatever form it writes the name.
                let passed = inside.iter().take(place);
                if matches!(name, Name::Full { .. }) && passed.clone().any(|other| other.0 == *name)
                {
                    continue;
                }
                let family = self.families.entry(name.surname().to_owned());
                match name {
                    Name::Full { given, .. } => {
                        let full = Full {
                            given: given.clone(),
                            written: (*written).clone(),
                        };
                        family.or_default().full.push((published, full));
                    }
                    Name::Alone(surname) => {
                        let mut others = inside.iter().filter(|other| other.1 != *written);
                        if others.all(|(other, _)| other.surname() != surname) {
                            let alone = Alone {
                                published,
                                segment: segment.ordinal,
                                doc,
                                short: (*written).clone(),
                            };
                            family.or_default().alone.push(alone);
                        }
                    }
                }
            }
        }
    }
}

impl Family {
    /// Goes through the stories with the surname alone in order of day, and resolves each by the stories near it.
    fn resolve(self, found: &mut Vec<FoundAlias>) {
        let mut around = Window::of(&self.full);
        let mut near = Near::default();
        for alone in self.alone {
            around.move_to(alone.published, |change, full| near.change(change, full));
            if let Some((full, stories)) = near.most() {
                let full = full.to_owned();
                found.push(FoundAlias::of(alone, Kind::Person, full, stories, near.of));
            }
        }
    }
}

/// The full names in near stories: by given name, then as written.
#[derive(Default)]
struct Near<'f> {
    people: FxHashMap<&'f str, Person<'f>>,
    of: u32,
}

#[derive(Default)]
struct Person<'f> {
    /// Whether the given name is on our list.
    known: bool,
    stories: u32,
    written: FxHashMap<&'f str, u32>,
}

impl Person<'_> {
    /// How many stories count for this person.
    fn weight(&self) -> u32 {
        if self.known || self.stories >= SURE {
            self.stories
        } else {
            0
        }
    }
}

impl<'f> Near<'f> {
    fn change(&mut self, change: Change, full: &'f Full) {
        let Full { given, written } = full;
        let person = self.people.entry(given).or_insert_with(|| Person {
            known: is_given_name(given),
            ..Person::default()
        });
        self.of -= person.weight();
        let written = person.written.entry(written).or_default();
        match change {
            Change::Comes => {
                person.stories += 1;
                *written += 1;
            }
            Change::Goes => {
                person.stories -= 1;
                *written -= 1;
            }
        }
        self.of += person.weight();
    }

    /// The person whom nearly all name, with the name as most write it, and how many stories name them.
    fn most(&self) -> Option<(&'f str, u32)> {
        let person = self.people.values().max_by_key(|person| person.stories)?;
        if person.stories < LEAST || !are_nearly_all(person.stories, self.of) {
            return None;
        }
        let written = person.written.iter();
        let (full, _) = written.max_by_key(|(full, stories)| (**stories, Reverse(**full)))?;
        Some((full, person.stories))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::tokens::fold;

    /// Days and full names, then the day of a lone `Musk`.
    fn check(full: &[(i64, &str)], day: i64, expected: Option<(&str, [u32; 2])>) {
        const DAY: i64 = 24 * 60 * 60;
        let mut family = Family::default();
        for (day, name) in full {
            let given = name.split(' ').next().unwrap_or_default();
            let full = Full {
                given: fold(given),
                written: (*name).to_owned(),
            };
            family.full.push((day * DAY, full));
        }
        family.full.sort_unstable();
        family.alone.push(Alone {
            published: day * DAY,
            segment: 0,
            doc: 7,
            short: "Musk".to_owned(),
        });
        let mut found = Vec::new();
        family.resolve(&mut found);
        let found = found.first();
        let found = found.map(|alias| (alias.pair.full.as_str(), [alias.stories, alias.of]));
        assert_eq!(found, expected, "{full:?} on {day}");
    }

    #[test]
    fn a_surname_is_whom_nearly_all_mean_at_its_time() {
        let elon = [(1, "Elon Musk"), (2, "Elon R. Musk"), (3, "Elon Musk")];
        check(&elon, 5, Some(("Elon Musk", [3, 3])));
        check(&elon[..2], 5, None);
        check(&elon, 400, None);
        check(&elon, -400, None);
        let mut both = elon.to_vec();
        both.push((4, "Although Musk"));
        check(&both, 5, Some(("Elon Musk", [3, 3])));
        both.push((4, "Although Musk"));
        check(&both, 5, None);
        both.truncate(3);
        both.push((4, "Jean Musk"));
        check(&both, 5, None);
        both.extend((0..7).map(|day| (day, "Elon Musk")));
        check(&both, 5, Some(("Elon Musk", [10, 11])));
        let later: Vec<_> = (0..9).map(|day| (600 + day, "Jean Musk")).collect();
        both.extend(later);
        check(&both, 5, Some(("Elon Musk", [10, 11])));
        check(&both, 605, Some(("Jean Musk", [9, 9])));
    }
}
