//! What `data/places/names.txt` adds: other names of places, peoples, and stretches of land.

use std::collections::BTreeMap;

use dateline::annotate::places::gazetteer::PlaceType;
use dateline::story::Country;

use crate::geonames::Point;
use crate::regions::Code;

/// The other names of each country, region and town, the names of its people, and areas.
#[derive(Default)]
pub(crate) struct ExtraNames {
    pub(crate) countries: BTreeMap<Country, Vec<String>>,
    pub(crate) peoples: BTreeMap<(Country, PlaceType), Vec<String>>,
    pub(crate) regions: BTreeMap<Code, Vec<String>>,
    pub(crate) towns: BTreeMap<(Country, String), Vec<String>>,
    pub(crate) areas: Vec<Area>,
}

/// A stretch of land, and the region that it lies in.
pub(crate) struct Area {
    pub(crate) region: Code,
    pub(crate) middle: Point,
    pub(crate) names: Vec<String>,
}

impl ExtraNames {
    /// Reads the file; a line that is none stops the program.
    pub(crate) fn read(path: &str) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut extra = Self::default();
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            extra
                .line(line)
                .unwrap_or_else(|| panic!("no line of {path}: {line}"));
        }
        extra
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let (whose, names) = line.split_once(": ")?;
        let names: Vec<String> = names.split(", ").map(str::to_owned).collect();
        let (sort, whose) = whose.split_once(' ')?;
        let (code, rest) = whose.split_at_checked(2)?;
        let country = Country::new(code.as_bytes().try_into().ok()?)?;
        let previous = match sort {
            "country" => self.countries.insert(country, names),
            "people" => self.peoples.insert((country, PlaceType::People), names),
            "people-es" => self
                .peoples
                .insert((country, PlaceType::PeopleSpanish), names),
            "people-de" => self
                .peoples
                .insert((country, PlaceType::PeopleGerman), names),
            "region" => self
                .regions
                .insert((country, rest.strip_prefix('.')?.to_owned()), names),
            "city" => self
                .towns
                .insert((country, rest.strip_prefix(' ')?.to_owned()), names),
            "area" => {
                let mut words = rest.strip_prefix('.')?.split(' ');
                let region = (country, words.next()?.to_owned());
                let middle = Point::of(words.next()?.parse().ok()?, words.next()?.parse().ok()?);
                self.areas.push(Area {
                    region,
                    middle,
                    names,
                });
                None
            }
            _ => return None,
        };
        previous.is_none().then_some(())
    }
}

/// Whether a name is an abbreviation in capitals alone.
pub(crate) fn is_letters(name: &str) -> bool {
    matches!(name.len(), 2 | 3) && name.bytes().all(|byte| byte.is_ascii_uppercase())
}
