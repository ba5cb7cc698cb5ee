//! Finds whom surnames mean that stand alone, from the columns of names and days.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentOrdinal, SegmentReader, TantivyError};

use super::surname::Name;
use super::{Alias, Aliases, Pair};
use crate::annotate::entities::is_given_name;
use crate::index::numbers::beginning_with;
use crate::index::{Archive, IndexError};

/// How far from a story others are published that tell whom it means, in seconds: half a year.
const NEAR: i64 = 183 * 24 * 60 * 60;
/// So many of them must name one person.
const LEAST: u32 = 3;
/// And so many in ten of all the full names that they give for the surname must be that person's.
const TENTHS: u32 = 9;
/// A full name that begins with no given name we know is as likely a slip of the tagger, unless so many stories give it.
const SURE: u32 = 2;
/// The aliases of all stories that are there.
pub(super) fn aliases(archive: &Archive) -> Result<Aliases, IndexError> {
    let readers = archive.searcher.segment_readers();
    let segments = readers.iter().map(Segment::open);
    let segments: Vec<Segment<'_>> = segments.collect::<Result<_, _>>()?;
    let mut families = Families::default();
    let names = segments.iter().map(Segment::people);
    let names: Vec<Vec<String>> = names.collect::<Result<_, _>>()?;
    let both = surnames_both_ways(&names);
    for ((ordinal, segment), names) in (0..).zip(&segments).zip(&names) {
        families.look(ordinal, segment, names, &both);
    }
    let first = segments.iter().map(|segment| segment.people.start);
    let numbered = Numbered {
        names: &names,
        first: first.collect(),
    };
    Ok(families.aliases(&numbered))
}

/// The surnames that stand alone somewhere and in a full name somewhere.
fn surnames_both_ways(names: &[Vec<String>]) -> FxHashSet<String> {
    let (mut alone, mut full) = (FxHashSet::default(), FxHashSet::default());
    for name in names.iter().flatten().filter_map(|name| Name::read(name)) {
        match name {
            Name::Alone(surname) => alone.insert(surname),
            Name::Full { surname, .. } => full.insert(surname),
        };
    }
    alone.retain(|surname| full.contains(surname));
    alone
}

struct Segment<'r> {
    reader: &'r SegmentReader,
    published: Column<i64>,
    entity: Option<StrColumn>,
    /// The numbers of people in the column.
    people: Range<u64>,
}

impl<'r> Segment<'r> {
    fn open(reader: &'r SegmentReader) -> Result<Self, IndexError> {
        let columns = reader.fast_fields();
        let entity = columns.str("entity")?;
        let people = match &entity {
            Some(column) => beginning_with(column, "person/")?,
            None => 0..0,
        };
        Ok(Self {
            reader,
            published: columns.i64("published_at")?,
            entity,
            people,
        })
    }

    /// The names of its people, in order of number.
    fn people(&self) -> Result<Vec<String>, IndexError> {
        let mut names = Vec::new();
        if let Some(column) = &self.entity {
            let numbers: Vec<u64> = self.people.clone().collect();
            column
                .dictionary()
                .sorted_ords_to_term_cb(&numbers, |entity| {
                    let entity = String::from_utf8_lossy(entity);
                    names.push(
                        entity
                            .split_once('/')
                            .map_or("", |(_, name)| name)
                            .to_owned(),
                    );
                })
                .map_err(TantivyError::from)?;
        }
        Ok(names)
    }
}

/// All stories that give a surname, alone or in full.
#[derive(Default)]
struct Families {
    families: FxHashMap<String, Family>,
}

#[derive(Default)]
struct Family {
    /// When a story was published, and the full name that it gives.
    full: Vec<(i64, String, String)>,
    /// When one was published that gives the surname alone, where it is, and how it writes it.
    alone: Vec<(i64, SegmentOrdinal, DocId, String)>,
}

impl Families {
    fn look(
        &mut self,
        ordinal: SegmentOrdinal,
        segment: &Segment<'_>,
        names: &[String],
        surnames: &FxHashSet<String>,
    ) {
        let Some(column) = &segment.entity else {
            return;
        };
        let read = names.iter().map(|name| {
            let read = Name::read(name)?;
            surnames.contains(read.surname()).then_some(read)
        });
        let read: Vec<Option<Name>> = read.collect();
        let mut inside: Vec<(&Name, &String)> = Vec::new();
        for doc in segment.reader.doc_ids_alive() {
            // Who knows no day is near no other.
            let Some(published) = segment.published.first(doc) else {
                continue;
            };
            inside.clear();
            let people = column.ords().values_for_doc(doc);
            inside.extend(people.filter_map(|number| {
                let place = usize::try_from(number.checked_sub(segment.people.start)?).ok()?;
                Some((read.get(place)?.as_ref()?, names.get(place)?))
            }));
            for (place, (name, written)) in inside.iter().enumerate() {
                // A story counts once for everybody, however it writes the name.
                let passed = inside.iter().take(place);
                if matches!(name, Name::Full { .. }) && passed.clone().any(|other| other.0 == *name)
                {
                    continue;
                }
                let family = self.families.entry(name.surname().to_owned());
                match name {
                    Name::Full { given, .. } => {
                        let full = (published, given.clone(), (*written).clone());
                        family.or_default().full.push(full);
                    }
                    Name::Alone(surname) => {
                        let mut others = inside.iter().filter(|other| other.1 != *written);
                        if others.all(|(other, _)| other.surname() != surname) {
                            let alone = (published, ordinal, doc, (*written).clone());
                            family.or_default().alone.push(alone);
                        }
                    }
                }
            }
        }
    }

