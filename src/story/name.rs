//! Names: entities, and the mentions that name them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Span, TextField};

/// The kind of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A person, real or not.
    Person,
    /// A company, agency, party, club, court: anything that acts and is not one person.
    Org,
    /// A country, city, river, building: anywhere one can be.
    Place,
}

impl Kind {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Person, Self::Org, Self::Place];

    /// Its name in queries and formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Org => "org",
            Self::Place => "place",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(())
    }
}

/// An entity: its kind and its canonical name, which is the fullest form in the story, without titles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Entity {
    /// Person, organisation or place.
    pub kind: Kind,
    /// The canonical name, `Elon Musk`.
    pub name: String,
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.name)
    }
}

impl FromStr for Entity {
    type Err = ();

    /// Parses what its `Display` writes.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, name) = text.split_once('/').ok_or(())?;
        let (kind, name) = (kind.parse()?, name.to_owned());
        Ok(Self { kind, name })
    }
}

/// A mention: a span of a story that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The text it is in.
    pub field: TextField,
    /// The words, without title and possessive.
    pub span: Span,
    /// The entity it names: an index into [`Names::entities`].
    pub entity: u32,
}

/// All names in a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Each entity once, in order of first mention.
    pub entities: Vec<Entity>,
    /// Title before body, in order of position, disjoint. Every `entity` is in bounds.
    pub mentions: Vec<Mention>,
}

impl Names {
    /// Each mention with its entity.
    pub fn iter(&self) -> impl Iterator<Item = (&Mention, &Entity)> {
        self.mentions
            .iter()
            .filter_map(|mention| Some((mention, self.entities.get(mention.entity as usize)?)))
    }
}
