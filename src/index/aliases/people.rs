//! Resolves surnames that stand alone, and full names in an unusual form, by the full names in other stories.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::DocId;

use super::find::{Alone, FoundAlias};
use super::near_people::{Full, Near};
use super::segment::{Listed, Segment};
use super::surname::{Form, Name};
use super::window::Window;
use crate::story::Kind;

/// The names that are taken for people, from all segments and the names of their people.
pub(super) fn aliases(segments: &[Segment<'_>], listed: &[Listed]) -> Vec<FoundAlias> {
    let people = segments.iter().zip(listed);
    let people = people.map(|(segment, listed)| People::of(segment, listed));
    let people: Vec<People<'_>> = people.collect();
    let surnames = surnames_to_compare(&people);
    let mut families = Families::default();
    for people in &people {
        families.collect(people, &surnames);
    }
    families.find_usual();
    for people in &people {
        families.collect_unusual(people);
    }
    let mut found = Vec::new();
    for (_, mut family) in families.families {
        family.full.sort_unstable();
        family.alone.sort_unstable();
        family.unusual.sort_unstable();
        family.resolve(&mut found);
    }
    found
}

/// The people of a segment.
struct People<'s> {
    segment: &'s Segment<'s>,
    listed: &'s Listed,
    /// The names as read, in the order of the list.
    read: Vec<Option<Name>>,
}

impl<'s> People<'s> {
    fn of(segment: &'s Segment<'s>, listed: &'s Listed) -> Self {
        let read = listed.names.iter().map(|name| Name::read(name)).collect();
        Self {
            segment,
            listed,
            read,
        }
    }

    /// Each name as read, if it can be, and as written.
    fn names(&self) -> impl Iterator<Item = (&Name, &'s String)> {
        let names = self.read.iter().zip(&self.listed.names);
        names.filter_map(|(read, written)| Some((read.as_ref()?, written)))
    }

    /// The indexes of the names of a document.
    fn of_document(&self, doc: DocId) -> impl Iterator<Item = usize> {
        let numbers = self.segment.entities(doc);
        numbers.filter_map(|number| self.listed.place(number))
    }

    /// The story that has a name alone.
    fn alone(&self, doc: DocId, published: i64, written: &str) -> Alone {
        Alone {
            published,
            segment: self.segment.ordinal,
            doc,
            short: written.to_owned(),
        }
    }
}

/// The surnames that occur both alone and in a full name, or in two forms of one full name.
fn surnames_to_compare(people: &[People<'_>]) -> FxHashSet<String> {
    let (mut alone, mut full) = (FxHashSet::default(), FxHashSet::default());
    let (mut forms, mut several) = (FxHashMap::default(), FxHashSet::default());
    for (name, written) in people.iter().flat_map(People::names) {
        match name {
            Name::Alone(surname) => {
                alone.insert(surname);
            }
            Name::Full { surname, .. } => {
                full.insert(surname);
                if *forms.entry(name).or_insert(written) != written {
                    several.insert(surname);
                }
            }
        }
    }
    alone.retain(|surname| full.contains(surname));
    alone.into_iter().chain(several).cloned().collect()
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
    /// By given name, the form in which most stories of the archive write the full name.
    usual: FxHashMap<String, String>,
    /// The stories with another form alone, each with the given name.
    unusual: Vec<(Alone, String)>,
}

impl Families {
    /// Collects the stories of a segment with one of the surnames.
    fn collect(&mut self, people: &People<'_>, surnames: &FxHashSet<String>) {
        let wanted = |place: usize| {
            let name = people.read.get(place)?.as_ref()?;
            let written = people.listed.names.get(place)?;
            surnames.contains(name.surname()).then_some((name, written))
        };
        let wanted: Vec<Option<(&Name, &String)>> = (0..people.read.len()).map(wanted).collect();
        let mut inside: Vec<(&Name, &String)> = Vec::new();
        for (doc, published) in people.segment.published() {
            inside.clear();
            let places = people.of_document(doc);
            inside.extend(places.filter_map(|place| *wanted.get(place)?));
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
                            let alone = people.alone(doc, published, written);
                            family.or_default().alone.push(alone);
                        }
                    }
                }
            }
        }
    }

    /// Finds the usual form of each full name.
    fn find_usual(&mut self) {
        for family in self.families.values_mut() {
            let mut counts: FxHashMap<&Full, u32> = FxHashMap::default();
            for (_, full) in &family.full {
                *counts.entry(full).or_default() += 1;
            }
            let mut counts: Vec<(&Full, u32)> = counts.into_iter().collect();
            counts.sort_unstable_by_key(|(full, stories)| (*stories, Reverse(*full)));
            // The last of a given name is the most frequent, and of several the first in the alphabet.
            let usual = counts.into_iter().map(|(full, _)| full.clone());
            family.usual = usual.map(|full| (full.given, full.written)).collect();
        }
    }

    /// Collects the stories of a segment that have a full name in another form than the usual, and only in that.
    fn collect_unusual(&mut self, people: &People<'_>) {
        let unusual = people.read.iter().zip(&people.listed.names);
        let unusual = unusual.map(|(name, written)| match name {
            Some(Name::Full { given, surname }) => {
                let usual = self.families.get(surname)?.usual.get(given)?;
                (usual != written).then_some((surname, given, written))
            }
            _ => None,
        });
        let unusual: Vec<Option<_>> = unusual.collect();
        let mut found = Vec::new();
        for (doc, published) in people.segment.published() {
            for place in people.of_document(doc) {
                let Some(Some((surname, given, written))) = unusual.get(place) else {
                    continue;
                };
                let mut others = people.of_document(doc).filter(|other| *other != place);
                if others.all(|other| people.read.get(other) != people.read.get(place)) {
                    let alone = people.alone(doc, published, written);
                    found.push((*surname, (alone, (*given).clone())));
                }
            }
        }
        for (surname, unusual) in found {
            if let Some(family) = self.families.get_mut(surname) {
                family.unusual.push(unusual);
            }
        }
    }
}

