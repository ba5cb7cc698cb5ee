//! Locations of places, and the countries that a story mentions.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A country by its ISO 3166-1 code, `GB`; Kosovo is `XK`, as used by the European Union and `GeoNames`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The country with a code; `None` if that is not two capital letters.
    pub fn new(code: [u8; 2]) -> Option<Self> {
        code.iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(code))
    }

    /// Its code.
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        let letters = code.as_bytes().try_into().ok();
        let country = letters.and_then(Self::new);
        country.ok_or_else(|| D::Error::custom(format!("`{code}` is no code of a country")))
    }
}

/// The size class of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A country or territory with a code of its own.
    Country,
    /// A state, province or land of a country.
    Region,
    /// A city or town.
    Town,
}

/// The location of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Location {
    /// Whether it is a country, a part of one, or a town.
    pub extent: Extent,
    /// The country it is or lies in.
    pub country: Country,
    /// Degrees north of the equator, to a hundredth. A country is located at its capital, a region where most of its
    /// people live.
    pub latitude: f64,
    /// Degrees east of Greenwich, to a hundredth.
    pub longitude: f64,
    /// The population of a country or town, if known.
    pub population: Option<u32>,
}

/// The locations of a story's places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// For each of the story's entities, in their order: its location, if it is a known place.
    pub located: Vec<Option<Location>>,
    /// The countries it mentions and how often, most frequent first.
    pub countries: Vec<(Country, u32)>,
}
