//! Splits a person's name into given name and surname.

use crate::annotate::tokens::Words;

/// Suffixes after a surname.
const BEHIND: &[&str] = &["jr", "sr", "ii", "iii", "iv"];
/// Particles before a surname, which are not given names.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "san", "van", "von",
];

/// A name, by its surname.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The surname alone.
    Alone(String),
    /// With a given name, which distinguishes people: `James A. Baker` is `James Baker`.
    Full { given: String, surname: String },
}

impl Name {
    /// Splits a name; `None` if it has no surname.
    pub(super) fn read(name: &str) -> Option<Self> {
        let mut words = Words::new(name);
        let mut all = Vec::new();
        while words.advance() {
            all.push(words.folded().to_owned());
        }
        if all.len() > 2
            && BEHIND
                .iter()
                .any(|behind| all.last().is_some_and(|last| last == behind))
        {
            all.pop();
        }
        let surname = all.pop().filter(|surname| surname.chars().count() > 1)?;
        let given = all.into_iter().next();
        let given = given.filter(|given| !PARTICLES.contains(&given.as_str()));
        Some(match given {
            None => Self::Alone(surname),
            Some(given) => Self::Full { given, surname },
        })
    }

    /// The surname, folded.
    pub(super) fn surname(&self) -> &str {
        match self {
            Self::Alone(surname) | Self::Full { surname, .. } => surname,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_surname_or_has_one() {
        let full = |given: &str, surname: &str| {
            Some(Name::Full {
                given: given.to_owned(),
                surname: surname.to_owned(),
            })
        };
        assert_eq!(Name::read("Musk"), Some(Name::Alone("musk".to_owned())));
        assert_eq!(Name::read("James A. Baker III"), full("james", "baker"));
        assert_eq!(Name::read("Ursula von der Leyen"), full("ursula", "leyen"));
        let alone = Some(Name::Alone("gaulle".to_owned()));
        assert_eq!(Name::read("de Gaulle"), alone);
        assert_eq!(Name::read("X"), None);
        assert_eq!(Name::read(""), None);
    }
}
