//! Splits a person's name into given name and surname, and compares its forms: `Donald Trump`, `Donald J. Trump`.

use crate::annotate::tokens::Words;

/// Suffixes after a surname.
const BEHIND: &[&str] = &["jr", "sr", "ii", "iii", "iv"];
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
        let (mut all, _) = words(name);
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

/// What distinguishes a full name from others with the same given name and surname.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    middle: Vec<String>,
    suffix: Option<String>,
    /// Whether the given name is written in full.
    has_given: bool,
}

impl Form {
    /// The form of a full name.
    pub(super) fn of(name: &str) -> Self {
        let (mut words, suffix) = words(name);
        words.pop();
        let mut words = words.into_iter();
        let given = words.next().unwrap_or_default();
        Self {
            middle: words.collect(),
            suffix,
            has_given: !is_initial(&given),
        }
    }

    /// Whether both may be of one person: middle initials may be missing, and initials stand for names. A whole middle
    /// name may not be missing, nor a suffix: `Juan Carlos Romero` is not `Juan Romero`, and `Donald Trump Jr.` is the
    /// son of `Donald Trump`.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let (one, two) = (&self.middle, &other.middle);
        let alike = |(one, two): (&String, &String)| {
            let may_stand_for = is_initial(one) || is_initial(two);
            one == two || may_stand_for && one.chars().next() == two.chars().next()
        };
        let middle = if one.is_empty() || two.is_empty() {
            one.iter().chain(two).all(|word| is_initial(word))
        } else {
            one.len() == two.len() && one.iter().zip(two).all(alike)
        };
        self.has_given && other.has_given && middle && self.suffix == other.suffix
    }
}

/// The words of a name, folded, and its suffix.
fn words(name: &str) -> (Vec<String>, Option<String>) {
    let mut words = Words::new(name);
    let mut all = Vec::new();
    while words.advance() {
        all.push(words.folded().to_owned());
    }
    let may_have_suffix = all.len() > 2;
    let suffix = all.pop_if(|last| may_have_suffix && BEHIND.contains(&last.as_str()));
    (all, suffix)
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_name_differ_in_initials_and_spelling() {
        for (one, other, fit) in [
            ("Maria Kivu", "Maria T. Kivu", true),
            ("Maria T. Kivu", "Maria Teresa Kivu", true),
            ("Maria de Kivu", "Maria De Kivu", true),
            ("MARIA KIVU", "Maria Kivu", true),
            ("Maria H.W. Kivu", "Maria H. W. Kivu", true),
            ("Kim Jong-un", "Kim Jong Un", true),
            ("Maria O'Kivu", "Maria O\u{2019}Kivu", true),
            ("Maria H.W. Kivu", "Maria W. Kivu", false),
            ("Maria T. Kivu", "Maria K. Kivu", false),
            ("Maria Kivu Jr.", "Maria Kivu Sr.", false),
            ("Maria Kivu", "Maria Kivu, Jr.", false),
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
