//! Where a place lies, and which countries a story speaks of.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A country by its code of ISO 3166-1, `GB`; Kosovo is `XK`, as the European Union and GeoNames have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The country of a code; `None` where that is not two capital letters.
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

/// How much of the map a place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A country or territory with a code of its own.
    Country,
    /// A state, province or land of a country.
    Region,
    /// A city or town.
    Town,
}

/// Where a place lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Location {
    /// Whether it is a country, a part of one, or a town.
    pub extent: Extent,
    /// The country it is or lies in.
    pub country: Country,
    /// Degrees north of the equator, to a hundredth. A country lies where its capital lies, a region where most of its
    /// people live.
    pub latitude: f64,
    /// Degrees east of Greenwich, to a hundredth.
    pub longitude: f64,
    /// How many people live there, of a country or town where that is known.
    pub population: Option<u32>,
}

/// Where the places of a story lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// For each of the story's entities, in their order: where it lies, if it is a place and known.
    pub located: Vec<Option<Location>>,
    /// The countries it speaks of and how often, most often first.
    pub countries: Vec<(Country, u32)>,
}
