//! Looks up countries, regions, towns and peoples by name, in a file that is compiled into the program and read in
//! place.
//!
//! `world.gazetteer`, made by `examples/make-gazetteer`: a count of blocks (32 bits, the lesser byte first, as all
//! numbers), then where each block begins, in bytes behind these numbers; then the entries, [`BLOCK`] to a block, in
//! the order of their names. An entry is two bytes, the length of its name and how many places have it; the name
//! ([`Key`]); and the places, the largest first. Bytes that are no such file hold no places.
//!
//! [`Key`]: super::key::Key

use std::collections::BTreeMap;

use crate::story::{Country, Extent, Location};

/// Entries per block: at most so many are skipped to find one.
const BLOCK: usize = 16;
/// The size of a place's record: what it is, country, region, latitude, longitude, population.
const RECORD: usize = 1 + 2 + 2 + 2 + 2 + 4;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum PlaceType {
    /// A country: `Canada`.
    Country,
    /// A region of a country: `Ontario`.
    Region,
    /// A region, but only directly after a town and exactly as written: `PA`.
    Letters,
    /// A town.
    Town,
    /// The capital of a country.
    Capital,
    /// Not a place, but the people of a country: `Canadian`.
    People,
    /// The same in Spanish: `canadienses`.
    PeopleSpanish,
    /// And in German: `kanadische`.
    PeopleGerman,
}

impl PlaceType {
    const ALL: [Self; 8] = [
        Self::Country,
        Self::Region,
        Self::Letters,
        Self::Town,
        Self::Capital,
        Self::People,
        Self::PeopleSpanish,
        Self::PeopleGerman,
    ];

    /// Whether it is a people, not a place.
    pub fn is_people(self) -> bool {
        matches!(
            self,
            Self::People | Self::PeopleSpanish | Self::PeopleGerman
        )
    }
}

/// A place of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// What it is.
    pub what: PlaceType,
    /// The country it is or lies in.
    pub country: Country,
    /// The number of the region it is or lies in; 0 for none. Numbers have no meaning beyond identity.
    pub region: u16,
    /// Hundredths of a degree north.
    pub latitude: i16,
    /// Hundredths of a degree east.
    pub longitude: i16,
    /// Its population; for a region, the sum over its towns. 0 if unknown.
    pub population: u32,
}

impl Known {
    fn read(bytes: &[u8; RECORD]) -> Option<Self> {
        let [what, c0, c1, r0, r1, n0, n1, e0, e1, p0, p1, p2, p3] = *bytes;
        Some(Self {
            what: *PlaceType::ALL.get(usize::from(what))?,
            country: Country::new([c0, c1])?,
            region: u16::from_le_bytes([r0, r1]),
            latitude: i16::from_le_bytes([n0, n1]),
            longitude: i16::from_le_bytes([e0, e1]),
            population: u32::from_le_bytes([p0, p1, p2, p3]),
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.what as u8);
        out.extend(self.country.code().as_bytes());
        out.extend(self.region.to_le_bytes());
        out.extend(self.latitude.to_le_bytes());
        out.extend(self.longitude.to_le_bytes());
        out.extend(self.population.to_le_bytes());
    }

    /// Its location; `None` for a people, which is not a place.
    pub fn location(&self) -> Option<Location> {
        let extent = match self.what {
            PlaceType::Country => Extent::Country,
            PlaceType::Region | PlaceType::Letters => Extent::Region,
            PlaceType::Town | PlaceType::Capital => Extent::Town,
            PlaceType::People | PlaceType::PeopleSpanish | PlaceType::PeopleGerman => return None,
        };
        // The sum over the towns of a region is not its population.
        let is_counted = extent != Extent::Region && self.population > 0;
        Some(Location {
            extent,
            country: self.country,
            latitude: f64::from(self.latitude) / 100.0,
            longitude: f64::from(self.longitude) / 100.0,
            population: is_counted.then_some(self.population),
        })
    }

    /// Whether it lies in `other`.
    pub fn is_within(&self, other: &Self) -> bool {
        let is_part = match other.what {
            PlaceType::Country => self.what != PlaceType::Country,
            PlaceType::Region | PlaceType::Letters => {
                let is_town = matches!(self.what, PlaceType::Town | PlaceType::Capital);
                is_town && other.region != 0 && self.region == other.region
            }
            _ => false,
        };
        is_part && self.country == other.country
    }
}

/// The places in the bytes of a gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct Gazetteer<'g> {
    blocks: &'g [[u8; 4]],
    entries: &'g [u8],
}

