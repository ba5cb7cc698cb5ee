//! Splits a person's name into given name and surname, and compares its forms: `Donald Trump`, `Donald J. Trump`.

use crate::annotate::tokens::{Words, fold};

/// Suffixes after a surname.
const BEHIND: &[&str] = &["jr", "sr", "ii", "iii", "iv"];
/// Those that may be left out.
const OPTIONAL: &[&str] = &["jr", "sr"];
/// Particles before a surname, which are not given names.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "san", "van", "von",
];

/// A name, by its surname.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// A full name as it is written, to be compared with other forms of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    first: String,
    middle: Vec<String>,
    last: String,
    suffix: Option<String>,
}

impl Form {
    /// Splits a full name.
    pub(super) fn of(name: &str) -> Self {
        let folded = fold(name).replace('.', ". ").replace(',', " ");
        let words = folded.split_whitespace();
        let words = words.map(|word| word.trim_end_matches('.').to_owned());
        let mut words: Vec<String> = words.collect();
        let is_suffix = |word: &mut String| BEHIND.contains(&word.as_str());
        let suffix = words.pop_if(is_suffix);
        let last = words.pop().unwrap_or_default();
        let mut words = words.into_iter();
        Self {
            first: words.next().unwrap_or_default(),
            middle: words.collect(),
            last,
            suffix,
        }
    }

    /// Whether both may be of one person: middle initials and `Jr.` may be missing, and initials stand for names. A
    /// whole middle name may not be missing, nor a number: `Juan Carlos Romero` is not `Juan Romero`, nor `John Paul II`
    /// `John Paul`.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let (one, two) = (&self.middle, &other.middle);
        let is_initial = |word: &String| word.chars().nth(1).is_none();
        let alike = |one: &String, two: &String| {
            one == two
                || (is_initial(one) || is_initial(two)) && one.chars().next() == two.chars().next()
        };
        let middle = if one.is_empty() || two.is_empty() {
            one.iter().chain(two).all(is_initial)
        } else {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| alike(one, two))
        };
        let suffix = match (&self.suffix, &other.suffix) {
            (None, Some(suffix)) | (Some(suffix), None) => OPTIONAL.contains(&suffix.as_str()),
            (one, two) => one == two,
        };
        let is_name = !is_initial(&self.first);
        is_name && (&self.first, &self.last) == (&other.first, &other.last) && middle && suffix
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_name_differ_in_initials_suffixes_and_case() {
        for (one, other, fit) in [
            ("Maria Kivu", "Maria T. Kivu", true),
            ("Maria T. Kivu", "Maria Teresa Kivu", true),
            ("Maria Kivu", "Maria Kivu, Jr.", true),
            ("Maria de Kivu", "Maria De Kivu", true),
            ("MARIA KIVU", "Maria Kivu", true),
            ("Maria H.W. Kivu", "Maria H. W. Kivu", true),
            ("Maria H.W. Kivu", "Maria W. Kivu", false),
            ("Maria T. Kivu", "Maria K. Kivu", false),
            ("Maria Kivu Jr.", "Maria Kivu Sr.", false),
            ("Maria Kivu", "Maria Kivu II", false),
            ("Maria Kivu", "Maria Teresa Kivu", false),
            ("Jean Kivu", "Jean-Pierre Kivu", false),
            ("Maria Kivu", "Maria Sankuru-Kivu", false),
            ("M. Kivu", "M. T. Kivu", false),
        ] {
            let (one_form, other_form) = (Form::of(one), Form::of(other));
            assert_eq!(one_form.fits(&other_form), fit, "{one}, {other}");
            assert_eq!(other_form.fits(&one_form), fit, "{other}, {one}");
        }
    }

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