    fn aliases(self, numbered: &Numbered<'_>) -> Aliases {
        let mut found: Vec<Taken> = Vec::new();
        for (_, mut family) in self.families {
            family.full.sort_unstable();
            family.alone.sort_unstable();
            family.judge(&mut found);
        }
        found.sort_unstable();
        let mut pairs: Vec<Pair> = Vec::new();
        let mut segments: Vec<Vec<Alias>> = vec![Vec::new(); numbered.names.len()];
        for Taken {
            pair,
            segment,
            doc,
            stories,
            of,
        } in found
        {
            let place = usize::try_from(segment).unwrap_or(usize::MAX);
            let short = numbered.number(place, &pair.short);
            let full = numbered.number(place, &pair.full);
            if pairs.last() != Some(&pair) {
                pairs.push(pair);
            }
            let pair = u32::try_from(pairs.len() - 1);
            if let (Some(aliases), Some(short), Ok(pair)) = (segments.get_mut(place), short, pair) {
                aliases.push(Alias {
                    doc,
                    short,
                    full,
                    pair,
                    stories,
                    of,
                });
            }
        }
        let sorted = segments.into_iter().map(|mut aliases| {
            aliases.sort_unstable();
            Arc::new(aliases)
        });
        Aliases::new(pairs, sorted.collect())
    }
}

/// A surname that is taken for somebody in a story, and why.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Taken {
    pair: Pair,
    segment: SegmentOrdinal,
    doc: DocId,
    stories: u32,
    of: u32,
}

/// The names of people in the columns of all segments, in order, and the number of each one's first.
struct Numbered<'n> {
    names: &'n [Vec<String>],
    first: Vec<u64>,
}

impl Numbered<'_> {
    fn number(&self, segment: usize, name: &str) -> Option<u32> {
        let names = self.names.get(segment)?;
        let place = names
            .binary_search_by(|known| known.as_str().cmp(name))
            .ok()?;
        u32::try_from(self.first.get(segment)? + place as u64).ok()
    }
}

impl Family {
    /// Goes through the stories in order of day, and with them through those that are near.
    fn judge(&self, found: &mut Vec<Taken>) {
        let mut near = Near::default();
        let (mut first, mut end) = (0, 0);
        for (published, segment, doc, short) in &self.alone {
            while let Some((_, given, full)) = self
                .full
                .get(end)
                .filter(|(day, ..)| *day <= published.saturating_add(NEAR))
            {
                near.add(given, full);
                end += 1;
            }
            while let Some((_, given, full)) = self
                .full
                .get(first)
                .filter(|(day, ..)| *day < published.saturating_sub(NEAR))
            {
                near.remove(given, full);
                first += 1;
            }
            if let Some((full, stories)) = near.most() {
                let pair = Pair {
                    short: short.clone(),
                    full: full.to_owned(),
                };
                found.push(Taken {
                    pair,
                    segment: *segment,
                    doc: *doc,
                    stories,
                    of: near.of,
                });
            }
        }
    }
}

/// The full names that near stories give: by given name, then as written.
#[derive(Default)]
struct Near<'f> {
    people: FxHashMap<&'f str, Person<'f>>,
    of: u32,
}

#[derive(Default)]
struct Person<'f> {
    /// Whether the given name is known as one.
    known: bool,
    stories: u32,
    written: FxHashMap<&'f str, u32>,
}

impl Person<'_> {
    /// How many stories count that name them.
    fn weight(&self) -> u32 {
        if self.known || self.stories >= SURE {
            self.stories
        } else {
            0
        }
    }
}

impl<'f> Near<'f> {
    fn add(&mut self, given: &'f str, full: &'f str) {
        let person = self.people.entry(given).or_insert_with(|| Person {
            known: is_given_name(given),
            ..Person::default()
        });
        self.of -= person.weight();
        person.stories += 1;
        self.of += person.weight();
        *person.written.entry(full).or_default() += 1;
    }

    fn remove(&mut self, given: &'f str, full: &'f str) {
        if let Some(person) = self.people.get_mut(given) {
            self.of -= person.weight();
            person.stories -= 1;
            self.of += person.weight();
            if let Some(stories) = person.written.get_mut(full) {
                *stories -= 1;
            }
        }
    }

    /// The person whom nearly all name, as most write the name, and how many do.
    fn most(&self) -> Option<(&'f str, u32)> {
        let person = self.people.values().max_by_key(|person| person.stories)?;
        if person.stories < LEAST || person.stories * 10 < self.of * TENTHS {
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
            let told = (day * DAY, fold(given), (*name).to_owned());
            family.full.push(told);
        }
        family.full.sort_unstable();
        family.alone.push((day * DAY, 0, 7, "Musk".to_owned()));
        let mut found = Vec::new();
        family.judge(&mut found);
        let found = found.first();
        let found = found.map(|taken| (taken.pair.full.as_str(), [taken.stories, taken.of]));
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