impl<'g> Gazetteer<'g> {
    /// The one that the program carries.
    pub fn built_in() -> Gazetteer<'static> {
        Gazetteer::new(include_bytes!("world.gazetteer"))
    }

    /// Reads what [`Gazetteer::pack`] made.
    pub fn new(bytes: &'g [u8]) -> Self {
        let (count, rest) = bytes.split_first_chunk().unwrap_or((&[0; 4], &[]));
        let blocks = (u32::from_le_bytes(*count) as usize).saturating_mul(4);
        let (blocks, entries) = rest.split_at_checked(blocks).unwrap_or_default();
        Self {
            blocks: blocks.as_chunks().0,
            entries,
        }
    }

    /// Everything with this folded name, largest first.
    pub fn find(self, key: &str) -> impl Iterator<Item = Known> + use<'g> {
        let key = key.as_bytes();
        let is_before = |block: &[u8; 4]| {
            let first = self.block(*block).next();
            first.is_some_and(|entry| entry.key <= key)
        };
        let block = self.blocks.partition_point(is_before);
        let block = block.checked_sub(1).and_then(|at| self.blocks.get(at));
        let entry = block.and_then(|block| self.block(*block).find(|entry| entry.key == key));
        entry
            .map_or(&[][..], |entry| entry.records)
            .iter()
            .filter_map(Known::read)
    }

    /// Every name with everything of that name, in the order of names.
    pub fn iter(self) -> impl Iterator<Item = (&'g str, impl Iterator<Item = Known>)> {
        let entries = self.blocks.iter().flat_map(move |block| self.block(*block));
        entries.filter_map(|entry| {
            let records = entry.records.iter().filter_map(Known::read);
            Some((str::from_utf8(entry.key).ok()?, records))
        })
    }

    fn block(self, start: [u8; 4]) -> impl Iterator<Item = Entry<'g>> + use<'g> {
        let start = u32::from_le_bytes(start) as usize;
        let mut rest = self.entries.get(start..).unwrap_or_default();
        std::iter::from_fn(move || {
            let (entry, after) = Entry::read(rest)?;
            rest = after;
            Some(entry)
        })
        .take(BLOCK)
    }

    /// Serialises these names. Names over 255 bytes are left out, and places beyond the first 255 of a name.
    pub fn pack(names: &BTreeMap<String, Vec<Known>>) -> Vec<u8> {
        let (mut blocks, mut entries) = (Vec::new(), Vec::new());
        let mut count = 0u32;
        let names = names
            .iter()
            .filter_map(|(key, known)| Some((key, u8::try_from(key.len()).ok()?, known)));
        for (at, (key, length, known)) in names.enumerate() {
            if at % BLOCK == 0 {
                blocks.extend(
                    u32::try_from(entries.len())
                        .unwrap_or(u32::MAX)
                        .to_le_bytes(),
                );
                count += 1;
            }
            let places = u8::try_from(known.len()).unwrap_or(u8::MAX);
            entries.extend([length, places]);
            entries.extend(key.as_bytes());
            for known in known.iter().take(places.into()) {
                known.write(&mut entries);
            }
        }
        [&count.to_le_bytes()[..], &blocks, &entries].concat()
    }
}

/// A name and its places.
struct Entry<'g> {
    key: &'g [u8],
    records: &'g [[u8; RECORD]],
}

impl<'g> Entry<'g> {
    /// The first entry in these bytes, and the remaining bytes.
    fn read(bytes: &'g [u8]) -> Option<(Self, &'g [u8])> {
        let ([length, places], rest) = bytes.split_first_chunk()?;
        let (key, rest) = rest.split_at_checked(usize::from(*length))?;
        let (records, rest) = rest.split_at_checked(usize::from(*places) * RECORD)?;
        let records = records.as_chunks().0;
        Some((Self { key, records }, rest))
    }
}