impl Family {
    /// Goes through the stories with the surname alone, and through those with an unusual form, in order of day, and
    /// resolves each by the stories near it.
    fn resolve(self, found: &mut Vec<FoundAlias>) {
        let mut around = Window::of(&self.full);
        let mut near = Near::default();
        for alone in self.alone {
            around.move_to(alone.published, |change, full| near.change(change, full));
            if let Some((given, person)) = near.most() {
                let usual = self.usual.get(given).map_or("", |usual| usual);
                let full = person.name(usual).to_owned();
                let alias = FoundAlias::of(alone, Kind::Person, full, person.stories, near.of);
                found.push(alias);
            }
        }
        let mut around = Window::of(&self.full);
        let mut near = Near::default();
        for (alone, given) in self.unusual {
            around.move_to(alone.published, |change, full| near.change(change, full));
            let (Some(person), Some(usual)) = (near.with_given(&given), self.usual.get(&given))
            else {
                continue;
            };
            if let Some(stories) = person.usual_of(&Form::of(&alone.short), usual) {
                let (full, of) = (usual.clone(), person.stories);
                found.push(FoundAlias::of(alone, Kind::Person, full, stories, of));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::tokens::fold;

    const DAY: i64 = 24 * 60 * 60;

    /// What the names in a family are taken for, given days and full names.
    fn resolved(full: &[(i64, &str)], add: impl FnOnce(&mut Family)) -> Vec<FoundAlias> {
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
        add(&mut family);
        let mut families = Families::default();
        families.families.insert("musk".to_owned(), family);
        families.find_usual();
        let mut found = Vec::new();
        for family in families.families.into_values() {
            family.resolve(&mut found);
        }
        found
    }

    fn alone(day: i64, short: &str) -> Alone {
        Alone {
            published: day * DAY,
            segment: 0,
            doc: 7,
            short: short.to_owned(),
        }
    }

    /// Days and full names, then the day of a lone `Musk`.
    fn check(full: &[(i64, &str)], day: i64, expected: Option<(&str, [u32; 2])>) {
        let found = resolved(full, |family| family.alone.push(alone(day, "Musk")));
        let found = found.first();
        let found = found.map(|alias| (alias.pair.full.as_str(), [alias.stories, alias.of]));
        assert_eq!(found, expected, "{full:?} on {day}");
    }

    /// Days and full names, then the day of a story that writes `short`.
    fn check_unusual(full: &[(i64, &str)], day: i64, short: &str, expected: Option<&str>) {
        let found = resolved(full, |family| {
            family.unusual.push((alone(day, short), "elon".to_owned()));
        });
        let found = found.first().map(|alias| alias.pair.full.as_str());
        assert_eq!(found, expected, "{short}, {full:?} on {day}");
    }

    #[test]
    fn an_unusual_form_of_a_full_name_is_the_usual_one_if_no_other_form_contradicts() {
        let mut elon = vec![(1, "Elon Musk"), (2, "Elon R. Musk"), (3, "Elon Musk")];
        check_unusual(&elon, 2, "Elon R. Musk", None);
        elon.push((4, "Elon Musk"));
        check_unusual(&elon, 2, "Elon R. Musk", Some("Elon Musk"));
        check_unusual(&elon, 400, "Elon R. Musk", None);
        check_unusual(&elon, 2, "Elon Musk Jr.", None);
        let with = |more: &[(i64, &'static str)]| [&elon[..], more].concat();
        check_unusual(&with(&[(4, "Elon Q. Musk")]), 2, "Elon R. Musk", None);
        check_unusual(
            &with(&[(500, "Elon Q. Musk")]),
            2,
            "Elon R. Musk",
            Some("Elon Musk"),
        );
        // What does not fit the usual form says nothing of it.
        check_unusual(&with(&[(4, "Elon Reeve Musk")]), 2, "Elon R. Musk", None);
        let reeve = [&[(4, "Elon Reeve Musk")], &[(5, "Elon Musk"); 6][..]].concat();
        check_unusual(&with(&reeve), 2, "Elon R. Musk", Some("Elon Musk"));
        check_unusual(&with(&reeve), 2, "Elon Reeve Musk", None);
        // The usual form of the archive, also where near stories write another.
        let often = with(&[[(400, "Elon R. Musk"); 3], [(800, "Elon Musk"); 3]].concat());
        check_unusual(&often, 2, "Elon R. Musk", Some("Elon Musk"));
        check(&often, 402, Some(("Elon R. Musk", [3, 3])));
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
