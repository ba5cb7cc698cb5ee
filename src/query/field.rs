//! The fields a query can ask for by name: `title:`, `who:`, `published:`, `source:` and the like.

use std::fmt;

use super::{Axis, FactField, Relation};
use crate::story::{Kind, TextField};

/// A field: what is written before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The words of one text.
    Text(TextField),
    /// Somebody of one kind, or of any.
    Name(Option<Kind>),
    /// A time.
    Date(Axis, Relation),
    /// A fact.
    Fact(FactField),
}

impl Field {
    /// All of them, in the order the manual has them.
    pub const ALL: [Self; 16] = [
        Self::Text(TextField::Title),
        Self::Text(TextField::Body),
        Self::Text(TextField::Byline),
        Self::Name(None),
        Self::Name(Some(Kind::Person)),
        Self::Name(Some(Kind::Org)),
        Self::Name(Some(Kind::Place)),
        Self::Date(Axis::Published, Relation::Within),
        Self::Date(Axis::About, Relation::Within),
        Self::Date(Axis::About, Relation::Overlaps),
        Self::Date(Axis::Seen, Relation::Within),
        Self::Fact(FactField::Source),
        Self::Fact(FactField::Section),
        Self::Fact(FactField::Lang),
        Self::Fact(FactField::Country),
        Self::Fact(FactField::Path),
    ];

    /// The field of this name, upper or lower case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// Its name, without the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text(TextField::Title) => "title",
            Self::Text(TextField::Body) => "body",
            Self::Text(TextField::Byline) => "byline",
            Self::Name(None) => "who",
            Self::Name(Some(kind)) => kind.as_str(),
            Self::Date(_, Relation::Overlaps) => "overlaps",
            Self::Date(Axis::Published, Relation::Within) => "published",
            Self::Date(Axis::About, Relation::Within) => "about",
            Self::Date(Axis::Seen, Relation::Within) => "seen",
            Self::Fact(FactField::Source) => "source",
            Self::Fact(FactField::Section) => "section",
            Self::Fact(FactField::Lang) => "lang",
            Self::Fact(FactField::Country) => "country",
            Self::Fact(FactField::Path) => "path",
        }
    }

    /// The field that may be meant by `name`.
    pub(super) fn meant_by(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let other_word = OTHER_WORDS
            .iter()
            .find(|(words, _)| words.contains(&name.as_str()))
            .and_then(|(_, field)| Self::named(field));
        other_word.or_else(|| Self::spelt_like(&name))
    }

    fn spelt_like(name: &str) -> Option<Self> {
        // One slip in a short name, two in a longer one; more is another word.
        let slips = if name.len() < 5 { 1 } else { 2 };
        Self::ALL
            .into_iter()
            .map(|field| (strsim::osa_distance(name, field.name()), field))
            .filter(|(distance, _)| *distance <= slips)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, field)| field)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What other search tools call our fields.
const OTHER_WORDS: [(&[&str], &str); 10] = [
    (&["author", "autor", "by", "creator"], "byline"),
    (&["headline", "subject", "intitle"], "title"),
    (&["text", "content", "intext"], "body"),
    (&["name", "entity", "names"], "who"),
    (&["organisation", "organization", "company"], "org"),
    (&["location", "loc", "city"], "place"),
    (&["nation", "nationality", "countries"], "country"),
    (
        &["date", "day", "year", "after", "before", "since"],
        "published",
    ),
    (&["language"], "lang"),
    (&["file", "filename", "folder", "dir"], "path"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_field() {
        for field in Field::ALL {
            assert_eq!(Field::named(&field.name().to_uppercase()), Some(field));
        }
        for (_, name) in OTHER_WORDS {
            assert!(Field::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_slip_or_another_tool_s_word_is_understood() {
        let meant = |name| Field::meant_by(name).map(Field::name);
        assert_eq!(meant("bdoy"), Some("body"));
        assert_eq!(meant("publishd"), Some("published"));
        assert_eq!(meant("Author"), Some("byline"));
        assert_eq!(meant("zebra"), None);
        assert_eq!(meant("boss"), None);
    }
}
